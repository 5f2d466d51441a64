"""Empathy: feelings named, causes linked, understanding claimed, sides taken (T19, T23 to T26, X01, X02)."""

import re

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.customer.perceive.siding import SOLIDARITY
from persona_lab.customer.perceive.words import pattern, stems

_NAMED = tuple(
    pattern(words)
    for words in (
        # the speaker sees the feeling
        (
            r"\b@I (?:@ADV)(?:see|hear|tell|sense|imagine|notice|appreciate|understand|get|realise|"
            r"realize|know|recognise|recognize) (?:@ADV)(?:that |how |why |the |just how |just "
            r")?(?:@ADV)(?:you|your|it|this|that|\w+ing)?.{0,40}?\b(?:@FEEL|@HARD)\b"
        ),
        # the situation is hard
        (
            r"\b(?:that|this|it|which|what|\w+ing .{3,60}|(?:an?|your|the) \w+ (?:that|which|"
            r"who) .{3,70}|\w+ (?:hours?|days?|weeks?|months?|calls?|times)\b.{0,60})(?: (?:@ADV))?(?:'s|"
            r" is| was| sounds| must be| must have been| has been| would be| would have been|"
            r" looks| feels| seems|'d be)(?: like)? (?:@ADV)(?:an? |such an? |so |how )*(?:@ADV)@HARD"
        ),
        (
            r"\b(?:it|that|this)(?: is|'s| was)?(?: not|n't) (?:@ADV)(?:right|fair|ok|okay|acceptable|"
            r"good enough)\b|"
            r"^\W*(?:ugh|ouch|oof|oh)?\W*(?:it's |that's |this is )?(?:really |so |just )?not "
            r"(?:ok|okay|good enough|on|acceptable|right|fair|great)\b|^\W*(?:how|what an?|what|"
            r"such an?|sounds|sounds like|absolutely|so|truly|really) (?:@ADV)(?:an? )?(?:@ADV)@HARD"
        ),
        # anyone would feel so
        (
            r"\b(?:no|small|little|not a) wonder\b|\b(?:every|all the|good|full|plenty of|more "
            r"than enough) (?:right|reason)s? to (?:be|feel|complain)|\b(?:i|nobody|no one|who) "
            r"(?:@ADV)(?:don't|do not|can't|could|can|would|wouldn't) blame(?:s|d)? you|\bof "
            r"course you(?:'re| are| feel| were)|"
            r"\b(?:anyone|anybody|everyone|everybody|most people|i|we)(?:'d| would) (?:@ADV)(?:be|"
            r"feel|have been|find (?:it|that|this)) (?:@ADV)(?:\w+ )?(?:@FEEL|@HARD)|\b(?:that|"
            r"this|it)(?:'d| would| could)? (?:@ADV)(?:annoy|upset|anger|frustrate|infuriate|"
            r"worry|irritate|exhaust|wear out|make|leave|try|drive) (?:anyone|anybody|me|us|"
            r"any|mad|most)|"
            r"\byou(?:'re| are) (?:@ADV)(?:right|entitled|justified|allowed) (?:@ADV)(?:in being "
            r"|to (?:be|feel) |to )?(?:@FEEL)|\b(?:would|could|'d) (?:@ADV)(?:test|try|strain|"
            r"make|drive|annoy|upset|anger|infuriate|exhaust|worry|frustrate|leave) (?:anyone|"
            r"anybody|most people|a saint|any of us)|anyone's patience"
        ),
        # the customer's feeling is reflected
        (
            r"\byou (?:must|sound|seem|look|'re clearly|are clearly|'re obviously|are obviously|"
            r"'re understandably|are understandably) (?:@ADV)(?:be |feel |have been |have felt "
            r")?(?:@ADV)@FEEL|\byou(?:'ve| have) (?:@ADV)(?:been through|had (?:an? )?(?:@ADV)(?:@HARD|"
            r"enough|long|rotten))|\byour (?:@FEEL) (?:is|makes|isn't|at|about|over|with) "
        ),
        (
            r"\b(?:leaves?|left|leaving|make|makes|made|making|put|puts|keeps?|kept) you (?:@ADV)(?:feeling "
            r"|feel )?(?:@FEEL|in (?:a|an) (?:@ADV)(?:@HARD|spot|position|bind))"
        ),
        (
            r"\b(?:is|was|'s|are) (?:far |much |way |simply |frankly )?(?:too (?:long|many|much|"
            r"often)|(?:longer|more) than (?:anyone|anybody|you|is fair))|\b(?:a lot|too much|"
            r"plenty) to (?:deal|cope|put up|carry|have on|juggle|ask)|(?:last thing|not what) "
            r"(?:you|anyone|anybody) (?:need|want)|\b(?:is|was|'s) no (?:joke|fun|small thing|"
            r"way to)|\bon top of (?:everything|all|it all)|\bthe \w+ (?:it|this|that) (?:has "
            r")?cost you"
        ),
        (
            r"\b(?:it|that)(?:'s| is) (?:@ADV)(?:understandable|natural|reasonable|fair)(?:ly)? "
            r"(?:that |to |you|why)|\bmakes (?:@ADV)sense (?:that )?you"
        ),
        (
            r"\b(?:used up|tried|tested|worn (?:out|thin)|exhausted|run out of) (?:\w+ )?(?:your |you )?patience\b|\b(?:worn|ground|dragged|beaten|let) you (?:down|out)\b|"
            r"\b(?:spoil(?:ed|t)|ruined|wrecked|upended|eaten up|cost you|taken up) (?:your|the whole|half your|a whole|all your) \w+|"
            r"\b(?:made|makes) your (?:day|week|life|morning|evening) (?:\w+ )?(?:harder|worse|difficult|miserable)\b|"
            r"\b(?:i'd|i would|i'm|i am) (?:be )?(?:\w+ )?(?:not )?surprised(?: if| that)? you (?:weren't|aren't|wouldn't|are|feel|were)(?: not)? (?:@ADV)@FEEL|"
            r"\bnot surprised\b(?!.{0,20}(?:broke|leak|fail))|\b(?:a lot|so much|plenty|too much) (?:of )?(?:stress|worry|bother|trouble|hassle|aggravation|upset)\b|"
            r"\b(?:must|may|can|has to) (?:have )?(?:feel|felt|seem|seemed) (?:like|as if|as though) (?:nobody|no one|we|you|a |an |being)"
        ),
        (
            r"\b(?:i|we|yeah|yes|anyone|anybody|everyone)(?:'d|d| would) (?:be|feel|get) (?:@ADV)@FEEL|\b(?:would|could) make (?:me|anyone|us) (?:@ADV)@FEEL|"
            r"\byou(?:'re| are) (?:@ADV)@FEEL (?:because|for|that|about|over|after|by|with) |\bis what (?:hurts|stings|makes it worse)\b|"
            r"\bmade you (?:@ADV)@FEEL|\b(?:was|is) bad enough\b|\b(?:have|has) (?:@ADV)(?:upset|frustrated|angered|annoyed|exhausted|hurt|worried) you\b|"
            r"\bwhat (?:has |have )?(?:upset|upsets|angers|hurts|made) you\b"
        ),
        (
            r"\bwhy (?:you|this|that|it)(?:'re| are| is|'s|'d| would| has|'ve| have| feels?)?.{0,30}?\b(?:@FEEL|"
            r"@HARD)"
        ),
    )
)
_ABOUT_US = pattern(
    r"\b(?:happy|glad|pleased|delighted) to|\b(?:hard|difficult|tough) to (?:say|tell|know|predict)|\bnot (?:@ADV)(?:hard|difficult)|\b(?:don't|"
    r"do not|no need to|please don't|shouldn't) (?:be|feel|worry|get)|being (?:@ADV)(?:emotional|"
    r"angry|difficult|rude)|overreact|hard for me|frustrating for me|(?:makes?|making) "
    r"(?:my|our)|i(?:'m| am) (?:frustrated|angry|upset|tired)|too (?:emotional|angry|"
    r"upset)"
)
_UNDERSTAND = pattern(
    r"(?:^\W*(?:@ADV)(?:hear you|hear what|get it|feel you|understand)\b|\b(?:i|we) (?:@ADV)(?:understand|"
    r"hear you|hear what|know how|get it|get that|get how|get your|get where|appreciate (?:that|"
    r"your|how|the)|see (?:your|what you mean|where you)|sympathi[sz]e|empathi[sz]e|"
    r"feel (?:for you|your))|(?<!have i )(?<!if i've )(?<!if i have )(?<!if i )(?:completely "
    r"|totally |fully )?understood|i(?:'m| am) aware (?:of|that)|that(?:'s| is) (?:@ADV)understandable|"
    r"(?:i|we) (?:@ADV)(?:recogni[sz]e|acknowledge) your)\b"
)
_BARE_TAIL = pattern(
    r"understand (?:that |your |how |where |what |you |the |this |it )|understand\W*$|"
    r"understand,|hear you|hear what|get it|know how|your (?:@FEEL|concerns?|position|point|situation|"
    r"feelings)|see what you mean|sympathi|empathi|feel for you|understandable\W*$|understood|"
    r"where you(?:'re| are)|aware"
)
_FRAMES = (
    Frame(
        "claimed_same_experience",
        "knows exactly",
        r"\bi (?:know|understand|get|feel) (?:\w+ )?(?:exactly|precisely|just) (?:how|what)|"
        r"\bi know (?:@ADV)(?:how|what) (?:that|it|this) (?:feels|is) (?:like|myself|from)|"
        r"\bi know the feeling",
    ),
    Frame(
        "claimed_same_experience",
        "had the same",
        r"\b(?:i(?:'ve| have)|ive) been (?:there|in (?:your|the same|that)|through (?:this|"
        r"that|it|the same|exactly|something))|\b(?:same|similar|very) (?:thing|problem|"
        r"issue|experience)? ?(?:\w+ )?happened to (?:me|my|us)|happened to me\b|happens "
        r"to me\b|\bi had (?:the|a|an|exactly) (?:the )?(?:same|similar|identical)|\bi went "
        r"through|\bi had (?:an?|my|one) .{3,50}\b(?:last (?:year|week|month|summer|winter|"
        r"christmas)|once|too|myself|years? ago|months? ago|as well)|\bi(?:'ve| have) had "
        r"(?:the|a) (?:same|similar)|\bwhen my own|\bmy own (?:parcel|package|order|boiler|"
        r"flight|internet|phone|bank|luggage|car|kids?|landlord|delivery)",
    ),
    Frame(
        "claimed_same_experience",
        "me too",
        r"\bi once (?!more|again)\w+|"
        r"\bi (?:also |really |absolutely |just )?(?:hate|detest|can't stand|loathe|dislike) "
        r".{0,60}\b(?:too|as well|myself|also)\b|\bme too\b|\bsame here\b|\bi(?:'m| am| "
        r"was| get| feel) .{0,30}\bmyself (?:last|once|when)|\bbelieve me,? i know",
    ),
    Frame(
        "solidarity",
        "nobody should",
        r"\b(?:nobody|no one|no-one|no customer|none of (?:our|my) customers|no family|no "
        r"patient|no guest|people)(?:'s| has)? (?:got time|time to|should(?:n't| not)?|ought "
        r"to|ought|deserves?|wants|needs) (?:not )?(?:ever |have |to |be |wait |chase |sit "
        r"|go |put |pay |live |spend )",
    ),
    Frame(
        "solidarity",
        "would feel the same",
        r"\bi(?:\'d| would) .{2,40}\bif (?:it|this|that) (?:were|was|had been|had|happened)\b|"
        r"\bi(?:'d| would) (?:@ADV)(?:feel|be|have been|want|expect|say|think|ask) (?:@ADV)(?:the "
        r"same|exactly the same|just as|as|too|angry|furious|annoyed|upset|fed up|cross|"
        r"livid|unhappy)|\bin your (?:place|shoes|position|seat)|\bi (?:wouldn't|would not|"
        r"don't|do not|'d not) (?:like|want|enjoy|accept|put up with) (?:it|that|this|being|"
        r"to be|having|sitting|waiting|\w+ing).{0,40}?\b(?:either)",
    ),
    Frame(
        "solidarity",
        "on your side",
        r"\b(?:on|take|see) your side|with you on (?:this|that)|\bthat(?:'s| is| was) (?:simply "
        r"|just |really |frankly )?(?:not|no) (?:how|the (?:service|treatment|way|standard|"
        r"experience|care)|way to)|\byou(?:'d| had| have|'ve)? (?:absolutely |certainly "
        r"|clearly )?deserved? (?:far |much |so much )?better|\b(?:i'm|i am|we're) in your "
        r"corner|(?:your|that's a|a) (?:perfectly |completely |entirely )?fair (?:question|"
        r"point|complaint|thing)",
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
        r"(?:,|;| -)? ?\b(?:but|however|though|although|yet(?! (?:to|another))|still(?=,)|then again|it's just that|(?<=, )only)\b"
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
        "angry anger furious upset frustrated frustration frustrating annoyed annoying "
        "annoyance disappointed disappointing "
        "disappointment worried worrying exhausted exhausting stressed stressful livid "
        "fuming understand understandable wonder every reason "
        "blame anyone deserve service sound completely totally absolutely truly hard difficult "
        "terrible awful horrible long mean appreciate customer company experience"
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
                r"\b(?:after|when|because|since|that|by|with|on|for|without|about|over|having|while|given)\b|:|—"
            ).search(text)
            is not None
            and bool(content)
        )
    return (
        len(content) >= 2
        and pattern(r"\b(?:after|when|because|since|that|having|without)\b|:|—").search(text) is not None
    )


