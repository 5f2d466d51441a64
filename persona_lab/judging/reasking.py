"""Asking again: a question for a value of a kind that the customer had already given of the same thing (T11)."""

import re

from persona_lab.customer.perceive.words import pattern, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import Sentence, sentences

WANTS_TO_BE_TOLD = pattern(
    r"\b(?:may|can|could|might) i (?:\w+ ){0,2}?(?:have|take|ask|get|trouble|bother|note|borrow|know|jot|grab|"
    r"see|confirm|"
    r"check)\b(?! (?:back|on|with|whether|if|in|this|it|to))|\bwould you (?:\w+ )?(?:remind|tell|give|repeat|"
    r"read|let me have)\b"
)
"""Questions that ask to be told a value, however politely."""
_ASKS = pattern(
    r"\?|\b(?:please|kindly)\b|\b(?:i|we)(?:'ll|'d| will| would| just| still| also| do)* (?:need|require|want|"
    r"like|lack|am missing|"
    r"am after)\b|\b(?:remind|tell|give|send|read|repeat|spell|state|confirm|provide|quote|let) (?:me|us|your|"
    r"the|to me|it|that)\b|"
    r"\b(?:what|which|who|whose|when|where|how (?:much|many|long|old|big|far))\b"
)
_MEMORY = pattern(
    r"\b(?:remind (?:me|us)|again|once more|one more time|did you say|you said|was that|slipped (?:my|our)|"
    r"forg(?:et|ot|otten)|"
    r"(?:can't|cannot|don't|do not) (?:recall|remember)|refresh my|missed (?:that|it|the)|lost (?:the|your|that))\b"
)
_ABOUT_TO_COME = pattern(
    r"\b(?:would (?:you|that|it|be|suit)|will you|shall (?:i|we)|do you (?:want|prefer|wish|need)|(?:suits?|"
    r"works?|best|better|"
    r"convenient|prefer\w*|instead|another|other|different|new|else|alternative|second|next|since|further|more)\b|"
    r"(?:have|did|do) i (?:got|get|have)|is that (?:right|correct|it)|correct\?|right\?|can i (?:do|offer|send|"
    r"bring)|should i)"
)
_FIGURE = (
    r"(?:[a-z]{0,4}[-/ ]?\d[\w/-]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen)"
)
_DATE = (
    r"(?:\b@DAY\b|\b@MONTH\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:yesterday|this morning|last (?:week|night|month)|today|"
    r"(?:days?|weeks?|months?|hours?) ago|at (?:noon|midnight|\d{1,2}|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|"
    r"twelve))\b)"
)
_COLOUR = (
    r"\b(?:black|white|red|green|blue|yellow|grey|gray|brown|pink|purple|orange|navy|beige|cream|silver|gold|"
    r"turquoise|teal)\b"
)
_LABELLED = (
    r"(?:number|no|reference|ref|tag|code|serial|booking|order|account|invoice|policy|ticket|claim|receipt|room|"
    r"flat|table|seat|row|"
    r"platform|gate|bay|plate|registration|confirmation|tracking|case|locker|unit|plot|pitch|berth|cabin|"
    r"customer|member(?:ship)?)"
)
_CODE = re.compile(r"\b(?=[\w-]*\d)[A-Za-z]{0,5}[- ]?\d[\w-]*\b")
_NAMED = re.compile(r"(?<!^)(?<![.!?] )\b(?!I\b)[A-Z][a-z]+")

_KINDS = {
    "sum": (
        pattern(r"\bhow much\b|\b(?:sum|amount|price|cost|fee|figure|total|charge)\b"),
        pattern(
            rf"[£€$₹]\s?\d|\d[\d.,]*\s?(?:euros?|pounds?|dollars?|quid|rupees?)|\b{_FIGURE} (?:euros?|pounds?|"
            rf"dollars?|quid|rupees?|pence|grand)|\b\d+\.\d\d\b"
        ),
    ),
    "time": (
        pattern(
            r"\bwhen(?: (?:exactly|precisely|again))? (?:did|was|were|had|is it|has|have)\b|\bwhen (?:exactly|"
            r"again)\W*$|\b(?:what|which) (?:day|date|time|month|morning|evening|week|hour)\b|\b(?:the|"
            r"your) (?:\w+ )?(?:date|day)\b"
        ),
        pattern(_DATE),
    ),
    "colour": (pattern(r"\bcolou?r\b"), pattern(_COLOUR)),
    "count": (pattern(r"\bhow many\b"), pattern(rf"\b{_FIGURE}\b")),
    "e-mail": (pattern(r"\be-?mail\b"), pattern(r"\S@\S")),
    "phone": (
        pattern(r"\b(?:phone|telephone|mobile|contact) number\b|\bnumber to (?:ring|call|reach)\b"),
        pattern(r"\b\d[\d -]{6,}\d\b"),
    ),
    "address": (
        pattern(
            r"\b(?:your|the|an|home|delivery|postal|street) address\b|\bwhere (?:do|did) you live\b|\bpost ?code\b"
        ),
        pattern(
            r"\b\d+[a-z]? (?:\w+ ){1,2}(?:street|road|lane|avenue|close|drive|way|court|place|terrace|crescent|"
            r"square|row|gardens|"
            r"st|rd|ave|hill|green|park|mews|walk)\b|\bpost ?code\b"
        ),
    ),
}
_UNMISTAKABLE = frozenset({"e-mail", "phone", "address"})
_COMMON = stems(
    "number reference date day time amount sum much many please tell give need say said name order booking "
    "account what which "
    "when where sorry again remind once know happen exactly charge cost price fee total colour sir madam "
    "supposed trouble bother take "
    "get one thing ask quickly just record file form system long hear see"
)


