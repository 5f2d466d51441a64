"""A person's word against a verdict: kept as an event, exported as a label, shown in the terminal app."""

import io
import json

import pytest
from pilots import screen_text, until
from sample_values import sample_events, sample_setup
from textual.pilot import Pilot
from textual.widgets import OptionList
from typer.testing import CliRunner

from persona_lab.cli.app import build
from persona_lab.cli.compose import build_lab
from persona_lab.errors import NotFoundError, UsageError
from persona_lab.judging.disputes import dispute, labels_of
from persona_lab.model.events import EVENT, SessionJudged, TurnUndone, VerdictDisputed
from persona_lab.model.label import parse_labels
from persona_lab.model.record import fold, step
from persona_lab.model.transcript import Transcript
from persona_lab.screens import ScreenRequest
from persona_lab_tui.app import LabApp
from persona_lab_tui.dialogs import DisputeDialog
from persona_lab_tui.replay import ReplayScreen
from persona_lab_tui.scorecard import ScorecardScreen


def said(outcome="not_met", rater="ann", criterion="T14", note=""):
    return VerdictDisputed(rubric="house", criterion=criterion, judged="met", outcome=outcome, rater=rater, note=note)


def test_a_dispute_comes_back_from_json_and_the_last_word_of_a_rater_counts():
    events = [*sample_events(), said("not_met"), said("na", rater="bo"), said("cannot_tell", note="hard to say")]
    assert EVENT.validate_json(events[-1].model_dump_json()) == events[-1]
    record = fold(events)
    assert [(one.rater, one.outcome) for one in record.disputes] == [("ann", "cannot_tell"), ("bo", "na")]
    assert record.scorecard == fold(sample_events()).scorecard


def test_a_turn_that_is_taken_back_takes_the_disputes_of_its_scorecard_with_it():
    record = fold([*sample_events(), said()])
    assert step(record, TurnUndone(turn=4)).disputes == ()


def test_a_dispute_stays_when_the_session_is_judged_again():
    record = fold([*sample_events(), said()])
    assert record.scorecard
    assert step(record, SessionJudged(scorecard=record.scorecard)).disputes == record.disputes


def test_a_session_without_disputes_reads_as_before():
    assert fold(sample_events()).disputes == ()


def test_what_cannot_be_disputed_is_refused_with_the_reason():
    record = fold(sample_events())
    with pytest.raises(UsageError, match="not been judged"):
        dispute(fold(sample_events(judged=False)), "T14", "met")
    with pytest.raises(NotFoundError, match="no criterion 'T40'; it has T14"):
        dispute(record, "T40", "met")
    with pytest.raises(UsageError, match="T14 cannot be 'clean'; it can be met, not_met"):
        dispute(record, "T14", "clean", polarity="positive")
    with pytest.raises(UsageError, match="T14 cannot be 'good'"):
        dispute(record, "T14", "good")
    assert dispute(record, "T14", "clean").outcome == "clean"


def test_disputes_become_one_labelling_a_rater():
    events = [*sample_events(), said(note="no failing is named"), said("met", criterion="T32"), said(rater="bo")]
    first, second = labels_of("some-session", fold(events))
    assert (first.transcript, first.rater, first.rubric) == ("some-session", "ann", "house")
    assert first.verdicts == {"T14": "not_met", "T32": "met"}
    assert first.note == "T14: no failing is named"
    assert second.verdicts == {"T14": "not_met"}
    assert parse_labels(io.StringIO(first.line()), "labels") == (first,)
    assert not {"gates", "impasse", "timing"} & set(json.loads(first.line()))


