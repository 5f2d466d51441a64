"""Seeded draws: the same seed, turn and purpose give the same number in every process."""

import random


def draws(seed: int, turn: int, purpose: str) -> random.Random:
    """A generator of its own for one purpose in one turn, so that one step's draws never shift another's."""
    return random.Random(f"{seed}/{turn}/{purpose}")
