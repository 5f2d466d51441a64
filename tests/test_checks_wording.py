"""Rules that have to hold for wordings nobody has written down before: asking again, worn apologies, limits, calm."""

import pytest
from judging_cases import gate_ids, outcome

BENT = "The front wheel was bent and I missed the whole tour. Booking FC 2208."


@pytest.mark.parametrize(
    ("told", "asked", "kept"),
    [
        ("Six chairs came, and two have no legs.", "How many chairs came?", "Six chairs, two without legs: noted."),
        ("I have been in room 18 since Sunday.", "What room are you in?", "Room 18 gets a plumber now."),
        ("I live at 9 Bramble Close.", "Tell me your address once more.", "I send her to 9 Bramble Close."),
    ],
)
def test_asking_for_a_given_value_forgets_and_saying_it_back_does_not(told: str, asked: str, kept: str) -> None:
    assert outcome("T11", told, asked, scenario=None) == "violated"
    assert outcome("T11", told, kept, scenario=None) != "violated"


@pytest.mark.parametrize("again", ["Do forgive us.", "Once more, our bad.", "I ask your pardon."])
def test_a_second_apology_in_other_words_wears_the_first_one_out(again: str) -> None:
    first = "I am sorry about the torn cushion."
    assert outcome("T16", "It is torn.", first, "And now?", f"{again} Friday.", scenario=None) == "violated"
    assert outcome("T16", "It is torn.", first, "And now?", "Friday.", scenario=None) == "clean"


@pytest.mark.parametrize(
    ("beyond", "within"),
    [
        ("I am transferring nine hundred euros to you.", "I am transferring the hire fee to you, thirty pounds."),
        ("You get everything back, down to the last penny.", "You get the hire fee back today."),
        ("Two years of free hire are yours.", "A checked bicycle is yours tomorrow."),
    ],
)
def test_a_promise_beyond_every_limit_is_false_however_it_is_counted(beyond: str, within: str) -> None:
    assert "V2" in gate_ids(BENT, beyond)
    assert "V2" not in gate_ids(BENT, within)


@pytest.mark.parametrize("denial", ["There will be no refund.", "Our terms rule out a refund.", "We don't do refunds."])
def test_denying_what_may_be_given_fails_however_it_is_said(denial: str) -> None:
    assert outcome("T35", BENT, denial) == "violated"


@pytest.mark.parametrize(
    ("order", "harmless"),
    [
        ("You sound hysterical.", "You sound worn out by it."),
        ("Getting cross won't help anybody.", "Being cross about this is only natural."),
        ("You're overreacting.", "The alarm is overreacting to steam."),
    ],
)
def test_policing_an_emotion_hits_the_gate_and_speaking_of_things_does_not(order: str, harmless: str) -> None:
    assert "V3" in gate_ids("I have had enough!", order, scenario=None)
    assert "V3" not in gate_ids("I have had enough!", harmless, scenario=None)


def test_what_the_agent_writes_down_itself_asks_for_no_feedback() -> None:
    before = (
        "I am furious, the bicycle was bent.",
        "I can bring a checked bicycle tomorrow at eight. Shall I?",
        "Yes, do that.",
    )
    noted = "I will note down what went wrong and what we could have done better, for the workshop."
    assert outcome("T39", *before, noted) != "met"
    assert outcome("T39", *before, "I have noted it. What could I have done better today?") == "met"
