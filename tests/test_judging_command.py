"""The verb `judge`, as a person or a script types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from persona_lab.cli.judge import read_transcript
from persona_lab.errors import UsageError

TURNS = [
    {"speaker": "customer", "text": "I'm furious! The van never turned up on Wednesday!"},
    {"speaker": "agent", "text": "Mr Adeyemi, I'm sorry that the van never came on Wednesday. What is the number?"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.json").write_text(
        json.dumps({"format": "persona-lab.transcript/1", "id": "good", "scenario": "late-parcel", "turns": TURNS}),
        encoding="utf-8",
    )
    messages = [
        {"role": "system", "content": "You are an agent."},
        {"role": "user", "content": "Useless lot! Still no parcel!"},
        {"role": "assistant", "content": [{"type": "text", "text": "Please calm down."}]},
    ]
    (tmp_path / "chat.json").write_text(json.dumps(messages), encoding="utf-8")
    return tmp_path


def judge(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "persona_lab", "judge", *arguments],
        cwd=folder,
        env={"PATH": "", "HOME": str(folder), "PERSONA_LAB_HOME": str(folder), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_transcript_is_judged_for_reading(folder: Path) -> None:
    done = judge(folder, "good.json")
    assert done.returncode == 0, done.stderr
    assert "T20" in done.stdout
    assert "turn 2" in done.stdout
    assert done.stderr == ""


def test_every_transcript_is_one_line_of_json(folder: Path) -> None:
    done = judge(folder, "good.json", "chat.json", "--no-model", "--json")
    assert done.returncode == 0, done.stderr
    cards = [json.loads(line) for line in done.stdout.splitlines()]
    assert [card["transcript"] for card in cards] == ["good", "chat"]
    assert {card["format"] for card in cards} == {"persona-lab.scorecard/1"}
    assert [gate["id"] for gate in cards[1]["gates"]] == ["V3"]
    assert set(cards[0]["goodbye"]) == {"impasse_turn", "timing", "handoff"}


def test_swapped_messages_change_sides(folder: Path) -> None:
    (card,) = (json.loads(line) for line in judge(folder, "chat.json", "--swap", "--json").stdout.splitlines())
    assert card["gates"] == []


def test_a_scenario_can_be_named_for_a_transcript_without_one(folder: Path) -> None:
    without = json.loads(judge(folder, "chat.json", "--json").stdout)
    named = json.loads(judge(folder, "chat.json", "--scenario", "late-parcel", "--json").stdout)
    verdicts = [{c["id"]: c["verdict"] for c in card["criteria"]}["T18"] for card in (without, named)]
    assert verdicts == ["na", "not_met"]


def test_a_missed_bar_leaves_with_one_and_says_which(folder: Path) -> None:
    assert judge(folder, "good.json", "--fail-under", "10").returncode == 0
    missed = judge(folder, "good.json", "chat.json", "--fail-under", "50")
    assert missed.returncode == 1
    assert "'chat'" in missed.stderr
    assert "'good'" not in missed.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.json", "{", "not JSON"),
        ("number.json", "5", "mapping"),
        ("empty.json", '{"id": "x", "turns": []}', "nothing to judge"),
        ("speaker.json", '{"id": "x", "turns": [{"speaker": "boss", "text": "a"}]}', "turns.0.speaker"),
        ("role.json", '[{"content": "a"}]', "role"),
        ("content.json", '[{"role": "user", "content": 5}]', "content"),
    ],
)
def test_a_file_that_is_no_transcript_is_the_users_mistake(tmp_path: Path, name: str, content: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_transcript(path)


def test_a_scenario_that_does_not_exist_brings_the_nearest_name(folder: Path) -> None:
    lost = {"id": "x", "scenario": "late-parcle", "turns": TURNS}
    (folder / "lost.json").write_text(json.dumps(lost), encoding="utf-8")
    done = judge(folder, "lost.json")
    assert done.returncode == 2
    assert "late-parcel" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_and_two_minds_about_the_model_are_mistakes(folder: Path) -> None:
    assert judge(folder, "missing.json").returncode == 2
    assert judge(folder, "good.json", "--model", "some/model", "--no-model").returncode == 2


def test_hostile_text_reaches_the_terminal_harmlessly(folder: Path) -> None:
    turns = [TURNS[0], {"speaker": "agent", "text": "Please calm down \u202e\x1b[31m[/bold]."}]
    (folder / "hostile.json").write_text(json.dumps({"id": "h\x1b[2J", "turns": turns}), encoding="utf-8")
    for mode in ([], ["--json"]):
        done = judge(folder, "hostile.json", *mode)
        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout
