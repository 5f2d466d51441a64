"""Advice: what to do differently, for every criterion that was missed or broken."""

from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import FAILING, Verdict


def advised(criterion: Criterion, verdict: Verdict) -> Verdict:
    """The verdict with one sentence of advice where something was missed or broken: the rubric's, else the reason."""
    if verdict.verdict not in FAILING or verdict.advice:
        return verdict
    return verdict.model_copy(update={"advice": criterion.advice or verdict.why})
