"""Checks of apology, empathy and rapport: regret, letter, concession, formulas, the comeback, the human touch."""

import pytest
from judging_cases import Line
from test_checks_listening import ANGRY, BOILED, decided

from persona_lab.judging.casefile import open_case
from persona_lab.model.transcript import AgentInfo, Transcript, Turn

NOT_OURS = BOILED.model_copy(update={"fault": "third_party"})
OURS = BOILED.model_copy(update={"fault": "company"})


# T17
@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("I'm sorry you unpacked a kilt that no longer fits, three days before the ceilidh.", "met"),
        ("I am sorry to hear the kilt came home so much smaller than it left.", "met"),
        ("I'm sorry if anybody gave you cause to complain.", "not_met"),
        ("I am sorry that you are so cross.", "not_met"),
        ("I'm sorry the kilt shrank, but none of this was our fault.", "not_met"),
        ("Which ticket is it?", "not_met"),
    ],
)
def test_regret_speaks_of_what_the_customer_went_through(line: str, verdict: str) -> None:
    assert decided("regret-without-blame", ANGRY, line, occasion="no-fault").verdict == verdict


def test_taking_a_blame_that_is_another_s_is_no_regret() -> None:
    line = "I'm sorry, we ruined your kilt and it is our mistake."
    assert decided("regret-without-blame", ANGRY, line, occasion="no-fault", scenario=NOT_OURS).verdict == "not_met"


def test_where_the_company_is_at_fault_more_is_owed_than_regret() -> None:
    assert decided("regret-without-blame", ANGRY, "I'm sorry.", occasion="no-fault", scenario=OURS).verdict == "na"


# T14 by the letter
@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("I do apologise for all the bother.", "met"),
        ("I'm sorry that you feel let down.", "met"),
        ("We do apologise for the shrunken kilt.", "met"),
        ("Sorry about it all.", "not_met"),
        ("Apologies!", "not_met"),
        ("I am so sorry, Mr Farquhar.", "not_met"),
        ("I'm sorry about this.", "not_met"),
    ],
)
def test_by_the_letter_a_whole_sentence_with_an_object_is_enough(line: str, verdict: str) -> None:
    assert decided("apology-by-letter", ANGRY, line, occasion="fault", scenario=OURS).verdict == verdict


def test_by_the_letter_no_apology_for_a_fault_is_not_met() -> None:
    assert decided("apology-by-letter", ANGRY, "Which ticket?", occasion="fault", scenario=OURS).verdict == "not_met"
    assert decided("apology-by-letter", ANGRY, "Which ticket?", occasion="fault").verdict == "na"


# T21
CLAIM = "You boiled my kilt on purpose to sell me a new one. That's fraud, and I want a thousand pounds!"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("I can see why you suspect that, with a kilt two sizes smaller and a shop that sells them.", "met"),
        ("A kilt back two sizes smaller: I understand why you're furious. Let me read the press log.", "met"),
        ("That is not true, nobody boiled anything.", "not_met"),
        ("You're mistaken, sir, it isn't fraud.", "not_met"),
        ("You're right, they cheated you to sell another.", "not_met"),
        ("You are totally right that we owe you that.", "not_met"),
        ("Which ticket is it?", "cannot_tell"),
    ],
)
def test_a_view_is_acknowledged_neither_argued_with_nor_conceded(line: str, verdict: str) -> None:
    assert decided("empathy-without-agreement", CLAIM, line, occasion="claim").verdict == verdict


def test_a_calm_customer_makes_no_claim_to_contest() -> None:
    found = decided("empathy-without-agreement", "Good morning, I have a kilt to collect.", "Lovely.", occasion="claim")
    assert found.verdict == "na"


# T22
FORMULA = "We really do understand your annoyance."


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ((ANGRY, FORMULA, "And the kilt?", FORMULA), "violated"),
        ((ANGRY, FORMULA, "And the kilt?", "I do hear you."), "violated"),
        ((ANGRY, "I'm sorry the kilt shrank, but that is in our terms."), "violated"),
        ((ANGRY, "Aww bless you hun, sending hugs!"), "violated"),
        ((ANGRY, FORMULA, "And the kilt?", "The workshop is measuring it now."), "clean"),
        ((ANGRY, "I'm sorry that the kilt came back two sizes smaller, days before the ceilidh."), "clean"),
    ],
)
def test_empathy_is_said_once_and_meant(lines: tuple[Line, ...], verdict: str) -> None:
    assert decided("genuine", *lines, occasion="empathy", polarity="negative").verdict == verdict


