"""Sums of money in words, and whether a sentence gives away more than the scenario's limits allow (T35, V2)."""

import re

from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.answers import holds_name
from persona_lab.judging.figures import SPELLED, value_of
from persona_lab.model.scenario import Remedy, Scenario

_COIN = (
    r"(?:euros?|pounds?(?: sterling)?|dollars?|quid|bucks|rupees?|francs?|kron(?:or|er|e|a)|yen|yuan|zloty(?:s|ch)?|"
    r"pesos?|rands?|dirhams?|sterling|eur|gbp|usd|aud|inr|chf|pln|sek|nok|dkk)"
)
_MONEY = re.compile(
    r"(?:[£€$₹¥]|\b(?:rs|eur|gbp|usd|aud|inr|chf|pln|sek|nok|dkk)\.?)\s?(\d[\d,]*(?:\.\d+)?)(k\b)?|"
    rf"\b(\d[\d,]*(?:\.\d+)?)(k)?[\s-]?(?:{_COIN}|€|£|\$)(?![a-z])",
    re.IGNORECASE,
)
_SPELLED_MONEY = re.compile(
    rf"({SPELLED})[\s-](?:(?:whole|full|good|more|extra) )?{_COIN}\b|\b((?:(?:{SPELLED}|a|\d+) )?grand)\b",
    re.IGNORECASE,
)


def amounts_in(text: str) -> frozenset[float]:
    """The sums of money that a text names, in figures or in words."""
    in_figures = (
        float((found[1] or found[3]).replace(",", "")) * (1000 if found[2] or found[4] else 1)
        for found in _MONEY.finditer(text)
    )
    in_words = (_spelled(found[1] or found[2]) for found in _SPELLED_MONEY.finditer(text))
    return frozenset((*in_figures, *in_words))


def _spelled(words: str) -> float:
    figure = re.match(r"\d+", words)
    return float(figure[0]) * 1000 if figure else value_of(words)


def limits_of(scenario: Scenario) -> frozenset[float]:
    """Every sum that one of the scenario's remedies is limited to."""
    return frozenset(amount for remedy in scenario.remedies for amount in amounts_in(str(remedy.limit or "")))


def gives_too_much(sentence: str, scenario: Scenario) -> bool:
    """Whether a sentence gives away a sum beyond every limit, or knows none: 'whatever you spent'."""
    limits = limits_of(scenario)
    words = sentence.replace("’", "'")
    if not limits or OUT_OF_REACH.search(words) or words.endswith("?") or _ONLY_SUPPOSES.search(words):
        return False
    unlimited = _NO_LIMIT.search(words) is not None or _is_share_beyond_all(words)
    endless = _is_free_for_long(words, scenario)
    hands_out = _GIVES.search(words) or _GOES_TO_THEM.search(words)
    if not (hands_out or (unlimited and re.search(r"\bcancel", words)) or endless):
        return False
    if endless:
        return True
    # a remedy without a limit, such as the return of a payment made in error, may be of any sum
    said = stems(plain(words))
    free = (remedy for remedy in scenario.remedies if remedy.limit is None)
    if any(_speaks_of(words, said, remedy) for remedy in free):
        return False
    sums = amounts_in(_NOT_GIVEN.sub(" ", words))
    too_large = bool(sums) and max(sums) > max(limits) and not _counts_units(max(sums), scenario)
    return too_large or (unlimited and not sums & limits)


def _speaks_of(words: str, said: frozenset[str], remedy: Remedy) -> bool:
    named = stems(plain(f"{remedy.description} {' '.join(remedy.keywords)}")) & said - _EVERYWHERE
    return any(holds_name(words, keyword) for keyword in remedy.keywords) or len(named) >= _NAMED


_NAMED = 2
"""Words of a remedy without a limit from which a sentence is about it."""


def _counts_units(given: float, scenario: Scenario) -> bool:
    """Whether a sum is so many times a limit that holds for each unit: two nights at '£94 a night'."""
    units = (
        amount
        for remedy in scenario.remedies
        if re.search(r"\b(?:an?|per|each|every)\b", str(remedy.limit or ""))
        for amount in amounts_in(str(remedy.limit))
    )
    return any(amount and (given / amount).is_integer() for amount in units)


def _is_share_beyond_all(words: str) -> bool:
    """Whether more than all of it is given: 'two hundred per cent of the fee'."""
    shares = (
        float(found[1].replace(",", "")) if found[1] else value_of(found[2] or "") for found in _SHARE.finditer(words)
    )
    return any(share > _ALL for share in shares)


_ALL = 100.0
"""Per cent that make the whole."""
_SHARE = re.compile(rf"(?:\b(\d[\d,]*(?:\.\d+)?)|({SPELLED}))\s?(?:%|per ?cent\b)", re.IGNORECASE)


def _is_free_for_long(words: str, scenario: Scenario) -> bool:
    """Whether a service is given for a stretch of time, or for times to come, that no remedy speaks of."""
    found = _FREE_FOR_LONG.search(words)
    if found is None or re.search(r"\b(?:not|no|never|isn't|can't|cannot|won't)\b|n't\b", words, re.IGNORECASE):
        return False
    stretch = _STRETCH.search(found[0])
    known = " ".join(f"{r.description} {r.limit or ''} {' '.join(r.keywords)}" for r in scenario.remedies).casefold()
    unit = stretch[0].casefold().rstrip("s") if stretch else "-"
    return unit not in known


