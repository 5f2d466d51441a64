"""Pauses: where an agent puts the customer on hold, in words or by action (T05)."""

from dataclasses import dataclass
from functools import lru_cache

from persona_lab.customer.perceive.words import any_of, pattern
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import Sentence, sentences
from persona_lab.model.actions import Hold

_MOMENT = r"(?:moment|minute|min|second|sec|mo|tick|jiffy|bit)s?"
_HOW_LONG = (
    r"(?:(?:about |around |roughly |just |up to |maybe )?(?:\d+|one|two|three|four|five|six|seven|eight|ten|fifteen|"
    r"a couple of|a few|half a|another|an?)(?:[ -](?:or|to|-) ?\w+)? (?:\w+ )?)"
)
PAUSING = pattern(
    any_of(
        # the word itself
        r"\bhold (?:please|on\b(?! to)|the line|a (?:moment|minute|sec)|while (?:i|we)|for (?:a|me|about|just|@NUM)\b)",
        r"\bplease hold\b(?! (?:on to|onto|it|the (?!line)))",
        r"^\W*hold\W*$",
        r"\b(?:put|place|pop|leave|have|keep) you on (?:a (?:\w+ )?)?hold\b",
        r"\b(?:can|could|would|will) you (?:\w+ )?hold\b(?! (?:the (?!line)|it|on to))",
        # staying, by other names
        r"\b(?:mind|ok|okay|happy) (?:\w+ )?(?:holding|hanging on|waiting)\b(?! (?:un)?til)(?!.{0,20}\b(?:days?|"
        r"weeks?)\b)",
        r"\bbear with (?:me|us)\b",
        r"\bhang on\b(?! to)|\b(?:hang|sit) tight\b|\bstay on the line\b|\bbrb\b",
        r"\b(?:be|'ll be) (?:right|straight) back\b",
        rf"\bback (?:with you |to you |here )?in {_HOW_LONG}{_MOMENT}\b",
        r"\b(?:leave|lose|park) you (?:for|here|a)\b",
        # a stretch of time asked for
        rf"\b(?:give|allow|grant|spare) (?:me|us) {_HOW_LONG}{_MOMENT}\b",
        rf"\b(?:i|we)(?:'d| would|'ll| will)? (?:\w+ )?(?:need|want|like) {_HOW_LONG}{_MOMENT}\b(?! of your)",
        r"\b(?:i|we)(?:'ll| will|'d| would| need to| have to| must)? (?:\w+ )?(?:step away|go quiet|go silent|pause)\b",
        rf"^\W*(?:just |please,? )?(?:one|a|1|two|2) (?:\w+ )?{_MOMENT}\b(?! (?:ago|later|of your|i))",
        rf"\b(?:just|only) (?:one|a) {_MOMENT}\W*(?:please\b.*)?$",
        r"\b(?:pause|break) (?:\w+ )?(?:here|this chat|the chat|the call|for)\b",
        rf"\bwait (?:here |there )?(?:for )?{_HOW_LONG}{_MOMENT}\b",
    )
)
"""Words that ask the customer to stay while the agent goes silent."""
_NOT_PAUSING = pattern(
    any_of(
        r"\b(?:you (?:were|have been|had been|'ve been|sat|spent|waited)|kept you|left you|being|been|was|were) "
        r"(?:\w+ ){0,3}(?:on hold|waiting|holding)",
        r"(?:\b(?:no|not|never|without|rather than|instead of)|n't) (?:\w+ ){0,3}(?:hold|holding)\b",
        r"\bthank(?:s| you) for (?:holding|bearing|hanging|waiting|your patience)",
        r"\bi(?:'m| am) back",
    )
)


@dataclass(frozen=True, slots=True)
class Pause:
    """One hold, by words or by action."""

    turn: int
    words: tuple[Sentence, ...]
    """The sentences that announce it; empty when only the action shows it."""


@lru_cache(maxsize=4)
def pauses(case: Case) -> tuple[Pause, ...]:
    """Every hold of the conversation, in order."""
    found = []
    for turn in case.agent_turns:
        announced = tuple(
            sentence
            for sentence in sentences(case, turn)
            if PAUSING.search(sentence.plain) and not _NOT_PAUSING.search(sentence.plain)
        )
        if announced or isinstance(case.action(turn), Hold):
            found.append(Pause(turn, announced))
    return tuple(found)
