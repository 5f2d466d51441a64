"""What code decides: apologies, names, order, authority, follow-ups, managers."""

import pytest
from judging_cases import BIKES, NO_MANAGER, NOT_WINNABLE, card, outcome, verdict

from persona_lab.text import folded

ANGRY = "I'm furious! The front wheel was bent and I missed the whole tour!"
OFFER_BIKE = ("I can bring you a checked bicycle tomorrow at eight.", {"kind": "offer", "remedy": "fresh-bicycle"})
OFFER_FEE = ("I can give you the hire fee back.", {"kind": "offer", "remedy": "hire-fee"})


# T15
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("I'm sorry that the wheel was bent when you set off.", "met"),
        ("I apologise that nobody checked the wheel.", "met"),
        ("Please accept our apologies for the wheel nobody checked.", "met"),
        ("I am really sorry about that.", "met"),
        ("Sorry!", "not_met"),
        ("Oops, sorry about the wheel.", "not_met"),
        ("I'm sorry.", "not_met"),
        ("I'm so sorry, Ms Varga.", "not_met"),
        ("Which booking is it?", "na"),
    ],
)
def test_an_apology_is_a_whole_sentence_or_it_is_not(line: str, expected: str) -> None:
    assert outcome("T15", ANGRY, line) == expected


def test_the_share_of_whole_apologies_is_counted() -> None:
    found = verdict(
        card(ANGRY, "I'm sorry that the wheel was bent.", "And my tour?", "Sorry!", "Well?", "Sorry about it."), "T15"
    )
    assert (found.verdict, found.met, found.opportunities) == ("not_met", 1, 3)


# T16
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["I'm sorry that the front wheel was bent."], "clean"),
        (["I'm sorry that the front wheel was bent.", "I apologise that nobody rang you back on Tuesday."], "clean"),
        (["I'm sorry that the front wheel was bent.", "I'm sorry that the front wheel was bent."], "violated"),
        (["I'm sorry that the front wheel was bent.", "My apologies for any inconvenience."], "violated"),
        (["Sorry about that.", "Apologies for the trouble.", "We regret the inconvenience."], "violated"),
        (["Which booking is it?"], "na"),
        (["We regret the inconvenience."], "clean"),
    ],
)
def test_an_apology_wears_out_by_repetition(lines: list[str], expected: str) -> None:
    turns = [part for line in lines for part in (ANGRY, line)]
    assert outcome("T16", *turns) == expected


# T18
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ms Varga, a bent wheel is no way to begin a tour."], "met"),
        (["A bent wheel is no way to begin a tour."], "not_met"),
        (["Mr Varga, a bent wheel is no way to begin a tour."], "not_met"),
        (["Dear [Customer Name], a bent wheel is no way to begin."], "not_met"),
        (["Ms Varga, hello.", "Yes, Ms Varga.", "Of course, Ms Varga.", "Ms Varga, I am looking."], "not_met"),
    ],
)
def test_the_name_is_right_and_timely_or_not(lines: list[str], expected: str) -> None:
    turns = [part for line in lines for part in (ANGRY, line)]
    assert outcome("T18", *turns) == expected


def test_without_any_known_name_the_name_does_not_apply() -> None:
    assert outcome("T18", ANGRY, "A bent wheel is no way to begin a tour.", scenario=None) == "na"


def test_a_name_that_the_customer_said_is_known() -> None:
    said = "This is useless! My name is Ilona Varga."
    assert outcome("T18", said, "Ilona Varga, a bent wheel is no way to begin.", scenario=None) == "met"
    assert outcome("T18", said, "A bent wheel is no way to begin.", scenario=None) == "not_met"


# T20
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("No wonder you're furious, the tour was gone before it began. What is the booking number?", "met"),
        ("What is the booking number? And I'm sorry that you missed the tour, by the way.", "violated"),
        ("What is the booking number?", "not_met"),
    ],
)
def test_feelings_come_first_by_position(line: str, expected: str) -> None:
    assert outcome("T20", ANGRY, line) == expected


def test_without_emotion_the_order_does_not_apply() -> None:
    assert outcome("T20", "Hello, I have a question on my booking.", "What is the booking number?") == "na"


