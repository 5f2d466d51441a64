"""Words and pieces of pattern that every family of moves shares."""

import re
from functools import lru_cache

PIECES: dict[str, str] = {
    "I": r"(?:i|we)",
    "IAM": r"(?:i'?m|i am|we're|we are)",
    "WILL": r"(?:i'll|ill|i will|we'll|we will|i shall|we shall|i'?m (?:going to|gonna)|i am going to|we're going to|we are going to|let me)",
    "HAVE": r"(?:i've|ive|i have|we've|we have|i just|i already)",
    "NOT": r"(?:not|never|n't)",
    "YOURE": r"(?:you're|youre|you are|you were|you've been|you have been)",
    "YOUVE": r"(?:you've|youve|you have|you had)",
    "CANT": r"(?:can't|cant|cannot|can not|couldn't|could not)",
    "DONT": r"(?:don't|dont|do not)",
    "IS": r"(?:is|'s|was|sounds|must be|must have been|has been|'s been|would be|would have been|looks|feels|seems)",
    "ADV": (
        r"(?:(?:so|very|really|truly|terribly|deeply|sincerely|genuinely|absolutely|completely|totally|fully|quite|"
        r"just|certainly|definitely|do|does|can|could|also|now|already|personally|entirely|extremely|incredibly|"
        r"honestly|particularly|perfectly|well|only|rather|pretty|beyond|utterly|too|most|all|of course|still|am|"
        r"right|straight|straightaway|immediately|then|awfully|more than|fully|hugely|understandably) ){0,3}"
    ),
    "DET": r"(?:the|a|an|our|your|this|that|any|some|my|all|his|her|their)",
    "FEEL": (
        r"(?:angr(?:y|ier)|anger|furious|fury|upset|frustrat(?:ed|ion|ions)|annoy(?:ed|ance)|fed[ -]up|disappoint(?:ed|ment)|"
        r"worr(?:ied|y)|anxi(?:ous|ety)|exhaust(?:ed|ion)|let down|stress(?:ed)?|livid|cross|hurt|fuming|gutted|distress(?:ed)?|"
        r"irritat(?:ed|ion)|irate|mad|tired|sick of|sick and tired|worn out|disgust(?:ed)?|outrage(?:d)?|unhappy|aggrieved|"
        r"at (?:your|the) wits'? end|at (?:your|the) end of|out of patience|losing patience|lost patience|losing faith|lost faith|"
        r"lost trust|had enough|scared|afraid|embarrass(?:ed|ment)|humiliated|ignored|dismissed|cheated|betrayed|"
        r"bewildered|overwhelmed|despair(?:ing)?|infuriated|exasperat(?:ed|ion)|dissatisf(?:ied|action)|concerned|panicked|sore|insulted)"
    ),
    "HARD": (
        r"(?:frustrating|infuriating|maddening|annoying|upsetting|exhausting|awful|horrible|horrid|dreadful|terrible|"
        r"stressful|worrying|disappointing|unacceptable|nightmare|rotten|miserable|galling|wearing|rough|unfair|"
        r"tiring|exasperating|distressing|difficult|hard|tough|draining|irritating|painful|disheartening|demoralising|"
        r"demoralizing|lousy|grim|nasty|aggravating|unpleasant|unsettling|alarming|scary|embarrassing|humiliating|"
        r"bitter|hassle|ordeal|headache|not good enough|not on|not okay|not ok|not right|a lot to (?:deal|cope|put up)|a lot on your plate|"
        r"no way to|not acceptable|poor|shocking|disgraceful|intolerable|trying|beyond annoying|costly|mess|shambles|"
        r"far too long|much too long|way too long|too many times|not fair|the last thing)"
    ),
    "BOSS": (
        r"(?:manager|supervisor|team[ -]?lead(?:er)?|boss|superior|someone (?:more )?(?:senior|higher)|someone above me|"
        r"senior (?:colleague|member)|duty manager|head of|line manager|person in charge)"
    ),
    "DAY": r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day",
    "MONTH": (
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
        r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    ),
    "NUM": (
        r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
        r"forty-five|sixty|ninety|half an?|a couple of|a few|another)"
    ),
    "UNIT": r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)",
}

_PIECE = re.compile(r"@([A-Z]+)")


@lru_cache(maxsize=512)
def pattern(text: str) -> re.Pattern[str]:
    """The compiled pattern: `@NAME` stands for a piece, everything else is a regular expression."""
    while _PIECE.search(text):
        text = _PIECE.sub(lambda match: PIECES[match[1]], text)
    return re.compile(text)


