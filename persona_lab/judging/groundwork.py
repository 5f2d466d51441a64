"""Understood before it is offered: what was known when the first result was put forward (T30)."""

import re

from persona_lab.customer.perceive.reading import Reading
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.impasse import offers_made
from persona_lab.judging.sentences import sentences as sentences_of
from persona_lab.judging.signs import undecided
from persona_lab.judging.solutions import is_put, offer_words
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.scenario import Fact
from persona_lab.model.verdict import Quote, Verdict

_RESULT = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m going to| am going to| can|'re going to| are going to)\s+(?:[\w']+\s+){0,3}?"
    r"(?:(?:sort|fix|resolve|solve|settle|straighten|clear|put|make|get|have|send|replace)\s+(?:all\s+)?(?:this|that|"
    r"it|things|"
    r"everything|you|(?:the|your|those|these) (?:\w+ ){0,2}?\w+)\b[^.!?]{0,30}?"
    r"(?:\b(?:out|up|right|sorted|fixed|solved|done|replaced|refunded|repaired|again|for you)\b|(?=[.!?,;]|$))|"
    r"take care of (?:this|that|it|everything))|"
    r"\bconsider (?:it|this|that) (?:fixed|done|sorted|solved)|\b(?:everything|it|this|that|all)(?:'ll| will|"
    r"'s going to) (?:all )?(?:be )?"
    r"(?:\w+ )?(?:sorted|fixed|solved|resolved|settled|put right)\b|\b(?:i|we) can (?:do|offer|give you) \d+ ?(?:%|"
    r"per ?cent)",
    re.IGNORECASE,
)


_ASKS_FOR_FACTS = re.compile(
    r"\?|\b(?:give|tell|send|let|drop|pop|pass|share|shoot)\b[^.!?]{0,25}\b(?:me|us)\b|\b(?:i|"
    r"we)(?:'ll)? need (?:your|the|to know)\b|"
    r"\b(?:what|which|when|where) (?:is|was|are|happened)\b",
    re.IGNORECASE,
)


_LEAST_TOLD = 4
"""Telling words below which a customer who is known only by them can hardly have said what happened."""


_MANY = 4
"""Questions in one turn that are too many where the records answer them."""


_QUESTIONS = re.compile(
    r"(?:^|[,;?.!]\s*(?:and\s+)?)(?:who|what|when|where|which|why|how|have you|did you|do you|are you|would you|"
    r"could you|is it|was it)\b",
    re.IGNORECASE,
)


