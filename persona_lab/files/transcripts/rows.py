"""One message a row or line, gathered into conversations however far apart they stand."""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from types import TracebackType
from typing import Any, Self

from persona_lab.errors import UsageError
from persona_lab.files.transcripts.values import Draft

Part = str
"""id, speaker, text or turn."""

GUESSES: dict[Part, tuple[str, ...]] = {
    "id": (
        "conversation",
        "conversationid",
        "dialogue",
        "dialogueid",
        "chat",
        "chatid",
        "ticket",
        "ticketid",
        "session",
        "sessionid",
        "thread",
        "threadid",
        "transcript",
        "transcriptid",
    ),
    "speaker": ("speaker", "role", "sender", "author", "from", "participant", "participantrole"),
    "text": ("text", "message", "content", "body", "utterance"),
    "turn": ("turn", "turnnumber", "turnindex", "messageindex", "sequence"),
}
"""What the columns are usually called, in small letters without spaces and underscores."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column, or key of a line, holds what."""

    speaker: str | None
    """Who speaks; null where the text holds a whole conversation with its speakers' names."""
    text: str
    """The words."""
    id: str | None = None
    """Which conversation it belongs to; null where the file is one conversation."""
    turn: str | None = None
    """A number to put the turns of a conversation in order by; null for the order of the file."""

    @classmethod
    def parse(cls, told: str) -> Columns:
        """The columns in `id=conversation,speaker=role,text=body,turn=n`. Raises UsageError."""
        named: dict[str, str] = {}
        for pair in told.split(","):
            part, equals, name = (piece.strip() for piece in pair.partition("="))
            if not equals or not name or part not in GUESSES or part in named:
                raise UsageError(
                    f"--columns {told!r} cannot be read at {pair.strip()!r}; it reads "
                    "id=COLUMN,speaker=COLUMN,text=COLUMN and, if you like, turn=COLUMN."
                )
            named[part] = name
        if "text" not in named:
            raise UsageError(f"--columns {told!r} names no text; add text=COLUMN.")
        return cls(named.get("speaker"), named["text"], named.get("id"), named.get("turn"))

    @classmethod
    def guess(cls, names: Mapping[str, Any] | list[str]) -> Columns | None:
        """The columns by their usual names; None unless speaker and text are among them.

        A column that is only called 'id' could be the message's or the conversation's, so somebody has to say.
        """
        plain = {re.sub(r"[\s_-]", "", name).casefold(): name for name in reversed(list(names))}
        found = {part: next((plain[g] for g in known if g in plain), None) for part, known in GUESSES.items()}
        if found["speaker"] is None or found["text"] is None or (found["id"] is None and "id" in plain):
            return None
        return cls(found["speaker"], found["text"], found["id"], found["turn"])

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that a row must have."""
        return tuple(name for name in (self.id, self.speaker, self.text, self.turn) if name is not None)


@dataclass(slots=True)
class Gathering:
    """Rows on their way to conversations; they wait in a private file of SQLite's, so memory stays small.

    Use it in a `with` statement.
    """

    _numbers: dict[str, int] = field(default_factory=dict)
    _broken: set[int] = field(default_factory=set)
    # an empty name is a database of its own on disk, gone when it is closed
    _rows: sqlite3.Connection = field(default_factory=lambda: sqlite3.connect(""))

    def __enter__(self) -> Self:
        self._rows.execute("CREATE TABLE row (conversation INTEGER, turn REAL, line INTEGER, speaker TEXT, text TEXT)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()

    def add(self, conversation: str, turn: float, line: int, speaker: str, text: str) -> None:
        """One more row."""
        row = self._number(conversation), turn, line, speaker, text
        self._rows.execute("INSERT INTO row VALUES (?, ?, ?, ?, ?)", row)

    def give_up(self, conversation: str) -> None:
        """Leave out a conversation of which a row is missing; judged without it, it would be another conversation."""
        self._broken.add(self._number(conversation))

    def drafts(self, nameless: str) -> Iterator[Draft]:
        """Each whole conversation, in the order in which they began; `nameless` is the name of one without."""
        names = list(self._numbers)
        rows = self._rows.execute("SELECT conversation, line, speaker, text FROM row ORDER BY conversation, turn, line")
        for number, group in groupby(rows, key=lambda row: row[0]):
            if number in self._broken:
                continue
            members = list(group)
            turns = [{"speaker": speaker, "text": text} for _, _, speaker, text in members]
            begins = min(line for _, line, _, _ in members)
            yield Draft({"id": names[number] or nameless, "turns": turns}, begins)

    def _number(self, conversation: str) -> int:
        return self._numbers.setdefault(conversation, len(self._numbers))


def turn_number(told: object) -> float:
    """The number by which a row is put in order. Raises ValueError."""
    if isinstance(told, bool) or not isinstance(told, (int, float, str)):
        raise ValueError("a number was expected")
    number = float(told)
    if not math.isfinite(number):
        raise ValueError("a number was expected")
    return number
