"""Managers: a transfer offered as a question, or a request waved off (T42, V7)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.customer.perceive.words import any_of, pattern

_AUTHORITY = (
    r"(?:someone|somebody|a colleague|a person|one) (?:\w+ )?(?:with (?:more|the|greater|"
    r"higher) (?:authority|say|power|clout)|who (?:can|could|may|has) (?:\w+ )?(?:decide|approve|sign|"
    r"authority|overrule|say))"
)
_SENIOR = pattern(r"\b(?:" + _AUTHORITY + r"|@BOSS|chief|team leader|more senior|higher up|take (?:this|it) higher)\b")
_OFFERING = pattern(
    any_of(
        # asks leave, or the wish
        r"\b(?:may|shall|should|can|could) (?:i|we)\b",
        r"\b(?:would|do|will) you (?:\w+ )?(?:like|prefer|rather|want|wish|feel|care)\b",
        r"\b(?:would|will) (?:it|that) (?:\w+ )?(?:help|suit|be|work)\b",
        r"\bis (?:it|that) (?:ok|okay|all right|alright|fine)\b",
        r"\bwant (?:that|me to|it|her|him)\b|\bperhaps you(?:'d| would)\b",
        # leaves it to the customer
        r"\bif you(?:'d| would)? (?:\w+ )?(?:like|prefer|want|wish|rather|say so)\b",
        r"\bshould you (?:\w+ )?(?:wish|want|prefer|like)\b",
        r"\bsay (?:the word|yes|so)\b",
        r"\byour (?:call|choice)\b",
        r"\bup to you\b",
        r"\blet me know (?:if|whether)\b",
    )
)
_HANDING = pattern(
    any_of(
        # the agent hands over
        r"\b(?:put|putting|pass|passing|transfer|transferring|connect|connecting|hand|handing|patch|bring|"
        r"brought|fetch|get|ask|escalat\w*|call|arrange|invite|add|move|refer)\b.{0,50}\b(?:you|your|this|"
        r"it|@BOSS|her|him|them|through|over|in|to join|on)\b",
        # the customer meets the manager
        r"\b(?:speak|talk|chat|discuss|hear|hearing|word|take (?:this|it) (?:\w+ )?(?:higher|further)|"
        r"see)\b",
        # the manager comes
        r"@BOSS (?:\w+ ){0,4}(?:is with you|take over|take a look|join|look (?:at|into)|call|ring|step in|"
        r"decide)",
    )
)
_NO_OFFER = pattern(
    any_of(
        # only leave from the manager is sought
        r"\bapprov\w*",
        r"permission",
        r"sign(?:ed)? (?:it )?off",
        r"\bask (?:my|our|the) @BOSS (?:for|whether|if|about)\b",
        r"check with",
        r"\b(?:i|we) (?:need|have|must) (?:to )?(?:ask|check|speak)",
        # about the manager, not of one
        r"\b(?:review|feedback|survey|rating|message) (?:for|to|about)\b",
        r"\bwhy (?:do|would)\b",
        r"\bdid (?:the|a|my)\b",
        r"to know\?",
        r"\b(?:no need|can't|cannot|won't|refuse|not going|unable)\b.{0,40}(?:@BOSS|through|over)",
        r"@BOSS (?:will|would) (?:tell|say)",
        r"\bwhat (?:difference|good|use|would|do|could)\b|\bfetch (?:her|him), may i\b",
    )
)
_WAVED = Frame(
    "refused_manager",
    "waves the request off",
    any_of(
        # managers are not for customers
        r"\b@BOSS(?:s|es)? (?:\w+ )?(?:don't|do not|doesn't|does not|won't|will not|wont|never|aren't|"
        r"isn't) (?:\w+ ){0,3}(?:come|take|deal|talk|speak|handle|get|want|wanna|see|pick|answer|help|"
        r"do)\b",
        r"\b@BOSS\b.{0,20}\b(?:far|much|way) too (?:busy|important)",
        r"\b@BOSS\b.{0,12}\b(?:too busy for|has no time|have no time)",
        r"\bnot (?:foreseen|usual|possible|allowed|intended|customary)\b.{0,40}\b(?:speak|talk|chief|"
        r"@BOSS)\b",
        # no manager for this
        r"\byou(?:'re| are) not (?:getting|going to get|having|speaking|talking)\b.{0,30}@BOSS",
        r"\b(?:don't|do not|won't|not going to|can't) escalate\b",
        r"\blet's not (?:\w+ ){1,3}(?:my |a |the )?@BOSS",
        r"@BOSS\?.{0,12}(?:not (?:going|gonna) (?:to )?happen|no(?:pe)?\b|not a chance|not today|forget)",
        # it would not help
        r"\bwhat (?:difference|good|use) (?:would|will|could) (?:a|my|the) @BOSS\b",
        r"\b(?:nothing|no more) (?:that )?(?:she|he|they|a @BOSS|my @BOSS) can do (?:that )?(?:i|we) can't",
        # me or nobody
        r"\b(?:make do|put up|have to do|be content) with me\b",
        r"\b(?:as|that's as) (?:high|far) (?:up )?as it goes\b",
        r"\b(?:nobody|no one|no-one) (?:\w+ )?(?:above|over|higher than|senior to) me (?:handles?|takes?|"
        r"deals?|does|will|is|can)\b",
        r"\bi(?:'m| am) (?:as high|the highest|the last|the top|the most senior)\b",
    ),
    unless=(
        r"shall i|would you (?:like|rather)|may i|i'll connect|i've booked|can't (?:promise|guarantee|"
        r"force)|don't have to explain"
    ),
    negatable=False,
    hints=(
        "manager",
        "superv",
        "boss",
        "lead",
        "chief",
        "senior",
        "superior",
        "escalat",
        "goes",
        "me",
        "high",
        "head",
        "in charge",
        "nothing",
    ),
)
_WAVED_OFF = Frame(
    "refused_manager",
    "waved off",
    any_of(
        r"\bwhat (?:\w+ )?(?:do|would|could) you (?:expect|think|want|need|hope) (?:a|the|my|any) @BOSS\b",
        r"\b@BOSS\b.{0,20} (?:has|have) (?:better|more important)",
        r"\b(?:no|not|isn't|is not|n't) (?:\w+ ){0,3}(?:need|point|use|reason|necessary|sense|"
        r"help) (?:for |to |in |of |speaking |involving )*(?:\w+ ){0,6}@BOSS",
        r"@BOSS (?:\w+ ){0,5}(?:(?:will|would|'ll|'d|is going to|is only going to|can only) (?:just |"
        r"only )?(?:tell|say|give|repeat|be (?:no|of no)|do (?:the same|nothing)|have nothing|"
        r"not (?:change|help|do|talk|speak|take))|(?:won't|wouldn't|can't|cannot|couldn't|doesn't|don't|"
        r"do not|does not|are not|aren't|isn't|is not) (?:\w+ )?(?:help|change|do|take|speak|talk|deal|"
        r"get involved|handle|come|say anything|overrule|make any|accept|be able|going to|interested|"
        r"allowed|bothered))",
        r"\b(?:can't|cannot|won't|not going to|not able to|unable to|refuse to|don't|do not|"
        r"not allowed to|will not|am not) (?:just )?(?:transfer|put|pass|connect|escalate|hand|get|fetch|"
        r"disturb|bother|give|let|bring|involve|call) (?:\w+ ){0,6}(?:@BOSS|through|higher|over)",
        r"\bi am (?:the|a|my own) @BOSS",
        r"\bi'm (?:the|a) @BOSS\b",
        r"\byou(?:'re| are| have|'ll| will)? (?:stuck with|only (?:me|get me)|have to deal with me|"
        r"to deal with me|get me)",
        r"\b(?:speak|talk|deal) (?:to|with) me (?:instead|only|first|not)",
        r"@BOSS (?:is|are) (?:@ADV)(?:busy|unavailable|not available|in (?:a )?meetings?|at lunch|away|"
        r"not here|off|for (?:serious|important))",
        r"\bno (?:@BOSS) (?:is )?(?:available|here|free|around|on)",
        r"\b(?:don't|do not) (?:have|need) (?:a |any |to (?:speak|talk|see) (?:to|with) (?:a |my |"
        r"the )?)@BOSS",
        r"\bmy @BOSS has better",
        r"\bwhat (?:do|would) you (?:want|need) (?:a|my|the) @BOSS for",
        r"\bhow would (?:a|my) @BOSS",
        r"\b(?:nobody|no one|no-one) (?:\w+ )?(?:above|over|higher than|senior to) me",
    ),
    unless=r"can't (?:promise|guarantee|force)",
    negatable=False,
    hints=(
        "manager",
        "superv",
        "lead",
        "boss",
        "super",
        "senior",
        "higher",
        "above",
        "charge",
        "head",
        "deal",
        "me",
        "stuck",
        "through",
        "over",
    ),
)
_WAVED_UNNAMED = Frame(
    "refused_manager",
    "waves the request off, with 'he' or 'she' for the one asked for",
    any_of(
        r"^\W*(?:and )?(?:she|he|they)(?:'d| would|'ll| will) (?:only|just|simply) (?:repeat|tell|say|"
        r"give)\b",
        r"^\W*(?:she|he|they) (?:doesn't|does not|don't|do not|won't|never|"
        r"will not) (?:\w+ )?(?:deal with|take|speak|talk|come|handle)\b",
        r"^\W*that(?:'s| is) not (?:going to happen|necessary|needed|happening)\b",
    ),
    unless=r"start until|i've booked|shall i|until",
    negatable=False,
)
_REQUESTED = pattern(r"\b@BOSS\b|\bin charge\b|\bhigher up\b|\bsenior\b|\byour superior\b|\bwhoever runs\b")
_ABSENT = pattern(
    r"\b(?:busy(?! for)|unavailable|not available|not here|not in|off|away|meeting|no @BOSS|"
    r"on (?:duty|shift|until|at|till|from|again)|isn't (?:available|here|in)|back (?:at|on|in|"
    r"tomorrow))\b"
)


def find_managers(reading: Reading) -> None:
    """Record managers offered or refused; an absent one with another way ahead is no refusal."""
    asked = any(_REQUESTED.search(text) for text in reading.customer_texts[-3:])
    find(reading, (_WAVED, _WAVED_OFF, _WAVED_UNNAMED) if asked else (_WAVED, _WAVED_OFF))
    for index, sentence in enumerate(reading.sentences):
        # the manager may have been named a sentence or two before the question
        named = next(
            (s for s in reversed(reading.sentences[max(0, index - 2) : index]) if _SENIOR.search(s.text)), None
        )
        if _offers(named, sentence):
            start = named.start if named is not None and not _SENIOR.search(sentence.text) else sentence.start
            reading.add("offered_manager", start, sentence.end)
    _weigh_refusal(reading, asked=asked)


def _offers(before: Sentence | None, sentence: Sentence) -> bool:
    text = sentence.text
    if not _SENIOR.search(text):
        if before is None or not sentence.asks or not _SENIOR.search(before.text):
            return False
        if _NO_OFFER.search(before.text) and not pattern(r"\b(?:through|over|connect|transfer)\b").search(text):
            return False
    return bool(_OFFERING.search(text) and _HANDING.search(text) and not _NO_OFFER.search(text))


def _weigh_refusal(reading: Reading, *, asked: bool) -> None:
    scenario = reading.scenario
    absent = scenario is None or not scenario.manager.available
    for start, move in list(reading.moves):
        if move.kind != "refused_manager":
            continue
        truly_absent = _ABSENT.search(reading.text[start : start + len(move.quote or "")]) is not None
        alternative = (
            reading.has("offered_follow_up", "gave_time", "asked_contact", "offered_remedy", "framed_positively")
            or reading.action is not None
        )
        if (
            reading.has("offered_manager")
            or (truly_absent and absent and (alternative or scenario is not None))
            or (truly_absent and not asked and scenario is None)
        ):
            reading.moves.remove((start, move))
