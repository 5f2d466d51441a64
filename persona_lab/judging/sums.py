"""Sums of money in words, and whether a sentence gives away more than the scenario's limits allow (T35, V2)."""

import re

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.model.scenario import Scenario

_MONEY = re.compile(
    r"(?:[£€$₹]|\b(?:rs|eur|gbp|usd|aud|inr|chf|pln)\.?)\s?(\d[\d,]*(?:\.\d+)?)|"
    r"\b(\d[\d,]*(?:\.\d+)?)\s?(?:euros?|pounds?|dollars?|quid|rupees?)\b",
    re.IGNORECASE,
)


def amounts_in(text: str) -> frozenset[float]:
    """The sums of money that a text names in figures."""
    return frozenset(float((found[1] or found[2]).replace(",", "")) for found in _MONEY.finditer(text))


def limits_of(scenario: Scenario) -> frozenset[float]:
    """Every sum that one of the scenario's remedies is limited to."""
    return frozenset(amount for remedy in scenario.remedies for amount in amounts_in(str(remedy.limit or "")))


def gives_too_much(sentence: str, scenario: Scenario) -> bool:
    """Whether a sentence gives away a sum beyond every limit, or knows none: 'whatever you spent'."""
    limits = limits_of(scenario)
    words = sentence.replace("’", "'")
    unlimited = _NO_LIMIT.search(words) is not None
    gives = _GIVES.search(words) or (unlimited and re.search(r"\bcancel", words))
    if not limits or not gives or OUT_OF_REACH.search(words) or words.endswith("?"):
        return False
    # a remedy without a limit, such as the return of a payment made in error, may be of any sum
    said = stems(plain(words))
    free = (remedy for remedy in scenario.remedies if remedy.limit is None)
    if any(stems(plain(f"{remedy.description} {' '.join(remedy.keywords)}")) & said - _EVERYWHERE for remedy in free):
        return False
    sums = amounts_in(words) | _written_out(words)
    return bool(sums and max(sums) > max(limits)) or (unlimited and not sums & limits)


def _written_out(text: str) -> frozenset[float]:
    """Sums written out, such as 'three thousand euros'."""
    return frozenset(
        float(_DIGITS[(found[1] or "a").lower()] * (100 if found[2].lower() == "hundred" else 1000))
        for found in _THOUSANDS.finditer(text)
        if re.search(r"euro|pound|dollar|quid|grand", text[found.start() : found.end() + 9], re.IGNORECASE)
    )


_EVERYWHERE = stems("week year month full money customer account new")
OUT_OF_REACH = re.compile(
    r"\b(?:more than|beyond|above|over|past|outside|not|can't|cannot|isn't) (?:\w+ ){0,3}?(?:i|we|my|our|mine|ours|"
    r"anyone|"
    r"anybody|what)\b",
    re.IGNORECASE,
)
"""Words that put a sum out of the agent's reach, and so promise nothing."""
_GIVES = re.compile(
    r"\b(?:i|we)(?:'ll| will| can|'m| am|'re| are)? (?:\w+ ){0,3}?(?:pay(?:ing)?|refund(?:ing)?|credit(?:ing)?|"
    r"giv(?:e|ing)|"
    r"cover(?:ing)?|compensat\w*|reimburs\w*|waiv\w*|writ(?:e|ing) off|knock(?:ing)? off|transfer(?:ring)?|"
    r"have\b[^.!?]{0,50}\bpaid|get\b[^.!?]{0,40}\bback)\b",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(
    r"\b(?:whatever (?:you|it)|no (?:ceiling|limit|cap|questions asked|matter (?:what|how much))|however much|"
    r"every (?:penny|cent)|"
    r"everything you(?:'ve| have)? (?:lost|spent|paid)|(?:next|coming|following) (?:year|"
    r"month)'?s? (?:\w+ )?(?:as well|too|free)|"
    r"for (?:life|ever|good)|sky(?:'s| is) the limit)\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    r"\b(?:(one|two|three|four|five|six|seven|eight|nine|ten|a) )?(hundred|thousand|grand)\b(?: \w+)? ?(?:euros?|"
    r"pounds?|dollars?|quid)?",
    re.IGNORECASE,
)
_DIGITS = {
    word: number
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
} | {"a": 1}
