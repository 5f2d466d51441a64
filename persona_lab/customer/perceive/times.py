"""Times: definite ones against vague promises, patience asked for, steps, prevention (T05, T32 to T34, T36)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.prevention import find_prevention
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import any_of, pattern

CLOCK = (
    r"(?:(?:by|before|at|around|until|till|from|after|for|about|no later than|latest|"
    r"between|@DAY|tomorrow|today) ?(?:about |around |the latest |roughly )?(?:\d{1,2}(?:[:.]\d\d)? "
    r"?(?:am|pm|a\.m\.?|p\.m\.?|o'?clock|hrs)?|noon|midday|midnight|lunchtime|lunch|"
    r"teatime|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: "
    r"o'?clock| thirty)?)\b(?! (?:pounds|euros|dollars|per|percent|%|working|business|"
    r"days?|weeks?|months?|years?|items?|people|calls?|times|emails?|engineers?|minutes|"
    r"hours|other|parcels|orders|customers|departments))(?!%)|\b\d{1,2}(?:[:.]\d\d)? "
    r"?(?:am|pm|a\.m|p\.m|o'?clock)\b|\b\d{1,2}:\d\d\b|\bhalf past \w+|\bquarter (?:to|"
    r"past) \w+)"
)
DATE = (
    r"(?:\b(?:on |by |before |until |this |next |coming |for |from |late |early |end "
    r"of |and |or )*@DAY(?: (?:morning|afternoon|evening|night|lunchtime))?|\b(?:\d{1,2}(?:st|"
    r"nd|rd|th)?(?: of)? @MONTH|@MONTH \d{1,2}(?:st|nd|rd|th)?)\b|\b(?:on |by )the \d{1,2}(?:st|"
    r"nd|rd|th)\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b\d{4}-\d\d-\d\d\b)"
)
NEAR = (
    r"(?:\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|(?:first thing|"
    r"by) (?:tomorrow|in the morning)|(?:by )?(?:the )?(?:end|close) of (?:the |this "
    r"|my )?(?:day|business|play|week|month|afternoon|shift)|by eod|cob\b|by (?:the "
    r")?(?:weekend|morning|evening|tonight|lunchtime)|day after tomorrow|next (?:week|"
    r"month)|same[- ]day|overnight|later (?:today|this)|later on today)\b)"
)
SPAN = (
    r"(?:\b(?:within|in|inside|in under|under|in less than|less than|for|takes?|take|"
    r"taking|about|around|up to|no more than|at most|allow|over|after|need|give me|another|"
    r"next|needs) (?:the |about |around |roughly |just |only |next |coming |another "
    r"|approximately |maximum |at most |up to |under |less than |a maximum of )*(?:@NUM)(?:(?: "
    r"?(?:-|–|to|or) ?)@NUM)?(?: |-)?(?:working |business |calendar |full )?(?:@UNIT)\b|"
    r"\b(?:@NUM)(?: ?(?:-|–|to|or) ?)(?:@NUM)(?: |-)(?:working |business |calendar )?(?:@UNIT)\b|"
    r"\bwithin the hour\b|\bin the next hour\b|\b(?:\d+|two|three|five|ten|one|couple "
    r"of) (?:minutes?|mins?)\b(?=[^.]{0,20}\?|,? (?:please|and i|while|to|tops|max)|"
    r"\W*$)|\b(?:24|48|72)h(?:rs?|ours?)?\b)"
)
DEFINITE = pattern(f"{CLOCK}|{DATE}|{NEAR}|{SPAN}")
_AHEAD = pattern(
    r"\b(?:will|'ll|ill|going to|gonna|shall|can|could|may|let me|arrives?|lands?|leaves?|"
    r"gets|be there|be with|goes|comes|reach|expect|takes?|needs?|give me|due|booked|"
    r"scheduled|sending|moving|calling|ringing|by|within|reply|ready|follow(?:ing)?|"
    r"i'm \w+ing|we're \w+ing|i am \w+ing|we are \w+ing|is (?:being )?\w+ing|are \w+ing|"
    r"would|should (?:be|have|arrive|reach|see|get)|until|while i|on hold|slot|appointment|"
    r"has you|you have|deliver(?:ed|y|s)?|collect(?:ed|ion|s)?|available|earliest|"
    r"\b(?:it|this|that|he|she|they|which|refund|van|courier|engineer|parcel|replacement|"
    r"money|credit) \w+s\b|(?:shows|show|starts?|opens?|closes?|call|ring|email|text|"
    r"update|hear from|on its way|out for|i've (?:booked|scheduled|arranged|put|moved|"
    r"set|reserved|got)|i have (?:booked|scheduled|arranged|put|moved|set|reserved)))\b"
)
_BEHIND = pattern(
    r"\b(?:you (?:were|had|called|rang|said|ordered|waited|told|wrote|paid|lost|spent|"
    r"placed|bought|have been|'ve been|contacted|expected|missed|mentioned|asked|booked|"
    r"took|sat|stayed)|you've (?:been|waited|had|called|told|lost|spent)|was|were|had|"
    r"did|didn't|never|ago|last|since|yesterday|missed|failed|arrived|came|happened|"
    r"should(?:'ve| have| never)|supposed|promised|hasn't|haven't|been (?:waiting|left|"
    r"without|charged|told)|have had|late\b|too long|apolog\w+|sorry|shouldn't|nobody|"
    r"no one|turned up|(?:\w+ed) on)\b"
)
_NOT_A_TIME = pattern(
    any_of(
        # while the customer waits, not when something will be
        r"\bwhile i(?:'m| am) (?:on|with)\b(?!.{0,20}\d)",
        # the day of the talk, not a term
        r"\bwhat (?:i|we) (?:can|could|may) (?:do|offer|give) (?:you )?(?:for you )?(?:today|tonight|now)\b(?! is (?:\w+ ){0,6}(?:by|at|before)\b)",
    )
)
_ROOM = (
    r"(?:soon(?!er)|as soon as|shortly|in due course|at (?:the|our|my) earliest|when(?:ever)? "
    r"(?:we|i|someone|possible|they) can|asap|at some point|eventually|before long|in "
    r"the near future|any (?:day|time|minute) now|quickly as|a\.s\.a\.p)"
)
_FRAMES = (
    Frame(
        "vague_promise",
        "will try",
        r"\b(?:@WILL|i'd|i want to|we want to|i'm here to|we're here to|i am here to|we "
        r"are here to|allow me to|let's) (?:@ADV)(?:certainly )?(?:try|do (?:my|our|the) "
        r"(?:very |level |utter |absolute )?(?:best|utmost|everything)|do (?:everything|"
        r"all|whatever|anything|what) (?:@I|that|in)|see what (?:@I|can|is)|look into|look "
        r"at (?:this|it|that|what)|sort (?:this|it|that|everything|things)(?: (?:all )?out)?|"
        r"take (?:good )?care of|help (?:you)?|assist|get (?:this|it|that|everything) (?:\w+ "
        r")?(?:sorted|fixed|resolved|solved|dealt)|fix (?:this|it|that)|make (?:this|it|"
        r"things|that|everything) (?:right|better|good|up)|put (?:this|it|things|that) right|"
        r"get to the bottom|resolve (?:this|it|that|your)|deal with (?:this|it|that)|work "
        r"(?:on|something)|figure (?:this|it|something|that)|handle|get back to you|get "
        r"right on|be in touch|be right|keep (?:you (?:posted|updated|informed|in the loop)|"
        r"an eye)|pass (?:this|it|that|your \w+) (?:on|along)|investigate|find (?:a|you "
        r"a|the) (?:solution|way)|turn this around|make sure (?:this|it|that|we|everything|"
        r"you|your)|see to (?:it|this)|check (?:on|into) (?:this|it|that))",
        unless=r"(?:@WILL|i'm|i am|i've) (?:@ADV)(?:call|ring|phone|email|refund|replace|book|send|"
        r"order|cancel|courier|credit|dispatch)|best to (?:ensure|make sure|keep|stop|prevent).{0,40}again",
        when_asked=False,
    ),
    Frame(
        "vague_promise",
        "someone will",
        r"\b(?:someone|somebody|a colleague|one of (?:our|my)|(?:a|the|our|my) (?:\w+ )?(?:team|"
        r"member|agent|department|specialist|manager|supervisor|colleagues|expert)(?: \w+ "
        r"\w+ \w+)?|they|we) ?(?:'ll|will|should|is going to|are going to|would) (?:\w+ "
        r")?(?:be in (?:touch|contact)|contact you|get back|reach out|look into|deal with|"
        r"reply|respond|call you|ring you|get in touch|be dealing|take care|handle|sort|"
        r"assist|review|help|follow up|be with you)",
    ),
    Frame(
        "vague_promise",
        "being worked on",
        r"\b(?:we're|we are|i'm|i am|they're|they are|our \w+(?: \w+)? (?:is|are)|(?:the "
        r"|our |my )?(?:team|colleagues|department|engineers|specialists) (?:is|are)|it(?:'s|"
        r" is)|this is|that is|your (?:\w+ ){1,2}is) (?:@ADV)(?:being )?(?:work(?:ing|ed) "
        r"(?:on|hard|towards)|look(?:ing|ed) (?:into|at)|deal(?:ing|t) with|checking|investigat(?:ing|"
        r"ed)|process(?:ed|ing)|reviewed|handled|doing (?:my|our|everything|all)|trying|"
        r"in progress|under (?:review|investigation))|\b(?:will|'ll) be (?:\w+ )?(?:dealt "
        r"with|resolved|sorted|fixed|looked|handled|taken care|processed|addressed|solved|"
        r"reviewed|escalated|passed|with you|in touch|actioned|rectified)|\brest assured|"
        r"\bbe assured|\bi assure you|\byou can (?:count|rely) on (?:us|me)|\bleave (?:it|"
        r"this|that) with (?:me|us)|\byou(?:'re| are) in (?:good|safe) hands|\byou(?:'ll|"
        r" will) hear (?:back )?from|\b(?:@WILL|will|'ll|contact|back|touch|get|sort|fix|"
        r"help|reply|update|respond|send|call)\b.{0,60}\b"
        + _ROOM
        + r"|\bbear with us.{0,20}working|\bconsider it done|\b(?:is |are |i'm |we're )?(?:\w+ "
        r")?on it[.,!]|\b(?:i|we|they) (?:come|get|go|write|call|answer) (?:back )?(?:to "
        r")?you (?:soon|shortly|back)|\bsoon (?:i|we|they) |\byour (?:complaint|concern|"
        r"feedback|call|case|request|ticket) (?:is|has been|will be|'s) (?:\w+ )?(?:important|"
        r"noted|logged|registered|forwarded|passed|escalated|taken)",
        unless=r"charge|card is being|not being",
    ),
    Frame(
        "asked_for_patience",
        "wait",
        r"\b(?:be(?:ing)? (?:a (?:bit|little) (?:more )?)?patient|bear with (?:me|us)|(?:^|"
        r"please |just |kindly |can you |could you |to |you'll (?:have|need) to |and |so "
        r")(?:hold|hold on|hang on|hang tight|wait|stand by|hold the line|sit tight|be patient|"
        r"keep waiting|stay on the line|stay with (?:me|us))\b|(?:ask|need|request|beg|want|"
        r"require) (?:for )?(?:you (?:to (?:be|have|wait|hold)|for)|your|a (?:bit|little) "
        r"(?:of|more)) ?(?:\w+ )?patien\w+|some patience|a little patience|more patience|"
        r"your patience (?:is|while|as|until|would|please|in|and understanding|during)|(?:have|"
        r"show|need) (?:a (?:bit|little) (?:of |more )?|some |more )?patience|(?:one|a|just "
        r"a|give (?:me|us) (?:a|one|some|just)|wait a|hold (?:on )?a|another) ?(?:quick "
        r"|brief |little )?(?:moment|second|sec|minute|min|mo|bit|while|time|tick)\b(?: "
        r"please)?(?=\W|$)|please wait|hold please|patience,? please|(?:these|such) things "
        r"take time|it takes time|thank you for (?:holding|waiting) (?:while|a)|(?:one|1|"
        r"two|2|couple) (?:minutes?|seconds?|moments?) please|have (?:\w+ )?patience|rome "
        r"wasn't)",
        unless=r"\b(?:don't|do not|won't|not|no need to|have to|had to|shouldn't have to|stop|without|"
        r"made you|kept|keep you|instead of|if you (?:have|'ve got|can spare|don't mind|"
        r"could spare)|had a|for a|got a|spare|take a|than|until you|(?:has|have) been|was|"
        r"asked you|asking you|you(?:'ve| have|'re| are| were) (?:\w+ )?(?:wait|patient|"
        r"been)|just (?:had|spent)) ?(?:\w+ )?(?:wait|hold|patient|minute|moment|second|"
        r"sec|waiting)|patience has|your patience with|lost patience|out of patience|only "
        r"takes|take(?:s)? (?:just |about )?a (?:minute|moment|second)|at any moment|at "
        r"the moment|a moment ago|in (?:a|one) (?:moment|second|minute)|tried your patience|"
        r"any (?:second|minute)",
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
    Frame(
        "explained_steps",
        "sequence",
        r"(?:\band|,|;) ?(?:then|after that|next|once that is done|once that\'s done),? "
        r"(?:@WILL|you\'ll|you will|it\'ll|it will|they\'ll|the|your)\b|"
        r"\b(?:first(?:ly)?|step one|to start|to begin|for a start|straight away|right now|"
        r"today|once|as soon as|1[.)])\b.{3,160}\b(?:then|next|after that|afterwards|second(?:ly)?|"
        r"once (?:that|it|they|she|he|you|i|we|the)|from there|finally|tomorrow|you'll|you "
        r"will|lastly|when (?:that|it)|2[.)]|will)\b|\b(?:@WILL|i'm|i am|we're|we are|@HAVE|"
        r"the \w+ (?:will|then)|you'll|you will|it will|it'll|they'll|they will|she'll|he'll)\b.{4,140}(?:,|"
        r";| and| —| –|\.) ?(?:then|after (?:that|which)|next|once (?:that|it|they|the|he|"
        r"she|this|i|we|you)|from there|at which point|and (?:you'll|you will|it'll|it will|"
        r"they'll|the \w+ (?:will|then|gets|comes|collects|calls|rings)))\b|\b(?:here(?:'s|"
        r" is)|this is|let me (?:tell|explain|walk|talk|run) (?:you )?(?:through )?)\s?(?:exactly "
        r")?(?:what|how|the (?:next )?(?:steps?|plan|process|order)) (?:\w+ )?.{0,20}(?:happen|"
        r"happens|do|doing|works?|will|next|now|plan|steps|going)\b|\b(?:what happens|how "
        r"(?:it|this) works) (?:next|now|from here|is)\b|\bwhat(?:'ll| will|'s going to) "
        r"happen\b|\b(?:the )?next steps? (?:is|are|will|would)|\bthe plan is\b|\b(?:once|"
        r"as soon as|when) .{4,60}, (?:@WILL|you'll|you will|it will|it'll|they'll|the|your|"
        r"a|an) .{3,}",
        unless=r"\b(?:was|were|didn't|had|said|told|happened) .{0,40}\bthen\b|i(?:'d| would) (?:\w+ "
        r")?(?:be|feel)|whenever|as soon as possible|once again|at once\b(?!.*then)",
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "prevented_recurrence",
        "so that not again",
        r"\b(?:so (?:that )?|to (?:make sure|ensure|stop|prevent|keep|avoid|help)|make sure|"
        r"ensure|stops?|prevents?|keeps?|means?|avoid|reduce|(?:do|doing) (?:my|our) best).{0,140}?\b(?:again|"
        r"in (?:the )?future|next time|repeat(?:ed|s)?|same (?:problem|issue|thing|fault|"
        r"mistake)|recur\w*|a second time|anyone else|other customers|another (?:missed|"
        r"late|failed|customer)|next (?:customer|delivery|visit|order)|from now on|every "
        r"time|this from happening|happen(?:ing|s)? (?:again|to)|twice)",
        unless=r"call (?:us )?again|try again|sorry again|once again|again,? (?:i|we|so|thank|sorry)|"
        r"happy to help|guarantee|promise you|absolutely never",
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "prevented_recurrence",
        "flag or change made",
        r"\b(?:@HAVE|@WILL|i'm|i am|we're|we are|we now) (?:@ADV)(?:flag|mark|not|tag|add|"
        r"put|plac|chang|switch|set|log|rais|report|brief|updat|remov|turn|block|record|"
        r"tell|told|send|correct|train|retrain|review|fix)\w*\b.{0,60}\b(?:(?:note|flag|"
        r"marker|alert|warning|reminder|lock|block|instruction|check|rule|process|script|"
        r"template|rota|training|procedure)\b.{0,60}\b(?:so|that|next|every|each|future|"
        r"from now|before|which|must|to make|means)|so (?:that )?(?:the |any |every |no "
        r"|future |next |your next |it |they |drivers|engineers|nobody|no one|you (?:don't|"
        r"won't)|we (?:don't|won't))\b)",
        unless=r"so you (?:know|can (?:see|track|keep))|so (?:that )?(?:it|the refund|the replacement|"
        r"they) (?:can|will|is|gets|reach|goes|arrive|leave)|so we can (?:talk|speak|look)",
        when_asked=False,
        negatable=False,
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
                r"\b(?:while|so (?:that )?(?:i|we)|because|to (?:check|pull|open|read|look|find|"
                r"bring|ask|call|ring|speak|see|get)|until|as i|whilst|for the)\b"
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


_OWN_CASE = pattern(
    r"\b(?:dealing with|handling|looking after|seeing to) (?:it|this|that|your \w+) (?:myself|personally)\b"
)


def _hedges_an_act(reading: Reading, start: int, text: str) -> bool:
    """Whether a promise to do one's best follows an act of prevention, which must be hedged (X15), or names its doer."""
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
        if _BEHIND.search(clause) and not pattern(
            r"\b(?:will|'ll|going to|shall|let me|can|tomorrow|tonight)\b"
        ).search(clause):
            continue
        if pattern(r"\b(?:today|tonight|tomorrow)\b").fullmatch(match[0].strip()) and pattern(
            r"\b(?:help you|assist you|how are you|doing|having|your day|calling|contacting|"
            r"hear(?:ing)?|chat(?:ting)?|speak(?:ing)? (?:with|to) you) (?:\w+ )?(?:today|tonight)|"
            r"today\?|can't|cannot|won't|not (?:\w+ )?(?:possible|able)"
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
                r"\b(?:flag|not(?:e|ed)\b|revis|inform|instruct|escalat|mark|log|report|chang|brief|"
                r"add|put|set|switch|told|tell|call|block|remov|updat|correct|turn|check|train|raise|"
                r"record|ask|review|fix|driver|alert|manager|team|reminder|replac|mov|book|stop(?:ped|"
                r"ping)? the|do (?:my|our) best)\w*"
            ).search(reading.text)
            if act is None or pattern(r"\b(?:guarantee|promise|100|absolutely certain|never(?: ever)? happen)").search(
                words
            ):
                reading.moves.remove((start, move))
