"""Remedies: offered, promised beyond the limits, offered again; facts told; acts taken on (T08, T27, T31, T35, V2)."""

import re
from itertools import pairwise

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.customer.perceive.words import any_of, pattern, plain, stems
from persona_lab.model.scenario import Remedy

_OFFER = pattern(
    r"\b(?:@I (?:@ADV)(?:can|could|will|would|'ll|shall|may|am|are|have|'m|'re|'ve|want to|offer|"
    r"propose|suggest)|i'll|we'll|i'm|we're|i've|we've|i'd|we'd|ill|ive|let me|let us|shall (?:i|we)|"
    r"should (?:i|we)|may (?:i|we)|can (?:i|we)|would you (?:like|prefer|rather|accept|take|"
    r"be (?:happy|ok|okay|willing))|do you want|want me to|how about|what about|would (?:it|that|"
    r"an?) .{0,30}(?:help|suit|work)|you(?:'ll| will| can| could| would) (?:@ADV)(?:get|have|receive|"
    r"be|choose|keep)|(?:is|are|'s) (?:@ADV)(?:yours|booked|on its way|on the way|coming|going|being|"
    r"arranged|sent|available|approved|free)|on us|free of charge|what i can (?:do|offer)|option|"
    r"either|your (?:call|choice|pick)|(?:heading|winging|making) (?:your|its) way|i (?:send|give|"
    r"refund|replace|book|order|credit|return|pay|bring)|(?:can|could|will) be (?:with you|yours|"
    r"at your door|on its way)|there(?:'s| is) (?:an?|the option)|happy to)\b"
)
_REFUSING = pattern(
    r"\b(?:can't|cannot|can not|couldn't|won't|unable to|not able to|not possible|not allowed|"
    r"not authorised|not authorized|don't (?:offer|do|give)|do not (?:offer|do|give)|no (?:refunds?|"
    r"replacements?|compensation)|isn't (?:possible|available)|not (?:eligible|entitled)|impossible|"
    r"refuse to|have no way)\b"
)
_APPROVAL = pattern(
    r"\b(?:approv\w*|permission|sign(?:ed)? off|sign-off|authoris\w*|authoriz\w*|subject to|ask (?:my|"
    r"the|our|for)|asking (?:my|the|our|for)|check(?:ing)? with|request(?:ing)? (?:it|that|this|a|an)|"
    r"need(?:s)? (?:my|a|the) (?:manager|supervisor)|if (?:my|the) (?:manager|supervisor)|put (?:it|"
    r"this|that) to (?:my|the)|recommend it|apply for|(?:manager|supervisor)(?:'s)? (?:okay|ok|"
    r"agreement|yes|decision))\b"
)
_AMOUNT = re.compile(
    r"(?:[£€$]|\b(?:eur|gbp|usd|pln|chf)\s?)\s?(\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d{1,2})?)|"
    r"(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d{1,2})?)\s?(?:[£€$]|(?:euros?|pounds?|dollars?|quid|eur|gbp|usd|"
    r"pln|zł|chf)\b)",
    re.IGNORECASE,
)
_REMEDY_NOUN = pattern(
    r"\b(?:comp (?:your|the|you)|(?:first|business) class|(?:the|your|a) (?:whole|entire|"
    r"full) (?:year|week|month|stay|bill|order)|(?:full |partial |complete )?refund|compensat\w+|"
    r"voucher|discount|replacement|upgrade|goodwill|gift ?card|credit(?:ed)?\b(?! card)|reimburs\w+|"
    r"money back|for free|free (?!to\b|of\b|from\b|on\b|for\b|hand)\w+|waiv\w+|new (?:one|phone|"
    r"boiler|unit|device|machine|laptop|router|parcel))\b"
)
_GUARANTEE = Frame(
    "over_promised",
    "guarantee",
    any_of(
        r"\bi(?:'ll| will) (?:personally )?make sure (?:that )?you(?:'ll| will)? never (?:have|see|face|"
        r"wait|need)\b",
        r"\b(?:there(?:'s| is)|i see) no (?:way|chance|possibility) (?:that )?(?:this|it|that|anything|"
        r"you) (?:can|will|could|ever)\b",
        r"\b(?:it(?:'s| is)|i am|i'm) (?:\w+ )?(?:certain|absolutely sure|impossible) (?:that )?(?:no|"
        r"nothing|it will (?:never|not)|this will (?:never|not)|it won't)\b",
        r"\b(?:everything|all your (?:\w+ )?orders?|every order) (?:is|are|will be) (?:free|on us)\b",
        r"\ball your (?:future |next )?(?:orders|calls|bills|stays)\b.{0,20}\bfree\b",
        r"\b(?:i'll|we'll|i will|we will) (?:pay for|buy you|throw in|build you|"
        r"give you) (?:an? )?(?:whole |brand[- ]|free )?(?:new )?(?:kitchen|car|house|holiday|bathroom|"
        r"floor|life|everything)\b",
        r"\byou have my (?:solemn )?word\b",
        r"\b(?:i|we) (?:@ADV)(?:can )?(?:guarantee|give you my word|swear|vow)\b",
        r"\b(?:i|we) (?:@ADV)promise (?:you )?(?:that )?(?:it|this|that|nothing|you(?:'ll| will) (?:never|"
        r"always)|we'll never|never)",
        r"\b(?:this|that|it|nothing like (?:this|that|it)|such a thing|a mistake like this) (?:will|would|"
        r"is|'ll|can) ?(?:not |never |won't )?(?:absolutely |definitely |certainly |ever )*(?:never|"
        r"not) (?:ever )?(?:happen|occur|be repeated|go wrong)",
        r"\b(?:this|that|it|nothing like this) (?:won't|will not|shall not|can't|"
        r"cannot) (?:ever )?(?:happen|occur|be repeated)(?: to you)?(?: ever)? ?(?:again|twice|"
        r"in (?:the )?future)",
        r"\bnever (?:ever )?(?:happen|occur|see this|have this|be charged|"
        r"go through this)(?: to you)? again",
        r"\byou(?:'ll| will) never (?:have|see|face|experience|get|be)\b",
        r"\b(?:100|hundred|one hundred) ?(?:%|per ?cent)(?! (?:of|sure i|on|agree|understand|right|with))",
        r"\bguaranteed\b",
        r"\bwithout (?:a |any )?(?:doubt|fail|question)\b",
        r"\bmy word (?:of honour|on it|that)",
        r"\b(?:whatever|anything|everything) (?:you (?:want|like|ask|need)|it takes)",
        r"\bmoney is no",
        r"\bname your price",
        r"\bno limits?\b",
    ),
    unless=(
        r"(?:can't|cannot|can not|couldn't|won't|wouldn't|not|n't|unable to|rather than|without|"
        r"instead of|no one can|nobody can|wish i could) (?:\w+ ){0,3}(?:guarantee|promise|100|swear|"
        r"give you my word)|money[- ]back guarantee|guarantee (?:period|card|certificate)|under guarantee|"
        r"tell me (?:whatever|anything|everything)|best to|(?:delivery|slot|service) is guaranteed by|"
        r"do(?:n't| not) want to promise"
    ),
)
_ACTS = (
    r"(?:call|ring|phone|telephon|e-?mail|text|writ|send|order|book|rebook|refund|cancel|open|pull|"
    r"check|chas|rais|log|escalat|speak|contact|arrang|replac|process|credit|revers|waiv|mov|flag|"
    r"updat|chang|fix|reset|restart|dispatch|issu|trac|track|find out|get (?:hold|on to|onto|your|"
    r"you an?|the|him|her|them|an? )|stay|put|reserv|schedul|releas|remov|transfer|pay|deduct|forward|"
    r"print|post|courier|driv|pick|collect|return|repair|test|unlock|block|freez|clos|add|correct|"
    r"amend|apply|list|submit|fil|record|instruct|inform|notif|messag|crack|retriev|revis|engage|"
    r"prepar|draft|secur|authori|nudg|grab|dig|post|not(?:e|ing|ed) (?:down|it|that|this|your)|switch|"
    r"redirect|reship|re-?send|deliver|investigat\w* (?:the|your|why|how|what|where)|read|look(?:ing|"
    r"ed)? (?:up|through)|ask|tell|brief|report|pass|hand|bring|go(?:ing)? (?:through|over|to the|"
    r"back)|tak(?:e|ing) (?:over|this|that|it|the|charge|you)|own|handl|sign|request|confirm|compar|"
    r"review|hold|set|start|reissu|approv|upgrad|swap|order|void|stop|wip|clear|activat|restor|"
    r"reconnect|assign|prioriti|fetch|connect|walk|talk|sort(?:ing|ed)? (?:your|the|out (?:your|the)|"
    r"a))"
)
_OWNED = pattern(
    (
        r"\b(?:@WILL|i'm|i am|we're|we are|im|@HAVE|i'd be|i can now|i took|i) (?:@ADV)(?:this (?:morning|"
        r"afternoon|evening) |today |now |going to |about to |on the phone |personally |gone ahead and |"
        r"just |been )*"
    )
    + _ACTS
    + (
        r"(?:e|es|s|ed|d|ing|ting|ning|led|ling|ped|ping|t|ten|ed|ding|ied|y|king|ked|ging)?\b|\b(?:i've|"
        r"i have|we've|we have) (?:@ADV)(?:this (?:morning|afternoon) |today |now |just )?(?!(?:noticed|"
        r"received|reviewed|realised|realized|tried|decided|wanted|needed|explained|listened|worked|"
        r"mentioned|apologi[sz]ed|failed|missed|ignored|delayed|disappointed|happened|helped|learned|"
        r"ended|stopped|stated|talked|experienced|appreciated|used|hoped|offered|waited|lived|"
        r"answered)\b)\w{2,}ed (?:\w+ )?(?:the|your|you|an?|it|our|my|this|that|them|him|her|both|all|to|"
        r"with|for|£?\d)\b|\b(?:i'm|i am|we're|we are) (?:@ADV)(?:on the phone|on the line|"
        r"in touch) (?:to|with)|\b(?:i'll|i will|we'll|we will) (?:@ADV)(?:then )?(?!(?:help|assist|try|"
        r"do|see|look|be|have|make|need|wait|not|never|say|admit|agree|understand|hope|like|love|sort|fix|"
        r"handle|deal|investigate|resolve|keep|work|explain|tell|let|appreciate|give|take|leave|tolerate|"
        r"put|accept|end|ban|remember|want|continue|assume|repeat|ignore|get|find|pass|"
        r"figure)\b)\w{3,} (?:\w+ )?(?:the|your|an?|it|our|my|them|him|her|both|everything)\b|"
        r"\b(?:@WILL) (?:@ADV)(?:do|handle|take care of) (?:that|this|it) (?:@ADV)(?:now|myself|for you|"
        r"today|tonight|while|right)|\b(?:i'm|i am) (?:@ADV)(?:on (?:it|to the)|staying|"
        r"looking at (?:your|the)|doing)|\b(?:i|we) (?:have|'ve got) your (?:case|file|order|account|"
        r"booking) (?:open|here|in front|up)|\b(?:i'm|i am) (?:dealing with|handling|taking care of|"
        r"looking after|seeing to) (?:it|this|that|your \w+) (?:myself|personally|now|until|right|through)"
    )
)
_OWNED_NOT = pattern(
    any_of(
        r"\b(?:i|we) (?:@ADV)(?:have to|had to|need to|must|should|could|would|wish|can't|cannot|won't) ",
        r"\bif (?:i|we)",
        r"\bi (?:read|see|hear) ",
        r"let me (?:check if i can|see|know|tell you (?:that|something)|be|explain|ask you)",
        r"\bask(?:ing)? you",
        r"tell you (?:that|to|again|what)",
        r"told you",
        r"i have (?:read|to)",
        r"call(?:ing)? you (?:a|an|names)",
        r"take (?:this|that|it) (?:personally|on board)",
        r"stop you",
        r"hold (?:please|on)",
        r"let me (?:\w+ )?(?:check|make sure|repeat|see|confirm) (?:that |if |whether )?i (?:have|'ve|got|"
        r"understand|heard)",
        r"\b(?:put|putting|pass|passing|transfer|transferring|connect|connecting|hand|handing) (?:you|"
        r"your call) (?:\w+ )?(?:through|over|on|to|now)\b",
    )
)


