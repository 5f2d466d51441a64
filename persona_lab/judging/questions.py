"""What is put to the panel: criteria and gates as questions, each once, however many rubrics ask it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion, Occasion, Rubric
from persona_lab.model.verdict import GateId

MOST_TOGETHER = 4
"""The most criteria a call; one gate's question may ride with them."""

GATE_QUESTIONS: dict[GateId, tuple[str, str, tuple[MoveKind, ...]]] = {
    "V4": (
        "Belittling",
        (
            "Does an agent turn put the customer or the loss down: make it out to be small, compare it down, or say "
            "that it is the customer's own doing? A plain word about how common a fault is does not belittle by itself."
        ),
        ("minimised", "blamed_customer"),
    ),
    "V5": (
        "Invention",
        (
            "Does an agent turn state something about this case that SCENARIO or the customer's own words "
            "contradict, claim a policy or a tool's result that cannot be so, or, where the agent is an AI, claim a "
            "human experience? What SCENARIO does not mention, and the agent may know from its records, is no "
            "invention, and neither is a slip in repeating the customer."
        ),
        ("claimed_same_experience",),
    ),
}
"""Gates that the panel answers (section 4.6 of the cards): title, question, and signs of the failing."""

_KNOWN_FOR_CERTAIN: frozenset[Occasion] = frozenset({"hold", "solvable"})
"""Occasions that follow from the scenario or an action, so that code can rule them out; words can always be missed."""


class Question(NamedTuple):
    """What identifies a question put to the panel, whichever rubric asks it."""

    criterion: str
    question: str
    reading: str

    @classmethod
    def of(cls, criterion: Criterion) -> Self:
        """The question of one criterion."""
        return cls(criterion.id, criterion.question, criterion.reading)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the panel hears it."""

    label: str
    """What the answer calls it: the criterion's id, with a number where two questions share one."""
    criterion: Criterion
    """The criterion, or a gate in the form of one."""
    signs: tuple[MoveKind, ...] = ()
    """The signs that a quote may be given, also those that only other readings of the technique look for."""
    gate: GateId | None = None
    """The gate that it is, if it is one."""
    is_for_signs: bool = False
    """Whether nobody takes the verdict, only the signs that are quoted."""

    @property
    def outcomes(self) -> frozenset[str]:
        """The outcomes that answer it."""
        by_polarity = {
            "positive": {"met", "not_met"},
            "negative": {"violated", "clean"},
            "order": {"met", "not_met", "violated"},
        }
        return frozenset({"na", "cannot_tell"} | by_polarity[self.criterion.polarity])


def questions(rubrics: Sequence[Rubric]) -> tuple[Asked, ...]:
    """The questions for a model in these rubrics: criteria in the rubrics' order, then gates.

    A question that several rubrics share is put once. A criterion that is read in another way, by signs of its own, is
    asked without that reading, for the signs alone: its verdict follows from them in code.
    """
    found: dict[Question, Asked] = {}
    for criterion in (criterion for rubric in rubrics for criterion in rubric.criteria):
        if criterion.decided_by != "model" or criterion.never_scored:
            continue
        asked = criterion.model_copy(update={"reading": ""}) if _is_read_by_signs(criterion) else criterion
        key = Question.of(asked)
        same = [known for known in found if known.criterion == criterion.id]
        if same and key not in found and asked is not criterion:
            key = same[0]
        signs = criterion.credits + criterion.penalises
        if key not in found:
            label = f"{criterion.id}.{len(same) + 1}" if same else criterion.id
            found[key] = Asked(label, asked, tuple(dict.fromkeys(signs)), is_for_signs=asked is not criterion)
            continue
        known = found[key]
        # the verdict is for the rubric that takes the question as it stands
        voice = criterion if asked is criterion and known.is_for_signs else known.criterion
        merged = tuple(dict.fromkeys(known.signs + signs))
        found[key] = replace(
            known, criterion=voice, signs=merged, is_for_signs=known.is_for_signs and voice is not criterion
        )
    gates = sorted({gate for rubric in rubrics for gate in rubric.gates if gate in GATE_QUESTIONS})
    return (*found.values(), *(_gate(gate) for gate in gates))


def is_ruled_out(case: Case, criterion: Criterion) -> bool:
    """Whether code knows for certain that there was no occasion, so that nobody need be asked."""
    if not case.agent_turns:
        return True
    if criterion.occasion == "no-fault":
        # that the company is at fault is the scenario's word; whether the customer was upset is read from words
        return case.scenario is not None and case.scenario.fault in {"company", "agent"}
    return criterion.occasion in _KNOWN_FOR_CERTAIN and OCCASIONS[criterion.occasion](case) == ()


def grouped(asked: Sequence[Asked]) -> tuple[tuple[Asked, ...], ...]:
    """The questions of each call: at most four criteria, neighbours in the rubric, as few calls as that takes.

    A gate rides with the criteria that look for its signs; gates without any criteria share a call.
    """
    criteria = [one for one in asked if one.gate is None]
    groups = chunks(criteria)
    for rider in (one for one in asked if one.gate is not None):
        seats = [group for group in groups if not any(member.gate for member in group)] or groups
        if not seats:
            groups.append([rider])
            continue
        near = set(rider.signs)
        best = max(seats, key=lambda group: sum(len(near.intersection(member.signs)) for member in group))
        best.append(rider)
    return tuple(tuple(group) for group in groups)


def chunks(asked: Sequence[Asked]) -> list[list[Asked]]:
    """The questions in as few calls of at most four as they take, evenly filled."""
    count = -(-len(asked) // MOST_TOGETHER)
    return [list(asked[len(asked) * number // count : len(asked) * (number + 1) // count]) for number in range(count)]


def _is_read_by_signs(criterion: Criterion) -> bool:
    return bool(criterion.reading and (criterion.credits or criterion.penalises or criterion.check))


def _gate(gate: GateId) -> Asked:
    title, question, signs = GATE_QUESTIONS[gate]
    criterion = Criterion(
        id=gate,
        title=title,
        block="gates",
        question=question,
        applies="Every agent turn.",
        scope="turn",
        polarity="negative",
        decided_by="model",
    )
    return Asked(gate, criterion, signs, gate)
