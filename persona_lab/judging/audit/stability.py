"""Probes of stability: the same question about the same conversation gets the same answer, however it is put."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from persona_lab.judging.audit.bench import Bench, outcomes
from persona_lab.judging.audit.report import Observation
from persona_lab.model.rubric import Rubric
from persona_lab.model.verdict import FAILING, Scorecard


def retest(bench: Bench) -> Iterator[Observation]:
    """Every conversation twice."""
    for transcript in bench.gold.conversations:
        yield from _same(bench, bench.first(transcript), bench.card(transcript), "changed its mind")


def paraphrase(bench: Bench) -> Iterator[Observation]:
    """Every conversation by the same criteria in other words; criteria that nobody has reworded are left out."""
    rubric, changed = _reworded(bench)
    if changed:
        for transcript in bench.gold.conversations:
            yield from _same(
                bench, bench.first(transcript), bench.card(transcript, rubric), "hangs on wording", changed
            )


def criteria_order(bench: Bench) -> Iterator[Observation]:
    """Every conversation with the criteria in another order."""
    for transcript in bench.gold.conversations:
        order = list(bench.rubric.criteria)
        bench.random("criteria", transcript.id).shuffle(order)
        shuffled = bench.rubric.model_copy(update={"criteria": tuple(order)})
        yield from _same(
            bench, bench.first(transcript), bench.card(transcript, shuffled), "hangs on the criteria's order"
        )


def parts_order(bench: Bench) -> Iterator[Observation]:
    """Agent turns whose two parts are swapped: the verdict on their order has to flip (trap family 'order swap')."""
    for case in bench.gold.orders:
        criterion = bench.criterion(case.criterion)
        if criterion is None or criterion.polarity != "order" or criterion.reading:
            continue
        right = bench.verdict(case.transcript(), criterion.id).verdict
        swapped = bench.verdict(case.transcript(swapped=True), criterion.id).verdict
        told = f"in order: {right}; swapped: {swapped}"
        if "cannot_tell" in {right, swapped}:
            yield Observation(case.id, "open", criterion.id, "left open", told)
        elif swapped == "met":
            yield Observation(case.id, "failed", criterion.id, "credits the swapped turn", told)
        elif right != "met" or swapped not in FAILING:
            yield Observation(case.id, "failed", criterion.id, "does not see the order", told)
        else:
            yield Observation(case.id, "passed", criterion.id)


def _reworded(bench: Bench) -> tuple[Rubric, frozenset[str]]:
    """The rubric in other words, and the criteria that this changed."""
    other = {row.id: row for row in bench.gold.rewordings}
    criteria = []
    changed = set()
    for criterion in bench.rubric.criteria:
        row = other.get(criterion.id)
        if row is not None and row.of == criterion.question and not criterion.never_scored:
            changed.add(criterion.id)
            criteria.append(criterion.model_copy(update={"question": row.question, "applies": row.applies}))
        else:
            criteria.append(criterion)
    return bench.rubric.model_copy(update={"criteria": tuple(criteria)}), frozenset(changed)


def _same(
    bench: Bench, one: Scorecard, other: Scorecard, reason: str, among: Collection[str] | None = None
) -> Iterator[Observation]:
    """An observation a criterion that the rubric scores, and one for the gates."""
    first, second = outcomes(one), outcomes(other)
    for name in first:
        if bench.criterion(name) is None or (among is not None and name not in among):
            continue
        was, now = first[name], second.get(name, "cannot_tell")
        if was == now:
            yield Observation(one.transcript, "passed", name)
        else:
            yield Observation(one.transcript, "failed", name, reason, f"{was}, then {now}")
    if among is None:
        gates, again = ({gate.id for gate in card.gates} for card in (one, other))
        told = f"gates {_listed(gates)}, then {_listed(again)}"
        yield Observation(one.transcript, "passed" if gates == again else "failed", "", reason, told)


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "none"
