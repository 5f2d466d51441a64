"""What the judge says: verdicts with their evidence, gates, and the scorecard."""

from typing import Literal

from pydantic import Field

from persona_lab.model.base import Value
from persona_lab.model.transcript import Speaker

Outcome = Literal["met", "not_met", "violated", "clean", "na", "cannot_tell"]

PASSING: frozenset[str] = frozenset({"met", "clean"})
FAILING: frozenset[str] = frozenset({"not_met", "violated"})

GateId = Literal["V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8"]

GATE_TITLE: dict[GateId, str] = {
    "V1": "retaliation",
    "V2": "false promise",
    "V3": "emotion policing",
    "V4": "belittling",
    "V5": "fabrication",
    "V6": "abandonment",
    "V7": "manager stonewalled",
    "V8": "text aimed at the judge",
}

Timing = Literal["too_early", "on_time", "too_late", "never", "not_needed"]


CustomerAnswer = Literal["accepts", "refuses", "neither"]
"""What a customer turn says to an offer; known for our own sessions, read from the words of others."""


class Quote(Value):
    """Exact words of one turn."""

    turn: int = Field(ge=1)
    """The turn, counted from 1 over all turns."""
    speaker: Speaker
    """Who said it."""
    quote: str
    """The words; an exact substring of the turn after NFKC and folding of white space."""


class Verdict(Value):
    """One criterion's outcome with its evidence."""

    id: str
    """The technique."""
    verdict: Outcome
    """The outcome; cannot_tell is unscored, never zero."""
    evidence: tuple[Quote, ...] = ()
    """The quotes that show it."""
    why: str
    """One sentence for the agent."""
    by: Literal["code", "model", "nobody"] = "code"
    """Who decided; nobody for cannot_tell without a model."""
    met: int | None = None
    """For turn-scope criteria, the opportunities met."""
    opportunities: int | None = None
    """For turn-scope criteria, the opportunities there were."""
    votes: dict[str, int] = {}
    """How the panel's calls voted, by outcome."""


class Gate(Value):
    """A hard gate that was hit."""

    id: GateId
    """Which gate."""
    turn: int = Field(ge=1)
    """The agent turn."""
    quote: str
    """The words, or the action, that hit it."""


class Goodbye(Value):
    """Whether the conversation was ended at the right time."""

    impasse_turn: int | None
    """The customer turn from which saying goodbye was right; null if none was reached (section 4.4 of the cards)."""
    timing: Timing | None
    """When the agent closed, against that turn; null when no scenario says what was still possible."""
    handoff: dict[str, object] | None = None
    """The hand-off record, if there was one."""


class Scorecard(Value):
    """All verdicts of one transcript under one rubric."""

    format: Literal["persona-lab.scorecard/1"] = "persona-lab.scorecard/1"
    """The format and its version."""
    transcript: str
    """The transcript's id."""
    rubric: str
    """The rubric's id."""
    rubric_hash: str
    """SHA-256 of the rubric's content, so that scores from different versions are never compared unknowingly."""
    judge: str
    """'code', or 'code+' and the model's name."""
    score: float | None = Field(ge=0, le=100)
    """Points out of 100 over what was applicable and decided; null when nothing was."""
    gates: tuple[Gate, ...] = ()
    """Hard gates, first in every report."""
    criteria: tuple[Verdict, ...]
    """One verdict a criterion."""
    goodbye: Goodbye
    """The end of the conversation."""
    documents: dict[str, float | None] = {}
    """Score per document, D0 to D4."""
    disagreements: tuple[dict[str, object], ...] = ()
    """Spans that some documents credit and others penalise."""
    unscored: int = Field(ge=0)
    """How many criteria are cannot_tell."""
    applicable: int = Field(default=0, ge=0)
    """How many criteria were decided and had an opportunity."""
    calls: int = 0
    """Model calls made."""
    cost_usd: float | None = None
    """What they cost; null when no price is known."""
    prompts: tuple[str, ...] = ()
    """Hashes of the rendered prompts, in call order."""
