"""`rubrics calibrate`: labels in files against verdicts, as a table and as JSON."""

import json

import pytest
from typer.testing import CliRunner

from persona_lab.cli.app import build
from persona_lab.errors import FileProblemsError, NotFoundError, UsageError
from persona_lab.model.calibration import Calibration

WORDS = {
    "sorry": "I am sorry that the blue paint arrived with its lid off.",
    "short": "Sorry about that.",
    "plain": "What is the order number on the tin?",
}


def run(*words):
    return CliRunner().invoke(build(lambda lab, request: None), list(words))


def transcript(number, words):
    return {
        "format": "persona-lab.transcript/1",
        "id": f"c{number}",
        "turns": [
            {"speaker": "customer", "text": "The paint leaked all over my hall. This is useless!"},
            {"speaker": "agent", "text": WORDS[words]},
            {"speaker": "customer", "text": "And now?"},
            {"speaker": "agent", "text": "A new tin leaves the shop today."},
        ],
    }


RUBRIC = """\
id: desk
title: Two questions
summary: One that code decides and one that takes a model.
blocks:
  - {id: all, title: Everything, points: 100}
criteria:
  - id: T15
    title: A whole sentence
    block: all
    question: Is every apology a whole sentence?
    applies: The agent apologises.
    scope: conversation
    polarity: positive
    decided_by: code
    check: full-sentence-apology
  - id: Warmth
    title: Sounds warm
    block: all
    question: Does the agent sound warm?
    applies: Always.
    scope: conversation
    polarity: positive
    decided_by: model
"""

KINDS = ["sorry", "short", "plain", "sorry", "short", "plain", "short", "sorry"]
TRUTH = {"sorry": "met", "short": "not_met", "plain": "na"}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Eight calls in JSON Lines, and two people's labels of one criterion that code decides and one that it cannot."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "desk.yaml").write_text(RUBRIC, encoding="utf-8")
    write("calls.jsonl", [transcript(number, words) for number, words in enumerate(KINDS)])
    ann = [{"T15": TRUTH[words], "Warmth": "not_met"} for words in KINDS]
    bo = [{"T15": TRUTH[words]} for words in KINDS]
    bo[0]["T15"] = "not_met"
    for rater, labels in (("ann", ann), ("bo", bo)):
        write(f"{rater}.jsonl", [labelling(f"c{n}", verdicts, rater) for n, verdicts in enumerate(labels)])
    return tmp_path


def labelling(transcript_id, verdicts, rater="ann", rubric="desk"):
    return {"transcript": transcript_id, "rater": rater, "verdicts": verdicts, "rubric": rubric}


