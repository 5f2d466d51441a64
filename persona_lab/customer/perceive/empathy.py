"""Empathy: feelings named, causes linked, understanding claimed, sides taken (T19, T23 to T26, X01, X02)."""

import re

from persona_lab.customer.perceive.apology import TAKES_BACK
from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.customer.perceive.siding import SOLIDARITY
from persona_lab.customer.perceive.words import any_of, pattern, stems

_NAMED = tuple(
    pattern(words)
    for words in (
        # the speaker sees the feeling
        (
            r"\b@I (?:@ADV)(?:see|hear|tell|sense|imagine|notice|appreciate|understand|get|realise|realize|"
            r"know|recognise|recognize) (?:@ADV)(?:that |how |why |the |just how |just )?(?:@ADV)(?:you|your|"
            r"it|this|that|\w+ing)?.{0,40}?\b(?:@FEEL|@HARD)\b"
        ),
        # the situation is hard
        (
            r"\b(?:that|this|it|which|what|\w+ing .{3,60}|(?:an?|your|the) \w+ (?:that|which|who) .{3,70}|"
            r"\w+ (?:hours?|days?|weeks?|months?|calls?|times)\b.{0,60})(?: (?:@ADV))?(?:'s| is| was| sounds|"
            r" must be| must have been| has been| would be| would have been| looks| feels| seems|"
            r"'d be)(?: like)? (?:@ADV)(?:an? |such an? |so |how )*(?:@ADV)@HARD"
        ),
        (
            r"\b(?:it|that|this)(?: is|'s| was)?(?: not|n't) (?:@ADV)(?:right|fair|ok|okay|acceptable|"
            r"good enough)\b|^\W*(?:ugh|ouch|oof|oh)?\W*(?:it's |that's |this is )?(?:really |so |"
            r"just )?not (?:ok|okay|good enough|on|acceptable|right|fair|great)\b|^\W*(?:how|what an?|what|"
            r"such an?|sounds|sounds like|absolutely|so|truly|really) (?:@ADV)(?:an? )?(?:@ADV)@HARD"
        ),
        # anyone would feel so
        (
            r"\b(?:no|small|little|not a) wonder\b|\b(?:every|all the|good|full|plenty of|"
            r"more than enough) (?:right|reason)s? to (?:be|feel|complain)|\b(?:i|nobody|no one|"
            r"who) (?:@ADV)(?:don't|do not|can't|could|can|would|wouldn't) blame(?:s|d)? you|"
            r"\bof course you(?:'re| are| feel| were)|\b(?:anyone|anybody|everyone|everybody|most people|i|"
            r"we)(?:'d| would) (?:@ADV)(?:be|feel|have been|find (?:it|that|this)) (?:@ADV)(?:\w+ )?(?:@FEEL|"
            r"@HARD)|\b(?:that|this|it)(?:'d| would| could)? (?:@ADV)(?:annoy|upset|anger|frustrate|infuriate|"
            r"worry|irritate|exhaust|wear out|make|leave|try|drive) (?:anyone|anybody|me|us|any|mad|most)|"
            r"\byou(?:'re| are) (?:@ADV)(?:right|entitled|justified|allowed) (?:@ADV)(?:in being |to (?:be|"
            r"feel) |to )?(?:@FEEL)|\b(?:would|could|'d) (?:@ADV)(?:test|try|strain|make|drive|annoy|upset|"
            r"anger|infuriate|exhaust|worry|frustrate|leave) (?:anyone|anybody|most people|a saint|any of us)|"
            r"anyone's patience"
        ),
        # the customer's feeling is reflected
        (
            r"\byou (?:must|sound|seem|look|'re clearly|are clearly|'re obviously|are obviously|"
            r"'re understandably|are understandably) (?:@ADV)(?:be |feel |have been |"
            r"have felt )?(?:@ADV)@FEEL|\byou(?:'ve| have) (?:@ADV)(?:been through|"
            r"had (?:an? )?(?:@ADV)(?:@HARD|enough|long|rotten))|\byour (?:@FEEL) (?:is|makes|isn't|at|about|"
            r"over|with) "
        ),
        (
            r"\b(?:leaves?|left|leaving|make|makes|made|making|put|puts|keeps?|kept) you (?:@ADV)(?:feeling |"
            r"feel )?(?:@FEEL|in (?:a|an) (?:@ADV)(?:@HARD|spot|position|bind))"
        ),
        (
            r"\b(?:is|was|'s|are) (?:far |much |way |simply |frankly )?(?:too (?:long|many|much|often)|"
            r"(?:longer|more) than (?:anyone|anybody|you|is fair))|\b(?:a lot|too much|plenty) to (?:deal|"
            r"cope|put up|carry|have on|juggle|ask)|(?:last thing|not what) (?:you|anyone|anybody) (?:need|"
            r"want)|\b(?:is|was|'s) no (?:joke|fun|small thing|way to)|\bon top of (?:everything|all|it all)|"
            r"\bthe \w+ (?:it|this|that) (?:has )?cost you"
        ),
        (
            r"\b(?:it|that)(?:'s| is) (?:@ADV)(?:understandable|natural|reasonable|fair)(?:ly)? (?:that |to |"
            r"you|why)|\bmakes (?:@ADV)sense (?:that )?you"
        ),
        (
            r"\b(?:used up|tried|tested|worn (?:out|thin)|exhausted|run out of) (?:\w+ )?(?:your |"
            r"you )?patience\b|\b(?:worn|ground|dragged|beaten|let) you (?:down|out)\b|\b(?:spoil(?:ed|t)|"
            r"ruined|wrecked|upended|eaten up|cost you|taken up) (?:your|the whole|half your|a whole|"
            r"all your) \w+|\b(?:made|makes) your (?:day|week|life|morning|evening) (?:\w+ )?(?:harder|worse|"
            r"difficult|miserable)\b|\b(?:i'd|i would|i'm|i am) (?:be )?(?:\w+ )?(?:not )?surprised(?: if|"
            r" that)? you (?:weren't|aren't|wouldn't|are|feel|were)(?: not)? (?:@ADV)@FEEL|"
            r"\bnot surprised\b(?!.{0,20}(?:broke|leak|fail))|\b(?:a lot|so much|plenty|"
            r"too much) (?:of )?(?:stress|worry|bother|trouble|hassle|aggravation|upset)\b|\b(?:must|may|can|"
            r"has to) (?:have )?(?:feel|felt|seem|seemed) (?:like|as if|as though) (?:nobody|no one|we|you|a |"
            r"an |being)"
        ),
        (
            r"\b(?:i|we|yeah|yes|anyone|anybody|everyone)(?:'d|d| would) (?:be|feel|get) (?:@ADV)@FEEL|"
            r"\b(?:would|could) make (?:me|anyone|us) (?:@ADV)@FEEL|\byou(?:'re|"
            r" are) (?:@ADV)@FEEL (?:because|for|that|about|over|after|by|with) |\bis what (?:hurts|stings|"
            r"makes it worse)\b|\bmade you (?:@ADV)@FEEL|\b(?:was|is) bad enough\b|\b(?:have|"
            r"has) (?:@ADV)(?:upset|frustrated|angered|annoyed|exhausted|hurt|worried) you\b|\bwhat (?:has |"
            r"have )?(?:upset|upsets|angers|hurts|made) you\b"
        ),
        (
            r"\bwhy (?:you|this|that|it)(?:'re| are| is|'s|'d| would| has|'ve| have|"
            r" feels?)?.{0,30}?\b(?:@FEEL|@HARD)"
        ),
    )
)
_ABOUT_US = pattern(
    any_of(
        r"\b(?:happy|glad|pleased|delighted) to",
        r"\b(?:hard|difficult|tough) to (?:say|tell|know|predict)",
        r"\bnot (?:@ADV)(?:hard|difficult)",
        r"\b(?:don't|do not|no need to|please don't|shouldn't) (?:be|feel|worry|get)",
        r"being (?:@ADV)(?:emotional|angry|difficult|rude)",
        r"overreact",
        r"hard for me",
        r"frustrating for me",
        r"(?:makes?|making) (?:my|our)",
        r"i(?:'m| am) (?:frustrated|angry|upset|tired)",
        r"too (?:emotional|angry|upset)",
    )
)
_UNDERSTAND = pattern(
    r"(?:^\W*(?:@ADV)(?:hear you|hear what|get it|feel you|understand)\b|\b(?:i|"
    r"we) (?:@ADV)(?:understand|hear you|hear what|know how|get it|get that|get how|get your|"
    r"get where|appreciate (?:that|your|how|the)|see (?:your|what you mean|where you)|sympathi[sz]e|"
    r"empathi[sz]e|feel (?:for you|your))|"
    r"(?<!have i )(?<!if i've )(?<!if i have )(?<!if i )(?:completely |totally |fully )?understood|"
    r"i(?:'m| am) aware (?:of|that)|that(?:'s| is) (?:@ADV)understandable|(?:i|"
    r"we) (?:@ADV)(?:recogni[sz]e|acknowledge) your)\b"
)
_BARE_TAIL = pattern(
    any_of(
        r"understand (?:that |your |how |where |what |you |the |this |it )",
        r"understand\W*$",
        r"understand,",
        r"hear you",
        r"hear what",
        r"get it",
        r"know how",
        r"your (?:@FEEL|concerns?|position|point|situation|feelings)",
        r"see what you mean",
        r"sympathi",
        r"empathi",
        r"feel for you",
        r"understandable\W*$",
        r"understood",
        r"where you(?:'re| are)",
        r"aware",
    )
)
_FRAMES = (
    Frame(
        "claimed_same_experience",
        "knows exactly",
        any_of(
            r"\bi (?:know|understand|get|feel) (?:\w+ )?(?:exactly|precisely|just) (?:how|what)",
            r"\bi know (?:@ADV)(?:how|what) (?:that|it|this) (?:feels|is) (?:like|myself|from)",
            r"\bi know the feeling",
        ),
    ),
    Frame(
        "claimed_same_experience",
        "had the same",
        any_of(
            r"\b(?:i(?:'ve| have)|ive) been (?:there|in (?:your|the same|that)|through (?:this|that|it|"
            r"the same|exactly|something))",
            r"\b(?:same|similar|very) (?:thing|problem|issue|experience)? ?(?:\w+ )?happened to (?:me|my|us)",
            r"happened to me\b",
            r"happens to me\b",
            r"\bi had (?:the|a|an|exactly) (?:the )?(?:same|similar|identical)",
            r"\bi went through",
            r"\bi had (?:an?|my|one) .{3,50}\b(?:last (?:year|week|month|summer|winter|christmas)|once|too|"
            r"myself|years? ago|months? ago|as well)",
            r"\bi(?:'ve| have) had (?:the|a) (?:same|similar)",
            r"\bwhen my own",
            r"\bmy own (?:parcel|package|order|boiler|flight|internet|phone|bank|luggage|car|kids?|landlord|"
            r"delivery)",
        ),
    ),
    Frame(
        "claimed_same_experience",
        "me too",
        any_of(
            r"\bi once (?!more|again)\w+",
            r"\bi (?:also |really |absolutely |just )?(?:hate|detest|can't stand|loathe|"
            r"dislike) .{0,60}\b(?:too|as well|myself|also)\b",
            r"\bme too\b",
            r"\bsame here\b",
            r"\bi(?:'m| am| was| get| feel) .{0,30}\bmyself (?:last|once|when)",
            r"\bbelieve me,? i know",
        ),
    ),
    Frame(
        "solidarity",
        "nobody should",
        r"\b(?:nobody|no one|no-one|no customer|none of (?:our|my) customers|no family|no patient|"
        r"no guest|people)(?:'s| has)? (?:got time|time to|should(?:n't| not)?|ought to|ought|deserves?|"
        r"wants|needs) (?:not )?(?:ever |have |to |be |wait |chase |sit |go |put |pay |live |spend )",
    ),
    Frame(
        "solidarity",
        "would feel the same",
        any_of(
            r"\bi(?:\'d| would) .{2,40}\bif (?:it|this|that) (?:were|was|had been|had|happened)\b",
            r"\bi(?:'d| would) (?:@ADV)(?:feel|be|have been|want|expect|say|think|ask) (?:@ADV)(?:the same|"
            r"exactly the same|just as|as|too|angry|furious|annoyed|upset|fed up|cross|livid|unhappy)",
            r"\bi (?:wouldn't|would not|don't|do not|'d not) (?:like|want|enjoy|accept|put up with) (?:it|"
            r"that|this|being|to be|having|sitting|waiting|\w+ing).{0,40}?\b(?:either)",
        ),
    ),
    Frame(
        "solidarity",
        "on your side",
        any_of(
            r"\b(?:on|take|see) your side",
            r"with you on (?:this|that)",
            r"\bthat(?:'s| is| was) (?:simply |just |really |frankly )?(?:not|no) (?:how|the (?:service|"
            r"treatment|way|standard|experience|care)|way to)",
            r"\byou(?:'d| had| have|'ve)? (?:absolutely |certainly |clearly )?deserved? (?:far |much |"
            r"so much )?better",
            r"\b(?:i'm|i am|we're) in your corner",
            r"(?:your|that's a|a) (?:perfectly |completely |entirely )?fair (?:question|point|complaint|thing)",
        ),
    ),
)


