"""The arithmetic of section 8.2: blocks, shares, gates; what was not decided is counted, never zero."""

from collections.abc import Sequence

from persona_lab.judging.advice import advised
from persona_lab.judging.evidence import Evidence
from persona_lab.judging.goodbye import judge_goodbye
from persona_lab.model.rubric import Block, Rubric
from persona_lab.model.verdict import FAILING, PASSING, Gate, Scorecard, Verdict

DEDUCTION = 4.0
"""Points off a 'deduct' block for each quoted violation."""


def scorecard(transcript: str, rubric: Rubric, evidence: Evidence, rubric_hash: str) -> Scorecard:
    """What one rubric makes of the evidence; `transcript` is its id."""
    verdicts = tuple(advised(criterion, evidence.verdict_on(criterion)) for criterion in rubric.criteria)
    gates = tuple(gate for gate in evidence.gates if gate.id in rubric.gates)
    return Scorecard(
        transcript=transcript,
        rubric=rubric.id,
        rubric_hash=rubric_hash,
        judge=evidence.judge,
        score=score(rubric, verdicts, gates),
        gates=gates,
        criteria=verdicts,
        goodbye=judge_goodbye(evidence.case),
        unscored=sum(verdict.verdict == "cannot_tell" for verdict in verdicts),
        applicable=sum(is_applicable(verdict) for verdict in verdicts),
        calls=evidence.usage.calls,
        usage=evidence.usage,
        cost_usd=evidence.cost_usd,
        prompts=evidence.prompts,
    )


def is_applicable(verdict: Verdict) -> bool:
    """Whether a verdict was decided and had an opportunity."""
    return verdict.verdict in PASSING or verdict.verdict in FAILING


def value(verdict: Verdict) -> float:
    """What an applicable verdict is worth, 0 to 1: the share of opportunities for turn scope, else all or nothing."""
    if verdict.met is not None and verdict.opportunities:
        return verdict.met / verdict.opportunities
    return 1.0 if verdict.verdict in PASSING else 0.0


def score(rubric: Rubric, verdicts: Sequence[Verdict], gates: Sequence[Gate]) -> float | None:
    """Points out of 100 over the applicable criteria, capped by a gate; None when nothing applicable was decided."""
    by_id = {verdict.id: verdict for verdict in verdicts}
    earned = available = 0.0
    for block in rubric.blocks:
        share = _block_share(rubric, block, by_id)
        if share is not None:
            earned += share * block.points
            available += block.points
    if not available:
        return None
    points = 100 * earned / available
    capped = any(gate.id in rubric.gates for gate in gates)
    return round(min(points, rubric.gate_cap) if capped else points, 2)


def _block_share(rubric: Rubric, block: Block, by_id: dict[str, Verdict]) -> float | None:
    """The part of a block's points that was earned; None when nothing in it applied."""
    weighed = [
        (criterion.weight, by_id[criterion.id])
        for criterion in rubric.criteria
        if criterion.block == block.id and criterion.id in by_id and is_applicable(by_id[criterion.id])
    ]
    if not weighed:
        return None
    if block.scoring == "deduct":
        violations = sum(max(1, len(verdict.evidence)) for _, verdict in weighed if verdict.verdict in FAILING)
        return max(0.0, 1 - DEDUCTION * violations / block.points)
    total = sum(weight for weight, _ in weighed)
    return sum(weight * value(verdict) for weight, verdict in weighed) / total
