"""check: is a customer line fit to be said? Every fault it knows, with the words that show it.

The kinds are explained in docs/faults.md. A rule here is a pattern or a comparison, never a model: it has to decide
before anyone sees the line, and the same way every time.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from persona_lab.customer.ceiling import over_ceiling
from persona_lab.customer.facts import told_facts
from persona_lab.customer.speak import canary, example_lines
from persona_lab.model.acts import CONCEDING, LEAVING, Act, Brief
from persona_lab.model.events import FaultKind, LineFault
from persona_lab.model.persona import Persona
from persona_lab.model.scenario import Scenario
from persona_lab.model.transcript import Turn


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is checked against."""

    brief: Brief
    persona: Persona
    scenario: Scenario
    turns: tuple[Turn, ...]


_Rule = Callable[[str, Context], Iterator[LineFault]]


def check(line: str, context: Context) -> tuple[LineFault, ...]:
    """Every fault of the line, in the order of the rules; empty when it may be said."""
    if not re.search(r"\w", line):
        return (LineFault(kind="empty", span="", note="say something"),)
    own_words = _without_quotations(line, context.turns)
    return tuple(fault for rule in _RULES for fault in rule(own_words, context))


def _rx(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{a})" for a in alternatives), re.IGNORECASE)


def _apostrophes(pattern: str) -> str:
    return pattern.replace("'", "['’]?")


