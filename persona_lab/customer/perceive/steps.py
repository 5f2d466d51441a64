"""The way ahead: steps walked through, and the plan summed up at the end (T33, T38)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.times import DEFINITE
from persona_lab.customer.perceive.words import any_of, pattern

_DOER = (
    r"(?:i|we|you|they|he|she|it|(?:the|your|our|my|a|an) (?:\w+ ){0,2}?\w+|finance|billing|somebody|"
    r"someone|our (?:\w+ )?(?:team|desk)|(?:mr|ms|mrs|dr) \w+)"
)
_PROCESS = (
    r"(?:collect|pick|inspect|test|scan|compar|issu|confirm|releas|ship|leav|arriv|land|pay|paid|"
    r"review|read|writ|ring|call|book|tell|told|rais|approv|void|cancel|send|sent|go|activat|appear|"
    r"show|get|reach|phone|refund|block|order|fil|pass|forward|check|repl|e-?mail|text|credit|"
    r"dispatch|post|print|sign|repair|swap|return|bring|drop|com|receiv|hear|decid|visit|deliver|"
    r"updat|clos|open|fit|replac|contact|transfer|look|fix|come|start|reset|mov)"
)
_STEP = pattern(
    r"\b"
    + _DOER
    + (
        r"(?:'ll| will| then|'s| is| are| gets?| get|'re| can| also| first| next| just| being|"
        r" going to){0,4} (?:\w+ly )?"
    )
    + _PROCESS
    + r"(?:e?s|ies|d|ed|en|ing|e|t|y|k)?\b"
)
_SECOND_VERB = pattern(
    r"(?:,| and|;)(?: and)?(?: then)? " + _PROCESS + r"(?:e|es|s|ies|ed|d)? (?:it|the|you|them|your|to|a|an)\b"
)
_SEQUENCE = pattern(
    any_of(
        # the order is said
        r"\b(?:then|next|after(?:wards| that| you| the| it| we)?|once|when|as soon as|the moment|"
        r"first(?:ly)?|finally|lastly)\b",
        # the events follow on one another
        r"[,;] (?:and |then )?" + _DOER + r" ",
        r"\band (?:leaves?|drops?|brings?|sends?|you|the|your|they|it|pays?|tells?|rings?|calls?)\b",
    )
)
_NO_STEPS = pattern(
    r"\b(?:was|were|had|did|didn't|said|happened|never|nobody|no one|should have|would have|wasn't|"
    r"weren't|could have|if (?:you|i|we) (?:had|were)|told me|you (?:told|said|called|rang|wrote|paid|"
    r"waited|emailed)|sorry)\b"
)
_STEPS = (
    Frame(
        "explained_steps",
        "sequence",
        any_of(
            r"(?:\band|,|;) ?(?:then|after that|next|once that is done|once that\'s done),? (?:@WILL|you\'ll|"
            r"you will|it\'ll|it will|they\'ll|the|your)\b",
            r"\b(?:first(?:ly)?|step one|to start|to begin|for a start|straight away|right now|today|once|"
            r"as soon as|1[.)])\b.{3,160}\b(?:then|next|after that|afterwards|second(?:ly)?|once (?:that|it|"
            r"they|she|he|you|i|we|the)|from there|finally|tomorrow|you'll|you will|lastly|when (?:that|it)|"
            r"2[.)]|will)\b",
            r"\b(?:@WILL|i'm|i am|we're|we are|@HAVE|the \w+ (?:will|then)|you'll|you will|it will|it'll|"
            r"they'll|they will|she'll|he'll)\b.{4,140}(?:,|;| and| —| –|\.) ?(?:then|after (?:that|which)|"
            r"next|once (?:that|it|they|the|he|she|this|i|we|you)|from there|at which point|and (?:you'll|"
            r"you will|it'll|it will|they'll|the \w+ (?:will|then|gets|comes|collects|calls|rings)))\b",
            r"\b(?:here(?:'s| is)|this is|let me (?:tell|explain|walk|talk|"
            r"run) (?:you )?(?:through )?)\s?(?:exactly )?(?:what|how|the (?:next )?(?:steps?|plan|process|"
            r"order)) (?:\w+ )?.{0,20}(?:happen|happens|do|doing|works?|will|next|now|plan|steps|going)\b",
            r"\b(?:what happens|how (?:it|this) works) (?:next|now|from here|is)\b",
            r"\bwhat(?:'ll| will|'s going to) happen\b",
            r"\b(?:the )?next steps? (?:is|are|will|would)",
            r"\bthe plan is\b",
            r"\b(?:once|as soon as|when) .{4,60}, (?:@WILL|you'll|you will|it will|it'll|they'll|the|your|a|"
            r"an) .{3,}",
        ),
        unless=(
            r"\b(?:was|were|didn't|had|said|told|happened) .{0,40}\bthen\b|i(?:'d| would) (?:\w+ )?(?:be|"
            r"feel)|whenever|as soon as possible|once again|at once\b(?!.*then)"
        ),
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "explained_steps",
        "announces the steps",
        any_of(
            # numbered
            r"\b(?:step|stage|phase) ?(?:1|2|one|two)\b",
            # speaks of the course of events
            r"\b(?:walk|talk|run|take) you through (?:it|what|how|the|each|this|every)\b",
            r"\bhere(?:'s| is) (?:exactly |just )?(?:what|how) (?:\w+ ){0,3}?(?:happens?|goes|works?|will|"
            r"i(?:'ll| will))\b",
            r"\bwhat (?:follows|comes next|happens (?:after|next|now|then))\b",
            r"\b(?:the way|how) (?:it|this) (?:works|goes|runs) (?:is|from here)\b",
            r"\bfrom (?:here|this point)(?: on)?,? (?:it|the|your|i|we|they|everything)\b",
            # says what comes after what comes now
            r"^\W*next,? (?:i|we|the|our|your|my|it|you)(?:'ll| will)? \w+",
            r"\b(?:first|firstly)\b.{3,90}\b(?:second(?:ly)?|then|next|after (?:that|which)|finally)\b",
        ),
        unless=r"please follow|\bdidn't\b|\bdid not\b|what happened|told me|you said|\bnobody\b",
        when_asked=False,
        negatable=False,
    ),
)
_SUMMARY = Frame(
    "summarised",
    "opens a summary",
    any_of(
        # so, with what follows
        r"^\W*(?:ok(?:ay)?,? |right,? |alright,? )?so(?: then)?[:,-] .{6,}",
        r"^\W*(?:just )?so (?:that )?(?:we|you|it)(?: both|'s| is|'re| are|'ve| have| all)* (?:have it|"
        r"have this|clear|know|on the same|agreed|settled)\b.{0,200}",
        # says that it sums up
        r"\b(?:quick |short |final |one last )?(?:recap|round-?up|summary)\b.{6,}",
        r"^\W*(?:in (?:brief|short|sum|summary|a nutshell)|to (?:round|finish|wrap|close) (?:off|up)?|"
        r"to put (?:it|this) (?:all )?together|all in all|putting it (?:all )?together)\b.{6,}",
        r"\b(?:before we|before you|before i) (?:hang up|finish|close|go|end|say goodbye|"
        r"part)\b.{0,40}(?:again|plan|once more|agreed|over|recap|sum|:).{6,}",
        r"\bhere(?:'s| is) where we (?:are|stand|have got)\b.{0,200}",
        r"\b(?:that|this|which) (?:leaves|gives|brings) us (?:with|to)\b.{0,200}",
        # names the agreement
        r"\bwhat (?:we(?:'ve| have)?|you and i(?: have)?) (?:settled on|agreed(?: on)?|decided|arranged|"
        r"fixed|said)\b.{4,}",
        r"\b(?:our|the) (?:agreement|arrangement|deal|plan) (?:is|is thus|then|again|so far|now)\b.{4,}",
        r"\b(?:let me|i(?:'ll| will)?) (?:just )?(?:repeat|list|go over|run over|go through) (?:what|the|"
        r"our|who|it)\b.{4,}",
        # who does what
        r"\b(?:from|on) my (?:side|end)\b.{4,}\b(?:from|on) yours?\b",
        r"^\W*(?:from|on) my (?:side|end):.{4,}",
        r"\b(?:my|your) (?:to-?do(?: list)?|part|bit|job|homework)(?: is)?:.{4,}",
        r"\b(?:i|we)(?:'ll| will) .{4,80}; ?you(?:'ll| will| just)? .{4,}",
    ),
    unless=(
        r"^\W*so,? (?:what(?! we| you and)|why|how|when|where|who|you(?:r)?\b(?!'ll| will| get| have)|did|"
        r"do|is|are|can|let me)|to be clear,"
    ),
    when_asked=False,
    negatable=False,
)
_COMMITMENT = pattern(
    r"\b(?:@WILL|@HAVE|i'm|we're|you(?:'ll| will)|i (?:call|send|ring|email|book|check|refund|raise|"
    r"order|phone|file|write|post|pay|put)|you (?:send|call|get|keep|put|post|leave|reply|check|give|"
    r"drop|hear|need)|(?:the|a|your) (?:\w+ )?(?:\w+ )?(?:will|goes|leaves|arrives|comes|is (?:booked|"
    r"coming|on|raised|ordered)|collects|calls|lands|visits|gets|ships|picks)|she'll|he'll|they'll|"
    r"refund|replacement|engineer|callback|credit|label|courier|tracking|(?:a|the) call|new \w+|"
    r"back on your card|no need to|(?:call|ring|send|email|book|check) (?:the|you|your|it|back))\b"
)
_LOOKS_BACK = pattern(
    r"\b(?:leaked|nobody|happened|never|waited|called|rang|emailed|broke|was|were|charged|arrived|"
    r"did)\b"
)


def find_steps(reading: Reading) -> None:
    """Record steps walked through, and a summary where it holds who does what."""
    find(reading, _STEPS)
    for sentence in reading.sentences:
        if reading.has("explained_steps"):
            break
        if sentence.asks or _NO_STEPS.search(sentence.text) or not _SEQUENCE.search(sentence.text):
            continue
        steps = [match[0] for match in _STEP.finditer(sentence.text)]
        others = [step for step in steps if not step.startswith(("i ", "i'", "we ", "we'"))]
        verbs = len(steps) + len(_SECOND_VERB.findall(sentence.text))
        if verbs >= 3 or (verbs >= 2 and others and len(steps) >= 1 and len(sentence.text.split()) >= 9):
            reading.add("explained_steps", sentence.start, sentence.end)
    find(reading, (_SUMMARY,))
    _weigh_summary(reading)


def _weigh_summary(reading: Reading) -> None:
    for start, move in list(reading.moves):
        if move.kind == "summarised":
            rest = reading.text[start : start + 500]
            acts = len(_COMMITMENT.findall(rest))
            told_back = _LOOKS_BACK.search(rest[:60]) is not None and acts < 2
            if acts < 1 or told_back or (acts < 2 and DEFINITE.search(rest) is None):
                reading.moves.remove((start, move))
