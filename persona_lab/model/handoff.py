"""The record that a transfer or a follow-up leaves behind."""

from typing import Literal

from pydantic import Field

from persona_lab.model.base import Value


class HandOff(Value):
    """Who takes over, when and how; every empty field is a gap somebody will stumble over."""

    kind: Literal["transfer", "follow_up"]
    """A manager now, or a contact later."""
    turn: int = Field(ge=1)
    """The agent turn that made it."""
    why_now: str
    """What had been reached: the demand is out of reach, the customer asked, nothing could be settled today."""
    to_whom: str | None
    """Who takes over."""
    when: str | None
    """The time or window promised."""
    channel: str | None
    """How the customer will be reached."""
    contact: str | None
    """The number or address."""
    summary: str | None
    """What the next person is told."""
    tried: tuple[str, ...]
    """Ids of the remedies that were offered and not taken."""
    customer_agreed: bool
    """Whether the customer said yes to it."""
    gaps: tuple[str, ...] = ()
    """Names of the fields that a good hand-off would have filled."""

    @property
    def rows(self) -> dict[str, str | None]:
        """What a reader is shown of it, by label and in order; null where it is missing."""
        return {
            "why now": self.why_now,
            "to whom": self.to_whom,
            "when": self.when,
            "channel": self.channel,
            "contact": self.contact,
            "summary": self.summary,
        }
