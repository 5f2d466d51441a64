"""Denials of a remedy in any words: 'that is not on offer', 'nobody gets one', 'our terms rule it out' (T35)."""

import re

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.answers import holds_name
from persona_lab.model.scenario import Remedy

_BEFORE = re.compile(
    r"\b(?:no (?:way|chance|hope|question|prospect|possibility|right|claim|such thing) (?:of|to|that|as)?|"
    r"(?:there(?:'s| is| are| will be|'ll be)|you(?:'ll| will)? get|we (?:do|give|offer|have)|i (?:have|can do)) no|"
    r"(?:i|we|you|they|it|he|she) (?:never|can never|will never)|"
    r"no(?:body| one|ne of (?:us|our customers)) (?:ever )?(?:gets?|is given|receives?|has|can have)|"
    r"(?:rules?|ruled|ruling) out|exclud(?:es?|ed|ing)|forbids?|prohibits?|bars?|prevents? (?:me|us)|"
    r"stops? (?:me|us)|"
    r"(?:does|do|will|would)(?: not|n't) (?:cover|allow|permit|include|extend to|run to|stretch to|provide for|"
    r"offer|give|do|make|issue|hand out|pay)|"
    r"(?:not|n't|hardly) (?:entitled|eligible|due|owed|allowed|permitted|authori[sz]ed|able|prepared|willing|going|"
    r"about|in a position|qualif\w+)(?: to| for)?|(?:do|does)(?: not|n't) qualify for|ineligible for|"
    r"(?:have|has|got) no (?:right|claim|entitlement) to|"
    r"(?:can|could|may|will|would|shall|do|does|did)(?: not|n't)|cannot|can't|won't|"
    r"in no position to|unable to|refuse to|declin(?:e|ing) to|(?:must|have to|going to) (?:decline|refuse|reject|"
    r"turn down|say no to)|"
    r"(?:you can |better )?forget (?:about )?|out of the question to|impossible to)\b(?! (?:only|just|hesitate|worry|"
    r"lose|miss|need|have to|be charged|take long|mind))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:(?:is|are|was|were|be|'s)(?: not|n't| never| hardly) (?:\w+ )?(?:something|anything|a thing|possible|on "
    r"(?:offer|the table|the cards)|"
    r"available|an option|allowed|permitted|given|granted|done|made|payable|due|owed|covered|included|ours|mine|"
    r"for you|how we|part of|in my (?:power|gift)|going to (?:happen|be))|"
    r"(?:is|are|'s)(?: simply| just| completely| quite)? (?:out of the question|impossible|off the table|ruled out|"
    r"excluded|not-?refundable|non-?refundable|unavailable|against (?:our|the|my)|beyond (?:me|us)|"
    r"no option|no longer (?:possible|available|on offer)|for (?:others|members|other)|never)|"
    r"(?:will|would|can|could|shall)(?: not|n't) (?:be (?:\w+ )?(?:given|made|paid|granted|offered|done|possible|"
    r"refunded|returned|sent|arranged)|happen|come|go back)|won't (?:be|happen)|can't be|cannot be|"
    r"(?:stays?|remains?) (?:with us|ours|here|where it is)|against (?:our|the|company|house) (?:policy|rules?|"
    r"terms)|"
    r"never (?:happens?|comes?)|(?:do|does)(?: not|n't) (?:exist|apply|happen|come))",
    re.IGNORECASE,
)
_NO_DENIAL = re.compile(
    r"\b(?:but|however|though|although|instead|until|unless|only|before|yet|otherwise|why|whether|if|not (?:just|"
    r"merely)|no (?:doubt|problem|trouble|reason)|no (?:longer )?need|nothing (?:stops|prevents|against)|any other "
    r"way|any faster|more than|"
    r"further|bigger|larger|higher|on top|as well|twice|again|second)\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"^(?:s|ed|ing|ment)?\b(?: \w+)?? (?:of|for|on|towards|against) (?:the|your|this|that|a|an|any|"
    r"all)? ?([a-z' -]+)",
    re.IGNORECASE,
)


def denied(sentence: str, remedies: tuple[Remedy, ...]) -> Remedy | None:
    """The one of these remedies that a sentence says cannot be had; null when it puts another way or a condition."""
    words = sentence.replace("’", "'")
    if _NO_DENIAL.search(words) or words.rstrip("\"')! ").endswith("?"):
        return None
    for clause in re.split(r"[;:]|,(?= (?:and|so|i|we|you|it|that|this)\b)", words):
        for remedy in remedies:
            place = _named_at(clause, remedy)
            if place is None or _is_of_something_else(clause[place[1] :], remedy):
                continue
            if _BEFORE.search(clause[: place[0]]) or _AFTER.search(clause[place[1] :]):
                return remedy
    return None


def denies(sentence: str) -> bool:
    """Whether a sentence seems to deny something, whatever it is."""
    words = sentence.replace("’", "'")
    return not _NO_DENIAL.search(words) and _AFTER.search(words) is not None


def _named_at(clause: str, remedy: Remedy) -> tuple[int, int] | None:
    """Where a clause begins and ends to name a remedy."""
    said = clause.casefold()
    for keyword in remedy.keywords:
        if holds_name(said, keyword):
            start = re.search(rf"(?<![\w]){re.escape(keyword.casefold())}", said)
            if start is not None:
                return start.start(), start.end()
    return None


def _is_of_something_else(rest: str, remedy: Remedy) -> bool:
    """Whether what follows the name makes it another thing: 'a refund of the flight' where the hire fee is meant."""
    found = _OF_WHAT.match(rest)
    meant = stems(plain(found[1])) if found else frozenset()
    known = stems(plain(f"{remedy.description} {remedy.phrase or ''} {' '.join(remedy.keywords)}"))
    return bool(meant) and not meant & known
