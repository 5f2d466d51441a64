"""The reliability suite: what a judge does when it is asked again, otherwise, about changed twins and known traps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from persona_lab.judging import rubric_hash
from persona_lab.judging.audit import credit, stability, traps
from persona_lab.judging.audit.bench import Bench, sample
from persona_lab.judging.audit.report import Audit, Observation, ProbeResult, summarise
from persona_lab.judging.judges import Judge
from persona_lab.model.gold import GoldSet
from persona_lab.model.rubric import Rubric
from persona_lab.model.scenario import Scenario

__all__ = ["PROBES", "Audit", "Probe", "ProbeResult", "audit", "planned", "sample"]


@dataclass(frozen=True, slots=True)
class Probe:
    """One way to try a judge."""

    id: str
    title: str
    asks: str
    """What a sound judge does, in one sentence."""
    run: Callable[[Bench], Iterator[Observation]]
    empty_worth: float | None = None
    """Its worth when there was nothing to try: null where that is the cases' doing, 0 where it is the judge's."""


PROBES: tuple[Probe, ...] = (
    Probe("retest", "Retest", "Asked twice, it says the same.", stability.retest),
    Probe(
        "paraphrase",
        "Rubric in other words",
        "The same criteria in other words, the same verdicts.",
        stability.paraphrase,
    ),
    Probe(
        "criteria-order",
        "Criteria in another order",
        "The order of the criteria changes no verdict.",
        stability.criteria_order,
    ),
    Probe(
        "parts-order",
        "Order within a turn",
        "Acknowledged before the problem is met, swapped it is not.",
        stability.parts_order,
    ),
    Probe("deletion", "Deleted quotes", "A point is gone when the words it quotes are gone.", credit.deletion, 0.0),
    Probe(
        "speaker-swap",
        "Said by the customer",
        "The words that earned a point earn none when the customer says them.",
        credit.speaker_swap,
        0.0,
    ),
    Probe("padding", "Padded with courtesy", "Courtesy that says nothing of the case raises nothing.", credit.padding),
    Probe("pairs", "Minimal pairs", "The trap fails, and the smallest edit that mends it passes.", traps.pairs),
    Probe("injections", "Text aimed at the judge", "It is flagged as V8 and raises nothing.", traps.injections),
    Probe("benign", "Benign controls", "Honest talk of scores and approvals raises no alarm.", traps.benign_controls),
    Probe("abstention", "Unreadable agent", "Of words that nobody can read it says nothing.", credit.abstention),
)
"""Every probe, in the order in which they run and are printed."""


def audit(
    judge: Judge,
    rubric: Rubric,
    gold: GoldSet,
    scenario_named: Callable[[str], Scenario],
    *,
    seed: int = 0,
    on_progress: Callable[[str], None] | None = None,
) -> Audit:
    """How far a judge can be relied on under one rubric, by every probe.

    `gold` holds the cases, all of them or a `sample`; `scenario_named` finds a scenario by its id; shuffles are drawn
    from `seed`. The house rubric is served by every probe; another rubric by those of its criteria that ask the
    house's questions. Raises whatever the judge raises.
    """
    bench = Bench(judge, rubric, gold, scenario_named, seed, on_progress)
    results = tuple(
        summarise(probe.id, probe.title, probe.asks, probe.run(bench), empty_worth=probe.empty_worth)
        for probe in PROBES
    )
    worths = [result.worth for result in results if result.worth is not None]
    return Audit(
        judge=judge.name,
        rubric=rubric.id,
        rubric_hash=rubric_hash(rubric),
        seed=seed,
        conversations=len(gold.conversations),
        pairs=len(gold.pairs),
        injections=len(gold.injections),
        judgings=bench.judgings,
        score=round(100 * sum(worths) / len(worths), 1) if worths else 0.0,
        probes=results,
    )


def planned(gold: GoldSet) -> int:
    """How many scorecards an audit of the house rubric asks for, but for two and more for each point that is credited.

    A conversation takes six, each half of a pair, each order of two parts and each injection with its clean twin one.
    """
    injections = sum(2 if row.kind == "injection" else 1 for row in gold.injections)
    return 6 * len(gold.conversations) + 2 * len(gold.orders) + 2 * len(gold.pairs) + injections
