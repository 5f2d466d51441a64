"""Changed twins of a transcript, each with one thing about it that a sound judge has to notice, or must not."""

import random
from collections.abc import Callable, Sequence

from persona_lab.model.transcript import TEXT_LIMIT, Transcript, Turn
from persona_lab.model.verdict import Quote
from persona_lab.text import folded

COURTESY = (
    "It is always a pleasure to be of service to you.",
    "Please rest assured of our best attention at all times.",
    "We value each and every one of our customers.",
    "Thank you ever so much for choosing us.",
    "Your satisfaction is our very highest priority.",
    "We wish you a truly wonderful day.",
    "It goes without saying that we take great pride in our service.",
    "We kindly thank you for your kind attention to this message.",
)
"""Warm words that say nothing of the case; a padded twin has two of them behind every agent turn."""


def without(transcript: Transcript, quotes: Sequence[Quote], *, said_by_customer: bool = False) -> Transcript:
    """The transcript without these words of the agent's and without what was done in the same turns.

    With `said_by_customer` the customer says them instead, just before the turn they were taken from.
    """
    taken: dict[int, list[str]] = {}
    for quote in quotes:
        taken.setdefault(quote.turn, []).append(folded(quote.quote))
    turns: list[Turn] = []
    for number, turn in enumerate(transcript.turns, 1):
        words = taken.get(number)
        if words is None:
            turns.append(turn)
            continue
        left = folded(turn.text)
        for piece in words:
            left = left.replace(piece, " ")
        if said_by_customer:
            _append(turns, " ".join(words))
        turns.append(Turn(speaker=turn.speaker, text=folded(left)))
    return transcript.model_copy(update={"turns": tuple(turns)})


def padded(transcript: Transcript, chance: random.Random) -> Transcript:
    """The transcript with hollow courtesy behind every agent turn that has words."""
    return _reworded(
        transcript, lambda text: f"{text} {' '.join(chance.sample(COURTESY, 2))}" if text.strip() else text
    )


def garbled(transcript: Transcript, chance: random.Random) -> Transcript:
    """The transcript with every letter and digit of the agent's drawn anew, as after a broken recording.

    What the agent did beyond words is lost as well.
    """

    def noise(text: str) -> str:
        return "".join(_drawn(char, chance) for char in text)

    silent = tuple(turn.model_copy(update={"action": None}) for turn in transcript.turns)
    return _reworded(transcript.model_copy(update={"turns": silent}), noise)


def _reworded(transcript: Transcript, change: Callable[[str], str]) -> Transcript:
    turns = (
        turn.model_copy(update={"text": change(turn.text)[:TEXT_LIMIT]}) if turn.speaker == "agent" else turn
        for turn in transcript.turns
    )
    return transcript.model_copy(update={"turns": tuple(turns)})


def _append(turns: list[Turn], words: str) -> None:
    """Let the customer say these words next."""
    if turns and turns[-1].speaker == "customer":
        turns[-1] = turns[-1].model_copy(update={"text": f"{turns[-1].text} {words}"[:TEXT_LIMIT]})
    else:
        turns.append(Turn(speaker="customer", text=words))


def _drawn(char: str, chance: random.Random) -> str:
    if char.isdigit():
        return chance.choice("0123456789")
    if char.isalpha():
        letter = chance.choice("bcdfghjklmnpqrstvwxz")
        return letter.upper() if char.isupper() else letter
    return char
