"""A person's word against a verdict: what may be said, and the label that it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from persona_lab.errors import NotFoundError, UsageError
from persona_lab.model.events import VerdictDisputed
from persona_lab.model.label import DEFAULT_RATER, Labelling
from persona_lab.model.verdict import Outcome
from persona_lab.text import one_line

if TYPE_CHECKING:
    from persona_lab.model.record import Record

Polarity = Literal["positive", "negative", "order"]

OUTCOMES: dict[Polarity, tuple[Outcome, ...]] = {
    "positive": ("met", "not_met", "na", "cannot_tell"),
    "negative": ("clean", "violated", "na", "cannot_tell"),
    "order": ("met", "not_met", "violated", "na", "cannot_tell"),
}
"""What a criterion's verdict can be."""

ALL_OUTCOMES: tuple[Outcome, ...] = ("met", "not_met", "clean", "violated", "na", "cannot_tell")


def dispute(
    record: Record,
    criterion: str,
    outcome: str,
    *,
    polarity: Polarity | None = None,
    note: str = "",
    rater: str = DEFAULT_RATER,
) -> VerdictDisputed:
    """The event that says so; not yet written.

    `polarity` is the criterion's, None where its rubric is no longer to be found. Raises UsageError when the session
    was not judged, or the outcome is none that this criterion can have; NotFoundError when the scorecard has no such
    criterion.
    """
    scorecard = record.scorecard
    if scorecard is None:
        raise UsageError("This session has not been judged yet, so there is no verdict to dispute; `judge` it first.")
    verdict = next((one for one in scorecard.criteria if one.id == criterion), None)
    if verdict is None:
        there = ", ".join(one.id for one in scorecard.criteria)
        raise NotFoundError(f"The scorecard has no criterion {one_line(criterion, 60)!r}; it has {there}.")
    fitting = OUTCOMES[polarity] if polarity else ALL_OUTCOMES
    said = next((one for one in fitting if one == outcome), None)
    if said is None:
        raise UsageError(f"{criterion} cannot be {one_line(outcome, 60)!r}; it can be {', '.join(fitting)}.")
    if len(note) > 2_000 or not 1 <= len(rater) <= 80:
        raise UsageError("A note has at most 2,000 characters, and a rater's name 1 to 80.")
    return VerdictDisputed(
        rubric=scorecard.rubric, criterion=criterion, judged=verdict.verdict, outcome=said, note=note, rater=rater
    )


def labels_of(key: str, record: Record) -> tuple[Labelling, ...]:
    """What people say of this session's verdicts as labels of the transcript `key`, one a rater and rubric."""
    by_rater: dict[tuple[str, str], list[VerdictDisputed]] = {}
    for said in record.disputes:
        by_rater.setdefault((said.rater, said.rubric), []).append(said)
    return tuple(
        Labelling(
            transcript=key,
            rater=rater,
            rubric=rubric,
            verdicts={one.criterion: one.outcome for one in all_said},
            note="\n".join(f"{one.criterion}: {one.note}" for one in all_said if one.note)[:2_000],
        )
        for (rater, rubric), all_said in by_rater.items()
    )
