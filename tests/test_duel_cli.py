"""`duel` as a program meets it: the same bytes every time, and a script's mistakes told with their place."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from persona_lab.agents.script import SIZE_LIMIT
from persona_lab.cli.app import build
from persona_lab.errors import LabError


@pytest.fixture(autouse=True)
def _work_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def duel(*arguments):
    return CliRunner().invoke(build(lambda _lab, _request: None), ["duel", *arguments])


def played(*arguments):
    result = duel(*arguments, "--json")
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.stdout)


def refused(*arguments):
    error = duel(*arguments).exception
    assert isinstance(error, LabError), error
    return error


SCRIPT = (
    '{"text": "I apologise that the engineer never came."}\n'
    '{"text": "Calm down.", "action": {"kind": "hold"}}\n'
    '{"text": "The duty engineer tomorrow.", "action": {"kind": "offer", "remedy": "engineer-sunday"}}\n'
)


def test_two_processes_with_different_hash_seeds_print_the_same_session(tmp_path):
    (tmp_path / "agent.jsonl").write_text(SCRIPT * 3, encoding="utf-8")
    printed = []
    for number in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": number, "PERSONA_LAB_HOME": str(tmp_path / number)}
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "persona_lab",
                "duel",
                "know-it-all",
                "-s",
                "cold-boiler",
                "-a",
                "script:agent.jsonl",
                "--json",
            ],
            capture_output=True,
            env=environment,
            timeout=30,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        printed.append(run.stdout)
    assert printed[0] == printed[1]
    session = json.loads(printed[0])
    assert len(session["turns"]) > 3
    assert len(session["mood"]) == sum(turn["speaker"] == "customer" for turn in session["turns"])


def test_the_printed_session_has_everything_a_program_needs():
    session = played("know-it-all", "-s", "cold-boiler", "-a", "stock:good", "--seed", "2")
    assert session["format"] == "persona-lab.transcript/1"
    assert session["seed"] == 2
    assert session["end_reason"] in {"resolved", "accepted"}
    assert session["faults"] == []
    assert session["scorecard"]["format"] == "persona-lab.scorecard/1"
    assert all(point["reasons"] for point in session["mood"])
    agent_turns = {n for n, turn in enumerate(session["turns"], 1) if turn["speaker"] == "agent"}
    for move in session["moves"]:
        assert move["turn"] in agent_turns
        assert move["quote"] or move["action"] or move["kind"] == "silent"
        if move["quote"]:
            assert move["quote"] in session["turns"][move["turn"] - 1]["text"]


def test_another_seed_gives_another_conversation():
    turns = [played("shouting", "-s", "late-parcel", "-a", "stock:rude", "--seed", str(n))["turns"] for n in range(3)]
    assert len({json.dumps(said) for said in turns}) > 1


def test_a_script_that_runs_out_ends_as_the_agent_s(tmp_path):
    (tmp_path / "agent.jsonl").write_text('{"text": "Hello."}\n', encoding="utf-8")
    assert played("shouting", "-s", "late-parcel", "-a", "script:agent.jsonl")["end_reason"] == "agent_ended"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"text": "Hello."}\n{"text": ', "agent.jsonl:2: not JSON"),
        ('{"text": "x", "action": {"kind": "shout"}}', "agent.jsonl:1: action"),
        ("", "holds no turns"),
        ("x" * (SIZE_LIMIT + 1), "too large"),
        (None, "cannot be read"),
    ],
)
def test_a_script_with_a_mistake_exits_2_and_says_where(tmp_path, text, told):
    if text is not None:
        (tmp_path / "agent.jsonl").write_text(text, encoding="utf-8")
    error = refused("shouting", "-s", "late-parcel", "-a", "script:agent.jsonl")
    assert error.exit_code == 2
    assert told in str(error)


@pytest.mark.parametrize("spec", ["stock:nobody", "nothing", "script:", "model:", "carrier-pigeon:x", ""])
def test_an_agent_that_is_not_known_is_refused_with_what_there_is(spec):
    error = refused("shouting", "-s", "late-parcel", "-a", spec)
    assert error.exit_code == 2
    assert "stock" in str(error) or "good" in str(error)


def test_a_mistake_leaves_no_session_behind():
    from persona_lab.store import open_store

    refused("shouting", "-s", "late-parcel", "-a", "script:none.jsonl")
    store = open_store()
    assert list(store.summaries()) == []
    store.close()