def asked_again(case: Case) -> tuple[Sentence, Sentence] | None:
    """What the customer had said and the question that asks for it again; null where code sees none.

    A question that holds the value itself confirms it, and one about another thing or a time to come asks for something
    new.
    """
    told = sentences(case, *case.customer_turns)
    for sentence in sentences(case, *case.agent_turns):
        if not _ASKS.search(sentence.plain) or _asks_of_the_future(sentence):
            continue
        earlier = tuple(one for one in told if one.turn < sentence.turn)
        source = _given(sentence, earlier) or _labelled(sentence, earlier)
        if source is not None:
            return source, sentence
    return None


def _asks_of_the_future(sentence: Sentence) -> bool:
    words = re.sub(
        r"\bonce more\b|\bone more time\b|\b(?:would|could|can) you (?:\w+ )?(?:remind|tell|give|repeat|spell)\b",
        " ",
        sentence.plain,
    )
    return _ABOUT_TO_COME.search(words) is not None


def _given(sentence: Sentence, earlier: tuple[Sentence, ...]) -> Sentence | None:
    """The sentence that gave a value of the kind asked for, of the same thing."""
    asks = sentence.asks or _MEMORY.search(sentence.plain) or WANTS_TO_BE_TOLD.search(sentence.plain)
    for kind, (asked, value) in _KINDS.items():
        if not asked.search(sentence.plain) or value.search(sentence.plain):
            continue
        if not asks and kind not in _UNMISTAKABLE:
            continue
        for one in earlier:
            if value.search(one.plain) and (
                kind in _UNMISTAKABLE
                or (sentence.content - _COMMON) & one.content
                or _asks_what_was_said(sentence, kind, earlier)
            ):
                return one
    return None


def _asks_what_was_said(sentence: Sentence, kind: str, earlier: tuple[Sentence, ...]) -> bool:
    """Whether a question without a thing of its own asks for the only value of its kind that was given."""
    value = _KINDS[kind][1]
    only = sum(len(value.findall(one.plain)) for one in earlier) == 1
    return not sentence.content - _COMMON and (_MEMORY.search(sentence.plain) is not None or only)


def _labelled(sentence: Sentence, earlier: tuple[Sentence, ...]) -> Sentence | None:
    """The sentence that gave the number or code of the thing whose number is asked for: 'tag 448190', 'room 312'."""
    if _CODE.search(sentence.words):
        return None
    for found in re.finditer(
        rf"\b(?:what|which|the|your|an?|that|(?:may|can|could) i (?:\w+ )?(?:have|take|get)) (?:was the |is the |"
        rf"\w+ )?({_LABELLED})\b",
        sentence.plain,
    ):
        label = found[1]
        if label in {"number", "no", "reference", "ref", "code", "case", "customer"}:
            continue
        if not _asks_for_label(sentence.plain, label):
            continue
        for one in earlier:
            if re.search(
                rf"\b{label}(?: (?:number|no|ref|reference|code|is|was|"
                rf"it's))*\W{{0,2}}(?=[a-z-]*\s?\d)[a-z]{{0,5}}[- ]?\d",
                one.plain,
            ):
                return one
    return None


def _asks_for_label(words: str, label: str) -> bool:
    return (
        re.search(
            rf"\b(?:what|which) (?:was |is |were )?(?:the |your |that )?{label}\b|\b{label} (?:number|no|ref|"
            rf"reference|code)\b|"
            rf"\b(?:remind me of|tell me|give me|have|take|need) (?:the |your |that ){label}\b(?=\W*(?:again|"
            rf"once|please|number|you|$))",
            words,
        )
        is not None
    )
