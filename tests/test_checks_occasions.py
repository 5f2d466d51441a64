"""What gives occasion for a technique, read from the customer's words; and the checks of name, order and apology."""

import pytest
from judging_cases import BIKES, conversation
from test_checks_listening import ANGRY, BOILED, decided

from persona_lab.customer.perceive import replies
from persona_lab.judging.casefile import open_case
from persona_lab.judging.checks import decide
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.model.rubric import Criterion, Occasion


@pytest.mark.parametrize(
    "text",
    [
        "I'm beside myself, the piano tuner never turned up.",
        "Honestly I could weep.",
        "How could you send that to a child?",
        "This is the last straw.",
        "We are heartbroken about the photographs.",
        "I am not impressed with this lawn.",
        "Panicking here, the exam starts at nine",
        "I can't take another week of this drilling.",
        "The state of that boiler beggars belief.",
    ],
)
def test_words_of_feeling_show_emotion(text: str) -> None:
    assert replies.is_emotional(text)
    assert not replies.is_calm(text)


@pytest.mark.parametrize(
    "text",
    [
        "Good morning, I have a kilt to collect.",
        "Yes, Tuesday suits me.",
        "It is ticket KT 5571.",
        "Thank you, goodbye.",
    ],
)
def test_plain_words_are_calm(text: str) -> None:
    assert replies.is_calm(text)


@pytest.mark.parametrize("text", ["The lamp is broken.", "My parcel did not come.", "Where is it now?"])
def test_between_calm_and_upset_code_does_not_choose(text: str) -> None:
    assert not replies.is_calm(text)
    assert not replies.is_emotional(text)


@pytest.mark.parametrize(
    "text",
    [
        "You lot couldn't tune a doorbell, you clowns.",
        "My parrot could handle this helpdesk better than that.",
        "Your driver lied to my face.",
        "I lost the contract because of you.",
        "Do you people even read these?",
        "You did it on purpose, admit it.",
    ],
)
def test_accusation_and_bait_attack(text: str) -> None:
    assert replies.attacks(text)
    assert replies.claims(text)


@pytest.mark.parametrize("text", ["The piano is out of tune.", "Could you tune it on Friday?", "I read your leaflet."])
def test_a_plain_complaint_attacks_nobody(text: str) -> None:
    assert not replies.attacks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Then why won't anybody do something about it?",
        "Why has nobody fixed the lift?",
        "Why did you not stop the drilling after the first letter?",
        "So do something!",
        "How come no one checks these?",
        "What are you actually doing about it?",
        "How could you let this happen?",
    ],
)
def test_the_comeback_has_many_wordings(text: str) -> None:
    assert replies.asks_why_nothing_is_done(text)


@pytest.mark.parametrize("text", ["What are your hours?", "I know why it broke.", "How do I switch it on?"])
def test_not_every_why_is_the_comeback(text: str) -> None:
    assert not replies.asks_why_nothing_is_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "It broke down again.",
        "That's the third engineer this month.",
        "It keeps tripping the fuse.",
        "Same thing every winter, twice a week.",
    ],
)
def test_it_is_not_the_first_time(text: str) -> None:
    assert replies.tells_of_repetition(text)


@pytest.mark.parametrize("occasion", ["emotion", "attack", "claim", "cause"])
def test_there_was_no_occasion_only_where_the_customer_was_surely_calm(occasion: Occasion) -> None:
    calm = open_case(conversation("Good morning, I have a kilt to collect.", "Which ticket?"), None)
    unsure = open_case(conversation("The kilt is too small for me.", "Which ticket?"), None)
    assert OCCASIONS[occasion](calm) == ()
    assert OCCASIONS[occasion](unsure) is None


def test_a_fact_that_was_told_is_no_longer_missing() -> None:
    case = open_case(conversation("The wheel was bent!", "Which booking?", "FC 2208.", "Thank you, one look."), BIKES)
    assert OCCASIONS["missing-facts"](case) == (2,)
    told = open_case(conversation("The wheel of booking FC 2208 was bent!", "Thank you, one look."), BIKES)
    assert not OCCASIONS["missing-facts"](told)


