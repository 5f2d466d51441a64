"""Sentences of a turn as they were written, each with its plain form and its content, for checks that quote them."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from persona_lab.customer.perceive.words import plain, stems, word_set
from persona_lab.judging.casefile import Case
from persona_lab.model.verdict import Quote
from persona_lab.text import folded

_SENTENCE = re.compile(
    r"(?:[^.!?…]|(?<=\d)\.(?=\d)|(?<=\w)\.(?=\w)|(?<=\b[MmDS][rsrt])\.|(?<=\bMrs)\.|"
    r"(?<=\b[ap]\.m)\.(?=\s[a-z]))+[.!?…]*"
)
_EVERYWHERE = stems(
    plain(
        "order account number reference customer service company agent team help check look issue problem question "
        "matter case request contact phone call detail inconvenience trouble wait patient time today tomorrow day "
        "minute moment long first next system support sorry understand frustration appreciate"
    )
) | word_set("1 2")
"""Content that any service conversation shares, so that sharing it shows nothing."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of one turn."""

    turn: int
    words: str
    """Exactly as written, white space folded."""

    @cached_property
    def plain(self) -> str:
        """Lower case, short forms written out, for patterns."""
        return plain(self.words)

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of what it speaks of, synonyms under one name."""
        return stems(self.plain)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The part of its content that not every service conversation shares."""
        return self.content - _EVERYWHERE

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark."""
        return self.words.rstrip("\"')!… ").endswith("?")


def sentences(case: Case, *turns: int) -> tuple[Sentence, ...]:
    """The sentences of those turns, in order."""
    return tuple(sentence for turn in turns for sentence in _of_turn(turn, case.text(turn)))


@lru_cache(maxsize=1024)
def _of_turn(turn: int, text: str) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(turn, words)
        for match in _SENTENCE.finditer(folded(text))
        if (words := match[0].strip()) and any(char.isalnum() for char in words)
    )


def agent_sentences(case: Case) -> tuple[Sentence, ...]:
    """Everything the agent said, in order."""
    return sentences(case, *case.agent_turns)


def newest_customer_turns(case: Case, agent_turn: int) -> tuple[int, ...]:
    """The customer turns that stand since the agent spoke last, oldest first."""
    earlier = [turn for turn in case.agent_turns if turn < agent_turn]
    return tuple(turn for turn in case.customer_turns if (earlier[-1] if earlier else 0) < turn < agent_turn)


def closest(sentence: Sentence, others: tuple[Sentence, ...]) -> Sentence | None:
    """The one of the others that shares most of a sentence's telling content; None when none shares any."""
    best = max(others, key=lambda other: len(other.telling & sentence.telling), default=None)
    return best if best is not None and best.telling & sentence.telling else None


def quoted(case: Case, *found: Sentence | None) -> tuple[Quote, ...]:
    """Those sentences as evidence."""
    return tuple(
        quote for sentence in found if sentence is not None for quote in case.quote(sentence.turn, sentence.words)
    )
