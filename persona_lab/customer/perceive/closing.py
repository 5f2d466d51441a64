"""Limits and endings: what cannot be done, managers, follow-ups, summaries, thanks, goodbyes (T29, T38 to T43)."""

from persona_lab.customer.perceive.contact import find_contact
from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.limits import find_limits
from persona_lab.customer.perceive.managers import find_managers
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.steps import find_steps
from persona_lab.customer.perceive.words import any_of, pattern

_LIMIT = Frame(
    "stated_limit",
    "cannot be done",
    any_of(
        r"\b(?:i|we|nobody|no one|there)(?:'m| am|'re| are)? (?:@ADV)(?:can't|cannot|cant|can not|"
        r"won't be able|will not be able|not able to|unable to|am not able|not (?:allowed|permitted|"
        r"authori[sz]ed|in a position) to|don't have (?:the )?(?:authority|power|access|permission|means|"
        r"option|any)|do not have (?:the )?(?:authority|power|access|permission|means|option|any)|"
        r"couldn't (?:go|offer|give|do))\b(?! (?:imagine|thank|apologi[sz]e|blame|stress|tell you how|"
        r"believe|see (?:why|any reason)|promise you miracles))",
        r"\b(?:that|this|it|which)(?:'s| is) (?:@ADV)(?:not (?:possible|something (?:i|we)|within|in my|"
        r"available|an option|allowed|covered|on offer)|impossible|out of (?:reach|the question)|"
        r"beyond (?:what|my|our)|outside (?:what|my|our)|more than (?:i|we))",
        r"\b(?:nothing|not much|no more|little) (?:more |else |further |that )?(?:i|we) can",
        r"\b(?:the )?(?:most|maximum|furthest|best) (?:i|we) (?:can|could|may|am able|are able|have)",
        r"\b(?:isn't|is not|aren't|are not) (?:possible|available|something (?:i|we)|in my power|"
        r"an option|within)",
        r"\bno way (?:for me |for us )?to\b",
        r"\b(?:can't|cannot) be (?:done|refunded|changed|cancelled|delivered|moved|waived|returned|"
        r"exchanged|released)",
        r"\b(?:outside|beyond|above) (?:my|our) (?:\w+ )?(?:authority|powers?|remit|gift|pay ?grade|"
        r"limits?|scope)",
        r"^\W*(?:can't|cannot|no can do|can't do|not possible|impossible)\b",
        r"\bout of (?:my |our )?(?:reach|the question)\b",
        r"\bmy limit\b",
        r"\bthe limit (?:is|i)",
        r"\b(?:only|just) (?:allowed|able|authori[sz]ed) to",
        r"\bnot (?:in|within) my (?:power|authority|gift|remit)",
        r"\bthere(?:'s| is) no (?:way|option|possibility|slot|stock|earlier)",
        r"\bnone (?:left|available|in stock)",
        r"\bisn't (?:mine|ours) to (?:give|offer|decide)",
        r"\bno (?:@BOSS) (?:is )?(?:available|here|on)",
    ),
    unless=r"\bif (?:i|we) (?:can't|cannot)|you can't (?:be expected|live)",
    when_asked=False,
    negatable=False,
)
_CAN = pattern(
    any_of(
        r"\b(?:what|here(?:'s| is) what|the thing|something) (?:i|we) (?:@ADV)(?:can|could|am able|"
        r"'m able|are able|will)\b",
        r"\b(?:but|however|instead|though|so|yet|what|and|though)[,:]? (?:@ADV)(?:@I can|@I could|@WILL|"
        r"there's|there is|here's|let's|let me|we have|i have|i've|you (?:can|could|have)|the (?:nearest|"
        r"closest|next))",
        r"\b(?:i|we) (?:@ADV)can (?:@ADV)(?!not\b)\w+.{0,80}\b(?:instead|though|today|now|tonight|"
        r"tomorrow|right away)",
        r"\b(?:let's|let us|together|instead,? (?:i|we)|i'm able to|we're able to|the nearest|the closest|"
        r"the next best|what's open|two ways|one way|(?:a|the) way (?:i|we|to)|within my (?:gift|power|"
        r"reach)|in my (?:gift|power|hands)|happily|(?:i am|i'm|we are|we're),? (?:however|though|"
        r"instead),? (?:\w+ )?(?:free|able|glad|happy|allowed) to|(?:free|able|allowed) to (?:replace|"
        r"refund|send|offer|give))\b",
    )
)
_FRAMES = (
    Frame(
        "framed_positively",
        "what can be done",
        any_of(
            r"\b(?:what|here(?:'s| is) what|something|the thing) (?:i|we) (?:@ADV)(?:can|'m able to|"
            r"am able to|are able to) (?:@ADV)(?:do|offer|give|promise|get|send)\b",
            r"\bthe (?:part|bit|good part|good thing) (?:i|we) can",
            r"\b(?:let's|let us) (?:get|find|look|work|see|fix|sort|put|go through|make) ",
        ),
        unless=(
            r"what (?:i|we) can do (?:about|for)|see what|all (?:i|we) can do|what can (?:i|we)|wait and see|"
            r"let's (?:see|get (?:real|one thing|this straight))"
        ),
        when_asked=None,
    ),
    Frame(
        "offered_follow_up",
        "later contact",
        any_of(
            r"\b(?:ask|get|have) (?:her|him|them|my \w+|the \w+|a \w+|someone) (?:to )?(?:call|ring|phone|"
            r"email|contact|update) you\b",
            r"\b(?:@WILL|i can|we can|i could|we could|may i|may we|shall i|should i|can i|could i|"
            r"would you like me to|want me to|do you want me to|i'd like to|i'd be happy to|"
            r"someone (?:from .{0,20})?will|(?:the|my|our|a) (?:\w+ )?(?:manager|supervisor|colleague|"
            r"engineer|team|specialist|team leader) (?:will|can|could)|she'll|he'll|they'll|she will|he will|"
            r"they will|^\W*(?:will|can|gonna)|expect|you'll (?:get|have|hear|receive)|you will (?:get|have|"
            r"hear|receive)) (?:@ADV)(?:then |personally |both |also )?(?:call|ring|phone|e-?mail|text|"
            r"message|write(?: to)?|contact|drop|get back to|come back to|check (?:in|back)|follow up|"
            r"touch base|update|report back|let you know|be in touch|be back in touch|give you|"
            r"give (?:\w+ )?a|send you (?:an|a) (?:update|message|email|text|note)|an? (?:call|email|update|"
            r"text|message)|from (?:me|us|her|him)|back)\b",
        ),
        unless=(
            r"\b(?:now|right now|this minute|while you|number|detail)\W*$|email you (?:the|a) (?:label|"
            r"receipt|link|confirmation|voucher)|give you (?:a|an|the|your|my) (?:refund|discount|voucher|"
            r"credit|full|replacement|word|name|reference|number|new|time|list|idea|quick|choice|£|€|\$)|"
            r"call (?:the|our|my|a)|contact (?:the|our|my|them|him|her)|check (?:in|back) (?:the|my|our)|"
            r"email (?:the|our|my)|ring (?:the|our|my)"
        ),
        negatable=True,
    ),
    Frame(
        "summarised",
        "recap",
        any_of(
            r"\b(?:to|let me|i'll|let's|just to|so to|in) (?:quickly |briefly |just )?(?:sum(?:marise|"
            r"marize)?(?: (?:it |this |that |things |everything )?up)?|summary|recap|wrap up|go over|"
            r"run through)\b",
            r"\b(?:in summary|in short,|recap:?|summary:|summing up|here(?:'s| is| are) (?:what|where) (?:we|"
            r"i)(?:'ve| have)? (?:agreed|are|stand|left)|so,? (?:just )?to (?:be clear|confirm)(?: what|"
            r" the next)?|so we(?:'ve| have)? (?:agreed|said)|what we(?:'ve| have)? agreed|that(?:'s|"
            r" is) agreed|(?:just )?so (?:we(?:'re| are)|you(?:'re| are)|that we(?:'re|"
            r" are)) (?:\w+ )?(?:straight|clear|agreed|on the same page|aligned)|next steps?(?: are)?:|"
            r"our plan:|the plan(?: is)?:|so that(?:'s| is):?|to confirm)\b.{4,}",
        ),
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "thanked",
        "for something",
        any_of(
            r"\bfor (?:which|this|that) (?:i|we) (?:\w+ )?(?:thank|am grateful|are grateful)",
            r"\b(?:thank(?:s| you)|thankyou|grateful|appreciate|appreciative|appreciated|obliged|glad|"
            r"good of you|kind of you|helpful of you|right to)(?: (?:very|so) much| a lot| again| sincerely|"
            r" honestly)?,? (?:to you |that you |it that you |it when you |for you |you )?(?:for |that |in |"
            r"to )?(?:your |the |you |taking the time to |taking time to |taking the trouble to |"
            r"all )?(?:\w+ )?(?:tell(?:ing)?|told|lett?(?:ing)? (?:me|us) know|point(?:ing|ed)|explain(?:ing|"
            r"ed)?|flag(?:ging|ged)?|rais(?:e|ing|ed)|being (?:\w+ )?(?:honest|frank|clear|straight|open|"
            r"direct|candid|plain|blunt|upfront)|(?:honesty|frankness|candour|candor|directness)|"
            r"bring(?:ing)?|brought|feedback|details?|information|order number|reference|photos?|pictures?|"
            r"send(?:ing)?|sent|shar(?:e|ing|ed)|giv(?:e|ing) (?:me|us)|walk(?:ing)?|spell(?:ing)?|"
            r"confirm(?:ing|ed)?|check(?:ing|ed)|report(?:ing|ed)?|lay(?:ing)? (?:it|this|that|out)|"
            r"which i thank you|which we thank you|speak(?:ing)? (?:up|plainly|frankly|to us)|"
            r"say(?:ing)? (?:so|it|this|that)|correct(?:ing|ed|ion)|look(?:ing)? (?:that|it) up|putting (?:it|"
            r"this)|stick(?:ing)?|staying|chasing|persist\w*|remind(?:ing)?|chance|opportunity|hearing me|"
            r"trying)\b",
        ),
        unless=(
            r"patience|thank(?:s| you) for (?:call|contact|reach|getting|waiting|holding|your (?:call|message|"
            r"time|understanding|business|custom|loyalty|email|enquiry|query)|choosing|being (?:a|an|our|"
            r"so patient))|would appreciate|i'd appreciate|we'd appreciate|appreciate (?:it )?if|"
            r"don't appreciate|do not appreciate|glad to|glad you|appreciate your (?:frustration|anger|"
            r"concern|position)|thanks to|right to (?:be|feel)|pointing out the obvious|trying to|for trying"
        ),
        negatable=True,
    ),
    Frame(
        "regretted_outcome",
        "wished otherwise",
        any_of(
            r"\b(?:i|we)(?:'d| would| had)? (?:@ADV)wish (?:@I )?(?:@ADV)(?:could|had|were able|there (?:was|"
            r"were)|it)\b",
            r"\b(?:wish|hoped|wanted) (?:i|we|to) (?:could|had|have|be able)? ?(?:.{0,30})(?:more|better|"
            r"different|resolved|solved|settled|another answer|what you (?:wanted|asked|hoped))",
            r"\b(?:it|this)(?:'s| is) (?:a pity|a shame|not) (?:that )?(?:we|i) (?:couldn't|could not|can't|"
            r"cannot|haven't|didn't)",
            r"\b(?:not|isn't|wasn't) (?:the|an) (?:outcome|answer|ending|result) (?:you|i|"
            r"we) (?:\w+ )?(?:want|wanted|hop|hoped|came|were|was|asked|look|had)",
            r"\bi know (?:this|that|it) (?:isn't|is not|wasn't) (?:the|what) (?:\w+ )?(?:you|answer|outcome|"
            r"result)",
        ),
        negatable=False,
    ),
    Frame(
        "said_goodbye",
        "farewell",
        any_of(
            r"\b(?:good ?-?bye|bye(?:[ -]bye)?|farewell|so long|cheerio)\b",
            r"\b(?:have|enjoy) (?:the rest of your|your|an? (?:\w+ )?(?:good|nice|lovely|great|wonderful|pleasant|"
            r"fine|better|quiet|restful|peaceful|safe|super|fab|fantastic|amazing|awesome|blessed|relaxing)"
            r"(?: rest of (?:your|the))?) (?:\w+ )?(?:day|evening|afternoon|weekend|night|week|morning|one)\b",
            r"\btake care(?: of yourself)?(?:,? (?:now|and|ms|mr|mrs|miss|dr)\b.{0,25}|, \w+)?\W*$",
            r"\ball the best\b",
            r"\b(?:i'll|i will|i'm going to|i'm|i am|we're|we are|we'll|i have to|i need to|i must|let me|"
            r"let's|going to|i shall|we will) (?:@ADV)(?:now )?(?:clos(?:e|ing)|end(?:ing)?|leav(?:e|ing)|"
            r"finish(?:ing)?|wrap(?:ping)?|stop(?:ping)?|terminat(?:e|ing)|"
            r"disconnect(?:ing)?) (?:@ADV)(?:up )?(?:the |this |our |your |it |things )?(?:chat|call|"
            r"conversation|ticket|case|contact|here|there|session|line|up)\b",
            r"\b(?:chat|call|conversation|case|ticket) (?:is|will be) (?:now )?(?:closed|ended|over)",
            r"\bgood night\b",
            r"\bwe(?:'re| are) done here",
            r"\bthat (?:will be|is|'ll be) all\b",
            r"\bthis (?:call|chat|conversation) is over",
            r"\b(?:kind|best|warm) regards",
            r"\bspeak (?:soon|then|tomorrow)\W*$",
            r"(?:^|[,.!;] ?)(?:until|till) (?:then|tomorrow|monday)\W*$",
        ),
        unless=(
            r"before (?:we|i|you) (?:say|close|end|go)|(?:won't|will not|not going to|don't want to|"
            r"rather than|instead of|without|if (?:you|we|the|this|i)|unless|or i(?:'ll|"
            r" will)) .{0,30}(?:clos|end|leav|finish|goodbye)|take care of (?:it|this|that|the|your|"
            r"everything)|hope you(?:'re| are) having|end (?:of|this (?:for|problem|mess))"
        ),
        negatable=True,
        hints=(
            "bye",
            "farewell",
            "long",
            "cheerio",
            "day",
            "evening",
            "afternoon",
            "weekend",
            "night",
            "week",
            "one",
            "care",
            "best",
            "clos",
            "end",
            "leav",
            "finish",
            "wrap",
            "stop",
            "terminat",
            "disconnect",
            "done",
            "all",
            "over",
            "regards",
            "speak",
            "until",
            "till",
        ),
    ),
    Frame(
        "asked_feedback",
        "how was it",
        any_of(
            r"\b(?:survey|questionnaire)\b",
            r"\brat(?:e|ing) (?:me|us|your|this|my|our|the (?:service|chat|call|conversation)|how)\b",
            r"\bhow (?:did|have) (?:i|we) (?:do|done)\b",
            r"\bhow (?:was|would you (?:rate|describe)|did you find|do you feel about|"
            r"are you feeling about) (?:my|our|the|your|this) (?:\w+ )?(?:service|help|handling|experience|"
            r"conversation|support|call|chat|way)",
            r"\bwhat (?:\w+ )?(?:i|we) (?:could|should|might|can) (?:have )?(?:do|done) (?:better|differently|"
            r"to improve)",
            r"\b(?:your|any|some|have|leave|give|value|love|welcome|appreciate|hear) (?:\w+ ){0,3}feedback\b",
            r"\bleave (?:us|me) (?:a|an|your)? ?(?:\w+ )?(?:review|rating|comment)",
            r"\b(?:five|5)[ -]stars?\b",
            r"\bhow (?:well )?(?:i|we) (?:handled|dealt with) (?:this|that|it|your)",
            r"\b(?:star|quick|a|short|your) rating",
            r"\bdid i handle",
        ),
        unless=(
            r"thank(?:s| you) (?:\w+ ){0,4}(?:for|your) .{0,20}feedback|(?:pass(?:ed|ing)?|forward(?:ed|ing)?|"
            r"shar(?:e|ed|ing)|logg?(?:ed|ing)?|record(?:ed|ing)?|tak(?:e|en|ing)|not(?:e|ed|ing)|send|sent|"
            r"put) (?:on )?(?:your|this|that|the) feedback|(?:appreciate|grateful for|value) (?:your|the|this|"
            r"that) (?:\w+ )?feedback(?! (?:on|about))|your feedback (?:is|has|will|helps|goes|matters|to)|"
            r"not going to ask|no survey|five[- ]star hotel|as feedback"
        ),
        negatable=True,
    ),
)
_FILLER_WORDS = (
    r"(?:ok(?:ay|ey)?|k|kk|right|noted|sure|m+|mm+-?h?m*|mhm|hm+|u[hm]+[ -]?(?:huh|hu|hm)|aha|ah|oh|"
    r"i see|got it|gotcha|all ?right|alright|fine|understood|yes|yeah|yep|yup|no|nope|go on|"
    r"one sec(?:ond)?|well|cool|thanks|thank you|indeed|i hear you|true|fair enough|will do|"
    r"will check|checking|received|acknowledged|copy that|so|and|then|very well|good|great|perfect|"
    r"cheers|ja|certainly|of course|absolutely|continue|carry on|sir|madam|please)"
)
_FILLER = pattern(r"^\W*" + _FILLER_WORDS + r"(?:[\s,.!?…-]+" + _FILLER_WORDS + r"){0,4}\W*$")


def find_closings(reading: Reading) -> None:
    """Record limits and their framing, managers, follow-ups, summaries, thanks, feedback, goodbyes and filler."""
    find(reading, (_LIMIT,))
    find(reading, _FRAMES)
    _frame_limit(reading)
    find_limits(reading)
    find_managers(reading)
    find_contact(reading)
    find_steps(reading)
    if _FILLER.search(reading.text) and reading.raw.strip(" .…-\n\t"):
        reading.add("filler", 0, len(reading.text))


def _frame_limit(reading: Reading) -> None:
    limit = next(((start, move) for start, move in reading.moves if move.kind == "stated_limit"), None)
    own = [entry for entry in reading.moves if entry[1].kind == "framed_positively"]
    if limit is None:
        return
    start = limit[0]
    span = reading.text[max(0, start - 160) : start + 360]
    match = _CAN.search(span)
    if match is not None and not own and not reading.has("but_clause"):
        place = max(0, start - 160) + match.start()
        reading.add("framed_positively", place, place + len(match[0]), widen=True)
