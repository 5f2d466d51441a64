"""What a person says of a transcript: one rater's labels, one JSON object a line in a labels file."""

from collections.abc import Iterator
from typing import Annotated, Literal, TextIO

from pydantic import Field, ValidationError

from persona_lab.errors import FileProblemsError
from persona_lab.model.base import Value
from persona_lab.model.rubric import CriterionId
from persona_lab.model.verdict import GateId, Outcome, Timing
from persona_lab.text import one_line

DEFAULT_RATER = "somebody"
"""Who a label is from when nobody says."""

LINE_LIMIT = 100_000
"""The most characters of a line; one with a label for each of the 43 cards and a long note has about 3,000."""

PROBLEM_LIMIT = 20
"""Problems after which a file is not read further."""

Rating = Annotated[int, Field(strict=True, ge=1, le=5)] | Annotated[float, Field(strict=True, ge=1, le=5)]
"""How much of it there was, 1 to 5; halves are allowed."""


class Labelling(Value):
    """One rater's labels of one transcript; a key that is left out was not labelled."""

    format: Literal["persona-lab.labels/1"] = "persona-lab.labels/1"
    """The format and its version."""
    transcript: str = Field(min_length=1, max_length=200)
    """The transcript's id."""
    rater: str = Field(min_length=1, max_length=80)
    """Who labelled."""
    verdicts: dict[CriterionId, Outcome | Rating]
    """An outcome, or a rating from 1 to 5, by criterion."""
    gates: tuple[GateId, ...] = ()
    """The gates that were hit; an empty list says that none was."""
    impasse: int | None = Field(default=None, ge=1)
    """The customer turn from which saying goodbye was right; null says that there was none."""
    timing: Timing | None = None
    """When the agent closed, against that turn; null where no scenario says."""
    rubric: str = Field(default="house", min_length=1, max_length=200)
    """The rubric whose questions were answered."""
    note: str = Field(default="", max_length=2_000)
    """What the rater wants to add."""

    def line(self) -> str:
        """Its line in a labels file, without the line break and without what was not labelled."""
        kept = self.model_fields_set | {"format", "rubric"}
        return self.model_dump_json(include=set(kept))


def parse_labels(stream: TextIO, name: str) -> tuple[Labelling, ...]:
    """The labellings of a labels file in its order; `name` is what problems call it.

    Raises FileProblemsError with each problem as `file:line: key: message`.
    """
    found: list[Labelling] = []
    problems: list[str] = []
    try:
        for number, text in _numbered(stream):
            if len(text) > LINE_LIMIT:
                problems.append(f"{name}:{number}: the line is longer than {LINE_LIMIT:,} characters")
                break
            if text.strip():
                try:
                    found.append(Labelling.model_validate_json(text))
                except ValidationError as error:
                    problems += [f"{name}:{number}: {message}" for message in _messages(error)]
            if len(problems) >= PROBLEM_LIMIT:
                break
    except UnicodeDecodeError:
        problems.append(f"{name}: the text is not UTF-8")
    if not found and not problems:
        problems.append(f"{name}: the file holds no labels; each line is one JSON object of persona-lab.labels/1")
    if problems:
        raise FileProblemsError(problems)
    return tuple(found)


def _numbered(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1; never more of a line in memory than its limit."""
    number = 0
    while text := stream.readline(LINE_LIMIT + 2):
        number += 1
        yield number, text.rstrip("\n")


def _messages(error: ValidationError) -> Iterator[str]:
    """What is wrong with a line; a verdict that is neither outcome nor rating is one problem, not three."""
    told: set[str] = set()
    for part in error.errors(include_url=False, include_input=False):
        where = part["loc"]
        if len(where) > 2 and where[0] == "verdicts" and where[2] != "[key]":
            place = f"verdicts.{where[1]}"
            message = "an outcome (met, not_met, violated, clean, na, cannot_tell) or a rating from 1 to 5 was expected"
        else:
            place = ".".join(str(step) for step in where)
            message = part["msg"]
        if place not in told:
            told.add(place)
            yield one_line(f"{place}: {message}" if place else message, 300)
