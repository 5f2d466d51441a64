"""Questions: needed ones, ones already answered, too many at once, contact details, checks (T09, T11, T37, T43)."""

import re
from dataclasses import dataclass

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading, Sentence
from persona_lab.customer.perceive.results import CHECKED
from persona_lab.customer.perceive.words import any_of, pattern, plain, stems
from persona_lab.model.scenario import Fact

_IMPERATIVE = pattern(
    r"^\W*(?:\w+[,.] )?(?:so |ok |okay |and |right,? |first,? )?(?:please|kindly do|kindly|can you|"
    r"could you|may i|can i|could i|i(?:'ll| will)? (?:just )?need|let me (?:have|know)|tell me|"
    r"give me|send me|share|provide|confirm|walk me through|describe|just need|need) "
)
_OFFERING = pattern(
    r"\b(?:shall (?:i|we)|should (?:i|we)|would you (?:like|prefer|rather|be (?:happy|ok|okay|willing|"
    r"open)|accept|want)|do you want (?:me|us|to)|want me to|may i (?:offer|suggest|call|put|transfer|"
    r"connect|ring|place|refund|send|try|explain|phone)|can i (?:offer|suggest|put|transfer|interest|"
    r"help|explain|send|call|ring|connect|get you|refund|book|phone)|could i (?:offer|suggest|put|"
    r"transfer|call|ring|phone)|how about|what about if|is (?:that|this) (?:all right|alright|ok|okay|"
    r"fine|acceptable|good)|are you (?:ok|okay|happy|willing|all right|alright) (?:with|to|if)|"
    r"(?:does|would|will) (?:that|this|it) (?:work|suit|help|be|do|sound|settle|make)|"
    r"sound(?:s)? (?:good|ok|okay|fair|all right|alright|reasonable)|ok with you|okay with you|"
    r"are you (?:happy|fine|good) (?:for|with|to|if)|if (?:that's|you) (?:ok|all right|agree)|"
    r"agreed\?|deal\?|can (?:we|i) agree|which (?:would|do) you (?:prefer|like|rather)|"
    r"have i got (?:that|it|this)|is that (?:right|correct|it|so)|(?:that|this) (?:right|correct)|"
    r"did i get|am i right|right\?$|correct\?$|ok\?$|okay\?$|yes\?$|yeah\?$|mind (?:if|holding|"
    r"waiting)|can you (?:hold|bear|wait|give me)|could you (?:hold|bear|wait|give me (?:a|one|two|"
    r"\d))|please (?:hold|wait|bear|be patient|calm|stop|don't|accept|let me (?:try|help|fix)|allow|"
    r"rest|forgive|know|note|see|visit|check|read|call|contact|go|rate|take|fill|leave))\b"
)
_HELPING = pattern(
    r"\b(?:how (?:can|may|could) (?:i|we) (?:help|assist|be of|serve|support)|what can i (?:do|help|"
    r"assist)|(?:is there )?anything else|what (?:seems to be|is|'s|appears to be) (?:the|"
    r"your) (?:problem|issue|matter|trouble|query|complaint)|what brings you|what(?:'s|"
    r" is) (?:going on|wrong|up)|did (?:something|anything) happen|is (?:something|anything) wrong|how (?:can|may) i "
    r"(?:make|direct))\b"
)
_RHETORIC = pattern(
    r"\b(?:why (?:on earth |ever |in (?:the )?world )?(?:didn't|did not|haven't|wouldn't|don't|would|are|do|should|"
    r"can't) (?:you|i|we)|"
    r"are you (?:serious|deaf|stupid|sure you|kidding|always|even|done|finished|happy now|threatening|"
    r"blind|calling)|do you (?:think|realise|realize|know who|really|expect|even|understand)|"
    r"what do you (?:expect|want (?:me|us)|think)|who do you|how (?:dare|many times)|what else (?:do|"
    r"can)|can't you|don't you|isn't it|aren't you|is it (?:really|that)|who cares|so what|"
    r"what did you expect|happy now|excuse me|how would you|how do you think|ok\?|you know\?|pardon\?|"
    r"really\?)"
)
_SATISFIED = Frame(
    "checked_result",
    "asks whether it works now",
    any_of(
        r"\b(?:is|are|has|have|did|does|do|can|could|how(?:'s| is| are)) (?:you )?(?:see |confirm |check |"
        r"tell me |let me know )?(?:whether |if |that )?(?:it|that|this|everything|things|all|the|your|"
        r"you|they|there|any|both|he|she|one) ?(?:\w+ ){0,5}?(?:work(?:ing|ed|s)?|back(?: on| up)?|sorted|"
        r"fixed|resolved|solved|settled|com(?:e|ing) (?:through|up|in|back)|came through|gone (?:through|"
        r"away|in)|go(?:ne)? through|arriv(?:e|ed)|receiv(?:e|ed|ing)|show(?:ing|s|n)?|appear(?:ed|ing|"
        r"s)?|holding|stay(?:ing|ed) (?:on|up)|connect(?:ed|ing)|running|warm(?:er|ing)?|hot|"
        r"look(?:ing)? (?:right|better|ok|okay|correct|good|different)|right now|better|clear(?:ed)?|"
        r"online|load(?:ing|s|ed)?|land(?:ed)?|reach(?:ed)? you|turn(?:ed|ing)? up|log(?:ged)? in|"
        r"get (?:in|through|it)|see (?:it|the|that|your)|correct|stopped|gone|light|green|on)\b(?: (?:now|"
        r"again|yet|for you|on your side|at your end|to you|all right|ok|okay|as|so far|with you|in))*",
        r"\b(?:do|did|done|does) the trick",
        r"^\W*(?:\w+[.,!] )?(?:all |it |it's |it is |everything )?(?:now )?(?:working|sorted|fixed|"
        r"back on|better|functioning|back up|resolved)(?: (?:now|ok|okay|again|all right|for you))*\?",
        r"\bit(?:'s| is) (?:now |all )?(?:working|functioning|fixed|sorted|back)",
        r"\bwhat do you see (?:now|on)",
        r"\bhow does (?:it|that) look",
        r"\bhow is (?:it|the \w+) (?:now|today|since)",
        r"\bdid (?:it|that) (?:work|help|fix|do it|sort|solve|arrive)",
        r"\b(?:does|did|has) (?:that|this) (?:fix|solve|sort|settle|resolve|cover|fixed|solved|sorted|"
        r"resolved|put)",
    ),
    unless=(
        r"\bwas\b|\bwere\b|\b(?:when|before|first|where|why|which|what (?:time|date|day|happened|colour|"
        r"color|error|model|kind|does the|do the|is the)) |order number|number|anything else|"
        r"is that (?:right|correct)|have i got|correct\?$|right\?$|is (?:this|that|it|"
        r"the) (?:\w+ )?(?:number|address|email) |would|the box|damage|still (?:the )?(?:best|right|"
        r"correct|showing|not)|did you (?:receive|get) (?:a|an|any|our|the) (?:email|letter|text|card|"
        r"message|call|confirmation|sms)|arrive (?:open|damaged)|lights? (?:on|are)|or (?:is|are|did|does|"
        r"was|has)|how long|works for you|work for you|have you tried|are you (?:happy|satisfied) (?:to|"
        r"with) (?:that|me)|see (?:the|a|any) (?:red|error|message|code|number|card)|\bi\b(?! (?:just|"
        r"have|'ve|sent|did|made))"
    ),
    when_asked=True,
)
_CONTACT = pattern(
    r"\b(?:(?:best|right|good|preferred|current|correct|mobile|phone|telephone|contact|daytime|"
    r"callback|call-back) (?:\w+ )?(?:number|email|e-mail|address|details?|way)|(?:phone|mobile|"
    r"telephone|contact) ?(?:number|details?)|(?:what|which) (?:number|email|e-mail|address)|"
    r"e-?mail address|(?:number|email|address) (?:\w+ )?(?:is |to )?(?:best|reach|call|ring|contact|"
    r"use|for you|send|write)|(?:reach|contact|call|ring|email|get hold of|get) you (?:on|at|by|"
    r"best)\b|(?:how|where) (?:can|should|do|may|would) (?:i|we|my \w+) (?:best )?(?:reach|contact|"
    r"call|ring|get hold)|best (?:to|way to|place to) (?:reach|contact|call|ring|email|get)|"
    r"still (?:the )?(?:best|right|correct|good|current|your|okay|ok|reach)|your (?:number|email|"
    r"e-mail|phone|mobile)|a number (?:i|we|for)|ending (?:in )?\d{2,4}|\+?\d[\d ]{7,}\d|"
    r"[\w.]+@[\w.]+)\b"
)
_CONTACT_MEANT = pattern(
    any_of(
        r"\b(?:reach|call|get you|ring|phone|email|e-mail|text|contact|mobile|number|address|details|"
        r"best)\b",
        r"@",
    )
)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One of the things agents ask for, and how it looks when the customer has given it."""

    name: str
    asked: str
    given: str


_SLOTS = (
    _Slot(
        "order number",
        r"\b(?:order|booking|reference|ref|account|case|ticket|tracking|customer|policy|invoice|"
        r"confirmation|contract|reservation|parcel|complaint|meter|serial|membership|claim|"
        r"job)(?:'s)?[ -]?(?:number|no\b|id\b|code|ref(?:erence)?|#)|\b(?:the|your|a) reference\b|"
        r"\breference\?|\border #|\bpnr\b",
        r"\b(?=[a-z0-9-]*\d)[a-z0-9]*[a-z]?[-#]?\d{4,}[a-z0-9-]*\b|\b[a-z]{1,4}-?\d{2,}\b|#\s?\d{3,}|"
        r"(?:order|reference|ref|booking|account|ticket|case|number)(?: number| no\.?| is|"
        r":)* (?=[a-z0-9-]*\d)[a-z0-9-]{3,}",
    ),
    _Slot("email", r"\be-?mail(?: address)?\b", r"[\w.+-]+@[\w-]+\.\w+"),
    _Slot(
        "phone",
        r"\b(?:phone|mobile|telephone|contact|callback|daytime) ?(?:number|no\b)|\bnumber (?:to|can|"
        r"should|i can|we can) .{0,20}(?:call|ring|reach)|\bbest number\b",
        r"\+?\(?\d[\d ()-]{7,}\d",
    ),
    _Slot(
        "name",
        r"\b(?:your|full|first|last|the|customer'?s?) ?(?:full |first |last )?(?:name|"
        r"surname)\b(?! of (?:the|your))|\bwho am i (?:speaking|talking|chatting)",
        r"\b(?:my name(?:'s| is)|i'm called|the name's|name: ) ?\w+|\bthis is (?:mr|mrs|ms|miss|dr)\b",
    ),
    _Slot(
        "date",
        r"\b(?:what|which|the|on what|on which) (?:\w+ ){0,2}(?:date|day)\b|\bwhen (?:did|was|were|"
        r"exactly|had|have) (?:\w+ )?(?:you|it|the|this|that|your)",
        DATE_GIVEN := (
            r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:january|"
            r"february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|"
            r"jun|jul|aug|sept?|oct|nov|dec)\b|\b(?:january|february|march|april|may|june|july|august|"
            r"september|october|november|december) \d{1,2}\b|\b\d{1,2}[/.]\d{1,2}\b|\byesterday\b|\b(?:the|"
            r"on the) \d{1,2}(?:st|nd|rd|th)\b|\b\w+ (?:days|weeks|months) ago\b|\blast (?:week|month)\b"
        ),
    ),
    _Slot(
        "postcode",
        r"\bpost ?code\b|\bzip(?: code)?\b",
        r"\b[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}\b|\b\d{2}-\d{3}\b|\b(?:postcode|zip)(?: is|:)? \w+",
    ),
    _Slot(
        "address",
        r"\b(?:your|home|delivery|street|full|the|postal|shipping) address\b(?! (?:is|on))|"
        r"\bwhere do you live",
        r"\b\d{1,4} [a-z]+(?: [a-z]+)? (?:street|st|road|rd|lane|avenue|ave|close|drive|way|court|place|"
        r"terrace)\b",
    ),
)


def find_questions(reading: Reading) -> None:
    """Record questions asked, asked again, asked in a heap, contact details asked for, and checks of the result."""
    find(reading, (_SATISFIED, *CHECKED))
    needed: list[Sentence] = []
    slots_in_turn = 0
    for sentence in reading.sentences:
        slots = [slot for slot in _SLOTS if pattern(slot.asked).search(sentence.text)]
        asks = sentence.asks or (
            _IMPERATIVE.search(sentence.text) is not None
            and (
                bool(slots)
                or _fact_asked(reading, sentence) is not None
                or pattern(
                    r"\b(?:tell|walk|describe|let|write|say|inform|explain|advise)\b (?:to )?(?:me |us )?(?:through |"
                    r"know )?(?:\w+ )?(?:what|when|which|where|how|who|about|the|more)"
                ).search(sentence.text)
                is not None
            )
        )
        if (
            slots
            and not asks
            and pattern(r"(?:\b(?:please|need|send|provide|confirm|give)\b)|^\W*(?:your )?\w*(?: \w+)?\W*$").search(
                sentence.text
            )
            and not pattern(
                r"\b(?:i have|i've|no need|don't need|thank|got your|i can see|don't have to|already)\b"
            ).search(sentence.text)
        ):
            asks = True
        if not asks:
            continue
        if len(slots) < 3 and _read_contact(reading, sentence):
            continue
        if _HELPING.search(sentence.text):
            if (
                not pattern(r"anything else|what can i do").search(sentence.text)
                and sum(len(text.split()) for text in reading.customer_texts) >= 8
                and not pattern(r"how (?:can|may|could) (?:i|we) (?:make|put|fix)").search(sentence.text)
            ):
                reading.add("asked_again", sentence.start, sentence.end)
            continue
        if _OFFERING.search(sentence.text) or _RHETORIC.search(sentence.text) or _is_manager_or_feedback(sentence):
            continue
        if any(
            move.kind == "checked_result" and sentence.start <= start < sentence.end for start, move in reading.moves
        ):
            continue
        needed.append(sentence)
        listed = sentence.text.count(",") + 1 if sentence.asks and slots and sentence.text.count(",") >= 2 else 0
        slots_in_turn += max(1, len(slots), listed)
        _read_need(reading, sentence, slots)
    if (
        len(needed) >= 3
        or slots_in_turn >= 3
        or sum(sentence.asks for sentence in reading.sentences if not _RHETORIC.search(sentence.text)) >= 4
    ) and needed:
        reading.add("interrogated", needed[0].start, needed[-1].end)


def _is_manager_or_feedback(sentence: Sentence) -> bool:
    return (
        pattern(
            r"\b(?:feedback|survey|rate (?:me|us|your|this|my)|rating|how did (?:i|we) do|done (?:better|"
            r"differently)|(?:speak|talk) to (?:my|a|the|our) @BOSS)\b"
        ).search(sentence.text)
        is not None
    )


def _read_need(reading: Reading, sentence: Sentence, slots: list[_Slot]) -> None:
    fact = _fact_asked(reading, sentence)
    confirming = _confirms(reading, sentence)
    if not confirming:
        for slot in slots:
            if any(pattern(slot.given).search(text) for text in reading.customer_texts):
                if slot.name == "date" and fact is not None and not reading.fact_said(fact):
                    continue
                if slot.name == "date" and not _same_subject(reading, sentence):
                    continue
                reading.add("asked_again", sentence.start, sentence.end, detail=fact.id if fact is not None else None)
                return
        if fact is not None and fact.known_to != "agent" and _told_outright(reading, fact):
            reading.add("asked_again", sentence.start, sentence.end, detail=fact.id)
            return
    else:
        return
    reading.add("asked_question", sentence.start, sentence.end, detail=fact.id if fact is not None else None)


def _told_outright(reading: Reading, fact: Fact) -> bool:
    """Whether one customer turn holds nearly all of the fact: a stricter reading than for other uses."""
    content = stems(plain(fact.text))
    numbers = {word for word in content if any(char.isdigit() for char in word)}
    for text in reading.customer_texts:
        shared = content & stems(text)
        if numbers and numbers <= shared and len(shared) >= min(2, len(content)):
            return True
        if len(shared) >= max(2, 0.7 * len(content)):
            return True
    return False


def _same_subject(reading: Reading, sentence: Sentence) -> bool:
    # 'when' is only answered already if the customer dated the same thing
    content = stems(sentence.text) - stems("date day exactly number")
    return any(
        pattern(DATE_GIVEN).search(part) and (not content or content & stems(part))
        for text in reading.customer_texts
        for part in re.split(r"[.!?;]", text)
    )


def _confirms(reading: Reading, sentence: Sentence) -> bool:
    """Whether the question itself says the value that the customer gave, so that it is a confirmation."""
    values = {word for word in stems(sentence.text) if any(char.isdigit() for char in word) and len(word) >= 3}
    emails = re.findall(r"[\w.+-]+@[\w-]+\.\w+", sentence.text)
    return (
        bool(emails)
        or bool(values & reading.said)
        or pattern(
            r"\b(?:is that (?:right|correct)|have i got|correct\?|right\?|ending (?:in )?\d+|that's (?:right|"
            r"correct))"
        ).search(sentence.text)
        is not None
    )


def _fact_asked(reading: Reading, sentence: Sentence) -> Fact | None:
    if reading.scenario is None:
        return None
    content = stems(sentence.text)
    best: tuple[float, Fact] | None = None
    for fact in reading.scenario.facts:
        if fact.known_to == "agent":
            continue
        words = [plain(word) for word in fact.asked_by]
        hits = [word for word in words if pattern(r"\b" + re.escape(word).replace(r"\ ", " ")).search(sentence.text)]
        ident = stems(fact.id.replace("-", " "))
        score = float(max((2 + len(word) / 20 for word in hits), default=0))
        if ident and ident <= content:
            score = max(score, 1.9)
        shared = content & stems(plain(fact.text))
        if len(shared) >= 2:
            score = max(score, min(1.8, 0.5 * len(shared)))
        elif ident & content and shared:
            score = max(score, 0.9)
        if score >= 0.9 and (best is None or score > best[0]):
            best = (score, fact)
    return best[1] if best is not None else None


def _read_contact(reading: Reading, sentence: Sentence) -> bool:
    match = _CONTACT.search(sentence.text)
    if (
        match is None
        or not _CONTACT_MEANT.search(sentence.text)
        or pattern(
            r"\b(?:order|account|reference|tracking|delivery address|invoice|which address|address (?:did|was|"
            r"is|on the|the)|did you (?:call|ring|email)|when did)\b"
        ).search(sentence.text)
    ):
        return False
    known = list(reading.scenario.customer.contact.values()) if reading.scenario is not None else []
    shown = any(plain(value).replace(" ", "") in sentence.text.replace(" ", "") for value in known) or _confirms(
        reading, sentence
    )
    shown = (
        shown
        or re.search(r"\d{3,}|on file|we have|i have (?:here|for you)|same (?:number|email)|still", sentence.text)
        is not None
    )
    if not shown:
        for slot in _SLOTS[1:3]:
            if pattern(slot.asked).search(sentence.text) and any(
                pattern(slot.given).search(text) for text in reading.customer_texts
            ):
                reading.add("asked_again", sentence.start, sentence.end)
                return True
    reading.add("asked_contact", sentence.start, sentence.end)
    return True