def write(name, rows):
    with open(name, "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.writelines(json.dumps(row) + "\n" for row in rows)


def judged(*words):
    ran = run("rubrics", "calibrate", "--rubric", "desk", *words)
    assert ran.exit_code == 0, ran.output or ran.exception
    return ran


def test_the_table_names_raters_figures_and_what_is_undefined(files):
    ran = judged("ann.jsonl", "bo.jsonl", "-t", "calls.jsonl", "--no-model")
    assert "Transcripts labelled: 8 (by ann, bo); judged of them: 8" in ran.stdout
    assert "judged 8 of 8: c7" in ran.stderr
    assert "macro-F1" in ran.stdout
    assert "Never decided by this judge: Warmth" in ran.stdout
    assert all(len(line) <= 80 for line in ran.stdout.splitlines())
    (row,) = [line for line in ran.stdout.splitlines() if line.startswith("T15")][:1]
    assert row.split()[1:3] == ["8", "1.00"]


def test_the_report_as_json_is_what_the_table_shows_and_can_be_kept_in_a_file(files):
    ran = judged("ann.jsonl", "-t", "calls.jsonl", "--no-model", "--json", "--out", "report.json", "--seed", "3")
    report = Calibration.model_validate_json(ran.stdout)
    assert Calibration.model_validate_json((files / "report.json").read_text(encoding="utf-8")) == report
    assert (report.judge, report.rubric, report.seed) == ("code", "desk", 3)
    found = {one.id: one for one in report.criteria}
    assert found["T15"].judge.agreement.value == 1
    assert found["T15"].people is None
    assert found["Warmth"].coverage.value == 0
    assert found["Warmth"].judge.kappa.value is None
    refused = run("rubrics", "calibrate", "ann.jsonl", "-r", "desk", "--out", "report.json")
    assert "--force" in str(refused.exception)


def test_scorecards_that_were_kept_give_the_same_report_as_judging_anew(files):
    for number, words in enumerate(KINDS):
        (files / f"c{number}.json").write_text(json.dumps(transcript(number, words)), encoding="utf-8")
    cards = run("judge", *(f"c{number}.json" for number in range(8)), "--no-model", "--json", "-r", "desk")
    (files / "cards.jsonl").write_text(cards.stdout, encoding="utf-8")
    kept = judged("ann.jsonl", "--scorecards", "cards.jsonl", "--json").stdout
    assert kept == judged("ann.jsonl", "-t", "calls.jsonl", "--no-model", "--json").stdout


def test_another_judge_comes_as_a_labels_file(files):
    report = json.loads(judged("ann.jsonl", "--scorecards", "bo.jsonl", "--json").stdout)
    assert report["judge"] == "bo"
    (found,) = [one for one in report["criteria"] if one["id"] == "T15"]
    assert found["judge"]["agreement"]["value"] == 7 / 8


def test_people_alone_are_compared_with_one_another(files):
    ran = judged("ann.jsonl", "bo.jsonl")
    assert "nobody: people are compared with one another" in ran.stdout
    assert "Weak" not in ran.stdout
    found = Calibration.model_validate_json(judged("ann.jsonl", "bo.jsonl", "--json").stdout).criteria[0]
    assert found.id == "T15"
    assert found.people.agreement.value == 7 / 8
    alone = judged("ann.jsonl", "bo.jsonl", "--rater", "ann")
    assert "(by ann)" in alone.stdout


def test_ratings_are_shown_with_their_quadratic_kappa(files):
    rows = [
        labelling(f"c{n}", {"Warmth": rating}, rater)
        for rater, ratings in (("ann", [1, 2, 3, 4, 5, 4, 2, 1]), ("bo", [1, 3, 3, 4, 5, 5, 2, 2]))
        for n, rating in enumerate(ratings)
    ]
    write("ratings.jsonl", rows)
    ran = judged("ratings.jsonl")
    assert "Quadratic kappa of ratings" in ran.stdout
    assert any(line.startswith("Warmth") and " 0.90" in line for line in ran.stdout.splitlines())


def test_every_problem_of_a_labels_file_is_told_with_its_line(files):
    (files / "bad.jsonl").write_text(
        '{"transcript": "c0", "rater": "ann", "verdicts": {"T15": "good", "T19": true, "T20": 6}}\n'
        "\n"
        "T15 met\n"
        '{"transcript": "c1", "verdicts": {"t15": "met"}, "gates": ["V9"], "surprise": 1}\n',
        encoding="utf-8",
    )
    refused = run("rubrics", "calibrate", "ann.jsonl", "bad.jsonl").exception
    assert isinstance(refused, FileProblemsError)
    told = [str(problem) for problem in refused.problems]
    for place in ("T15", "T19", "T20"):
        assert any(line.startswith(f"bad.jsonl:1: verdicts.{place}: an outcome") for line in told)
    assert any(line.startswith("bad.jsonl:3: Invalid JSON") for line in told)
    assert any(line.startswith("bad.jsonl:4: rater: ") for line in told)
    assert any(line.startswith("bad.jsonl:4: gates.0: ") for line in told)
    assert any(line.startswith("bad.jsonl:4: surprise: ") for line in told)


@pytest.mark.parametrize(
    ("words", "kind", "sentence"),
    [
        (("none.jsonl",), UsageError, "cannot be read"),
        (("ann.jsonl", "--rubric", "house"), UsageError, "these are for 'desk'"),
        (("ann.jsonl", "--rater", "cy"), UsageError, "No labels are by 'cy'; there are labels by 'ann'"),
        (("ann.jsonl", "ann.jsonl"), UsageError, "twice"),
        (("ann.jsonl", "-t", "calls.jsonl", "-t", "calls.jsonl"), UsageError, "Two transcripts are named 'c0'"),
        (("ann.jsonl", "-t", "calls.jsonl", "--scorecards", "x"), UsageError, "cannot both"),
        (("ann.jsonl", "--model", "m", "--no-model"), UsageError, "cannot both"),
        (("ann.jsonl", "-t", "strange.jsonl", "--no-model"), UsageError, "None of the 8 labelled transcripts"),
        (("ann.jsonl", "--scorecards", "calls.jsonl"), FileProblemsError, "calls.jsonl:1: "),
        (("other.jsonl", "-t", "calls.jsonl", "--rubric", "nobodys"), NotFoundError, "nobodys"),
    ],
)
def test_what_cannot_be_calibrated_is_one_sentence(files, words, kind, sentence):
    write("strange.jsonl", [transcript(99, "sorry")])
    write("other.jsonl", [labelling("c0", {"T15": "met"}, rubric="nobodys")])
    refused = run("rubrics", "calibrate", "--rubric", "desk", *words).exception
    assert isinstance(refused, kind)
    assert sentence in str(refused)


def test_hostile_names_are_shown_harmlessly(files):
    rows = [labelling(f"c{n}", {"T15": "met"}, "\x1b[31mann\u202e") for n in range(8)]
    write("hostile.jsonl", rows)
    ran = judged("hostile.jsonl", "-t", "calls.jsonl", "--no-model")
    assert "\x1b" not in ran.stdout
    assert "\u202e" not in ran.stdout
