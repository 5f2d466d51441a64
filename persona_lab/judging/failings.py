"""Failings by their kind: what a text says went wrong, so that two texts can be seen to speak of different things."""

import re
from collections.abc import Mapping
from functools import lru_cache

from persona_lab.customer.perceive.words import plain

_FAILINGS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(rf"\b(?:{words})\b")
    for name, words in {
        "late": (
            r"late(?:r|ly)?|delay\w*|overdue|slow\w*|wait\w*|on hold|queue\w*|on time|in time|took so long|"
            r"\w+ (?:weeks?|days?|hours?|minutes?)|(?:only|hours|days) after|ready|still (?:not|no|isn't|hasn't)|"
            r"reached you only|came at"
        ),
        "damage": (
            r"broke\w*|break\w*|crack\w*|damag\w*|smash\w*|dent\w*|scratch\w*|torn|tore|rip\w*|split|shatter\w*|bent|"
            r"stain\w*|soak\w*|pulp|wet|ruin\w*|fault\w*|defect\w*|leak\w*|flood\w*|burn\w*|chip\w*|mould\w*|bruis\w*"
        ),
        "outage": (
            r"outage|drop\w* out|dies?|died|dropp\w+|(?:is|was|went|goes|been|still) down|dead|cut off|cut out|"
            r"offline|fail\w*|crash\w*|"
            r"lose (?:the|your)|loses?|lost (?:the|your) (?:line|connection|signal)|out of order|not work\w*|"
            r"stopped working|froze\w*"
        ),
        "charge": (
            r"charg\w*|overcharg\w*|bill\w*|invoice\w*|debit\w*|fees?|price\w*|cost\w*|paid|pay\w*|payments?|"
            r"money|refund\w*|expensive|pounds?|euros?"
        ),
        "price": r"prices? (?:\w+ )?(?:went|gone|having|rise|rose|goes|going)\b.*\bup|price increase\w*|dearer|"
        r"(?:fee|price|bill|cost)\w* (?:is|was|being|that|so|too|were|higher)\b.{0,12}\bhigh\w*|expensive",
        "absence": (
            r"nobody came|no one came|(?:never|did(?:n't| not)|not) (?:turn(?:ed)? up|show(?:ed)? up|come|came|appear|"
            r"arrive\w*)|no-show|missed|stood (?:you )?up|failed to (?:come|turn up|appear)|never turned up"
        ),
        "silence": (
            r"(?:nobody|no one|never|not|n't|un)[ -]?(?:\w+ )?(?:answer\w*|repl\w+|respon\w+|call(?:ed)? (?:you )?back|"
            r"rang|pick(?:ed)? up|get through|got back)|ignor\w*|hung up|hang\w* up|hold|no (?:answer|reply)"
        ),
        "cancelled": r"cancel\w*|call(?:ed)? off|withdr[ae]w\w*",
        "rude": r"rude\w*|impolite|shout\w*|swor[en]|insult\w*|tone|manners|unfriendly|laugh\w*|disrespect\w*|snapp\w*",
        "misspelt": r"spell(?:ing|ed)?(?! out)|spelt|misspel\w*|typo\w*|name (?:\w+ ){0,3}wrong|mispronounc\w*",
        "wrong thing": (
            r"wrong (?:item|size|colour|model|product|order|parcel|\w+(?<!wrong way)(?<!number))|mix\w*[ -]up|"
            r"swapped"
        ),
        "missing": r"missing|lost|disappear\w*|vanish\w*|stolen|nowhere",
        "dirty": r"dirt\w*|filth\w*|unclean\w*|smell\w*|hygien\w*|dust\w*|hairs?|cockroach\w*|bugs?",
        "noise": r"noise|nois\w*|loud\w*|racket|drill\w*|music",
        "privacy": r"leak\w* your|privacy|data breach|shared your|passed on your|personal data",
        "hurt": r"injur\w*|hurt|pain|bleed\w*|bitten|fell|fall|shock|poison\w*|ill|sick|allerg\w*",
    }.items()
}
"""What can have gone wrong, by the words that tell of it; a text may tell of several."""


@lru_cache(maxsize=4096)
def failings_in(words: str) -> frozenset[str]:
    """What can have gone wrong, by its kind, as far as words name it."""
    text = plain(words)
    return frozenset(name for name, told in _FAILINGS.items() if told.search(text))