_SERVICE_VERB = (
    r"(?:refund|reimburse|replace|credit|escalate|process|arrange|transfer|connect|look into|resolve|assist|"
    r"reschedule|waive|issue|expedite|investigate|rectify|compensate)"
)
_ON_FILE = (
    r"(?:order|account|booking|reference|tracking|customer|contract|post ?code|e-?mail|address|full name|date of birth|"
    r"phone number|contact)"
)
_ROLE_SWAP = _rx(
    _apostrophes(rf"\bwhat(?:'s| is| are) your {_ON_FILE}\b"),
    rf"\b(?:could|can|would|will|may) (?:you|I) (?:please )?(?:tell|give|send|provide|confirm|have)(?: me| us)?"
    rf"(?: with)? your {_ON_FILE}\b",
    _apostrophes(r"\b(?:I|we)(?:'d| would|'ll| will) be (?:more than )?(?:glad|happy|pleased|delighted) to\b(?! see)"),
    r"\b(?:I|we) (?:can|could) (?:offer|(?:send|book|arrange|get) (?:you|someone|somebody|an? (?:engineer|courier|"
    r"replacement|technician|driver)))\b",
    _apostrophes(r"\b(?:I|we)(?:'ll| will) (?:\w+ ){0,8}?(?:pass|forward) (?:it|this|that) (?:on )?to\b"),
    _apostrophes(r"\bhow (?:can|may|could) (?:I|we) (?:help|assist|be of)"),
    _apostrophes(rf"\b(?:I|we)(?:'ll| will| can| could|'m going to| am going to) (?:\w+ )?{_SERVICE_VERB}\b"),
    _apostrophes(
        r"\b(?:I|we)(?:'ll| will| can) (?:send|get|give|offer|book|put) (?:you|a \w+ (?:out )?to you)\b"
        # an ultimatum or a grudging point is the customer's
        r"(?! (?:that|this|credit|one|two|five|ten|until|till|another|a (?:chance|minute|day|piece|week|clue)))"
    ),
    _apostrophes(r"\bI(?:'m| am) (?:so |very |really |truly )?sorry (?:for|to hear|that you|about (?:your|the|this))"),
    _apostrophes(r"\bwe(?:'re| are) (?:so |very |really |truly )?sorry\b(?! (?:I|we)\b)"),
    _apostrophes(r"\b(?:I|we)(?:'d like| would like| want|'m here|'re here) to (?:help|assist) you\b"),
    r"\b(?:I|we) (?:will |can |want to )?(?:make sure|ensure) (?:that )?your\b",
    r"\b(?:I|we) (?:sincerely |truly |do )?apologi[sz]e\b(?! to me)",
    r"\bmy (?:sincere |deepest )?apologies\b",
    r"\b(?:on behalf of|speaking for) (?:the |our )?(?:company|team|everyone)",
    r"\bis there anything else (?:I|we) can\b",
    r"(?<!what )\bwould you like (?:me|us) to\b",
    r"\blet me (?:check|look|see|pull up|find out|transfer|get) .{0,30}\b(?:for you|your)\b",
    _apostrophes(r"\b(?:I|we)(?:'ll| will) (?:do (?:my|our) best|look into (?:it|this)|get back to you)\b"),
    _apostrophes(r"\bI(?:'m| am) here to help\b"),
    _apostrophes(
        r"\b(?:I|we)(?:'ll| will| can) (?:fetch|get|bring|sort|arrange|find|check|handle|fix) (?:\w+ ){0,3}for you\b"
    ),
    _apostrophes(r"\b(?:I|we)(?:'ll| will) (?:take care of|get) (?:it|this|that)(?: \w+){0,2} for you\b"),
    _apostrophes(r"\bdon't worry, (?:I|we)(?:'ll| will)\b"),
)
_AGENT_SPEAK = _rx(
    r"\bthank(?:s| you) for (?:contacting|calling|reaching|your (?:patience|understanding|call|message|feedback))",
    r"\b(?:I|we) (?:completely |fully |totally )?understand (?:your|how you)\b",
    r"\bvalued customer\b",
    r"\brest assured\b",
    r"\b(?:I|we) (?:hear|share|appreciate) your (?:frustration|concerns?|anger|disappointment|point)\b",
    r"\bI want to make (?:it|this|things) right\b",
    r"\bfor (?:any|the) inconvenience\b",
    r"\bwe strive\b|\bplease accept (?:our|my)\b|\bto our attention\b",
    r"\byour (?:call|feedback|opinion|comfort|experience) is (?:very |so )?important\b",
    r"\bwe (?:do |truly |really )?(?:value|appreciate) your\b",
    r"\byour (?:satisfaction|business|loyalty) is\b",
    r"\bour (?:records|policy|policies|terms and conditions)\b",
    r"\b(?:can|could|may) (?:I|you please) (?:have|provide|confirm|get) (?:me )?(?:your|the) "
    r"(?:order|account|booking|reference|full name|phone|e-?mail)",
    r"\bplease (?:hold|bear with me|allow me)\b",
    r"\bhave a (?:nice|great|good|wonderful|lovely) (?:day|evening|weekend)\b",
)
_THANKS = _rx(
    r"\bthank(?:s| you)\b(?! (?:for nothing|a lot for nothing))",
    r"\bI(?: really| do|'d)? appreciate (?:it|that|this|your|you(?! not))\b",
    r"\bmuch appreciated\b|\bbless you\b",
    r"\bthat would be (?:so |really )?(?:lovely|great|wonderful|perfect|brilliant)\b",
    _apostrophes(
        r"\bI(?:'m| am) (?:so |very |really )?(?:pleased|glad|relieved|happy) (?:you|that you|to (?:hear|see))\b"
    ),
    _apostrophes(r"\bI(?:'m| am) (?:so |very |really |truly )?grateful\b"),
    r"\bcheers for (?:that|this|your|the)\b",
    _apostrophes(r"\byou(?:'re| are) (?:so |very |such )?(?:patient|an? (?:star|angel|gem|legend|lifesaver))\b"),
    _apostrophes(
        r"\byou(?:'re| are| have been|'ve been) (?:so |very |really )?(?:kind|helpful|great|wonderful|lovely)"
    ),
    r"\bthat(?: is|'s|’s) (?:so |very |really )?(?:kind|nice|wonderful|lovely|great|brilliant|perfect)\b",
)
_SORRY = _rx(_apostrophes(r"\bI(?:'m| am) (?:really |so |very |truly )?sorry(?=[.!]| (?:for|about|to)\b|,(?! but))"))
_GIVING_IN = _rx(
    _apostrophes(r"\bI(?:'ll| will)? accept (?:it|that|this|your|the)\b"),
    r"\b(?:it was|it's|that was|this is) (?:all )?my (?:own )?(?:fault|mistake)\b",
    _apostrophes(r"\bI(?:'ll| will) take (?:it|that|the (?:offer|refund|replacement|deal))\b"),
    r"\bthat (?:works|will do|would work|sounds (?:good|fine|fair|great|reasonable))\b",
    r"(?<!\bit )\bsounds (?:good|fair|great|reasonable)\b",
    r"\b(?:would|will) be (?:fine|acceptable)\b(?! if)",
    r"\bI (?:do |can )?agree (?:to|with) (?:it|that|this|your|the)\b",
    _apostrophes(r"\byou(?:'ve| have) (?:convinced|persuaded) me\b"),
    _apostrophes(r"\blet's (?:do|go with) (?:that|it)\b"),
    r"^(?:ok(?:ay)?|alright|all right|fine|yes|yeah|deal)[,. ]+(?:then[,. ]+)?(?:go ahead|do (?:it|that)|please|"
    r"that|let|book|send|I(?:'ll|’ll| will| accept))",
    r"\b(?:please )?go ahead (?:and|with)\b",
    r"\byes,? please\b",
    r"\bit(?:'s| is|’s) a deal\b",
    _apostrophes(r"\bI(?:'m| am) (?:happy|satisfied|glad)(?= with| to|[.,!]|$)"),
    _apostrophes(r"\byou win\b|\b(?:will|would|'ll) have to do\b"),
    _apostrophes(
        r"^(?:ok(?:ay)?|all ?right|fine|yes|yeah|sure|very well|right)[,. ]+(?:then[,. ]+)?"
        r"(?:send|book|I(?:'d| would) (?:like|take|love))"
    ),
    r"\b(?:all|everything) is (?:forgiven|fine now|settled)\b",
)
_ASKING_FOR_IT = _rx(
    r"\bplease (?:just )?(?:send|book|arrange|do) (?:the|an?|it|that|him|her|them)\b",
    _apostrophes(r"\bI(?:'ll| will| can) wait for (?:the|it|him|her|them)\b"),
)
_TURNING_DOWN = _rx(
    _apostrophes(r"\bI(?:'ll| will) pass(?=[.,!]|$)|\bthat won't do\b|\byou can keep (?:it|that|your)\b"),
    _apostrophes(r"^no\b(?! (?:problem|more))"),
    _apostrophes(
        r"\b(?:I )?(?:won't|will not|don't|do not|can't|cannot|refuse to) (?:accept|take|agree|want|do (?:it|that))\b"
    ),
    r"\bnot good enough\b",
    r"\bnot acceptable\b|\bunacceptable\b",
    _apostrophes(r"\bthat(?:'s| is) (?:no use|useless|not what I)\b"),
    r"\bforget it\b",
    r"^(?:absolutely|certainly|definitely) not\b|\bnot a chance\b|^no way\b",
)
_CONSENT = _rx(
    r"\b(?:yes|yep|yeah|aye|fine|ok|okay|do (?:it|that|so)|book|go (?:ahead|on)|accept\w*|take|taken|taking|right|good|"
    r"deal|agreed?|all right|alright|please|send|put (?:me|it)|thanks?|works?|will do|sort|let's|let us|very well|"
    r"suppose|settled?|settles|done|have (?:it|that)|proceed|arrange|confirm|(?:call|ring) me|then|enough|carry on|"
    r"granted|sold|do nicely|sure|fair|acceptable|make it so)\b",
)
_GOODBYE = _rx(
    r"\b(?:good)?bye\b",
    _apostrophes(r"\bI(?:'m| am) (?:done here|leaving|hanging up|off|going now)\b"),
    r"\bfarewell\b|\b(?:see|talk to|speak to) you (?:later|soon)\b",
    _apostrophes(r"\bI(?:'ve got| have| need|'ve) to go(?: now)?(?=[.,;!]|$)"),
    r"\bthis (?:call|chat|conversation) is over\b",
    _apostrophes(
        r"\bI(?:'m| am) (?:ending|closing) (?:this|the|our)\b|\bI(?:'m| am) going to (?:hang up|leave)\b(?! it)"
    ),
    _apostrophes(r"\bwe(?:'re| are) (?:done|finished)(?: here)?(?=[.!]|$)|\btake care(?=[.,!]|$)"),
)
_LEAK = _rx(
    r"\b(?:stage|scene) direction",
    r"\b(?:system|my) prompt\b|\bmy (?:instructions|character|persona|brief|role) (?:is|are|say|says)\b",
    _apostrophes(r"\bas the customer, I\b|\bI (?:must not|mustn't) (?:agree|accept|thank|say)\b"),
    r"\bas instructed\b|\bthe direction says\b|\bfirst take\b|\bthe prompt (?:says|tells|asks|wants)\b",
    r"\b(?:anger|trust|patience)\s*[:=]\s*\d",
    r'"(?:agent|direction|must_not|at_most_words)"',
    r"\bSCENE \d|\bref-[0-9a-f]{4,}",
    # a customer speaks to the agent, not about 'the agent' and 'the customer' in rules for a play
    r"\bthe agent (?:must|should|is to|has to|needs to|says|said)\b",
    r"\bthe customer(?:'s)? (?:is|must|should|says|line|does)\b",
)
_REFUSING_MODEL = _rx(
    r"\bas an? (?:ai|artificial|language|virtual|large)\b",
    r"\b(?:language|AI) model\b|\brole-?play",
    _apostrophes(r"\bI (?:don't|do not) have (?:personal )?(?:feelings|emotions|opinions)\b"),
    _apostrophes(r"\b(?:would not|wouldn't|not) be appropriate for me\b"),
    _apostrophes(r"\bI(?:'m| am) (?:just |only )?an? (?:ai|assistant|bot|virtual|chat ?bot)\b"),
    _apostrophes(
        r"\bI (?:can't|cannot|can not|am unable to|'m unable to) (?:assist|comply|fulfil|fulfill|continue|engage|"
        r"generate|create|write|provide|help (?:you|with (?:that|this)))\b"
    ),
)
_DIRECTION = re.compile(
    r"[\[\]{}<>]|\*[^*]+\*|^\s*\(|\((?:sigh|pause|angr|shout|laugh|hang|click|yell|frustrat)\w*[^)]*\)", re.IGNORECASE
)
_ACTED_OUT = re.compile(
    r"~[^~]+~|(?:—|--| - ) ?(?:he|she|the customer) \w+s\b|"
    r"^(?:angr|furious|shout|sarcastic|sigh|calm|annoy|frustrat|irritat|cold)\w*\s*:",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:[A-Z]{3,}(?: [A-Z]+)*|Agent|Assistant|Customer|Representative|Operator|User)\s*:")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_AMOUNT_IN_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundred|thousand)\b"
    r"(?=(?: \w+)? (?:pounds|quid|euros|dollars|times|calls|e-?mails|letters|o.clock)\b)",
    re.IGNORECASE,
)
_DAY_OR_MONTH = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|april|june|july|august|september|october|"
    r"november|december)\b",
    re.IGNORECASE,
)
_NAME_INSIDE = re.compile(r"(?<=[a-z,;] )([A-Z][a-z]{2,})\b")
_NO_NAMES = frozenset(
    {
        "God",
        "Christ",
        "Jesus",
        "Lord",
        "English",
        "British",
        "Christmas",
        "Easter",
        "Sir",
        "Madam",
        "Miss",
        "Mum",
        "Dad",
        "King",
        "Queen",
        "Pope",
        "Sheba",
        "Heaven",
        "Bible",
        "Internet",
        "Ombudsman",
    }
)


