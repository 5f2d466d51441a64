"""Names: the customer's own, a wrong one, a misspelt one, a placeholder (T18)."""

import re

from rapidfuzz.distance import DamerauLevenshtein

from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import plain, word_set

_TITLES = {
    "mr": "mr",
    "mister": "mr",
    "sir": "mr",
    "mrs": "mrs",
    "ms": "ms",
    "miss": "miss",
    "mx": "mx",
    "dr": "dr",
    "doctor": "dr",
    "prof": "prof",
    "professor": "prof",
}
_PLACEHOLDER = re.compile(
    r"[\[{<#%(]{1,2}\s*(?:insert\s+)?(?:customer|client|first|last|full|user|your|"
    r"the)?[\s_'’s-]*(?:first|last|full)?[\s_-]*name\s*(?:here)?[\]}>#%)]{1,2}|"
    r"[\[{<]{1,2}\s*customer\s*[\]}>]{1,2}|\$\{?name\}?",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|"
    r"Mister)\.?\s+([A-Z][\w'’-]+)(?:\s+([A-Z][\w'’-]+))?"
)
_CALLED = re.compile(
    r"(?:^|[.!?\n]\s*)(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening)|"
    r"[Oo]k(?:ay)?|[Rr]ight|[Tt]hanks|[Tt]hank you|[Ss]orry|[Oo]h|[Nn]ow|[Ww]ell|[Yy]es|[Nn]o|[Ss]ure|"
    r"HI|HELLO),?\s+(?:there,?\s+)?)([A-Z][a-zé'’-]{2,})(?=\s*[,.!?:;—–-]|\s+[a-z]|$)(?!\s+[A-Z])|"
    r",\s+([A-Z][a-zé'’-]{2,})(?=\s*[.!?;—–]|\s*$)"
)
_NOT_NAMES = word_set(
    """
    a absolutely actually after afternoon again agreed ah all alright also although amazing amazon an and
    any anyway apologies apple april are at august awesome because before being besides best both
    brilliant british but by bye call can certainly check cheers christmas clearly cool could dear
    december did do does done each easter either english even evening every everyone excellent fantastic
    february finally fine first firstly folks for frankly friday friend from give given good goodbye
    google got great guys having hello here hey hi hmm hold honestly how however if in indeed instead is
    it january july june just kind lastly let london looking lovely luckily madam mail march mate may
    maybe meanwhile might mm monday more morning most must my next no nobody none normally not noted
    november now obviously october of oh okay on once only otherwise our paypal perfect perhaps please
    plus regarding regards right ring royal sadly saturday second secondly send september shall should
    since sincerely sir so some sorry still sunday super sure take team tell thank thankfully thanks that
    the their then there these they this those though thursday to today tomorrow tonight too tuesday
    typically understood unfortunately unless until usually visa wait warm was we wednesday well were what
    when where which while who why will with without wonderful would yes you your yours
    """
)
_MINE = re.compile(
    r"(?:\bI['’]?m|\bI am|\b[Mm]y name(?:['’]s| is)|\b[Tt]his is|\b[Ii]t['’]s|\byou['’]re (?:speaking|"
    r"talking|chatting) (?:to|with)|\bcalled|\b[Rr]egards,?|\b[Ss]incerely,?|\bYours,?|\b[Aa]sk for|"
    r"\b[Cc]olleague|\b[Mm]anager|\b[Ss]upervisor)\s+(?:Mr |Mrs |Ms |Miss |Dr )?([A-Z][\w'’-]+)"
)
_SELF = re.compile(
    r"(?:\bmy name(?:['’]s| is)|\bI['’]?m called|\bthis is|\bname['’]s|\bI am|\bI['’]m|\bit['’]s|(?:^|"
    r"[.!?]\s)[Ii]t is)\s+((?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)|"
    r"(?:^|\n|[.!?]\s+)[-–—]?\s*((?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)[A-Z][\w'’-]+)(?:\s+here)?\s*[.,]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_PRONOUN_TITLES = {"he": frozenset({"mr"}), "she": frozenset({"ms", "mrs", "miss"})}


def find_names(reading: Reading) -> None:
    """Record the customer's name where it is right, and whatever stands in its place where it is not."""
    match = _PLACEHOLDER.search(reading.raw)
    if match is not None:
        reading.add_raw("wrong_name", match.start(), match.end(), detail=match[0])
    name = reading.scenario.customer.name if reading.scenario is not None else _own_name(reading)
    if not name:
        return
    title, parts = _split(name)
    others = _others(reading)
    named: list[tuple[int, int]] = []
    for match in _TITLED.finditer(reading.raw):
        used, words = _TITLES[match[1].lower()], [plain(word).removesuffix("'s") for word in match.groups()[1:] if word]
        words = [word for word in words[:1] if word] + [word for word in words[1:] if word in parts]
        if any(word in others for word in words) and not any(word in parts for word in words):
            continue
        named.append(match.span())
        if all(word in parts for word in words):
            fits = _title_fits(reading, title, used) and (words[-1] == parts[-1])
            reading.add_raw("used_name" if fits else "wrong_name", *match.span(), detail=match[0])
        else:
            reading.add_raw("wrong_name", *match.span(), detail=match[0])
    for place, word in ((m.start(), m[0]) for m in re.finditer(r"[A-Z][\w'’-]+|\b[a-z][a-z'’-]{3,}\b", reading.raw)):
        if any(start <= place < end for start, end in named):
            continue
        low = plain(word).removesuffix("'s").rstrip("'")
        if low in parts and (word[0].isupper() or len(low) > 3):
            if low == parts[0] and len(parts) == 1 and title and not word[0].isupper():
                continue
            reading.add_raw("used_name", place, place + len(word), detail=word)
        elif word[0].isupper() and low not in others and low not in _NOT_NAMES and _misspelt(low, parts):
            reading.add_raw("wrong_name", place, place + len(word), detail=word)
    for match in _CALLED.finditer(reading.raw):
        group = match.lastindex or 0
        low = plain(match[group])
        if low in parts or low in others or low in _NOT_NAMES or low in reading.matter_words or _misspelt(low, parts):
            continue
        if low.endswith(("ly", "ing", "ed")) or any(
            match.start(group) <= place < match.end(group) for place, _ in named
        ):
            continue
        reading.add_raw("wrong_name", match.start(group), match.end(group), detail=match[group])


_SPOKEN_OF = re.compile(
    r"(?:\b[Mm]rs?|\b[Mm]s|\b[Dd]r)\.? ([A-Z][\w'’-]+)(?:,? (?:who|is (?:free|my|our|the|here|in)|can|"
    r"will|has|runs|leads|knows|and I)\b)"
)


def _split(name: str) -> tuple[str | None, list[str]]:
    words = [plain(word).strip(".") for word in name.split()]
    title = _TITLES.get(words[0]) if words else None
    return title, (words[1:] if title else words) or words


def _own_name(reading: Reading) -> str | None:
    for turn in reading.earlier:
        if turn.speaker == "customer":
            for match in _SELF.finditer(turn.text):
                found = match[1] or match[2]
                words = found.split()
                if (
                    words[-1][0].isupper()
                    and words[0][0].isupper()
                    and not any(plain(word).strip(".") in _NOT_NAMES for word in words)
                ):
                    return found
    return None


def _title_fits(reading: Reading, title: str | None, used: str) -> bool:
    if title is not None:
        return title == used
    pronoun = reading.scenario.customer.pronoun if reading.scenario is not None else None
    fitting = _PRONOUN_TITLES.get((pronoun or "").lower())
    return fitting is None or used in fitting or used in {"dr", "prof", "mx"}


def _misspelt(word: str, parts: list[str]) -> bool:
    return any(
        len(part) >= 4
        and word != part
        and word[0] == part[0]
        and DamerauLevenshtein.distance(word, part) <= (1 if len(part) < 6 else 2)
        for part in parts
    )


def _others(reading: Reading) -> frozenset[str]:
    # people whom the customer, the scenario or the agent itself has introduced, and people spoken of, not to
    words = {plain(match[1]) for match in _MINE.finditer(reading.raw)}
    words |= {plain(match[1]) for match in _SPOKEN_OF.finditer(reading.raw)}
    if reading.scenario is not None:
        scenario = reading.scenario
        texts = [
            scenario.issue,
            scenario.root_cause,
            scenario.company,
            scenario.manager.note,
            *(fact.text for fact in scenario.facts),
        ]
        words |= {plain(word) for text in texts for word in re.findall(r"[A-Z][\w'’-]+", text)}
    for turn in reading.earlier:
        if turn.speaker == "customer":
            words |= {plain(word) for word in re.findall(r"[A-Z][\w'’-]+", turn.text)}
        else:
            words |= {plain(match[1]) for match in _MINE.finditer(turn.text)}
    return frozenset(words)
