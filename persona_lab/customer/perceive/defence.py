"""Defence: excuses, policy, blame, belittling, sending away, cheer (T06, T08, T26, T29)."""

from persona_lab.customer.perceive.belittling import BELITTLING
from persona_lab.customer.perceive.blame import BLAME, EXCUSES
from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.sending_away import SENDING_AWAY
from persona_lab.customer.perceive.words import pattern

_OTHERS = (
    r"(?:couriers?|suppliers?|warehouse|depot|drivers?|(?:computer |booking |new |our "
    r")?systems?|software|website|weather|snow|traffic|strike|(?:other|another|different|"
    r"billing|sales|shipping|previous|finance|night) (?:department|team|colleague|agent|"
    r"shift|office|branch)|third[ -]part\w+|bank|post office|royal mail|manufacturers?|"
    r"airline|airport|contractors?|subcontractors?|carrier|post|delivery (?:company|"
    r"partner|firm|people|guys)|shipping company|landlord|agency|booking site|site|platform|"
    r"provider|hotel|partner|it department|"
    r"head office|they)"
)

_EXCUSE = Frame(
    "made_excuse",
    "someone else did it",
    r"\b(?:the|our|that's (?:the|our)|it was (?:the|our)|because (?:of )?(?:the|our)|"
    r"blame|due to (?:the|a|an|our)?) ?"
    + _OTHERS
    + r"(?:'s)?\b(?: (?:has|have|had|was|were|is|are|just|must have|simply|unfortunately|"
    r"probably|never|again|always|who|that)){0,3} ?(?:lost|losing|failed|fails|didn't|"
    r"did not|doesn't|won't|crashed|messed|went down|down|broke|dropped|delayed|caused|"
    r"to blame|fault|forgot|let us down|mistake|error|responsib\w+|problem|slow|bad|"
    r"terrible|useless|glitch\w*|made|late|not (?:pass|tell|send|updat|respons|us)\w*|"
    r"screwed|problems|issues|not us)\b|\bblame (?:the|our) " + _OTHERS,
    unless=r"\b(?:that|which|it|this)(?:'s| is) (?:still |also )?(?:on us|ours|our responsibility|"
    r"our fault|no excuse|not an excuse|on me)|no excuse|not an excuse|still our|isn't "
    r"your",
)
_FRAMES = (
    Frame(
        "made_excuse",
        "not ours",
        r"\bnothing (?:i|we) can do about (?:it|that|this)\b|"
        r"\b(?:not|isn't|wasn't|n't|hardly|never) (?:@ADV)(?:in )?(?:our|us|the company's) "
        r"?(?:fault|mistake|doing|error|responsib\w+|problem)|\bnot (?:on|down to|because "
        r"of) us\b|\b(?:not|rather than|isn't|wasn't) (?:with |by |from )?(?:us|ourselves|"
        r"ours)\b|\b(?:lies?|rests?|sits?) (?:\w+ )?with (?:the|our|your) |\bnothing to "
        r"do with (?:us|me|our)|\bout of (?:our|my) (?:hands|control)|\b(?:beyond|outside) "
        r"(?:our|my) control|\bno control over|\b(?:can't|cannot|couldn't) (?:be )?(?:control|"
        r"help (?:it|that|the|what)|held responsible|be responsible|responsible)|\bnot (?:really "
        r")?my (?:department|area|job|team|problem|decision|role|call)|\bisn't my (?:department|"
        r"area|job|team|problem|decision)|\bit(?:'s| is| was) (?:the|our) "
        + _OTHERS
        + r"(?:'s)? (?:fault|who|that|mistake|problem|job|responsibility)|\bnot responsible for",
        unless=r"not your fault|no excuse|isn't your",
    ),
    Frame(
        "made_excuse",
        "busy",
        r"\bshort[- ]?(?:staffed|handed)|\bunder[- ]?staffed|\bstaff(?:ing)? (?:shortages?|"
        r"issues|problems|sickness|off)|\b(?:busy|peak|holiday|festive) (?:time|period|season|"
        r"day|week)|\b(?:very|so|really|extremely|incredibly|super|just|quite|too|been) "
        r"(?:busy|swamped|overloaded|snowed under|stretched)\b|\b(?:high|large|heavy|unusual|"
        r"exceptional) (?:\w+ )?(?:volumes?|demand|numbers?) of|\bhigh (?:call )?(?:volumes?|"
        r"demand)|\b(?:lots|loads|hundreds|thousands|many) of (?:\w+ )?(?:orders|customers|"
        r"calls|requests|complaints|tickets)|\bbacklog|\bteething",
        unless=r"you(?:'re| are|r| were| have)? (?:\w+ )?(?:busy|swamped|stretched)|no excuse|not "
        r"an excuse|busy (?:schedule|life|day (?:for|of) you)|i know (?:you|how) .{0,10}busy",
    ),
    Frame(
        "quoted_policy",
        "policy",
        r"^\W*(?:it\'s |that\'s |just |sorry,? )?policy\b|\b(?:company|our|the|store|shop|"
        r"returns?|refund|cancellation|it's|its|is|per|under|against|because of|by|strict|"
        r"standard|this|that's|internal|corporate|airline|hotel|bank) (?:\w+ )?(?:polic(?:y|"
        r"ies)|terms(?: and conditions| of \w+)?|t ?& ?cs?|t and c'?s|rules?|procedures?|"
        r"guidelines?|regulations?|protocol|conditions of|small print|fine print)\b|\bpolicy "
        r"(?:is policy|says|states|does|doesn't|requires|prevents|forbids|only)|\b(?:rules|"
        r"terms) (?:are rules|say|state|clearly|apply|do not|don't)|\bstandard (?:practice|"
        r"procedure|process)\b|\bas per (?:the|our)|\bin accordance with|\bnot (?:permitted|"
        r"allowed) (?:under|by|according)|\byou (?:agreed|signed up|signed|accepted) (?:to "
        r")?(?:our|the|these|those|when)|\bcontract (?:says|states|clearly|you signed)",
        unless=r"polic(?:y|ies) (?:number|holder|document|schedule)|(?:insurance|your|home|travel|"
        r"pet|car|life) policy|(?:polic(?:y|ies)|rules|terms|procedure|guidelines) (?:\w+ "
        r")?(?:lets?|allows?|entitles?|covers?|gives?|permits?|means (?:i|we) can|is (?:no|"
        r"not) (?:comfort|excuse|an excuse|what))|(?:won't|not|n't|rather than|instead of) "
        r"(?:going to )?(?:hide|quote|read|recite|talk)|in (?:plain|simple|real|practical) "
        r"terms|terms of (?:what|time|how)|bend(?:ing)? the rules|rule (?:it )?out|on good "
        r"terms|polic(?:y|ies) (?:aside|or not)|(?:chang|revis|updat|review|rewrit|improv|"
        r"fix)\w* (?:the|our|that|this) (?:\w+ )?(?:policy|rules?|procedures?|process)",
    ),
    Frame(
        "blamed_customer",
        "you should have",
        r"^\W*had you (?:not |only )?\w+(?=[^?]*$)|"
        r"\byou (?:@ADV)(?:should(?:'ve| have)|could(?:'ve| have)|ought to have|were (?:supposed|"
        r"meant|told) to|needed to|might have) (?!(?:\w+ )?(?:been|had|got|received|heard|"
        r"never|not|seen (?:it|this|that|a) (?:by|sooner)|done (?:nothing|without)|expected|"
        r"to))|\byou (?:@ADV)(?:must have|must've) (?!been|had|felt|thought|wondered|waited|"
        r"spent|worried|paid|lost|hoped|expected|sat|hated|a |to |the )\w+|\byou (?:@ADV)(?:may "
        r"have|probably|presumably) (?:\w+ )?(?:missed|entered|typed|given|gave|forgotten|"
        r"forgot|misread|misunderstood|clicked|done|did|put|chosen|chose|pressed|used|broken|"
        r"damaged|dropped|overlooked|ignored|provided|deleted|been out|lost|made|misplaced|"
        r"set|selected|not|left|mistaken|mixed|filled)|\bif you(?:'d| had) (?:\w+ )?(?:read|"
        r"told|called|checked|contacted|ordered|followed|given|listened|asked|been|rung|"
        r"kept|paid|come|bothered|done|let)|\byou should read|\bwhy (?:didn't|did not|haven't|"
        r"have not|wouldn't|don't) you (?!receive|get)",
    ),
    Frame(
        "blamed_customer",
        "you did it",
        r"\byou (?:@ADV)(?:didn't|did not|failed to|forgot to|neglected to|never|haven't|"
        r"have not|refused to|chose (?:not )?(?:to|the|that|this)|agreed to|signed (?:up "
        r")?for|entered (?:the|a|an) (?:wrong|incorrect)|gave us (?:the|a|an) (?:wrong|incorrect)|"
        r"typed|put (?:in )?(?:the|a) wrong|clicked|ignored|misread|misunderstood|left it "
        r"(?:too|so)|waited too|filled|missed (?:the|your|our) (?:deadline|delivery|call|"
        r"email|appointment|slot)|are (?:the one|responsible|to blame|at fault)|yourself|"
        r"made (?:a|the|this) mistake|caused|provided (?:the|us|an?) (?:wrong|incorrect|"
        r"\w+ wrong)) ?(?:\w+)?|\b(?:is|was|'s|it's|be|are|entirely|purely|clearly|simply|"
        r"partly|actually) (?:entirely |all |clearly |simply |actually |partly |really )?(?:your|"
        r"the customer's|your own|user) (?:own )?(?:fault|mistake|error|responsibility|doing|"
        r"problem|choice|decision|side|end)\b|\buser error|\byour own (?:fault|mistake|error|"
        r"doing|choice|carelessness)|\bon your (?:end|side|part)\b.{0,30}(?:error|mistake|"
        r"problem|wrong|issue|fault)|\b(?:error|mistake|problem|fault|issue)s? (?:is |was "
        r"|seems to be |must be |lies )?(?:on|at|with|from) your (?:end|side|part)",
        unless=r"you (?:\w+ )?(?:didn't|did not|haven't|have not|never|have never|weren't) (?:\w+ "
        r")?(?:do|done|did) anything|nothing wrong|you (?:\w+ )?(?:didn't|did not|haven't|"
        r"have not|never|have never) (?:\w+ )?(?:get|got|gotten|receive|received|hear|heard|"
        r"deserve|ask|asked|have to|need|want|expect|had|been|cause|make any|see|seen|sign "
        r"up for|order(?:ed)? it|agree(?:d)? to (?:it|that|this)|use|once|know|choose|find)|"
        r"\b(?:not|isn't|wasn't|no part|none of) (?:\w+ ){0,3}(?:your|you)\b|if you (?:didn't|"
        r"did not|never|haven't)|so you (?:never|didn't|haven't|did not)|^\W*(?:and |so "
        r"|or )?did you|you're saying|you said|you told|that you (?:never|didn't|haven't)|"
        r"sorry|what did you|may i ask|can i ask|apolog|if i(?:'ve| have) (?:it|this|got|"
        r"understood)|whether you|and you (?:never|still|haven't) |check(?:ing)? (?:that|"
        r"if|whether)",
    ),
    Frame(
        "blamed_customer",
        "you are wrong",
        r"\byou(?:'re| are) (?:@ADV)(?:wrong|mistaken|incorrect|confused|misinformed|misremembering|"
        r"exaggerating|imagining|lying|not (?:telling|being (?:honest|truthful|fair|clear)|"
        r"listening|understanding|right|correct|making))|\b(?:that|this|it)(?:'s| is| was)? "
        r"(?:@ADV)(?:not|n't|isn't|wasn't) (?:@ADV)(?:true|what happened|correct|right|accurate|"
        r"possible|how it (?:happened|works))[.!,;]|\byou(?:'ve| have) (?:got|misunderstood|"
        r"misread|confused|made (?:a|the|an)) ?(?:it wrong|the wrong|this wrong|a mistake|"
        r"an error|the mistake)?|\b(?:our|the|my) (?:records?|system|tracking|log|logs|notes|"
        r"data|file|gps|scan) (?:@ADV)(?:shows?|says?|states?|indicates?|confirms?)[^.]{0,60}(?:delivered|"
        r"signed|received|was sent|was used|answered|no (?:record|trace|call)|nothing|didn't|"
        r"did not|never)",
        unless=r"you(?:'ve| have) got (?:a|every|the right|me|my|to|an?)|that(?:'s| is) not (?:right|"
        r"correct|accurate|true)[,.;!] (?:and )?(?:i|we|so|let)|so that(?:'s| is)|nothing "
        r"you|you(?:'re| are) not wrong|that isn't right[.,]? |that(?:'s| is) not right\W*$|"
        r"haven't been|never been|no sign|yet|which is why|you were right|backs you|as you "
        r"(?:said|say)|exactly what you|agree|was never|never (?:left|sent|went|shipped|"
        r"placed|raised|passed)|didn't (?:leave|go out|ship)",
    ),
    Frame(
        "minimised",
        "small",
        r"\b(?:it|that|this|you)(?:'s| is| was|'ve| have|s|'re| are)? (?:really |actually "
        r"|been )?(?:only|just|merely|simply) (?:been )?(?:an?|one|two|three|four|five|\d+|"
        r"a few|a couple|a matter of|been|the one|some|money|minutes|a little|five) (?!way|"
        r"moment|question|thing (?:i|we)|person|more|number|click|second while)|\bnot (?:that|"
        r"so|such|too|really|even|the) (?:\w+ )?(?:bad|big|serious|long|late|much|terrible|"
        r"important|urgent|end of the world|hard|far|unusual|uncommon)\b|\b(?:it|that|this)(?:'s|"
        r" is|s) (?:just |only )?one (?:\w+ )?\w+\W*$|\b(?:no|not a|hardly a|isn't a|such "
        r"a) big (?:deal|thing|problem|issue)|\bend of the world|\b(?:minor|small|little|"
        r"tiny|slight|trivial|quick) (?:\w+ )?(?:delay|hiccup|issue|glitch|problem|inconvenience|"
        r"mistake|error|mix-up|matter|thing|detail|setback|amount|sum|snag|blip|bump|hitch|"
        r"oversight|misunderstanding)|\b(?:hiccup|blip)\b|\bnothing (?:to worry|serious|"
        r"major|to get|to be (?:upset|angry))|\bdon't worry (?:about it|too|so|yourself|"
        r"it|,)|\bno worries|\bworse things|\b(?:it|which|that)(?:'s| is)n't (?:that|so|"
        r"really that)",
        unless=r"\b(?:not|isn't|wasn't|no|n't|hardly|than|more than|far from|never) (?:\w+ ){0,2}(?:only|"
        r"just|merely|minor|small|little|tiny|slight|trivial)|just (?:a|one) (?:\w+ )?(?:moment|"
        r"second|sec|minute|question|thing|check|note|heads|reminder)|one (?:small|little|"
        r"quick|last) |small (?:gesture|token|thank|comfort|print|consolation)|little (?:comfort|"
        r"consolation|help)|why it(?:'s| is) not|not (?:good|the (?:right|service|way|experience))|"
        r"this is not the end|not too late|hard for you|isn't too much|if (?:it|that)(?:'s|"
        r" is) not too|that(?:'s| is) not a",
    ),
    Frame(
        "minimised",
        "common",
        r"\b(?:that|this|it)(?:\'s| is) (?:just |simply )?(?:how|the way) (?:it|this|that|"
        r"things|these|the \w+) (?:\w+ )?(?:is|are|go|goes|works?|runs?)\b|"
        r"\b(?:it|this|that|these things?|such things|things|mistakes|delays|errors) (?:just "
        r"|simply |sometimes |can |do |does |often |always |all |is |are )*happen(?:s|ing)?(?: "
        r"(?:to|all|sometimes|from|every|a lot|in|now)|[.,!]| and|$)|\bthese things happen|"
        r"\bsuch is life|\bhappens to (?:everyone|everybody|all of us|the best|lots|many|"
        r"a lot)|\b(?:very|quite|perfectly|totally|completely|fairly|pretty|is|'s|really|"
        r"rather|entirely|absolutely|a) (?:common|normal|usual|typical|standard) (?:issue|"
        r"problem|thing|delay|wait|for|at|with|in|and|here|these|this|[.,])|\bnormal[.!]|"
        r"\bmost (?:of our |other |of the )?(?:customers|people|clients|users|guests|passengers|"
        r"callers|folks|tenants|patients) (?!in your|would (?:be|have|feel|find)|wouldn't)|"
        r"\b(?:other|plenty of|lots of|many) (?:customers|people|passengers|guests|clients|"
        r"callers) (?:\w+ )?(?:have|are|wait|manage|cope|don't|would|had|get)|\b(?:everyone|"
        r"everybody) (?:else )?(?:has|is|waits|gets|manages|goes|complains|experiences)|"
        r"\bpart of life",
        unless=r"make sure|again|so that|stop(?:s|ped)? |prevent|never|what happens|which happens|"
        r"that doesn't make|should(?:n't| not) |doesn't happen|everyone is (?:entitled|welcome)|"
        r"everyone (?:is )?(?:here|on (?:the|my|our) team)|whatever happens|isn't normal|"
        r"not normal",
    ),
    Frame(
        "minimised",
        "compared",
        r"\bcould (?:be|have been) (?:\w+ )?worse|\b(?:had|seen|have|dealt with|get|hear|"
        r"with|heard|got) (?:far |much |way |a lot |even )?(?:worse|bigger problems|more "
        r"serious|more urgent)|\bat least (?:you|it|your|the|nobody|we|he|she|they|no)|\blook "
        r"on the bright|\bsilver lining|\bon the plus side|\b\d\d(?:[.,]\d+)? ?(?:%|per "
        r"?cent) of|\blucky (?:you|that|it|to|not)|\bbe (?:glad|grateful|thankful)|\b(?:people|"
        r"others|customers|some) (?:\w+ )?(?:who )?(?:have|had|with|are|got) (?:it )?(?:\w+ "
        r")?worse|\bbigger (?:problems|issues|things)|\bperspective\b|\bfirst[- ]world",
        unless=r"from your perspective|your perspective|at least (?:you|i|we) (?:can|could|should|"
        r"deserve)|owe you at least|at the (?:very )?least",
    ),
    Frame(
        "deflected",
        "go elsewhere",
        r"(?:^|[.!?,;:—–-] ?|\b(?:please|kindly|just|simply|can|could|should|must|may|to|"
        r"need to|have to|'ll|and|or|so|then|best|always|will|try|would) )(?:@ADV)(?:see|"
        r"visit|check(?: out)?|go (?:to|on(?:to)?|online|through)|refer to|read|consult|"
        r"use|look (?:at|on|in|up)|head (?:over )?to|log (?:in|on) (?:to|at)|find (?:it|"
        r"this|that|the \w+|all \w+|everything|more|details)? ?(?:on|in|at)|search|browse|"
        r"have a look at|take a look at|follow|download|try|pop (?:over |along )?to|hop "
        r"(?:over |on )?to|jump (?:over |on )?to|swing by|nip (?:over )?to) (?:it |this "
        r"|that )?(?:on |at |in )?(?:our |the |your |this )?(?:\w+ ){0,2}(?:(?:\w+ )?(?:on|"
        r"in|at|of) (?:our|the) )?(?:website|web ?site|faqs?|(?:help|support|info|customer|"
        r"service) ?(?:centre|center|pages?|section|desk|site|hub|portal|docs?|articles?)|"
        r"hub\b|knowledge ?base|app\b|online (?:portal|form|chat|account)|portal|site|terms|"
        r"web page|support page|link|chat ?bot|contact (?:page|form)|forum|self[- ]service|"
        r"manual|instructions)|\b(?:fill|filling|complete|completing|submit|submitting)(?: "
        r"(?:in|out|up))? (?:an?|the|our|this|that|your) (?:\w+ ){0,3}(?:form|ticket|request|"
        r"complaint|claim|questionnaire)",
        unless=r"\b(?:i|we)(?:'ll|'ve| will| have|'m|'re| am| are| can| could| would| just)? (?:\w+ "
        r")?(?:check|look|go|fill|use|see|complete|submit|send|open|read|find|log|refer)|"
        r"for you|on your behalf|let me|i'm (?:looking|checking)|no need to|you (?:don't|"
        r"won't) (?:need|have)|instead of (?:sending|making)|rather than|did you|have you|"
        r"were you|when you|what (?:do|did|does|can) you see|can you see|do you see|send "
        r"you (?:the|a) link|link (?:i|we)|used? the app",
    ),
    Frame(
        "deflected",
        "ask others",
        r"\b(?:take|raise|pursue|bring) (?:it|this|that) (?:up )?(?:with|to) (?:the|your|"
        r"them|him|her|whoever|another)\b|"
        r"(?:^|[.!?;—–] ?|\b(?:please|kindly|just|simply|you can|you could|you should|you "
        r"must|you need to|you'll need to|you will need to|you have to|you'll have to|you "
        r"would need to|you'd need to|you'd have to|you'd be better|need to|you may|you "
        r"might|you'd better|suggest you|advise you to|ask you to|requested to|recommend|"
        r"best to|up to you to|better) )(?:@ADV)(?:to )?(?:call|ring|phone|contact|contacting|"
        r"e?-?mail|write to|speak (?:to|with)|talk to|direct .{0,40} to|address .{0,40} "
        r"to|forward .{0,40} to|get (?:in touch|back) (?:with|to)|reach out to|take (?:it|"
        r"this|that) up with|ask|chase|try|dial|go (?:to|through)|approach|call back|ring "
        r"back|raise (?:it|this|that) with|message|text|turn to|try again|calling|ringing|"
        r"speaking to|complain to) (?:back )?(?:our |the |your |their |a |another |an )?(?:\w+ "
        r"){0,2}(?:team|department|line|number|manufacturer|courier|supplier|company|bank|"
        r"depot|branch|store|shop|office|post office|helpline|help ?desk|support|customer "
        r"service|neighbours?|landlord|provider|carrier|them|seller|hotline|insurer|airline|"
        r"airport|hotel|engineer|driver|later|tomorrow|head office|another time|warehouse|"
        r"reception|us\b|0\d{3,})|\b(?:not|isn't|wrong) (?:\w+ )?(?:the right |my |our |"
        r"the |right )?(?:department|team)\b|\b(?:different|another|separate|other) (?:department|"
        r"team) (?:handles?|deals?|does|looks|is|would|will|has|takes)|\bnot (?:something "
        r")?(?:i|we) (?:deal with|handle|do here|cover)|\b(?:handled|dealt with|managed) "
        r"by (?:a different|another|our|the) \w+ (?:team|department)|\bwe (?:don't|do not) "
        r"(?:deal with|handle) (?:that|this)",
        unless=r"\b(?:i|we)(?:'ll|'ve|'m|'re| will| have| am| are| can| could) (?:\w+ )?(?:call|"
        r"ring|phone|contact|email|write|speak|talk|ask|chase|get|reach|raise|text|message|"
        r"put)|i(?:'m| am) (?:calling|ringing|contacting|asking|chasing)|no need to|(?:don't|"
        r"won't|shouldn't|do not) (?:need|have) to|instead of (?:sending|making)|let me "
        r"(?:call|ring|ask|contact|chase|speak)|without (?:having|making)|did (?:you|they)|"
        r"have you|when you|if (?:anything|you need|something|it happens|you'd (?:rather|"
        r"prefer))|for you|so you (?:don't|won't|needn't)|ask for me|to reach me|you can "
        r"(?:always )?(?:reach|call|ring|email) (?:me|us)|(?:i|we) won't (?:send|tell|make|"
        r"ask)|rather than|me\b.{0,15}\bdirect|i'd like to|may i|shall i|would you like|"
        r"\bwas\b|\bwere\b|\bhad to\b",
        hints=(
            "call",
            "ring",
            "phone",
            "contact",
            "mail",
            "write",
            "speak",
            "talk",
            "touch",
            "reach",
            "take",
            "ask",
            "chase",
            "try",
            "dial",
            "go",
            "approach",
            "raise",
            "message",
            "text",
            "turn",
            "direct",
            "address",
            "forward",
            "depart",
            "team",
            "handle",
            "deal",
            "pursue",
            "bring",
            "complain",
        ),
    ),
)
_CHEER = pattern(
    r"\b(?:great|fantastic|wonderful|awesome|amazing|excellent|super|exciting|fab) (?:news|"
    r"question|day|to hear|choice|to (?:meet|chat))|\b(?:happy|delighted|thrilled|excited|"
    r"super happy|glad|pleased) to (?:help|assist|hear|chat|serve|be of)|\bno (?:worries|"
    r"problemo|probs)|\bawesome\b|\byay\b|\bwoo ?hoo|\bhoo?ray|\bfabulous|\bfantastic\b|"
    r"\bhope you(?:'re| are)? (?:\w+ )?(?:having|doing|enjoying|have)|\bhave an? (?:great|"
    r"fantastic|awesome|wonderful|amazing|super|fabulous|lovely|nice|good|brilliant) "
    r"(?:day|one|weekend|evening|rest)|\bthanks a (?:million|bunch|ton)|\bcheer up|\bkeep "
    r"smiling|\bit's (?:a )?(?:beautiful|lovely|great) day|\byou(?:'re| are) (?:awesome|"
    r"amazing|a star|the best)|\bsmile\b|\bturn that frown|\bgood vibes|\bstay positive|"
    r"\bpositive vibes|\blet's (?:make today|turn|get this party)|\bcool!|\bperfect!|"
    r"\bamazing!|\bgreat!|\bbrilliant!|\blovely!|"
    r"[\U0001F600-\U0001F60F\U0001F617-\U0001F61D\U0001F642\U0001F643\U0001F917\U0001F929\U0001F970\U0001F"
    r"973\U0001F389\U0001F38A\U0001F44D\U0001F64C\U0001F44B\u2728\U0001F4AA\u263A\u2764]|"
    r"(?<!\w)[:;]-?[)D](?!\w)"
)


