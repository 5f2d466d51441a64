"""Reassurance where nothing can be given yet: who is at work on it, and what comes next (T32)."""

import re

from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.impasse import course_of
from persona_lab.judging.signs import undecided
from persona_lab.judging.times import names_time
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_ACTOR = (
    r"(?:(?i:i|we|he|she|it|they|somebody|someone)|"
    r"(?i:the|our|my|your|an?|two|both|all|every) (?:[\w'-]+ ){0,4}?[\w'-]+|"
    r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)*(?: in (?:the )?[\w ]{2,25}?)?)"
)


_UNDER_WAY = re.compile(
    rf"\b{_ACTOR}(?:'m| am|'s| is|'re| are) (?:(?:now|already|currently|still|also|just|right now|there|"
    rf"on site) ){{0,2}}"
    rf"(?!(?:being|going (?:well|fine|on|ahead|along)|coming along|moving along|progressing)\b)"
    rf"(?:\w{{2,}}ing\b|with (?:the|our|my|[A-Z])|"
    rf"at (?:the|your|their) |"
    rf"out (?:at|with|on|there)|on (?:site|the (?:phone|line|way|roof)|(?:his|her|their|my) (?:desk|list)))|"
    rf"\b(?:i|we)(?:'ve| have) (?:just |already |now |also )?(?:asked|sent|opened|raised|rung|called|put|passed|"
    rf"chased|emailed|e-mailed|"
    rf"logged|requested|started|got|handed|briefed|told)\b|\b(?:he|she|they|[A-Z]\w+) (?:opens?|reads?|checks?|"
    rf"looks?|tests?|searches|goes "
    rf"through|decides?)\b|\bit(?:'s| is) (?:on|with|in front of) (?!its|hand\b|order\b)",
)


_EMPTY_WORK = re.compile(
    r"\b(?:working on (?:it|this|that)|looking into (?:it|this|that)|being (?:looked (?:into|at)|dealt with|"
    r"worked on|handled|"
    r"investigated|processed)|doing (?:our|my) (?:best|utmost)|trying (?:our|my) best|in (?:good )?hand\b|moving along|"
    r"(?:progressing|coming along)|(?:is|are|'s|'re|'m|am|surely|right|straight) on(?:to)? (?:it|the case)(?=\W*(?:$|"
    r"now|already))|"
    r"(?:it|this|that|everything)(?:'ll| will) (?:all )?(?:get|be) (?:taken care of|dealt with|looked (?:into|after|"
    r"at)|handled)|"
    r"(?:will|'ll) (?:reach out|be in touch|get back to you|contact you|let you know)(?: \w+){0,3}? ?(?:soon|shortly|"
    r"as soon as possible|asap|in due course|when(?:ever)? (?:we|they|i) can)|rest assured)\b",
    re.IGNORECASE,
)


_NEXT_ACT = re.compile(
    r"\b(?:(?:i|we|he|she|they|you)(?:'ll| will| shall)|(?:i|we)(?:'m| am|'re| are) going to|"
    r"(?:the|our|my) (?:[\w'-]+ ){0,3}?(?:will|is going to)|(?:i|we|he|she|they) (?:call|ring|phone|e-?mail|text|"
    r"write|open|read|check|"
    r"decide|test|post|send|visit|come|go)s?\b|then|next)\b",
    re.IGNORECASE,
)


_VAGUE_TIME = re.compile(r"\b(?:as soon as (?:possible|we can|i can)|asap|shortly|in due course|soon)\b", re.IGNORECASE)


_TRIGGER = re.compile(
    r"\b(?:as soon as (?!possible|we can|i can)|the (?:moment|minute|second)|once|every (?:\w+ )?(?:minutes?|hours?|"
    r"day)|"
    r"when (?:he|she|it|they|the|that))\b",
    re.IGNORECASE,
)


_NO_ANSWER_YET = re.compile(
    r"\b(?:(?:i|we)(?: still)? (?:don't|do not|haven't|have not|can't|cannot) (?:yet )?(?:have|got|know|say|see|"
    r"tell you|give you|an|his|her|"
    r"their|any)\b[^.!?]{0,50}?\b(?:yet|answer|date|reason|when|why|cause|news|word|result|reply)\b|"
    r"\b(?:no|not an?) (?:answer|news|date|fix|word|part|result|solution|repair|cause|reply|"
    r"reason)\b[^.!?]{0,30}?\b(?:yet|so far|found|today|"
    r"known)\b|\b(?:isn't|is not|aren't|are not|not|hasn't been|has not been) (?:\w+ )?(?:fixed|solved|found|known|"
    r"clear|ready|back|"
    r"repaired|decided) yet|(?<!you )(?<!you've )\b(?:has|have|is|are|did)(?:n't| not) (?:\w+ ){0,3}?(?:arriv\w+|come|"
    r"reached|turned up|replied|answered|been \w+) (?:\w+ ){0,2}?yet)",
    re.IGNORECASE,
)


