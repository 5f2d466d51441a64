"""A session as JSON Lines: a header, then one event a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TextIO

from pydantic import Field, ValidationError

from persona_lab.errors import FileProblemsError
from persona_lab.lab import Problem
from persona_lab.model.base import Value
from persona_lab.model.events import EVENT, AgentSpoke, CustomerSpoke, Event, TurnUndone
from persona_lab.model.record import Record, step
from persona_lab.text import one_line

LINE_LIMIT = 1_000_000
"""The most characters of a line; a session's longest event, its setup, has about a twentieth of that."""

EVENT_LIMIT = 20_000
"""The most events of a session; 200 agent turns with every repair and undo stay well below."""

PROBLEM_LIMIT = 20
"""Problems after which a file is not read further."""

_Report = Callable[[int | None, str], None]

KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._+=-]{0,199}$"


class Header(Value):
    """The first line."""

    format: Literal["persona-lab.session/1"] = "persona-lab.session/1"
    """The format and its version."""
    key: str = Field(pattern=KEY_PATTERN)
    """The session's name where it came from."""


@dataclass(frozen=True, slots=True)
class ExportedSession:
    """What a file of JSON Lines holds."""

    key: str
    """The session's name where it came from."""
    events: tuple[Event, ...]
    """Its events in order; they fold to a record."""


def export_lines(key: str, bodies: Iterable[str]) -> Iterator[str]:
    """The lines of a file, each without its line break: the header, then each event's JSON."""
    yield Header.model_construct(key=exportable_key(key)).model_dump_json()
    yield from bodies


def exportable_key(key: str) -> str:
    """The key with characters that a header may not hold replaced by hyphens."""
    return re.sub(r"[^A-Za-z0-9._+=-]", "-", key)[:200].lstrip("._+=-") or "session"


def parse_lines(stream: TextIO, name: str) -> ExportedSession:
    """The session that an exported file holds; the text is data, bounded in size and checked before anything is kept.

    `name` is what problems call the file. Raises FileProblemsError with each problem as `file:line: message`.
    """
    problems: list[Problem] = []

    def problem(line: int | None, message: str) -> None:
        problems.append(Problem(file=name, line=line, column=None, key="", message=message))

    key = ""
    events: list[Event] = []
    record: Record | None = None
    last_line = 0
    try:
        for number, text in _numbered(stream):
            last_line = number
            if len(text) > LINE_LIMIT:
                problem(number, f"the line is longer than {LINE_LIMIT:,} characters, the most an event may have")
                break
            if number == 1:
                key = _parse_header(text, problem)
                if problems:
                    break
                continue
            if not text.strip():
                continue
            if len(events) == EVENT_LIMIT:
                problem(number, f"a session has at most {EVENT_LIMIT:,} events")
                break
            event = _parse_event(number, text, problem)
            if event is None:
                if len(problems) >= PROBLEM_LIMIT:
                    break
                continue
            events.append(event)
            if problems:
                continue  # with an event missing, the rest cannot be held against it
            reason = _out_of_order(record, event)
            if reason is not None:
                problem(number, reason)
                break
            record = step(record, event)
    except UnicodeDecodeError:
        problem(last_line + 1, "the text is not UTF-8")
    if not problems and not last_line:
        problem(None, "the file is empty; an exported session begins with its header line")
    elif not problems and not events:
        problem(None, "the file holds no event; an exported session has at least its session_started event")
    if problems:
        raise FileProblemsError(problems)
    return ExportedSession(key=key, events=tuple(events))


def _numbered(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1; never more of a line in memory than its limit."""
    number = 0
    while text := stream.readline(LINE_LIMIT + 2):
        number += 1
        yield number, text.rstrip("\n")


def _parse_header(text: str, problem: _Report) -> str:
    try:
        return Header.model_validate_json(text).key
    except ValidationError as error:
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, dict) or "format" not in found:
            problem(1, 'not an exported session: the first line should read {"format": "persona-lab.session/1", ...}')
        elif found["format"] != "persona-lab.session/1":
            problem(
                1,
                f"format {one_line(str(found['format']), 80)!r} is not known; this program reads persona-lab.session/1",
            )
        else:
            for message in _messages(error, 3):
                problem(1, message)
        return ""


def _parse_event(number: int, text: str, problem: _Report) -> Event | None:
    try:
        return EVENT.validate_json(text)
    except ValidationError as error:
        for message in _messages(error, 3):
            problem(number, message)
        return None


def _messages(error: ValidationError, limit: int) -> list[str]:
    messages: list[str] = []
    for part in error.errors(include_url=False, include_input=False)[:limit]:
        where = ".".join(str(step) for step in part["loc"])
        messages.append(one_line(f"{where}: {part['msg']}" if where else part["msg"], 300))
    return messages


def read_problem(error: ValidationError) -> str:
    """The first thing wrong with a stored event, on one line."""
    return _messages(error, 1)[0]


def _out_of_order(record: Record | None, event: Event) -> str | None:
    """Why this event cannot follow, or null if it can; a screen would otherwise show turns that nobody took."""
    if record is None:
        return None if event.kind == "session_started" else f"a session begins with session_started, not {event.kind}"
    match event:
        case AgentSpoke() | CustomerSpoke() if event.turn != len(record.turns) + 1:
            return f"turn {event.turn} follows {len(record.turns)} turns; it should be turn {len(record.turns) + 1}"
        case TurnUndone() if not 1 <= event.turn <= len(record.turns):
            return f"turn {event.turn} is taken back, and there are {len(record.turns)} turns"
        case _ if event.kind == "session_started":
            return "a session starts once"
        case _:
            return None