def find_empathy(reading: Reading) -> None:
    """Record named feelings, linked causes, bare claims to understand, claimed experience and solidarity."""
    find(reading, (*_FRAMES, *SOLIDARITY))
    for index, sentence in enumerate(reading.sentences):
        if _ABOUT_US.search(sentence.text) or _polices(reading, sentence):
            continue
        _read_feeling(reading, sentence, index)


def _polices(reading: Reading, sentence: Sentence) -> bool:
    return any(
        move.kind == "told_to_calm_down" and sentence.start <= start < sentence.end for start, move in reading.moves
    )


def _read_feeling(reading: Reading, sentence: Sentence, index: int) -> None:
    claims = _UNDERSTAND.search(sentence.text)
    named = next((match for words in _NAMED if (match := words.search(sentence.text))), None)
    if claims is None and named is None:
        return
    cut = pattern(
        r"(?:,|;| -)? ?\b(?:but|however|though|although|yet(?! (?:to|another))|still(?=,)|then again|"
        r"it's just that|(?<=, )only)\b"
    ).search(sentence.text, min(m.end() for m in (claims, named) if m))
    stop = cut.start() if cut is not None else len(sentence.text)
    taken_back = cut is not None and _turns_away(sentence.text[cut.start() :])
    if taken_back:
        reading.add("but_clause", sentence.start, sentence.end)
    elif cut is None and index + 1 < len(reading.sentences):
        _read_next(reading, sentence, reading.sentences[index + 1])
    causes = (
        _causes(reading, sentence.text[:stop])
        or _event_beside_feeling(sentence.text[:stop], named)
        or (not sentence.asks and _cause_beside(reading, index))
    )
    begin = sentence.start
    if claims is not None and not causes and (named is None or _BARE_TAIL.search(sentence.text)):
        if not reading.has("claimed_same_experience"):
            reading.add("bare_understanding", begin, begin + stop)
        if named is not None and pattern(r"\bunderstandabl[ey]|no wonder").search(sentence.text) and not taken_back:
            reading.add("acknowledged_feeling", begin, begin + stop)
        return
    if taken_back or (named is not None and reading.negated(begin + named.start())):
        return
    if named is not None:
        reading.add("acknowledged_feeling", begin, begin + stop)
        if causes:
            reading.add("linked_cause", begin, begin + stop)
    elif causes and pattern(r"\b(?:why|because|after|that|when|how)\b").search(
        sentence.text[claims.end() :] if claims else ""
    ):
        reading.add("acknowledged_feeling", begin, begin + stop)
        reading.add("linked_cause", begin, begin + stop)


