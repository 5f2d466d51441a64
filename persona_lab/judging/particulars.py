"""Particulars: the figures, days and things that a text names, in any spelling, and how two texts disagree on them."""

import re
from collections.abc import Mapping
from functools import lru_cache

from persona_lab.customer.perceive.words import plain, stems, word_set

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_PLACES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES: Mapping[str, int] = (
    {word: value for value, word in enumerate(_SMALL.split())}
    | {word: value for value, word in enumerate(_PLACES.split())}
    | {word: value * 10 for value, word in enumerate(_TENS.split(), 2)}
    | {f"{word[:-1]}ieth": value * 10 for value, word in enumerate(_TENS.split(), 2)}
    | {"both": 2, "twice": 2, "pair": 2, "couple": 2, "thrice": 3, "dozen": 12}
)
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000}
_NUMBER = re.compile(
    r"(?<![\w.,:])\d{1,2}[:.]\d{2}(?=\s*(?:[ap]\.?m\b|o'clock)|\b(?!\d))(?<=:\d\d)|"
    r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?=(?:st|nd|rd|th|p|k|am|pm|kg|km|m)?\b)|"
    rf"\b(?:{'|'.join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))})\b"
)
_JOINS = re.compile(r"[\s-]+(?:and\s+)?")
_DAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)days?\b")
_MONTH = re.compile(
    r"\b(jan|febr|mar|apr|jun|jul|aug|sept|octo|nov|dec)(?:uary|ch|il|e|y|ust|ember|ber)\b|\b(?:in|of|since|\d) (may)\b"
)
_SUM = re.compile(r"[£€$₹]\s?$|\b(?:rs|eur|gbp|usd|chf)\.?\s?$")
_CURRENCY = re.compile(r"\s?(?:pounds?|euros?|dollars?|quid|rupees?|francs?|per ?cent|%)")
_FEW = re.compile(r"\b(?:both|twice|couple|pair)\b")
_DATED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? (january|february|march|april|may|june|july|august|september|october|"
    r"november|december)\b"
)
_OF_A_TIME = re.compile(r"\b(?:at|by|from|to|till|until|before|after|between|around|about|past|on the)\s+$")
_TIMES = stems(
    "tomorrow today tonight morning afternoon evening january february march april june july august "
    "second minute hour day week month year september october november december monday tuesday "
    "wednesday thursday friday saturday sunday"
)
_NOUN = re.compile(r"\s+(?:of (?:the|your|my) )?([a-z]{3,})")