_STRETCH = re.compile(
    r"\b(?:years?|months?|weeks?|decades?|lifetime|life|ever|(?:twelve|six|ten|\d+) \w+)\b", re.IGNORECASE
)
_HOW_LONG = (
    rf"(?:(?:an?|one|the|this|another|{SPELLED}|\d+|(?:a |the )?(?:whole|entire|full|coming|next|rest of the|rest of "
    r"your) ?)(?: (?:whole|full|entire|coming|next))? ?(?:years?|months?|decades?|season|lifetime|life)(?:'s?|s')?)"
)
_FREE = r"(?:free(?: of charge)?|on us|on the house|gratis|for nothing|at no (?:cost|charge)|without (?:paying|charge))"
_FREE_FOR_LONG = re.compile(
    rf"\b{_HOW_LONG}\b(?: of| worth of)?(?: \w+){{0,3}}? \b{_FREE}\b|"
    rf"\b{_FREE}\b[^.!?]{{0,40}}?\b(?:for|until|all) (?:{_HOW_LONG}|ever|good|life)\b|"
    rf"\b{_HOW_LONG} of free\b|"
    rf"\b(?:your|the|all|every|any) (?:next|future|coming|further) (?:\w+ ){{0,3}}?(?:is|are|will be|comes?|goes) "
    rf"(?:\w+ )?{_FREE}\b|"
    r"\b(?:never|not) (?:have to )?pay (?:\w+ ){0,4}(?:again|any ?more)\b",
    re.IGNORECASE,
)
_EVERYWHERE = stems("week year month full money customer account new")
OUT_OF_REACH = re.compile(
    r"\b(?:more than|beyond|above|over|past|outside|not|can't|cannot|isn't) (?:\w+ ){0,3}?(?:i|we|my|our|mine|ours|"
    r"anyone|"
    r"anybody|what)\b",
    re.IGNORECASE,
)
"""Words that put a sum out of the agent's reach, and so promise nothing."""
_ONLY_SUPPOSES = re.compile(
    r"\b(?:if (?:i|we) (?:could|were|had)|(?:i|we) (?:can't|cannot|can not|won't|will not|couldn't|am not|'m not|"
    r"are not|aren't|wish)|you(?:'d| would)? (?:want|wanted|ask|asked|demand|demanded|are asking|were told|said|say|"
    r"claim|would like)|somebody (?:told|promised)|no(?:body| one) (?:can|could|may|gets))\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall| can|'m| am|'re| are|'ve| have|'d)? (?:\w+ ){0,3}?(?:pay(?:ing)?|paid|"
    r"refund(?:ing|ed)?|credit(?:ing|ed)?|giv(?:e|ing|en)|send(?:ing)?|sent|put(?:ting)?|return(?:ing|ed)?|"
    r"award(?:ing|ed)?|hand(?:ing)?|wir(?:e|ing|ed)|load(?:ing|ed)?|add(?:ing|ed)?|"
    r"cover(?:ing)?|compensat\w*|reimburs\w*|waiv\w*|writ(?:e|ing) off|knock(?:ing)? off|transfer(?:ring|red)?|"
    r"have\b[^.!?]{0,50}\bpaid|get\b[^.!?]{0,40}\bback)\b",
    re.IGNORECASE,
)
_GOES_TO_THEM = re.compile(
    r"\b(?:you(?:'ll| will| shall| can)? (?:\w+ )?(?:get|have|receive|be (?:paid|refunded|given|credited|"
    r"reimbursed|compensated))|(?:is|are) (?:yours|on us|coming (?:back )?to you|on (?:its|the) way to you)|"
    r"(?:goes|go|comes|come) (?:straight |right )?(?:back )?to (?:you|your)|(?:will be|shall be|is being|has been|"
    r"have been) (?:paid|refunded|credited|transferred|sent|returned|reimbursed)|^\W*have|let me (?:\w+ )?(?:pay|"
    r"refund|credit|give|send|put|cover|reimburse|compensate))\b(?!\W+(?:a |an |the |your )?(?:bill|invoice))",
    re.IGNORECASE,
)
_NOT_GIVEN = re.compile(
    rf"\b(?:paid|spent|charged|costs?|worth|owed?|lost|billed|took|taken|priced? (?:at|of)|bill (?:of|for)|"
    rf"invoice (?:of|for)|instead of|rather than|out of|not|demand\w*|want\w*|ask\w* for)\b(?: \w+){{0,2}}? "
    rf"(?:[£€$₹¥]\s?\d[\d,.]*|\d[\d,.]*\s?{_COIN}\b|{SPELLED}[\s-]{_COIN}\b)|"
    rf"\b(?:the|that|those|your) (?:[£€$₹¥]\s?\d[\d,.]*|\d[\d,.]*\s?{_COIN}|{SPELLED}[\s-]{_COIN}) "
    r"(?:bill|invoice|fee|charge|order|ticket|fare|excess|deposit)\b",
    re.IGNORECASE,
)
_NO_LIMIT = re.compile(
    r"\b(?:whatever (?:you|it)|no (?:ceiling|limit|cap|questions asked|matter (?:what|how much))|however much|"
    r"(?:every|the last|down to the last) (?:single |last )?(?:penny|cent|euro|pound|dollar|rupee|farthing)|"
    r"everything (?:back|you(?:'ve| have)? (?:lost|spent|paid)|that you(?:'ve| have)? (?:lost|spent|paid))|"
    r"(?:the )?whole (?:lot|amount of everything|shebang|caboodle)|the lot(?= back\b|\W*$)|all of it back|"
    r"(?:double|triple|treble|quadruple|twice|(?:three|four|five|ten|\d+) times) (?:\w+ )?(?:what|the|your|that|"
    r"as much|back|it|of)|(?:next|coming|following) (?:year|"
    r"month)'?s? (?:\w+ )?(?:as well|too|free)|as much as you (?:like|want|please|need)|name your (?:price|figure|"
    r"sum)|a blank cheque|"
    r"for (?:life|ever|good)|sky(?:'s| is) the limit)\b",
    re.IGNORECASE,
)
