"""The mood curve as a drawing: where its lines, marks and labels go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from persona_lab.model.mood import MoodPoint

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 30, 108, 12, 38
"""Margins, in units of the drawing; the right one holds the labels."""

LABEL_GAP = 17
"""The least distance between two labels."""

MOST_TICKS = 12
"""Turns named under the curve; of a longer conversation every second, third ... one is."""

LEVELS = ("anger", "trust", "patience")


@dataclass(frozen=True, slots=True)
class Dot:
    """One value."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """One feeling over the conversation."""

    name: str
    """Which: anger, trust or patience."""
    dots: tuple[Dot, ...]
    """Its values, from the opening on."""
    path: str
    """The same for a polyline."""
    label_y: float
    """The height of its label, clear of the others."""
    first: float
    """The first value, 0 to 10."""
    last: float
    """The last value."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A named place on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """All of the drawing."""

    lines: tuple[Line, ...]
    levels: tuple[Tick, ...]
    """Heights of 0, 5 and 10."""
    turns: tuple[Tick, ...]
    """Places of turns."""
    summary: str
    """What the curve shows, in a sentence."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM


def mood_curve(points: Sequence[MoodPoint]) -> Curve:
    """The drawing of a mood curve of at least one point."""
    first, last = points[0].turn, points[-1].turn

    def x(turn: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ((turn - first) / (last - first) if last > first else 0.5), 1)

    def dots(name: str) -> tuple[Dot, ...]:
        return tuple(Dot(x(point.turn), _y(getattr(point, name))) for point in points)

    drawn = {name: dots(name) for name in LEVELS}
    heights = _spread({name: drawn[name][-1].y for name in LEVELS})
    lines = tuple(
        Line(
            name,
            drawn[name],
            " ".join(f"{dot.x},{dot.y}" for dot in drawn[name]),
            heights[name],
            getattr(points[0], name),
            getattr(points[-1], name),
        )
        for name in LEVELS
    )
    changes = ", ".join(f"{line.name} from {line.first:.1f} to {line.last:.1f}" for line in lines)
    every = -(-len(points) // MOST_TICKS)
    return Curve(
        lines,
        tuple(Tick(_y(level), str(level)) for level in (0, 5, 10)),
        tuple(Tick(x(point.turn), str(point.turn)) for point in points[::every]),
        f"From turn {first} to turn {last}: {changes}, on a scale from 0 to 10.",
    )


def _y(level: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - level / 10), 1)


def _spread(heights: dict[str, float]) -> dict[str, float]:
    """The same heights moved apart so far that labels do not cover one another, within the drawing."""
    upwards = sorted(heights, key=lambda name: heights[name], reverse=True)
    placed: dict[str, float] = {}
    free = float(TOP)
    for name in reversed(upwards):
        placed[name] = max(heights[name], free)
        free = placed[name] + LABEL_GAP
    free = float(HEIGHT - BOTTOM)
    for name in upwards:
        placed[name] = min(placed[name], free)
        free = placed[name] - LABEL_GAP
    return {name: round(height, 1) for name, height in placed.items()}
