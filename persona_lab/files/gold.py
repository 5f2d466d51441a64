"""The gold set on disk: JSON Lines in the folder `gold` of the built-in rubrics, read and checked line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from persona_lab.errors import FileProblemsError, NotFoundError
from persona_lab.files.places import built_in_folder
from persona_lab.files.reading import shown_path
from persona_lab.model.base import Value
from persona_lab.model.gold import GoldSet, Injection, OrderCase, Pair, Rewording, Utterance
from persona_lab.model.label import Labelling, parse_labels
from persona_lab.model.transcript import Transcript
from persona_lab.text import one_line

Row = TypeVar("Row", bound=Value)

MAX_PROBLEMS = 20
"""Problems after which a file is not read further."""


def gold_folder() -> Path:
    """The folder of the gold set: inside the installed package, or in the checkout."""
    return built_in_folder("rubrics") / "gold"


def load_gold(folder: Path | None = None) -> GoldSet:
    """The whole set but for people's labels. Raises NotFoundError, FileProblemsError."""
    return GoldSet(
        utterances=load_utterances(folder),
        pairs=load_pairs(folder),
        injections=load_injections(folder),
        orders=load_orders(folder),
        rewordings=load_rewordings(folder),
        conversations=load_conversations(folder),
    )


def load_held_out(folder: Path | None = None) -> GoldSet:
    """Rewordings and pairs on which nobody mends a rule; the other parts are empty."""
    return GoldSet(
        utterances=_rows(Utterance, _files(folder, "held-out-utterances.jsonl")),
        pairs=_rows(Pair, _files(folder, "held-out-pairs.jsonl")),
    )


def load_utterances(folder: Path | None = None) -> tuple[Utterance, ...]:
    """The rewordings of the gold utterances. Raises NotFoundError, FileProblemsError."""
    return _rows(Utterance, _files(folder, "utterances.jsonl"))


def load_pairs(folder: Path | None = None) -> tuple[Pair, ...]:
    """The minimal pairs. Raises NotFoundError, FileProblemsError."""
    return _rows(Pair, _files(folder, "pairs.jsonl"))


def load_injections(folder: Path | None = None) -> tuple[Injection, ...]:
    """The injections and their benign controls. Raises NotFoundError, FileProblemsError."""
    return _rows(Injection, _files(folder, "injections.jsonl"))


def load_orders(folder: Path | None = None) -> tuple[OrderCase, ...]:
    """The turns whose parts can be swapped. Raises NotFoundError, FileProblemsError."""
    return _rows(OrderCase, _files(folder, "orders.jsonl"))


def load_rewordings(folder: Path | None = None) -> tuple[Rewording, ...]:
    """The house rubric's questions in other words. Raises NotFoundError, FileProblemsError."""
    return _rows(Rewording, _files(folder, "rewordings.jsonl"))


def load_conversations(folder: Path | None = None) -> tuple[Transcript, ...]:
    """The whole conversations with their scenarios. Raises NotFoundError, FileProblemsError."""
    return _rows(Transcript, _files(folder, "conversations-*.jsonl"))


def load_labels(folder: Path | None = None, rater: str = "") -> tuple[Labelling, ...]:
    """What people say of the conversations, of one rater or of all. Raises NotFoundError, FileProblemsError."""
    found: list[Labelling] = []
    for path in _files(folder, "labels-*.jsonl"):
        with path.open(encoding="utf-8") as stream:
            found += parse_labels(stream, shown_path(path))
    return tuple(labelling for labelling in found if not rater or labelling.rater == rater)


def _files(folder: Path | None, pattern: str) -> list[Path]:
    folder = gold_folder() if folder is None else folder
    found = sorted(folder.glob(pattern))
    if not found:
        raise NotFoundError(f"There is no file {pattern!r} of the gold set in {shown_path(folder)!r}.")
    return found


def _rows(model: type[Row], paths: list[Path]) -> tuple[Row, ...]:
    rows: list[Row] = []
    problems: list[str] = []
    for path in paths:
        for number, line in _lines(path):
            try:
                rows.append(model.model_validate_json(line))
            except ValidationError as error:
                problems += [f"{shown_path(path)}:{number}: {message}" for message in _messages(error)]
            if len(problems) >= MAX_PROBLEMS:
                raise FileProblemsError(problems)
    if problems:
        raise FileProblemsError(problems)
    return tuple(rows)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that is not blank, with its number from 1."""
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, line
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise FileProblemsError([f"{shown_path(path)}: the file cannot be read: {reason}"]) from None


def _messages(error: ValidationError) -> Iterator[str]:
    for part in error.errors(include_url=False, include_input=False):
        where = ".".join(str(step) for step in part["loc"])
        yield one_line(f"{where}: {part['msg']}" if where else part["msg"], 300)
