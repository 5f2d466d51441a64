"""JSON: one document, or one value a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from persona_lab.files.transcripts.messages import MessageError, content_text, is_message, turns_of
from persona_lab.files.transcripts.rows import Columns, Gathering, turn_number
from persona_lab.files.transcripts.speakers import Speakers, UnknownSpeakerError
from persona_lab.files.transcripts.values import (
    DOCUMENT_LIMIT,
    LINE_LIMIT,
    NOT_TEXT,
    Draft,
    Found,
    Source,
    is_utf8,
)
from persona_lab.lab import Problem
from persona_lab.text import one_line

EXPECTED = "a transcript is a mapping with 'turns' or 'messages', or a list of chat messages"

EVENT_LIMIT = 20_000
"""The most events of an exported session."""

_BESIDE = frozenset({"format", "id", "scenario", "agent", "turns"})
_NAMES = ("id", "conversation_id", "conversation", "chat_id", "ticket_id", "session_id")


def read_document(source: Source, speakers: Speakers) -> Found:
    """The conversation in one JSON document, or those in its list."""
    pieces: list[str] = []
    size = 0
    for line in source.lines:
        size += len(line)
        if size > DOCUMENT_LIMIT:
            yield source.problem(
                None, f"the document has more than {DOCUMENT_LIMIT:,} characters; as JSON Lines it may have any size"
            )
            return
        pieces.append(line)
    text = "".join(pieces)
    if not is_utf8(text):
        yield source.problem(None, NOT_TEXT)
        return
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        yield Problem(source.name, error.lineno, error.colno, "", f"this is not JSON: {error.msg}")
        return
    except (RecursionError, ValueError):
        yield source.problem(None, "this is not JSON that can be read: it is nested too deeply or a number is too long")
        return
    yield from conversations(source, value, None, speakers)


def conversations(source: Source, value: object, line: int | None, speakers: Speakers) -> Found:
    """The conversations in a JSON value: ours, chat messages, or a list of either."""
    many = isinstance(value, list) and value and not is_message(value[0])
    if many and isinstance(value, list) and all(isinstance(one, (dict, list)) for one in value):
        for number, one in enumerate(value):
            yield from _conversation(source, one, line, speakers, f"[{number}]: ")
    else:
        yield from _conversation(source, value, line, speakers, "")


def _conversation(source: Source, value: object, line: int | None, speakers: Speakers, place: str) -> Found:
    messages = value if isinstance(value, list) else None
    beside: Mapping[str, Any] = {}
    if isinstance(value, dict):
        if isinstance(value.get("turns"), list):
            # `duel --json` prints more than a transcript; what it holds besides is not needed here
            extra = "end_reason" in value
            yield Draft({key: part for key, part in value.items() if key in _BESIDE or not extra}, line)
            return
        if str(value.get("format", "")).startswith("persona-lab.scorecard/"):
            yield source.problem(line, f"{place}this is a scorecard, not a transcript")
            return
        if "messages" in value:
            beside, messages = value, value["messages"]
            if not isinstance(messages, list):
                yield source.problem(line, f"{place}messages: a list was expected")
                return
    if messages is None:
        yield source.problem(line, f"{place}{EXPECTED}")
        return
    try:
        turns = turns_of(messages, speakers)
    except MessageError as error:
        yield source.problem(line, f"{place}{error}")
        return
    content: dict[str, Any] = {key: beside[key] for key in ("scenario", "agent") if beside.get(key) is not None}
    name = next((beside[key] for key in _NAMES if isinstance(beside.get(key), (str, int)) and beside[key] != ""), None)
    yield Draft({**content, "turns": turns, **({} if name is None else {"id": str(name)})}, line)


def read_lines(source: Source, columns: Columns | None, speakers: Speakers) -> Found:
    """The conversations in JSON Lines: one a line, one message a line, or the events of an exported session.

    A line that cannot be read is told and hides no other; a conversation that misses a message is left out.
    """
    number, whole = 0, True
    with Gathering() as gathered:
        for piece in source.lines:
            starts, whole = whole, piece.endswith("\n") or len(piece) < LINE_LIMIT
            if not starts:
                continue
            number += 1
            if not whole:
                yield source.problem(number, f"the line is longer than {LINE_LIMIT:,} characters")
                continue
            if not piece.strip():
                continue
            value = _value(source, number, piece)
            if isinstance(value, Problem):
                yield value
            elif number == 1 and isinstance(value, dict) and value.get("format") == "persona-lab.session/1":
                yield _session(source)
                return
            elif isinstance(value, dict) and _is_row(value, columns):
                problem = _add(source, number, value, columns or Columns.guess(value), speakers, gathered)
                if problem is not None:
                    yield problem
            else:
                yield from conversations(source, value, number, speakers)
        yield from gathered.drafts(source.stem)


def _value(source: Source, line: int, text: str) -> object:
    if not is_utf8(text):
        return source.problem(line, NOT_TEXT)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        return Problem(source.name, line, error.colno, "", f"this is not JSON: {error.msg}")
    except (RecursionError, ValueError):
        return source.problem(
            line, "this is not JSON that can be read: it is nested too deeply or a number is too long"
        )


def _is_row(value: Mapping[str, Any], columns: Columns | None) -> bool:
    if "turns" in value or "messages" in value:
        return False
    return columns is not None or Columns.guess(dict(value)) is not None


def _add(
    source: Source,
    line: int,
    row: Mapping[str, Any],
    columns: Columns | None,
    speakers: Speakers,
    gathered: Gathering,
) -> Problem | None:
    """What was wrong with a message's line, if it could not be added to its conversation."""
    assert columns is not None
    name = row.get(columns.id) if columns.id else ""
    conversation = str(name).strip() if isinstance(name, (str, int)) else ""
    if columns.id and not conversation:
        return source.problem(line, f"{columns.id!r} is missing, so nobody knows whose turn this is")
    try:
        if columns.speaker is None or not isinstance(row.get(columns.speaker), str):
            raise MessageError(f"{columns.speaker or 'speaker'!r} should hold the speaker's name")
        side = speakers.side(row[columns.speaker])
        text = content_text(row.get(columns.text), columns.text)
        turn = turn_number(row.get(columns.turn)) if columns.turn else 0.0
    except (MessageError, UnknownSpeakerError) as error:
        reason = str(error)
    except ValueError:
        reason = f"{columns.turn!r} should hold a number and holds {one_line(str(row.get(columns.turn or '')))!r}"
    else:
        if side != "nobody":
            gathered.add(conversation, turn, line, side, text)
        return None
    gathered.give_up(conversation)
    return source.problem(line, reason)


def _session(source: Source) -> Draft | Problem:
    """The conversation of an exported session, as its events add up."""
    from persona_lab.model.events import EVENT, Event
    from persona_lab.model.record import fold

    events: list[Event] = []
    for number, text in enumerate(source.lines, 2):
        if len(events) == EVENT_LIMIT or len(text) >= LINE_LIMIT:
            return source.problem(number, f"a session has at most {EVENT_LIMIT:,} events of {LINE_LIMIT:,} characters")
        if not text.strip():
            continue
        try:
            events.append(EVENT.validate_json(text))
        except ValidationError as error:
            return source.problem(number, f"this is no event of a session: {error.errors(include_url=False)[0]['msg']}")
    try:
        record = fold(events)
    except ValueError as error:
        return source.problem(None, str(error))
    transcript = record.transcript()
    content = {name: getattr(transcript, name) for name in type(transcript).model_fields}
    return Draft(content, None, record.answers)
