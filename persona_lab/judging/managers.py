"""Managers in words: who asks for one, who offers one, and who says that none is there.

Besides the common words for someone higher, the scenario's own words count: its manager's name and office.
"""

import re
from functools import lru_cache

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import plain
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.model.actions import Transfer

_ROLE = (
    r"(?:manager|manageress|supervisor|superior|boss|(?:team|shift|duty|floor|group|department) (?:lead(?:er)?|head)|"
    r"head of [a-z]+|director|principal|owner|proprietor|chair(?:man|woman|person)?|"
    r"(?:anyone|anybody|someone|somebody) (?:senior|above|higher|more senior|in charge|over)|higher-?ups?|"
    r"(?:senior |upper )?management\b(?! (?:fee|company|plan))|superiors)"
)
_NOT_A_NAME = frozenset(
    [
        "team",
        "lead",
        "leader",
        "manager",
        "supervisor",
        "duty",
        "shift",
        "head",
        "owner",
        "available",
        "on",
        "in",
        "the",
        "until",
        "at",
        "of",
        "back",
        "from",
        "his",
        "her",
        "their",
        "desk",
        "office",
        "next",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "tomorrow",
        "now",
        "may",
        "can",
        "away",
        "and",
        "or",
        "by",
        "for",
        "is",
        "are",
        "not",
        "who",
        "no",
        "one",
        "nobody",
        "branch",
        "floor",
        "area",
        "practice",
        "house",
        "store",
        "service",
        "customer",
        "relations",
        "operations",
        "technical",
        "general",
        "senior",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "madam",
    ]
)
_WANTS = (
    r"(?:want|need|get|fetch|bring|put|speak|talk|word|give|connect|transfer|escalate|see|ask|demand|insist|"
    r"like|let me|may i|can i|could i|is there|who(?:'s| is)|where(?:'s| is)|call)"
)
_WHO = re.compile(
    r"\bwho(?:'s| is| are)? (?:\w+ )?(?:in charge|above you|over you|(?:your|the) (?:boss|superior|manager|"
    r"supervisor))\b"
)
_REPORTS = re.compile(
    r"\b(?:told|said|says|tells|wrote|promised|must|has to|already|yesterday|last (?:week|time|month)|when i|another|"
    r"other|like (?:a|the|that)|only|would|will|won't|he'd|she'd)\b"
)
_UNWANTED = re.compile(
    r"\b(?:don't|do not|no need|rather not|not|won't|needn't|wouldn't|instead of)\b[^.!?]{0,30}\b(?:to |for |a |the |"
    r"your |any )?"
)
_AWAY = re.compile(
    r"\b(?:(?:no(?:body|t| one|ne)?|isn't|aren't|never)\b[^.!?;]{0,50}\b(?:in|here|available|on (?:duty|shift)|about|"
    r"around|"
    r"in the building|above|over|senior|stands? in)\b|(?:is|are|'s|'re|being)\b[^.!?;]{0,12}\b(?:out|off|away|gone|"
    r"travell?ing|"
    r"unavailable|abroad|on (?:leave|holiday|a course|her|his)|at (?:a|the) (?:conference|other)|in the air|ill|"
    r"sick)\b|"
    r"(?:back|returns?|in|here|again)\b[^.!?;]{0,12}\b(?:at|on|from|until|till|tomorrow|monday|tuesday|wednesday|"
    r"thursday|"
    r"friday|saturday|sunday)\b|(?:gone|left|went) (?:home|for the day)|"
    r"(?:can't|cannot|couldn't|unable to|not able to|no way to)\b[^.!?;]{0,25}\b(?:put you|fetch|reach|get (?:her|"
    r"him|them|hold)|"
    r"transfer|connect|pass you)|(?:until|till|not before|before) (?:tomorrow|monday|tuesday|wednesday|thursday|"
    r"friday|"
    r"saturday|sunday|next week|\d))\b"
)
_HANDS_OVER = re.compile(
    r"\b(?:put|pass|transfer|connect|hand|bring|get|fetch|patch|switch|escalat\w*|take (?:it|this) (?:up )?to|"
    r"speak (?:to|with)|"
    r"talk (?:to|with)|introduce|join|step in|look (?:at|into)|have a word|come (?:on|to)|"
    r"(?:putt|pass|transferr|connect|hand|bring|gett|fetch|patch|switch|escalat|send|involv)ing|"
    r"(?:refer|send|route|forward|move|kick|involve|invite|summon|loop in|rope in)|tak(?:e|es) (?:over|it from here)|"
    r"(?:deal|help|handle|sort|settle|assist)(?= (?:it|this|that|you|with)\b))\b"
)
_PROPOSES = re.compile(
    r"\b(?:shall|may|can|could|would|will|should) (?:i|we|you|it|that|she|he|they|the|my|our|somebody|someone)\b|"
    r"\blet (?:me|us)\b|\blet's\b|\b(?:i|we) shall\b|"
    r"\b(?:i am|i'm|we are|we're|^|[,;:.] ?)(?:now )?(?:putting|passing|transferring|connecting|handing|bringing|"
    r"getting|"
    r"fetching|patching|switching|escalating|sending|involving)\b|"
    r"\byou(?:'d| had| would)? (?:better|should|ought to|need to|may want to|might want to) (?:to )?(?:speak|"
    r"talk|see)\b|"
    r"\b(?:will|'ll) (?:take (?:over|it|this)|deal with|handle|help you|assist you)\b|\bdo you want\b|\bif you(?:'d|"
    r" would)? "
    r"(?:like|prefer|wish|want|agree)\b|\b(?:i|we)(?:'ll| will| can|'d| could|'m)\b|\b(?:can|could|may) (?:decide|"
    r"review|look|go)\b"
)
_WAVES_OFF = re.compile(
    r"\b(?:can't|cannot|won't|not going to|no need (?:for|to (?:speak|talk|involve|bother|ask))|no point|would only|"
    r"will only|'d only|'ll only|when you)\b"
)