def _found(kind: FaultKind, pattern: re.Pattern[str], note: str, line: str) -> Iterator[LineFault]:
    if match := pattern.search(line):
        yield LineFault(kind=kind, span=match.group().strip(), note=note)


def _role_swap(line: str, _: Context) -> Iterator[LineFault]:
    yield from _found("role_swap", _ROLE_SWAP, "the customer complains, the company helps: do not offer help", line)


def _own_name(line: str, context: Context) -> Iterator[LineFault]:
    """The customer's own name used to address somebody: it has taken the agent's chair."""
    name = context.scenario.customer.name
    if re.search(rf"(?:,\s*|^(?:Dear |Hello |Hi |Thank you )?){re.escape(name)}\s*(?:[,.!?]|$)", line):
        yield LineFault(kind="role_swap", span=name, note=f"{name} is the customer's own name")


def _facts_untold(line: str, context: Context) -> Iterator[LineFault]:
    if context.brief.act == "answer" and context.brief.facts and not told_facts(line, context.brief):
        note = f"answer the question: {' '.join(context.brief.facts)}"
        yield LineFault(kind="off_act", span=line[:60], note=note)


def _agent_speak(line: str, context: Context) -> Iterator[LineFault]:
    if context.persona.audience == "internal" and (m := _AGENT_SPEAK.search(line)) and "our " in m.group().lower():
        return
    yield from _found("agent_speak", _AGENT_SPEAK, "do not talk like a service agent", line)


