"""Refusals read from the words: which offers the customer has turned down in a transcript nobody played (T31)."""

import re

from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.remedy import find_offer_action, find_offers, remedy_nouns
from persona_lab.customer.perceive.replies import accepts, refuses
from persona_lab.customer.perceive.words import pattern, plain


def find_reoffers(reading: Reading) -> None:
    """Record offers of this turn that the customer turned down, in words, right after an earlier turn made them."""
    offers = [(start, move) for start, move in reading.moves if move.kind == "offered_remedy"]
    if not offers:
        return
    refused = _refused(reading)
    for start, move in offers:
        if refused & _keys(reading, move.detail, move.quote or ""):
            if move.quote is None:
                reading.add_action("reoffered_refused", "offer", detail=move.detail)
            else:
                reading.moves.append((start, move.model_copy(update={"kind": "reoffered_refused"})))


def _refused(reading: Reading) -> frozenset[str]:
    refused: set[str] = set()
    agent_place: int | None = None
    for place, turn in enumerate(reading.earlier):
        if turn.speaker == "agent":
            agent_place = place
            continue
        turned_down = refuses(turn.text)
        taken = not turned_down and bool(refused) and accepts(turn.text)
        # offers are read only where the answer to them matters: reading every turn would cost more than the rest
        offered = _offered(reading, agent_place) if agent_place is not None and (turned_down or taken) else set()
        if taken:
            refused -= offered
        elif offered:
            # a refusal that names one of two offers leaves the other open
            refused |= offered & _keys(reading, None, turn.text) or offered
        else:
            refused |= _named_refusals(reading, turn.text)
        agent_place = None
    return frozenset(refused)


def _offered(reading: Reading, place: int) -> set[str]:
    turn = reading.earlier[place]
    told = Reading(place + 1, turn.text, reading.earlier[:place], reading.scenario, frozenset(), turn.action)
    find_offers(told)
    find_offer_action(told)
    keys = [_keys(told, move.detail, move.quote or "") for _, move in told.moves if move.kind == "offered_remedy"]
    return set().union(*keys)


_TURNS_DOWN = pattern(
    r"\b(?:(?:do not|don't|didn't|did not|never) (?:want|need|ask for|accept|take)|(?:won't|will not|"
    r"not) (?:take|taking|accept|accepting|having|interested in)|no (?:use|good|need) (?:for|to me)|"
    r"keep your|stop offering|no more|not another|said no to|turned down|refused|what good is|shove)\b"
)


def _named_refusals(reading: Reading, text: str) -> set[str]:
    """The remedies that a clause of the customer's turns down by name, offered or not."""
    named: set[str] = set()
    for clause in re.split(r"[.!?;,]| but ", plain(text)):
        turns_down = _TURNS_DOWN.search(clause)
        if turns_down is not None:
            named |= _keys(reading, None, clause[turns_down.start() :])
    return named


def _keys(reading: Reading, remedy: str | None, text: str) -> set[str]:
    return {remedy} if remedy is not None else set(remedy_nouns(reading, plain(text)))
