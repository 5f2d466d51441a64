"""Limits and endings: what cannot be done, managers, follow-ups, summaries, thanks, goodbyes (T29, T38 to T43)."""

from persona_lab.customer.perceive.contact import find_contact
from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.limits import find_limits
from persona_lab.customer.perceive.managers import find_managers
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.steps import find_steps
from persona_lab.customer.perceive.words import pattern

_LIMIT = Frame(
    "stated_limit",
    "cannot be done",
    r"\b(?:i|we|nobody|no one|there)(?:'m| am|'re| are)? (?:@ADV)(?:can't|cannot|cant|"
    r"can not|won't be able|will not be able|not able to|unable to|am not able|not (?:allowed|"
    r"permitted|authori[sz]ed|in a position) to|don't have (?:the )?(?:authority|power|"
    r"access|permission|means|option|any)|do not have (?:the )?(?:authority|power|access|"
    r"permission|means|option|any)|couldn't (?:go|offer|give|do))\b(?! (?:imagine|thank|"
    r"apologi[sz]e|blame|stress|tell you how|believe|see (?:why|any reason)|promise "
    r"you miracles))|\b(?:that|this|it|which)(?:'s| is) (?:@ADV)(?:not (?:possible|something "
    r"(?:i|we)|within|in my|available|an option|allowed|covered|on offer)|impossible|"
    r"out of (?:reach|the question)|beyond (?:what|my|our)|outside (?:what|my|our)|more "
    r"than (?:i|we))|\b(?:nothing|not much|no more|little) (?:more |else |further |that "
    r")?(?:i|we) can|\b(?:the )?(?:most|maximum|furthest|best) (?:i|we) (?:can|could|"
    r"may|am able|are able|have)|\b(?:isn't|is not|aren't|are not) (?:possible|available|"
    r"something (?:i|we)|in my power|an option|within)|\bno way (?:for me |for us )?to\b|"
    r"\b(?:can't|cannot) be (?:done|refunded|changed|cancelled|delivered|moved|waived|"
    r"returned|exchanged|released)|\b(?:outside|beyond|above) (?:my|our) (?:\w+ )?(?:authority|"
    r"powers?|remit|gift|pay ?grade|limits?|scope)|^\W*(?:can't|cannot|no can do|can't "
    r"do|not possible|impossible)\b|\bout of (?:my |our )?(?:reach|the question)\b|\bmy "
    r"limit\b|\bthe limit (?:is|i)|\b(?:only|just) (?:allowed|able|authori[sz]ed) to|"
    r"\bnot (?:in|within) my (?:power|authority|gift|remit)|\bthere(?:'s| is) no (?:way|"
    r"option|possibility|slot|stock|earlier)|\bnone (?:left|available|in stock)|\bisn't "
    r"(?:mine|ours) to (?:give|offer|decide)|\bno (?:@BOSS) (?:is )?(?:available|here|"
    r"on)",
    unless=r"\bif (?:i|we) (?:can't|cannot)|you can't (?:be expected|live)",
    when_asked=False,
    negatable=False,
)
_CAN = pattern(
    r"\b(?:what|here(?:'s| is) what|the thing|something) (?:i|we) (?:@ADV)(?:can|could|"
    r"am able|'m able|are able|will)\b|\b(?:but|however|instead|though|so|yet|what|and|"
    r"though)[,:]? (?:@ADV)(?:@I can|@I could|@WILL|there's|there is|here's|let's|let "
    r"me|we have|i have|i've|you (?:can|could|have)|the (?:nearest|closest|next))|\b(?:i|"
    r"we) (?:@ADV)can (?:@ADV)(?!not\b)\w+.{0,80}\b(?:instead|though|today|now|tonight|"
    r"tomorrow|right away)|\b(?:let's|let us|together|instead,? (?:i|we)|i'm able to|"
    r"we're able to|the nearest|the closest|the next best|what's open|two ways|one way|"
    r"(?:a|the) way (?:i|we|to)|within my (?:gift|power|reach)|in my (?:gift|power|hands)|"
    r"happily|(?:i am|i'm|we are|we're),? (?:however|though|instead),? (?:\w+ )?(?:free|"
    r"able|glad|happy|allowed) to|(?:free|able|allowed) to (?:replace|refund|send|offer|"
    r"give))\b"
)
_FRAMES = (
    Frame(
        "framed_positively",
        "what can be done",
        r"\b(?:what|here(?:'s| is) what|something|the thing) (?:i|we) (?:@ADV)(?:can|'m "
        r"able to|am able to|are able to) (?:@ADV)(?:do|offer|give|promise|get|send)\b|\bthe "
        r"(?:part|bit|good part|good thing) (?:i|we) can|\b(?:let's|let us) (?:get|find|"
        r"look|work|see|fix|sort|put|go through|make) ",
        unless=r"what (?:i|we) can do (?:about|for)|see what|all (?:i|we) can do|what can (?:i|"
        r"we)|wait and see|let's (?:see|get (?:real|one thing|this straight))",
        when_asked=None,
    ),
    Frame(
        "offered_follow_up",
        "later contact",
        r"\b(?:ask|get|have) (?:her|him|them|my \w+|the \w+|a \w+|someone) (?:to )?(?:call|"
        r"ring|phone|email|contact|update) you\b|"
        r"\b(?:@WILL|i can|we can|i could|we could|may i|may we|shall i|should i|can i|could "
        r"i|would you like me to|want me to|do you want me to|i'd like to|i'd be happy to|"
        r"someone (?:from .{0,20})?will|(?:the|my|our|a) (?:\w+ )?(?:manager|supervisor|"
        r"colleague|engineer|team|specialist|team leader) (?:will|can|could)|she'll|he'll|"
        r"they'll|she will|he will|they will|^\W*(?:will|can|gonna)|expect|you'll (?:get|"
        r"have|hear|receive)|you will (?:get|have|hear|receive)) (?:@ADV)(?:then |personally "
        r"|both |also )?(?:call|ring|phone|e-?mail|text|message|write(?: to)?|contact|drop|"
        r"get back to|come back to|check (?:in|back)|follow up|touch base|update|report "
        r"back|let you know|be in touch|be back in touch|give you|give (?:\w+ )?a|send you "
        r"(?:an|a) (?:update|message|email|text|note)|an? (?:call|email|update|text|message)|"
        r"from (?:me|us|her|him)|back)\b",
        unless=r"\b(?:now|right now|this minute|while you|number|detail)\W*$|email you (?:the|a) "
        r"(?:label|receipt|link|confirmation|voucher)|give you (?:a|an|the|your|my) (?:refund|"
        r"discount|voucher|credit|full|replacement|word|name|reference|number|new|time|list|"
        r"idea|quick|choice|£|€|\$)|call (?:the|our|my|a)|contact (?:the|our|my|them|him|"
        r"her)|check (?:in|back) (?:the|my|our)|email (?:the|our|my)|ring (?:the|our|my)",
        negatable=True,
    ),
    Frame(
        "summarised",
        "recap",
        r"\b(?:to|let me|i'll|let's|just to|so to|in) (?:quickly |briefly |just )?(?:sum(?:marise|"
        r"marize)?(?: (?:it |this |that |things |everything )?up)?|summary|recap|wrap up|"
        r"go over|run through)\b|\b(?:in summary|in short,|recap:?|summary:|summing up|here(?:'s|"
        r" is| are) (?:what|where) (?:we|i)(?:'ve| have)? (?:agreed|are|stand|left)|so,? "
        r"(?:just )?to (?:be clear|confirm)(?: what| the next)?|so we(?:'ve| have)? (?:agreed|"
        r"said)|what we(?:'ve| have)? agreed|that(?:'s| is) agreed|(?:just )?so (?:we(?:'re|"
        r" are)|you(?:'re| are)|that we(?:'re| are)) (?:\w+ )?(?:straight|clear|agreed|on "
        r"the same page|aligned)|next steps?(?: are)?:|our plan:|the plan(?: is)?:|so that(?:'s|"
        r" is):?|to confirm)\b.{4,}",
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "thanked",
        "for something",
        r"\bfor (?:which|this|that) (?:i|we) (?:\w+ )?(?:thank|am grateful|are grateful)|"
        r"\b(?:thank(?:s| you)|thankyou|grateful|appreciate|appreciative|appreciated|obliged|"
        r"glad|good of you|kind of you|helpful of you|right to)(?: (?:very|so) much| a lot|"
        r" again| sincerely| honestly)?,? (?:to you |that you |it that you |it when you "
        r"|for you |you )?(?:for |that |in |to )?(?:your |the |you |taking the time to |"
        r"taking time to |taking the trouble to |all )?(?:\w+ )?(?:tell(?:ing)?|told|lett?(?:ing)? "
        r"(?:me|us) know|point(?:ing|ed)|explain(?:ing|ed)?|flag(?:ging|ged)?|rais(?:e|ing|"
        r"ed)|being (?:\w+ )?(?:honest|frank|clear|straight|open|direct|candid|plain|blunt|"
        r"upfront)|(?:honesty|frankness|candour|candor|directness)|bring(?:ing)?|brought|"
        r"feedback|details?|information|order number|reference|photos?|pictures?|send(?:ing)?|"
        r"sent|shar(?:e|ing|ed)|giv(?:e|ing) (?:me|us)|walk(?:ing)?|spell(?:ing)?|confirm(?:ing|"
        r"ed)?|check(?:ing|ed)|report(?:ing|ed)?|lay(?:ing)? (?:it|this|that|out)|which "
        r"i thank you|which we thank you|speak(?:ing)? (?:up|plainly|frankly|to us)|say(?:ing)? "
        r"(?:so|it|this|that)|correct(?:ing|ed|ion)|look(?:ing)? (?:that|it) up|putting "
        r"(?:it|this)|stick(?:ing)?|staying|chasing|persist\w*|remind(?:ing)?|chance|opportunity|"
        r"hearing me|trying)\b",
        unless=r"patience|thank(?:s| you) for (?:call|contact|reach|getting|waiting|holding|your "
        r"(?:call|message|time|understanding|business|custom|loyalty|email|enquiry|query)|"
        r"choosing|being (?:a|an|our|so patient))|would appreciate|i'd appreciate|we'd appreciate|"
        r"appreciate (?:it )?if|don't appreciate|do not appreciate|glad to|glad you|appreciate "
        r"your (?:frustration|anger|concern|position)|thanks to|right to (?:be|feel)|pointing "
        r"out the obvious|trying to|for trying",
        negatable=True,
    ),
    Frame(
        "regretted_outcome",
        "wished otherwise",
        r"\b(?:i|we)(?:'d| would| had)? (?:@ADV)wish (?:@I )?(?:@ADV)(?:could|had|were able|"
        r"there (?:was|were)|it)\b|\b(?:wish|hoped|wanted) (?:i|we|to) (?:could|had|have|"
        r"be able)? ?(?:.{0,30})(?:more|better|different|resolved|solved|settled|another "
        r"answer|what you (?:wanted|asked|hoped))|\b(?:it|this)(?:'s| is) (?:a pity|a shame|"
        r"not) (?:that )?(?:we|i) (?:couldn't|could not|can't|cannot|haven't|didn't)|\b(?:not|"
        r"isn't|wasn't) (?:the|an) (?:outcome|answer|ending|result) (?:you|i|we) (?:\w+ "
        r")?(?:want|wanted|hop|hoped|came|were|was|asked|look|had)|\bi know (?:this|that|"
        r"it) (?:isn't|is not|wasn't) (?:the|what) (?:\w+ )?(?:you|answer|outcome|result)",
        negatable=False,
    ),
    Frame(
        "said_goodbye",
        "farewell",
        r"\b(?:good ?-?bye|bye(?:[ -]bye)?|farewell|so long|cheerio)\b|\b(?:have|enjoy) "
        r"(?:the rest of your|your|an? (?!bad|busy|long|hard|rough|terrible|free|second|"
        r"different|new|spare|full)(?:\w+ )?\w+(?: rest of (?:your|the))?) (?:\w+ )?(?:day|"
        r"evening|afternoon|weekend|night|week|morning|one)\b|\btake care(?: of yourself)?(?:,? "
        r"(?:now|and|ms|mr|mrs|miss|dr)\b.{0,25}|, \w+)?\W*$|\ball the best\b|\b(?:i'll|"
        r"i will|i'm going to|i'm|i am|we're|we are|we'll|i have to|i need to|i must|let "
        r"me|let's|going to|i shall|we will) (?:@ADV)(?:now )?(?:clos(?:e|ing)|end(?:ing)?|"
        r"leav(?:e|ing)|finish(?:ing)?|wrap(?:ping)?|stop(?:ping)?|terminat(?:e|ing)|disconnect(?:ing)?) "
        r"(?:@ADV)(?:up )?(?:the |this |our |your |it |things )?(?:chat|call|conversation|"
        r"ticket|case|contact|here|there|session|line|up)\b|\b(?:chat|call|conversation|"
        r"case|ticket) (?:is|will be) (?:now )?(?:closed|ended|over)|\bgood night\b|\bwe(?:'re|"
        r" are) done here|\bthat (?:will be|is|'ll be) all\b|\bthis (?:call|chat|conversation) "
        r"is over|\b(?:kind|best|warm) regards|\bspeak (?:soon|then|tomorrow)\W*$|\b(?:until|"
        r"till) (?:then|tomorrow|monday)\W*$",
        unless=r"before (?:we|i|you) (?:say|close|end|go)|(?:won't|will not|not going to|don't "
        r"want to|rather than|instead of|without|if (?:you|we|the|this|i)|unless|or i(?:'ll|"
        r" will)) .{0,30}(?:clos|end|leav|finish|goodbye)|take care of (?:it|this|that|the|"
        r"your|everything)|hope you(?:'re| are) having|end (?:of|this (?:for|problem|mess))",
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
        r"\b(?:survey|questionnaire)\b|\brat(?:e|ing) (?:me|us|your|this|my|our|the (?:service|"
        r"chat|call|conversation)|how)\b|\bhow (?:did|have) (?:i|we) (?:do|done)\b|\bhow "
        r"(?:was|would you (?:rate|describe)|did you find|do you feel about|are you feeling "
        r"about) (?:my|our|the|your|this) (?:\w+ )?(?:service|help|handling|experience|conversation|"
        r"support|call|chat|way)|\bwhat (?:\w+ )?(?:i|we) (?:could|should|might|can) (?:have "
        r")?(?:do|done) (?:better|differently|to improve)|\b(?:your|any|some|have|leave|"
        r"give|value|love|welcome|appreciate|hear) (?:\w+ ){0,3}feedback\b|\bleave (?:us|"
        r"me) (?:a|an|your)? ?(?:\w+ )?(?:review|rating|comment)|\b(?:five|5)[ -]stars?\b|"
        r"\bhow (?:well )?(?:i|we) (?:handled|dealt with) (?:this|that|it|your)|\b(?:star|"
        r"quick|a|short|your) rating|\bdid i handle",
        unless=r"thank(?:s| you) (?:\w+ ){0,4}(?:for|your) .{0,20}feedback|(?:pass(?:ed|ing)?|forward(?:ed|"
        r"ing)?|shar(?:e|ed|ing)|logg?(?:ed|ing)?|record(?:ed|ing)?|tak(?:e|en|ing)|not(?:e|"
        r"ed|ing)|send|sent|put) (?:on )?(?:your|this|that|the) feedback|(?:appreciate|grateful "
        r"for|value) (?:your|the|this|that) (?:\w+ )?feedback(?! (?:on|about))|your feedback "
        r"(?:is|has|will|helps|goes|matters|to)|not going to ask|no survey|five[- ]star "
        r"hotel|as feedback",
        negatable=True,
    ),
)
_FILLER_WORDS = (
    r"(?:ok(?:ay|ey)?|k|kk|right|noted|sure|m+|mm+-?h?m*|mhm|hm+|u[hm]+[ -]?(?:huh|hu|"
    r"hm)|aha|ah|oh|i see|got it|gotcha|all ?right|alright|fine|understood|yes|yeah|"
    r"yep|yup|no|nope|go on|one sec(?:ond)?|well|cool|thanks|thank you|indeed|i hear "
    r"you|true|fair enough|will do|will check|checking|received|acknowledged|copy that|"
    r"so|and|then|very well|good|great|perfect|cheers|ja|certainly|of course|absolutely|"
    r"continue|carry on|sir|madam|please)"
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
        reading.add("filler", 0, len(reading.raw))


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
