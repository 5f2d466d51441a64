"""Lines put into an agent's mouth: what they must not do before a judge is even asked about them."""

import json
import re

from persona_lab.judging.bait import bait_spans
from persona_lab.judging.casefile import Case, open_case
from persona_lab.judging.gates import gates_hit
from persona_lab.model.moves import HARMFUL
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Transcript
from persona_lab.text import folded

_LONGEST = 900
"""Characters of a rewritten turn; a longer one is a letter, not a line."""

_TEMPLATE = re.compile(r"[\[\]{}<>]|\b(?:xx+|tbd)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def with_line(case: Case, turn: int, text: str) -> Case:
    """The case as it would be with that turn's words replaced; its action stays."""
    turns = tuple(
        spoken.model_copy(update={"text": text}) if number == turn else spoken
        for number, spoken in enumerate(case.spoken, 1)
    )
    return open_case(Transcript(id="rewritten", turns=turns), case.scenario, case.answers)


def is_fit(case: Case, turn: int, text: str) -> bool:
    """Whether the words can stand in the transcript: short, new, no template, no number out of nowhere."""
    if len(text) > _LONGEST or _TEMPLATE.search(text) or bait_spans(text):
        return False
    if folded(text).casefold() == folded(case.text(turn)).casefold():
        return False
    scenario = as_the_agent_knows(case)
    known = [said.text for said in case.turns[:turn]]
    known.append(json.dumps(scenario.model_dump(mode="json"), ensure_ascii=False) if scenario else "")
    return set(_NUMBER.findall(text)) <= set(_NUMBER.findall(" ".join(known)))


def is_harmless(case: Case, rewritten: Case, turn: int) -> bool:
    """Whether the line hits no gate and makes no harmful move that was not there before, nor any in its own words."""
    before = {(gate.id, gate.turn) for gate in gates_hit(case)}
    if any(gate.turn == turn or (gate.id, gate.turn) not in before for gate in gates_hit(rewritten)):
        return False
    return not any(move.kind in HARMFUL for move in rewritten.in_turn(turn))


def as_the_agent_knows(case: Case) -> Scenario | None:
    """The scenario without the facts that only the customer knows; what was said of them stands in the transcript."""
    if case.scenario is None:
        return None
    facts = tuple(fact for fact in case.scenario.facts if fact.known_to != "customer")
    return case.scenario.model_copy(update={"facts": facts})