# T35
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (OFFER_BIKE, "clean"),
        ("I will refund the hire fee of £30 today.", "clean"),
        ("I will refund £75 of the hire fee today.", "violated"),
        ("I will pay the cost of the tour.", "violated"),
        ("I am asking my manager to approve the cost of the tour and will tell you at five today.", "clean"),
        (("", {"kind": "offer", "remedy": "tour-cost"}), "violated"),
        (("", {"kind": "offer", "remedy": "a-free-week"}), "violated"),
        ("There is nothing I can do for you.", "violated"),
        ("I guarantee this will never happen to you again.", "violated"),
        ("I will call you on Sunday at noon.", "violated"),
        ("That must have been a miserable morning.", "na"),
    ],
)
def test_a_promise_is_measured_against_the_scenario(line: object, expected: str) -> None:
    assert outcome("T35", ANGRY, line) == expected  # type: ignore[arg-type]


def test_without_a_scenario_nobody_can_tell_what_may_be_promised() -> None:
    assert outcome("T35", ANGRY, "I will give you a full refund.", scenario=None) == "cannot_tell"


# T36
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("I will call you on Monday before noon with the workshop's answer.", "met"),
        ("I will ring you tomorrow, Saturday 21 November, by eleven.", "met"),
        ("You will hear from me within the hour.", "met"),
        (("Noted.", {"kind": "follow_up", "when": "Monday at 10:00", "channel": "phone"}), "met"),
        ("We'll be in touch.", "not_met"),
        ("I'll get back to you as soon as possible.", "not_met"),
        ("I will call you on Sunday at noon.", "not_met"),
        ("I will call you today by two.", "not_met"),
        ("I will call you on Sunday 24 November at ten.", "not_met"),
        ("Call us on Monday before noon if you hear nothing.", "not_met"),
        ("That must have been a miserable morning.", "not_met"),
    ],
)
def test_a_follow_up_has_a_time_that_can_be_kept(line: object, expected: str) -> None:
    assert outcome("T36", ANGRY, line) == expected  # type: ignore[arg-type]


def test_an_impossible_time_says_why() -> None:
    closed = verdict(card(ANGRY, "I will call you on Sunday at noon."), "T36")
    assert "opening hours" in closed.why
    assert "passed" in verdict(card(ANGRY, "I will call you today by two."), "T36").why
    assert "weekday" in verdict(card(ANGRY, "I will call you on Sunday 24 November at ten."), "T36").why


def test_unreadable_hours_leave_the_time_open() -> None:
    odd = BIKES.model_copy(update={"hours": "whenever somebody is in"})
    assert outcome("T36", ANGRY, "I will call you on Monday at ten.", scenario=odd) == "cannot_tell"
    assert outcome("T36", ANGRY, "We'll be in touch.", scenario=odd) == "not_met"


def test_a_booked_remedy_with_nothing_left_open_needs_no_follow_up() -> None:
    assert outcome("T36", ANGRY, OFFER_BIKE, "Yes, do that.", "It is booked for eight.") == "na"


def test_without_a_clock_a_definite_time_cannot_be_checked() -> None:
    assert outcome("T36", ANGRY, "I will call you on Monday before noon.", scenario=None) == "cannot_tell"


# T42
def test_a_manager_asked_for_and_offered_is_met() -> None:
    lines = ["Useless! I want your manager.", "Of course. Shall I put you through to our manager, Pat Loxley?"]
    assert outcome("T42", *lines) == "met"


def test_a_manager_asked_for_twice_and_refused_is_not_met() -> None:
    lines = [
        "Useless! I want your manager.",
        "May I try first? What is the booking number?",
        "No. Get me your manager.",
        "My manager will tell you the same.",
    ]
    assert outcome("T42", *lines) == "not_met"


def test_a_transfer_before_anything_was_tried_is_not_met() -> None:
    found = verdict(card(ANGRY, ("I am transferring you to my manager.", {"kind": "transfer"})), "T42")
    assert found.verdict == "not_met"
    assert "tried" in found.why


def test_a_transfer_at_the_impasse_is_asked_for_and_not_imposed() -> None:
    refused = [ANGRY, OFFER_BIKE, "No. I'm leaving tonight.", OFFER_FEE, "No, keep it."]
    asked = "My manager can look at it again; may I put you through to her?"
    assert outcome("T42", *refused, asked) == "met"
    assert outcome("T42", *refused, ("Goodbye.", {"kind": "transfer"})) == "not_met"


