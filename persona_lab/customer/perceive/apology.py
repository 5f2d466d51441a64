"""Apologies: for the event, for nothing in particular, for the feeling, and taken back (T14 to T17, T22, T41, X03)."""

from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.customer.perceive.regrets import OUTCOME, WISHED
from persona_lab.customer.perceive.words import any_of, pattern, stems

_CONTRAST = pattern(
    r"(?:,| -| —| –|;)? ?\b(?:but|however|although|though|yet(?! (?:to|another))|still(?=,)|that said|then again|it's just that)\b"
)
_HEAD = pattern(
    r"(?<!not )(?<!feel )\b(?:so+r+y|sry|(?:my|our)?(?: \w+){0,2} ?\bap+ol+og(?:y|ies)|"
    r"ap+olog[iy][sz]\w*|(?:i|we) owe you (?:an?|our|my) (?:\w+ )?apology|(?:i|we) (?:\w+ly |very much |do |must |can only )?regret|(?:my|"
    r"our) bad|oops(?:ie|y)?|whoops(?:ie)?|"
    r"forgive (?:me|us)|(?:i|we)(?:'m| am|'re| are) ashamed|pardon us)\b"
)
_COURTESY = pattern(
    r"so+r+y,? (?:to (?:say|inform|tell|bother|interrupt|ask|disturb)|i (?:didn't|did "
    r"not|don't|do not) (?:catch|follow|get|understand)|"
    r"(?:what|who|which|could|can) )|better safe than|sorry\?|sorry (?:for|about) (?:asking|"
    r"the (?:question|typo))|"
    r"(?:(?<!owe you )an|the|your|another|expect(?:ing)?|want(?:ed)?|owed?|hear(?:d)?) apolog|no "
    r"apolog|apolog\w* (?:won't|will not|does not|doesn't|is not|isn't) "
)
_OUTCOME = pattern(
    r"(?:i|we)(?: (?:couldn't|could not|can't|cannot|wasn't|weren't|was not|were not|"
    r"haven't|am not|'m not|'re not|aren't)| have not| have been unable| was unable|"
    r" were unable)"
    r"(?: \w+){0,2} (?:able to |unable to )?(?:resolve|fix|give you|settle|do more|find|"
    r"offer|get this|solve|sort|put (?:it|this|that) right|make|bring|reach|help you "
    r"more|meet)|"
    r"(?:isn't|is not|wasn't|was not|not) the (?:outcome|answer|result|solution|news|"
    r"ending) you|not (?:proved |been |proven )?(?:possible|able) (?:for (?:me|us) )?to "
    r"(?:reach|resolve|settle|find|agree|offer|come)|(?:outcome|conclusion|result|answer|"
    r"solution|resolution) (?:that )?you (?:had |were |wanted|hoped|wished|sought|asked|"
    r"expected)|not (?:what|how|the way) you (?:wanted|hoped|were hoping)|"
    r"(?:couldn't|could not|can't|cannot) be (?:resolved|settled|solved)|we (?:have "
    r"?n't|have not|did not|didn't) (?:found|find|reach|reached) "
)
_FEELING = pattern(
    r"^\W*(?:that |if |for |to (?:hear|see|learn|know) (?:that )?|about |how )*(?:you(?:'re|"
    r" are|'ve| have| were| feel| felt)?|your|anyone|anybody|this (?:has )?ma(?:de|kes) "
    r"you)"
    r" ?(?:@ADV)(?:feel(?:ing)?(?: (?:this|that) way| like (?:this|that)| so| bad)?|"
    r"been |being |left |was |were )?(?:@ADV)(?:@FEEL|offended|that way|this way)?(?: "
    r"(?:by|about|with|at|over|today|us|me|this|it|that|here))*\W*(?:,? (?:ms|mr|mrs|"
    r"dr)?[ .]*\w+)?\W*$|"
    r"\bif (?:you|anyone|anybody|anything|i|we|this)\b|the way you(?:'re| are)? feel|"
    r"(?:how|that) you(?:'re| are)? feel(?:ing)?\b|(?:any|your) (?:distress|upset|frustration|"
    r"annoyance|disappointment|feelings)"
)
_FEELING_ONLY = pattern(
    any_of(
        # what the customer feels, thinks or sees
        r"^\W*(?:that |if |for |to (?:hear|see|learn) (?:that )?|for that |about )*you(?:'re| are| were|'ve| have)? (?:@ADV)"
        r"(?:think|thought|believe|see it|view it|took it|take it|feel|felt|feeling|find it|having (?:\w+ )?(?:strong )?feelings)\b",
        r"^\W*(?:that |if )*(?:you have been |you were |you are |you're )?(?:left )?with (?:that|this) impression\b|\bthat impression\b",
        # what it did to the feelings
        r"\b(?:this|it|that|i|we|anything|something|our \w+) (?:has |have |may have |might have |had )?(?:@ADV)(?:made|makes|left|leaves|upset|"
        r"offended|hurt|annoyed|caused) you(?: (?:feeling |feel |to feel )?(?:@ADV)(?:@FEEL|bad))?(?: (?:today|so|in any way|at all))?\W*$",
        r"\b(?:came across|come across|comes across|sounded|seemed|did not feel|didn't feel|doesn't feel|does not feel)\b.{0,25}\b(?:you|right|fair|rude|cold|wrong|harsh)\b",
        r"\b(?:has|have) been (?:@ADV)(?:@HARD) for you\W*$",
    )
)
_VAGUE_OBJECT = frozenset(
    stem
    for stem in stems(
        "inconvenience trouble troubles bother hassle experience everything anything mix-up "
        "mix misunderstanding confusion "
        "frustration upset annoyance disappointment distress service circumstances caused "
        "causing cause occurred occur "
        "difficulty difficulties having any inconveniences disruption today concern concerns "
        "news unfortunate bad "
        "really truly deeply behalf company team sincere sincerely accept hope stress discomfort "
        "sadden kindly customer "
        "encountered encounter faced face facing trouble issues problems moment whole entire brought"
    )
)
_EVENT = pattern(
    r"\b(?:you(?:'ve|'d| have| had| were| was| are|'re| did| didn't| did not| only| "
    r"never| still| got| spent| lost| missed| came| called| paid| waited| ended| haven't|"
    r" hadn't)|"
    r"your (?:\w+ ){1,4}(?:is|was|has|had|hasn't|hadn't|did|didn't|never|went|came|arrived|"
    r"got|failed|wasn't|isn't|still|stopped|broke|turned|keeps|kept)|"
    r"(?:we|i|nobody|no one|none of us|someone|somebody|it|they|neither of \w+ \w+|none "
    r"of \w+ \w+|no person|not one \w+|the \w+(?: \w+){0,3}|our \w+(?: \w+){0,3}|my "
    r"\w+) (?:\w+ )?"
    r"(?:didn't|did not|never|failed|hasn't|has not|haven't|have not|has|have|had|was|"
    r"were|wasn't|weren't|is|are|got|gave|sent|left|lost|kept|told|charged|took|missed|"
    r"let|went|came|broke|made|put|called|rang|turned|showed|stopped|ignored|promised|"
    r"cut|hung|spoke|forgot|arrived))\b"
)
_OWNED_FAILING = pattern(
    r"\b(?:i|we|somebody|someone|our \w+|one of us) (?:really |absolutely |clearly )?(?:should(?:'ve|"
    r" have)|ought to have|were supposed to|was supposed to|were meant to|was meant "
    r"to|said we would|said i would|promised to)\b(?P<owed> .{3,120}?)"
    r"(?:,? (?:and|but|yet)|[;—–-]) ?(?:@I |they |he |she |that |it |nobody |no one "
    r")?(?:simply |just |plainly )?(?:did(?:n't| not)|have(?:n't| not)|has(?:n't| not)|"
    r"never|w(?:as|ere)(?:n't| not)|failed)|"
    r"\b(?:i|we) (?:(?:have |'ve )?(?:let you down|got (?:\w+ ){1,4}wrong|messed up|"
    r"fell short|goofed|blew it|botched|bungled|dropped a clanger|neglected|ignored "
    r"your|overlooked|mishandled|lost your|sent you the wrong|failed (?:to|you)|dropped "
    r"the ball|slipped up|made a (?:mistake|mess|mistake|hash)|forgot to|broke (?:our|"
    r"that|the|a) (?:promise|word)|kept you waiting|left you (?!a )))|"
    r"\byou (?:should never have|should not have|shouldn't have|ought not to have|never "
    r"should have) (?:had|been|needed) (?P<borne>.{6,})|"
    r"\byou (?:should have|ought to have|were owed|were due|deserved) (?:been |had |"
    r"got |received |heard )?(?P<due>.{6,}?)(?:,? (?:and|but) (?:you|we|it|that|nobody|"
    r"no one) .{0,20}(?:did(?:n't| not)|never|weren't|were not|wasn't)|,? (?:not|instead "
    r"of) .{4,})|"
    r"\b(?:it|that|this) (?:was|is) (?:wrong|bad|poor|inexcusable|unforgivable) (?:of "
    r"us|that we|for us) (?P<wrong>.{4,})"
)
_OURS = pattern(
    r"\b(?:that|this|it)(?:'s| is| was)? (?:one )?(?:all |entirely |squarely |completely "
    r"|100 ?% )?(?:on (?:me|us)|(?:our|my) (?:fault|mistake|error|doing|slip|failing|"
    r"responsibility|failure)|down to (?:us|me))|"
    r"\b(?:i|we)(?:'ll)? (?:own|take (?:full )?(?:responsibility|ownership)|take the "
    r"blame|hold (?:my|our) hands? up)|the (?:fault|mistake|error|failure|slip) (?:is|"
    r"was|here is|here was) (?:entirely |all |squarely )?(?:ours|mine)"
)
_NOT_OURS = pattern(r"(?:not|n't|nor|never) (?:\w+ ){0,3}$")
_TAKES_BACK = pattern(
    r"^,? ?(?:[-—–;]? ?)?(?:but|however|though|although|yet|only|still|that said|then again|it's just that)\b(?!,? ?(?:@ADV)(?:@WILL|"
    r"@HAVE|i can|we can|i could|we could|here's|here is|what i can|there is (?:something|"
    r"a way)|there's (?:something|a way)|let's|let us|the good|i'?m (?!not|afraid|unable|"
    r"sorry)\w+ing|i am (?!not|afraid|unable)\w+ing|we're (?!not|unable)\w+ing|first|"
    r"to (?:fix|put|help|make)|if (?:you|we)|please (?:know|let)|thank|may i|could you|mostly|above all|you (?:look|put|see) |"
    r"can you|happily|now))"
)


