"""Words and pieces of pattern that every family of moves shares."""

import re
from functools import lru_cache

PIECES: dict[str, str] = {
    "I": r"(?:i|we)",
    "IAM": r"(?:i'?m|i am|we're|we are)",
    "WILL": r"(?:i'll|ill|i will|we'll|we will|i shall|we shall|i'?m (?:going to|gonna)|i am "
    r"going to|we're going to|we are going to|let me)",
    "HAVE": r"(?:i've|ive|i have|we've|we have|i just|i already)",
    "NOT": r"(?:not|never|n't)",
    "YOURE": r"(?:you're|youre|you are|you were|you've been|you have been)",
    "YOUVE": r"(?:you've|youve|you have|you had)",
    "CANT": r"(?:can't|cant|cannot|can not|couldn't|could not)",
    "DONT": r"(?:don't|dont|do not)",
    "IS": r"(?:is|'s|was|sounds|must be|must have been|has been|'s been|would be|would have "
    r"been|looks|feels|seems)",
    "ADV": (
        r"(?:(?:\w+ly|so|very|really|truly|terribly|deeply|sincerely|genuinely|absolutely|"
        r"completely|totally|fully|quite|"
        r"just|certainly|definitely|do|does|can|could|also|now|already|personally|entirely|"
        r"extremely|incredibly|"
        r"honestly|particularly|perfectly|well|only|rather|pretty|beyond|utterly|too|most|"
        r"all|of course|still|am|"
        r"right|straight|straightaway|immediately|then|awfully|more than|fully|hugely|understandably) "
        r"){0,3}"
    ),
    "DET": r"(?:the|a|an|our|your|this|that|any|some|my|all|his|her|their)",
    "FEEL": (
        r"(?:angr(?:y|ier)|anger|furious|fury|upset|frustrat(?:ed|ion|ions)|annoy(?:ed|ance)|"
        r"fed[ -]up|disappoint(?:ed|ment)|"
        r"worr(?:ied|y)|anxi(?:ous|ety)|exhaust(?:ed|ion)|let down|stress(?:ed)?|livid|cross|"
        r"hurt|fuming|gutted|distress(?:ed)?|"
        r"irritat(?:ed|ion)|irate|mad|tired|sick of|sick and tired|worn out|disgust(?:ed)?|"
        r"outrage(?:d)?|unhappy|aggrieved|"
        r"at (?:your|the) wits'? end|at (?:your|the) end of|out of patience|losing patience|"
        r"lost patience|losing faith|lost faith|"
        r"lost trust|had enough|scared|afraid|embarrass(?:ed|ment)|humiliated|ignored|dismissed|"
        r"cheated|betrayed|"
        r"bewildered|overwhelmed|despair(?:ing)?|infuriated|exasperat(?:ed|ion)|dissatisf(?:ied|"
        r"action)|indignant|wary|devastated|sad|bitter|peeved|miffed|cheesed off|hacked "
        r"off|shaken|rattled|on edge|in tears|concerned|panicked|sore|insulted)"
    ),
    "HARD": (
        r"(?:frustrating|infuriating|maddening|annoying|upsetting|exhausting|awful|horrible|"
        r"horrid|dreadful|terrible|"
        r"stressful|worrying|disappointing|unacceptable|nightmare|rotten|miserable|galling|"
        r"wearing|rough|unfair|"
        r"tiring|exasperating|distressing|difficult|hard|tough|draining|irritating|painful|"
        r"disheartening|demoralising|"
        r"demoralizing|lousy|grim|nasty|aggravating|unpleasant|unsettling|alarming|scary|"
        r"embarrassing|humiliating|"
        r"bitter|hassle|ordeal|headache|not good enough|not on|not okay|not ok|not right|"
        r"a lot to (?:deal|cope|put up)|a lot on your plate|"
        r"no way to|not acceptable|poor|shocking|disgraceful|intolerable|trying|beyond annoying|"
        r"costly|mess|shambles|"
        r"far too long|much too long|way too long|too many times|not fair|the last thing|"
        r"the worst|rubbish|inexcusable|dire|crushing|heartbreaking|wretched|ghastly|abysmal|"
        r"deplorable|regrettable)"
    ),
    "BOSS": (
        r"(?:manager|supervisor|team[ -]?lead(?:er)?|boss|superior|someone (?:more )?(?:senior|"
        r"higher)|someone above me|"
        r"senior (?:colleague|member)|duty manager|head of|line manager|person in charge)"
    ),
    "DAY": r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day",
    "MONTH": (
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
        r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
    ),
    "NUM": (
        r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
        r"twelve|fifteen|twenty|thirty|forty|"
        r"forty-five|sixty|ninety|half an?|a couple of|a few|another)"
    ),
    "UNIT": r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)",
}

_PIECE = re.compile(r"@([A-Z]+)")


@lru_cache(maxsize=2048)
def pattern(text: str) -> re.Pattern[str]:
    """The compiled pattern: `@NAME` stands for a piece, everything else is a regular expression."""
    while _PIECE.search(text):
        text = _PIECE.sub(lambda match: PIECES[match[1]], text)
    return re.compile(text)