def test_nobody_asking_and_no_impasse_needs_no_manager() -> None:
    assert outcome("T42", ANGRY, OFFER_BIKE, "Yes, do that.") == "na"


def test_a_manager_who_is_out_leaves_it_to_the_follow_up() -> None:
    asked = "Get me your manager!"
    honest = "There is no manager on duty until Monday at nine."
    assert outcome("T42", asked, honest, scenario=NO_MANAGER) == "na"
    assert outcome("T42", asked, "Shall I put you through to my manager?", scenario=NO_MANAGER) == "not_met"


def test_without_a_scenario_an_unanswered_call_for_a_manager_stays_open() -> None:
    assert outcome("T42", "Get me your manager!", "What is the booking number?", scenario=None) == "cannot_tell"


# T43
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("No manager is in until Monday. I will ring you on Monday at ten; is 07700 900461 still your number?", "met"),
        (
            (
                "No manager is in until Monday.",
                {"kind": "follow_up", "when": "Monday at ten", "channel": "phone", "contact": "07700 900461"},
            ),
            "met",
        ),
        (
            (
                "No manager is in until Monday.",
                {"kind": "follow_up", "when": "Monday at ten", "channel": "phone"},
            ),
            "not_met",
        ),
        ("No manager is in until Monday. I will ring you on Monday at ten.", "not_met"),
        ("No manager is in. Which number can we reach you on?", "not_met"),
        ("No manager is in. Somebody will contact you.", "not_met"),
    ],
)
def test_without_a_manager_the_exit_has_a_time_and_a_contact(answer: object, expected: str) -> None:
    assert outcome("T43", "Get me your manager!", answer, scenario=NO_MANAGER) == expected  # type: ignore[arg-type]


def test_with_a_manager_on_duty_the_other_exit_does_not_apply() -> None:
    assert outcome("T43", "Get me your manager!", "Somebody will contact you.") == "na"


def test_without_a_scenario_the_other_exit_cannot_be_told() -> None:
    assert outcome("T43", "Get me your manager!", "Somebody will contact you.", scenario=None) == "cannot_tell"


# across criteria
def test_every_verdict_has_a_reason_and_every_quote_is_exact() -> None:
    lines = [
        ANGRY,
        "What is the  booking\nnumber? Sorry about that.",
        "FC 2208. Get me your manager!",
        ("I will pay the cost of the tour.", {"kind": "offer", "remedy": "tour-cost"}),
        "No! Keep it!",
        "We'll be in touch.",
    ]
    scorecard = card(*lines)
    for found in scorecard.criteria:
        assert found.why.endswith((".", "?")), found
        for quote in found.evidence:
            said = lines[quote.turn - 1]
            assert quote.quote in folded(said if isinstance(said, str) else said[0]), found


def test_what_code_cannot_tell_without_a_model_is_left_open_and_counted() -> None:
    scorecard = card(ANGRY, "I'm sorry that the wheel was bent.")
    left_open = [found for found in scorecard.criteria if found.verdict == "cannot_tell"]
    assert {"T02", "T28"} <= {found.id for found in left_open}
    assert {found.by for found in left_open} == {"nobody"}
    assert scorecard.unscored == len(left_open)
    assert scorecard.judge == "code"
    assert scorecard.calls == 0


def test_the_customers_words_earn_nothing() -> None:
    lines = ["Ms Varga, I'm sorry that the wheel was bent. I will call you on Monday at ten!", "Right."]
    scorecard = card(*lines)
    assert verdict(scorecard, "T15").verdict == "na"
    assert verdict(scorecard, "T18").verdict == "not_met"
    assert verdict(scorecard, "T36").verdict == "not_met"


def test_an_unwinnable_scenario_is_judged_like_its_twin_until_the_end() -> None:
    lines = [ANGRY, "No wonder you're furious. What is the booking number?"]
    twin = card(*lines, scenario=NOT_WINNABLE)
    assert [v.verdict for v in twin.criteria] == [v.verdict for v in card(*lines).criteria]
