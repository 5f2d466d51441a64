"""A file of scorecards that grows line by line, so that a run that was broken off can go on."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from persona_lab.cli.output import harmless_json, tell
from persona_lab.errors import UsageError

if TYPE_CHECKING:
    from io import TextIOWrapper

    from persona_lab.model.verdict import Scorecard

Key = tuple[str, str, str, str]
"""Transcript, hash of what was judged, hash of the rubric, judge."""


class ScorecardFile:
    """Scorecards as JSON Lines (`persona-lab.scorecard/1`), each on disk as soon as it is done.

    Use it in a `with` statement.
    """

    def __init__(self, path: Path, *, resume: bool = False, force: bool = False) -> None:
        """Open the file. With `resume` its scorecards stay and are known; `force` empties a file that is there.

        Raises UsageError when it cannot be written, or is there already and neither was asked for.
        """
        self._path = path
        self._places: dict[Key, int] = {}
        try:
            if resume and path.exists():
                self._places = _places(path)
            elif path.exists() and path.stat().st_size and not force:
                raise UsageError(
                    f"The file {str(path)!r} is there already; add --resume to go on with it, or --force to "
                    "overwrite it."
                )
            self._stream: TextIOWrapper = path.open("a" if resume else "w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"The file {str(path)!r} cannot be written: {error.strerror}.") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def has(self, key: Key) -> bool:
        """Whether the scorecard was in the file when it was opened."""
        return key in self._places

    def get(self, key: Key) -> Scorecard | None:
        """The scorecard that was in the file when it was opened; null where there is none that can be read."""
        from pydantic import ValidationError

        from persona_lab.model.verdict import Scorecard

        place = self._places.get(key)
        if place is None:
            return None
        with self._path.open("rb") as stream:
            stream.seek(place)
            try:
                return Scorecard.model_validate_json(stream.readline())
            except ValidationError:
                del self._places[key]
                return None

    def add(self, card: Scorecard) -> None:
        """Write one scorecard, and see to it that the line has left this process."""
        self._stream.write(harmless_json(card.model_dump_json()) + "\n")
        self._stream.flush()


def key_of(card: Scorecard) -> Key:
    """What tells this scorecard from every other."""
    return card.transcript, card.input_hash, card.rubric_hash, card.judge


def _places(path: Path) -> dict[Key, int]:
    """The scorecards in the file by the byte they begin at; a last line that was cut off is taken out of the file."""
    places: dict[Key, int] = {}
    unread = 0
    with path.open("rb+") as stream:
        begin = 0
        for line in stream:
            if not line.endswith(b"\n"):
                stream.seek(begin)
                stream.truncate()
                tell(f"The last line of {path} was cut off; its transcript is judged again.")
                break
            try:
                card = json.loads(line)
                places[card["transcript"], card["input_hash"], card["rubric_hash"], card["judge"]] = begin
            except (ValueError, KeyError, TypeError):
                unread += bool(line.strip())
            begin += len(line)
    if unread:
        tell(f"{unread} lines of {path} are no scorecards that could be gone on from; they stay as they are.")
    return places
