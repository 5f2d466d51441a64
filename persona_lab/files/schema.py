"""The JSON Schema of a kind of files, written for editors: every key described, every act and move offered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from persona_lab.files.kinds import Content, Kind
from persona_lab.model.acts import ACT_MEANING
from persona_lab.model.moves import MEANING

_MEANINGS: dict[str, str] = {str(word): meaning for words in (ACT_MEANING, MEANING) for word, meaning in words.items()}

_LONGEST_REPEATED = 200
"""Characters from which on a schema is written once and referred to."""


def schema_text(kind: Kind[Content]) -> str:
    """The JSON Schema as text, the same each time it is made."""
    schema = kind.model.model_json_schema(mode="validation", schema_generator=_EditorSchema)
    definitions = schema.setdefault("$defs", {})
    for name, part in [("", schema), *definitions.items()]:
        _offer_keys(part, name, definitions)
    if not definitions:
        del schema["$defs"]
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"Made by `persona-lab {kind.folder} schema`; do not edit it by hand.",
        **schema,
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def schema_file_name(kind: Kind[Content]) -> str:
    """The name under which the schema is kept: 'persona.schema.json'."""
    return f"{kind.noun}.schema.json"


class _EditorSchema(GenerateJsonSchema):
    """Pydantic's schema without made-up titles, and with the keys of mappings that are a union of fixed words."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        words = list(_words(self.generate_inner(schema["keys_schema"]))) if "keys_schema" in schema else []
        return {**made, "propertyNames": {"enum": words}} if words else made


def _words(schema: JsonSchemaValue) -> Iterator[str]:
    """The fixed words that a schema allows, through unions."""
    yield from schema.get("enum", ())
    if "const" in schema:
        yield schema["const"]
    for side in schema.get("anyOf", ()):
        yield from _words(side)


def _offer_keys(part: Any, name: str, definitions: dict[str, Any]) -> None:
    """Turn mappings with a closed set of keys into listed properties, because editors complete only those."""
    if isinstance(part, list):
        for item in part:
            _offer_keys(item, name, definitions)
    if not isinstance(part, dict):
        return
    for key, below in list(part.items()):
        if key == "properties":
            for field_name, field in below.items():
                _offer_keys(field, f"{name}_{field_name}".strip("_"), definitions)
        elif key != "$defs":
            _offer_keys(below, name, definitions)
    words = part.get("propertyNames", {}).get("enum")
    value = part.get("additionalProperties")
    if not words or not isinstance(value, dict):
        return
    del part["propertyNames"]
    if len(json.dumps(value)) > _LONGEST_REPEATED:
        definitions[f"{name}_value"] = value
        value = {"$ref": f"#/$defs/{name}_value"}
    part["properties"] = {
        word: {"description": _MEANINGS[word], **value} if word in _MEANINGS else value for word in words
    }
    part["additionalProperties"] = False
