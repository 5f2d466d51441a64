"""The fold: what counts after some events, and what no longer counts after an undo."""

import pytest
from pydantic import ValidationError
from sample_values import sample_events, sample_setup, undone_events

from persona_lab.model.events import EVENT, SessionEnded, SessionResumed, SessionStarted, TurnUndone
from persona_lab.model.record import Record, fold, step


def test_a_fold_is_the_same_all_at_once_and_step_by_step():
    record = None
    for event in sample_events():
        record = step(record, event)
    assert record == fold(sample_events())


def test_events_come_back_from_json_as_they_were():
    for event in [*sample_events(), *undone_events()]:
        assert EVENT.validate_json(event.model_dump_json()) == event


def test_a_session_begins_once_and_with_its_setup():
    _, *rest = sample_events()
    with pytest.raises(ValueError, match="session_started"):
        fold([])
    with pytest.raises(ValueError, match="begins with session_started"):
        fold(rest)


def test_an_undone_turn_leaves_the_record_as_it_was_before_it():
    events = sample_events(ended=False)
    before = fold(events[:10])
    after = fold([*events[:16], TurnUndone(turn=4)])
    assert after.turns == before.turns
    assert after.mood == before.mood
    assert after.moves == before.moves
    assert after.states == before.states
    assert after.handoff is None
    assert after.rejected == before.rejected
    assert after.refused_actions == before.refused_actions
    assert after.calls == fold(events[:16]).calls


def test_an_undo_takes_the_end_and_the_scorecard_back():
    over = fold(sample_events())
    assert over.is_over
    assert over.scorecard
    undone = step(over, TurnUndone(turn=4))
    assert undone.end_reason is None
    assert undone.scorecard is None


@pytest.mark.parametrize(("reason", "over"), [("interrupted", False), ("failed", False), ("hung_up", True)])
def test_interrupted_and_failed_sessions_are_not_over_for_good(reason, over):
    record = fold([*sample_events(ended=False), SessionEnded(reason=reason, note="why")])
    assert record.is_over is over
    resumed = step(record, SessionResumed())
    assert (resumed.end_reason, resumed.end_note) == (None, "")


def test_a_turn_that_is_read_again_after_a_resume_counts_once():
    events = sample_events(ended=False)
    again = [*events[:7], SessionResumed(), *events[5:7], *events[7:10]]
    assert fold(again).moves == fold(events[:10]).moves
    assert fold(again).mood == fold(events[:10]).mood


def test_the_state_is_the_newest_and_null_before_the_opening():
    record = Record(setup=sample_setup())
    assert record.state is None
    assert record.awaits_customer
    assert fold(sample_events()).state == fold(sample_events()).states[5]


def test_values_are_frozen_and_take_no_unknown_field():
    record = fold(sample_events())
    with pytest.raises(ValidationError):
        record.end_note = "x"
    with pytest.raises(ValidationError):
        SessionStarted.model_validate({"program": "0", "setup": sample_setup(), "extra": 1})


def test_the_transcript_holds_the_turns_and_the_scenario_as_they_were():
    transcript = fold(sample_events()).transcript()
    assert transcript.id == sample_setup().id
    assert transcript.scenario == sample_setup().scenario
    assert [turn.speaker for turn in transcript.turns] == ["customer", "agent"] * 2 + ["customer"]