def find_remedies(reading: Reading) -> None:
    """Record offers by the remedy they mean, promises beyond the limits, concrete acts, and facts told."""
    for sentence in reading.sentences:
        _read_offer(reading, sentence)
        _read_act(reading, sentence)
    find(reading, (_GUARANTEE,))
    _read_facts(reading)


def find_offers(reading: Reading) -> None:
    """Record offers alone: what a refusal in the next turn turns down."""
    for sentence in reading.sentences:
        _read_offer(reading, sentence)


def remedy_nouns(reading: Reading, text: str) -> frozenset[str]:
    """What plain words name as a remedy: ids where a scenario is known, stems of the nouns where none is."""
    if reading.scenario is not None:
        return frozenset(remedy.id for remedy in _meant(reading, text))
    return frozenset().union(*(stems(match[0]) for match in _REMEDY_NOUN.finditer(text))) - stems(
        "full partial complete new"
    )


def find_offer_action(reading: Reading) -> None:
    """Record the remedy that an offer action names, unless the words have named it already."""
    action = reading.action
    if action is None or action.kind != "offer":
        return
    named = {(move.kind, move.detail) for _, move in reading.moves}
    if ("offered_remedy", action.remedy) not in named:
        reading.add_action("offered_remedy", "offer", detail=action.remedy)
    if action.remedy in reading.refused and ("reoffered_refused", action.remedy) not in named:
        reading.add_action("reoffered_refused", "offer", detail=action.remedy)


