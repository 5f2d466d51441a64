"""Frames: named patterns for one move each, and the way they are looked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import pattern
from persona_lab.model.moves import MoveKind


@dataclass(frozen=True, slots=True)
class Frame:
    """A family of wordings that shows a move."""

    kind: MoveKind
    """The move."""
    name: str
    """What the frame catches, for the reader of this file."""
    words: str
    """The pattern, in the notation of `words.pattern`, on the plain text of one sentence."""
    unless: str = ""
    """A pattern that, anywhere in the same sentence, shows that something else is meant."""
    negatable: bool = True
    """Whether a denial just before it takes it away."""
    when_asked: bool | None = None
    """True: only in questions. False: never in questions."""
    hints: tuple[str, ...] = ()
    """Pieces of words of which one must stand in the sentence: a cheap look before a slow pattern; empty for none."""


def find(reading: Reading, frames: Sequence[Frame]) -> None:
    """Record every frame that a sentence of the turn shows, once a move."""
    for sentence in reading.sentences:
        for frame in frames:
            if frame.when_asked is not None and frame.when_asked != sentence.asks:
                continue
            if frame.hints and not any(hint in sentence.text for hint in frame.hints):
                continue
            match = pattern(frame.words).search(sentence.text)
            if match is None or (frame.unless and pattern(frame.unless).search(sentence.text)):
                continue
            start = sentence.start + match.start()
            if frame.negatable and reading.negated(start):
                continue
            reading.add(frame.kind, start, sentence.start + match.end(), widen=True)