def manager_requests(case: Case) -> tuple[int, ...]:
    """Customer turns that ask for someone higher."""
    return _requests(case)


def offers_manager(case: Case, turn: int) -> bool:
    """Whether an agent turn offers, in words, to bring in someone higher."""
    if case.in_turn(turn, "offered_manager"):
        return True
    parts = [plain(sentence) for sentence in sentences(case.text(turn))]
    _, _, named = _asking(_someone(case))
    for place, part in enumerate(parts):
        near = " ".join(parts[max(0, place - 2) : place + 1])
        if not named.search(near) or _WAVES_OFF.search(part) or says_away(case, turn):
            continue
        hers = named.search(part) or "?" in part or re.search(r"\b(?:her|him|them|she|he)\b", part)
        if _HANDS_OVER.search(part) and _PROPOSES.search(part) and hers and not _elsewhere(part, named):
            return True
    return False


def _elsewhere(part: str, named: re.Pattern[str]) -> bool:
    """Whether the words pass the customer on to somebody who is not the one asked for: 'over to Siobhan in billing'."""
    passed = re.search(r"\byou (?:over|on|through|across)? ?to (?:the |our |my )?([^.!?,;]{2,40})", part)
    return (
        passed is not None
        and named.search(passed[1]) is None
        and not re.match(r"(?:her|him|them|speak|talk)\b", passed[1])
    )


def is_somebody_else(case: Case, turn: int) -> bool:
    """Whether a turn promises an office above the one that the scenario says is there: a director for a shift lead."""
    if case.scenario is None or not case.scenario.manager.note:
        return False
    note, said = plain(case.scenario.manager.note), plain(case.text(turn))
    higher = re.findall(r"\b(?:managing director|director|chief executive|ceo|president|head office|chairman)\b", said)
    return bool(higher) and not any(office in note for office in higher)


@lru_cache(maxsize=4)
def handed(case: Case) -> tuple[int, ...]:
    """Agent turns that offer someone higher or transfer to them."""
    acted = {
        turn for turn, action in case.actions() if isinstance(action, Transfer) and not _sends_elsewhere(case, turn)
    }
    return tuple(sorted(acted | {turn for turn in case.agent_turns if offers_manager(case, turn)}))


def _sends_elsewhere(case: Case, turn: int) -> bool:
    """Whether the words of a transfer name somebody who is no manager: a colleague, the next desk."""
    parts = [plain(sentence) for sentence in sentences(case.text(turn))]
    return any(_PASSED_TO.search(part) and not re.search(_someone(case), part) for part in parts)


