"""Promised contacts in words: which sentences commit the agent's side to reach the customer, and for when."""

import re
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from persona_lab.judging.times import Window, find_windows
from persona_lab.text import folded

_SENTENCE = re.compile(
    r"(?:[^.!?…]|(?<=\w)\.(?=\w)|(?<=\b[ap]\.m)\.(?=\s[a-z])|(?<=\b[MD][rs])\.|(?<=\bMrs)\.)+[.!?…]*", re.IGNORECASE
)
_PROMISING = re.compile(
    r"\b(?:(?:i|we|he|she|they|you|someone|somebody|[A-Z][\w'-]+|(?:the|our|my|your|an?) (?:[\w'&-]+ ){0,3}?[\w'-]+)"
    r"(?:'ll| will| shall|'m going to| am going to|'s going to| is going to)|(?:shall|may|can|could) (?:i|we|she|he|"
    r"they)|"
    r"(?:i|we|she|he|they|(?:our|my) (?:[\w'-]+ ){0,2}?[\w'-]+) can|(?:i|we)(?:'d| would) like (?:\w+ )?(?:to|"
    r"(?:\w+ ){1,2}to))\b|"
    r"\b(?:i|we|she|he|they) (?:call|ring|phone|e-?mail|text|write|message)s? (?:to )?(?:you|the number)\b|"
    r"\bexpect (?:my|our|an?|to hear)\b",
    re.IGNORECASE,
)


_CONTACT = re.compile(
    r"\b(?:call|ring|phone|email|e-mail|mail|write|message|text|contact|get back|come back|be back|be in touch|"
    r"let you know|"
    r"update|report back|hear (?:back )?from|follow up|follow-up|tell you|reach (?:you|out)|have (?:an|the|"
    r"their) (?:answer|reply|decision)|"
    r"confirm(?:ation|ed|s)?|speak (?:to you )?again|touch base|telephone|post|callback|(?:call|ring|phone|e-?mail|"
    r"text)s (?:to )?you)\b",
    re.IGNORECASE,
)
_BURDEN = re.compile(
    r"\b(?:you (?:can|could|may|should|will need to|'ll need to|need to|have to)|please|just|feel free to)\s+"
    r"(?:call|ring|phone|email|write|contact|get back to|message|try|check)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def is_contact_promise(sentence: str) -> bool:
    """Whether a sentence commits the agent's side to contact the customer; asking the customer to call does not."""
    plain = sentence.replace("’", "'")
    if _BURDEN.search(plain) and not re.search(r"\b(?:i|we)(?:'ll| will)\b", plain, re.IGNORECASE):
        return False
    return _CONTACT.search(plain) is not None and _PROMISING.search(plain) is not None


def sentences(text: str) -> list[str]:
    """The text's sentences, folded; a line break ends one."""
    return list(_sentences(text))


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(
        found[0].strip()
        for line in text.split("\n")
        for found in _SENTENCE.finditer(folded(line))
        if any(char.isalnum() for char in found[0])
    )


_NEW_CLAUSE = re.compile(
    r"(?:[,;:—–]|\band\b|\bthen\b|\bso\b)\s+(?:(?:and|then|so)\s+)?(?=(?:i|we|he|she|they|you|it|nobody|somebody|"
    r"someone)"
    r"(?:'ll|'m|'ve|'re|'s|'d|\s+[a-z]+)\b|(?:my|our|your|the) [a-z]+ (?:goes|will|is|gets|comes|leaves|arrives|"
    r"looks|checks|calls|rings|brings|sends|takes|opens|visits|collects)\b)",
    re.IGNORECASE,
)
_NAMES_DAY = re.compile(
    r"\b(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|"
    r"th)?(?: of)? [A-Z][a-z]{2,8})\b",
    re.IGNORECASE,
)


def clauses(sentence: str) -> list[str]:
    """A sentence's clauses, cut where a new subject and its verb begin."""
    starts = [0, *(found.end() for found in _NEW_CLAUSE.finditer(sentence)), len(sentence)]
    return [sentence[start:end] for start, end in pairwise(starts)]


def contact_windows(words: str, now: datetime) -> tuple[Window, ...]:
    """The times of the clauses that promise a contact; an hour whose day stands in another clause is left out.

    'The note goes in today, she reads it on Monday, and I ring you at ten' promises nothing for today.
    """
    parts = clauses(words)
    told = [clause for clause in parts if _CONTACT.search(clause)] or parts
    if len(parts) == 1:
        return find_windows(words, now)
    days_elsewhere = any(_NAMES_DAY.search(clause) for clause in parts)
    return tuple(
        window
        for clause in told
        if _NAMES_DAY.search(clause) or not days_elsewhere
        for window in find_windows(clause, now)
    )
