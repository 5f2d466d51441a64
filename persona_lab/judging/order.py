"""Feelings first, then the problem (T20): decided by where the quotes stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import pattern
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import Sentence, quoted, sentences
from persona_lab.model.moves import Harmful, MoveKind
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
    "checked_result",
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
    "vague_promise",
    "over_promised",
)
_ACTED: tuple[MoveKind, ...] = ("held", "transferred", "scheduled_follow_up")
_TAKEN_FOR_UPSET: tuple[MoveKind, ...] = ("acknowledged_feeling", "linked_cause", "specific_apology")
_ASKING: frozenset[MoveKind] = frozenset(["asked_question", "asked_again", "interrogated", "asked_contact"])
"""Moves that are work even in the words of an acknowledgement; any other may be made by those words in passing."""
_HARMFUL: frozenset[str] = frozenset(get_args(Harmful)) - {"generic_apology", "feeling_apology", "bare_understanding"}

_TAKES_UP = pattern(
    r"^\W*(?:(?:so|right|ok(?:ay)?|well|now|first|and|then|good news\b[\w ]*),? )*(?:please |kindly |could you |"
    r"can you |"
    r"would you )?(?:tell|give|send|read|show|confirm|provide|describe|spell|remind|let) (?:me|us)\b|"
    r"^\W*(?:please|kindly) (?!accept|know|forgive|don't|do not|rest|be assured)\w+|"
    r"\b(?:i|we)(?:'ll| will| shall|'m going to|'m gonna|'re going to|'d like to| can| could| would like to) "
    r"(?!(?:\w+ )?(?:see|hear|tell|imagine|only|understand|say)\b)(?:\w+ ){0,2}?(?:have|get|ask|let|look|check|see|"
    r"find|open|pull|sort|fix|refund|send|book|pass|put|take|call|ring|"
    r"arrange|issue|do|need|transfer|start|raise|log|speak|talk|go)\b|"
    r"\blet(?:'s| me| us) (?!know\b|say\b|apologi[sz]e|begin by saying|start by saying)\w+|"
    r"\b(?:i|we) need (?:your|the|to (?:see|know|have|check))\b|"
    r"^\W*(?:hold on|one moment|on hold|wait|bear with)\b|\bput(?:ting)? you (?:on hold|through|over)\b|"
    r"\b(?:gonna|going to|popping|putting) (?:you|put you)\b"
)
"""Sentences that ask, check, look up or promise an act: work on the problem, whatever else they are."""
# 'not on' judges a matter at the end of a sentence, and places it elsewhere
_FEELS = pattern(r"\b(?!not on\b(?!\W*$))(?:@FEEL|@HARD)\b")
_ASKS_AFTER = pattern(
    r"\b(?:are|is) (?:you|they|he|she|everyone|everybody|anyone|(?:your|the) (?:\w+ ){0,2}?\w+) (?:\w+ )?(?:all right|"
    r"alright|ok|okay|hurt|safe|unharmed|injured|unwell)\b(?= ?[?,]|\W*$)"
)
"""Questions after somebody's health or safety: they take up the harm and ask for nothing."""
_SAYS_SORRY = pattern(r"\b(?:sorry|apologi[sz]e|apologies|regret|forgive)\b")
_SEES = pattern(
    r"\byou(?:'re|'ve|'d|r)?\b|\b(?:any|every|no)(?:one|body)\b|\bwho would|\bwonder\b|\b(?:that|this|it|what|"
    r"which)(?:'s| is| "
    r"was| must| sounds?| would)\b|^\W*(?:oh|what an?|how|such)\b"
)
"""Words that can speak of what it is like for somebody else."""


@dataclass(frozen=True)
class _Step:
    """One sentence of the agent's and what it does for the order."""

    sentence: Sentence
    does: Literal["acknowledges", "works", "unclear", "neither"]


