"""Checks of self-control and listening: holds, room to finish, details, memory, the root of the issue."""

from datetime import datetime
from typing import Any

import pytest
from judging_cases import Line, conversation

from persona_lab.judging.casefile import open_case
from persona_lab.judging.checks import decide
from persona_lab.model.actions import Hold
from persona_lab.model.rubric import Criterion
from persona_lab.model.scenario import Customer, Fact, Manager, Remedy, Scenario
from persona_lab.model.transcript import Transcript, Turn
from persona_lab.model.verdict import Verdict
from persona_lab.text import folded

BOILED = Scenario(
    id="shrunk-kilt",
    title="The kilt that came back two sizes smaller",
    company="Snowdrop Dry Cleaners",
    customer=Customer(name="Mr Farquhar"),
    issue="A woollen kilt came back from cleaning two sizes too small.",
    root_cause="The new press runs hotter than its dial says.",
    fault="unknown",
    facts=(
        Fact(id="ticket", text="The cleaning ticket is KT 5571.", known_to="customer", asked_by=("ticket number",)),
        Fact(id="brought", text="I brought the kilt in on Tuesday.", known_to="customer", reveal="opening"),
    ),
    demand="A kilt that fits for the ceilidh.",
    acceptable=("hire",),
    remedies=(
        Remedy(id="hire", description="A hired kilt for the evening.", keywords=("hired kilt", "hire a kilt")),
        Remedy(id="cleaning-fee", description="The cleaning fee back.", limit="£18", keywords=("cleaning fee",)),
    ),
    manager=Manager(available=True),
    now=datetime(2026, 11, 20, 15, 0),  # noqa: DTZ001  # a scenario's clock is local time
)
ANGRY = "I'm livid. I brought the kilt in on Tuesday and it has shrunk two whole sizes, the ceilidh is on Saturday!"


def decided(
    check: str,
    *lines: Line,
    occasion: str = "always",
    scenario: Scenario | None = BOILED,
    agent: str = "human",
    **keys: Any,
) -> Verdict:
    """The verdict of one check, the customer first."""
    return of(check, conversation(*lines, agent=agent), occasion, scenario, **keys)


def of(
    check: str, transcript: Transcript, occasion: str = "always", scenario: Scenario | None = BOILED, **keys: Any
) -> Verdict:
    """The verdict of one check on a transcript; every quote stands in its turn."""
    values: dict[str, Any] = {
        "id": "T99",
        "title": "A check",
        "block": "one",
        "question": "Does it?",
        "applies": "Always.",
        "scope": "turn",
        "polarity": "positive",
        "decided_by": "code",
        "check": check,
        "occasion": occasion,
    }
    found = decide(open_case(transcript, scenario), Criterion.model_validate(values | keys))
    for quote in found.evidence:
        assert quote.quote in folded(transcript.turns[quote.turn - 1].text)
    assert found.why.endswith(".")
    assert (found.by == "nobody") == (found.verdict == "cannot_tell")
    return found


def said(*turns: tuple[str, str]) -> Transcript:
    """A transcript of turns in any order of speakers: 'c' or 'a' and the words."""
    speakers = {"c": "customer", "a": "agent"}
    return Transcript.model_validate(
        {"id": "case", "turns": [{"speaker": speakers[who], "text": words} for who, words in turns]}
    )


# T05
SORRY = "Two sizes is a miserable thing to unwrap before a ceilidh."
ASKED = "Could I leave you for about four minutes while I ring the workshop?"
BACK = "Thank you for waiting. The workshop has the press log open."


@pytest.mark.parametrize(
    ("hold", "verdict"),
    [
        (f"{SORRY} {ASKED}", "met"),
        (f"{SORRY} I need to look at the press log, around three minutes, if that's all right with you.", "met"),
        ("Please hold.", "not_met"),
        ("One moment.", "not_met"),
        (f"{SORRY} Bear with me.", "not_met"),
        (f"{SORRY} Could you hold while I ring the workshop?", "not_met"),
        (f"{SORRY} Could you hold for four minutes?", "not_met"),
        (f"{SORRY} I'm putting you on hold for four minutes to ring the workshop.", "not_met"),
        (f"{SORRY} May I put you on hold for four minutes so we can both cool off?", "not_met"),
        ("Could I put you on hold for four minutes while I ring the workshop?", "not_met"),
    ],
)
def test_a_hold_has_a_reason_a_length_a_request_an_acknowledgement_and_a_return(hold: str, verdict: str) -> None:
    action: dict[str, object] = {"kind": "hold"}
    assert decided("strategic-hold", ANGRY, (hold, action), "All right.", (BACK, {"kind": "resume"})).verdict == verdict