_PASSED_TO = re.compile(
    r"\b(?:off|over|through|on|across) to (?!her\b|him\b|them\b|you\b|do\b|get\b|be\b)[a-z]+|"
    r"\b(?:transferring|passing|putting|handing|sending) you (?:\w+ )?to (?!her\b|him\b|them\b)[a-z]+"
)


def says_away(case: Case, turn: int) -> bool:
    """Whether an agent turn says that nobody higher can be had now."""
    return _AWAY.search(plain(case.text(turn))) is not None


def asks_approval(case: Case, turn: int) -> bool:
    """Whether a turn says that the scenario's own manager is asked, by name or office: 'I will ask Pat about it'."""
    named = _own_words(case).removeprefix("|")
    if not named:
        return False
    asks = (
        r"(?:ask(?:ing)?|check(?:ing)? with|speak(?:ing)? (?:to|with)|put (?:it|this|that) to|"
        r"run (?:it|this) (?:past|by)|go(?:ing)? to|consult|clear (?:it|this|that) with|from)"
    )
    asking = rf"\b{asks}\b[^.!?\n]{{0,30}}?(?:{named})"
    return re.search(asking, plain(case.text(turn))) is not None


@lru_cache(maxsize=4)
def _someone(case: Case) -> str:
    return rf"(?:\b{_ROLE}\b{_own_words(case)})"


def _own_words(case: Case) -> str:
    """The scenario's words for its manager as more alternatives: 'Declan Burke, harbour master' adds both."""
    if case.scenario is None:
        return ""
    head = re.split(r"[.;(]|\b(?:on|in|until|back|away|till|at|is)\b", case.scenario.manager.note, maxsplit=1)[0]
    offices = [part.strip().casefold() for part in head.split(",")[1:] if 1 <= len(part.split()) <= 4]
    names = [word.casefold() for word in re.findall(r"[^\W\d_][\w'’-]{2,}", head.split(",")[0]) if word[:1].isupper()]
    words = [re.escape(word) for word in (*offices, *names) if word and word not in _NOT_A_NAME]
    return "".join(rf"|\b{word}\b" for word in words)


@lru_cache(maxsize=64)
def _asking(someone: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of a wish for someone higher, of nothing but their name, and of the name itself."""
    alone = (
        rf"^\W*(?:(?:i said|again|now|your|the|a|an|just|get|please|and|ok|"
        rf"okay) ){{0,3}}(?:\w+ )?{someone}[^.!?]{{0,15}}$"
    )
    wanted = rf"\b{_WANTS}\b[^.!?\n]{{0,70}}?{someone}"
    return re.compile(wanted), re.compile(alone), re.compile(someone)


@lru_cache(maxsize=4)
def _requests(case: Case) -> tuple[int, ...]:
    wanted, alone, named = _asking(_someone(case))
    found: list[int] = []
    for turn in case.customer_turns:
        if (
            _WHO.search(plain(case.text(turn)))
            or any(_asks(part, wanted, alone, named, again=bool(found)) for part in _parts(case.text(turn)))
            or (replies.asks_for_manager(case.text(turn)) and not _only_reports(case.text(turn)))
        ):
            found.append(turn)
    return tuple(found)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…;])\s+|\n|[;…]", plain(text)) if part.strip()]


def _asks(part: str, wanted: re.Pattern[str], alone: re.Pattern[str], named: re.Pattern[str], *, again: bool) -> bool:
    place = named.search(part)
    if place is None:
        return False
    denied = _UNWANTED.search(part[: place.start()]) is not None and not re.search(
        r"\b(?:why|can't|cannot) ", part[: place.start()]
    )
    if denied:
        return False
    if alone.search(part.rstrip(" .!?")) or (wanted.search(part) and not _REPORTS.search(part)):
        return True
    return again and len(part.split()) <= 9 and not _REPORTS.search(part)


def _only_reports(text: str) -> bool:
    """Whether every sentence that names someone higher tells what was said or what they must do."""
    naming = [part for part in _parts(text) if replies.asks_for_manager(part)]
    return bool(naming) and all(
        re.search(r"\b(?:told|said|says) (?:me|us|that)\b|\bmust (?:sign|agree|decide|approve)\b", part)
        for part in naming
    )
