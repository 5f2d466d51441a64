"""Feelings first, then the problem (T20): decided by where the quotes stand."""

from persona_lab.judging.casefile import Case
from persona_lab.model.moves import MoveKind
from persona_lab.model.verdict import Verdict

ACKNOWLEDGING: tuple[MoveKind, ...] = (
    "acknowledged_feeling",
    "linked_cause",
    "solidarity",
    "specific_apology",
    # an empty formula meets the order and fails elsewhere (card T20)
    "generic_apology",
    "feeling_apology",
    "bare_understanding",
)
PROBLEM_WORK: tuple[MoveKind, ...] = (
    "asked_question",
    "asked_again",
    "interrogated",
    "asked_contact",
    "offered_remedy",
    "reoffered_refused",
    "explained_steps",
    "took_ownership",
    "gave_time",
    "answered_with_fact",
    "offered_manager",
    "offered_follow_up",
    "deflected",
    "stated_limit",
    "quoted_policy",
    "held",
    "transferred",
    "scheduled_follow_up",
)


def feelings_first(case: Case) -> Verdict:
    """Verdict on T20."""
    first_emotion = next(iter(case.emotional_turns), None)
    work = case.of(*PROBLEM_WORK)
    if first_emotion is None:
        return Verdict(id="T20", verdict="na", why="No customer turn shows emotion.")
    if work and work[0].turn < first_emotion:
        return Verdict(id="T20", verdict="na", why="Work on the problem had begun before the customer showed emotion.")
    acknowledgements = [move for move in case.of(*ACKNOWLEDGING) if move.turn > first_emotion]
    if not acknowledgements:
        if case.next_agent_turn(first_emotion) is None:
            return Verdict(id="T20", verdict="na", why="No agent turn followed the customer's emotion.")
        return Verdict(
            id="T20",
            verdict="not_met",
            evidence=case.shown(*work[:1]),
            why=(
                f"Turn {first_emotion} was upset and no turn acknowledged it; one clause about it would do before "
                f"the work."
            ),
        )
    first = acknowledgements[0]
    if work and case.position(work[0]) < case.position(first):
        return Verdict(
            id="T20",
            verdict="violated",
            evidence=case.shown(work[0], first),
            why=(
                f"Work on the problem began in turn {work[0].turn}, before the feeling was acknowledged in turn "
                f"{first.turn}; turn them round."
            ),
        )
    return Verdict(
        id="T20",
        verdict="met",
        evidence=case.shown(first, *work[:1]),
        why=f"Turn {first.turn} acknowledged the feeling before the first step towards a solution.",
    )
