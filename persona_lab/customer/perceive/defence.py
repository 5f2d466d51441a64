"""Defence: excuses, policy, blame, belittling, sending away, cheer (T06, T08, T26, T29)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import pattern

_OTHERS = r"(?:couriers?|suppliers?|warehouse|depot|drivers?|(?:computer |booking |new |our )?systems?|software|website|weather|snow|traffic|strike|(?:other|another|different|billing|sales|shipping|previous|finance|night) (?:department|team|colleague|agent|shift|office|branch)|third[ -]part\w+|bank|post office|royal mail|manufacturers?|airline|airport|contractors?|subcontractors?|carrier|post|delivery (?:company|partner|firm|people|guys)|shipping company|landlord|agency|hotel|partner|it department|head office|they)"

_EXCUSE = Frame(
    "made_excuse",
    "someone else did it",
    r"\b(?:the|our|that's (?:the|our)|it was (?:the|our)|because (?:of )?(?:the|our)|blame|due to (?:the|a|an|our)?) ?"
    + _OTHERS
    + r"(?:'s)?\b(?: (?:has|have|had|was|were|is|are|just|must have|simply|unfortunately|probably|never|again|always|who|that)){0,3} ?(?:lost|losing|failed|fails|didn't|did not|doesn't|won't|crashed|messed|went down|down|broke|dropped|delayed|caused|to blame|fault|forgot|let us down|mistake|error|responsib\w+|problem|slow|bad|terrible|useless|glitch\w*|made|late|not (?:pass|tell|send|updat|respons|us)\w*|screwed|problems|issues|not us)\b|\bblame (?:the|our) "
    + _OTHERS,
    unless=r"\b(?:that|which|it|this)(?:'s| is) (?:still |also )?(?:on us|ours|our responsibility|our fault|no excuse|not an excuse|on me)|no excuse|not an excuse|still our|isn't your",
)
_FRAMES = (
    Frame(
        "made_excuse",
        "not ours",
        r"\b(?:not|isn't|wasn't|n't|hardly|never) (?:@ADV)(?:our|us|the company's) ?(?:fault|mistake|doing|error|responsib\w+|problem)|\bnot (?:on|down to|because of) us\b|\bnothing to do with (?:us|me|our)|\bout of (?:our|my) (?:hands|control)|\b(?:beyond|outside) (?:our|my) control|\bno control over|\b(?:can't|cannot|couldn't) (?:be )?(?:control|help (?:it|that|the|what)|held responsible|be responsible|responsible)|\bnot (?:really )?my (?:department|area|job|team|problem|decision|role|call)|\bisn't my (?:department|area|job|team|problem|decision)|\bit(?:'s| is| was) (?:the|our) "
        + _OTHERS
        + r"(?:'s)? (?:fault|who|that|mistake|problem|job|responsibility)|\bnot responsible for",
        unless=r"not your fault|no excuse|isn't your",
    ),
    Frame(
        "made_excuse",
        "busy",
        r"\bshort[- ]?(?:staffed|handed)|\bunder[- ]?staffed|\bstaff(?:ing)? (?:shortages?|issues|problems|sickness|off)|\b(?:busy|peak|holiday|festive) (?:time|period|season|day|week)|\b(?:very|so|really|extremely|incredibly|super|just|quite|too|been) (?:busy|swamped|overloaded|snowed under|stretched)\b|\b(?:high|large|heavy|unusual|exceptional) (?:\w+ )?(?:volumes?|demand|numbers?) of|\bhigh (?:call )?(?:volumes?|demand)|\b(?:lots|loads|hundreds|thousands|many) of (?:\w+ )?(?:orders|customers|calls|requests|complaints|tickets)|\bbacklog|\bteething",
        unless=r"you(?:'re| are|r| were| have)? (?:\w+ )?(?:busy|swamped|stretched)|no excuse|not an excuse|busy (?:schedule|life|day (?:for|of) you)|i know (?:you|how) .{0,10}busy",
    ),
    Frame(
        "quoted_policy",
        "policy",
        r"\b(?:company|our|the|store|shop|returns?|refund|cancellation|it's|its|is|per|under|against|because of|by|strict|standard|this|that's|internal|corporate|airline|hotel|bank) (?:\w+ )?(?:polic(?:y|ies)|terms(?: and conditions| of \w+)?|t ?& ?cs?|t and c'?s|rules?|procedures?|guidelines?|regulations?|protocol|conditions of|small print|fine print)\b|\bpolicy (?:is policy|says|states|does|doesn't|requires|prevents|forbids|only)|\b(?:rules|terms) (?:are rules|say|state|clearly|apply|do not|don't)|\bstandard (?:practice|procedure|process)\b|\bas per (?:the|our)|\bin accordance with|\bnot (?:permitted|allowed) (?:under|by|according)|\byou (?:agreed|signed up|signed|accepted) (?:to )?(?:our|the|these|those|when)|\bcontract (?:says|states|clearly|you signed)",
        unless=r"polic(?:y|ies) (?:number|holder|document|schedule)|(?:insurance|your|home|travel|pet|car|life) policy|(?:polic(?:y|ies)|rules|terms|procedure|guidelines) (?:\w+ )?(?:lets?|allows?|entitles?|covers?|gives?|permits?|means (?:i|we) can|is (?:no|not) (?:comfort|excuse|an excuse|what))|(?:won't|not|n't|rather than|instead of) (?:going to )?(?:hide|quote|read|recite|talk)|in (?:plain|simple|real|practical) terms|terms of (?:what|time|how)|bend(?:ing)? the rules|rule (?:it )?out|on good terms|polic(?:y|ies) (?:aside|or not)|change (?:the|our|that|this) (?:policy|rule|procedure)",
    ),
    Frame(
        "blamed_customer",
        "you should have",
        r"\byou (?:@ADV)(?:should(?:'ve| have)|could(?:'ve| have)|ought to have|were (?:supposed|meant|told) to|needed to|might have) (?!(?:\w+ )?(?:been|had|got|received|heard|never|not|seen (?:it|this|that|a) (?:by|sooner)|done (?:nothing|without)|expected|to))|\byou (?:@ADV)(?:must have|must've) (?!been|had|felt|thought|wondered|waited|spent|worried|paid|lost|hoped|expected|sat|hated|a |to |the )\w+|\byou (?:@ADV)(?:may have|probably|presumably) (?:\w+ )?(?:missed|entered|typed|given|gave|forgotten|forgot|misread|misunderstood|clicked|done|did|put|chosen|chose|pressed|used|broken|damaged|dropped|overlooked|ignored|provided|deleted|been out|lost|made|misplaced|set|selected|not|left|mistaken|mixed|filled)|\bif you(?:'d| had) (?:\w+ )?(?:read|told|called|checked|contacted|ordered|followed|given|listened|asked|been|rung|kept|paid|come|bothered|done|let)|\byou should read|\bwhy (?:didn't|did not|haven't|have not|wouldn't|don't) you (?!receive|get)",
    ),
    Frame(
        "blamed_customer",
        "you did it",
        r"\byou (?:@ADV)(?:didn't|did not|failed to|forgot to|neglected to|never|haven't|have not|refused to|chose (?:not )?(?:to|the|that|this)|agreed to|signed (?:up )?for|entered (?:the|a|an) (?:wrong|incorrect)|gave us (?:the|a|an) (?:wrong|incorrect)|typed|put (?:in )?(?:the|a) wrong|clicked|ignored|misread|misunderstood|left it (?:too|so)|waited too|filled|missed (?:the|your|our) (?:deadline|delivery|call|email|appointment|slot)|are (?:the one|responsible|to blame|at fault)|yourself|made (?:a|the|this) mistake|caused|provided (?:the|us|an?) (?:wrong|incorrect|\w+ wrong)) ?(?:\w+)?|\b(?:is|was|'s|it's|be|are|entirely|purely|clearly|simply|partly|actually) (?:entirely |all |clearly |simply |actually |partly |really )?(?:your|the customer's|your own|user) (?:own )?(?:fault|mistake|error|responsibility|doing|problem|choice|decision|side|end)\b|\buser error|\byour own (?:fault|mistake|error|doing|choice|carelessness)|\bon your (?:end|side|part)\b.{0,30}(?:error|mistake|problem|wrong|issue|fault)|\b(?:error|mistake|problem|fault|issue)s? (?:is |was |seems to be |must be |lies )?(?:on|at|with|from) your (?:end|side|part)",
        unless=r"you (?:\w+ )?(?:didn't|did not|haven't|have not|never|have never|weren't) (?:\w+ )?(?:do|done|did) anything|nothing wrong|you (?:\w+ )?(?:didn't|did not|haven't|have not|never|have never) (?:\w+ )?(?:get|got|gotten|receive|received|hear|heard|deserve|ask|asked|have to|need|want|expect|had|been|cause|make any|see|seen|sign up for|order(?:ed)? it|agree(?:d)? to (?:it|that|this)|use|once|know|choose|find)|(?:not|isn't|wasn't|n't|never|no part|none of) (?:\w+ ){0,4}(?:your|you)\b|if you (?:didn't|did not|never|haven't)|so you (?:never|didn't|haven't|did not)|did you|you're saying|you said|you told|that you (?:never|didn't|haven't)|sorry|what did you|may i ask|can i ask|apolog|if i(?:'ve| have) (?:it|this|got|understood)|whether you|and you (?:never|still|haven't) |check(?:ing)? (?:that|if|whether)",
    ),
    Frame(
        "blamed_customer",
        "you are wrong",
        r"\byou(?:'re| are) (?:@ADV)(?:wrong|mistaken|incorrect|confused|misinformed|misremembering|exaggerating|imagining|lying|not (?:telling|being (?:honest|truthful|fair|clear)|listening|understanding|right|correct|making))|\b(?:that|this|it)(?:'s| is| was)? (?:@ADV)(?:not|n't|isn't|wasn't) (?:@ADV)(?:true|what happened|correct|right|accurate|possible|how it (?:happened|works))[.!,;]|\byou(?:'ve| have) (?:got|misunderstood|misread|confused|made (?:a|the|an)) ?(?:it wrong|the wrong|this wrong|a mistake|an error|the mistake)?|\b(?:our|the|my) (?:records?|system|tracking|log|logs|notes|data|file|gps|scan) (?:@ADV)(?:shows?|says?|states?|indicates?|confirms?)[^.]{0,60}(?:delivered|signed|received|was sent|was used|answered|no (?:record|trace|call)|nothing|didn't|did not|never)",
        unless=r"you(?:'ve| have) got (?:a|every|the right|me|my|to|an?)|that(?:'s| is) not (?:right|correct|accurate|true)[,.;!] (?:and )?(?:i|we|so|let)|so that(?:'s| is)|nothing you|you(?:'re| are) not wrong|that isn't right[.,]? |that(?:'s| is) not right\W*$|haven't been|never been|no sign|yet|which is why|you were right|backs you|as you (?:said|say)|exactly what you|agree|was never|never (?:left|sent|went|shipped|placed|raised|passed)|didn't (?:leave|go out|ship)",
    ),
    Frame(
        "minimised",
        "small",
        r"\b(?:it|that|this|you)(?:'s| is| was|'ve| have|s|'re| are)? (?:really |actually |been )?(?:only|just|merely|simply) (?:been )?(?:an?|one|two|three|four|five|\d+|a few|a couple|a matter of|been|the one|some|money|minutes|a little|five) (?!way|moment|question|thing (?:i|we)|person|more|number|click|second while)|\bnot (?:that|so|such|too|really|even|the) (?:\w+ )?(?:bad|big|serious|long|late|much|terrible|important|urgent|end of the world|hard|far|unusual|uncommon)\b|\b(?:no|not a|hardly a|isn't a|such a) big (?:deal|thing|problem|issue)|\bend of the world|\b(?:minor|small|little|tiny|slight|trivial|quick) (?:\w+ )?(?:delay|hiccup|issue|glitch|problem|inconvenience|mistake|error|mix-up|matter|thing|detail|setback|amount|sum|snag|blip|bump|hitch|oversight|misunderstanding)|\b(?:hiccup|blip)\b|\bnothing (?:to worry|serious|major|to get|to be (?:upset|angry))|\bdon't worry (?:about it|too|so|yourself|it|,)|\bno worries|\bworse things|\b(?:it|which|that)(?:'s| is)n't (?:that|so|really that)",
        unless=r"\b(?:not|isn't|wasn't|no|n't|hardly|than|more than|far from|never) (?:\w+ ){0,2}(?:only|just|merely|minor|small|little|tiny|slight|trivial)|just (?:a|one) (?:\w+ )?(?:moment|second|sec|minute|question|thing|check|note|heads|reminder)|one (?:small|little|quick|last) |small (?:gesture|token|thank|comfort|print|consolation)|little (?:comfort|consolation|help)|why it(?:'s| is) not|not (?:good|the (?:right|service|way|experience))|this is not the end|not too late|hard for you|isn't too much|if (?:it|that)(?:'s| is) not too|that(?:'s| is) not a",
    ),
    Frame(
        "minimised",
        "common",
        r"\b(?:it|this|that|these things?|such things|things|mistakes|delays|errors) (?:just |simply |sometimes |can |do |does |often |always |all )*happens?(?: (?:to|all|sometimes|from|every|a lot|in|now)|[.,!]| and|$)|\bthese things happen|\bsuch is life|\bhappens to (?:everyone|everybody|all of us|the best|lots|many|a lot)|\b(?:very|quite|perfectly|totally|completely|fairly|pretty|is|'s|really|rather|entirely|absolutely|a) (?:common|normal|usual|typical|standard) (?:issue|problem|thing|delay|wait|for|at|with|in|and|here|these|this|[.,])|\bnormal[.!]|\bmost (?:of our |other |of the )?(?:customers|people|clients|users|guests|passengers|callers|folks|tenants|patients) (?!in your|would (?:be|have|feel|find)|wouldn't)|\b(?:other|plenty of|lots of|many) (?:customers|people|passengers|guests|clients|callers) (?:\w+ )?(?:have|are|wait|manage|cope|don't|would|had|get)|\b(?:everyone|everybody) (?:else )?(?:has|is|waits|gets|manages|goes|complains|experiences)|\bpart of life",
        unless=r"make sure|again|so that|stop(?:s|ped)? |prevent|never|what happens|which happens|that doesn't make|should(?:n't| not) |doesn't happen|everyone is (?:entitled|welcome)|everyone (?:is )?(?:here|on (?:the|my|our) team)|whatever happens|isn't normal|not normal",
    ),
    Frame(
        "minimised",
        "compared",
        r"\bcould (?:be|have been) (?:\w+ )?worse|\b(?:had|seen|have|dealt with|get|hear|with|heard|got) (?:far |much |way |a lot |even )?(?:worse|bigger problems|more serious|more urgent)|\bat least (?:you|it|your|the|nobody|we|he|she|they|no)|\blook on the bright|\bsilver lining|\bon the plus side|\b\d\d(?:[.,]\d+)? ?(?:%|per ?cent) of|\blucky (?:you|that|it|to|not)|\bbe (?:glad|grateful|thankful)|\b(?:people|others|customers|some) (?:\w+ )?(?:who )?(?:have|had|with|are|got) (?:it )?(?:\w+ )?worse|\bbigger (?:problems|issues|things)|\bperspective\b|\bfirst[- ]world",
        unless=r"from your perspective|your perspective|at least (?:you|i|we) (?:can|could|should|deserve)|owe you at least|at the (?:very )?least",
    ),
    Frame(
        "deflected",
        "go elsewhere",
        r"(?:^|[.!?,;:—–-] ?|\b(?:please|kindly|just|simply|can|could|should|must|may|to|need to|have to|'ll|and|or|so|then|best|always|will|try|would) )(?:@ADV)(?:see|visit|check(?: out)?|go (?:to|on(?:to)?|online|through)|refer to|read|consult|use|look (?:at|on|in|up)|head (?:over )?to|log (?:in|on) (?:to|at)|find (?:it|this|that|the \w+|all \w+|everything|more|details)? ?(?:on|in|at)|search|browse|have a look at|take a look at|follow|download|try) (?:it |this |that )?(?:on |at |in )?(?:our |the |your |this )?(?:\w+ ){0,2}(?:(?:\w+ )?(?:on|in|at|of) (?:our|the) )?(?:website|web ?site|faqs?|help ?(?:centre|center|pages?|section|desk|site)|knowledge ?base|app\b|online (?:portal|form|chat|account)|portal|site|terms|web page|support page|link|chat ?bot|contact (?:page|form)|forum|self[- ]service|manual|instructions)|\b(?:fill|filling|complete|completing|submit|submitting)(?: (?:in|out|up))? (?:an?|the|our|this|that|your) (?:\w+ ){0,3}(?:form|ticket|request|complaint|claim|questionnaire)",
        unless=r"\b(?:i|we)(?:'ll|'ve| will| have|'m|'re| am| are| can| could| would| just)? (?:\w+ )?(?:check|look|go|fill|use|see|complete|submit|send|open|read|find|log|refer)|for you|on your behalf|let me|i'm (?:looking|checking)|no need to|you (?:don't|won't) (?:need|have)|instead of (?:sending|making)|rather than|did you|have you|were you|when you|what (?:do|did|does|can) you see|can you see|do you see|send you (?:the|a) link|link (?:i|we)|used? the app",
    ),
    Frame(
        "deflected",
        "ask others",
        r"(?:^|[.!?;—–] ?|\b(?:please|kindly|just|simply|you can|you could|you should|you must|you need to|you'll need to|you will need to|you have to|you'll have to|you would need to|you'd need to|you'd have to|you'd be better|need to|you may|you might|you'd better|suggest you|advise you to|ask you to|recommend|best to|up to you to|better) )(?:@ADV)(?:to )?(?:call|ring|phone|contact|contacting|e?-?mail|write to|speak (?:to|with)|talk to|get (?:in touch|back) (?:with|to)|reach out to|take (?:it|this|that) up with|ask|chase|try|dial|go (?:to|through)|approach|call back|ring back|raise (?:it|this|that) with|message|text|turn to|try again|calling|ringing|speaking to|complain to) (?:back )?(?:our |the |your |their |a |another |an )?(?:\w+ ){0,2}(?:team|department|line|number|manufacturer|courier|supplier|company|bank|depot|branch|store|shop|office|post office|helpline|help ?desk|support|customer service|neighbours?|landlord|provider|carrier|them|seller|hotline|insurer|airline|airport|hotel|engineer|driver|later|tomorrow|head office|another time|warehouse|reception|us\b|0\d{3,})|\b(?:not|isn't|wrong) (?:\w+ )?(?:the right |my |our |the |right )?(?:department|team)\b|\b(?:different|another|separate|other) (?:department|team) (?:handles?|deals?|does|looks|is|would|will|has|takes)|\bnot (?:something )?(?:i|we) (?:deal with|handle|do here|cover)|\b(?:handled|dealt with|managed) by (?:a different|another|our|the) \w+ (?:team|department)|\bwe (?:don't|do not) (?:deal with|handle) (?:that|this)",
        unless=r"\b(?:i|we)(?:'ll|'ve|'m|'re| will| have| am| are| can| could) (?:\w+ )?(?:call|ring|phone|contact|email|write|speak|talk|ask|chase|get|reach|raise|text|message|put)|i(?:'m| am) (?:calling|ringing|contacting|asking|chasing)|no need to|(?:don't|won't|shouldn't|do not) (?:need|have) to|instead of (?:sending|making)|let me (?:call|ring|ask|contact|chase|speak)|without (?:having|making)|did (?:you|they)|have you|when you|if (?:anything|you need|something|it happens|you'd (?:rather|prefer))|for you|so you (?:don't|won't|needn't)|ask for me|to reach me|you can (?:always )?(?:reach|call|ring|email) (?:me|us)|(?:i|we) won't (?:send|tell|make|ask)|rather than|me\b.{0,15}\bdirect|i'd like to|may i|shall i|would you like|\bwas\b|\bwere\b|\bhad to\b",
    ),
)
_CHEER = pattern(
    r"\b(?:great|fantastic|wonderful|awesome|amazing|excellent|super|exciting|fab) (?:news|question|day|to hear|choice|to (?:meet|chat))|\b(?:happy|delighted|thrilled|excited|super happy|glad|pleased) to (?:help|assist|hear|chat|serve|be of)|\bno (?:worries|problemo|probs)|\bawesome\b|\byay\b|\bwoo ?hoo|\bhoo?ray|\bfabulous|\bfantastic\b|\bhope you(?:'re| are)? (?:\w+ )?(?:having|doing|enjoying|have)|\bhave an? (?:great|fantastic|awesome|wonderful|amazing|super|fabulous|lovely|nice|good|brilliant) (?:day|one|weekend|evening|rest)|\bthanks a (?:million|bunch|ton)|\bcheer up|\bkeep smiling|\bit's (?:a )?(?:beautiful|lovely|great) day|\byou(?:'re| are) (?:awesome|amazing|a star|the best)|\bsmile\b|\bturn that frown|\bgood vibes|\bstay positive|\bpositive vibes|\blet's (?:make today|turn|get this party)|\bcool!|\bperfect!|\bamazing!|\bgreat!|\bbrilliant!|\blovely!|"
    r"[\U0001F600-\U0001F60F\U0001F617-\U0001F61D\U0001F642\U0001F643\U0001F917\U0001F929\U0001F970\U0001F973\U0001F389\U0001F38A\U0001F44D\U0001F64C\U0001F44B\u2728\U0001F4AA\u263A\u2764]|(?<!\w)[:;]-?[)D](?!\w)"
)


def find_defence(reading: Reading) -> None:
    """Record defences; a cause that is owned and followed by an act is an explanation, not an excuse (X12)."""
    find(reading, _FRAMES)
    if not reading.has("made_excuse"):
        find(reading, (_EXCUSE,))
        if reading.has("made_excuse") and _acts_on_it(reading):
            reading.drop("made_excuse")
    _read_cheer(reading)


_ACTED_ON = pattern(
    r"\b(?:so |and )?(?:@HAVE|@WILL|i'm|i am|we're|we are) (?:@ADV)(?:now )?(?!sorry|afraid|not|unable|see|help|look\b|be\b|sure|checked)(?:[a-z]+(?:ed|ing)|book|send|move|call|ring|raise|order|put|sent|get|chase|arrange|refund|replace|cancel|take|took|make)\b"
)
_DENIED = pattern(
    r"\b(?:not|n't) (?:\w+ )?(?:our|my) (?:fault|problem|department|job|responsibility)|\bout of (?:our|my) (?:hands|control)|\bblame\b"
)


def _acts_on_it(reading: Reading) -> bool:
    place = next((start for start, move in reading.moves if move.kind == "made_excuse"), 0)
    return _ACTED_ON.search(reading.text, place) is not None and _DENIED.search(reading.text) is None


def _read_cheer(reading: Reading) -> None:
    if not reading.upset:
        return
    match = _CHEER.search(reading.text)
    if match is not None and not reading.negated(match.start()):
        reading.add("toxic_cheer", match.start(), match.end(), widen=True)
