"""Apologies: whether they are whole sentences (T15) and whether there are too many (T16)."""

import re
from itertools import combinations

from rapidfuzz import fuzz

from persona_lab.customer.perceive.words import plain as in_plain_form
from persona_lab.customer.perceive.words import stems
from persona_lab.judging import contacts
from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.signs import undecided
from persona_lab.model.moves import Move, MoveKind
from persona_lab.model.rubric import Criterion
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
_POINTS_AT_NOTHING = re.compile(
    r"^\W*(?:(?:about|for|over) (?:all )?(?:this|that|it|these|those|"
    r"everything))?\b[\s,]*(?:[A-Z][\w.'-]*\s*){0,3}\W*$"
)
_AFTER_WORD = re.compile(r"\b(?:sorry|apologi[sz]e|apology|apologies|regret)\b(.*)", re.IGNORECASE | re.DOTALL)
_VOCATIVE = re.compile(r"^[\s,]*(?:(?i:mr|mrs|ms|miss|dr|prof|sir|madam)\b\.?)?[\s,]*(?:[A-Z][\w'-]+[\s,]*){0,2}$")
_CLAUSE_BEFORE = re.compile(r"^(.*\w.*?)(?:[,;:–—-] ?| )(?:and |for which |so )+(?:i|we)\b", re.IGNORECASE | re.DOTALL)
_EMPTY_REST = re.compile(r"^[\s,;:–—-]*(?:but\b.*|and\b.*)?$", re.IGNORECASE | re.DOTALL)
_SAID_IN_ANY_APOLOGY = stems(
    "sorry apologise apologize apology apologies regret regrets accept offer truly sincerely deeply really extremely "
    "terribly once "
    "inconvenience trouble situation experience issue problem everything happened caused"
)

NEAR_SAME = 80.0
"""Similarity, 0 to 100, from which two apologies are the same one again (cards T16, T22)."""


def full_sentences(case: Case) -> Verdict:
    """Verdict on T15: the share of apologies that are whole first-person sentences with an object."""
    apologies = case.of("specific_apology", "generic_apology", "feeling_apology", "regretted_outcome")
    in_other_words = [move for move in apologies if move.kind == "specific_apology" and not _says_sorry(move.quote)]
    apologies = tuple(
        move for move in apologies if _says_sorry(move.quote) or move.kind in {"generic_apology", "feeling_apology"}
    )
    if not apologies and in_other_words:
        return Verdict(
            id="T15",
            verdict="cannot_tell",
            by="nobody",
            why="A failing was owned without the word sorry; whether that is an apology takes a reader.",
        )
    if not apologies:
        return Verdict(id="T15", verdict="na", why="No apology was made, so its form cannot be judged.")
    whole = [move for move in apologies if is_full_sentence(_sentence_of(case, move))]
    broken = [move for move in apologies if move not in whole]
    share = len(whole) / len(apologies)
    met = share >= 0.5
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
    if not (_EMPTY_REST.match(after) or _VOCATIVE.match(after)):
        return True
    before = _CLAUSE_BEFORE.match(plain)
    # 'you sat there all day, and I am sorry' has its object before it
    return before is not None and len(stems(in_plain_form(before[1]))) >= 2