_FEELING_STEMS = frozenset().union(
    stems(
        "angry anger furious upset frustrated frustration frustrating annoyed annoying annoyance "
        "disappointed disappointing disappointment worried worrying exhausted exhausting stressed "
        "stressful livid fuming understand understandable wonder every reason blame anyone deserve "
        "service sound completely totally absolutely truly hard difficult terrible awful horrible long "
        "mean appreciate customer company experience"
    )
)


def _causes(reading: Reading, text: str) -> bool:
    """Whether the words hold something of what the customer complained of."""
    content = stems(text) - _FEELING_STEMS
    shared = content & reading.matter
    if reading.matter:
        return len(shared) >= 2 or (
            len(shared) >= 1
            and pattern(
                any_of(
                    r"\b(?:after|when|because|since|that|by|with|on|for|without|about|over|having|while|given)\b",
                    r":",
                    r"—",
                )
            ).search(text)
            is not None
            and bool(content)
        )
    return (
        len(content) >= 2
        and pattern(r"\b(?:after|when|because|since|that|having|without)\b|:|—").search(text) is not None
    )


_BOUND = pattern(
    r"\b(?:that|because|after|when|since)\b (?:\w+ ){0,4}?(?:(?:did|has|have|had|was|were|"
    r"could)(?:n't| not)|never|wrote|came|rang|called|turned|answered|replied|ignored|left|lost|kept|"
    r"broke|told|showed|missed|cancelled|charged|failed)\b"
)