def find_defence(reading: Reading) -> None:
    """Record defences; a cause that is owned and followed by an act is an explanation, not an excuse (X12)."""
    find(reading, _FRAMES)
    find(reading, (*BLAME, *BELITTLING, *SENDING_AWAY))
    if not reading.has("made_excuse"):
        find(reading, (_EXCUSE, *EXCUSES))
        if reading.has("made_excuse") and _acts_on_it(reading):
            reading.drop("made_excuse")
    _read_cheer(reading)


_ACTED_ON = pattern(
    r"\b(?:so |and )?(?:@HAVE|@WILL|i'm|i am|we're|we are) (?:@ADV)(?:now )?(?!sorry|"
    r"afraid|not|unable|see|help|look\b|be\b|sure|checked)(?:[a-z]+(?:ed|ing)|book|send|"
    r"move|call|ring|raise|order|put|sent|get|chase|arrange|refund|replace|cancel|take|"
    r"took|make)\b"
)
_DENIED = pattern(
    r"\b(?:not|n't) (?:\w+ )?(?:our|my) (?:fault|problem|department|job|responsibility)|"
    r"\bout of (?:our|my) (?:hands|control)|\bblame\b"
)


def _acts_on_it(reading: Reading) -> bool:
    place = next((start for start, move in reading.moves if move.kind == "made_excuse"), 0)
    return _ACTED_ON.search(reading.text, place) is not None and _DENIED.search(reading.text) is None


def _read_cheer(reading: Reading) -> None:
    match = _CHEER.search(reading.text)
    if match is not None and reading.upset and not reading.negated(match.start()):
        reading.add("toxic_cheer", match.start(), match.end(), widen=True)
