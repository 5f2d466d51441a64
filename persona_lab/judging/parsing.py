"""A model's answer read tolerantly: fences, chatter, trailing commas, an object cut short, other shapes of the same.

Only the form is forgiven. What an answer says is weighed afterwards, and its quotes are verified.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

_REFUSAL = re.compile(
    r"\b(?:i(?:['’]m| am) (?:sorry|afraid|unable|not able)|i (?:can(?:['’]t|not| not)|won['’]t|will not|must decline)|"
    r"(?:can(?:['’]t|not)|unable to) (?:help|assist|comply|judge|evaluate|provide)|as an ai\b)",
    re.IGNORECASE,
)
_REFUSING_LENGTH = 600
"""Characters; a longer answer without JSON is something else than a refusal."""

_OUTCOMES = {"n_a": "na", "n/a": "na", "not_applicable": "na", "unclear": "cannot_tell", "can't_tell": "cannot_tell"}
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MOST_OPENINGS = 200
"""Brackets that are tried in one answer; a sound one needs a handful."""


class QuoteGiven(BaseModel):
    """A quote as the model gave it; nothing about it is believed yet."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    turn: int
    quote: str
    sign: str | None = None
    customer_turn: int | None = None
    customer_quote: str | None = None


class Answer(BaseModel):
    """One criterion's answer as the model gave it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    quotes: tuple[QuoteGiven, ...] = ()
    other_turns: tuple[int, ...] = ()
    verdict: str
    why: str = ""

    @field_validator("quotes", "other_turns", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if value is None:
            return ()
        return value if isinstance(value, list | tuple) else (value,)

    @field_validator("verdict", mode="after")
    @classmethod
    def _plain(cls, value: str) -> str:
        word = re.sub(r"[\s-]+", "_", value.strip().lower())
        return _OUTCOMES.get(word, word)

    @field_validator("why", mode="before")
    @classmethod
    def _said(cls, value: object) -> object:
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """What could be read of one text."""

    answers: dict[str, Answer] = field(default_factory=dict)
    """By label; of two answers to the same question the first counts."""
    refused: bool = False
    """Whether the model declined in words instead."""

    def missing(self) -> str:
        """What is wrong with an answer that is not there, for the re-ask and the scorecard."""
        if self.refused:
            return "the model declined to answer"
        return "there was no entry for it in readable JSON of the form asked for"


def read_answers(text: str, labels: Sequence[str]) -> AnswersRead:
    """The answers to the questions with these labels that the text holds."""
    found: dict[str, Answer] = {}
    for value in json_values(text):
        for label, entry in _entries(value, labels):
            if label in found:
                continue
            try:
                found[label] = Answer.model_validate(entry)
            except ValidationError:
                continue
    refused = not found and len(text) <= _REFUSING_LENGTH and _REFUSAL.search(text) is not None
    return AnswersRead(found, refused)


def json_values(text: str) -> Iterator[Any]:
    """Every JSON object or list in the text; inside one that cannot be read, the whole ones it holds."""
    decoder = json.JSONDecoder()
    place = 0
    for _ in range(_MOST_OPENINGS):
        start = min((at for at in (text.find("{", place), text.find("[", place)) if at >= 0), default=-1)
        if start < 0:
            return
        try:
            value, place = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            end = _closing(text, start)
            try:
                # only what is no JSON as it stands: a quote may hold a comma before a bracket
                value = json.loads(_TRAILING_COMMA.sub("", text[start:end]))
            except (ValueError, RecursionError):
                place = start + 1
                continue
            place = end
        yield value


def _closing(text: str, start: int) -> int:
    """The place behind the bracket that closes the one at `start`, strings aside; the text's end if none does."""
    depth, quoted, escaped = 0, False, False
    for place in range(start, len(text)):
        char = text[place]
        if quoted:
            quoted = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            quoted = True
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
            if not depth:
                return place + 1
    return len(text)


def _entries(value: Any, labels: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Label and entry of every answer in a value: a list of entries, one entry, or entries under their labels."""
    if isinstance(value, list):
        for item in value:
            yield from _entries(item, labels)
    elif isinstance(value, dict):
        if "verdict" in value:
            label = value.get("id", labels[0] if len(labels) == 1 else None)
            if isinstance(label, str) and label in labels:
                yield label, value
            return
        for key, item in value.items():
            if key in labels and isinstance(item, dict):
                yield key, item
            elif key == "answers":
                yield from _entries(item, labels)
