"""How the cast takes good and bad handling: stock agents against personas, as figures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from statistics import correlation, mean

from pydantic import Field

from persona_lab.agents.stock import STOCK_NAMES, StockName, stock_agent
from persona_lab.event_log import MemoryLog
from persona_lab.model.base import Value
from persona_lab.model.events import EndReason
from persona_lab.model.persona import Persona
from persona_lab.model.record import Record
from persona_lab.model.scenario import Scenario
from persona_lab.session import Session, new_setup, play

WON: frozenset[EndReason] = frozenset({"resolved", "accepted"})
LEFT: frozenset[EndReason] = frozenset({"walked_out", "hung_up"})


class Outcome(Value):
    """What came of one session between a persona and a stock agent."""

    persona: str
    """The persona's id."""
    scenario: str
    """The scenario's id."""
    winnable: bool
    """Whether the scenario can be won."""
    agent: StockName
    """The stock agent."""
    intensity: int
    """1 to 5."""
    seed: int
    """The seed."""
    end_reason: EndReason
    """Why it ended."""
    agent_turns: int
    """How many turns the agent had."""
    start_anger: float = Field(ge=0, le=10)
    """Anger at the opening."""
    lowest_anger: float = Field(ge=0, le=10)
    """The lowest anger of the session."""
    mean_anger: float = Field(ge=0, le=10)
    """The mean over the customer's turns."""


def handle(persona: Persona, scenario: Scenario, agent: StockName, *, intensity: int, seed: int) -> Record:
    """The record of one session with a stock agent and the authored voice."""
    player = stock_agent(agent, scenario)
    setup = new_setup(persona, scenario, player.info, intensity=intensity, seed=seed)
    return play(Session.start(setup.id, MemoryLog(), setup), player)


def outcomes(
    personas: Iterable[Persona],
    scenarios: Sequence[Scenario],
    *,
    agents: Sequence[StockName] = STOCK_NAMES,
    intensities: Sequence[int] = (1, 2, 3, 4, 5),
    seeds: Sequence[int] = (0, 1, 2),
    on_progress: Callable[[str], None] | None = None,
) -> list[Outcome]:
    """One outcome for every combination, in a fixed order."""
    results = []
    for persona in personas:
        if on_progress:
            on_progress(persona.id)
        for scenario, agent, intensity, seed in product(scenarios, agents, intensities, seeds):
            record = handle(persona, scenario, agent, intensity=intensity, seed=seed)
            anger = [point.anger for point in record.mood]
            assert record.end_reason is not None
            results.append(
                Outcome(
                    persona=persona.id,
                    scenario=scenario.id,
                    winnable=scenario.winnable,
                    agent=agent,
                    intensity=intensity,
                    seed=seed,
                    end_reason=record.end_reason,
                    agent_turns=sum(turn.speaker == "agent" for turn in record.turns),
                    start_anger=anger[0],
                    lowest_anger=min(anger),
                    mean_anger=round(mean(anger), 3),
                )
            )
    return results


class Summary(Value):
    """One persona's figures over all its outcomes; shares are 0 to 1, null where nothing was played."""

    persona: str
    """The persona's id; 'all' for everybody."""
    good_wins_winnable: float | None
    """Share of winnable sessions that the good agent brought to resolved or accepted."""
    good_wins_unwinnable: float | None
    """The same share in unwinnable scenarios; has to be 0."""
    empty_wins: float | None
    """Share of empty-apology sessions that ended resolved or accepted; has to be 0."""
    empty_deepest_fall: float | None
    """The furthest that anger fell below its start under empty apologies; at most 1.5."""
    rude_left: float | None
    """Share of rude sessions in which the customer walked out or hung up; has to be 1."""
    policy_left: float | None
    """The same share for the policy-quoter."""
    silent_left: float | None
    """The same share for the silent agent."""
    intensity_spearman: float | None
    """Spearman's rank correlation between intensity and mean anger over all agents; null below two intensities."""


def summarise(results: Sequence[Outcome]) -> list[Summary]:
    """One summary a persona, in order of name, and one for all of them last."""
    by_persona: dict[str, list[Outcome]] = defaultdict(list)
    for result in results:
        by_persona[result.persona].append(result)
    return [*(_summary(name, by_persona[name]) for name in sorted(by_persona)), _summary("all", results)]


def _summary(name: str, results: Sequence[Outcome]) -> Summary:
    def of(agent: StockName, winnable: bool | None = None) -> list[Outcome]:
        return [r for r in results if r.agent == agent and winnable in {None, r.winnable}]

    falls = [r.start_anger - r.lowest_anger for r in of("empty-apology")]
    return Summary(
        persona=name,
        good_wins_winnable=_share(of("good", winnable=True), WON),
        good_wins_unwinnable=_share(of("good", winnable=False), WON),
        empty_wins=_share(of("empty-apology"), WON),
        empty_deepest_fall=round(max(falls), 2) if falls else None,
        rude_left=_share(of("rude"), LEFT),
        policy_left=_share(of("policy-quoter"), LEFT),
        silent_left=_share(of("silent"), LEFT),
        intensity_spearman=_intensity_spearman(results),
    )


def _share(results: Sequence[Outcome], reasons: frozenset[EndReason]) -> float | None:
    return round(mean(r.end_reason in reasons for r in results), 3) if results else None


def _intensity_spearman(results: Sequence[Outcome]) -> float | None:
    angers: dict[int, list[float]] = defaultdict(list)
    for result in results:
        angers[result.intensity].append(result.mean_anger)
    if len(angers) < 2:
        return None
    steps = sorted(angers)
    return round(spearman([float(step) for step in steps], [mean(angers[step]) for step in steps]), 3)


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Spearman's rank correlation, ties with their mean rank. Raises StatisticsError when one side is constant."""
    return correlation(_ranks(xs), _ranks(ys))


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) + 1) / 2 for value in values]
