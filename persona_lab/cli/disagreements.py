"""`rubrics disagreements`: where the five documents contradict each other, and how the house decides."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import typer

from persona_lab.cli.output import say, say_json
from persona_lab.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from persona_lab.model.contradiction import Contradiction

WIDTH = 80


def register(verbs: typer.Typer) -> None:
    """Add the verb to those of rubrics."""

    @verbs.command(help="Show where the documents contradict each other, and how the house decides.")
    def disagreements(
        number: str | None = typer.Argument(None, metavar="[X01]", help="One of them; all when none is named."),
        as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    ) -> None:
        from persona_lab.cli.compose import build_lab

        entries = build_lab().contradictions()
        if number is not None:
            entries = (_named(entries, number),)
        if as_json:
            say_json([entry.model_dump(mode="json") for entry in entries])
            return
        for entry in entries:
            for line in _lines(entry):
                say(line)
            say()


def _named(entries: tuple[Contradiction, ...], number: str) -> Contradiction:
    from persona_lab.errors import NotFoundError

    for entry in entries:
        if entry.id == number.upper():
            return entry
    known = f"{entries[0].id} to {entries[-1].id}" if entries else "none at all"
    raise NotFoundError(f"No contradiction has the number {one_line(number, 20)!r}; there are {known}.")


def _lines(entry: Contradiction) -> Iterator[str]:
    yield f"{entry.id} {one_line(entry.title, 70)} ({', '.join(entry.techniques)})"
    for side in entry.sides:
        yield from _wrapped(f"{', '.join(side.documents)}: {side.says}", "  ")
        for name, words in side.quotes.items():
            yield from _wrapped(f'{name}: "{words}"', "      ")
    yield from _wrapped(f"At issue: {entry.clash}", "  ")
    yield from _wrapped(f"House ({', '.join(entry.policy)}): {entry.house}", "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        one_line(text, 900),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