def _read_offer(reading: Reading, sentence: Sentence) -> None:
    if reading.scenario is None:
        if (
            _OFFER.search(sentence.text)
            and _REMEDY_NOUN.search(sentence.text)
            and not _REFUSING.search(sentence.text)
            and not _past(sentence.text)
        ):
            reading.add("offered_remedy", sentence.start, sentence.end)
        return
    for start, text in _clauses(sentence):
        if _REFUSING.search(text) or not (_offers(text) or _offers(sentence.text)) or _past(text):
            continue
        remedies = _meant(reading, text)
        for remedy in remedies:
            begin, end = sentence.start + start, sentence.start + start + len(text)
            reading.add("offered_remedy", begin, end, detail=remedy.id)
            if remedy.id in reading.refused:
                reading.add("reoffered_refused", begin, end, detail=remedy.id)
            if remedy.needs_approval and not _cleared(reading, remedy.id):
                reading.add("over_promised", begin, end, detail=remedy.id)
        _read_amounts(reading, sentence.start + start, text, remedies)
        noun = _REMEDY_NOUN.search(text)
        if (
            not remedies
            and noun is not None
            and not sentence.asks
            and _OFFER.search(text)
            and not _APPROVAL.search(text)
            and not _known(reading, noun[0])
            and not _meant(reading, sentence.text)
            and pattern(r"\b(?:@I|i'll|we'll|i'm|we're|i've|we've|you(?:'ll| will)|let me)\b").search(text)
            and not pattern(r"\b(?:look|check|see|ask|why|what|whether|if|where|when|about)\b").search(text)
        ):
            reading.add("over_promised", sentence.start + start, sentence.start + start + len(text))


