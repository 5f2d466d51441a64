"""Quoted words found again in the text of a turn, and that text cut into marked and unmarked pieces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from persona_lab.text import folded

Weight = Literal["pass", "fail", "open"]
"""What a reference says of the words: they earn a point, they lose one, or it is left open."""

Tone = Literal["pass", "fail", "mixed", "open"]
"""What all references to a piece of text say together."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What quotes some words: a criterion, a gate or a disagreement."""

    label: str
    """Its name: 'T14'."""
    word: str
    """What it says of them: 'not met'."""
    weight: Weight
    """The same, coarsely."""
    target: str
    """The id of its entry on the page."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a turn that something quotes."""

    start: int
    """Its first character in the turn's text."""
    end: int
    """The one after its last."""
    references: tuple[Reference, ...]
    """What quotes exactly this stretch, at least one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a turn's text under the same spans."""

    text: str
    """The words as they were said."""
    tone: Tone | None
    """What is said of them; null where nothing quotes them."""
    starting: tuple[int, ...] = ()
    """The places, in the order of the spans, of those that begin here."""
    ending: tuple[Reference, ...] = ()
    """The references of the spans that end here."""


def find_quote(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, as start and end of the original characters; None if it does not.

    Both are compared after NFKC and folding of white space, as the judge compares them; the first place counts.
    """
    wanted = folded(quote)
    form, places = _folded_with_places(text)
    at = form.find(wanted) if wanted else -1
    if at < 0:
        return None
    return places[at][0], places[at + len(wanted) - 1][1]


def pieces(text: str, spans: Sequence[Span]) -> Iterator[Piece]:
    """The text in order, cut wherever a span begins or ends; spans may nest and overlap."""
    cuts = sorted({0, len(text), *(span.start for span in spans), *(span.end for span in spans)})
    for start, end in pairwise(cuts):
        over = [span for span in spans if span.start <= start and end <= span.end]
        yield Piece(
            text[start:end],
            _tone([reference for span in over for reference in span.references]),
            tuple(place for place, span in enumerate(spans) if span.start == start),
            tuple(reference for span in over if span.end == end for reference in span.references),
        )


def _tone(references: Sequence[Reference]) -> Tone | None:
    weights = {reference.weight for reference in references}
    if not weights:
        return None
    if {"pass", "fail"} <= weights:
        return "mixed"
    return "pass" if "pass" in weights else "fail" if "fail" in weights else "open"


@lru_cache(maxsize=64)  # a turn is searched once for each of its quotes
def _folded_with_places(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The folded form of a text, and for each of its characters the original characters it stands for."""
    form: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for char in unicodedata.normalize("NFKC", text[start:end]):
            if not char.isspace():
                form.append(char)
                places.append((start, end))
            elif form and form[-1] != " ":
                form.append(" ")
                places.append((start, end))
            elif form:
                places[-1] = (places[-1][0], end)
    if form and form[-1] == " ":
        form.pop()
        places.pop()
    return "".join(form), tuple(places)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text that NFKC changes independently of one another, mostly single characters."""
    if unicodedata.is_normalized("NFKC", text):
        yield from ((place, place + 1) for place in range(len(text)))
        return
    start = 0
    for place in range(1, len(text)):
        if not _composes(text[max(start, place - 3) : place], text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _composes(before: str, char: str) -> bool:
    """Whether a character changes, or is changed by, what stands before it."""
    if unicodedata.combining(char):
        return True
    alone = unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", char)
    return unicodedata.normalize("NFKC", before + char) != alone