@pytest.fixture
def key(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return build_lab().open_store().import_events("blunt", sample_events())


def run(*words):
    return CliRunner().invoke(build(lambda lab, request: None), list(words))


def test_a_verdict_is_disputed_listed_and_exported_by_the_command_line(key, tmp_path):
    kept = run("verdicts", "dispute", "blunt", "T14", "not-met", "--note", "It names \x1b[31mnothing", "--rater", "ann")
    assert kept.exit_code == 0, kept.output
    assert "T14: ann says 'not met' where the judge says 'met'" in kept.stdout
    assert run("verdicts", "dispute", "last", "T02", "clean").stdout.strip() == "-- T02: somebody agrees with 'clean'"
    assert "\x1b" not in run("verdicts", "list").stdout
    listed = json.loads(run("verdicts", "list", key, "--json").stdout)
    assert [(one["session"], one["criterion"], one["outcome"], one["rater"]) for one in listed] == [
        (key, "T14", "not_met", "ann"),
        (key, "T02", "clean", "somebody"),
    ]
    assert "ann says 'not met'" in run("sessions", "show", key).stdout
    exported = run("verdicts", "export", "--out", "labels.jsonl", "--transcripts", "calls.jsonl")
    assert exported.exit_code == 0, exported.output
    with (tmp_path / "labels.jsonl").open(encoding="utf-8") as stream:
        labels = parse_labels(stream, "labels.jsonl")
    assert {(one.transcript, one.rater) for one in labels} == {(key, "ann"), (key, "somebody")}
    transcript = Transcript.model_validate_json((tmp_path / "calls.jsonl").read_text(encoding="utf-8"))
    assert transcript.id == key != sample_setup().id


def test_an_export_overwrites_nothing_unless_told_to(key, tmp_path):
    run("verdicts", "dispute", key, "T14", "not_met")
    (tmp_path / "labels.jsonl").write_text("mine", encoding="utf-8")
    refused = run("verdicts", "export", "--out", "labels.jsonl", "--transcripts", "calls.jsonl")
    assert isinstance(refused.exception, UsageError)
    assert "--force" in str(refused.exception)
    assert (tmp_path / "labels.jsonl").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "calls.jsonl").exists()
    assert run("verdicts", "export", "--out", "labels.jsonl", "--force").exit_code == 0
    assert "T14" in (tmp_path / "labels.jsonl").read_text(encoding="utf-8")


def test_with_nothing_disputed_the_command_line_says_so(key):
    assert "No verdict is disputed" in run("verdicts", "list").stderr
    assert run("verdicts", "export").stdout == ""


def test_an_outcome_that_the_rubric_does_not_know_is_refused(key):
    refused = run("verdicts", "dispute", key, "T01", "met")
    assert "T01 cannot be 'met'; it can be clean, violated, na, cannot_tell." in str(refused.exception)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def at_the_scorecard(pilot: Pilot[None], app: LabApp) -> ScorecardScreen:
    await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and app.screen.place)
    await pilot.press("c")
    await until(
        pilot, lambda: isinstance(app.screen, ScorecardScreen) and app.screen.verdicts.listed and app.screen.rubric
    )
    assert isinstance(app.screen, ScorecardScreen)
    return app.screen


@pytest.mark.anyio
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_key_disputes_the_verdict_pointed_at(key, monkeypatch, size):
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    lab = build_lab()
    app = LabApp(lab, ScreenRequest(replay=key))
    async with app.run_test(size=size, notifications=True) as pilot:
        card = await at_the_scorecard(pilot, app)
        assert card.verdicts.listed[0].id == "T01"
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, DisputeDialog))
        assert "violated  as the judge says" in screen_text(app.screen)
        # a negative criterion is clean or violated, or there was no occasion, or nobody can tell
        assert app.screen.query_one("#outcomes", OptionList).option_count == 4
        await pilot.press("up", "enter", *"[b]kindly said", "enter")
        await until(pilot, lambda: card.record.disputes)
        await pilot.pause()
        assert app.screen is card
        assert card.verdicts.verdict is not None
        assert card.verdicts.verdict.id == "T01"
        assert "somebody says clean: [b]kindly said" in screen_text(card)
    disputed = lab.open_store().record(key).disputes
    assert [(one.criterion, one.judged, one.outcome, one.note) for one in disputed] == [
        ("T01", "violated", "clean", "[b]kindly said")
    ]


@pytest.mark.anyio
async def test_escape_says_nothing_against_a_verdict(key, monkeypatch):
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    lab = build_lab()
    app = LabApp(lab, ScreenRequest(replay=key))
    async with app.run_test(size=(120, 40)) as pilot:
        card = await at_the_scorecard(pilot, app)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, DisputeDialog))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is card)
    assert lab.open_store().record(key).disputes == ()
