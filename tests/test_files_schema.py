"""The committed JSON Schemas: fresh, true of the files, and useful to an editor."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from persona_lab.files import kind_of
from persona_lab.files.schema import schema_file_name, schema_text
from persona_lab.files.starting import starting_text

CHECKOUT = Path(__file__).parent.parent
FOLDERS = ["personas", "scenarios", "rubrics"]


def loaded(text: str) -> object:
    """The plain YAML value with dates left as text."""

    class Loader(yaml.CSafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader with one resolver less


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_committed_schema_is_fresh(folder: str) -> None:
    kind = kind_of(folder)
    committed = CHECKOUT / "docs" / "schemas" / schema_file_name(kind)
    remedy = f"persona-lab {folder} schema --write docs/schemas/{schema_file_name(kind)}"
    assert committed.read_text(encoding="utf-8") == schema_text(kind), f"stale: {remedy}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_schema_accepts_every_built_in_and_new_file(folder: str) -> None:
    kind = kind_of(folder)
    validator = Draft202012Validator(json.loads(schema_text(kind)))
    validator.check_schema(validator.schema)
    files = sorted((CHECKOUT / folder).glob("*.yaml"))
    assert files
    for text in [path.read_text(encoding="utf-8") for path in files] + [starting_text(kind, "fresh")]:
        assert [error.message for error in validator.iter_errors(loaded(text))] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_built_in_file_points_editors_at_its_schema(folder: str) -> None:
    expected = f"# yaml-language-server: $schema=../docs/schemas/{schema_file_name(kind_of(folder))}"
    for path in sorted((CHECKOUT / folder).glob("*.yaml")):
        assert path.read_text(encoding="utf-8").splitlines()[0] == expected, path.name


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_schema_lets_a_file_leave_out_what_its_base_says_and_no_other(folder: str) -> None:
    validator = Draft202012Validator(json.loads(schema_text(kind_of(folder))))
    assert "required" in " ".join(error.message for error in validator.iter_errors({"id": "mine", "title": "Mine"}))
    assert list(validator.iter_errors({"id": "mine", "extends": "other", "title": "Mine"})) == []
    assert len(list(validator.iter_errors({"extends": "other", "title": 3, "nonsense": 1}))) == 3


def test_an_extending_rubric_may_list_a_criterion_by_its_id() -> None:
    validator = Draft202012Validator(json.loads(schema_text(kind_of("rubrics"))))
    listed = {"id": "mine", "criteria": [{"id": "T14"}]}
    assert list(validator.iter_errors({**listed, "extends": "house"})) == []
    assert any("'question' is a required" in error.message for error in validator.iter_errors(listed))


def test_the_persona_schema_offers_acts_and_moves_with_their_meaning() -> None:
    schema = json.loads(schema_text(kind_of("personas")))
    reactions = schema["properties"]["reactions"]
    assert "named the concrete thing" in reactions["properties"]["specific_apology"]["description"]
    assert "lets the feeling out" in schema["properties"]["lines"]["properties"]["vent"]["description"]
    validator = Draft202012Validator(schema)
    persona = loaded(starting_text(kind_of("personas"), "fresh"))
    assert isinstance(persona, dict)
    persona["reactions"]["said_nonsense"] = {"anger": 1}
    persona["tactics"]["answers"]["told_to_calm_down"] = ["shrug"]
    assert len(list(validator.iter_errors(persona))) == 2


def described(schema: dict, field: dict) -> bool:
    """Whether an editor has something to say about a key: its own description or its value's."""
    return "description" in field or "description" in schema["$defs"].get(field.get("$ref", "").split("/")[-1], {})


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_key_of_the_schema_has_a_description(folder: str) -> None:
    schema = json.loads(schema_text(kind_of(folder)))
    silent = [
        f"{name}.{key}"
        for name, part in [("", schema), *schema["$defs"].items()]
        for key, field in part.get("properties", {}).items()
        if not described(schema, field) and key not in {"hot", "warm", "cool", "any"}
    ]
    assert silent == []
