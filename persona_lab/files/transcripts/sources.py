"""The files that names on a command line mean, opened for reading line by line."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import iglob
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from persona_lab.errors import NotFoundError, UsageError
from persona_lab.files.transcripts.values import LINE_LIMIT

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".log", ".md"})
"""The files that are taken from a folder; a file that is named by itself may end in anything."""

STDIN = "-"


def names_files(name: str) -> bool:
    """Whether a name means standard input, files or folders that are there, or a pattern of names."""
    return name == STDIN or Path(name).exists() or any(mark in name for mark in "*?[")


def find_files(names: Iterable[str], leave_out: Iterable[Path] = ()) -> Iterator[str]:
    """Every file that these names mean, in order: '-', files, folders with what is in them, patterns such as `*.json`.

    Files in `leave_out` are passed over in folders and patterns. Raises NotFoundError for a name that means nothing.
    """
    left_out = {path.resolve() for path in leave_out}
    for name in names:
        path = Path(name)
        if name == STDIN or path.is_file() or path.is_fifo():
            yield name
            continue
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
            nothing = f"The folder {name!r} holds no file that ends in {', '.join(sorted(SUFFIXES))}."
        else:
            matches = iglob(name, recursive=True)  # noqa: PTH207  # pathlib refuses patterns that begin at the root
            found = sorted(one for one in map(Path, matches) if one.is_file())
            nothing = f"There is no file {name!r}; give a transcript's path, a folder, or a session's key."
        if not found:
            raise NotFoundError(nothing)
        yield from (str(one) for one in found if one.resolve() not in left_out)


@contextmanager
def opened(name: str, encoding: str | None) -> Iterator[TextIO]:
    """The file as text; bytes that cannot be read stay as surrogates. UTF-8 unless its first bytes, or you, say UTF-16.

    Raises UsageError when it cannot be opened.
    """
    try:
        binary: BinaryIO = sys.stdin.buffer if name == STDIN else Path(name).open("rb")  # noqa: SIM115  # closed below
    except OSError as error:
        raise UsageError(f"The file {name!r} cannot be read: {error.strerror}.") from None
    buffered = binary if isinstance(binary, io.BufferedReader) else io.BufferedReader(binary)  # type: ignore[type-var]
    try:
        # newline="" keeps the ends of lines as they are, which quoted CSV fields need
        text = io.TextIOWrapper(buffered, encoding or _encoding(buffered), errors="surrogateescape", newline="")
    except LookupError:
        if name != STDIN:
            buffered.close()
        raise UsageError(f"No encoding is named {encoding!r}; utf-8, utf-16 and cp1252 are common ones.") from None
    try:
        yield text
    finally:
        if name == STDIN:
            text.detach()  # standard input is not ours to close
        else:
            text.close()


def lines_of(stream: TextIO) -> Iterator[str]:
    """The stream's lines with their ends, never more of one in memory than its limit."""
    while text := stream.readline(LINE_LIMIT):
        yield text


def _encoding(stream: io.BufferedReader[Any]) -> str:
    start = stream.peek(2)[:2]
    return "utf-16" if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} else "utf-8-sig"
