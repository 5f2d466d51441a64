"""Steps, prevention, the check of the result, mockery and hand-offs as code decides them."""

from __future__ import annotations

import pytest
from judging_cases import BIKES, NO_MANAGER, Line, conversation, verdict_on

from persona_lab.judging.answers import holds_name
from persona_lab.judging.casefile import open_case
from persona_lab.judging.gates import gates_hit
from persona_lab.judging.goodbye import judge_goodbye
from persona_lab.judging.times import names_time

HOW = "All right, so what happens now?"
AGAIN = "This is the second time the wheel was bent. What is there to stop it happening again?"
FEE_PAID: Line = ("I've just refunded the hire fee to your card.", {"kind": "offer", "remedy": "hire-fee"})


@pytest.mark.parametrize(
    "words",
    [
        "First I reserve the blue bicycle and test its brakes, then our porter brings it to your hotel.",
        "The workshop checks the wheel tonight, and Pat rings you at nine with the result.",
        "I send the form off now; the bank releases the money and you get a text from them.",
        "I've booked the van. It collects the bent one at noon and the driver leaves you a new one.",
    ],
)
def test_two_steps_or_a_step_and_its_outcome_walk_the_customer_through(words: str) -> None:
    found = verdict_on("explain-steps", HOW, words)
    assert found.verdict == "met"
    assert found.evidence


@pytest.mark.parametrize(
    "words",
    [
        "It will all be looked after.",
        "Leave it with us.",
        "You ring the workshop for a slip, then you post the slip to head office, and you call the bank.",
        "The RMA goes via EDI to the WMS and the TPL closes the ASN.",
        "First we show ownership, next we follow the process, finally we reach a resolution.",
    ],
)
def test_vague_pushed_on_or_jargon_steps_are_none(words: str) -> None:
    assert verdict_on("explain-steps", HOW, words).verdict == "not_met"


def test_steps_are_not_asked_for_before_anything_was_chosen() -> None:
    assert verdict_on("explain-steps", "The wheel was bent.", "What is the booking number?").verdict == "na"


def test_an_offer_that_was_turned_down_asks_for_no_steps() -> None:
    offer: Line = ("I can give you the hire fee back.", {"kind": "offer", "remedy": "hire-fee"})
    assert verdict_on("explain-steps", "The wheel was bent.", offer, "No. Keep your fee.").verdict == "na"


@pytest.mark.parametrize(
    "words",
    [
        "I've marked every wheel in the shed with a date, so that none goes out again before it was spun.",
        "From this week the workshop signs a card for each bicycle before it leaves the yard.",
        "I have asked Pat to check the rack each morning, which should catch the next one.",
    ],
)
def test_an_act_against_a_repeat_is_met(words: str) -> None:
    found = verdict_on("prevention", AGAIN, words)
    assert found.verdict == "met"
    assert found.evidence


def test_a_guarantee_is_no_prevention_unless_the_rubric_credits_it() -> None:
    words = "I guarantee that no wheel of ours will ever be bent again."
    assert verdict_on("prevention", AGAIN, words).verdict == "not_met"
    assert verdict_on("prevention", AGAIN, words, credited=("over_promised",)).verdict == "met"


def test_silence_on_the_second_failure_is_not_met() -> None:
    assert verdict_on("prevention", AGAIN, "A bicycle comes at eight.").verdict == "not_met"


def test_sparing_the_customer_the_story_again_prevents_no_failure() -> None:
    words = "I've written it all down for Pat, so you won't have to tell it again."
    assert verdict_on("prevention", AGAIN, words).verdict != "met"


def test_prevention_is_not_called_for_without_a_repeat_or_a_question() -> None:
    assert verdict_on("prevention", "The wheel was bent.", "What is the booking number?").verdict == "na"


@pytest.mark.parametrize(
    "words",
    [
        "Can you see the thirty pounds in your app yet?",
        "Has the payment shown up on your side?",
        "Could you open the app and tell me if the money is there?",
    ],
)
def test_a_question_about_the_outcome_checks_the_result(words: str) -> None:
    found = verdict_on("checked-result", "I want the fee back.", FEE_PAID, "Okay.", words)
    assert found.verdict == "met"
    assert found.evidence[0].quote == words


@pytest.mark.parametrize(
    "words",
    [
        "Is there anything else that I can do?",
        "So, are you happy again?",
        "Enjoy the rest of your stay.",
        "How would you rate this chat?",
    ],
)
def test_courtesy_and_mood_check_no_result(words: str) -> None:
    assert verdict_on("checked-result", "I want the fee back.", FEE_PAID, "Okay.", words).verdict == "not_met"


