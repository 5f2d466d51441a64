"""Quotes that count: exact words of a turn, never a paraphrase and never somebody else's."""

from collections.abc import Sequence

from persona_lab.model.transcript import Speaker, Turn
from persona_lab.model.verdict import Quote
from persona_lab.text import folded

LEAST_TOKENS = 2
MOST_TOKENS = 40
"""The evidence contract, section 4.2 of the cards; a name may be a single token."""


def quote_fault(
    turns: Sequence[Turn], turn: int, speaker: Speaker, words: str, least: int = LEAST_TOKENS
) -> str | None:
    """What is wrong with a quote, in a sentence that can be put to whoever made it; None when it counts.

    `turns` is the whole transcript, `turn` counts from 1. The words must stand in that turn exactly, after NFKC and
    folding of white space, upper and lower case kept.
    """
    if not 1 <= turn <= len(turns):
        return f"there is no turn {turn}; the transcript has turns 1 to {len(turns)}"
    said = turns[turn - 1]
    if said.speaker != speaker:
        return f"turn {turn} was spoken by the {said.speaker}, not by the {speaker}"
    wanted = folded(words)
    count = len(wanted.split())
    if count < least or count > MOST_TOKENS:
        return f"a quote has {least} to {MOST_TOKENS} words, this one has {count}"
    if wanted not in folded(said.text):
        return f"{wanted!r} is not an exact part of turn {turn}"
    return None


def relation_fault(turns: Sequence[Turn], agent_turn: int, customer_turn: int, customer_words: str) -> str | None:
    """What is wrong with the customer's half of a relation, which stands in an earlier turn; None when it counts."""
    if customer_turn >= agent_turn:
        return f"the customer's quote must come from a turn before turn {agent_turn}, not from turn {customer_turn}"
    return quote_fault(turns, customer_turn, "customer", customer_words)


def quoted(turns: Sequence[Turn], turn: int, words: str | None) -> tuple[Quote, ...]:
    """One quote of that turn's own words, at most 40 tokens long, or nothing if they do not stand there."""
    if words is None or not 1 <= turn <= len(turns):
        return ()
    said = turns[turn - 1]
    wanted = " ".join(folded(words).split()[:MOST_TOKENS])
    if not wanted or wanted not in folded(said.text):
        return ()
    return (Quote(turn=turn, speaker=said.speaker, quote=wanted),)
