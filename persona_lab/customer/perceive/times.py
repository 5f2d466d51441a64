"""Times: definite ones against vague promises, patience asked for, steps, prevention (T05, T32 to T34, T36)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.prevention import find_prevention
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import any_of, pattern

CLOCK = (
    r"(?:(?:by|before|at|around|until|till|from|after|for|about|no later than|latest|between|@DAY|"
    r"tomorrow|today) ?(?:about |around |the latest |roughly )?(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|"
    r"a\.m\.?|p\.m\.?|o'?clock|hrs)?|noon|midday|midnight|lunchtime|lunch|teatime|(?:one|two|three|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'?clock| thirty)?)\b(?! (?:pounds|euros|"
    r"dollars|per|percent|%|working|business|days?|weeks?|months?|years?|items?|people|calls?|times|"
    r"emails?|engineers?|minutes|hours|other|parcels|orders|customers|departments))(?!%)|"
    r"\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m|p\.m|o'?clock)\b|\b\d{1,2}:\d\d\b|\bhalf past \w+|"
    r"\bquarter (?:to|past) \w+)"
)
DATE = (
    r"(?:\b(?:on |by |before |until |this |next |coming |for |from |late |early |end of |and |"
    r"or )*@DAY(?: (?:morning|afternoon|evening|night|lunchtime))?|\b(?:\d{1,2}(?:st|nd|rd|"
    r"th)?(?: of)? @MONTH|@MONTH \d{1,2}(?:st|nd|rd|th)?)\b|\b(?:on |by )the \d{1,2}(?:st|nd|rd|th)\b|"
    r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b\d{4}-\d\d-\d\d\b)"
)
NEAR = (
    r"(?:\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|(?:first thing|"
    r"by) (?:tomorrow|in the morning)|(?:by )?(?:the )?(?:end|close) of (?:the |this |my )?(?:day|"
    r"business|play|week|month|afternoon|shift)|by eod|cob\b|by (?:the )?(?:weekend|morning|evening|"
    r"tonight|lunchtime)|day after tomorrow|next (?:week|month)|same[- ]day|overnight|later (?:today|"
    r"this)|later on today)\b)"
)
SPAN = (
    r"(?:\b(?:within|in|inside|in under|under|in less than|less than|for|takes?|take|taking|about|"
    r"around|up to|no more than|at most|allow|over|after|need|give me|another|next|needs) (?:the |"
    r"about |around |roughly |just |only |next |coming |another |approximately |maximum |at most |"
    r"up to |under |less than |a maximum of )*(?:@NUM)(?:(?: ?(?:-|–|to|or) ?)@NUM)?(?: |"
    r"-)?(?:working |business |calendar |full )?(?:@UNIT)\b|\b(?:@NUM)(?: ?(?:-|–|to|"
    r"or) ?)(?:@NUM)(?: |-)(?:working |business |calendar )?(?:@UNIT)\b|\bwithin the hour\b|"
    r"\bin the next hour\b|\b(?:\d+|two|three|five|ten|one|couple of) (?:minutes?|"
    r"mins?)\b(?=[^.]{0,20}\?|,? (?:please|and i|while|to|tops|max)|\W*$)|\b(?:24|48|72)h(?:rs?|"
    r"ours?)?\b)"
)
DEFINITE = pattern(f"{CLOCK}|{DATE}|{NEAR}|{SPAN}")
_AHEAD = pattern(
    r"\b(?:will|'ll|ill|going to|gonna|shall|can|could|may|let me|arrives?|lands?|leaves?|gets|"
    r"be there|be with|goes|comes|reach|expect|takes?|needs?|give me|due|booked|scheduled|sending|"
    r"moving|calling|ringing|by|within|reply|ready|follow(?:ing)?|i'm \w+ing|we're \w+ing|i am \w+ing|"
    r"we are \w+ing|is (?:being )?\w+ing|are \w+ing|would|should (?:be|have|arrive|reach|see|get)|"
    r"until|while i|on hold|slot|appointment|has you|you have|deliver(?:ed|y|s)?|collect(?:ed|ion|s)?|"
    r"available|earliest|\b(?:it|this|that|he|she|they|which|refund|van|courier|engineer|parcel|"
    r"replacement|money|credit) \w+s\b|(?:shows|show|starts?|opens?|closes?|call|ring|email|text|"
    r"update|hear from|on its way|out for|i've (?:booked|scheduled|arranged|put|moved|set|reserved|"
    r"got)|i have (?:booked|scheduled|arranged|put|moved|set|reserved)))\b"
)
_BEHIND = pattern(
    r"\b(?:you (?:were|had|called|rang|said|ordered|waited|told|wrote|paid|lost|spent|placed|bought|"
    r"have been|'ve been|contacted|expected|missed|mentioned|asked|booked|took|sat|stayed)|"
    r"you've (?:been|waited|had|called|told|lost|spent)|was|were|had|did|didn't|never|ago|last|since|"
    r"yesterday|missed|failed|arrived|came|happened|should(?:'ve| have| never)|supposed|promised|"
    r"hasn't|haven't|been (?:waiting|left|without|charged|told)|have had|late\b|too long|apolog\w+|"
    r"sorry|shouldn't|nobody|no one|turned up|(?:\w+ed) on)\b"
)
_NOT_A_TIME = pattern(
    any_of(
        # while the customer waits, not when something will be
        r"\bwhile i(?:'m| am) (?:on|with)\b(?!.{0,20}\d)",
        # the day of the talk, not a term
        r"\bwhat (?:i|we) (?:can|could|may) (?:do|offer|give) (?:you )?(?:for you )?(?:today|tonight|"
        r"now)\b(?! is [^.]*\d)",
    )
)
_ROOM = (
    r"(?:soon(?!er)|as soon as|shortly|in due course|at (?:the|our|my) earliest|when(?:ever)? (?:we|i|"
    r"someone|possible|they) can|asap|at some point|eventually|before long|in the near future|"
    r"any (?:day|time|minute) now|quickly as|a\.s\.a\.p)"
)
_FRAMES = (
    Frame(
        "vague_promise",
        "will try",
        r"\b(?:@WILL|i'd|i want to|we want to|i'm here to|we're here to|i am here to|we are here to|"
        r"allow me to|let's) (?:@ADV)(?:certainly )?(?:try|do (?:my|our|the) (?:very |level |utter |"
        r"absolute )?(?:best|utmost|everything)|do (?:everything|all|whatever|anything|what) (?:@I|that|"
        r"in)|see what (?:@I|can|is)|look into|look at (?:this|it|that|what)|sort (?:this|it|that|"
        r"everything|things)(?: (?:all )?out)?|take (?:good )?care of|help (?:you)?|assist|get (?:this|it|"
        r"that|everything) (?:\w+ )?(?:sorted|fixed|resolved|solved|dealt)|fix (?:this|it|that)|"
        r"make (?:this|it|things|that|everything) (?:right|better|good|up)|put (?:this|it|things|"
        r"that) right|get to the bottom|resolve (?:this|it|that|your)|deal with (?:this|it|that)|"
        r"work (?:on|something)|figure (?:this|it|something|that)|handle|get back to you|get right on|"
        r"be in touch|be right|keep (?:you (?:posted|updated|informed|in the loop)|an eye)|pass (?:this|"
        r"it|that|your \w+) (?:on|along)|investigate|find (?:a|you a|the) (?:solution|way)|"
        r"turn this around|make sure (?:this|it|that|we|everything|you|your)|see to (?:it|this)|"
        r"check (?:on|into) (?:this|it|that))",
        unless=(
            r"(?:@WILL|i'm|i am|i've) (?:@ADV)(?:call|ring|phone|email|refund|replace|book|send|order|cancel|"
            r"courier|credit|dispatch)|best to (?:ensure|make sure|keep|stop|prevent).{0,40}again"
        ),
        when_asked=False,
    ),
    Frame(
        "vague_promise",
        "someone will",
        r"\b(?:someone|somebody|a colleague|one of (?:our|my)|(?:a|the|our|my) (?:\w+ )?(?:team|member|"
        r"agent|department|specialist|manager|supervisor|colleagues|expert)(?: \w+ \w+ \w+)?|they|"
        r"we) ?(?:'ll|will|should|is going to|are going to|would) (?:\w+ )?(?:be in (?:touch|contact)|"
        r"contact you|get back|reach out|look into|deal with|reply|respond|call you|ring you|get in touch|"
        r"be dealing|take care|handle|sort|assist|review|help|follow up|be with you)",
    ),
    Frame(
        "vague_promise",
        "being worked on",
        (
            r"\b(?:we're|we are|i'm|i am|they're|they are|our \w+(?: \w+)? (?:is|are)|(?:the |our |"
            r"my )?(?:team|colleagues|department|engineers|specialists) (?:is|are)|it(?:'s| is)|this is|"
            r"that is|your (?:\w+ ){1,2}is) (?:@ADV)(?:being )?(?:work(?:ing|ed) (?:on|hard|towards)|"
            r"look(?:ing|ed) (?:into|at)|deal(?:ing|t) with|checking|investigat(?:ing|ed)|process(?:ed|ing)|"
            r"reviewed|handled|doing (?:my|our|everything|all)|trying|in progress|under (?:review|"
            r"investigation))|\b(?:will|'ll) be (?:\w+ )?(?:dealt with|resolved|sorted|fixed|looked|handled|"
            r"taken care|processed|addressed|solved|reviewed|escalated|passed|with you|in touch|actioned|"
            r"rectified)|\brest assured|\bbe assured|\bi assure you|\byou can (?:count|rely) on (?:us|me)|"
            r"\bleave (?:it|this|that) with (?:me|us)|\byou(?:'re| are) in (?:good|safe) hands|\byou(?:'ll|"
            r" will) hear (?:back )?from|\b(?:@WILL|will|'ll|contact|back|touch|get|sort|fix|help|reply|"
            r"update|respond|send|call)\b.{0,60}\b"
        )
        + _ROOM
        + (
            r"|\bbear with us.{0,20}working|\bconsider it done|\b(?:is |are |i'm |we're )?(?:\w+ )?on it[.,!]|"
            r"\b(?:i|we|they) (?:come|get|go|write|call|answer) (?:back )?(?:to )?you (?:soon|shortly|back)|"
            r"\bsoon (?:i|we|they) |\byour (?:complaint|concern|feedback|call|case|request|ticket) (?:is|"
            r"has been|will be|'s) (?:\w+ )?(?:important|noted|logged|registered|forwarded|passed|escalated|"
            r"taken)"
        ),
        unless=r"charge|card is being|not being",
    ),
    Frame(
        "asked_for_patience",
        "wait",
        r"\b(?:be(?:ing)? (?:a (?:bit|little) (?:more )?)?patient|bear with (?:me|us)|(?:^|please |just |"
        r"kindly |can you |could you |to |you'll (?:have|need) to |and |so )(?:hold|hold on|hang on|"
        r"hang tight|wait|stand by|hold the line|sit tight|be patient|keep waiting|stay on the line|"
        r"stay with (?:me|us))\b|(?:ask|need|request|beg|want|require) (?:for )?(?:you (?:to (?:be|have|"
        r"wait|hold)|for)|your|a (?:bit|little) (?:of|more)) ?(?:\w+ )?patien\w+|some patience|"
        r"a little patience|more patience|your patience (?:is|while|as|until|would|please|in|"
        r"and understanding|during)|(?:have|show|need) (?:a (?:bit|little) (?:of |more )?|some |"
        r"more )?patience|(?:one|a|just a|give (?:me|us) (?:a|one|some|just)|wait a|hold (?:on )?a|"
        r"another) ?(?:quick |brief |little )?(?:moment|second|sec|minute|min|mo|bit|while|time|"
        r"tick)\b(?: please)?(?=\W|$)|please wait|hold please|patience,? please|(?:these|"
        r"such) things take time|it takes time|thank you for (?:holding|waiting) (?:while|a)|(?:one|1|two|"
        r"2|couple) (?:minutes?|seconds?|moments?) please|have (?:\w+ )?patience|rome wasn't)",
        unless=(
            r"\b(?:don't|do not|won't|not|no need to|have to|had to|shouldn't have to|stop|without|made you|"
            r"kept|keep you|instead of|if you (?:have|'ve got|can spare|don't mind|could spare)|had a|for a|"
            r"got a|spare|take a|than|until you|(?:has|have) been|was|asked you|asking you|you(?:'ve| have|"
            r"'re| are| were) (?:\w+ )?(?:wait|patient|been)|just (?:had|spent)) ?(?:\w+ )?(?:wait|hold|"
            r"patient|minute|moment|second|sec|waiting)|patience has|your patience with|lost patience|"
            r"out of patience|only takes|take(?:s)? (?:just |about )?a (?:minute|moment|second)|at any moment|"
            r"at the moment|a moment ago|in (?:a|one) (?:moment|second|minute)|tried your patience|"
            r"any (?:second|minute)"
        ),
        negatable=True,
        hints=(
            "patien",
            "bear",
            "hold",
            "hang",
            "wait",
            "stand",
            "sit",
            "stay",
            "moment",
            "sec",
            "minute",
            "bit",
            "while",
            "time",
            "tick",
            "mo",
            "rome",
        ),
    ),
)


def find_times(reading: Reading) -> None:
    """Record definite times ahead, vague promises without one, patience asked for, steps and prevention."""
    found = [(sentence, match) for sentence in reading.sentences if (match := _time_ahead(sentence.text)) is not None]
    if found:
        sentence, place = found[0]
        reading.add("gave_time", sentence.start + place[0], sentence.start + place[1], widen=True)
    find(reading, _FRAMES)
    find_prevention(reading)
    timed = {sentence.start for sentence, _ in found}
    for kind in ("vague_promise", "asked_for_patience"):
        for start, move in list(reading.moves):
            home = next((s for s in reading.sentences if s.start <= start < s.end), None)
            if move.kind != kind or home is None:
                continue
            reason = pattern(
                r"\b(?:while|so (?:that )?(?:i|we)|because|to (?:check|pull|open|read|look|find|bring|ask|call|"
                r"ring|speak|see|get)|until|as i|whilst|for the)\b"
            ).search(home.text)
            length = pattern(r"\b@NUM (?:@UNIT)\b").search(home.text) and not pattern(
                r"\b(?:a|one|another) (?:second|sec|minute|min)s?\b"
            ).search(home.text)
            if (kind == "vague_promise" and (home.start in timed or _answered_after(reading, home.end))) or (
                kind == "asked_for_patience" and (reason or length or home.start in timed)
            ):
                reading.moves.remove((start, move))
                continue
            if kind == "vague_promise" and _hedges_an_act(reading, start, home.text):
                reading.moves.remove((start, move))
    _again_without_act(reading)


_GREETING = pattern(r"\bgood (?:morning|afternoon|evening|day|night)\b")
_THEIR_STATE = pattern(r"^\W*you(?:'re| are| were|'ve| have|'d| had)\b")
_WILL = pattern(r"\b(?:will|'ll|going to|shall|to be)\b")
_OWN_CASE = pattern(
    r"\b(?:dealing with|handling|looking after|seeing to) (?:it|this|that|your \w+) (?:myself|"
    r"personally)\b"
)


def _hedges_an_act(reading: Reading, start: int, text: str) -> bool:
    """Whether a promise to do one's best hedges an act of prevention, as it must (X15), or names its doer."""
    if _OWN_CASE.search(text):
        return True
    prevented = any(move.kind == "prevented_recurrence" and place <= start for place, move in reading.moves)
    return prevented and pattern(r"\bdo (?:my|our) (?:\w+ )?best\b").search(text) is not None


