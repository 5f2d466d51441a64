"""Managers: a transfer offered as a question, or a request waved off (T42, V7)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.customer.perceive.words import any_of, pattern

_SENIOR = pattern(r"\b(?:@BOSS|chief|team leader|more senior|higher up|take (?:this|it) higher)\b")
_OFFERING = pattern(
    any_of(
        # asks leave, or the wish
        r"\b(?:may|shall|should|can|could) (?:i|we)\b",
        r"\b(?:would|do|will) you (?:\w+ )?(?:like|prefer|rather|want|wish|feel|care)\b",
        r"\b(?:would|will) (?:it|that) (?:\w+ )?(?:help|suit|be|work)\b|\bis (?:it|that) (?:ok|okay|all right|alright|fine)\b",
        r"\bwant (?:that|me to|it|her|him)\b|\bperhaps you(?:'d| would)\b",
        # leaves it to the customer
        r"\bif you(?:'d| would)? (?:\w+ )?(?:like|prefer|want|wish|rather|say so)\b|\bshould you (?:\w+ )?(?:wish|want|prefer|like)\b",
        r"\bsay (?:the word|yes|so)\b|\byour (?:call|choice)\b|\bup to you\b|\blet me know (?:if|whether)\b",
    )
)
_HANDING = pattern(
    any_of(
        # the agent hands over
        r"\b(?:put|putting|pass|passing|transfer|transferring|connect|connecting|hand|handing|patch|bring|brought|fetch|get|"
        r"ask|escalat\w*|call|invite|add|move|refer)\b.{0,50}\b(?:you|your|this|it|@BOSS|her|him|them|through|over|in|to join|on)\b",
        # the customer meets the manager
        r"\b(?:speak|talk|chat|discuss|hear|hearing|word|take (?:this|it) (?:\w+ )?(?:higher|further)|see)\b",
        # the manager comes
        r"@BOSS (?:\w+ ){0,4}(?:is with you|take over|take a look|join|look (?:at|into)|call|ring|step in|decide)",
    )
)
_NO_OFFER = pattern(
    any_of(
        # only leave from the manager is sought
        r"\bapprov\w*|permission|sign(?:ed)? (?:it )?off|\bask (?:my|our|the) @BOSS (?:for|whether|if|about)\b|check with",
        r"\b(?:i|we) (?:need|have|must) (?:to )?(?:ask|check|speak)",
        # about the manager, not of one
        r"\b(?:review|feedback|survey|rating|message) (?:for|to|about)\b|\bwhy (?:do|would)\b|\bdid (?:the|a|my)\b|to know\?",
        r"\b(?:no need|can't|cannot|won't|refuse|not going|unable)\b.{0,40}(?:@BOSS|through|over)|@BOSS (?:will|would) (?:tell|say)",
        r"\bwhat (?:difference|good|use|would|do|could)\b|\bfetch (?:her|him), may i\b",
    )
)
_WAVED = Frame(
    "refused_manager",
    "waves the request off",
    any_of(
        # managers are not for customers
        r"\b@BOSS(?:s|es)? (?:\w+ )?(?:don't|do not|doesn't|does not|won't|will not|wont|never|aren't|isn't) (?:\w+ ){0,3}"
        r"(?:come|take|deal|talk|speak|handle|get|want|wanna|see|pick|answer|help|do)\b",
        r"\b@BOSS\b.{0,20}\b(?:far|much|way) too (?:busy|important)|\b@BOSS\b.{0,12}\b(?:too busy for|has no time|have no time)",
        r"\bnot (?:foreseen|usual|possible|allowed|intended|customary)\b.{0,40}\b(?:speak|talk|chief|@BOSS)\b",
        # no manager for this
        r"\byou(?:'re| are) not (?:getting|going to get|having|speaking|talking)\b.{0,30}@BOSS",
        r"\b(?:don't|do not|won't|not going to|can't) escalate\b|\blet's not (?:\w+ ){1,3}(?:my |a |the )?@BOSS",
        r"@BOSS\?.{0,12}(?:not (?:going|gonna) (?:to )?happen|no(?:pe)?\b|not a chance|not today|forget)",
        # it would not help
        r"\bwhat (?:difference|good|use) (?:would|will|could) (?:a|my|the) @BOSS\b",
        r"\b(?:nothing|no more) (?:that )?(?:she|he|they|a @BOSS|my @BOSS) can do (?:that )?(?:i|we) can't",
        # me or nobody
        r"\b(?:make do|put up|have to do|be content) with me\b|\b(?:as|that's as) (?:high|far) (?:up )?as it goes\b",
        r"\b(?:nobody|no one|no-one) (?:\w+ )?(?:above|over|higher than|senior to) me (?:handles?|takes?|deals?|does|will|is|can)\b",
        r"\bi(?:'m| am) (?:as high|the highest|the last|the top|the most senior)\b",
    ),
    unless=r"shall i|would you (?:like|rather)|may i|i'll connect|i've booked|can't (?:promise|guarantee|force)|don't have to explain",
    negatable=False,
)
_WAVED_OFF = Frame(
    "refused_manager",
    "waved off",
    r"\bwhat (?:\w+ )?(?:do|would|could) you (?:expect|think|want|need|hope) (?:a|the|"
    r"my|any) @BOSS\b|\b@BOSS\b.{0,20} (?:has|have) (?:better|more important)|"
    r"\b(?:no|not|isn't|is not|n't) (?:\w+ ){0,3}(?:need|point|use|reason|necessary|"
    r"sense|help) (?:for |to |in |of |speaking |involving )*(?:\w+ ){0,6}@BOSS|@BOSS "
    r"(?:\w+ ){0,5}(?:(?:will|would|'ll|'d|is going to|is only going to|can only) (?:just "
    r"|only )?(?:tell|say|give|repeat|be (?:no|of no)|do (?:the same|nothing)|have nothing|"
    r"not (?:change|help|do|talk|speak|take))|(?:won't|wouldn't|can't|cannot|couldn't|"
    r"doesn't|don't|do not|does not|are not|aren't|isn't|is not) (?:\w+ )?(?:help|change|"
    r"do|take|speak|talk|deal|get involved|handle|come|say anything|overrule|make any|"
    r"accept|be able|going to|interested|allowed|bothered))|\b(?:can't|cannot|won't|"
    r"not going to|not able to|unable to|refuse to|don't|do not|not allowed to|will "
    r"not|am not) (?:just )?(?:transfer|put|pass|connect|escalate|hand|get|fetch|disturb|"
    r"bother|give|let|bring|involve|call) (?:\w+ ){0,6}(?:@BOSS|through|higher|over)|"
    r"\bi am (?:the|a|my own) @BOSS|\bi'm (?:the|a) @BOSS\b|\byou(?:'re| are| have|'ll|"
    r" will)? (?:stuck with|only (?:me|get me)|have to deal with me|to deal with me|"
    r"get me)|\b(?:speak|talk|deal) (?:to|with) me (?:instead|only|first|not)|@BOSS "
    r"(?:is|are) (?:@ADV)(?:busy|unavailable|not available|in (?:a )?meetings?|at lunch|"
    r"away|not here|off|for (?:serious|important))|\bno (?:@BOSS) (?:is )?(?:available|"
    r"here|free|around|on)|\b(?:don't|do not) (?:have|need) (?:a |any |to (?:speak|talk|"
    r"see) (?:to|with) (?:a |my |the )?)@BOSS|\bmy @BOSS has better|\bwhat (?:do|would) "
    r"you (?:want|need) (?:a|my|the) @BOSS for|\bhow would (?:a|my) @BOSS|\b(?:nobody|"
    r"no one|no-one) (?:\w+ )?(?:above|over|higher than|senior to) me",
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
        r"^\W*(?:and )?(?:she|he|they)(?:'d| would|'ll| will) (?:only|just|simply) (?:repeat|tell|say|give)\b",
        r"^\W*(?:she|he|they) (?:doesn't|does not|don't|do not|won't|never|will not) (?:\w+ )?(?:deal with|take|speak|talk|come|handle)\b",
        r"^\W*that(?:'s| is) not (?:going to happen|necessary|needed|happening)\b",
    ),
    unless=r"start until|i've booked|shall i|until",
    negatable=False,
)
_REQUESTED = pattern(r"\b@BOSS\b|\bin charge\b|\bhigher up\b|\bsenior\b|\byour superior\b|\bwhoever runs\b")
_ABSENT = pattern(
    r"\b(?:busy(?! for)|unavailable|not available|not here|not in|off|away|meeting|no @BOSS|on (?:duty|shift|until|at|till|from|"
    r"again)|isn't (?:available|here|in)|back (?:at|on|in|tomorrow))\b"
)


def find_managers(reading: Reading) -> None:
    """Record managers offered or refused; an absent one with another way ahead is no refusal."""
    asked = any(_REQUESTED.search(text) for text in reading.customer_texts[-3:])
    find(reading, (_WAVED, _WAVED_OFF, _WAVED_UNNAMED) if asked else (_WAVED, _WAVED_OFF))
    for before, sentence in zip((None, *reading.sentences), reading.sentences, strict=False):
        if _offers(before, sentence):
            start = before.start if before is not None and not _SENIOR.search(sentence.text) else sentence.start
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
