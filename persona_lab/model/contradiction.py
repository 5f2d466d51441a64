"""Where the documents contradict each other, and how the house decides (X01 to X24 of the cards)."""

from typing import Annotated, Literal

from pydantic import Field

from persona_lab.model.base import Value
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import CriterionId, DocumentId
from persona_lab.model.scenario import Text

Policy = Literal["expose", "condition", "narrow", "sequence", "split", "gate", "replace"]
"""How the house decides: show both; by context; redefine so that both can be met; both in order; apart; only in
a state; by the text equivalent."""


class Side(Value):
    """One side of a contradiction."""

    documents: tuple[DocumentId, ...]
    """Who stands on it."""
    says: Text
    """What they ask for, in our own words."""
    quotes: dict[str, Annotated[str, Field(min_length=2, max_length=160)]] = {}
    """Short quotations, by the statement's id, such as D1-18."""


class Contradiction(Value):
    """One entry of the register."""

    id: Annotated[str, Field(pattern=r"^X[0-9]{2}$")]
    """Its number in the cards."""
    title: Text
    """A few words."""
    techniques: tuple[CriterionId, ...]
    """The techniques it bears on."""
    moves: tuple[MoveKind, ...] = ()
    """The moves that bring it up; empty where an order or a moment does."""
    sides: tuple[Side, Side]
    """Both sides."""
    clash: Text
    """What clashes, in a sentence."""
    policy: tuple[Policy, ...]
    """How the house decides, by its words."""
    house: Text
    """How the house decides, in a sentence."""


class Register(Value):
    """All of them, as one file."""

    title: Text
    """A few words for lists."""
    summary: Text
    """What the register is for."""
    contradictions: tuple[Contradiction, ...]
    """The entries, by number."""