def feelings_first(case: Case) -> Verdict:
    """Verdict on T20; without any acknowledgement it is not met only where nothing was said that could be one."""
    upset = _first_upset(case)
    if upset is None:
        if not all(replies.is_calm(case.text(turn)) for turn in case.customer_turns):
            return _open("Code cannot tell whether the customer was upset.")
        return Verdict(id="T20", verdict="na", why="No customer turn shows emotion.")
    if case.next_agent_turn(upset) is None:
        return Verdict(id="T20", verdict="na", why="No agent turn followed the customer's emotion.")
    earlier = [turn for turn in case.agent_turns if turn < upset and _works_in(case, turn)]
    if earlier:
        if not all(replies.is_calm(case.text(turn)) for turn in case.customer_turns if turn < earlier[0]):
            return _open("Code cannot tell whether the customer was upset before the work began.")
        return Verdict(id="T20", verdict="na", why="Work on the problem had begun before the customer showed emotion.")
    steps = list(_steps(case, upset))
    work = next((place for place, step in enumerate(steps) if step.does == "works"), len(steps))
    acted = min((turn for turn in case.agent_turns if turn > upset and case.in_turn(turn, *_ACTED)), default=None)
    if acted is not None:
        # what is done by an action is done at the end of its turn
        work = min(work, next((i for i, step in enumerate(steps) if step.sentence.turn > acted), len(steps)))
    before, after = steps[:work], steps[work:]
    first = next((step for step in before if step.does == "acknowledges"), None)
    worked = after[0].sentence if after else None
    if first is not None:
        return Verdict(
            id="T20",
            verdict="met",
            evidence=quoted(case, first.sentence, worked),
            why=f"Turn {first.sentence.turn} acknowledged the feeling before the first step towards a solution.",
        )
    if any(step.does == "unclear" for step in before):
        return _open("Code cannot tell whether the words before the work acknowledge the feeling.")
    late = next((step for step in after if step.does == "acknowledges" and _makes_up(case, step.sentence)), None)
    if late is None:
        return Verdict(
            id="T20",
            verdict="not_met",
            evidence=quoted(case, worked),
            why=f"Turn {upset} was upset and no turn acknowledged it; one clause about it would do before the work.",
        )
    began = acted if worked is None or (acted is not None and acted < worked.turn) else worked.turn
    return Verdict(
        id="T20",
        verdict="violated",
        evidence=quoted(case, worked, late.sentence),
        why=(
            f"Work on the problem began in turn {began}, before the feeling was acknowledged in turn "
            f"{late.sentence.turn}; turn them round."
        ),
    )


def _first_upset(case: Case) -> int | None:
    """The first customer turn that shows emotion, attacks, or was answered as an upset one."""
    for turn in case.customer_turns:
        text = case.text(turn)
        if turn in case.emotional_turns or replies.attacks(text):
            return turn
        answer = case.next_agent_turn(turn)
        if answer is not None and not replies.is_calm(text) and case.in_turn(answer, *_TAKEN_FOR_UPSET):
            return turn
    return None


def _works_in(case: Case, turn: int) -> bool:
    return bool(case.in_turn(turn, *_ACTED)) or any(_does(case, one) == "works" for one in sentences(case, turn))


def _steps(case: Case, upset: int) -> Iterator[_Step]:
    """The agent's sentences after an upset turn, in order."""
    for turn in case.agent_turns:
        if turn > upset:
            for sentence in sentences(case, turn):
                yield _Step(sentence, _does(case, sentence))


def _does(case: Case, sentence: Sentence) -> Literal["acknowledges", "works", "unclear", "neither"]:
    """What a sentence does; an acknowledgement that states a fact or a promise in passing is an acknowledgement."""
    moves = [move for move in case.in_turn(sentence.turn) if _within(move.quote, sentence.words)]
    kinds = {move.kind for move in moves}
    if _ASKS_AFTER.search(sentence.plain):
        return "acknowledges"
    if not kinds.isdisjoint(_ASKING) or (sentence.asks and not _SAYS_SORRY.search(sentence.plain)):
        return "works"
    taken_back = "but_clause" in kinds and kinds.isdisjoint(
        {"acknowledged_feeling", "linked_cause", "specific_apology"}
    )
    if (not kinds.isdisjoint(ACKNOWLEDGING) and not taken_back) or (
        _SAYS_SORRY.search(sentence.plain) and kinds.isdisjoint(_HARMFUL)
    ):
        return "acknowledges"
    reflects = not sentence.asks and kinds.isdisjoint(_HARMFUL) and _names_feeling(case, sentence)
    if reflects and not _TAKES_UP.search(sentence.plain):
        return "acknowledges"
    sure = {move.kind for move in moves if move.source != "learned"}
    if not sure.isdisjoint(PROBLEM_WORK) or _TAKES_UP.search(sentence.plain):
        return "works"
    return "unclear" if _may_acknowledge(case, sentence) else "neither"