# signs
def _criterion(**keys: object) -> Criterion:
    values: dict[str, object] = {
        "id": "T98",
        "title": "A sign",
        "block": "one",
        "question": "Is it there?",
        "applies": "Always.",
        "scope": "turn",
        "polarity": "positive",
        "decided_by": "code",
    }
    return Criterion.model_validate(values | keys)


def test_a_limit_that_may_be_framed_in_other_words_is_left_open() -> None:
    framed = _criterion(occasion="limit", credits=["framed_positively"], penalises=["stated_limit"])
    bare = open_case(conversation(ANGRY, "We cannot refund a kilt."), BOILED)
    beside = open_case(conversation(ANGRY, "We cannot refund a kilt. A hired one is free on Saturday."), BOILED)
    assert decide(bare, framed).verdict == "not_met"
    assert decide(beside, framed).verdict != "not_met"


def test_a_question_that_interrogates_earns_nothing() -> None:
    asking = _criterion(occasion="always", credits=["asked_question"], penalises=["interrogated"])
    line = "What is your ticket number, your postcode, the day, the shop and your full name?"
    assert decide(open_case(conversation(ANGRY, line), BOILED), asking).verdict == "not_met"
    assert decide(open_case(conversation(ANGRY, "What is your ticket number?"), BOILED), asking).verdict == "met"


# T18
@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Now, now, Mr Farquhar, that tone gets us nowhere.", "not_met"),
        ("Mr Farquhar, two sizes is a shocking amount.", "met"),
        ("Two sizes, Mr Farquhar. Mrs Lyle in the workshop is measuring it.", "met"),
        ("Two sizes, Mrs Lyle, is a shocking amount.", "not_met"),
    ],
)
def test_a_name_counts_where_it_is_kindly_meant(line: str, verdict: str) -> None:
    assert decided("name-use", ANGRY, line, occasion="name").verdict == verdict


def test_a_signature_gives_the_name() -> None:
    letter = "The organ has been silent for weeks and I am most displeased. Dr Ambrose Penhaligon"
    used = "Weeks without the organ is hard on a parish, Dr Penhaligon."
    assert decided("name-use", letter, used, occasion="name", scenario=None).verdict == "met"
    assert decided("name-use", letter, "Weeks is too long.", occasion="name", scenario=None).verdict == "not_met"


# T20
@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ((ANGRY, "You must be furious. Which ticket is it?"), "met"),
        ((ANGRY, "Which ticket is it? You must be furious."), "violated"),
        ((ANGRY, "Which ticket is it?"), "not_met"),
        ((ANGRY, "All that trouble and nothing to wear. Which ticket is it?"), "cannot_tell"),
        (("The kilt is too small for me.", "Which ticket is it?"), "cannot_tell"),
        (("Good morning, I have a kilt to collect.", "Which ticket is it?"), "na"),
    ],
)
def test_feelings_come_first_and_what_may_be_one_is_not_denied(lines: tuple[str, ...], verdict: str) -> None:
    assert decided("feelings-first", *lines, occasion="emotion", polarity="order").verdict == verdict


# T15, T16
@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("You sat there in a kilt for a child, and I am sorry.", "met"),
        ("Oops, my bad.", "not_met"),
        ("So sorry!", "not_met"),
    ],
)
def test_the_object_of_an_apology_may_stand_before_it(line: str, verdict: str) -> None:
    assert decided("full-sentence-apology", ANGRY, line, occasion="apology").verdict == verdict


def test_an_apology_that_adds_nothing_to_an_earlier_one_is_one_too_many() -> None:
    first = "I apologise that the press shrank the kilt, and that nobody rang you on Wednesday."
    again = "Once more, we regret that the kilt shrank in the press."
    other = "I'm sorry that the wrong sporran went into the bag."
    keys = {"occasion": "apology", "polarity": "negative"}
    assert decided("apology-overuse", ANGRY, first, "And?", again, **keys).verdict == "violated"
    assert decided("apology-overuse", ANGRY, first, "And the sporran?", other, **keys).verdict == "clean"
