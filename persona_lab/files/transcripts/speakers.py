"""Who speaks, by the names that other systems give the two sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from persona_lab.errors import UsageError
from persona_lab.text import one_line

Side = Literal["agent", "customer", "nobody"]
"""Whose words they are; nobody's are passed over."""

KNOWN: dict[str, Side] = {
    **dict.fromkeys(
        (
            "agent",
            "assistant",
            "rep",
            "representative",
            "advisor",
            "adviser",
            "support",
            "operator",
            "staff",
            "employee",
            "bot",
            "chatbot",
            "virtual assistant",
        ),
        "agent",
    ),
    **dict.fromkeys(
        ("customer", "user", "client", "caller", "consumer", "visitor", "guest", "member", "passenger"), "customer"
    ),
    **dict.fromkeys(("system", "developer", "tool", "function", "event", "internal note"), "nobody"),
}
"""The names that are understood without being told."""


_ROLES = frozenset(["manager", "supervisor", "team leader", "human", "ai", "model", "seller", "buyer", "clerk", "host"])
"""Names that are surely speakers' and of which nobody can know whose side they are on."""

_NEAR = 75.0
"""Similarity, 0 to 100, from which a name counts as a slip of a known one."""


class UnknownSpeakerError(ValueError):
    """A name that is neither side's; the text is the sentence for the user."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Which names mean the agent and which the customer; upper and lower case are the same."""

    told: tuple[tuple[str, Side], ...] = ()
    """Names that the user gave, which win over the known ones."""
    swapped: bool = False
    """Whether the known names mean the other side: in a chat where a model played the customer, 'user' is the agent."""

    @classmethod
    def of(
        cls,
        agent: Iterable[str] = (),
        customer: Iterable[str] = (),
        nobody: Iterable[str] = (),
        *,
        swapped: bool = False,
    ) -> Speakers:
        """The speakers with these names besides the known ones. Raises UsageError for a name on two sides."""
        told: dict[str, Side] = {}
        sides: tuple[tuple[Side, Iterable[str]], ...] = (("agent", agent), ("customer", customer), ("nobody", nobody))
        for side, names in sides:
            for name in names:
                if told.get(_plain(name), side) != side:
                    raise UsageError(f"The speaker {name!r} cannot be on two sides; name each speaker once.")
                told[_plain(name)] = side
        return cls(tuple(told.items()), swapped)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every name that is understood, the user's own first, longer ones before their beginnings."""
        names = dict.fromkeys([*(name for name, _ in self.told), *KNOWN])
        return tuple(sorted(names, key=len, reverse=True))

    def resembles(self, name: str) -> bool:
        """Whether a name that is not understood is nearly one that is, so that it was rather mistyped than meant."""
        plain = _plain(name)
        return plain in _ROLES or any(fuzz.ratio(plain, known) >= _NEAR for known in self.labels)

    def side(self, name: str) -> Side:
        """Whose words they are. Raises UnknownSpeakerError."""
        plain = _plain(name)
        for told, side in self.told:
            if plain == told:
                return side
        known = KNOWN.get(plain)
        if known is None:
            raise UnknownSpeakerError(
                f"the speaker {one_line(name, 60)!r} is not known; say who it is with --agent-is, --customer-is, "
                "or --leave-out"
            )
        if self.swapped and known != "nobody":
            return "agent" if known == "customer" else "customer"
        return known


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
