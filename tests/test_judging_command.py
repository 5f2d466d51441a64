"""The verb `judge`, as a person or a script types it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from persona_lab.cli import progress
from tests.fake_provider import FakeProvider

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


SMALL = """id: small
title: Two things
summary: Two things that code can tell.
gates: [V3]
gate_cap: 30
blocks:
  - {id: all, title: All of it, points: 100}
criteria:
  - id: T18
    title: Uses the customer's name
    block: all
    question: Does the agent use the customer's name in answer to an upset turn, right and not too often?
    applies: The customer's name is known.
    occasion: name
    scope: conversation
    polarity: positive
    decided_by: code
    check: name-use
    passes: ["Thank you for waiting, Mr Brill."]
    fails: ["Thank you for waiting."]
  - id: Calm
    title: Tells nobody to calm down
    block: all
    question: Does the agent tell the customer how to feel?
    applies: Always.
    scope: conversation
    polarity: negative
    decided_by: code
    penalises: [told_to_calm_down]
    passes: ["I will look at once."]
    fails: ["Calm down."]
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "persona_lab", "judge", *arguments]


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": "", "HOME": str(folder), "PERSONA_LAB_HOME": str(folder), "PYTHONIOENCODING": "utf-8", **more}


def judge(folder: Path, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=folder,
        env=environment(folder, **more),
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def lines(number: int, calm: bool = True) -> list[str]:
    said = "I have it open." if calm else "Please calm down."
    return [
        json.dumps({"id": f"c{place}", "turns": [*TURNS, TURNS[0], {"speaker": "agent", "text": f"{said} {place}"}]})
        for place in range(number)
    ]


def written(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.fixture
def many(folder: Path) -> Path:
    """A folder with 60 conversations in one file, and a rubric that is judged in no time."""
    (folder / "small.yaml").write_text(SMALL, "utf-8")
    (folder / "many.jsonl").write_text("\n".join(lines(60)), "utf-8")
    return folder


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


def test_several_processes_give_what_one_gives_in_the_same_order(many: Path) -> None:
    options = ("many.jsonl", "-r", "small.yaml", "-s", "late-parcel", "--json")
    one, two = (judge(many, *options, "--workers", workers) for workers in ("1", "2"))
    assert one.returncode == two.returncode == 0, two.stderr
    assert [json.loads(line)["transcript"] for line in two.stdout.splitlines()] == [f"c{n}" for n in range(60)]
    assert one.stdout == two.stdout


def test_a_run_that_was_cut_off_goes_on_where_it_was(many: Path) -> None:
    out = many / "cards.jsonl"
    options = ("many.jsonl", "-r", "small.yaml", "--workers", "1", "--out", "cards.jsonl")
    assert judge(many, *options).returncode == 0
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) // 2])
    refused = judge(many, *options)
    assert refused.returncode == 2
    assert "--resume" in refused.stderr
    resumed = judge(many, *options, "--resume", "--json")
    assert resumed.returncode == 0, resumed.stderr
    assert "cut off" in resumed.stderr
    assert out.read_bytes() == whole
    # what the file held counts in the summary as well
    assert json.loads(resumed.stdout)["transcripts"] == 60


def test_a_changed_transcript_is_judged_again(many: Path) -> None:
    options = ("many.jsonl", "-r", "small.yaml", "--workers", "1", "--out", "cards.jsonl")
    judge(many, *options)
    changed = lines(60)
    changed[7] = lines(8, calm=False)[7]
    (many / "many.jsonl").write_text("\n".join(changed), "utf-8")
    resumed = judge(many, *options, "--resume")
    assert "1 judged; 59 passed over" in resumed.stderr
    cards = written(many / "cards.jsonl")
    assert [card["transcript"] for card in cards[60:]] == ["c7"]
    assert cards[60]["gates"] != []


def test_an_interrupted_run_leaves_whole_lines_to_go_on_from(many: Path) -> None:
    (many / "many.jsonl").write_text("\n".join(lines(20_000)), "utf-8")
    out = many / "cards.jsonl"
    options = ("many.jsonl", "-r", "small.yaml", "--out", "cards.jsonl", "--workers", "2")
    with subprocess.Popen(
        command(*options), cwd=many, env=environment(many), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        waited = time.monotonic() + 60
        while time.monotonic() < waited and (not out.exists() or out.stat().st_size < 5_000):
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        told = running.stderr.read()
    assert running.returncode == 130
    assert "--resume" in told
    assert "Traceback" not in told
    cards = written(out)
    assert 0 < len(cards) < 20_000
    (many / "many.jsonl").write_text("\n".join(lines(len(cards) + 1)), "utf-8")
    resumed = judge(many, *options, "--resume")
    assert f"1 judged; {len(cards)} passed over" in resumed.stderr


def test_a_bad_record_hides_no_good_one_and_leaves_with_two(many: Path) -> None:
    (many / "mixed.jsonl").write_text("\n".join([*lines(2), "{broken", *lines(1)]), "utf-8")
    done = judge(many, "mixed.jsonl", "-r", "small.yaml", "--json")
    assert done.returncode == 2
    assert "mixed.jsonl:3:2: this is not JSON" in done.stderr
    assert [json.loads(line)["transcript"] for line in done.stdout.splitlines()] == ["c0", "c1", "c0-2"]
    assert judge(many, "mixed.jsonl", "-r", "small.yaml", "--skip-bad").returncode == 0


def test_all_rubrics_are_judged_in_one_pass(folder: Path) -> None:
    done = judge(folder, "good.json", "--rubric", "all", "--json")
    assert done.returncode == 0, done.stderr
    cards = [json.loads(line) for line in done.stdout.splitlines()]
    assert [card["rubric"] for card in cards] == ["house", "d0", "d1", "d2", "d3", "d4"]
    scores = {card["rubric"].upper(): card["score"] for card in cards[1:]}
    assert cards[0]["documents"] == scores


def test_a_summary_counts_what_passed_and_what_nobody_could_tell(many: Path) -> None:
    (many / "many.jsonl").write_text("\n".join([*lines(3), *lines(4, calm=False)[3:]]), "utf-8")
    shown = judge(many, "many.jsonl", "-r", "small.yaml", "--summary")
    assert "4 transcripts" in shown.stdout
    assert "V3 emotion policing 1" in shown.stdout
    assert "-- c0 --" not in shown.stdout
    (told,) = (judge(many, "many.jsonl", "-r", "small.yaml", "--summary", "--json").stdout,)
    summary = json.loads(told)
    assert summary["gates"] == {"V3": 1}
    (calm,) = (criterion for criterion in summary["criteria"] if criterion["id"] == "Calm")
    assert calm["failed"] == 1
    assert calm["passed"] + calm["failed"] + calm["cannot_tell"] + calm["na"] == 4


def test_junit_shows_every_transcript_and_fails_those_under_the_bar(many: Path) -> None:
    hostile = {"id": 'h\x00<&"\x1b', "turns": [TURNS[0], {"speaker": "agent", "text": "Calm down ]]> \x0b\ufffe<b>&"}]}
    (many / "many.jsonl").write_text("\n".join([*lines(2), json.dumps(hostile)]), "utf-8")
    done = judge(many, "many.jsonl", "-r", "small.yaml", "-s", "late-parcel", "--junit", "r.xml", "--fail-under", "50")
    assert done.returncode == 1
    root = ET.fromstring((many / "r.xml").read_bytes())  # noqa: S314  # written here
    (suite,) = root
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("small", "3", "1")
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == ["c0", "c1", 'h\\u0000<&"\\u001b']
    failure = cases[2].find("failure")
    assert failure is not None
    assert "under the bar of 50" in (failure.get("message") or "")
    assert 'turn 2: "Calm down' in (failure.text or "")
    assert cases[0].find("failure") is None


def test_a_page_holds_every_transcript_harmlessly(many: Path) -> None:
    hostile = {"id": "h", "turns": [TURNS[0], {"speaker": "agent", "text": "Calm down <script>alert(1)</script>"}]}
    (many / "many.jsonl").write_text("\n".join([*lines(2), json.dumps(hostile)]), "utf-8")
    done = judge(many, "many.jsonl", "-r", "small.yaml", "--html", "r.html", "--summary")
    assert done.returncode == 0, done.stderr
    page = (many / "r.html").read_text("utf-8")
    assert all(name in page for name in ("c0", "c1"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_standard_input_is_a_file_like_any_other(many: Path) -> None:
    done = judge(many, "-", "-r", "small.yaml", "--json", typed="Customer: Hello?\nAgent: Please calm down.\n")
    (card,) = (json.loads(line) for line in done.stdout.splitlines())
    assert card["transcript"] == "stdin"
    assert [gate["id"] for gate in card["gates"]] == ["V3"]


def test_a_table_is_judged_by_the_columns_and_names_that_are_told(many: Path) -> None:
    (many / "t.csv").write_text("case,who,said\n9,Priya,Please calm down.\n9,Mr Quill,No!\n", "utf-8")
    options = ("t.csv", "--columns", "id=case,speaker=who,text=said", "-r", "small.yaml", "--json")
    assert "--agent-is" in judge(many, *options).stderr
    done = judge(many, *options, "--agent-is", "priya", "--customer-is", "mr quill")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["gates"][0]["turn"] == 1


def test_a_folder_is_judged_without_the_files_that_are_being_written(many: Path) -> None:
    (many / "in").mkdir()
    (many / "in" / "a.jsonl").write_text("\n".join(lines(2)), "utf-8")
    for resume in ([], ["--resume"]):
        done = judge(many, "in", "-r", "small.yaml", "--out", "in/cards.jsonl", *resume)
        assert done.returncode == 0, done.stderr
    assert len(written(many / "in" / "cards.jsonl")) == 2


def test_what_a_model_will_be_asked_is_said_before_and_what_it_took_after(many: Path) -> None:
    model_asked = SMALL.replace("decided_by: code\n    penalises", "decided_by: model\n    penalises")
    (many / "small.yaml").write_text(model_asked, "utf-8")
    with FakeProvider("whole") as provider:
        done = judge(
            many,
            "good.json",
            "-r",
            "small.yaml",
            "--model",
            "some-model",
            "--json",
            PERSONA_LAB_API_BASE=provider.api_base,
        )
    assert done.returncode == 0, done.stderr
    before, *_, after = done.stderr.splitlines()
    assert before.startswith("1 transcript for some-model: calls usually 1 each, at most 10 each and 10 in all")
    assert after == f"The judge took {len(provider.requests)} model calls: " + after.partition(": ")[2]
    assert json.loads(done.stdout)["judge"] == "code+some-model"


def test_a_long_run_says_how_far_it_is_where_no_terminal_shows_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "SECONDS", 0.0)
    with progress.Progress(3) as told:
        told.step("a\x1b")
    line = capsys.readouterr().err
    assert line.startswith("judged 1 of 3, ")
    assert "\x1b" not in line


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--votes", "2"], "--votes"),
        (["--resume"], "--out"),
        (["--rewrite", "--no-model"], "--model"),
        (["--form", "tape"], "json, lines, csv, text"),
        (["--columns", "id=a"], "text=COLUMN"),
        (["--out", "no/such/folder/x.jsonl"], "cannot be written"),
        (["--junit", "no/such/folder/x.xml"], "cannot be written"),
        (["--html", "no/such/folder/x.html"], "cannot be written"),
    ],
)
def test_options_that_make_no_sense_are_said_before_anything_is_judged(
    folder: Path, options: list[str], said: str
) -> None:
    done = judge(folder, "good.json", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