def by_letter(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T14 by the letter of D1 (X24): an apology that is a whole sentence and goes on to say for what.

    'I apologise for the inconvenience' and 'I am sorry you feel that way' count; a fragment, or a mere 'for that', does
    not.
    """
    apologies = tuple(
        move
        for move in case.of("specific_apology", "generic_apology", "feeling_apology", "regretted_outcome")
        if _says_sorry(move.quote)
    )
    if not apologies:
        if not OCCASIONS[criterion.occasion](case):
            return Verdict(
                id=criterion.id, verdict="na", why="No apology was made, and no fault is known that asks for one."
            )
        if any(_AFTER_WORD.search(case.text(turn)) for turn in case.agent_turns):
            return undecided(criterion, "Code cannot tell whether the words are an apology.")
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            why="The company is at fault and nobody apologised; say 'I apologise for', and for what.",
        )
    named = [move for move in apologies if _names_something(_sentence_of(case, move))]
    empty = [move for move in apologies if move not in named]
    return Verdict(
        id=criterion.id,
        verdict="met" if named else "not_met",
        evidence=case.shown(*(named or empty)),
        why=(
            f"Turn {named[0].turn} apologised in a sentence that says for what."
            if named
            else f"The apology of turn {empty[0].turn} was a fragment or named nothing; go on to say for what."
        ),
        met=len(named),
        opportunities=len(apologies),
    )


def _names_something(sentence: str) -> bool:
    after = _AFTER_WORD.search(sentence)
    return is_full_sentence(sentence) and after is not None and _POINTS_AT_NOTHING.match(after[1]) is None


def overuse(case: Case) -> Verdict:
    """Verdict on T16: one apology for each failing; repeats, and extras without content, wear it out."""
    apologies = tuple(
        move
        for move in case.of("specific_apology", "generic_apology", "feeling_apology", "regretted_outcome")
        if move.quote and _says_sorry(move.quote)
    )
    # a closing regret is the goodbye's business, unless it only says an earlier apology again (readings, 6)
    plain_ones = tuple(move for move in apologies if move.kind != "regretted_outcome")
    if plain_ones:
        apologies = tuple(
            move for move in apologies if move in plain_ones or any(_near_same(one, move) for one in plain_ones)
        )
    apologies = tuple(sorted((*apologies, *_in_other_words(case)), key=case.position))
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


def _in_other_words(case: Case) -> tuple[Move, ...]:
    """Apologies that are made without a word that the reader of moves knows: 'forgive us', 'our bad', 'pardon me'."""
    known = [folded(move.quote) for move in case.of(*_APOLOGIES) if move.quote and _says_sorry(move.quote)]
    found = []
    for turn in case.agent_turns:
        for sentence in contacts.sentences(case.text(turn)):
            words = in_plain_form(sentence)
            said = _OTHER_WORDS.search(words)
            if said is None or _NO_APOLOGY.search(words) or sentence.rstrip("\"') ").endswith("?"):
                continue
            quote = folded(sentence)
            if any(one in quote or quote in one for one in known):
                continue
            clause = re.split(r"[,;:.]", words[said.start() :], maxsplit=1)[0]
            names = stems(clause) - _SAID_IN_ANY_APOLOGY - _FORMULAIC
            kind: MoveKind = "specific_apology" if names else "generic_apology"
            found.append(Move(kind=kind, turn=turn, quote=sentence))
    return tuple(found)


_APOLOGIES: tuple[MoveKind, ...] = ("specific_apology", "generic_apology", "feeling_apology", "regretted_outcome")
_OTHER_WORDS = re.compile(
    r"\b(?:(?:do |please |kindly )*(?:forgive|pardon|excuse) (?:me|us)\b|(?:do |please |kindly )*(?:forgive|"
    r"pardon) (?:the|this|our|my)\b|"
    r"(?:i|we) (?:do |must |can only )?(?:beg|ask|crave) (?:for )?(?:your |you for |you to |a |the )?(?:pardon|"
    r"forgive\w*|indulgence)|"
    r"mea culpa|(?:our|my) bad\b|(?:our|my) (?:sincere |deepest |heartfelt |profound |humble |full |"
    r"very )*(?:apolog(?:y|ies)|regrets?)\b|"
    r"apologies\b|(?:i|we)(?:'m| am|'re| are)? (?:\w+ ){0,2}?(?:sorry|apologetic|contrite|remorseful|ashamed|"
    r"mortified|regretful)\b|"
    r"(?:i|we) (?:\w+ ){0,2}?(?:regret|apologi[sz]e)\b|(?:with|much) regret\b|so sorry\b|sorry\b)"
)
_NO_APOLOGY = re.compile(
    r"\b(?:regret to (?:say|tell|inform)|excuse me (?:for a|while|one|a)|no (?:apolog\w+|regrets?)|(?:not|never|"
    r"n't) (?:\w+ )?(?:regret|apologi[sz]e|sorry)|"
    r"(?:accept|receive[sd]?|get|got|deserve|owed?|want\w*|wait\w* for|hear) (?:\w+ )?an? (?:\w+ )?apology|"
    r"you(?:'re| are)? (?:\w+ )?(?:sorry|regret|apologi[sz]e)|"
    r"(?:he|she|they|driver|colleague|manager|nurse|courier|crew) (?:\w+ ){0,2}?(?:regret\w*|apologi[sz]e\w*|"
    r"sorry)|sorry (?:state|sight))\b"
)
_FORMULAIC = stems(
    "ask forgive pardon excuse please kindly beg bad culpa mea regret contrite "
    "ashamed mortified apologetic sincere deepest heartfelt humble once more again offer indulgence"
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
    if not left or not right:
        return False
    # one failing in two wordings is one apology made twice, and so is one that adds nothing new to an earlier one
    earlier, later = (left, right) if (one.turn, one.quote) <= (other.turn, other.quote) else (right, left)
    shared = len(left & right)
    return shared / len(left | right) >= 0.6 or (
        len(later) >= 2 and shared / len(later) >= 0.75 and len(earlier) >= len(later)
    )


def _distinct(apologies: tuple[Move, ...]) -> int:
    named: list[Move] = []
    for move in apologies:
        if not any(_near_same(known, move) for known in named):
            named.append(move)
    return len(named)


def _content(words: str) -> frozenset[str]:
    return stems(in_plain_form(words)) - _SAID_IN_ANY_APOLOGY