def _time_ahead(text: str) -> tuple[int, int] | None:
    for match in DEFINITE.finditer(text):
        left = max(text.rfind(mark, 0, match.start()) for mark in (",", ";", ": ", "—", "–", " and ", " but ", " so "))
        right = min(
            (
                place
                for mark in (",", ";", ": ", "—", " and ", " but ", " so ")
                if (place := text.find(mark, match.end())) >= 0
            ),
            default=len(text),
        )
        clause = text[max(left, 0) : right]
        if _NOT_A_TIME.search(text, max(0, match.start() - 24), min(len(text), match.end() + 24)):
            continue
        if _GREETING.search(clause) or (_THEIR_STATE.search(clause) and not _WILL.search(clause)):
            continue
        if _BEHIND.search(clause) and not pattern(
            r"\b(?:will|'ll|going to|shall|let me|can|tomorrow|tonight)\b"
        ).search(clause):
            continue
        if pattern(r"\b(?:today|tonight|tomorrow)\b").fullmatch(match[0].strip()) and pattern(
            any_of(
                r"\b(?:help you|assist you|how are you|doing|having|your day|calling|contacting|hear(?:ing)?|"
                r"chat(?:ting)?|speak(?:ing)? (?:with|to) you) (?:\w+ )?(?:today|tonight)",
                r"today\?",
                r"can't",
                r"cannot",
                r"won't",
                r"not (?:\w+ )?(?:possible|able)",
            )
        ).search(clause):
            continue
        if pattern(r"\b(?:can't|cannot|can not|won't|unable|couldn't|not able|not possible)\b").search(clause):
            continue
        if (
            _AHEAD.search(clause)
            or (_AHEAD.search(text[: match.start()]) and not _BEHIND.search(text[: match.start()]))
            or (len(text.split()) <= 5 and not _BEHIND.search(text))
        ):
            return match.span()
    return None