@pytest.mark.parametrize(
    "line", ["Hang on a sec.", "Give me two minutes.", "Just a moment please.", "I'll be right back.", "Hold the line."]
)
def test_a_hold_in_words_alone_is_a_hold(line: str) -> None:
    found = decided("strategic-hold", ANGRY, line, "Hello?", "The ticket is open now and I see the press setting.")
    assert found.verdict == "not_met"
    assert found.evidence[0].quote == line


@pytest.mark.parametrize(
    "line",
    [
        "Please hold on to the ticket until Saturday.",
        "You were kept on hold far too long, and I am sorry.",
        "I won't put you on hold; I can see it here.",
        "Your order is held at the shop.",
        "A moment ago the workshop rang me.",
        "Thank you for holding.",
        "I'll get back to you in two days.",
        "Would you mind waiting until Monday for the hire?",
        "The workshop needs two days for a kilt.",
    ],
)
def test_words_about_holding_are_no_hold(line: str) -> None:
    assert decided("strategic-hold", ANGRY, line).verdict == "na"


def test_a_hold_is_wrong_where_the_complaint_is_about_waiting() -> None:
    waiting = "I have been on hold for fifty minutes and I'm furious!"
    lines: list[Line] = [waiting, f"Fifty minutes is maddening. {ASKED}", "Fine.", BACK]
    assert decided("strategic-hold", *lines).verdict == "not_met"
    patient = BOILED.model_copy(update={"about_waiting": True})
    assert decided("strategic-hold", ANGRY, f"{SORRY} {ASKED}", "Fine.", BACK, scenario=patient).verdict == "not_met"


def test_a_second_hold_in_a_row_spoils_the_first() -> None:
    again = "Thank you for waiting. Could I leave you for another two minutes while I ring again?"
    found = decided("strategic-hold", ANGRY, f"{SORRY} {ASKED}", "Fine.", again, "Again?", BACK)
    assert found.verdict == "not_met"
    assert found.evidence[0].turn == 4


def test_a_hold_that_ends_the_transcript_is_left_open() -> None:
    assert decided("strategic-hold", ANGRY, f"{SORRY} {ASKED}").verdict == "cannot_tell"


def test_a_rubric_may_warn_of_every_hold_or_credit_any() -> None:
    lines = (ANGRY, f"{SORRY} {ASKED}", "Fine.", BACK)
    bare = (ANGRY, "Please hold.", "Fine.", BACK)
    assert decided("strategic-hold", *lines, polarity="order", penalises=["held"]).verdict == "not_met"
    assert decided("strategic-hold", *bare, polarity="order", penalises=["held"]).verdict == "violated"
    assert decided("strategic-hold", *lines, credits=["held"]).verdict == "met"
    assert decided("strategic-hold", *bare, credits=["held"]).verdict == "cannot_tell"


def test_a_hold_by_action_alone_is_seen() -> None:
    turns = (Turn(speaker="customer", text=ANGRY), Turn(speaker="agent", text="Right.", action=Hold()))
    found = of("strategic-hold", Transcript(id="case", turns=turns))
    assert found.verdict == "not_met"


# T07
def test_three_messages_in_a_row_leave_no_room() -> None:
    flood = said(("c", ANGRY), ("a", "Which ticket?"), ("a", "Which shop?"), ("a", "Which day?"), ("c", "Stop."))
    found = of("talking-over", flood, "story", polarity="negative")
    assert found.verdict == "violated"
    assert {quote.turn for quote in found.evidence} == {2, 3, 4}


def test_two_messages_in_a_row_are_no_flood() -> None:
    pair = said(("c", ANGRY), ("a", "Two sizes off a kilt."), ("a", "Saturday is close; I am on it."))
    assert of("talking-over", pair, "story", polarity="negative").verdict != "violated"