@pytest.mark.parametrize(
    "line",
    [
        "I know the feeling, my own wedding suit was ruined last summer.",
        "As a kilt wearer myself, I hate it when a cleaner gets it wrong.",
        "When I was in your place I could not sleep.",
    ],
)
def test_an_ai_agent_has_no_life_to_tell_of(line: str) -> None:
    assert decided("genuine", ANGRY, line, occasion="empathy", polarity="negative", agent="ai").verdict == "violated"
    assert decided("genuine", ANGRY, line, occasion="empathy", polarity="negative").verdict != "violated"


def test_a_case_knows_who_answered() -> None:
    turns = (Turn(speaker="customer", text="Hello."), Turn(speaker="agent", text="Hello."))
    assert open_case(Transcript(id="c", turns=turns, agent=AgentInfo(name="A", kind="ai")), None).agent_kind == "ai"
    assert open_case(Transcript(id="c", turns=turns), None).agent_kind is None


# T24
@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ((ANGRY, "I fully understand what you must be feeling."), "violated"),
        ((ANGRY, "I know exactly what you are going through: a kilt two sizes smaller."), "violated"),
        (
            (ANGRY, "I understand why you're angry: a kilt in on Tuesday, two sizes smaller, and a ceilidh to come."),
            "clean",
        ),
        ((ANGRY, "I understand. Two sizes smaller days before a ceilidh is infuriating."), "clean"),
        ((ANGRY, "The press log is open now."), "na"),
    ],
)
def test_understanding_is_bare_or_it_says_what(lines: tuple[Line, ...], verdict: str) -> None:
    assert decided("bare-understanding", *lines, occasion="understanding", polarity="negative").verdict == verdict


# T27
ASKED = "If you know the press runs hot, why won't anybody do something about it?"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("That is a fair question. I'm taking the press out of use today and hiring you a kilt.", "met"),
        ("I'm taking the press out of use today. And you are right to ask, by the way.", "violated"),
        ("I only answer the phones here.", "not_met"),
        ("Fair point. I'll report it to my manager.", "not_met"),
        ("Yes, well.", "not_met"),
        ("It was serviced.", "not_met"),
    ],
)
def test_the_comeback_is_granted_and_then_answered(line: str, verdict: str) -> None:
    found = decided("answers-comeback", ANGRY, "I see.", ASKED, line, occasion="comeback", polarity="order")
    assert found.verdict == verdict
    assert any(quote.speaker == "customer" for quote in found.evidence)


def test_a_report_counts_where_the_agent_can_make_one() -> None:
    able = BOILED.model_copy(update={"tools": ("log an incident with the workshop",)})
    line = "Fair point. I'll report it to the workshop team."
    found = decided(
        "answers-comeback", ANGRY, "I see.", ASKED, line, occasion="comeback", polarity="order", scenario=able
    )
    assert found.verdict == "met"


def test_without_a_why_there_is_no_comeback() -> None:
    assert decided("answers-comeback", ANGRY, "I see.", occasion="comeback", polarity="order").verdict == "na"


# T28
MOTHER = "I'm fed up. The kilt was for my mother's eightieth birthday on Saturday."


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("I hope your mother has a grand birthday, whatever you wear.", "met"),
        ("Which ticket number is it? I can hire a kilt in your size.", "not_met"),
        ("Eighty is a great age.", "cannot_tell"),
    ],
)
def test_a_human_touch_is_about_this_person(line: str, verdict: str) -> None:
    found = decided("human-touch", MOTHER, line, scope="conversation")
    assert found.verdict == verdict
    if verdict == "met":
        assert [quote.speaker for quote in found.evidence] == ["agent", "customer"]


def test_small_talk_to_a_customer_who_swears_is_not_credited() -> None:
    line = "I hope your mother has a grand birthday."
    assert decided("human-touch", "You fucking idiots, it was for my mother's birthday!", line).verdict != "met"
