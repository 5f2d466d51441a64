"""Apologies: whether they are whole sentences (T15) and whether there are too many (T16)."""

import re
from itertools import combinations

from rapidfuzz import fuzz

from persona_lab.judging.casefile import Case
from persona_lab.model.moves import Move
from persona_lab.model.verdict import Verdict
from persona_lab.text import folded

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_FIRST_PERSON = re.compile(
    r"\b(?:i|we)(?:'m|'re| am| are|'d| would| do| must| want| can| have| really| truly| sincerely| deeply| owe)?\b"
    r"[^.!?]{0,40}?\b(?:sorry|apologi[sz]e|apology|apologies|regret)\b"
    r"|\b(?:accept|offer(?:ing)?|give)\b[^.!?]{0,15}\b(?:my|our)\b[^.!?]{0,20}\bapolog(?:y|ies)\b"
    r"|\blet (?:me|us)\b[^.!?]{0,20}\bapologi[sz]e\b",
    re.IGNORECASE,
)
_AFTER_WORD = re.compile(r"\b(?:sorry|apologi[sz]e|apology|apologies|regret)\b(.*)", re.IGNORECASE | re.DOTALL)
_VOCATIVE = re.compile(r"^[\s,]*(?:(?i:mr|mrs|ms|miss|dr|prof|sir|madam)\b\.?)?[\s,]*(?:[A-Z][\w'-]+[\s,]*){0,2}$")
_EMPTY_REST = re.compile(r"^[\s,;:–—-]*(?:but\b.*|and\b.*)?$", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "i",
        "we",
        "you",
        "your",
        "our",
        "my",
        "me",
        "us",
        "it",
        "its",
        "it's",
        "this",
        "that",
        "these",
        "those",
        "for",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "with",
        "and",
        "but",
        "or",
        "so",
        "very",
        "really",
        "truly",
        "sincerely",
        "deeply",
        "again",
        "once",
        "more",
        "about",
        "any",
        "all",
        "caused",
        "cause",
        "sorry",
        "apologise",
        "apologize",
        "apology",
        "apologies",
        "regret",
        "regrets",
        "please",
        "accept",
        "offer",
        "do",
        "did",
        "does",
        "am",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "having",
        "i'm",
        "we're",
        "that's",
        "extremely",
        "terribly",
        "hear",
        "say",
        "inconvenience",
        "trouble",
        "situation",
        "experience",
        "issue",
        "problem",
        "everything",
        "happened",
        "what",
    ]
)

NEAR_SAME = 80.0
"""Similarity, 0 to 100, from which two apologies are the same one again (cards T16, T22)."""


def full_sentences(case: Case) -> Verdict:
    """Verdict on T15: the share of apologies that are whole first-person sentences with an object."""
    apologies = case.of("specific_apology", "generic_apology", "feeling_apology", "regretted_outcome")
    apologies = tuple(move for move in apologies if move.kind != "regretted_outcome" or _says_sorry(move.quote))
    if not apologies:
        return Verdict(id="T15", verdict="na", why="No apology was made, so its form cannot be judged.")
    whole = [move for move in apologies if is_full_sentence(_sentence_of(case, move))]
    broken = [move for move in apologies if move not in whole]
    share = len(whole) / len(apologies)
    met = share > 0.5
    why = (
        "The apology was a whole sentence: who is sorry, and for what."
        if not broken
        else (
            f"{len(broken)} of {len(apologies)} apologies were fragments; say 'I apologise' or 'I am sorry' and go "
            f"on to what for."
        )
    )
    return Verdict(
        id="T15",
        verdict="met" if met else "not_met",
        evidence=case.shown(*(whole if met else broken)),
        why=why,
        met=len(whole),
        opportunities=len(apologies),
    )


def is_full_sentence(sentence: str) -> bool:
    """Whether an apology has a first person, a verb and an object; an empty object ('for that') is still one (T15)."""
    plain = sentence.replace("’", "'")
    if _FIRST_PERSON.search(plain) is None:
        return False
    rest = _AFTER_WORD.search(plain)
    after = rest[1].strip(" .!?…") if rest else ""
    return not (_EMPTY_REST.match(after) or _VOCATIVE.match(after))


def overuse(case: Case) -> Verdict:
    """Verdict on T16: one apology for each failing; repeats, and extras without content, wear it out."""
    apologies = tuple(
        move
        for move in case.of("specific_apology", "generic_apology", "feeling_apology", "regretted_outcome")
        if move.quote and _says_sorry(move.quote)
    )
    if not apologies:
        return Verdict(id="T16", verdict="na", why="No apology was made, so none could be overused.")
    for earlier, later in combinations(apologies, 2):
        if _near_same(earlier, later):
            return Verdict(
                id="T16",
                verdict="violated",
                evidence=case.shown(earlier, later),
                why=(
                    f"Turn {later.turn} made the apology of turn {earlier.turn} again; say it once and spend the "
                    f"next line on what you do."
                ),
            )
    distinct = _distinct(tuple(move for move in apologies if move.kind in {"specific_apology", "regretted_outcome"}))
    empty = [move for move in apologies if move.kind in {"generic_apology", "feeling_apology"}]
    if len(apologies) > max(1, distinct) and (empty or len(apologies) > distinct + 1):
        return Verdict(
            id="T16",
            verdict="violated",
            evidence=case.shown(*(empty or apologies[-2:])),
            why=(
                f"{len(apologies)} apologies for {distinct} named failing{'' if distinct == 1 else 's'}: "
                "apologise once for each thing that went wrong, and leave the empty ones out."
            ),
        )
    return Verdict(
        id="T16", verdict="clean", evidence=case.shown(apologies[0]), why="No apology was repeated or worn out."
    )


def _says_sorry(words: str | None) -> bool:
    return words is not None and _AFTER_WORD.search(words) is not None


def _sentence_of(case: Case, move: Move) -> str:
    """The sentence in which the apology stands; perceive may quote only a part of it."""
    text = folded(case.text(move.turn))
    place = text.find(folded(move.quote or ""))
    for match in _SENTENCE.finditer(text):
        if match.start() <= place < match.end():
            return text[match.start() : max(match.end(), place + len(folded(move.quote or "")))]
    return move.quote or ""


def _near_same(one: Move, other: Move) -> bool:
    if one.turn == other.turn and one.quote == other.quote:
        return False
    first, second = folded(one.quote or "").casefold(), folded(other.quote or "").casefold()
    if fuzz.ratio(first, second) >= NEAR_SAME:
        return True
    left, right = _content(first), _content(second)
    # one failing in two wordings is one apology made twice
    return bool(left and right) and len(left & right) / len(left | right) >= 0.6


def _distinct(apologies: tuple[Move, ...]) -> int:
    named: list[Move] = []
    for move in apologies:
        if not any(_near_same(known, move) for known in named):
            named.append(move)
    return len(named)


def _content(words: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(words) if word not in _FUNCTION_WORDS)