@pytest.mark.parametrize(
    "line",
    [
        "If you would let me speak for a second, I could explain.",
        "Please stop interrupting, sir.",
        "Let me finish my sentence first.",
        "I don't need your whole story, only the ticket.",
    ],
)
def test_telling_the_customer_to_be_quiet_talks_over_them(line: str) -> None:
    assert decided("talking-over", ANGRY, line, occasion="story", polarity="negative").verdict == "violated"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("So I opened the bag and", "and half the pleats were fused together."),
        ("I'll start from the beginning, it's a long story.", "In May I brought the jacket."),
        ("Let me explain what happened on Tuesday.", "Will you let me finish? I was telling you about Tuesday."),
    ],
)
def test_verification_in_the_middle_of_a_story_cuts_in(before: str, after: str) -> None:
    found = decided(
        "talking-over", before, "What is your ticket number?", after, "I see.", occasion="story", polarity="negative"
    )
    assert found.verdict == "violated"
    assert {quote.speaker for quote in found.evidence} == {"agent", "customer"}


def test_leaving_room_for_the_rest_cuts_nobody_off() -> None:
    found = decided(
        "talking-over",
        "So I opened the bag and",
        "Please go on, I'm reading.",
        "and half the pleats were fused together.",
        "Fused pleats on a kilt: show me a photograph when you can.",
        occasion="story",
        polarity="negative",
    )
    assert found.verdict == "clean"


# T10
@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Two sizes off, with the ceilidh on Saturday: I have the ticket open.", "met"),
        ("So you brought it in on Tuesday and it shrank by two sizes?", "met"),
        ("Okay then.", "not_met"),
        ("Noted.", "not_met"),
        ("Right you are", "not_met"),
        ("Please refer to our general terms.", "cannot_tell"),
    ],
)
def test_listening_shows_in_a_detail_taken_up(line: str, verdict: str) -> None:
    found = decided("picks-up-detail", ANGRY, line, occasion="story")
    assert found.verdict == verdict
    if verdict == "met":
        assert [quote.speaker for quote in found.evidence] == ["agent", "customer"]


def test_a_copy_of_the_message_shows_no_listening() -> None:
    assert decided("picks-up-detail", ANGRY, ANGRY, occasion="story").verdict != "met"


def test_a_rubric_may_credit_a_mere_sound() -> None:
    assert decided("picks-up-detail", ANGRY, "Right, ok.", occasion="story", credits=["filler"]).verdict == "met"
    assert decided("picks-up-detail", ANGRY, "Right, ok.", occasion="story").verdict == "not_met"


# T11
def test_asking_for_what_was_given_is_forgetting() -> None:
    found = decided(
        "remembers",
        "My ticket is KT 5571 and the kilt shrank.",
        "What is your ticket number?",
        occasion="facts",
        polarity="negative",
    )
    assert found.verdict == "violated"
    assert [quote.speaker for quote in found.evidence] == ["customer", "agent"]
    assert "KT 5571" in found.evidence[0].quote


def test_another_day_than_the_customer_gave_is_forgetting() -> None:
    line = "You brought the kilt in on Thursday, so the press ran its evening cycle."
    found = decided("remembers", ANGRY, line, occasion="facts", polarity="negative")
    assert found.verdict == "violated"
    assert [quote.speaker for quote in found.evidence] == ["customer", "agent"]


@pytest.mark.parametrize(
    "line",
    [
        "Two sizes is a lot. Which ticket number is on it?",
        "Two sizes is a lot. Shall I find you one to hire for Saturday?",
    ],
)
def test_asking_for_what_is_new_forgets_nothing(line: str) -> None:
    assert decided("remembers", ANGRY, line, occasion="facts", polarity="negative").verdict in {"clean", "cannot_tell"}


# T13
def test_the_root_is_named_before_the_fix_or_it_is_open() -> None:
    named = "Our new press runs hotter than the dial says, and that took the wool in."
    hire = ("I can hire a kilt for your Saturday.", {"kind": "offer", "remedy": "hire"})
    assert decided("root-issue", ANGRY, named, "And?", hire).verdict == "met"
    assert decided("root-issue", ANGRY, hire, "And?", named).verdict == "cannot_tell"
    assert decided("root-issue", ANGRY, named, scenario=None).verdict == "cannot_tell"


def test_a_fix_out_of_nothing_found_no_root() -> None:
    fee = ("Eighteen pounds are yours.", {"kind": "offer", "remedy": "cleaning-fee"})
    found = decided("root-issue", "It's far too small now!", fee)
    assert found.verdict == "not_met"
    assert found.evidence
