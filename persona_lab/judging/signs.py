"""Criteria decided by signs: moves that a rubric credits or penalises, at the turns that gave occasion for them.

A sign that was found proves itself by its quote. That there is none is said only where the reader of moves is sure of
it; in between code cannot tell.
"""

from collections.abc import Sequence
from typing import get_args

from persona_lab.customer.perceive.words import pattern, plain
from persona_lab.judging.casefile import Case
from persona_lab.judging.dignity import may_be_personal, taken_personally
from persona_lab.judging.grounds import forgets, names_another_cause, names_its_object, standing
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.reproaches import is_reproach
from persona_lab.judging.sentences import sentences
from persona_lab.model.moves import Harmful, Move, MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Verdict
from persona_lab.text import folded

_HARMFUL: frozenset[str] = frozenset(get_args(Harmful))
_CAN_DO = pattern(r"\b(?:can|could|will|'ll|let's|let us|able to|instead|together|have for you|available|free)\b|'ll\b")


def decide_by_signs(case: Case, criterion: Criterion) -> Verdict:
    """The verdict that the moves of the case give under one criterion's `credits`, `penalises` and `occasion`."""
    turns = OCCASIONS[criterion.occasion](case)
    if turns is None:
        return undecided(criterion, _no_occasion_known(case))
    if not turns:
        return Verdict(id=criterion.id, verdict="na", why="There was no occasion for it.")
    if not criterion.credits and not criterion.penalises:
        return undecided(criterion, f"'{criterion.title}' takes a language model to judge; configure one with --model.")
    if criterion.polarity == "negative":
        return _negative(case, criterion, turns)
    return _positive(case, criterion, turns)


def _negative(case: Case, criterion: Criterion, turns: Sequence[int]) -> Verdict:
    found = _signs(case, turns, criterion.penalises)
    if criterion.occasion == "attack":
        found = found or taken_personally(case, turns, criterion.penalises)
    if found:
        shown = case.shown(*found)
        return Verdict(
            id=criterion.id,
            verdict="violated",
            evidence=shown,
            why=_because(criterion, found[0]),
            met=len(turns) - len({move.turn for move in found}),
            opportunities=len(turns),
        )
    personal = criterion.occasion == "attack" and any(may_be_personal(case, turn) for turn in turns)
    if not personal and all(case.lacks(turn, criterion.penalises) for turn in turns):
        return Verdict(id=criterion.id, verdict="clean", why="No sign of it was found.")
    return undecided(criterion, "Code found no sure sign of it, and cannot rule it out.")


def _positive(case: Case, criterion: Criterion, turns: Sequence[int]) -> Verdict:
    against = [move for move in _signs(case, turns, criterion.penalises) if _counts_against(case, move)]
    # words that do harm credit nothing; hollow ones may stand beside the real thing
    signs = [
        move for move in _signs(case, turns, criterion.credits) if not any(_spoils(other, move) for other in against)
    ]
    if "specific_apology" in criterion.credits:
        named = [move for move in against if names_its_object(case, move)]
        signs, against = signs + named, [move for move in against if move not in named]
    if criterion.occasion == "cause":
        against += [move for move in _signs(case, turns, ("acknowledged_feeling",)) if names_another_cause(case, move)]
    if criterion.occasion == "missing-facts":
        against += _reproaches(case, turns)
    grounds = {move: standing(case, criterion, move) for move in signs}
    shown = [move for move in signs if grounds[move] == "sound"]
    met = {move.turn for move in shown}
    against += [move for move in signs if grounds[move] == "void"]
    doubtful = {move.turn for move in signs if grounds[move] == "doubtful"}
    hollow = [
        move
        for move in against
        if move.turn not in met and move.turn not in doubtful and not _may_be_framed(case, criterion, move)
    ]
    failed = {move.turn for move in hollow}
    lacking = [turn for turn in turns if turn not in met and turn not in failed and case.lacks(turn, criterion.credits)]
    if shown:
        by_turn = criterion.scope == "turn"
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=case.shown(*shown),
            why=f"Turn {shown[0].turn} showed it.",
            met=len(met) if by_turn else None,
            opportunities=len(met) + len(failed) + len(lacking) if by_turn else None,
        )
    unsure = [turn for turn in turns if turn not in failed and turn not in lacking]
    if unsure:
        return undecided(criterion, "Code found no sure sign of it, and cannot rule it out.")
    return Verdict(
        id=criterion.id,
        verdict="not_met",
        evidence=case.shown(*hollow),
        why=criterion.advice or f"There was occasion for it in turn {turns[0]}, and it was not shown.",
        met=0 if criterion.scope == "turn" else None,
        opportunities=len(turns) if criterion.scope == "turn" else None,
    )


def _signs(case: Case, turns: Sequence[int], kinds: Sequence[MoveKind]) -> list[Move]:
    """The moves of those kinds in those turns that the words themselves show."""
    return [move for move in case.of(*kinds) if move.turn in turns] if kinds else []


def _reproaches(case: Case, turns: Sequence[int]) -> list[Move]:
    """The blaming questions of turns that ask nothing else, as signs of an interrogation."""
    asked = {turn: [s for s in sentences(case, turn) if s.asks] for turn in turns}
    return [
        Move(kind="interrogated", turn=turn, quote=questions[0].words)
        for turn, questions in asked.items()
        if questions and all(is_reproach(question.words) for question in questions)
    ]


def _counts_against(case: Case, move: Move) -> bool:
    return move.kind not in {"asked_again", "wrong_paraphrase"} or forgets(case, move)


def _spoils(one: Move, other: Move) -> bool:
    """Whether a harmful move stands in the same words as another of its turn."""
    if one.kind not in _HARMFUL or one.turn != other.turn:
        return False
    words, others = folded(one.quote or ""), folded(other.quote or "")
    return bool(words and others) and (words in others or others in words)


def _may_be_framed(case: Case, criterion: Criterion, move: Move) -> bool:
    """Whether a limit that was stated may be framed, in the words beside it, by what can be done."""
    if move.kind != "stated_limit" or "framed_positively" not in criterion.credits:
        return False
    rest = folded(case.text(move.turn)).replace(folded(move.quote or ""), " ")
    return _CAN_DO.search(plain(rest)) is not None


def _because(criterion: Criterion, move: Move) -> str:
    return criterion.advice or f"Turn {move.turn} did what '{criterion.title}' warns of."


def _no_occasion_known(case: Case) -> str:
    if case.scenario is None:
        return "Without a scenario code cannot tell whether there was an occasion for this."
    return "Code cannot tell whether there was an occasion for this."


def undecided(criterion: Criterion, why: str) -> Verdict:
    """The verdict of a criterion that code leaves to a model, and why it does."""
    return Verdict(id=criterion.id, verdict="cannot_tell", by="nobody", why=why)