def _nice_while_angry(line: str, context: Context) -> Iterator[LineFault]:
    if context.brief.mood.band == "cool" or (context.brief.act in CONCEDING and context.brief.mood.band == "warm"):
        return
    yield from _found("nice_while_angry", _THANKS, "the customer is angry: no thanks and no praise", line)
    yield from _found("nice_while_angry", _SORRY, "the customer is angry and apologises for nothing", line)


def _gave_in(line: str, context: Context) -> Iterator[LineFault]:
    if context.brief.act in CONCEDING:
        return
    yield from _found("gave_in", _GIVING_IN, "the customer does not agree to anything here", line)
    if context.brief.act in {"refuse", "not_yet"}:  # a demand may ask for the very thing
        yield from _found("gave_in", _ASKING_FOR_IT, "the customer does not take the offer here", line)


def _off_act(line: str, context: Context) -> Iterator[LineFault]:
    if context.brief.act in {"accept", "accept_transfer", "accept_follow_up"}:
        yield from _found("off_act", _TURNING_DOWN, "the customer says yes here", line)
        if not _CONSENT.search(line):
            yield LineFault(kind="off_act", span=line[:60], note="the customer says yes here")


_MAY_SAY_GOODBYE: frozenset[Act] = LEAVING | frozenset[Act](
    {"close", "accept", "accept_transfer", "accept_follow_up", "threaten_leave", "react_goodbye", "react_feedback"}
)