def any_of(*alternatives: str) -> str:
    """One pattern that any of these patterns satisfies."""
    return "|".join(alternatives)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, split at white space."""
    return frozenset(text.split())


_STOP = word_set(
    """
    a about above after again all also am an and any anything apologies apologise apologize apology are as
    at back be because been before being both but by came can cannot case come comes coming could couldn
    did didn do does doesn doing don done down dr each even ever every everything feel feeling few for
    from get gets getting give given go goes going gone got had happen happened happens has hasn have
    haven having he hear hello help her here hi him his how i if in into is isn issue it its just know
    last let like ll madam made make makes many matter may me might mine miss more most mr mrs ms much
    must my need needs never new no nobody none nor not nothing now of off ok okay on once one only or
    other our out over own people please problem put quite rather re really right said same say says see
    sent shall she should shouldn sir situation so some someone something sorry still such sure take taken
    tell than thank thanks that the their them then there these they thing things think this those though
    through till time to today told too try understand until up us ve very want wanted was wasn way we
    well went were what when where which while who whom why will with without won would wouldn yes yet you
    your yours
    """
)

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_NUMBERS = (
    {word: str(number) for number, word in enumerate(_UNITS.split())}
    | {word: str(number) for number, word in enumerate(_ORDINALS.split(), 3)}
    | {"eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60"}
    | {"ninety": "90", "hundred": "100", "twice": "2", "both": "2", "once": "1"}
)

_ONE_NAME = {
    "engineer": "technician fitter plumber repairman mechanic",
    "call": "phon phone ring rang rung telephon mobile",
    "parcel": "package packag shipment consignment",
    "refund": "reimburse reimburs reimbursement repay",
    "replac": "replacement replace swap",
    "late": "delay delayed overdue tardy",
    "broken": "damaged damag damage faulty broke break smash crack defect defective brok",
    "bill": "invoice invoic",
    "pay": "paid payment",
    "charge": "charg",
    "email": "mail message messag letter",
    "deliver": "deliveri delivery",
    "arrive": "arriv arrival",
    "wait": "waited",
    "promise": "promis",
    "cancel": "cancelled canceled cancell",
    "lose": "lost losing los",
    "miss": "missed",
    "child": "kid children daughter son",
    "rude": "rud rudenes",
    "buy": "bought purchas purchase",
    "manual": "leaflet",
    "chas": "chase",
    "answer": "reply repli replied replies response respond",
    "repair": "mend fix",
    "cold": "colder freez freezing",
    "week": "wk",
    "hour": "hr",
    "minute": "min",
    "holiday": "vacation",
    "money": "cash",
    "take": "took",
    "spend": "spent",
    "write": "wrote written",
    "waste": "wast",
    "driver": "courier van",
}
_SAME = {word: name for name, others in _ONE_NAME.items() for word in others.split()}

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
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\t": " ",
        "\r": " ",
        "‑": "-",
    }
)
_WRITTEN_OUT = {
    "you": "u ya",
    "your": "ur",
    "please": "pls plz",
    "tomorrow": "tmrw tmr 2moro tommorow tomorow",
    "about": "abt",
    "thanks": "thx",
    "thank you": "ty",
    "sorry": "sry",
    "seriously": "srsly",
    "i'm": "im",
    "i've": "ive",
    "can't": "cant",
    "don't": "dont",
    "didn't": "didnt",
    "doesn't": "doesnt",
    "isn't": "isnt",
    "wasn't": "wasnt",
    "won't": "wont",
    "couldn't": "couldnt",
    "shouldn't": "shouldnt",
    "wouldn't": "wouldnt",
    "haven't": "havent",
    "hasn't": "hasnt",
    "aren't": "arent",
    "you're": "youre",
    "you've": "youve",
    "you'll": "youll",
    "that's": "thats",
    "what's": "whats",
    "there's": "theres",
    "here's": "heres",
    "who's": "whos",
    "going to": "gonna",
    "want to": "wanna",
    "got to": "gotta",
    "because": "bc cuz",
    "right now": "rn",
    "message": "ping",
    "receive": "recieve",
    "received": "recieved",
    "definitely": "definately",
    "until": "untill",
    "address": "adress",
    "inconvenience": "inconvinience",
    "minutes": "mins",
    "minute": "min",
    "hours": "hrs",
    "second": "sec",
}
_SHORT = {word: full for full, shorts in _WRITTEN_OUT.items() for word in shorts.split()}
_CHANGED = re.compile(
    r"[^\S\n]*\n\s*|[^\S\n]{2,}|(?<![\w'])(?:"
    + "|".join(re.escape(word) for word in sorted(_SHORT, key=len, reverse=True))
    + r")(?![\w'])|\b(?<=the )inconvenient(?=\W*$|[.!])|\border no\b\.?"
)


def opened(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in plain form, and for each of its characters the place in the original that it stands for.

    Plain form is lower case with straight quotes, single spaces, and the commonest short forms and slips written out.
    """
    low = text.translate(_FOLD)
    low = low.lower() if len(low.lower()) == len(low) else "".join(c.lower() if len(c.lower()) == 1 else c for c in low)
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in _CHANGED.finditer(low):
        parts.append(low[done : match.start()])
        places.extend(range(done, match.start()))
        word = match[0]
        new = (
            ("\n" if "\n" in word else " ")
            if not word.strip()
            else _SHORT.get(word, "order number" if word.startswith("order") else "inconvenience")
        )
        parts.append(new)
        last = match.end() - 1
        places.extend(min(match.start() + number, last) for number in range(len(new) - 1))
        places.append(last)
        done = match.end()
    parts.append(low[done:])
    places.extend(range(done, len(low)))
    return "".join(parts), tuple(places)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text in plain form alone."""
    return opened(text)[0]
