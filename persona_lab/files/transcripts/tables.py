"""CSV: rows under a header, whatever separates them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from persona_lab.files.transcripts.labelled import read_labelled
from persona_lab.files.transcripts.rows import Columns, Gathering, turn_number
from persona_lab.files.transcripts.speakers import Speakers, UnknownSpeakerError
from persona_lab.files.transcripts.values import NOT_TEXT, Draft, Found, Source, is_utf8
from persona_lab.lab import Problem
from persona_lab.text import one_line

DELIMITERS = ",;\t|"

FIELD_LIMIT = 1_000_000
"""The most characters of a field; a quotation mark that is never closed ends there, not at the end of the file."""


def read_table(source: Source, head: Sequence[str], columns: Columns | None, speakers: Speakers) -> Found:
    """The conversations in a table with a row a message, or a row a conversation; `head` is the table's beginning.

    Rows of one conversation may stand apart. A conversation with a row that cannot be read is left out and told.
    """
    delimiter = find_delimiter(head, columns)
    csv.field_size_limit(FIELD_LIMIT)
    rows = csv.reader(source.lines, delimiter=delimiter, skipinitialspace=True)
    header = next(rows, [])
    chosen = columns or Columns.guess(header)
    absent = [name for name in chosen.named if name not in header] if chosen else []
    if chosen is None or absent:
        which = ", ".join(repr(one_line(name, 60)) for name in header[:30])
        lacks = f"there is no column {absent[0]!r}" if absent else "its columns are not the usual ones"
        yield source.problem(
            1, f"{lacks}; the columns are {which}. --columns id=COLUMN,speaker=COLUMN,text=COLUMN says which to take"
        )
        return
    if chosen.speaker is None:
        yield from _whole_conversations(source, rows, header, chosen, speakers)
        return
    with Gathering() as gathered:
        for line, row in _rows(rows):
            problem = _add(source, line, row, header, chosen, speakers, gathered)
            if problem is not None:
                yield problem
        yield from gathered.drafts(source.stem)


def find_delimiter(head: Sequence[str], columns: Columns | None) -> str:
    """What separates the fields: by the header if it has the wanted columns, else by what the rows look like."""
    fitting = fitting_delimiter(head, columns)
    if fitting is not None:
        return fitting
    try:
        return csv.Sniffer().sniff("".join(head), DELIMITERS).delimiter
    except csv.Error:
        return ","


def fitting_delimiter(head: Sequence[str], columns: Columns | None) -> str | None:
    """The delimiter by which the first line is a header with the wanted, or the usual, columns; null if none is."""
    for delimiter in DELIMITERS:
        header = next(csv.reader(head[:1], delimiter=delimiter, skipinitialspace=True), [])
        wanted = Columns.guess(header) if columns is None else all(name in header for name in columns.named)
        if len(header) > 1 and wanted:
            return delimiter
    return None


def _rows(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | str]]:
    """Each row that is not blank with the line it begins at, or what was wrong with it."""
    while True:
        begins = int(getattr(rows, "line_num", 0)) + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield begins, f"this is not CSV: {error}"
            continue
        if row is None:
            return
        if any(field.strip() for field in row):
            yield begins, row


def _misfit(row: list[str] | str, header: list[str]) -> str | None:
    """What is wrong with a row as such."""
    if isinstance(row, str):
        return row
    if len(row) != len(header):
        return (
            f"the row has {len(row)} fields and the header {len(header)}; a field with the delimiter in it needs "
            "quotation marks"
        )
    return None if all(map(is_utf8, row)) else NOT_TEXT


def _add(
    source: Source,
    line: int,
    row: list[str] | str,
    header: list[str],
    columns: Columns,
    speakers: Speakers,
    gathered: Gathering,
) -> Problem | None:
    """What was wrong with the row, if it could not be added to its conversation."""
    fields = {} if isinstance(row, str) else dict(reversed(list(zip(header, row, strict=False))))
    conversation = fields.get(columns.id, "").strip() if columns.id else ""
    reason = _misfit(row, header)
    if reason is None and columns.id and not conversation:
        return source.problem(line, f"the column {columns.id!r} is empty, so nobody knows whose turn this is")
    if reason is None:
        try:
            assert columns.speaker is not None
            side = speakers.side(fields[columns.speaker])
            turn = turn_number(fields[columns.turn]) if columns.turn else 0.0
        except UnknownSpeakerError as error:
            reason = str(error)
        except ValueError:
            reason = (
                f"the column {columns.turn!r} should hold a number and holds {one_line(fields[columns.turn or ''])!r}"
            )
        else:
            if side != "nobody":
                gathered.add(conversation, turn, line, side, fields[columns.text])
            return None
    if conversation or not columns.id:
        gathered.give_up(conversation)
    return source.problem(line, reason)


def _whole_conversations(
    source: Source, rows: Iterator[list[str]], header: list[str], columns: Columns, speakers: Speakers
) -> Found:
    """A conversation a row, its text with the speakers' names in it."""
    for line, row in _rows(rows):
        reason = _misfit(row, header)
        if reason is not None or isinstance(row, str):
            yield source.problem(line, reason or "")
            continue
        fields = dict(reversed(list(zip(header, row, strict=True))))
        text = io.StringIO(fields[columns.text])
        for found in read_labelled(Source(source.name, source.stem, iter(text)), speakers):
            if isinstance(found, Problem):
                yield source.problem(line, found.message)
                continue
            name = fields[columns.id].strip() if columns.id else ""
            yield Draft({**found.content, **({"id": name} if name else {})}, line)
