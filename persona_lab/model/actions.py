"""What an agent can do beyond words."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from persona_lab.model.base import Value

ActionKind = Literal["hold", "resume", "offer", "transfer", "follow_up", "feedback", "end"]


class Hold(Value):
    """Put the customer on hold."""

    kind: Literal["hold"] = "hold"


class Resume(Value):
    """Come back from a hold."""

    kind: Literal["resume"] = "resume"


class Offer(Value):
    """Offer one of the scenario's remedies."""

    kind: Literal["offer"] = "offer"
    remedy: str = Field(min_length=1, max_length=100)
    """The id of the remedy in the scenario."""


class Transfer(Value):
    """Hand the customer to a manager."""

    kind: Literal["transfer"] = "transfer"
    summary: str | None = Field(default=None, max_length=2000)
    """What the manager is told, so that the customer need not tell it again."""


class FollowUp(Value):
    """Book a later contact."""

    kind: Literal["follow_up"] = "follow_up"
    when: str = Field(min_length=1, max_length=200)
    """The time or window promised, as the agent wrote it."""
    channel: str = Field(min_length=1, max_length=50)
    """How the customer will be reached: phone, email, chat ..."""
    contact: str | None = Field(default=None, max_length=200)
    """The number or address; left out, the one on file for that channel counts."""
    summary: str | None = Field(default=None, max_length=2000)
    """What is open and what was tried."""


class Feedback(Value):
    """Ask the customer how the conversation was handled."""

    kind: Literal["feedback"] = "feedback"


class End(Value):
    """Close the conversation."""

    kind: Literal["end"] = "end"


Action = Annotated[Hold | Resume | Offer | Transfer | FollowUp | Feedback | End, Field(discriminator="kind")]
ACTION: TypeAdapter[Action] = TypeAdapter(Action, config=ConfigDict(defer_build=True))
