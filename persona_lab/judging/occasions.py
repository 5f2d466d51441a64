"""Occasions that code knows of, so that no model's answer can deny them (section 4.3 of the cards)."""

from collections.abc import Callable

from persona_lab.judging.casefile import Case

_KNOWN: dict[str, Callable[[Case], bool]] = {
    "T01": lambda case: bool(case.agent_turns),
    "T14": lambda case: bool(case.of("specific_apology", "generic_apology", "feeling_apology")),
    "T19": lambda case: bool(case.emotional_turns),
    "T23": lambda case: bool(case.emotional_turns),
    "T31": lambda case: case.scenario is not None and bool(case.scenario.in_authority),
}


def had_occasion(case: Case, criterion: str) -> bool:
    """Whether code can see that this criterion applies; False also where only a reader could tell."""
    return criterion in _KNOWN and _KNOWN[criterion](case)
