"""A scenario of bicycles and a short way to write transcripts, for the tests of the judge."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from persona_lab.files import load_rubric
from persona_lab.judging import judge
from persona_lab.judging.casefile import open_case
from persona_lab.judging.checks import decide
from persona_lab.model.actions import ACTION
from persona_lab.model.calls import LanguageModel
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion, Rubric
from persona_lab.model.scenario import Customer, Fact, Manager, Phrases, Remedy, Scenario
from persona_lab.model.transcript import AgentInfo, Transcript, Turn
from persona_lab.model.verdict import Scorecard, Verdict

HOUSE = Path(__file__).parent.parent / "rubrics" / "house.yaml"

BIKES = Scenario(
    id="bent-wheel",
    title="The hire bicycle with the bent wheel",
    company="Fernhill Cycle Hire",
    customer=Customer(name="Ms Varga", contact={"phone": "07700 900461"}),
    issue="The hired bicycle had a bent front wheel and the tour was lost.",
    root_cause="The workshop skipped the check after the last hire.",
    fault="company",
    facts=(
        Fact(id="booking", text="The booking number is FC 2208.", known_to="customer", asked_by=("booking number",)),
        Fact(id="no-check", text="The workshop log shows no check since Monday.", known_to="agent", reveal="never"),
    ),
    demand="A sound bicycle for tomorrow's tour.",
    acceptable=("fresh-bicycle",),
    remedies=(
        Remedy(
            id="fresh-bicycle",
            description="A checked bicycle brought to the hotel tomorrow at eight.",
            phrase="a checked bicycle tomorrow",
            keywords=("checked bicycle", "another bicycle", "fresh bicycle"),
        ),
        Remedy(
            id="hire-fee",
            description="The hire fee refunded.",
            limit="£30",
            phrase="the hire fee back",
            keywords=("hire fee", "refund"),
        ),
        Remedy(
            id="tour-cost",
            description="The cost of the lost tour paid.",
            limit="£90",
            needs_approval=True,
            phrase="the cost of the tour",
            keywords=("cost of the tour", "tour cost"),
        ),
    ),
    manager=Manager(available=True, note="Pat Loxley, branch manager"),
    hours="Mo-Fr 09:00-18:00; Sa 09:00-13:00",
    now=datetime(2026, 11, 20, 15, 0),  # noqa: DTZ001  # a scenario's clock is local time
    phrases=Phrases(failing="the front wheel was bent", loss="I missed the whole tour"),
)

NO_MANAGER = BIKES.model_copy(update={"manager": Manager(available=False, note="back on Monday at nine")})
NOT_WINNABLE = BIKES.model_copy(update={"acceptable": ("a-free-week",)})

Line = str | tuple[str, dict[str, object]]


def conversation(*lines: Line, first: str = "customer", agent: str = "human", name: str = "case") -> Transcript:
    """A transcript of turns by turns about, the customer first; a pair is words and an action."""
    speakers = ("customer", "agent") if first == "customer" else ("agent", "customer")
    turns = [
        Turn(
            speaker="customer" if speakers[index % 2] == "customer" else "agent",
            text=line if isinstance(line, str) else line[0],
            action=None if isinstance(line, str) else ACTION.validate_python(line[1]),
        )
        for index, line in enumerate(lines)
    ]
    return Transcript(id=name, turns=tuple(turns), agent=AgentInfo(name="A", kind="ai" if agent == "ai" else "human"))


def house() -> Rubric:
    """The rubric as it is shipped."""
    return load_rubric(HOUSE)


def card(*lines: Line, scenario: Scenario | None = BIKES, model: LanguageModel | None = None) -> Scorecard:
    """The scorecard of a conversation under the house rubric."""
    return judge(conversation(*lines), house(), scenario, model)


def verdict(scorecard: Scorecard, technique: str) -> Verdict:
    """One verdict of a scorecard."""
    return next(found for found in scorecard.criteria if found.id == technique)


def outcome(technique: str, *lines: Line, scenario: Scenario | None = BIKES) -> str:
    """The outcome of one criterion in a conversation."""
    return verdict(card(*lines, scenario=scenario), technique).verdict


def gate_ids(*lines: Line, scenario: Scenario | None = BIKES) -> set[str]:
    """The gates that a conversation hits."""
    return {gate.id for gate in card(*lines, scenario=scenario).gates}


def verdict_on(
    check: str, *lines: Line, scenario: Scenario | None = BIKES, credited: tuple[MoveKind, ...] = ()
) -> Verdict:
    """What one code check says of a conversation, under a criterion of no rubric."""
    criterion = Criterion(
        id="T00",
        title="A check",
        block="any",
        question="Does it hold?",
        applies="Always.",
        scope="conversation",
        polarity="positive",
        decided_by="code",
        check=check,
        credits=credited,
    )
    return decide(open_case(conversation(*lines), scenario), criterion)