def _answered_after(reading: Reading, place: int) -> bool:
    rest = reading.text[place : place + 220]
    return pattern(
        r"^\W*(?:first|here's|here is|that means|to do (?:that|so)|right now|i'm|i am|i've|"
        r"@WILL) (?:@ADV)\w+"
    ).search(rest) is not None and (DEFINITE.search(rest) is not None)


def _again_without_act(reading: Reading) -> None:
    # a bare 'it will not happen again' names no act: it is a guarantee, not prevention (X15)
    for start, move in list(reading.moves):
        if move.kind == "prevented_recurrence" and move.quote:
            words = reading.text[start : start + len(move.quote)]
            act = pattern(
                r"\b(?:flag|not(?:e|ed)\b|revis|inform|instruct|escalat|mark|log|report|chang|brief|add|put|set|"
                r"switch|told|tell|call|block|remov|updat|correct|turn|check|train|raise|record|ask|review|look|"
                r"fix|driver|alert|manager|team|reminder|replac|mov|book|stop(?:ped|ping)? the|do (?:my|"
                r"our) best)\w*"
            ).search(reading.text)
            if act is None or pattern(r"\b(?:guarantee|promise|100|absolutely certain|never(?: ever)? happen)").search(
                words
            ):
                reading.moves.remove((start, move))