_SEEING = pattern(
    r"\b(?:i|we) (?:can|could|do) (?:\w+ )?(?:see|understand|imagine|hear|tell|appreciate)\b|"
    r"\bi(?: am|'m) (?:\w+ )?(?:sorry|afraid|aware|glad)\b"
)


def _offers(text: str) -> bool:
    """Whether the words offer something: 'I can send', not 'I can see why'."""
    return _OFFER.search(_SEEING.sub(" ", text)) is not None


def _cleared(reading: Reading, remedy: str) -> bool:
    """Whether the session has checked this very offer, or the words speak of the approval it needs."""
    action = reading.action
    return (action is not None and action.kind == "offer" and action.remedy == remedy) or (
        _APPROVAL.search(reading.text) is not None
    )


def _clauses(sentence: Sentence) -> list[tuple[int, str]]:
    cuts = (
        [0]
        + [
            match.end()
            for match in pattern(r"[;]|,? (?:but|however|instead|otherwise|although) |\. ").finditer(sentence.text)
        ]
        + [len(sentence.text)]
    )
    return [
        (left, sentence.text[left:right].rstrip())
        for left, right in pairwise(cuts)
        if sentence.text[left:right].strip()
    ]


def _past(text: str) -> bool:
    return (
        pattern(
            r"\b(?:you (?:asked|wanted|were (?:promised|told|offered|refused|given)|said|had been|requested|"
            r"expected|demanded|are asking|'re asking|want)|you're asking|was (?:promised|refused)|"
            r"never (?:got|received|came)|asked (?:for|about)|regarding|about your (?:refund|replacement)|"
            r"should have been (?:refunded|replaced|offered)|(?:it|this|that|which|we|what) (?:has |"
            r"have )?cost you|lost you)\b"
        ).search(text)
        is not None
    )


