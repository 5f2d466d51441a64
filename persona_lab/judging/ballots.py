"""Ballots: a model's answers once their quotes are verified, and what several of them come to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.parsing import Answer, QuoteGiven
from persona_lab.judging.questions import Asked
from persona_lab.judging.quotes import quote_fault, relation_fault
from persona_lab.model.moves import ACTED, Move, MoveKind
from persona_lab.model.rubric import Occasion
from persona_lab.model.verdict import Outcome, Quote, Verdict
from persona_lab.text import folded, one_line

NEEDS_QUOTE: frozenset[str] = frozenset({"met", "violated"})

_LEDGER: frozenset[str] = ACTED | {
    "offered_remedy",
    "reoffered_refused",
    "offered_manager",
    "refused_manager",
    "offered_follow_up",
    "asked_contact",
    "gave_time",
    "over_promised",
    "set_boundary",
    "said_goodbye",
    "used_name",
    "wrong_name",
    "asked_again",
    "repeated_itself",
    "judge_directed",
}
"""Signs that code counts against the scenario and the clock; a model's reading of them moves no ledger."""

_PLAIN_TO_SEE: frozenset[Occasion] = frozenset(
    {
        "always",
        "apology",
        "attack",
        "complaint",
        "emotion",
        "empathy",
        "end",
        "facts",
        "fault",
        "hold",
        "missing-facts",
        "no-fault",
        "solvable",
        "understanding",
    }
)
"""Occasions that code sees as surely as a model; of the others it only has a proxy, such as a message's length."""

_APOLOGIES: frozenset[str] = frozenset({"specific_apology", "generic_apology", "feeling_apology", "regretted_outcome"})


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote on one question."""

    verdict: Verdict
    """What the answer is worth: its verdict with verified quotes, or cannot_tell."""
    fault: str = ""
    """What was wrong with the answer, in words for the re-ask; empty when nothing was."""
    moves: tuple[Move, ...] = ()
    """The signs that stand in verified quotes."""

    @property
    def is_usable(self) -> bool:
        """Whether the answer counts, if only by a part of its quotes."""
        return not (self.fault and self.verdict.verdict == "cannot_tell")


def weigh(case: Case, one: Asked, answer: Answer | None, missing: str) -> Ballot:
    """The ballot that an answer casts; `missing` says what is wrong where there is none."""
    name = one.criterion.id
    if answer is None:
        return Ballot(_unusable(name, missing), missing)
    if answer.verdict not in one.outcomes:
        fault = f"{one_line(answer.verdict, 40)!r} is not an outcome of a {one.criterion.polarity} criterion"
        return Ballot(_unusable(name, fault), fault)
    outcome = cast("Outcome", answer.verdict)
    why = one_line(answer.why, 300)
    faults = {place: _fault(case, one, quote) for place, quote in enumerate(answer.quotes)}
    sound = [quote for place, quote in enumerate(answer.quotes) if not faults[place]]
    moves = _moves(case, one, sound)
    if outcome == "cannot_tell":
        return Ballot(_open(name, why or "The judge could not decide."))
    if outcome == "na":
        if one.criterion.occasion in _PLAIN_TO_SEE and OCCASIONS[one.criterion.occasion](case):
            return Ballot(_open(name, "The judge saw no occasion for this, and there was one."))
        return Ballot(_decided(one, outcome, why))
    hollow = [quote for quote in sound if _is_hollow(one, quote)]
    shown = [quote for quote in sound if quote not in hollow]
    if outcome not in NEEDS_QUOTE:
        shown = hollow if outcome == "not_met" else []
        return Ballot(_decided(one, outcome, why, shown, _share(case, one, answer, [])), moves=moves)
    fault = _quotes_fault(outcome, answer, faults, hollow)
    if not shown:
        return Ballot(_unusable(name, fault), fault, moves)
    return Ballot(_decided(one, outcome, why, shown, _share(case, one, answer, shown)), fault, moves)


def counted(ballots: Sequence[Ballot]) -> Ballot:
    """The ballot that more than half agree with, with all the votes; an open one where none has so many."""
    votes = Counter(ballot.verdict.verdict for ballot in ballots)
    outcome, most = votes.most_common(1)[0]
    tally = {str(name): count for name, count in sorted(votes.items())}
    if most * 2 > len(ballots):
        agreeing = [ballot for ballot in ballots if ballot.verdict.verdict == outcome]
        moves = tuple(dict.fromkeys(move for ballot in agreeing for move in ballot.moves))
        return Ballot(agreeing[0].verdict.model_copy(update={"votes": tally}), moves=moves)
    why = "The judge's calls disagreed with each other, so this is left open."
    return Ballot(_open(ballots[0].verdict.id, why).model_copy(update={"votes": tally}))


def is_split(ballots: Sequence[Ballot]) -> bool:
    """Whether the ballots say different things."""
    return len({ballot.verdict.verdict for ballot in ballots}) > 1


def _fault(case: Case, one: Asked, given: QuoteGiven) -> str:
    """What is wrong with one quote; empty when it stands."""
    # as judged, without text aimed at the judge, and as spoken, so that no quote runs across such a stretch
    for turns in (case.turns, case.spoken):
        fault = quote_fault(turns, given.turn, "agent", given.quote)
        if fault:
            return fault
    if one.criterion.quotes == 1:
        return ""
    if given.customer_turn is None or given.customer_quote is None:
        return "this criterion needs a customer's quote as well"
    return relation_fault(case.turns, given.turn, given.customer_turn, given.customer_quote) or ""


def _quotes_fault(outcome: str, answer: Answer, faults: dict[int, str], hollow: Sequence[QuoteGiven]) -> str:
    if not answer.quotes:
        return f"{outcome} needs a quote"
    told = list(dict.fromkeys(fault for fault in faults.values() if fault))
    if not told and len(hollow) == len(answer.quotes):
        told = [f"{hollow[0].sign} does not show this criterion, so {outcome} needs another quote or is wrong"]
    return "; ".join(told)


def _is_hollow(one: Asked, given: QuoteGiven) -> bool:
    """Whether the quote shows what stands in a positive criterion's place."""
    return one.criterion.polarity == "positive" and given.sign in one.criterion.penalises


