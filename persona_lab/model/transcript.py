"""Turns and transcripts: who said what, in the format that others read and write."""

from typing import Literal

from pydantic import Field

from persona_lab.model.actions import Action
from persona_lab.model.base import Value
from persona_lab.model.scenario import Scenario

Speaker = Literal["customer", "agent"]

TEXT_LIMIT = 8_000
"""The most characters a turn may hold; longer text is refused at the edge, never cut silently."""


class Turn(Value):
    """One utterance with its action."""

    speaker: Speaker
    """Who speaks."""
    text: str = Field(max_length=TEXT_LIMIT)
    """The words; empty for silence."""
    action: Action | None = None
    """What the agent did beyond words; always null for a customer."""


class AgentInfo(Value):
    """Who sat in the agent's chair."""

    name: str = Field(max_length=200)
    """A display name, or the model's."""
    kind: Literal["human", "ai"]
    """An AI agent that claims human experience is judged for it (contradiction X02)."""


class Transcript(Value):
    """A conversation from its first turn; turn numbers count from 1 over all turns."""

    format: Literal["persona-lab.transcript/1"] = "persona-lab.transcript/1"
    """The format and its version."""
    id: str = Field(min_length=1, max_length=200)
    """What the scorecard calls this transcript."""
    scenario: str | Scenario | None = None
    """A scenario's id, a whole scenario, or null when nothing is known."""
    agent: AgentInfo | None = None
    """Who answered the customer."""
    turns: tuple[Turn, ...]
    """All turns in order."""
