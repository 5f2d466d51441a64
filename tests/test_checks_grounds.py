"""What a sign is worth once it is held against the conversation, and what is made of words that nobody can read."""

from __future__ import annotations

import pytest
from judging_cases import BIKES, HOUSE, NO_MANAGER, Line, card, conversation, house, outcome

from persona_lab.files import load_rubric
from persona_lab.judging.casefile import open_case
from persona_lab.judging.checks import decide
from persona_lab.judging.courtesy import is_mere_courtesy, without_courtesy
from persona_lab.judging.legibility import is_legible
from persona_lab.model.scenario import Scenario

UPSET = "The front wheel was bent and I missed the whole tour. I am furious!"
NOISE = "Qhrwt zk bnfpl, xcvd trgh mnpq: zzkt? Wrtp lkjh gfds 4821."


# words that cannot be read
@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "Done.",
        "Mhm.",
        "12:30",
        "Kedgeree?",
        "Tuesday 29 December, 09:00, at the hotel.",
        "SMS sent, Mr Szymański.",
    ],
)
def test_short_turns_of_speech_can_be_read(text: str) -> None:
    assert is_legible(text)


@pytest.mark.parametrize(
    "text",
    [
        NOISE,
        "…",
        "👍👍",
        "███ ██████ ██",
        "U29ycnkgdG8gaGVhciB0aGF0LCBNcyBWYXJnYQ==",
        "oula meni tavo quiri salte mino peru dasi kolo vemi rato",
        "Bonjour madame, votre bicyclette sera remplacée demain matin avec une autre machine",
    ],
)
def test_drawn_letters_codes_symbols_and_other_languages_cannot(text: str) -> None:
    assert not is_legible(text)


def test_an_agent_that_nobody_can_read_gets_no_verdict() -> None:
    found = card(UPSET, NOISE, "Hello? Which of it was an answer?", NOISE.upper())
    assert {verdict.verdict for verdict in found.criteria} <= {"cannot_tell", "na"}


def test_one_unreadable_turn_takes_back_what_is_said_to_be_missing_and_not_what_was_seen() -> None:
    shouting = "STOP WRITING TO US ABOUT YOUR WHEEL RIGHT NOW."
    assert outcome("T18", UPSET, "The wheel is being looked at.") == "not_met"
    assert outcome("T18", UPSET, "The wheel is being looked at.", "And?", NOISE) == "cannot_tell"
    assert outcome("T01", UPSET, shouting, "And?", NOISE) == "violated"
    assert outcome("T18", UPSET, "A bent wheel and no tour, Ms Varga.", "And?", NOISE) == "met"


# courtesy
@pytest.mark.parametrize(
    ("sentence", "mere"),
    [
        ("We are truly grateful for your loyalty to our company.", True),
        ("Please be assured that every customer is of the greatest importance to us.", True),
        ("Thank you for the photograph of the wheel.", False),
        ("I am pleased to refund the hire.", False),
        ("I would be glad if you could wait.", False),
        ("Have a lovely evening, and thank you.", False),
        ("Thanks!", False),
    ],
)
def test_courtesy_is_warm_and_says_nothing_of_the_case(sentence: str, mere: bool) -> None:
    assert is_mere_courtesy(sentence) is mere


def test_courtesy_between_sentences_is_passed_over_and_alone_it_stays() -> None:
    warm = "We are truly grateful for your loyalty to our company."
    assert (
        without_courtesy(f"Which wheel is it? {warm} Is it the front one?") == "Which wheel is it? Is it the front one?"
    )
    assert without_courtesy(warm) == warm


@pytest.mark.parametrize("technique", ["T18", "T20", "T28", "T29", "T32", "T34", "T38"])
def test_courtesy_moves_no_verdict(technique: str) -> None:
    warm = " It is a true pleasure to serve you. Please be assured of our greatest attention."
    lines: tuple[str, ...] = (UPSET, "Which bicycle was it?", "The green one.", "I can't do anything today.")
    padded = tuple(line + warm if index % 2 else line for index, line in enumerate(lines))
    assert outcome(technique, *padded) == outcome(technique, *lines)


# signs against what the customer had said
def decided(technique: str, *lines: Line, scenario: Scenario | None = BIKES) -> str:
    criterion = next(one for one in house().criteria if one.id == technique)
    return decide(open_case(conversation(*lines), scenario), criterion).verdict


