import sys
from pathlib import Path

import pytest
import yaml

from persona_lab.customer.perceive import perceive, perceive_all
from persona_lab.model.actions import End, FollowUp, Hold, Offer, Resume, Transfer
from persona_lab.model.moves import HARMFUL
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Turn

HERE = Path(__file__).parent / "perceive"
SETTINGS = yaml.safe_load((HERE / "scenarios.yaml").read_text(encoding="utf-8"))


def cases(name):
    for group in yaml.safe_load((HERE / name).read_text(encoding="utf-8")):
        setting = SETTINGS.get(group["scenario"]) or {}
        scenario = Scenario.model_validate(setting["scenario"]) if setting else None
        for case in group["cases"]:
            said = case.get("after") or setting.get("opening") or "My parcel never came and I am angry."
            wanted = set(case.get("find", ()))
            unwanted = set(case.get("not", ()))
            if "harmful" in unwanted:
                unwanted = (unwanted - {"harmful"}) | (HARMFUL - wanted)
            yield said, case["say"], scenario, wanted, unwanted, case.get("miss")


def moves_after(said, words, scenario=None, **options):
    return perceive([Turn(speaker="customer", text=said), Turn(speaker="agent", text=words)], 2, scenario, **options)


@pytest.mark.parametrize("name", ["development.yaml", "registers.yaml", "unseen.yaml"])
def test_labelled_utterances_show_the_moves_they_should_and_none_they_should_not(name):
    wrong, missed, healed = [], [], []
    for said, words, scenario, wanted, unwanted, miss in cases(name):
        kinds = {move.kind for move in moves_after(said, words, scenario)}
        fault = {"not found": wanted - kinds, "found but unwanted": kinds & unwanted}
        is_wrong = any(fault.values())
        if miss is not None:
            (missed if is_wrong else healed).append(f"{words}  [{miss}]")
        elif is_wrong:
            wrong.append(f"{words}  {fault}")
    sys.stdout.write("\n  ".join([f"{name}: {len(missed)} known misses", *missed]) + "\n")
    assert not wrong, "\n".join(wrong)
    assert not healed, f"no longer missed, take the mark off: {healed}"


def test_every_quote_is_an_exact_substring_of_its_turn():
    for name in ("development.yaml", "registers.yaml", "unseen.yaml"):
        for said, words, scenario, *_ in cases(name):
            for move in moves_after(said, words, scenario):
                assert (move.quote is not None and move.quote in words) or move.kind == "silent"


def test_the_development_set_has_at_least_250_utterances():
    assert sum(1 for _ in cases("development.yaml")) >= 250


def kettle():
    return Scenario.model_validate(SETTINGS["kettle"]["scenario"])


def test_actions_become_moves_and_an_offer_names_its_remedy():
    acted = {"held": Hold(), "resumed": Resume(), "transferred": Transfer(), "ended": End()}
    acted |= {"scheduled_follow_up": FollowUp(when="tomorrow at ten", channel="phone")}
    for kind, action in acted.items():
        moves = perceive([Turn(speaker="agent", text="", action=action)], 1, None)
        assert [(move.kind, move.action) for move in moves] == [(kind, action.kind)]
    offer = perceive([Turn(speaker="agent", text="", action=Offer(remedy="refund"))], 1, kettle())
    assert [(move.kind, move.detail) for move in offer] == [("offered_remedy", "refund")]


def test_an_offer_that_was_refused_is_noticed_in_words_and_in_actions():
    turns = [Turn(speaker="customer", text="No refund."), Turn(speaker="agent", text="I can refund your £45 today.")]
    kinds = {move.kind for move in perceive(turns, 2, kettle(), frozenset({"refund"}))}
    assert {"offered_remedy", "reoffered_refused"} <= kinds
    assert "reoffered_refused" not in {move.kind for move in perceive(turns, 2, kettle())}


def test_the_same_sentence_in_a_later_turn_is_a_repeat_and_a_new_one_is_not():
    line = "I completely understand how frustrating that must be for you."
    turns = [
        Turn(speaker="agent", text=line),
        Turn(speaker="customer", text="You said."),
        Turn(speaker="agent", text=line),
    ]
    assert [move.turn for move in perceive_all(turns, None) if move.kind == "repeated_itself"] == [3]
    turns[2] = Turn(speaker="agent", text="I have the warehouse on the other line now.")
    assert "repeated_itself" not in {move.kind for move in perceive(turns, 3, None)}


def test_a_question_answered_two_turns_ago_is_asked_again_and_before_that_is_not():
    ask = Turn(speaker="agent", text="Do you still have the box?")
    first = [Turn(speaker="customer", text="My kettle leaks."), ask]
    assert {move.kind for move in perceive(first, 2, kettle())} == {"asked_question"}
    later = [*first, Turn(speaker="customer", text="Yes, I still have the box in the garage."), ask]
    kinds = {move.kind for move in perceive(later, 4, kettle())}
    assert "asked_again" in kinds
    assert "asked_question" not in kinds


def test_a_question_names_the_fact_it_asks_for():
    moves = moves_after("My kettle leaks.", "Is the packaging still there?", kettle())
    assert [(move.kind, move.detail) for move in moves] == [("asked_question", "box")]


def test_a_second_look_gives_the_same_moves():
    turns = [
        Turn(speaker="customer", text="My kettle leaks!"),
        Turn(speaker="agent", text="I'm sorry your kettle leaks."),
    ]
    assert perceive(turns, 2, kettle()) == perceive(turns, 2, kettle())


def test_a_customer_turn_cannot_be_read_as_the_agents():
    with pytest.raises(ValueError, match="Turn 1 is not an agent turn"):
        perceive([Turn(speaker="customer", text="Hello?")], 1, None)


def test_hostile_and_odd_text_is_read_without_trouble():
    for text in (
        "İstanbul İ" * 50,
        "a" * 8000,
        "!" * 500,
        "\u202e\u200b hidden",
        "((((" * 300,
        "sorry " * 1200,
        "  \n\n ",
        "no\x00pe",
    ):
        for move in moves_after("Order AB-12345 is late, and I am angry.", text, kettle()):
            assert move.quote is None or move.quote in text