def find_apologies(reading: Reading) -> None:
    """Record apologies by what they are for, regrets over the outcome, and apologies taken back."""
    for sentence in reading.sentences:
        head = _HEAD.search(sentence.text)
        if head is not None and _COURTESY.search(sentence.text, max(0, head.start() - 12), head.end() + 30) is None:
            _read_apology(reading, sentence, head.end())
        _read_owned_failing(reading, sentence)
        if not sentence.asks and pattern(WISHED).search(sentence.text):
            reading.add("regretted_outcome", sentence.start, sentence.end)


def _read_apology(reading: Reading, sentence: Sentence, end: int) -> None:
    rest = sentence.text[end:]
    contrast = _CONTRAST.search(rest)
    taken_back = contrast is not None and _TAKES_BACK.search(rest[contrast.start() :]) is not None
    object_end = contrast.start() if contrast is not None else len(rest)
    thing = rest[:object_end]
    begin = sentence.start
    stop = sentence.start + end + object_end
    if taken_back and contrast is not None:
        reading.add("but_clause", begin, sentence.end)
    if _OUTCOME.search(thing) or OUTCOME.search(thing):
        reading.add("regretted_outcome", begin, stop)
        return
    if pattern(r"^\W*to (?:hear|see|learn|read)").search(thing):
        thing = pattern(r"^\W*to (?:hear|see|learn|read)(?: (?:that|about|of))?").sub(" ", thing)
        heard = True
    else:
        heard = False
    content = stems(thing) - _VAGUE_OBJECT - stems(reading_name(reading))
    shared = content & reading.matter
    if _FEELING_ONLY.search(thing) and not pattern(
        r"\b(?:because|when|after|by (?:ignoring|leaving|sending)|and)\b"
    ).search(thing):
        reading.add("feeling_apology", begin, stop)
        return
    if (_FEELING.search(thing) or _FEELING_ONLY.search(thing)) and not (
        shared and _EVENT.search(thing) and len(content) >= 2
    ):
        reading.add("feeling_apology", begin, stop)
        return
    if not content:
        before = sentence.text[:end]
        named_before = stems(before) - _VAGUE_OBJECT - stems(reading_name(reading)) - stems("offer unreserved")
        if (
            _EVENT.search(before)
            and len(named_before & reading.matter) >= 1
            and len(named_before) >= 2
            and not pattern(r"\b(?:@WILL|can|could)\b").search(before)
        ):
            reading.add("specific_apology", begin, stop)
            return
        reading.add("generic_apology", begin, stop)
        return
    clause = _EVENT.search(thing) is not None
    named = (
        bool(shared) if heard else (clause and (bool(shared) or len(content) >= 1)) or bool(shared) or len(content) >= 2
    )
    if content <= stems("delay late wait waiting") and not clause and not reading.matter & stems("late delay wait"):
        named = False
    if named and not (taken_back and not clause):
        reading.add("specific_apology", begin, stop)
    else:
        reading.add("generic_apology", begin, stop)


def _read_owned_failing(reading: Reading, sentence: Sentence) -> None:
    match = _OWNED_FAILING.search(sentence.text)
    if (
        match is not None
        and not pattern(r"\b(?:thank|thanks|grateful)\b").search(sentence.text[: match.start()])
        and not sentence.asks
        and not reading.negated(sentence.start + match.start())
    ):
        content = stems(sentence.text) - _VAGUE_OBJECT
        if content & reading.matter or len(content) >= 2:
            reading.add("specific_apology", sentence.start, sentence.end)
    ours = _OURS.search(sentence.text)
    if ours is not None and not _NOT_OURS.search(sentence.text[: ours.start()]):
        reading.add("took_ownership", sentence.start + ours.start(), sentence.start + ours.end(), widen=True)
        content = (
            stems(sentence.text) - _VAGUE_OBJECT - stems("fault mistake error responsibility ownership failing blame")
        )
        if content & reading.matter and len(content) >= 2:
            reading.add("specific_apology", sentence.start, sentence.end)


def reading_name(reading: Reading) -> str:
    """The customer's name in plain form, which is never what an apology is for."""
    return reading.scenario.customer.name.lower() if reading.scenario is not None else ""
