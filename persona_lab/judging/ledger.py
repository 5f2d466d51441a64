"""The ledger: criteria that code decides, each bound to its check."""

from collections.abc import Callable

from persona_lab.judging import apologies, followup, names, order, promises, transfer
from persona_lab.judging.casefile import Case
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Verdict

CODE_CHECKS: dict[str, Callable[[Case], Verdict]] = {
    "T15": apologies.full_sentences,
    "T16": apologies.overuse,
    "T18": names.name_use,
    "T20": order.feelings_first,
    "T35": promises.authority,
    "T36": followup.set_a_time,
    "T42": transfer.offer_of_manager,
    "T43": followup.exit_without_manager,
}
"""Code checks by technique."""


def decide(case: Case, criterion: Criterion) -> Verdict:
    """The verdict of code on one criterion; cannot_tell when no check is bound to it."""
    check = CODE_CHECKS.get(criterion.id)
    if check is None:
        return Verdict(
            id=criterion.id, verdict="cannot_tell", by="nobody", why=f"No code check is bound to {criterion.id}."
        )
    return check(case)
