"""Outside text and numbers as content that cannot be markup."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from persona_lab.text import one_line, printable

BAR = 10
"""Cells of a bar: one a point."""


def words(text: str, style: str = "") -> Content:
    """The text with its line breaks, harmless."""
    return Content.styled(printable(text), style) if style else Content(printable(text))


def line(text: str, limit: int = 200, style: str = "") -> Content:
    """The text on one line, harmless."""
    shown = one_line(text, limit)
    return Content.styled(shown, style) if style else Content(shown)


def joined(parts: Iterable[Content | str], between: str = "\n") -> Content:
    """The parts with that between them."""
    return Content(between).join([Content(part) if isinstance(part, str) else part for part in parts])


def heading(text: str) -> Content:
    """A heading of the lab's own words."""
    return Content.styled(text.upper(), "bold $foreground 55%")


def bar(level: float, style: str, cells: int = BAR) -> Content:
    """A level from 0 to 10 as a heavy line on a light one, so that it reads without colour."""
    filled = max(0, min(cells, round(level / 10 * cells)))
    return Content.assemble(("━" * filled, style), ("─" * (cells - filled), "$foreground 25%"))


def field(name: str, value: str | Content) -> Content:
    """A value behind its name."""
    return Content.assemble((f"{name}  ", "$foreground 60%"), words(value) if isinstance(value, str) else value)
