"""Legibility: whether a turn's words can be read as language at all, so that their lack of a sign says something.

Rough on purpose, and kind to short turns: it tells drawn letters, encoded stretches and bare symbols from speech. Words
in a language that the lab does not read are not legible to it either.
"""

import re

from persona_lab.customer.perceive.words import plain, word_set
from persona_lab.text import folded

FUNCTION_WORDS = word_set(
    "a an the this that these those it its he she they them their his her him i me my we us our you your who whom "
    "whose "
    "what which when where why how and or nor but so if as than then because while until though of in on at to from by "
    "for with about into over under after before between through up down out off again there here now not no yes is am "
    "are was were be been being do does did done have has had will would shall should can could may might must let get "
    "got just only very too also still already all any some each every both more most much many one two please sorry "
    "thank thanks ok okay hello hi"
)
"""Words without content of their own, which any few sentences of English hold."""

LONG = 10
"""Words from which a text without a single function word is no English."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CODED = re.compile(r"(?=\S*\d)(?=\S*[a-z])(?=\S*[A-Z])[\w+/=-]{20,}|[\w+/=-]{32,}")
_CLUSTER = re.compile(r"[^\Waeiouyàáâäèéêëìíîïòóôöùúûü\d_]{6,}", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûü]", re.IGNORECASE)
_LONGEST = 22


def is_legible(text: str) -> bool:
    """Whether at least half of the words can be words, and a longer text has function words.

    Plain silence holds nothing to misread, so it is legible.
    """
    if not text.strip():
        return True
    text = folded(_CODED.sub(" ~ ", text))
    words = _WORD.findall(text)
    if not words:
        # a bare figure or date answers a question; symbols answer nothing
        return any(char.isdigit() for char in text) and not _has_symbols_mostly(text)
    spoken = [word for word in words if _may_be_word(word)]
    if 2 * sum(map(len, spoken)) < sum(map(len, words)) + 4 * text.count("~"):
        return False
    known = sum(word in FUNCTION_WORDS for word in _WORD.findall(plain(text)))
    return len(words) < LONG or known >= max(1, len(words) // 12)


def _may_be_word(word: str) -> bool:
    """Whether letters look like a word: short forms in capitals do, and what has a vowel and no pile of consonants."""
    if word.casefold() in FUNCTION_WORDS or (word.isupper() and len(word) <= 4):
        return True
    if not word.isascii() and not _VOWEL.search(word):
        return word[0].isalpha() and ord(word[0]) < 0x250
    short = len(word) <= 3 and word.casefold() in _SHORT
    return short or (len(word) <= _LONGEST and _VOWEL.search(word) is not None and _CLUSTER.search(word) is None)


_SHORT = word_set("mr mrs ms dr st hm hmm mhm shh tsk wk pm am hrs km kg mm cm ltd pls thx vs tv bst gmt")


def _has_symbols_mostly(text: str) -> bool:
    return 2 * sum(char.isdigit() for char in text) < len(text.replace(" ", ""))