_BOUND = pattern(
    r"\b(?:that|because|after|when|since)\b (?:\w+ ){0,4}?(?:(?:did|has|have|had|was|"
    r"were|could)(?:n't| not)|never|wrote|came|rang|called|turned|answered|replied|ignored|"
    r"left|lost|kept|broke|told|showed|missed|cancelled|charged|failed)\b"
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
    r"^\W*(?:but|however|that said|still|then again|having said that|nevertheless|nonetheless|only)\b"
)


def _read_next(reading: Reading, sentence: Sentence, following: Sentence) -> None:
    # a full stop before the 'however' takes the empathy back all the same
    if _NEXT_TURNS.search(following.text) and _turns_away(following.text):
        reading.add("but_clause", sentence.start, following.end)


_TURNING = pattern(
    r"\b(?:but|however|though|although|yet|still|that said|then again|it's just that|only|having said that|nevertheless)\b,? ?(?:@ADV)(?:it's|it is|that's|there(?:'s|"
    r" is) (?:no|not|nothing|only)|this is|you(?! (?:can|could|will|have every))|your|"
    r"our|the (?:policy|rules|terms|system|courier|contract)|@I (?:@ADV)(?:can't|cannot|"
    r"can not|couldn't|won't|don't|do not|am not|have to|need to|are not|aren't|must|"
    r"'m not|'re)|i'm (?:not|afraid|unable)|we're (?:not|unable|only|very)|unfortunately|"
    r"policy|rules|these things|nothing|please (?:calm|be|don't|stop)|these|those|not|with respect|i've got|i have|it is|we (?:receive|get|have)|the terms|everyone|"
    r"as i|as we|everyone|most|other|sadly|no)\b"
)


def _turns_away(rest: str) -> bool:
    return _TURNING.search(rest) is not None
