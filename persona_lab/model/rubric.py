"""What is asked of an agent, as a file: techniques as criteria with weights."""

from typing import Annotated, Literal

from pydantic import Field

from persona_lab.model.base import Value
from persona_lab.model.moves import MoveKind
from persona_lab.model.scenario import Identifier, Text

CriterionId = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$", max_length=40)]
"""A technique's number in the cards, such as T14, or a name of the rubric's own, such as Greeting."""

DocumentId = Literal["D0", "D1", "D2", "D3", "D4"]

Occasion = Literal[
    "always",
    "emotion",
    "attack",
    "complaint",
    "facts",
    "cause",
    "fault",
    "no-fault",
    "apology",
    "name",
    "story",
    "claim",
    "comeback",
    "empathy",
    "understanding",
    "comparison",
    "siding",
    "hold",
    "missing-facts",
    "limit",
    "offer",
    "promise",
    "solvable",
    "no-remedy-yet",
    "solution",
    "recurrence",
    "done",
    "owed",
    "end",
    "close-unresolved",
    "manager",
    "exit",
]
"""The opportunity conditions that code can see (section 4.3 of the cards); `persona_lab.judging.occasions` says how."""


class Block(Value):
    """A group of criteria that share points."""

    id: Identifier
    """A short name: 'listening'."""
    title: Text
    """What the scorecard prints."""
    points: float = Field(gt=0, le=100)
    """Points of the block before rescaling."""
    scoring: Literal["mean", "deduct"] = "mean"
    """mean: the mean of the applicable criteria; deduct: start full, take 4 points off for each quoted violation."""


class Criterion(Value):
    """A technique as this rubric asks it."""

    id: CriterionId
    """The technique's number in the cards, or a name of the rubric's own."""
    title: Text
    """A few words for lists."""
    block: Identifier
    """The block it belongs to."""
    weight: float = Field(default=1.0, gt=0, le=10)
    """Its weight within the block."""
    question: Text
    """The single yes-or-no question put to the judge."""
    applies: Text
    """The opportunity that makes it apply, in words."""
    occasion: Occasion = "always"
    """The same for code: which agent turns have the opportunity."""
    scope: Literal["turn", "conversation"]
    """turn: the share of opportunities met; conversation: judged once."""
    polarity: Literal["positive", "negative", "order"]
    """positive is met or not_met; negative is clean or violated; order may be all of met, not_met, violated."""
    decided_by: Literal["code", "model"]
    """code: code alone decides; model: a language model decides, with verified quotes, where one is configured."""
    check: Identifier | None = None
    """The code check it is bound to; null to decide by `credits` and `penalises`."""
    credits: tuple[MoveKind, ...] = ()
    """The moves that show it; for an order, the one that comes first."""
    penalises: tuple[MoveKind, ...] = ()
    """The moves that break it; for a positive criterion, the ones that stand in its place and do not count."""
    quotes: Literal[1, 2] = 1
    """How many quotes a verdict needs; 2 where it relates the agent's words to the customer's."""
    documents: tuple[DocumentId, ...] = ()
    """The documents that ask for it."""
    reading: str = Field(default="", max_length=600)
    """How this rubric reads the technique where the documents differ."""
    advice: str = Field(default="", max_length=300)
    """One sentence of what to do differently, for an agent who missed or broke it."""
    never_scored: str = Field(default="", max_length=300)
    """Why this technique can never be scored here; empty for one that can."""
    passes: tuple[Text, ...] = ()
    """Examples that pass, our own wording."""
    fails: tuple[Text, ...] = ()
    """Examples that fail."""
    traps: tuple[Text, ...] = ()
    """Examples that look like a pass and are not."""


class Rubric(Value):
    """Criteria in blocks; the judge reads it and knows no technique by name otherwise."""

    id: Identifier
    """The rubric's name; the file's stem."""
    title: Text
    """A few words for lists."""
    summary: Text
    """What it is for."""
    document: DocumentId | None = None
    """The document that this rubric speaks for; null for one that weighs several."""
    gates: tuple[Literal["V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8"], ...] = ()
    """Hard gates that this rubric applies; any one caps the score."""
    gate_cap: float = Field(default=40, ge=0, le=100)
    """The highest score with a gate, out of 100."""
    blocks: tuple[Block, ...]
    """The blocks."""
    criteria: tuple[Criterion, ...]
    """The criteria."""