_SOOTHES = re.compile(
    r"\b(?:(?:don't|do not|no need to|please don't|never) (?:\w+ )?(?:worry|fret|panic|be concerned)|"
    r"(?:good|safe|capable|"
    r"best|the right) hands|leave (?:it|that|this|everything) (?:\w+ )?(?:with|to) (?:us|me)|"
    r"(?:doing|do) (?:everything|all|whatever) (?:that )?(?:we|i) can|(?:will|'ll) (?:all )?(?:be|come|"
    r"turn out|work out|"
    r"get) (?:\w+ )?(?:fine|sorted|right|well|alright|all right|okay|ok|good|itself out)|take care of (?:itself|"
    r"themselves)|(?:somebody|someone|people|the team|colleagues?) (?:is|are|'s) (?:\w+ )?(?:looking at|on|working on|"
    r"dealing with|seeing to) (?:it|this|that)|working (?:very |really )?(?:hard|flat out|round the clock)|"
    r"(?:very|really|so|extremely) important to us|trust (?:us|me|the process)|sit tight|hang in there|bear with us|"
    r"everything(?:'s| is) (?:\w+ )?(?:under control|in order|being done|in motion)|all (?:is )?(?:under|"
    r"in) (?:control|"
    r"order|motion)|(?:be|rest|you can be) (?:\w+ )?(?:assured|reassured|patient)|good things take time|"
    r"(?:high|top|first|highest) priority|moving (?:heaven|as fast))\b",
    re.IGNORECASE,
)
"""Phrases that comfort and say nothing of who does what."""
_ASKS_FOR_NEWS = re.compile(
    r"\b(?:when|where|how long|what(?:'s| is) (?:happening|going on|being done)|any news|update|"
    r"still (?:not|no|waiting|"
    r"isn't|hasn't|haven't)|waiting|nobody tells|not heard|heard nothing|no news|days?|weeks?)\b",
    re.IGNORECASE,
)


def _only_soothes(case: Case, turn: int) -> str:
    """The comforting phrase with which a turn answers somebody who waits; '' where it does anything besides."""
    before = next((number for number in reversed(case.customer_turns) if number < turn), None)
    if before is None or not _ASKS_FOR_NEWS.search(case.text(before)) or case.action(turn) is not None:
        return ""
    if case.in_turn(turn, "offered_remedy", "reoffered_refused", "asked_question", "held"):
        return ""
    if course_of(case).settled_turn is not None:
        return ""
    return next((s for s in sentences(case.text(turn)) if _SOOTHES.search(s.replace("’", "'"))), "")


def reassurance(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T32: where nothing can be given yet, who is at work on it, and the next concrete act.

    Being asked to wait while the agent looks something up (a hold) is T05's business; a matter of which the agent says
    that there is no answer yet, or that it is being dealt with, is this one's.
    """
    put_off = [turn for turn in case.agent_turns if _puts_off(case, turn)]
    if not put_off:
        return Verdict(id=criterion.id, verdict="na", why="The customer was never put off without an answer at hand.")
    told = {turn: shown for turn in put_off if (shown := _work_and_act(case, turn))}
    if told:
        first = min(told)
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=tuple(dict.fromkeys(quote for shown in told.values() for quote in shown)),
            why=f"Turn {first} said who is at work on it and what comes next.",
            met=len(told),
            opportunities=len(put_off),
        )
    if any(_names_act(case, turn) for turn in put_off):
        return undecided(
            criterion, "The customer was put off; whether that was work under way with a next step is open."
        )
    return Verdict(
        id=criterion.id,
        verdict="not_met",
        evidence=tuple(quote for turn in put_off for quote in case.quote(turn, _puts_off(case, turn))),
        why=criterion.advice or "The customer was put off; say who is doing what right now, and what comes next.",
        met=0,
        opportunities=len(put_off),
    )


def _puts_off(case: Case, turn: int) -> str:
    """The sentence by which a turn leaves the matter open for later; '' where none does."""
    settled = course_of(case).settled_turn
    return next(
        (
            sentence
            for sentence in sentences(case.text(turn))
            if _NO_ANSWER_YET.search(words := sentence.replace("’", "'"))
            or (_EMPTY_WORK.search(words) and not (settled is not None and turn > settled))
        ),
        _only_soothes(case, turn),
    )


def _names_act(case: Case, turn: int) -> bool:
    """Whether some sentence of the turn may name a next act: somebody will do something, with a time or a trigger."""
    return any(
        _NEXT_ACT.search(words) and (_definite(words)) and not _VAGUE_TIME.search(words)
        for sentence in sentences(case.text(turn))
        if (words := sentence.replace("’", "'"))
    )


def _definite(words: str) -> bool:
    return names_time(words) is not None or _TRIGGER.search(words) is not None


def _work_and_act(case: Case, turn: int) -> tuple[Quote, ...]:
    """The words that say work is under way and what comes next; nothing unless both stand there."""
    under_way: str | None = None
    next_act: str | None = None
    for sentence in sentences(case.text(turn)):
        words = sentence.replace("’", "'")
        if under_way is None and _UNDER_WAY.search(words) and not _EMPTY_WORK.search(words):
            under_way = sentence
        if next_act is None and _definite(words) and _NEXT_ACT.search(words) and not _VAGUE_TIME.search(words):
            next_act = sentence
    if under_way is None or next_act is None:
        return ()
    return tuple(dict.fromkeys((*case.quote(turn, under_way), *case.quote(turn, next_act))))
