"""Which facts the customer tells, and when."""

import re
from collections.abc import Sequence

from persona_lab.model.acts import Brief
from persona_lab.model.moves import Move
from persona_lab.model.persona import Persona
from persona_lab.model.scenario import Fact, Scenario
from persona_lab.model.state import CustomerState

_WORD = re.compile(r"[a-z0-9']{3,}")
_OPEN_QUESTION = re.compile(r"\b(?:what|how|when|where|which|who|why|tell|describe|explain|more)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")

# Words that stand in nearly every question and point to no fact.
_POINTLESS = frozenset(
    re.findall(
        r"\w+",
        "the and you your can could would may was were has have had did does what when where which who how that this "
        "with from for please tell give let know about are is not any there them they",
    )
)


def opening_facts(persona: Persona, scenario: Scenario) -> tuple[Fact, ...]:
    """What is said with the first line; a grudging persona keeps it back until asked."""
    if persona.tactics.reveals == "grudgingly":
        return ()
    return tuple(fact for fact in _tellable(scenario) if fact.reveal == "opening")


def asked_facts(
    moves: Sequence[Move], state: CustomerState, persona: Persona, scenario: Scenario, *, volunteers: bool = True
) -> tuple[tuple[Fact, ...], bool]:
    """The untold facts that the agent's questions ask for, and whether anything was asked at all.

    A question that points to no fact in particular draws the next untold one out, unless the customer volunteers
    nothing any more; a grudging persona tells one at a time, the others two at most.
    """
    questions = [move for move in moves if move.kind in {"asked_question", "asked_contact", "asked_again"}]
    if not questions:
        return (), False
    untold = [fact for fact in _tellable(scenario) if fact.id not in state.revealed and fact.reveal != "never"]
    named = {move.detail for move in questions}
    pointed = [fact for fact in untold if fact.id in named or any(_asks_for(move, fact) for move in questions)]
    is_open = volunteers and questions[0].kind == "asked_question" and _OPEN_QUESTION.search(questions[0].quote or "")
    drawn_out = untold[:1] if is_open else []
    told = pointed or drawn_out
    return tuple(told[: 1 if persona.tactics.reveals == "grudgingly" else 2]), True


def next_untold(state: CustomerState, scenario: Scenario) -> Fact | None:
    """The next fact that a talkative persona would add by itself."""
    return next((f for f in _tellable(scenario) if f.id not in state.revealed and f.reveal != "never"), None)


def told_facts(line: str, brief: Brief) -> tuple[str, ...]:
    """Ids of the brief's facts that the line tells: half of a fact's own words, and all of its numbers."""
    said = set(_WORD.findall(line.lower())) | set(_NUMBER.findall(line))
    told = []
    for fact_id, text in zip(brief.fact_ids, brief.facts, strict=True):
        words = set(_WORD.findall(text.lower())) - _POINTLESS
        numbers = set(_NUMBER.findall(text))
        if numbers <= said and len(words & said) * 2 >= len(words):
            told.append(fact_id)
    return tuple(told)


def _tellable(scenario: Scenario) -> list[Fact]:
    return [fact for fact in scenario.facts if fact.known_to in {"customer", "both"}]


def _asks_for(question: Move, fact: Fact) -> bool:
    asked = (question.quote or "").lower()
    if any(phrase.lower() in asked for phrase in fact.asked_by):
        return True
    words = set(_WORD.findall(asked)) - _POINTLESS
    of_the_fact = set(_WORD.findall(fact.text.lower())) | set(fact.id.split("-"))
    return len(words & of_the_fact) >= 2 or bool(words & set(fact.id.split("-")))