_CLASSES: Mapping[str, str] = {
    "colour": "black white grey gray red blue green yellow brown pink purple beige silver golden navy turquoise",
    "height": "upper lower",
    "end": "top bottom",
    "compass": "north south east west",
    "relation": (
        "mother father mum dad grandmother grandfather sister brother son daughter husband wife aunt uncle nephew niece"
    ),
    "occasion": "wedding christening funeral birthday anniversary baptism graduation retirement honeymoon christmas",
    "meal": "breakfast lunch dinner supper brunch",
    "furniture": "bed sofa couch armchair chair table wardrobe bookcase desk mattress cupboard shelf dresser stool",
    "garment": "coat jacket dress shirt trousers skirt shoes boots jumper suit blouse jeans gloves scarf hat",
    "appliance": "oven fridge freezer dishwasher kettle toaster microwave hob tumble-dryer hoover cooker heater boiler",
    "device": "laptop tablet printer television camera headphones keyboard monitor router modem speaker",
    "vehicle": "car bicycle bike scooter motorbike lorry bus train tram ferry taxi plane",
    "animal": "dog cat horse rabbit hamster parrot cow sheep",
    "room": "kitchen bathroom bedroom hall cellar attic garage balcony lounge",
    "joint": "knee shoulder elbow wrist ankle hip finger toe tooth",
    "pane": "window door roof floor ceiling wall",
    "fruit": "apple pear banana orange grape cherry strawberry raspberry",
}
_CLASS_OF: Mapping[str, str] = {word: name for name, words in _CLASSES.items() for word in word_set(words)}
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_BY = re.compile(r"\bby (letter|post|email|e-mail|phone|telephone|text|fax)\b")
_SIDE = re.compile(
    r"\b(left|right)(?=[ -](?:hand|side|corner|door|arm|leg|knee|foot|shoe|wheel|lens|ear|eye|wing|edge))"
)


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every number of a text in plain form: its value as digits, and where its words begin and end."""
    found: list[tuple[str, int, int]] = []
    whole: list[tuple[float, bool]] = []
    for match in _NUMBER.finditer(text):
        word = match[0].replace(",", "")
        if ":" in word:
            found.append((word.lstrip("0"), match.start(), match.end()))
            whole.append((-1.0, False))
            continue
        spelled = not word[0].isdigit()
        value = float(_SCALES.get(word, _VALUES.get(word, 0))) if spelled else float(word)
        joined = bool(found) and _JOINS.fullmatch(text, found[-1][2], match.start()) is not None
        before, was_spelled = whole[-1] if whole else (-1.0, False)
        if joined and was_spelled and spelled and before >= 0:
            if word in _SCALES and before < _SCALES[word]:
                value = max(before, 1) * _SCALES[word]
            elif value < before and (
                (before >= 100 and before % 100 == 0) or (before % 10 == 0 and before % 100 >= 20 and 0 < value < 10)
            ):
                value = before + value
            else:
                joined = False
            if joined:
                found[-1] = (f"{value:g}", found[-1][1], match.end())
                whole[-1] = (value, True)
                continue
        found.append((f"{value:g}", match.start(), match.end()))
        whole.append((value, spelled))
    return tuple(found)


def figures_in(words: str) -> frozenset[str]:
    """The numbers that words name, as digits; 'one' and 'first' are too common to be told apart from mere words."""
    return frozenset(value for value, _, _ in numbers_in(plain(words))) - {"1", "0"}


def sums_in(words: str) -> frozenset[str]:
    """The numbers that stand with a currency or a per cent, as digits."""
    text = plain(words)
    return frozenset(
        value
        for value, start, end in numbers_in(text)
        if _SUM.search(text[:start]) is not None or _CURRENCY.match(text, end) is not None
    )


def counts_in(words: str) -> Mapping[str, frozenset[str]]:
    """How many of which things words name, the things as stems."""
    text = plain(words)
    found: dict[str, frozenset[str]] = {}
    starts = [(value, end) for value, start, end in numbers_in(text) if not _OF_A_TIME.search(text[:start])]
    starts += [("1", match.end()) for match in re.finditer(r"\b(?:a single|only one)\b", text)]
    for value, end in starts:
        noun = _NOUN.match(text, end)
        for stem in stems(noun[1]) - _TIMES if noun else ():
            found[stem] = found.get(stem, frozenset()) | {value}
    return found


def days_in(words: str) -> frozenset[str]:
    """The weekdays that words name."""
    return frozenset(match[1] for match in _DAY.finditer(plain(words)))


def months_in(words: str) -> frozenset[str]:
    """The months that words name."""
    return frozenset(match[1] or match[2] for match in _MONTH.finditer(plain(words)))


def contradiction(words: str, known: str) -> str | None:
    """The particular in which words differ from what is known, where the other one of its kind is; None if none."""
    for said, told in ((days_in(words), days_in(known)), (months_in(words), months_in(known))):
        if said - told and told - said:
            return min(said - told)
    text, source = plain(words), plain(known)
    for kind in (_SIDE, _BY):
        named, named_before = set(kind.findall(text)), set(kind.findall(source))
        if named - named_before and named_before - named:
            strange_one: str = min(named - named_before)
            return strange_one
    said_things, told_things = _things(text), _things(source)
    for word in sorted(said_things - told_things):
        kin = {other for other in told_things if _CLASS_OF[other] == _CLASS_OF[word]}
        if kin and not kin & said_things:
            return word
    dated, dated_before = set(_DATED.findall(text)), set(_DATED.findall(source))
    if strange_dates := {month for month in dated - dated_before if month[1] in {other[1] for other in dated_before}}:
        return " ".join(str(part) for part in min(strange_dates))
    strange = figures_in(words) - figures_in(known)
    if sums_in(words) & strange and sums_in(known) - sums_in(words):
        return min(sums_in(words) & strange)
    counts, counts_told = counts_in(words), counts_in(known)
    for noun, values in sorted(counts.items()):
        if values & strange and counts_told.get(noun, frozenset()) - values:
            return min(values & strange)
    return None


def unverified(words: str, known: str) -> bool:
    """Whether words name a figure, a day, a month or a thing of a kind that nobody is known to have spoken of."""
    return bool(
        figures_in(_FEW.sub(" ", plain(words))) - figures_in(known)
        or days_in(words) - days_in(known)
        or months_in(words) - months_in(known)
        or _things(plain(words)) - _things(plain(known))
    )


def _things(text: str) -> frozenset[str]:
    """The words of a text that are one of a kind, in the singular."""
    words = {word if word in _CLASS_OF else word.removesuffix("s").removesuffix("'") for word in _WORD.findall(text)}
    return frozenset(words & _CLASS_OF.keys())