def _event_beside_feeling(text: str, named: re.Match[str] | None) -> bool:
    """Whether a feeling is tied to an event by a joining word, even in words the customer did not use."""
    return named is not None and _BOUND.search(text) is not None


def _cause_beside(reading: Reading, index: int) -> bool:
    for other in (index - 1, index + 1):
        if 0 <= other < len(reading.sentences):
            sentence = reading.sentences[other]
            if (
                not sentence.asks
                and len((stems(sentence.text) - _FEELING_STEMS) & reading.said) >= 2
                and pattern(r"\byou(?:r|'ve|'re|'d)?\b|\b(?:so|very) ").search(sentence.text)
                and not pattern(r"\b(?:@WILL|@HAVE|can|please|policy|terms|should have)\b").search(sentence.text)
            ):
                return True
    return False


_NEXT_TURNS = pattern(
    # 'however it came about, ...' concedes and takes nothing back
    r"^\W*(?:but|however(?! (?:it|that|this|the \w+|they|we|he|she) (?:\w+ ){0,2}?(?:got|came|happened|went|ended|"
    r"turned|"
    r"arose|started|began)\b)|that said|still|then again|having said that|nevertheless|nonetheless|only)\b"
)


def _read_next(reading: Reading, sentence: Sentence, following: Sentence) -> None:
    # a full stop before the 'however' takes the empathy back all the same
    if _NEXT_TURNS.search(following.text) and _turns_away(following.text):
        reading.add("but_clause", sentence.start, following.end)


_TURNING = pattern(
    r"\b(?:but|however|though|although|yet|still|that said|then again|it's just that|only|"
    r"having said that|nevertheless)\b,? ?(?:@ADV)(?:it's|it is|that's|there(?:'s| is) (?:no|not|"
    r"nothing|only|an? (?:queue|process|limit|rule|procedure|waiting list))|this is|you(?! (?:can|"
    r"could|will|have every))|your|our|the (?:policy|rules|terms|system|courier|contract)|"
    r"@I (?:@ADV)(?:can't|cannot|can not|couldn't|won't|don't|do not|am not|have to|need to|are not|"
    r"aren't|must|'m not|'re)|i'm (?:not|afraid|unable)|we're (?:not|unable|only|very)|unfortunately|"
    r"policy|rules|these things|nothing|please (?:calm|be|don't|stop)|these|those|not|with respect|"
    r"i've got|i have|it is|we (?:receive|get|have)|the terms|everyone|as i|as we|everyone|most|other|"
    r"sadly|no)\b"
)


def _turns_away(rest: str) -> bool:
    return _TURNING.search(rest) is not None or TAKES_BACK.search(rest) is not None
