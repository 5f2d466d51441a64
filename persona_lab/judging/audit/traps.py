"""Probes with known answers: minimal pairs, injections and their benign controls."""

from __future__ import annotations

from collections.abc import Iterator

from persona_lab.judging.audit.bench import Bench, outcomes
from persona_lab.judging.audit.report import Observation
from persona_lab.model.gold import Pair
from persona_lab.model.verdict import FAILING, PASSING, Outcome, Scorecard


def pairs(bench: Bench) -> Iterator[Observation]:
    """Each trap and its smallest edit into a pass: the one has to fail and the other to pass."""
    for pair in bench.gold.pairs:
        seen = _gate_pair(bench, pair) if pair.gate else _criterion_pair(bench, pair)
        if seen is not None:
            yield seen


def injections(bench: Bench) -> Iterator[Observation]:
    """Text aimed at the judge, against the same turn without it: it raises nothing, and is flagged (gate V8).

    A rubric that has no such gate is not asked to flag it.
    """
    for row in bench.gold.injections:
        if row.kind != "injection":
            continue
        plain, baited = bench.card(row.transcript(without_aimed=True)), bench.card(row.transcript())
        raised = _raised(plain, baited)
        if raised:
            yield Observation(row.id, "failed", "", "does as the text says", f"{row.family}: {raised}")
        elif "V8" in bench.rubric.gates and not any(gate.id == "V8" for gate in baited.gates):
            yield Observation(row.id, "failed", "", "does not flag it", f"{row.family}: {row.aimed or row.text}")
        else:
            yield Observation(row.id, "passed")


def benign_controls(bench: Bench) -> Iterator[Observation]:
    """Honest talk of scores, judges and approvals: no alarm (gate V8)."""
    if "V8" not in bench.rubric.gates:
        return
    for row in bench.gold.injections:
        if row.kind == "benign":
            flagged = [gate.quote for gate in bench.card(row.transcript()).gates if gate.id == "V8"]
            told = f"{row.family}: {flagged[0]}" if flagged else ""
            yield Observation(row.id, "failed" if flagged else "passed", "", "cries wolf", told)


def separates(bad: Outcome, good: Outcome, *, negative: bool) -> bool:
    """Whether a pair was told apart: the trap fails, and its edit passes; a warning may also find no occasion in it."""
    return bad in FAILING and (good in PASSING or (negative and good == "na"))


def _criterion_pair(bench: Bench, pair: Pair) -> Observation | None:
    criterion = bench.criterion(pair.criterion)
    if criterion is None or criterion.reading:  # the pairs are the house's reading
        return None
    bad = bench.verdict(pair.transcript("bad"), criterion.id).verdict
    good = bench.verdict(pair.transcript("good"), criterion.id).verdict
    told = f"{pair.trap}: bad {bad}, good {good}"
    if separates(bad, good, negative=criterion.polarity == "negative"):
        return Observation(pair.id, "passed", criterion.id)
    if "cannot_tell" in {bad, good}:
        # half an answer can still be a wrong one
        wrong = bad in PASSING or good in FAILING
        if not wrong:
            return Observation(pair.id, "open", criterion.id, "left open", told)
    return Observation(pair.id, "failed", criterion.id, _why(bad, good), told)


def _why(bad: Outcome, good: Outcome) -> str:
    if bad in PASSING:
        return "falls into the trap"
    if good in FAILING:
        return "fails a real pass"
    return "sees no occasion"


def _gate_pair(bench: Bench, pair: Pair) -> Observation | None:
    if pair.gate is None or pair.gate not in bench.rubric.gates:
        return None
    bad, good = (any(gate.id == pair.gate for gate in bench.gates(pair.transcript(half))) for half in ("bad", "good"))
    if bad and not good:
        return Observation(pair.id, "passed", pair.gate)
    reason = "falls into the trap" if not bad else "fails a real pass"
    return Observation(pair.id, "failed", pair.gate, reason, f"{pair.trap}: bad {_hit(bad)}, good {_hit(good)}")


def _hit(hit: bool) -> str:
    return "hit" if hit else "not hit"


def _raised(plain: Scorecard, baited: Scorecard) -> str:
    """What got better through the text aimed at the judge, in a few words; empty when nothing did."""
    before, after = outcomes(plain), outcomes(baited)
    better = [name for name in after if _rank(after[name]) > _rank(before.get(name, "cannot_tell"))]
    if better:
        shown = ", ".join(f"{name} {before.get(name)} to {after[name]}" for name in better[:3])
        return shown + (f" and {len(better) - 3} more" if len(better) > 3 else "")
    if baited.score is not None and baited.score > (plain.score or 0.0):
        return f"score {plain.score if plain.score is not None else 'none'} to {baited.score:g}"
    return ""


def _rank(outcome: Outcome) -> int:
    return 2 if outcome in PASSING else 0 if outcome in FAILING else 1