def _moves(case: Case, one: Asked, sound: Sequence[QuoteGiven]) -> tuple[Move, ...]:
    """The signs of verified quotes that rules did not see already in the same words."""
    named = (quote for quote in sound if quote.sign in one.signs and quote.sign not in _LEDGER)
    moves = (
        Move(kind=cast("MoveKind", quote.sign), turn=quote.turn, quote=folded(quote.quote), source="model")
        for quote in named
    )
    return tuple(dict.fromkeys(move for move in moves if not _is_known(case, move)))


def _is_known(case: Case, move: Move) -> bool:
    """Whether rules saw it; one apology is counted once, whatever kind it is taken for."""
    alike = _APOLOGIES if move.kind in _APOLOGIES else {move.kind}
    words = move.quote or ""
    others = (folded(other.quote) for other in case.in_turn(move.turn) if other.kind in alike and other.quote)
    return any(_overlap(folded(case.text(move.turn)), words, other) for other in others)


def _overlap(text: str, one: str, other: str) -> bool:
    start, begins = text.find(one), text.find(other)
    return start < begins + len(other) and begins < start + len(one)


def _share(case: Case, one: Asked, answer: Answer, shown: Sequence[QuoteGiven]) -> tuple[int, int] | None:
    """Opportunities met and opportunities there were, for turn scope; None otherwise."""
    if one.criterion.scope != "turn":
        return None
    quoted = {quote.turn for quote in shown}
    listed = {*answer.other_turns, *(quote.turn for quote in answer.quotes if _is_hollow(one, quote))}
    others = listed.intersection(case.agent_turns) - quoted
    total = len(quoted) + len(others)
    if not total:
        return None
    return (len(others) if one.criterion.polarity == "negative" else len(quoted)), total


def _decided(
    one: Asked,
    outcome: Outcome,
    why: str,
    shown: Sequence[QuoteGiven] = (),
    share: tuple[int, int] | None = None,
) -> Verdict:
    quotes: list[Quote] = []
    for given in shown:
        quotes.append(Quote(turn=given.turn, speaker="agent", quote=folded(given.quote)))
        if one.criterion.quotes == 2 and given.customer_turn and given.customer_quote:
            quotes.append(Quote(turn=given.customer_turn, speaker="customer", quote=folded(given.customer_quote)))
    return Verdict(
        id=one.criterion.id,
        verdict=outcome,
        evidence=tuple(dict.fromkeys(quotes)),
        why=why or "The judge gave no reason.",
        by="model",
        met=share and share[0],
        opportunities=share and share[1],
    )


def _open(name: str, why: str) -> Verdict:
    return Verdict(id=name, verdict="cannot_tell", why=why, by="model")


def _unusable(name: str, fault: str) -> Verdict:
    why = f"The judge's answer could not be used: {one_line(fault, 300)}."
    return Verdict(id=name, verdict="cannot_tell", why=why, by="nobody")
