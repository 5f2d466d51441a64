"""What the customer feels, as three numbers from 0 to 10."""

from typing import Annotated, Literal

from pydantic import Field

from persona_lab.model.base import Value

Level = Annotated[float, Field(ge=0, le=10)]

Band = Literal["hot", "warm", "cool"]
"""Coarse anger, used to pick acts and lines: hot from 6.5, warm from 3.5, cool below."""

HOT_FROM = 6.5
WARM_FROM = 3.5


class Mood(Value):
    """Anger, trust and patience, each from 0 (none) to 10 (as much as there can be)."""

    anger: Level
    """How angry the customer is."""
    trust: Level
    """How far the customer believes that this agent will help."""
    patience: Level
    """How much longer the customer is willing to go on."""

    @property
    def band(self) -> Band:
        """The coarse heat of this mood."""
        if self.anger >= HOT_FROM:
            return "hot"
        return "warm" if self.anger >= WARM_FROM else "cool"


class MoodPoint(Value):
    """The mood after one agent turn, and why it changed."""

    turn: int = Field(ge=1)
    """The turn after which this mood holds, counted from 1 over all turns; 1 is the opening."""
    anger: Level
    """Anger after that turn."""
    trust: Level
    """Trust after that turn."""
    patience: Level
    """Patience after that turn."""
    reasons: tuple[str, ...] = ()
    """Every change in words, such as 'specific apology: anger -1.4'."""
