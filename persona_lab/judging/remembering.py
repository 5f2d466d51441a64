"""Remembering what was said (T11): nothing asked twice, nothing contradicted."""

from persona_lab.customer.perceive.words import pattern, plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.grounds import forgets
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.reasking import WANTS_TO_BE_TOLD, asked_again
from persona_lab.judging.sentences import Sentence, quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.moves import Move
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Verdict
from persona_lab.text import folded

_REQUESTS = pattern(
    r"\?|\b(?:please|kindly) (?:\w+ )?(?:send|give|tell|confirm|provide|share|state|describe|repeat|let|type|"
    r"enter)\b|"
    r"\b(?:i(?:'ll| will)? need|send me|give me|tell me|let me (?:have|know)|remind me|run me through|fill me in)\b"
)
_ASKS_FOR_NOTHING_TOLD = pattern(
    r"\b(?:shall i|should i|would you|would that|does that|will that|is that (?:all right|ok|okay|fine|right|"
    r"correct)|"
    r"may i|can i|could i|do you want|want me to|how does that|anything else|right\?|correct\?|okay\?|ok\?|"
    r"have i got|"
    r"did i get|which would|when would|what would|how would|is it (?:working|back)|did (?:it|that) work)\b"
)


_OF_THEIR_PAST = pattern(
    r"\b(?:as )?you(?:'ve| have| had|'d)? (?:\w+ed|paid|said|told|wrote|bought|sent|got|took|had|were|was|made|came|"
    r"went|rang|chose|gave|left|lost|brought|found|sat|stood|spent|saw|met|kept|broke|flew|drove|began|stayed)\b|"
    r"\byour (?:\w+ ){1,3}(?:was|were|came|arrived|went|from|of)\b"
)
_NUMBERED = pattern(r"\d|@")
_ASKS_FOR_THE_ISSUE = pattern(r"\b(?:help|assist|problem|issue|matter|trouble|wrong|going on|happen(?:ed)?)\b")
_DAY = pattern(r"\b@DAY\b")
_MONTH = pattern(r"\b@MONTH\b(?! (?:i|we|you|be|have|not))")


def remembers(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T11, with the customer's words and the agent's that forget them."""
    forgot = tuple(move for move in case.of("asked_again", "wrong_paraphrase") if forgets(case, move))
    if forgot:
        first = forgot[0]
        source = _told(case, first)
        if source is None:
            return undecided(criterion, f"Where the customer had given what turn {first.turn} asks is not plain.")
        what = "asked again for" if first.kind == "asked_again" else "contradicted"
        return Verdict(
            id=criterion.id,
            verdict="violated",
            evidence=(*quoted(case, source), *(quote for move in forgot for quote in case.shown(move))),
            why=(
                f"Turn {first.turn} {what} what the customer had said in turn {source.turn}; read back through the "
                f"messages before you ask."
            ),
        )
    if (again := asked_again(case)) is not None:
        did = "asked again for what the customer had said"
        return _forgot(case, criterion, *again, did, "read back through the messages before you ask")
    if (slip := _misdated(case)) is not None:
        return _forgot(case, criterion, *slip, "gave another date than the customer had", "keep to what was said")
    turns = OCCASIONS[criterion.occasion](case)
    if turns is None:
        return undecided(criterion, "Code cannot tell whether there was a fact that could be forgotten.")
    if not turns:
        return Verdict(id=criterion.id, verdict="na", why="The customer had stated no fact that could be forgotten.")
    if all(case.lacks(turn, ("asked_again", "wrong_paraphrase")) for turn in turns) or _asks_nothing(case, turns):
        return Verdict(id=criterion.id, verdict="clean", why="Nothing that the customer had given was asked for again.")
    return undecided(criterion, "Code found nothing asked twice or contradicted, and cannot rule it out.")


def _forgot(case: Case, criterion: Criterion, source: Sentence, sentence: Sentence, did: str, instead: str) -> Verdict:
    """The violation that one sentence of the agent's makes of one of the customer's."""
    return Verdict(
        id=criterion.id,
        verdict="violated",
        evidence=quoted(case, source, sentence),
        why=f"Turn {sentence.turn} {did} in turn {source.turn}; {instead}.",
    )


def _told(case: Case, move: Move) -> Sentence | None:
    """The customer's sentence that had given what the move forgets."""
    earlier = tuple(sentence for sentence in sentences(case, *case.customer_turns) if sentence.turn < move.turn)
    if not earlier:
        return None
    facts = case.scenario.facts if case.scenario else ()
    fact = next((fact for fact in facts if fact.id == move.detail), None)
    wanted = stems(plain(fact.text)) if fact is not None else stems(plain(move.quote or ""))
    best = max(
        earlier, key=lambda sentence: (len(sentence.content & wanted), _NUMBERED.search(sentence.plain) is not None)
    )
    may_stand = (
        best.content & wanted or _NUMBERED.search(best.plain) or _ASKS_FOR_THE_ISSUE.search(plain(move.quote or ""))
    )
    return best if may_stand else None


def _misdated(case: Case) -> tuple[Sentence, Sentence] | None:
    """What the customer said and the sentence that tells the customer's own past with another day or month."""
    facts = [plain(fact.text) for fact in case.scenario.facts] if case.scenario else []
    told = sentences(case, *case.customer_turns)
    for sentence in sentences(case, *case.agent_turns):
        if not _OF_THEIR_PAST.search(sentence.plain) or sentence.asks:
            continue
        for dates in (_DAY, _MONTH):
            said = {match[0][:3] for match in dates.finditer(sentence.plain)}
            known = {match[0][:3] for text in (*facts, *(s.plain for s in told)) for match in dates.finditer(text)}
            source = next(
                (s for s in told if s.turn < sentence.turn and dates.search(s.plain) and s.telling & sentence.telling),
                None,
            )
            if said and source is not None and not said & known:
                return source, sentence
    return None


def _asks_nothing(case: Case, turns: tuple[int, ...]) -> bool:
    """Whether no sentence asks the customer for anything but a choice, and none restates a number or a day."""
    told = frozenset().union(*(sentence.content for sentence in sentences(case, *case.customer_turns)))
    for sentence in sentences(case, *turns):
        if _REQUESTS.search(sentence.plain) and not (
            (_ASKS_FOR_NOTHING_TOLD.search(sentence.plain) and not WANTS_TO_BE_TOLD.search(sentence.plain))
            or _asks_for_something_new(case, sentence)
        ):
            return False
        if _OF_THEIR_PAST.search(sentence.plain) and sentence.telling - told:
            return False
    return True


def _asks_for_something_new(case: Case, sentence: Sentence) -> bool:
    """Whether the question is for a fact of the scenario that had not been said."""
    return any(
        move.detail is not None and folded(move.quote or "-") in sentence.words
        for move in case.in_turn(sentence.turn, "asked_question")
    )
