"""What an agent is: something that, given the session so far, takes the next turn or stops."""

from typing import Protocol

from pydantic import Field

from persona_lab.model.actions import Action
from persona_lab.model.base import Value
from persona_lab.model.calls import ModelReply, ModelRequest
from persona_lab.model.record import Record
from persona_lab.model.transcript import TEXT_LIMIT, AgentInfo

TRIES_IN_VAIN = 3
"""Refused actions without words, one after the other, that an agent has before its turn counts as silence."""


class AgentTurn(Value):
    """What an agent says and does in one turn."""

    text: str = Field(default="", max_length=TEXT_LIMIT)
    """The words; empty for silence."""
    action: Action | None = None
    """What it does beyond words."""
    call: tuple[ModelRequest, ModelReply] | None = None
    """The call to a model that this turn came from, so that its cost is kept; null when there was none."""


class Agent(Protocol):
    """Anyone who can sit in the agent's chair."""

    @property
    def info(self) -> AgentInfo:
        """Who it is."""
        ...

    def next_turn(self, record: Record) -> AgentTurn | None:
        """The next turn, or None when the agent has nothing more to say and leaves."""
        ...
