"""Refusals read from the words: which offers the customer has turned down in a transcript nobody played (T31)."""

from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.remedy import find_offer_action, find_offers, remedy_nouns
from persona_lab.customer.perceive.replies import accepts, refuses
from persona_lab.customer.perceive.words import plain


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
    offered: set[str] = set()
    for place, turn in enumerate(reading.earlier):
        if turn.speaker == "agent":
            told = Reading(place + 1, turn.text, reading.earlier[:place], reading.scenario, frozenset(), turn.action)
            find_offers(told)
            find_offer_action(told)
            now: set[str] = set()
            for _, move in told.moves:
                if move.kind == "offered_remedy":
                    now |= _keys(told, move.detail, move.quote or "")
            offered = now or offered
        elif offered:
            if refuses(turn.text):
                # a refusal that names one of two offers leaves the other open
                named = offered & (_keys(reading, None, turn.text))
                refused |= named or offered
            elif accepts(turn.text):
                refused -= offered
            offered = set()
    return frozenset(refused)


def _keys(reading: Reading, remedy: str | None, text: str) -> set[str]:
    return {remedy} if remedy is not None else set(remedy_nouns(reading, plain(text)))