_STOP = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "anything",
        "are",
        "as",
        "at",
        "back",
        "be",
        "because",
        "been",
        "before",
        "being",
        "both",
        "but",
        "by",
        "came",
        "can",
        "cannot",
        "come",
        "comes",
        "coming",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "down",
        "each",
        "even",
        "ever",
        "every",
        "everything",
        "few",
        "for",
        "from",
        "get",
        "gets",
        "getting",
        "give",
        "given",
        "go",
        "goes",
        "going",
        "gone",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "hear",
        "hello",
        "help",
        "her",
        "here",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "know",
        "last",
        "let",
        "like",
        "made",
        "make",
        "makes",
        "many",
        "may",
        "me",
        "might",
        "mine",
        "more",
        "most",
        "much",
        "must",
        "my",
        "need",
        "needs",
        "never",
        "new",
        "no",
        "nobody",
        "none",
        "nor",
        "not",
        "nothing",
        "now",
        "of",
        "off",
        "ok",
        "okay",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "people",
        "please",
        "put",
        "quite",
        "rather",
        "really",
        "right",
        "said",
        "same",
        "say",
        "says",
        "see",
        "sent",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "someone",
        "something",
        "still",
        "such",
        "take",
        "taken",
        "than",
        "thank",
        "thanks",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "think",
        "this",
        "those",
        "though",
        "through",
        "till",
        "time",
        "to",
        "today",
        "tell",
        "told",
        "too",
        "try",
        "understand",
        "until",
        "up",
        "us",
        "very",
        "want",
        "wanted",
        "was",
        "way",
        "we",
        "well",
        "went",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "without",
        "would",
        "yes",
        "yet",
        "you",
        "your",
        "yours",
        "sorry",
        "apologise",
        "apologize",
        "apology",
        "apologies",
        "sir",
        "madam",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "hi",
        "ll",
        "ve",
        "re",
        "don",
        "didn",
        "doesn",
        "isn",
        "wasn",
        "won",
        "couldn",
        "wouldn",
        "shouldn",
        "hasn",
        "haven",
        "happen",
        "happened",
        "happens",
        "issue",
        "problem",
        "matter",
        "situation",
        "case",
        "sure",
        "feel",
        "feeling",
    ]
)

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "ninety": "90",
    "hundred": "100",
    "twice": "2",
    "once": "1",
}

_SAME = {
    "technician": "engineer",
    "fitter": "engineer",
    "plumber": "engineer",
    "repairman": "engineer",
    "mechanic": "engineer",
    "phon": "call",
    "phone": "call",
    "ring": "call",
    "rang": "call",
    "rung": "call",
    "telephon": "call",
    "package": "parcel",
    "packag": "parcel",
    "shipment": "parcel",
    "consignment": "parcel",
    "reimburse": "refund",
    "reimburs": "refund",
    "reimbursement": "refund",
    "repay": "refund",
    "replacement": "replac",
    "replace": "replac",
    "swap": "replac",
    "delay": "late",
    "delayed": "late",
    "overdue": "late",
    "tardy": "late",
    "damaged": "broken",
    "damag": "broken",
    "damage": "broken",
    "faulty": "broken",
    "broke": "broken",
    "break": "broken",
    "smash": "broken",
    "crack": "broken",
    "defect": "broken",
    "defective": "broken",
    "brok": "broken",
    "invoice": "bill",
    "invoic": "bill",
    "paid": "pay",
    "payment": "pay",
    "charg": "charge",
    "mail": "email",
    "mobile": "call",
    "deliveri": "deliver",
    "delivery": "deliver",
    "arriv": "arrive",
    "arrival": "arrive",
    "waited": "wait",
    "promis": "promise",
    "cancelled": "cancel",
    "canceled": "cancel",
    "cancell": "cancel",
    "lost": "lose",
    "losing": "lose",
    "los": "lose",
    "miss": "miss",
    "missed": "miss",
    "kid": "child",
    "children": "child",
    "rud": "rude",
    "rudenes": "rude",
    "bought": "buy",
    "purchas": "buy",
    "purchase": "buy",
    "daughter": "child",
    "son": "child",
    "mend": "repair",
    "fix": "repair",
    "colder": "cold",
    "freez": "cold",
    "freezing": "cold",
    "room": "room",
    "wk": "week",
    "hr": "hour",
    "min": "minute",
    "holiday": "holiday",
    "vacation": "holiday",
    "cash": "money",
    "took": "take",
    "spent": "spend",
    "wrote": "write",
    "written": "write",
    "repli": "answer",
    "reply": "answer",
    "response": "answer",
    "respond": "answer",
    "waste": "waste",
    "wast": "waste",
    "courier": "driver",
    "van": "driver",
}

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,:]\d+)*")


def stem(word: str) -> str:
    """A rough stem, with numbers as digits and common synonyms under one name."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    word = word.removesuffix("'s")
    if word in _SAME:
        return _SAME[word]
    for suffix in ("ing", "ied", "ies", "ed", "es", "ly", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return _SAME.get(word, word)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words and numbers, in lower case with straight apostrophes."""
    return frozenset(
        stem(word)
        for word in _WORD.findall(text)
        if word in _NUMBERS or (word not in _STOP and (len(word) > 2 or word.isdigit()))
    )


_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\t": " ", "‑": "-"}
)


def plain(text: str) -> str:
    """The text in lower case with straight quotes, character for character, so that places stay the same."""
    low = text.translate(_FOLD)
    return (
        low.lower() if len(low.lower()) == len(low) else "".join(c.lower() if len(c.lower()) == 1 else c for c in low)
    )
