"""Which form a file has, by its first lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from persona_lab.files.transcripts.labelled import begins_with_a_name
from persona_lab.files.transcripts.rows import Columns
from persona_lab.files.transcripts.speakers import Speakers
from persona_lab.files.transcripts.tables import fitting_delimiter
from persona_lab.files.transcripts.values import Form

HEAD_LINES = 50
HEAD_CHARACTERS = 65_536


def head_of(lines: Iterator[str]) -> tuple[list[str], Iterator[str]]:
    """The first lines, few and short enough to be looked at, and the rest."""
    head: list[str] = []
    size = 0
    for line in lines:
        head.append(line)
        size += len(line)
        # one long line alone would not tell a document from lines
        if len(head) == HEAD_LINES or (size >= HEAD_CHARACTERS and len(head) > 1):
            break
    return head, lines


def guess_form(name: str, head: Sequence[str], columns: Columns | None, speakers: Speakers) -> Form | None:
    """The form of a file; null when it is empty or neither its content nor its ending tells."""
    suffix = PurePath(name).suffix.lower()
    filled = [line.strip() for line in head if line.strip()]
    if not filled:
        return None
    if suffix in {".jsonl", ".ndjson"}:
        return "lines"
    if suffix == ".json" or (filled[0][0] in "[{" and not _is_stamp(filled[0])):
        return _json_form(filled)
    if suffix in {".csv", ".tsv"} or columns is not None:
        return "csv"
    if begins_with_a_name(head, speakers):
        return "text"
    if fitting_delimiter(head, None):
        return "csv"
    return "text" if begins_with_a_name(head) else None


def _json_form(filled: Sequence[str]) -> Form:
    """`lines` when a line is a value by itself; a document over several lines begins with one that is not whole."""
    if _is_json(filled[0]):
        return "lines" if len(filled) > 1 else "json"
    opens = filled[0][-1] in "[{,:"
    return "lines" if not opens and any(line[0] in "{[" and _is_json(line) for line in filled[1:]) else "json"


def _is_json(line: str) -> bool:
    try:
        return isinstance(json.loads(line), (dict, list))
    except (ValueError, RecursionError):
        return False


def _is_stamp(line: str) -> bool:
    """Whether a bracket opens a time, `[10:02] Agent: ...`, and no JSON."""
    return line[0] == "[" and line[1:2].isdigit() and "]" in line[:40] and ":" in line[:8]