def _early_end(line: str, context: Context) -> Iterator[LineFault]:
    if context.brief.act not in _MAY_SAY_GOODBYE:
        yield from _found("early_end", _GOODBYE, "the customer stays: no goodbye", line)


def _leak(line: str, context: Context) -> Iterator[LineFault]:
    word = canary(context.persona)
    if word in line.lower():
        yield LineFault(kind="leak", span=word, note="speak, do not quote the script")
    yield from _found("leak", _LEAK, "speak, do not quote the script", line)
    said = f" {_letters(line)} "
    for rule in context.brief.must_not:
        words = _letters(rule).split()
        for start in range(len(words) - 4):
            if f" {' '.join(words[start : start + 5])} " in said:
                yield LineFault(
                    kind="leak", span=" ".join(words[start : start + 5]), note="speak, do not quote the script"
                )
                return


def _model_refusal(line: str, _: Context) -> Iterator[LineFault]:
    yield from _found("model_refusal", _REFUSING_MODEL, "play the customer", line)


def _stage_direction(line: str, context: Context) -> Iterator[LineFault]:
    note = "only spoken words: no brackets, asterisks or names"
    yield from _found("stage_direction", _DIRECTION, note, line)
    yield from _found("stage_direction", _ACTED_OUT, note, line)
    yield from _found("stage_direction", _LABEL, note, line)
    name = context.scenario.customer.name
    for label in (name, *name.split()):
        if line.startswith(f"{label}:"):
            yield LineFault(kind="stage_direction", span=label, note=note)
            return


