"""Dignity: answers that take up an insult, or the hurt it did, in words however polite (T02, T03)."""

from collections.abc import Sequence

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import pattern, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import Sentence, newest_customer_turns, sentences
from persona_lab.model.moves import Move, MoveKind

_DENIES = pattern(
    r"\b(?:(?:i|we)(?:'m| am|'re| are) (?:\w+ )?(?:not|no|neither|far from|anything but)|nobody|no one|none of us|"
    r"not a |(?:i|we) (?:reject|resent|dispute|refute|deny|object to|take exception to)|never (?:been|have)|"
    r"(?:isn't|is not|aren't|are not|wasn't) (?:\w+ ){0,2}?(?:a|an|any|one|true|fair|what))\b"
)
_RESENTS = pattern(
    r"\b(?:take (?:that|it|those words?) back|withdraw (?:that|those)|(?:unfair|wrong|unkind|harsh|strong|hard|hurtful|"
    r"nasty|uncalled[- ]for|unworthy|offensive|serious) (?:thing|word|words|accusation|charge|remark|claim|language|"
    r"description|thing to (?:say|call))\b|(?:honest|decent|hard-?working|respectable|reputable) "
    r"(?:people|company|firm|business|"
    r"staff|shop|folk|team)|(?:good|excellent|spotless|long-standing|fine|solid) (?:name|reputation)|reject (?:that|"
    r"such|the|this|any|your) (?:\w+ )?(?:description|word|charge|accusation|suggestion|tone|claim)|(?:nobody|no one|"
    r"never) (?:\w+ ){0,4}?(?:called|spoken|talked|accused)|(?:called|calling) (?:us|me) (?:names|that|such)|"
    r"name-calling|(?:accus\w+|insult\w*) (?:me|us|like that)|(?:deserve|earned|merit) (?:that|such|this|those))\b"
)
_HURT = pattern(
    r"\b(?:(?:it|that|this|words? like (?:that|this|these)|such words?|those words?) (?:do |does |really |rather |"
    r"quite |did |can )*"
    r"(?:sting|stings|hurt|hurts|wound|wounds|upset me|get to me|gets to me|cut deep)|"
    r"(?:i|me)(?:'m| am|'ve| have)? (?:\w+ ){0,2}?(?:feel|felt|feeling|am|take|took|find|left) (?:\w+ ){0,3}?"
    r"(?:attacked|hurt|offended|insulted|wounded|bruised|targeted|unappreciated|to heart|personally|upset)|"
    r"my (?:own )?(?:feelings|nerves|dignity|day|pride|health)|(?:person|human(?: being)?|somebody|someone) (?:on|at|"
    r"behind) (?:this|the other|the) (?:side|end|screen|desk|keyboard)|i(?:'m| am) (?:\w+ )?(?:only |just )(?:\w+ )?"
    r"(?:human|doing my|trying to do my|the messenger|new)|(?:long|hard|rough|bad|difficult) (?:day|shift|"
    r"week) (?:\w+ )?"
    r"(?:me|us|here|too)|why (?:is it )?(?:always )?(?:me|pick on)|spoken to like (?:that|this)|"
    r"be (?:kind|gentle|nice) "
    r"(?:to|with) me|easy on me)\b"
)
_OF_SELF = pattern(
    r"\b(?:my (?:job|heart|feelings|self|life|fault alone)|me too|as well as you|to me|for me|hurt|heart)\b"
)


def taken_personally(case: Case, turns: Sequence[int], kinds: Sequence[MoveKind]) -> list[Move]:
    """The signs of these kinds in answers to an attack: the insult denied or resented, and hurt of the agent's own."""
    found: list[Move] = []
    for turn in turns:
        thrown = _thrown(case, turn)
        for sentence in sentences(case, turn):
            if "bit_back" in kinds and (_RESENTS.search(sentence.plain) or _denies(sentence, thrown)):
                found.append(Move(kind="bit_back", turn=turn, quote=sentence.words))
            if "made_it_about_self" in kinds and _HURT.search(sentence.plain):
                found.append(Move(kind="made_it_about_self", turn=turn, quote=sentence.words))
    return found


def may_be_personal(case: Case, turn: int) -> bool:
    """Whether a turn takes up words of the attack or speaks of the agent's own side, so that a reader must say."""
    thrown = _thrown(case, turn)
    return any(
        sentence.content & thrown or _OF_SELF.search(sentence.plain) or _DENIES.search(sentence.plain)
        for sentence in sentences(case, turn)
    )


def _denies(sentence: Sentence, thrown: frozenset[str]) -> bool:
    return bool(sentence.content & thrown) and _DENIES.search(sentence.plain) is not None


def _thrown(case: Case, turn: int) -> frozenset[str]:
    """The names that the customer called somebody in the newest words."""
    words: set[str] = set()
    for number in newest_customer_turns(case, turn):
        for sentence in sentences(case, number):
            if replies.attacks(sentence.words):
                words |= {stem for match in _NAMED.finditer(sentence.plain) for stem in stems(match[1])}
    return frozenset(words)


_NAMED = pattern(
    r"\b(?:you(?:'re| are)?(?: all| lot| people)?|bunch of|pack of|load of|set of|such|company of|and|a|an|are|nothing "
    r"but|"
    r"called?) ([a-z]{4,})\b"
)