def acknowledges(case: Case, sentence: Sentence) -> bool:
    """Whether a sentence of the agent's takes up what it was like for the customer, be it by an empty formula."""
    return _does(case, sentence) == "acknowledges"


def _names_feeling(case: Case, sentence: Sentence) -> bool:
    """Whether words of feeling or of burden are said of somebody else, or of what the customer told."""
    # in the first person the customer's own patterns read it
    turned = _SECOND_PERSON.sub(lambda found: _FIRST_PERSON[found[0].casefold()], sentence.words)
    felt = _FEELS.search(sentence.plain) or replies.is_emotional(turned)
    return bool(felt) and bool(_SEES.search(sentence.plain) or _shared(case, sentence))


def _may_acknowledge(case: Case, sentence: Sentence) -> bool:
    """Whether words that no rule explains could still take up what it was like for the customer."""
    if len(sentence.words.split()) < _FEWEST or _GREETS.search(sentence.plain):
        return False
    if _FEELS.search(sentence.plain) or (_SEES.search(sentence.plain) and _shared(case, sentence)):
        return True
    if case.lacks(sentence.turn, ACKNOWLEDGING):
        return False
    if _SEES.search(sentence.plain):
        return True
    # a bare list of dates and sums is a summary, and a story of one's own is not the customer's
    figures = sum(any(char.isdigit() for char in word) for word in sentence.words.split())
    return figures < _LIST and not _OF_ONESELF.search(sentence.plain)


_FEWEST = 3
"""Words from which a sentence can be more than a greeting or a murmur."""
_GREETS = pattern(
    r"^\W*(?:hello|hi|hey|dear|welcome|good (?:morning|afternoon|evening))\b[^,.!?]{0,40}[,.!]?[^,.!?]{0,40}[.!]?$"
)
_OF_ONESELF = pattern(r"\b(?:i|me|my|mine|we|us|our)\b|^\W*(?:thanks|thank you)\b")
_SECOND_PERSON = re.compile(r"\b(?:yourself|your|yours)\b", re.IGNORECASE)
_FIRST_PERSON = {"yourself": "myself", "your": "my", "yours": "mine"}
_LIST = 2
"""Figures from which a sentence that names no feeling lists facts."""


def _shared(case: Case, sentence: Sentence) -> frozenset[str]:
    said = (each.telling for each in sentences(case, *case.customer_turns) if each.turn < sentence.turn)
    return sentence.telling & frozenset().union(*said)


def _makes_up(case: Case, sentence: Sentence) -> bool:
    """Whether an acknowledgement after the work began counts: none that does harm, and no word thrown in."""
    kinds = {move.kind for move in case.in_turn(sentence.turn) if _within(move.quote, sentence.words)}
    named = not kinds.isdisjoint(ACKNOWLEDGING) and kinds != {"solidarity"}
    said = named or _SAYS_SORRY.search(sentence.plain) or (_FEELS.search(sentence.plain) and _shared(case, sentence))
    return bool(said) and kinds.isdisjoint(_HARMFUL) and len(sentence.words.split()) >= _FEWEST


def _within(quote: str | None, words: str) -> bool:
    """Whether a move's quote and a sentence are the same words, or one holds the other."""
    said = folded(quote or "")
    return bool(said) and (said in words or words in said)


def _open(why: str) -> Verdict:
    return Verdict(id="T20", verdict="cannot_tell", by="nobody", why=why)
