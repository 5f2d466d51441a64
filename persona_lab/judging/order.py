"""Feelings first, then the problem (T20): decided by where the quotes stand."""

from persona_lab.customer.perceive import replies
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import sentences
from persona_lab.model.moves import Move, MoveKind
from persona_lab.model.verdict import Verdict
from persona_lab.text import folded

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

_SPOKEN_IN_PASSING: frozenset[MoveKind] = frozenset(
    ["took_ownership", "gave_time", "answered_with_fact", "explained_steps", "stated_limit", "offered_remedy"]
)
"""Moves that the words of an acknowledgement may make as well; a question among them is still a question."""
_SAY_WHAT_HAPPENED: tuple[MoveKind, ...] = ("paraphrased", "wrong_paraphrase", "used_name")
"""Moves whose words may acknowledge as well."""


def feelings_first(case: Case) -> Verdict:
    """Verdict on T20; without any acknowledgement it is not met only where nothing was said that could be one."""
    first_emotion = next(iter(case.emotional_turns), None)
    work = tuple(move for move in case.of(*PROBLEM_WORK) if not _is_in_acknowledgement(case, move))
    if first_emotion is None:
        if not all(replies.is_calm(case.text(turn)) for turn in case.customer_turns):
            return _open("Code cannot tell whether the customer was upset.")
        return Verdict(id="T20", verdict="na", why="No customer turn shows emotion.")
    if work and work[0].turn < first_emotion:
        if not all(replies.is_calm(case.text(turn)) for turn in case.customer_turns if turn < work[0].turn):
            return _open("Code cannot tell whether the customer was upset before the work began.")
        return Verdict(id="T20", verdict="na", why="Work on the problem had begun before the customer showed emotion.")
    acknowledgements = [move for move in case.of(*ACKNOWLEDGING) if move.turn > first_emotion]
    if not acknowledgements:
        if case.next_agent_turn(first_emotion) is None:
            return Verdict(id="T20", verdict="na", why="No agent turn followed the customer's emotion.")
        if _may_acknowledge(case, first_emotion, work):
            return _open("Code cannot tell whether the words before the work acknowledge the feeling.")
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
        if _may_acknowledge(case, first_emotion, work):
            return _open("Code cannot tell whether the words before the work acknowledge the feeling.")
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


def _is_in_acknowledgement(case: Case, work: Move) -> bool:
    """Whether the words of the work are the words of an acknowledgement, such as one that owns the failing."""
    words = folded(work.quote or "")
    return (
        bool(words)
        and any(
            words in (others := folded(move.quote or "")) or (others and others in words)
            for move in case.in_turn(work.turn, *ACKNOWLEDGING)
        )
        and work.kind in _SPOKEN_IN_PASSING
    )


def _may_acknowledge(case: Case, emotion: int, work: tuple[Move, ...]) -> bool:
    """Whether something was said, before the first work on the problem, that no move explains."""
    limit = case.position(work[0]) if work else (len(case.turns) + 1, 0)
    for turn in case.agent_turns:
        if turn < emotion or turn > limit[0]:
            continue
        text = folded(case.text(turn))
        if case.lacks(turn, ACKNOWLEDGING):
            continue
        for sentence in sentences(case, turn):
            if turn == limit[0] and text.find(sentence.words) >= limit[1]:
                break
            explained = any(
                folded(move.quote or "-") in sentence.words
                for move in case.in_turn(turn)
                if move.kind not in _SAY_WHAT_HAPPENED
            )
            if not explained and len(sentence.words.split()) >= 3:
                return True
    return False


def _open(why: str) -> Verdict:
    return Verdict(id="T20", verdict="cannot_tell", by="nobody", why=why)
