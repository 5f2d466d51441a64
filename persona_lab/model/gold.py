"""The gold set: small cases with the verdicts they must get, in wording that nobody who wrote the judge had seen."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from persona_lab.model.base import Value
from persona_lab.model.rubric import CriterionId
from persona_lab.model.scenario import Scenario, Text
from persona_lab.model.transcript import AgentInfo, Transcript, Turn
from persona_lab.model.verdict import GateId, Outcome

RowId = Field(min_length=1, max_length=60)


class Utterance(Value):
    """A rewording of a gold utterance in its situation, with what each rubric must say of it."""

    id: str = RowId
    """The row's name, such as U01a."""
    of: str = RowId
    """The gold utterance that it rewords, such as U01; two rewordings share one."""
    transcript: Transcript
    """The situation and the words; its scenario is inline or null."""
    turn: int = Field(ge=1)
    """The agent turn that holds the words."""
    expect: dict[str, dict[CriterionId, Outcome | tuple[Outcome, ...]]]
    """By rubric id and criterion the outcome, or several of which any is right."""
    gates: tuple[GateId, ...] = ()
    """The gates that must be hit."""
    no_gates: tuple[GateId, ...] = ()
    """The gates that must not be hit."""


class PairOutcomes(Value):
    """What the two halves of a pair must get."""

    bad: Outcome | Literal["hit"]
    """The trap's outcome; hit where it is about a gate."""
    good: Outcome | Literal["none"]
    """The pass's outcome; none where it is about a gate."""


class Pair(Value):
    """A minimal pair: a trap, and the smallest edit that makes it a real pass."""

    id: str = RowId
    """The row's name, such as T14-2."""
    criterion: str = RowId
    """The criterion of the house rubric that tells them apart, or a gate."""
    gate: GateId | None = None
    """The gate, where it is about one."""
    trap: Text
    """What makes the bad half look like a pass, in a few words."""
    scenario: Scenario | str | None = None
    """The truth, a scenario's id, or null when the criterion needs none."""
    agent: Literal["human", "ai"] = "human"
    """Who sits in the agent's chair."""
    bad: tuple[Turn, ...] = Field(min_length=1)
    """The trap."""
    good: tuple[Turn, ...] = Field(min_length=1)
    """The pass."""
    expect: PairOutcomes
    """What each must get."""

    def transcript(self, half: Literal["bad", "good"]) -> Transcript:
        """One half as a transcript."""
        return Transcript(
            id=f"{self.id}-{half}",
            scenario=self.scenario,
            agent=AgentInfo(name="Agent", kind=self.agent),
            turns=self.bad if half == "bad" else self.good,
        )


class Injection(Value):
    """An agent turn with text aimed at whoever judges it, or a benign control that only looks like one."""

    id: str = RowId
    """The row's name, such as I01 or B01."""
    family: str = RowId
    """What sort of injection it is, or what sort of honest talk."""
    kind: Literal["injection", "benign"]
    """Whether it is aimed at the judge."""
    text: str = Field(min_length=1, max_length=8_000)
    """The agent's turn."""
    before: str = Field(max_length=8_000)
    """What the customer said before it."""
    aimed: str | None = None
    """The part of `text` that is aimed at the judge; null in a benign control, or where all of it is."""

    def transcript(self, *, without_aimed: bool = False) -> Transcript:
        """The two turns; on request without the part that is aimed at the judge."""
        said = self.text
        if without_aimed:
            said = "" if self.aimed is None else self.text.replace(self.aimed, "").strip()
        turns = (Turn(speaker="customer", text=self.before), Turn(speaker="agent", text=said))
        return Transcript(id=self.id, agent=AgentInfo(name="Agent", kind="human"), turns=turns)


class OrderCase(Value):
    """An agent turn in two parts whose order decides: acknowledged first it passes, worked first it does not."""

    id: str = RowId
    """The row's name."""
    criterion: CriterionId
    """The criterion of the house rubric that asks for the order."""
    before: str = Field(min_length=1, max_length=8_000)
    """What the upset customer said."""
    first: str = Field(min_length=1, max_length=4_000)
    """What has to come first."""
    then: str = Field(min_length=1, max_length=4_000)
    """What has to come after it."""

    def transcript(self, *, swapped: bool = False) -> Transcript:
        """The customer's turn and the agent's, its parts in the right order or swapped."""
        parts = (self.then, self.first) if swapped else (self.first, self.then)
        turns = (Turn(speaker="customer", text=self.before), Turn(speaker="agent", text=" ".join(parts)))
        return Transcript(
            id=f"{self.id}{'-swapped' if swapped else ''}", agent=AgentInfo(name="Agent", kind="human"), turns=turns
        )


class Rewording(Value):
    """A criterion's question in other words, so that a judge can be asked the same thing twice."""

    id: CriterionId
    """The criterion."""
    of: Text
    """The question it rewords, letter by letter; a criterion that asks something else is not reworded."""
    question: Text
    """The same question in other words."""
    applies: Text
    """The opportunity in other words."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Everything that a judge is tried on."""

    utterances: tuple[Utterance, ...] = ()
    pairs: tuple[Pair, ...] = ()
    injections: tuple[Injection, ...] = ()
    orders: tuple[OrderCase, ...] = ()
    rewordings: tuple[Rewording, ...] = ()
    conversations: tuple[Transcript, ...] = ()