def _meant(reading: Reading, text: str) -> list[Remedy]:
    """The remedies whose keywords or own words these words hold, the fullest match first."""
    if reading.scenario is None:
        return []
    content = stems(text)
    by_keyword, by_words = [], []
    for remedy in reading.scenario.remedies:
        if any(
            pattern(r"(?<!\w)" + re.escape(plain(word)).replace(r"\ ", " ") + r"(?:s|es|ed|d|ing)?\b").search(text)
            for word in remedy.keywords
        ):
            by_keyword.append(remedy)
            continue
        own = (stems(plain(remedy.description)) | stems(plain(remedy.phrase or ""))) - _PLAIN_WORDS
        key = (stems(plain(remedy.phrase)) if remedy.phrase else own) - _PLAIN_WORDS
        telling = own - stems(plain(reading.scenario.issue))
        shared = own & content
        if len(shared) >= 2 and (shared & telling) and len(key & content) >= 0.5 * max(1, min(len(key), 4)):
            by_words.append((len(shared), remedy))
        elif telling & _REMEDY_STEMS & content and (len(shared) >= 2 or len(telling & content) >= 1):
            by_words.append((1, remedy))
    if (
        not by_keyword
        and (amount := _AMOUNT.search(text))
        and pattern(r"\b(?:back|return\w*|refund\w*|credit\w*|repay\w*|reimburs\w*|give|giving|pay\w*)\b").search(text)
    ):
        by_keyword = [
            remedy for remedy in reading.scenario.remedies if _limit(remedy) == _number(amount[1] or amount[2])
        ][:1]
    if by_keyword:
        return by_keyword
    if not by_words:
        return []
    best = max(count for count, _ in by_words)
    return [remedy for count, remedy in by_words if count == best][:2]