def _ceiling(line: str, context: Context) -> Iterator[LineFault]:
    if span := over_ceiling(line, context.persona.voice.swearing):
        yield LineFault(kind="over_ceiling", span=span, note="less coarse")


def _invented_fact(line: str, context: Context) -> Iterator[LineFault]:
    told = _told(context)
    untold = _untold(context)
    for pattern in (_NUMBER, _AMOUNT_IN_WORDS, _DAY_OR_MONTH):
        for match in pattern.finditer(line):
            word = match.group().lower()
            if word in told:
                continue
            kind: FaultKind = "early_reveal" if word in untold else "invented_fact"
            yield LineFault(kind=kind, span=match.group(), note="no number or date that has not been mentioned")
            return
    known = told | untold
    for match in _NAME_INSIDE.finditer(line):
        name = match.group(1)
        if name.lower() not in known and name not in _NO_NAMES:
            yield LineFault(kind="invented_fact", span=name, note="no name that has not been mentioned")
            return


def _repetition(line: str, context: Context) -> Iterator[LineFault]:
    earlier = [turn.text for turn in context.turns if turn.speaker == "customer"]
    own_facts = " ".join(context.brief.facts)
    for said in (*earlier, *example_lines(context.persona)):
        if len(said) >= 12 and said not in own_facts and fuzz.ratio(line.lower(), said.lower()) >= 88:
            yield LineFault(kind="repetition", span=said, note="say it in other words than before")
            return
    last = context.turns[-1] if context.turns else None
    if last and last.speaker == "agent" and len(last.text) >= 20 and fuzz.ratio(line.lower(), last.text.lower()) >= 75:
        yield LineFault(kind="repetition", span=last.text[:80], note="answer the agent instead of repeating them")


def _too_long(line: str, context: Context) -> Iterator[LineFault]:
    spoken = line
    for fact in context.brief.facts:
        spoken = spoken.replace(fact, "")
    words = len(spoken.split())
    if words > context.brief.max_words * 1.4 + 4:
        yield LineFault(kind="too_long", span=f"{words} words", note=f"at most {context.brief.max_words} words")


_RULES: tuple[_Rule, ...] = (
    _model_refusal,
    _leak,
    _role_swap,
    _own_name,
    _agent_speak,
    _nice_while_angry,
    _gave_in,
    _off_act,
    _facts_untold,
    _early_end,
    _ceiling,
    _stage_direction,
    _invented_fact,
    _repetition,
    _too_long,
)


def _told(context: Context) -> frozenset[str]:
    """Every word that has been said or that the customer may say now."""
    scenario, brief = context.scenario, context.brief
    told_facts = [fact.text for fact in scenario.facts if fact.known_to != "agent" and fact.reveal == "opening"]
    phrases = [value for value in scenario.phrases.model_dump().values() if value]
    texts = [scenario.company, scenario.title, scenario.issue, scenario.demand, scenario.customer.name, *phrases]
    texts += [*told_facts, *brief.facts, brief.remedy or "", *(turn.text for turn in context.turns)]
    return _words(texts)


def _untold(context: Context) -> frozenset[str]:
    """Words of facts that the customer has not told yet."""
    return _words([fact.text for fact in context.scenario.facts if fact.id not in context.brief.fact_ids])


_QUOTATION = re.compile(r"""["“'‘]([^"“”]{4,}?)["”'’](?!\w)""")


def _without_quotations(line: str, turns: Sequence[Turn]) -> str:
    """The line without the agent's words that it throws back: they are the agent's manner, not the customer's."""
    heard = " ".join(_letters(turn.text) for turn in turns if turn.speaker == "agent")

    def dropped(match: re.Match[str]) -> str:
        return "…" if _letters(match.group(1)) in heard else match.group()

    return _QUOTATION.sub(dropped, line)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _words(texts: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        found.update(match.group().lower() for match in _NUMBER.finditer(text))
        found.update(word.lower() for word in re.findall(r"[^\W\d_]+", text))
    return frozenset(found)
