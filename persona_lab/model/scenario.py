"""What happened and what is possible: the facts a session is played against."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from persona_lab.model.base import Value

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
"""Lower-case words joined by hyphens; for a file, its stem."""

Text = Annotated[str, Field(min_length=1, max_length=2000)]

Fault = Literal["company", "agent", "customer", "third_party", "unknown"]


class Customer(Value):
    """Who is calling."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    """The name as the agent should use it, such as 'Ms Okafor'."""
    pronoun: str | None = None
    """How others speak of the customer: she, he, they."""
    contact: dict[str, str] = {}
    """Contact details on file, by channel: {'phone': '...', 'email': '...'}."""


class Fact(Value):
    """One thing that is true in this scenario."""

    id: Identifier
    """A short name, such as 'order-number'."""
    text: Text
    """The fact as one sentence; where the customer knows it, in the customer's own first person."""
    known_to: Literal["customer", "agent", "both"]
    """Who knows it when the session opens."""
    reveal: Literal["opening", "when_asked", "never"] = "when_asked"
    """When the customer says it."""
    asked_by: tuple[str, ...] = ()
    """Words in an agent's question that ask for this fact: 'order number', 'reference'; its own words count too."""


class Remedy(Value):
    """One thing the agent is allowed to offer."""

    id: Identifier
    """What an offer action names."""
    description: Text
    """What the customer would get, as a sentence or noun phrase."""
    limit: float | str | None = None
    """The most that may be promised (an amount, with its currency as text); null where no figure applies."""
    needs_approval: bool = False
    """Whether the manager has to agree before it can be promised."""
    phrase: str | None = None
    """A noun phrase for the customer's mouth: 'a new boiler valve on Monday'; left out, the description serves."""
    keywords: tuple[str, ...] = ()
    """Words that show an agent means this remedy when no offer action is used."""


class Manager(Value):
    """Whether someone higher can be fetched now."""

    available: bool
    """Whether a transfer is possible."""
    note: str = ""
    """Who it is, or when they are back."""


class Phrases(Value):
    """Ready pieces of speech that authored lines are filled with, all from the customer's mouth."""

    thing: str | None = None
    """A noun phrase for what it is about: 'the parcel', 'my boiler'."""
    failing: str | None = None
    """A past-tense clause for what went wrong, without capital or full stop: 'the parcel never came'."""
    loss: str | None = None
    """A clause for what it cost the customer: 'I lost a day of work waiting in'."""
    demand: str | None = None
    """A bare verb phrase that follows 'I want to': 'get my money back'."""
    wait: str | None = None
    """How long it has been going on: 'nine days'."""


class Scenario(Value):
    """What happened, who is at fault, what each side knows, and what can be offered."""

    id: Identifier
    """The scenario's name; the file's stem."""
    title: Text
    """A few words for lists."""
    company: Text
    """Who the agent works for."""
    channel: Literal["chat", "phone"] = "chat"
    """Where the conversation takes place."""
    customer: Customer
    """Who is calling."""
    issue: Text
    """What the complaint is about, in a sentence or two."""
    root_cause: str = ""
    """Why it happened; what a good agent should find."""
    fault: Fault
    """Who is at fault in truth, whatever the customer believes."""
    facts: tuple[Fact, ...] = ()
    """What is true, and who knows it."""
    demand: Text
    """What the customer asks for."""
    acceptable: tuple[str, ...] = ()
    """Ids of remedies that would settle it; one that is not among `remedies` cannot be had."""
    remedies: tuple[Remedy, ...] = ()
    """What the agent may offer."""
    manager: Manager
    """Whether someone higher can be fetched."""
    hours: str = "24/7"
    """When the company can be reached, as OpenStreetMap's opening_hours: 'Mo-Fr 08:00-18:00; Sa 09:00-13:00'."""
    now: datetime
    """The scenario's clock, local time."""
    tools: tuple[str, ...] = ()
    """What the agent can do besides: 'call the depot', 'flag the address'."""

    trade: str | None = None
    """The line of business, for lists: 'parcels', 'heating' ..."""
    audience: Literal["external", "internal"] = "external"
    """Whether the customer comes from outside or is a colleague or boss (the second document's internal customer)."""
    twin: Identifier | None = None
    """The scenario that opens the same way and ends the other way."""
    about_waiting: bool = False
    """Whether the complaint is about being kept waiting (opportunity O-WAIT): a hold is then always wrong."""
    phrases: Phrases = Phrases()
    """Pieces of speech for the authored lines."""

    @property
    def winnable(self) -> bool:
        """Whether a remedy that would settle it can be offered."""
        return any(remedy.id in self.acceptable for remedy in self.remedies)

    @property
    def in_authority(self) -> frozenset[str]:
        """Ids of the remedies the agent may give by itself, without anybody's approval."""
        return frozenset(remedy.id for remedy in self.remedies if not remedy.needs_approval)

    @property
    def failing(self) -> str:
        """What went wrong as a clause: the phrase for it, else the issue's first sentence."""
        return self.phrases.failing or _as_clause(self.issue)

    def remedy(self, remedy_id: str) -> Remedy | None:
        """The remedy with that id, if the agent has it."""
        return next((r for r in self.remedies if r.id == remedy_id), None)


def _as_clause(sentence: str) -> str:
    first = re.split(r"(?<=[.!?])\s", sentence.strip(), maxsplit=1)[0].rstrip(".!?")
    starts_with_name = first[:2].isupper() or first.startswith(("I ", "I'"))
    return first if starts_with_name else first[:1].lower() + first[1:]