def test_an_apology_for_what_the_customer_set_aside_says_nothing_of_what_is_meant() -> None:
    said = "I don't mind the late train. What I mind is that your guard swore at my son. I am livid."
    beside = "I am sorry that the train was late."
    about = "I am sorry that our guard swore at your son."
    assert decided("T14", said, beside, scenario=None) == "not_met"
    assert decided("T14", said, about, scenario=None) == "met"


def test_an_apology_for_something_nobody_spoke_of_is_left_open() -> None:
    assert decided("T14", UPSET, "I am sorry that gravity did not ask your leave.", scenario=None) == "cannot_tell"


def test_owning_up_beside_an_empty_sorry_does_not_fill_it() -> None:
    assert decided("T14", UPSET, "We did not check that wheel, so it's down to us. Sorry about that.") == "not_met"


def test_a_formula_said_over_and_over_validates_nobody() -> None:
    formula = "I can see how upset you are."
    assert decided("T19", UPSET, formula, "You said that!! I am furious.", formula) in {"not_met", "cannot_tell"}


def test_a_fair_question_is_not_yet_a_side_taken() -> None:
    assert decided("T25", UPSET, "That's a fair question, Ms Varga.") != "met"
    assert decided("T25", UPSET, "Nobody should have to stand by the road with a bent wheel.") == "met"


def test_cheer_at_anger_frames_no_limit() -> None:
    cheer = "We can't do that today, but yay, I can bring you a checked bicycle tomorrow! 🎉"
    assert decided("T29", UPSET, cheer) == "not_met"
    assert decided("T29", UPSET, "We can't do that today, but I can bring you a checked bicycle tomorrow.") == "met"


def test_the_problem_said_back_after_the_offer_comes_too_late() -> None:
    offer: Line = ("I can refund the hire fee.", {"kind": "offer", "remedy": "hire-fee"})
    back = "So: the front wheel was bent, and you missed the whole tour."
    assert decided("T12", UPSET, back, "Yes.", offer) == "met"
    assert decided("T12", UPSET, offer, "Is that all?", back) != "met"


def test_asking_for_marks_asks_for_nothing_that_is_needed() -> None:
    assert decided("T09", UPSET, "How many stars would you give us?") != "met"
    assert decided("T09", UPSET, "What is the booking number?") == "met"


# occasions and orders
def test_a_promise_to_be_in_touch_calls_for_a_time() -> None:
    d3 = next(one for one in load_rubric(HOUSE.parent / "d3.yaml").criteria if one.id == "T43")
    lines = (UPSET, "Somebody will contact you in due course.")
    assert decide(open_case(conversation(*lines), NO_MANAGER), d3).verdict == "not_met"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("Please give me the number of the bicycle. That must have been infuriating.", "violated"),
        ("That must have been infuriating. Please give me the number of the bicycle.", "met"),
        ("I will have the workshop test it. A lost tour is a rotten thing.", "violated"),
        ("Which bicycle was it? Sorry.", "not_met"),
        ("We'll get this put right whatever it takes. You must be furious.", "violated"),
        ("It makes your blood boil, and no wonder. Which bicycle was it?", "met"),
    ],
)
def test_asking_to_be_told_and_promising_help_are_work_on_the_problem(answer: str, verdict: str) -> None:
    assert decided("T20", UPSET, answer) == verdict


def test_a_name_that_calls_the_customer_someone_else_is_wrong_after_an_exclamation_too() -> None:
    assert (
        decided("T18", UPSET, "Oh Mrs Bartlett, a whole tour lost.", "It's Varga.", "Ms Varga, a new wheel.")
        == "not_met"
    )


def test_the_moment_stays_difficult_until_something_is_agreed() -> None:
    lines = (UPSET, "The wheel was not checked.", "So you keep telling me.", "Ms Varga, the fitter is on his way.")
    assert decided("T18", *lines) == "met"


def test_a_closing_regret_is_no_second_apology() -> None:
    lines = (
        UPSET,
        "I am sorry that the wheel was bent.",
        "And now?",
        "I regret that I could not save your tour. Goodbye.",
    )
    assert decided("T16", *lines) == "clean"


def test_a_read_back_asks_for_nothing_again() -> None:
    said = "You brought me a red canoe and I had booked a blue kayak."
    back = "So you booked a blue kayak and what lies in your garden is a red canoe, have I got that right?"
    assert decided("T11", said, back) != "violated"