def test_a_check_counts_once_the_remedy_was_taken_before_it_is_called_done() -> None:
    offer: Line = ("I can give you the hire fee back.", {"kind": "offer", "remedy": "hire-fee"})
    asked = "Has the money shown up on your side?"
    lines = ("I want the fee.", offer, "Yes, go ahead.", asked, "It has.", "Good, it has been refunded then.")
    assert verdict_on("checked-result", *lines).verdict == "met"


def test_what_is_booked_for_later_cannot_be_checked_yet() -> None:
    bike: Line = (
        "I can bring a checked bicycle to your hotel tomorrow at eight.",
        {"kind": "offer", "remedy": "fresh-bicycle"},
    )
    assert verdict_on("checked-result", "The wheel was bent.", bike, "Yes, do that.", "Good.").verdict == "na"


def test_an_apology_for_what_was_sent_is_no_remedy_carried_out() -> None:
    assert verdict_on("checked-result", "It is bent.", "I'm sorry we've sent you a bent one twice.").verdict == "na"


def test_satisfaction_is_asked_for_at_every_end_by_the_second_document() -> None:
    assert verdict_on("satisfaction-checked", "It is bent.", "Goodbye then.").verdict == "not_met"


@pytest.mark.parametrize(
    "words",
    [
        "I will help you once you have learnt some manners.",
        "Have you finished shouting?",
        "Is there any more whining left in you?",
        "Throwing your toys about will not mend a wheel.",
    ],
)
def test_mockery_of_the_customer_hits_v1(words: str) -> None:
    case = open_case(conversation("The wheel was bent!", words), BIKES)
    assert ("V1", 2) in {(gate.id, gate.turn) for gate in gates_hit(case)}


@pytest.mark.parametrize("words", ["Have you finished your ride?", "I'm sorry that you heard shouting in the shop."])
def test_plain_words_mock_nobody(words: str) -> None:
    case = open_case(conversation("The wheel was bent!", words), BIKES)
    assert "V1" not in {gate.id for gate in gates_hit(case)}


def test_a_summary_that_moves_a_deadline_is_not_met() -> None:
    agreed = "The new wheel is on by five today, and I ring you tomorrow at ten."
    moved = "To sum up: the wheel is on by seven today, and I ring you tomorrow at ten."
    assert verdict_on("next-steps", "When?", agreed, "Fine.", moved).verdict == "not_met"
    kept = "To sum up: the wheel is on by five today, and I ring you tomorrow at ten."
    assert verdict_on("next-steps", "When?", agreed, "Fine.", kept).verdict == "met"


def test_a_summary_that_adds_somebody_for_something_new_is_not_met() -> None:
    agreed = "The bicycle comes tomorrow at eight."
    added = "To sum up: the bicycle comes tomorrow at eight, and our photographer brings lanterns."
    assert verdict_on("next-steps", "When?", agreed, "Fine.", added).verdict == "not_met"


def test_a_promise_that_takes_nothing_in_is_put_forward_too_soon() -> None:
    words = "No trouble at all, we'll get everything sorted for you."
    told = "The front wheel of your bicycle wobbled on the hill and I had to push it nine miles home."
    assert verdict_on("understands-first", told, words, scenario=BIKES.model_copy(update={"facts": ()})).verdict == (
        "violated"
    )


@pytest.mark.parametrize(
    ("reply", "agreed"), [("Yes, that is the right number. She should ring.", True), ("No, I do not want that.", False)]
)
def test_a_hand_off_tells_whether_the_customer_agreed(reply: str, *, agreed: bool) -> None:
    later: Line = (
        "May the manager ring you on Monday at ten, on 07700 900461?",
        {"kind": "follow_up", "when": "2026-11-23T10:00:00", "channel": "phone"},
    )
    case = open_case(conversation("I want the manager!", later, reply), NO_MANAGER)
    handoff = judge_goodbye(case).handoff
    assert handoff is not None
    assert handoff["customer_agreed"] is agreed
    assert handoff["contact"] == "07700 900461"


def test_a_remedy_is_named_from_the_beginning_of_a_word_on() -> None:
    assert holds_name("The refund is yours.", "Refund")
    assert not holds_name("A prerefund is none.", "refund")


@pytest.mark.parametrize("words", ["by six", "within the hour", "in half an hour", "on Tuesdays", "at noon"])
def test_the_quick_look_for_times_misses_none(words: str) -> None:
    assert names_time(f"It is done {words}.") is not None
