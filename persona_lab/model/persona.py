"""Who the customer is: temperament, tactics, voice, what soothes and what enrages."""

from typing import Annotated, Literal

from pydantic import Field

from persona_lab.model.acts import Act
from persona_lab.model.base import Value
from persona_lab.model.mood import Band, Level
from persona_lab.model.moves import MoveKind
from persona_lab.model.scenario import Identifier, Text

Change = Annotated[float, Field(ge=-5, le=5)]

Line = Annotated[str, Field(min_length=1, max_length=600)]

LineBand = Literal["hot", "warm", "cool", "any"]


SLOTS = ("company", "name", "thing", "failing", "loss", "demand", "wait", "remedy", "fact", "said")
"""What a line may be filled with; docs/personas.md says how each must fit."""


class Temperament(Value):
    """How the persona starts and how far it bends, at intensity 3."""

    anger: Level
    """Anger at the opening."""
    trust: Level
    """Trust at the opening."""
    patience: Level
    """Patience at the opening."""
    accepts_below: Level = 5.0
    """The anger at or below which a fitting remedy is taken."""
    max_drop: float = Field(default=1.8, gt=0, le=4)
    """The most that anger can fall in one turn."""
    needs_harm_named: bool = True
    """Whether someone must have named what happened before any offer is taken."""
    walk_out: float = Field(default=0.35, ge=0, le=1)
    """The chance, each turn, of leaving once patience has run out."""
    reasonableness: float = Field(default=0.5, ge=0, le=1)
    """0 asks for the moon, 1 asks for what is due (contradiction X23)."""


class Reaction(Value):
    """What one move does to the mood, at intensity 3 and the first time it is made."""

    anger: Change = 0.0
    """Added to anger."""
    trust: Change = 0.0
    """Added to trust."""
    patience: Change = 0.0
    """Added to patience."""


class Tactics(Value):
    """What the persona does when nothing else decides, and how it answers certain moves."""

    hot: dict[Act, Annotated[float, Field(gt=0)]]
    """Weights of the acts it falls back on while hot."""
    warm: dict[Act, Annotated[float, Field(gt=0)]]
    """The same while warm."""
    cool: dict[Act, Annotated[float, Field(gt=0)]]
    """The same while cool."""
    answers: dict[MoveKind, tuple[Act, ...]] = {}
    """Acts that answer a move at once; they go before the weights."""
    manager_after: int | None = Field(default=None, ge=1, le=30)
    """Ask for someone higher from this agent turn on, while nothing fitting has been offered; null never asks so."""
    counter_offers: int = Field(default=0, ge=0, le=5)
    """How often it asks for more before a fitting remedy is taken."""
    reveals: Literal["freely", "when_asked", "grudgingly"] = "when_asked"
    """freely: the opening facts and more; when_asked: the opening facts; grudgingly: one at a time, when asked."""


class Voice(Value):
    """How the persona speaks, for a model that plays it and for the check that guards it."""

    style: Text
    """Two or three sentences: register, rhythm, habits of speech."""
    do: tuple[Text, ...] = ()
    """Things the voice does."""
    dont: tuple[Text, ...] = ()
    """Things the voice never does."""
    max_words: int = Field(default=50, ge=3, le=200)
    """The longest line, in words."""
    swearing: Literal["none", "mild", "strong"] = "none"
    """The ceiling for swear words; slurs are never allowed."""


class Persona(Value):
    """A difficult customer that can be dropped into any scenario."""

    id: Identifier
    """The persona's name; the file's stem."""
    title: Text
    """A few words for lists."""
    summary: Text
    """One sentence: what this customer is like to deal with."""
    audience: Literal["external", "internal"] = "external"
    """Whether the persona is a customer from outside or an internal one: a colleague, a boss."""
    trains: Text
    """What an agent learns from it, in a sentence or two."""
    biography: Text
    """Who this is, in a short paragraph that a model can act from."""
    temperament: Temperament
    """How it starts and how far it bends."""
    reactions: dict[MoveKind, Reaction] = {}
    """What soothes and what enrages this persona; moves that are not listed have the house's default effect."""
    tactics: Tactics
    """What it does."""
    voice: Voice
    """How it sounds."""
    lines: dict[Act, dict[LineBand, tuple[Line, ...]]]
    """Authored lines by act and heat; 'any' serves every heat. Slots: see docs/personas.md."""

    def lines_for(self, act: Act, band: Band) -> tuple[str, ...]:
        """The authored lines that fit this act at this heat, the closest heat first."""
        by_band = self.lines.get(act, {})
        return by_band.get(band, ()) + by_band.get("any", ())