_PLAIN_WORDS = frozenset().union(
    stems(r"customer day days order account company today tomorrow week next free send sent within offer call")
)
_REMEDY_STEMS = frozenset().union(
    stems(
        "refund replacement voucher discount credit compensation reimbursement engineer repair "
        "collection upgrade courier goodwill waive exchange rebook loan"
    )
)


def _known(reading: Reading, noun: str) -> bool:
    word = stems(noun)
    assert reading.scenario is not None
    return any(
        word
        & (
            stems(plain(remedy.description))
            | stems(plain(remedy.phrase or ""))
            | stems(plain(" ".join(remedy.keywords)))
        )
        for remedy in reading.scenario.remedies
    )


def _number(text: str) -> float:
    text = text.replace(" ", "")
    text = text.replace(",", "") if re.search(r",\d{3}\b", text) else text.replace(",", ".")
    return float(text)


def _limit(remedy: Remedy) -> float | None:
    if isinstance(remedy.limit, str):
        match = re.search(r"\d[\d,]*(?:\.\d+)?", remedy.limit)
        return _number(match[0]) if match and not remedy.limit.strip().endswith("%") else None
    return remedy.limit


def _read_amounts(reading: Reading, start: int, text: str, remedies: list[Remedy]) -> None:
    assert reading.scenario is not None
    if not _OFFER.search(text):
        return
    limits = [limit for remedy in (remedies or reading.scenario.remedies) if (limit := _limit(remedy)) is not None]
    if not limits:
        return
    if not remedies and not pattern(
        r"\b(?:give|offer|refund|credit|pay|compensat\w*|send|goodwill|voucher|back|return|deduct|take|"
        r"discount|knock|transfer|reimburs\w*)\b"
    ).search(text):
        return
    for match in _AMOUNT.finditer(text):
        given = any(_cleared(reading, remedy.id) for remedy in remedies)
        if _number(match[1] or match[2]) > max(limits) + 0.005 and not given and not _APPROVAL.search(text):
            reading.add("over_promised", start, start + len(text), detail=remedies[0].id if remedies else None)
            return


def _read_act(reading: Reading, sentence: Sentence) -> None:
    match = _OWNED.search(sentence.text)
    if match is None or sentence.asks or reading.negated(sentence.start + match.start()):
        return
    if _OWNED_NOT.search(sentence.text, max(0, match.start() - 4), min(len(sentence.text), match.end() + 30)):
        return
    reading.add("took_ownership", sentence.start + match.start(), sentence.start + match.end(), widen=True)


_RECORD = pattern(
    r"\b(?:i can see|i see|i've (?:got|found|read)|i have (?:your|the)|(?:the|your|our|my) (?:record|"
    r"records|tracking|system|log|notes?|scan|account|order|file|history|ticket|booking|screen|"
    r"invoice|bill|refund|payment)s? (?:here )?(?:\w+ )?(?:shows?|says?|was|is|left|went|reads?|has|"
    r"had)|according to|looking at (?:your|the)|it (?:was|is|left|shows))\b"
)


def _read_facts(reading: Reading) -> None:
    for sentence in reading.sentences:
        if sentence.asks:
            continue
        content = stems(sentence.text)
        if reading.scenario is None:
            match = _RECORD.search(sentence.text)
            if match is not None and any(word[0].isdigit() for word in content - reading.said) and len(content) >= 3:
                reading.add("answered_with_fact", sentence.start, sentence.end)
            continue
        for fact in reading.scenario.facts:
            if fact.known_to == "customer" or (fact.known_to == "both" and reading.fact_said(fact)):
                continue
            own = stems(plain(fact.text))
            new = own - reading.said
            shared = own & content
            told = shared & new
            if (
                len(told) >= 1
                and len(shared) >= max(2, 0.4 * len(own))
                and (len(told) >= 2 or any(word[0].isdigit() for word in told) or len(own) <= 4)
            ):
                reading.add("answered_with_fact", sentence.start, sentence.end, detail=fact.id)
                break
