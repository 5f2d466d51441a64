"""Leaving: a hazard in patience and anger, with a warning first unless it is an insult."""

import pytest
from sample_values import sample_persona

from persona_lab.customer.feel import opening_state
from persona_lab.customer.leaving import OUTRAGES, SPENT, hazard, leaves
from persona_lab.model.mood import Mood
from persona_lab.model.moves import Move


def state(anger=6.0, patience=0.5, **changes):
    mood = Mood(anger=anger, trust=2, patience=patience)
    return opening_state(sample_persona(), 3).model_copy(update={"mood": mood, **changes})


def move(kind):
    return Move(kind=kind, turn=2, quote="words")


def test_who_has_patience_left_and_was_not_insulted_stays():
    for seed in range(100):
        assert leaves(state(9.0, 5.0, warned=True), [move("filler")], sample_persona(), seed=seed, turn=2) is None


def test_there_is_one_warning_before_anybody_walks_out():
    assert leaves(state(), [], sample_persona(), seed=1, turn=2) == "threaten_leave"
    warned = [leaves(state(warned=True), [], sample_persona(), seed=seed, turn=2) for seed in range(50)]
    assert set(warned) == {None, "walk_out"}


def test_the_hazard_grows_with_anger_and_with_every_idle_turn():
    by_anger = [hazard(state(anger, warned=True), [], sample_persona()) for anger in (3, 5, 7, 9)]
    by_turns = [hazard(state(warned=True, idle_turns=turns), [], sample_persona()) for turns in range(5)]
    assert by_anger == sorted(by_anger)
    assert by_anger[0] < by_anger[-1]
    assert by_turns == sorted(by_turns)
    assert by_turns[0] < by_turns[1] <= by_turns[-1] <= 1


def test_who_is_hot_hangs_up_and_who_is_not_walks_out():
    insulted = {"heard": {"insulted": 2}}
    assert leaves(state(8.0, **insulted), [move("insulted")], sample_persona(), seed=1, turn=2) == "hang_up"
    assert leaves(state(4.0, **insulted), [move("insulted")], sample_persona(), seed=1, turn=2) == "walk_out"


@pytest.mark.parametrize("kind", sorted(OUTRAGES - {"insulted"}))
def test_an_outrage_at_the_top_of_anger_may_end_it_at_once(kind):
    assert 0 < hazard(state(9.6, 6.0), [move(kind)], sample_persona()) < 1
    assert hazard(state(8.0, 6.0), [move(kind)], sample_persona()) == 0


def test_an_insult_may_end_it_and_a_second_one_does():
    assert 0 < hazard(state(5, 9, heard={"insulted": 1}), [move("insulted")], sample_persona()) < 1
    assert hazard(state(5, 9, heard={"insulted": 2}), [move("insulted")], sample_persona()) == 1


def test_patience_counts_as_spent_only_at_its_end():
    assert leaves(state(patience=SPENT + 0.1), [], sample_persona(), seed=1, turn=2) is None
