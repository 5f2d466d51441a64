"""What the readers of single forms hand on: drafts of transcripts, and what was wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from persona_lab.lab import Problem
from persona_lab.model.transcript import Transcript
from persona_lab.model.verdict import CustomerAnswer

Form = Literal["json", "lines", "csv", "text"]
"""json: one JSON document; lines: JSON Lines; csv: rows with a header; text: lines that begin with a speaker's name."""

FORMS: tuple[Form, ...] = ("json", "lines", "csv", "text")

DOCUMENT_LIMIT = 64_000_000
"""The most characters of a file that must be read whole (json, text); lines and csv have no limit."""

LINE_LIMIT = 4_000_000
"""The most characters of one line."""


@dataclass(frozen=True, slots=True)
class Read:
    """A transcript and where it stood."""

    transcript: Transcript
    """The conversation; its id is unique in the run."""
    file: str
    """The file as it was named; '-' for standard input."""
    line: int | None
    """The line where it begins, from 1; null for a file that is one transcript."""
    answers: Mapping[int, CustomerAnswer] | None = None
    """What the customer's turns said to offers, for a session of ours; null where only the words tell."""

    @property
    def place(self) -> str:
        """`file` or `file:line`."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A conversation as it was found, in our format but not yet checked."""

    content: Mapping[str, Any]
    """The fields of a transcript; without an id where the form has none."""
    line: int | None = None
    """Where it begins."""
    answers: Mapping[int, CustomerAnswer] | None = None
    """As in `Read`."""


Found = Iterator[Draft | Problem]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is being read."""

    name: str
    """What problems call it."""
    stem: str
    """What its conversations are called when they have no name of their own."""
    lines: Iterator[str]
    """Its lines with their ends; a longer line than LINE_LIMIT comes in pieces."""

    def problem(self, line: int | None, message: str) -> Problem:
        """Something wrong in this file."""
        return Problem(file=self.name, line=line, column=None, key="", message=message)


def is_utf8(text: str) -> bool:
    """Whether all bytes of a text that was opened with `surrogateescape` could be read."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


NOT_TEXT = "the text is not in the encoding it was read in; --encoding names another, such as cp1252"
