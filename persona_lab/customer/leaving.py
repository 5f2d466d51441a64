"""Whether the customer leaves now: a hazard in patience and anger."""

from collections.abc import Sequence
from typing import Literal

from persona_lab.customer.draw import draws
from persona_lab.model.moves import Move
from persona_lab.model.persona import Persona
from persona_lab.model.state import CustomerState

Leaving = Literal["walk_out", "hang_up", "threaten_leave"]

SPENT = 1.0
"""Patience at or below which the customer starts to leave."""

OUTRAGES = frozenset({"insulted", "told_to_calm_down", "blamed_customer", "minimised", "shouted", "sarcastic"})
"""Moves that can end it at once when anger is near its top."""


def hazard(state: CustomerState, moves: Sequence[Move], persona: Persona) -> float:
    """The chance, 0 to 1, that the customer leaves in this turn.

    An insult counts most: the second one ends it for certain. Otherwise patience has to be spent and a warning given,
    or anger has to be at its top with a fresh outrage.
    """
    kinds = {move.kind for move in moves}
    insults = state.heard.get("insulted", 0)
    if "insulted" in kinds:
        return 1.0 if insults >= 2 else 0.5
    if state.mood.patience <= SPENT and state.warned:
        heat = 1.0 + (state.mood.anger - 5.0) / 5.0
        return min(1.0, persona.temperament.walk_out * max(0.6, heat) + 0.15 * state.idle_turns)
    if state.mood.anger >= 9.5 and kinds & OUTRAGES:
        return 0.3
    return 0.0


def leaves(state: CustomerState, moves: Sequence[Move], persona: Persona, *, seed: int, turn: int) -> Leaving | None:
    """How the customer leaves, or that it warns to, or None if it stays."""
    chance = hazard(state, moves, persona)
    if chance and draws(seed, turn, "leave").random() < chance:
        return "hang_up" if state.mood.band == "hot" else "walk_out"
    if state.mood.patience <= SPENT and not state.warned:
        return "threaten_leave"
    return None