def understands_first(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T30: the facts that only the customer has, known or not when the first result was put forward."""
    promised = _first_result_promise(case)
    offered = next((offer.turn for offer in offers_made(case) if case.scenario is None or is_put(case, offer)), None)
    if promised is None and offered is None:
        return Verdict(id=criterion.id, verdict="na", why="No solution was offered and no result promised.")
    if promised is not None and (offered is None or promised[0] <= offered):
        first, words = promised
    else:
        assert offered is not None
        first, words = offered, offer_words(case, offered)
    missing = _open_slots(case, first)
    asked_before = any(turn < first and _asks_for_more(case, turn) for turn in case.agent_turns)
    asking = promised is not None and first == promised[0] and _asks_at_once(case, first)
    if missing is None:
        if asking:
            return _too_soon(criterion, first, words, "what happened")
        if asked_before:
            return _ready(criterion, first, words)
        before = sentences_of(case, *(turn for turn in case.customer_turns if turn < first))
        told = {word for said in before if not _GREETS.match(said.plain) for word in said.telling}
        if len(told) < _LEAST_TOLD:
            return _too_soon(criterion, first, words, "what happened")
        return undecided(
            criterion, "Without a scenario nobody knows which facts were still missing at the first offer."
        )
    if not missing:
        asked = _over_asked(case, first)
        if asked:
            return Verdict(
                id=criterion.id,
                verdict="not_met",
                evidence=asked,
                why="The agent asked at length for what it had or did not need, before it offered anything.",
            )
        if promised is not None and promised[0] == first and offered != first and not _took_it_in(case, first):
            return _too_soon(criterion, first, words, "what the customer had said was taken up, or anything asked,")
        return _ready(criterion, first, words)
    if asking or not asked_before:
        return _too_soon(criterion, first, words, _told(missing))
    return _ready(criterion, first, words)


def _asks_for_more(case: Case, turn: int) -> bool:
    """Whether a turn asks for anything; a courtesy does not."""
    return any("?" in part and not _COURTESY.search(part.replace("’", "'")) for part in sentences(case.text(turn)))


def _took_it_in(case: Case, first: int) -> bool:
    """Whether, up to that turn, the agent said back what it was told, answered it, or asked for more."""
    return any(
        turn <= first and (case.in_turn(turn, *_TAKEN_IN) or (turn < first and _asks_for_more(case, turn)))
        for turn in case.agent_turns
    )


_TAKEN_IN: tuple[MoveKind, ...] = (
    "paraphrased",
    "linked_cause",
    "specific_apology",
    "answered_with_fact",
    "acknowledged_feeling",
    "summarised",
)
_COURTESY = re.compile(
    r"\b(?:(?:can|could|may|shall) (?:i|we) (?:\w+ )?(?:help|assist|do|be of)|how are you|what can (?:i|we) do|"
    r"are you (?:there|still)|anything else|want me to|is that (?:ok|okay|all right))\b",
    re.IGNORECASE,
)
_GREETS = re.compile(r"^\W*(?:good (?:morning|afternoon|evening|day)|hello|hi|hey|dear \w+)\W*$")


def _ready(criterion: Criterion, first: int, words: tuple[Quote, ...]) -> Verdict:
    return Verdict(
        id=criterion.id,
        verdict="met",
        evidence=words,
        why=f"Turn {first} offered after the facts were asked for or known.",
    )


def _first_result_promise(case: Case) -> tuple[int, tuple[Quote, ...]] | None:
    for turn in case.agent_turns:
        for sentence in sentences(case.text(turn)):
            if _RESULT.search(sentence.replace("’", "'")):
                return turn, case.quote(turn, sentence)
    return None


def _asks_at_once(case: Case, turn: int) -> bool:
    """Whether the turn promises a result and in the same breath asks what it is about."""
    return _ASKS_FOR_FACTS.search(case.text(turn).replace("’", "'")) is not None


def _open_slots(case: Case, turn: int) -> tuple[Fact, ...] | None:
    """Facts that only the customer has and had not told before that turn; None without a scenario."""
    if case.scenario is None:
        return None
    told = Reading(turn, case.text(turn), case.turns[: turn - 1], case.scenario, frozenset(), None)
    return tuple(
        fact
        for fact in case.scenario.facts
        if fact.known_to == "customer" and fact.reveal != "never" and not told.fact_said(fact)
    )


def _over_asked(case: Case, first: int) -> tuple[Quote, ...]:
    """The words of too many questions before the first offer; nothing where there were none."""
    again = [move for move in case.of("asked_again") if move.turn <= first]
    if len(again) >= 2:
        return case.shown(*again[:2])
    for turn in case.agent_turns:
        for sentence in sentences(case.text(turn)):
            if turn <= first and "?" in sentence and len(_QUESTIONS.findall(sentence)) >= _MANY:
                return case.quote(turn, sentence)
    return ()


def _too_soon(criterion: Criterion, turn: int, words: tuple[Quote, ...], missing: str) -> Verdict:
    return Verdict(
        id=criterion.id,
        verdict="violated",
        evidence=words,
        why=f"Turn {turn} put a result forward before {missing} was known; ask first.",
    )


def _told(facts: tuple[Fact, ...]) -> str:
    return " and ".join(fact.id.replace("-", " ") for fact in facts[:3])
