"""Blame: excuses and third parties, and the customer made the cause (T06, V4)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_READING = r"(?:read|check|follow|look|listen|open|see|bother|try|think|measure)\w*"
_MISUSE = (
    r"(?:overfill|overload|misus|mishandl|mistreat|dropp|forc|neglect|tamper|misread|rough|spill|"
    r"overheat|leav(?:ing)? it on|us(?:e|ing) it wrong|plug)\w*"
)

BLAME = (
    Frame(
        "blamed_customer",
        "you should have",
        any_of(
            r"^\W*had you (?:not |only )?\w+(?=[^?]*$)",
            r"\byou (?:@ADV)(?:should(?:'ve| have)|could(?:'ve| have)|ought to have|were (?:supposed|meant|"
            r"told) to|needed to|might have) (?!(?:\w+ )?(?:been|had|got|received|heard|never|not|seen (?:it|"
            r"this|that|a) (?:by|sooner)|done (?:nothing|without)|expected|to)"
            # what somebody is owed is not what somebody failed to do
            r"|(?:something|anything|an?|the|your|this|that|it|more|better|enough|our) )",
            r"\byou (?:@ADV)(?:must have|must've) (?!been|had|felt|thought|wondered|waited|spent|worried|paid|"
            r"lost|hoped|expected|sat|hated|a |to |the )\w+",
            r"\byou (?:@ADV)(?:may have|probably|presumably) (?:\w+ )?(?:missed|entered|typed|given|gave|"
            r"forgotten|forgot|misread|misunderstood|clicked|done|did|put|chosen|chose|pressed|used|broken|"
            r"damaged|dropped|overlooked|ignored|provided|deleted|been out|lost|made|misplaced|set|selected|"
            r"not|left|mistaken|mixed|filled)",
            r"\bif you(?:'d| had) (?:\w+ )?(?:read|told|called|checked|contacted|ordered|followed|given|"
            r"listened|asked|been|rung|kept|paid|come|bothered|done|let)",
            r"\byou should read",
            r"\bwhy (?:didn't|did not|haven't|have not|wouldn't|don't) you (?!receive|get)",
        ),
    ),
    Frame(
        "blamed_customer",
        "you did it",
        any_of(
            r"\byou (?:@ADV)(?:didn't|did not|failed to|forgot to|neglected to|never|haven't|have not|"
            r"refused to|chose (?:not )?(?:to|the|that|this)|agreed to|signed (?:up )?for|entered (?:the|a|"
            r"an) (?:wrong|incorrect)|gave us (?:the|a|an) (?:wrong|incorrect)|typed|put (?:in )?(?:the|"
            r"a) wrong|clicked|ignored|misread|misunderstood|left it (?:too|so)|waited too|filled|"
            r"missed (?:the|your|our) (?:deadline|delivery|call|email|appointment|slot)|are (?:the one|"
            r"responsible|to blame|at fault)|yourself|made (?:a|the|this) mistake|caused|provided (?:the|us|"
            r"an?) (?:wrong|incorrect|\w+ wrong)) ?(?:\w+)?",
            r"\b(?:is|was|'s|it's|be|are|entirely|purely|clearly|simply|partly|actually) (?:entirely |all |"
            r"clearly |simply |actually |partly |really )?(?:your|the customer's|your own|"
            r"user) (?:own )?(?:fault|mistake|error|responsibility|doing|problem|choice|decision|side|end)\b",
            r"\buser error",
            r"\byour own (?:fault|mistake|error|doing|choice|carelessness)",
            r"\bon your (?:end|side|part)\b.{0,30}(?:error|mistake|problem|wrong|issue|fault)",
            r"\b(?:error|mistake|problem|fault|issue)s? (?:is |was |seems to be |must be |lies )?(?:on|at|"
            r"with|from) your (?:end|side|part)",
        ),
        unless=(
            r"you (?:\w+ )?(?:didn't|did not|haven't|have not|never|have never|weren't) (?:\w+ )?(?:do|done|"
            r"did) anything|nothing wrong|you (?:\w+ )?(?:didn't|did not|haven't|have not|never|"
            r"have never) (?:\w+ )?(?:get|got|gotten|receive|received|hear|heard|deserve|ask|asked|have to|"
            r"need|want|expect|had|been|cause|make any|see|seen|sign up for|order(?:ed)? it|"
            r"agree(?:d)? to (?:it|that|this)|use|once|know|choose|find)|\b(?:not|isn't|wasn't|no part|"
            r"none of) (?:\w+ ){0,3}(?:your|you)\b|if you (?:didn't|did not|never|haven't)|so you (?:never|"
            r"didn't|haven't|did not)|^\W*(?:and |so |or )?did you|you're saying|you said|you told|"
            r"that you (?:never|didn't|haven't)|sorry|what did you|may i ask|can i ask|apolog|if i(?:'ve|"
            r" have) (?:it|this|got|understood)|whether you|and you (?:never|still|haven't) |"
            r"check(?:ing)? (?:that|if|whether)"
        ),
    ),
    Frame(
        "blamed_customer",
        "you are wrong",
        any_of(
            r"\byou(?:'re| are) (?:@ADV)(?:wrong|mistaken|incorrect|confused|misinformed|misremembering|"
            r"exaggerating|imagining|lying|not (?:telling|being (?:honest|truthful|fair|clear)|listening|"
            r"understanding|right|correct|making))",
            r"\b(?:that|this|it)(?:'s| is| was)? (?:@ADV)(?:not|n't|isn't|wasn't) (?:@ADV)(?:true|"
            r"what happened|correct|right|accurate|possible|how it (?:happened|works))[.!,;]",
            r"\byou(?:'ve| have) (?:got|misunderstood|misread|confused|made (?:a|the|an)) ?(?:it wrong|"
            r"the wrong|this wrong|a mistake|an error|the mistake)?",
            r"\b(?:our|the|my) (?:records?|system|tracking|log|logs|notes|data|file|gps|"
            r"scan) (?:@ADV)(?:shows?|says?|states?|indicates?|confirms?)[^.]{0,60}(?:delivered|signed|"
            r"received|was sent|was used|answered|no (?:record|trace|call)|nothing|didn't|did not|never)",
        ),
        unless=(
            r"you(?:'ve| have) got (?:a|every|the right|me|us|my|to|an?)|that(?:'s| is) not (?:right|correct|"
            r"accurate|true)[,.;!] (?:and )?(?:i|we|so|let)|so that(?:'s| is)|nothing you|you(?:'re|"
            r" are) not wrong|that isn't right[.,]? |that(?:'s| is) not right\W*$|haven't been|never been|"
            r"no sign|yet|which is why|you were right|backs you|as you (?:said|say)|exactly what you|agree|"
            r"was never|never (?:left|sent|went|shipped|placed|raised|passed)|didn't (?:leave|go out|ship)"
        ),
    ),
    Frame(
        "blamed_customer",
        "by a question",
        any_of(
            r"\bdid you (?:even|actually|really|ever|not|bother to|at least) " + _READING,
            r"\bare you (?:quite |absolutely |really )?sure (?:that )?you (?:didn't|did not|haven't|weren't)\b",
            r"\bwhat (?:did|do) you expect\b|\bso what did you\b",
            r"\b(?:didn't|haven't) you (?:even )?" + _READING,
        ),
        negatable=False,
    ),
    Frame(
        "blamed_customer",
        "by advice after the fact",
        any_of(
            r"\b(?:would|might) have been (?:\w+ )?(?:wiser|better|sensible|helpful|smarter|easier|"
            r"good) (?:to|if you|for you to)\b",
            r"^\W*(?:and )?next time,? (?:please |just |do )?(?!(?:i|we|you(?:'ll| will)|it|they|the|a|he|"
            r"she)\b)\w+",
            r"\b(?:customers|people|users|those) who (?:\w+ )?(?:follow|read|check|listen|use it|"
            r"order early)\b",
            r"\byou can (?:hardly|not really|scarcely) expect\b|\byou can't expect\b",
            r"\bleft (?:it|things) (?:far |much |a bit |rather )?too late\b",
            r"\byou (?:\w+ )?(?:waited|left it) (?:a |an |too |so )",
        ),
        negatable=False,
    ),
    Frame(
        "blamed_customer",
        "as the cause",
        any_of(
            # your act
            r"\b(?:it was|it's|it is) you (?:who|that) (?!told|wrote|were|was|waited|had|asked|paid|deserve|"
            r"found|noticed|suffered|lost)\w+",
            r"\byou (?:\w+ )?(?:did not|didn't|have not|haven't|don't|do not) .{2,40}\b(?:properly|correctly|"
            r"right|carefully|in time|on time)\b",
            (
                r"\b(?:comes? from|caused by|due to|result of|because of|happens? (?:from|when)|that(?:'s|"
                r" is) from) (?:you |your |people )?"
            )
            + _MISUSE,
            r"\bif you "
            + _MISUSE
            + r"|\byou (?:\w+ ){0,3}(?:overfill|overload|misus|mishandl|dropp|forc|tamper|misread|spill)\w*",
            r"\byou (?:agreed|consented|signed|ticked|accepted|confirmed|opted|chose) .{0,40}(?:when|tick|box|"
            r"terms|contract|it)\b",
            # your people or your thing
            r"\b(?:somebody|someone|anyone) (?:in|at) your (?:house|home|end|family|office|place)\b",
            r"\byour (?:own )?(?:e-?mails?|letters?|calls?|payment|order|card|router|phone|wiring|address|"
            r"details) (?:\w+ )?(?:came|went|was|were|is|are) (?:\w+ )?(?:to |at |on )?(?:the )?(?:wrong|"
            r"incorrect|incomplete|late|invalid)",
            # your side
            r"\b(?:error|mistake|fault|problem|issue|cause|slip) (?:\w+ )?(?:sits?|lies?|is|was|comes?|"
            r"started) (?:\w+ )?(?:on|at|with|from) (?:your|you\b)",
        ),
        unless=(
            r"\b(?:isn't|not|never|wasn't) (?:\w+ )?(?:your|you|on you)|did nothing wrong|had we|sorry|apolog|"
            r"thank|grateful"
        ),
        negatable=False,
    ),
)

_OTHERS = (
    r"(?:couriers?|suppliers?|warehouse|depot|drivers?|(?:computer |booking |new |our )?systems?|"
    r"software|website|weather|snow|traffic|strike|(?:other|another|different|billing|sales|shipping|"
    r"previous|finance|night) (?:department|team|colleague|agent|shift|office|branch)|"
    r"third[ -]part\w+|bank|post office|royal mail|manufacturers?|airline|airport|contractors?|"
    r"subcontractors?|carrier|post|delivery (?:company|partner|firm|people|guys)|shipping company|"
    r"landlord|agency|booking site|site|platform|provider|hotel|partner|it department|head office|"
    r"they)"
)

EXCUSE = Frame(
    "made_excuse",
    "someone else did it",
    (
        r"\b(?:the|our|that's (?:the|our)|it was (?:the|our)|because (?:of )?(?:the|our)|blame|"
        r"due to (?:the|a|an|our)?) ?"
    )
    + _OTHERS
    + (
        r"(?:'s)?\b(?: (?:has|have|had|was|were|is|are|just|must have|simply|unfortunately|probably|never|"
        r"again|always|who|that)){0,3} ?(?:lost|losing|failed|fails|didn't|did not|doesn't|won't|crashed|"
        r"messed|went down|down|broke|dropped|delayed|caused|to blame|fault|forgot|let us down|mistake|"
        r"error|responsib\w+|problem|slow|bad|terrible|useless|glitch\w*|made|late|not (?:pass|tell|send|"
        r"updat|respons|us)\w*|screwed|problems|issues|not us)\b|\bblame (?:the|our) "
    )
    + _OTHERS,
    unless=(
        r"\b(?:that|which|it|this)(?:'s| is) (?:still |also )?(?:on us|ours|our responsibility|our fault|"
        r"no excuse|not an excuse|on me)|no excuse|not an excuse|still our|isn't your"
    ),
)
_THIRD = (
    r"(?:couriers?|suppliers?|warehouse|depot|drivers?|factory|workshop|bank|lab|system|software|"
    r"website|post|carrier|manufacturers?|contractors?|partners?|landlord|previous (?:agent|"
    r"colleague)|other (?:team|department|shift)|last agent|colleagues?)"
)
NOT_OURS = (
    Frame(
        "made_excuse",
        "not ours",
        (
            r"\bnothing (?:i|we) can do about (?:it|that|this)\b|\b(?:not|isn't|wasn't|n't|hardly|"
            r"never) (?:@ADV)(?:in )?(?:our|us|the company's) ?(?:fault|mistake|doing|error|responsib\w+|"
            r"problem)|\bnot (?:on|down to|because of) us\b|\b(?:not|rather than|isn't|wasn't) (?:with |by |"
            r"from )?(?:us|ourselves|ours)\b|\b(?:lies?|rests?|sits?) (?:\w+ )?with (?:the|our|your) |"
            r"\bnothing to do with (?:us|me|our)|\bout of (?:our|my) (?:hands|control)|\b(?:beyond|"
            r"outside) (?:our|my) control|\bno control over|\b(?:can't|cannot|couldn't) (?:be )?(?:control|"
            r"help (?:it|that|the|what)|held responsible|be responsible|responsible)|"
            r"\bnot (?:really )?my (?:department|area|job|team|problem|decision|role|call)|"
            r"\bisn't my (?:department|area|job|team|problem|decision)|\bit(?:'s| is| was) (?:the|our) "
        )
        + _OTHERS
        + r"(?:'s)? (?:fault|who|that|mistake|problem|job|responsibility)|\bnot responsible for",
        unless=r"not your fault|no excuse|isn't your|\b(?:find|found|hear|heard|learn\w*)\b.{0,40}\bnot from us",
    ),
    Frame(
        "made_excuse",
        "busy",
        any_of(
            r"\bshort[- ]?(?:staffed|handed)",
            r"\bunder[- ]?staffed",
            r"\bstaff(?:ing)? (?:shortages?|issues|problems|sickness|off)",
            r"\b(?:busy|peak|holiday|festive) (?:time|period|season|day|week)",
            r"\b(?:very|so|really|extremely|incredibly|super|just|quite|too|been) (?:busy|swamped|overloaded|"
            r"snowed under|stretched)\b",
            r"\b(?:high|large|heavy|unusual|exceptional) (?:\w+ )?(?:volumes?|demand|numbers?) of",
            r"\bhigh (?:call )?(?:volumes?|demand)",
            r"\b(?:lots|loads|hundreds|thousands|many) of (?:\w+ )?(?:orders|customers|calls|requests|"
            r"complaints|tickets)",
            r"\bbacklog",
            r"\bteething",
        ),
        unless=(
            r"you(?:'re| are|r| were| have)? (?:\w+ )?(?:busy|swamped|stretched)|no excuse|not an excuse|"
            r"busy (?:schedule|life|day (?:for|of) you)|i know (?:you|how) .{0,10}busy"
        ),
    ),
)
EXCUSES = (
    Frame(
        "made_excuse",
        "overrun",
        any_of(
            r"\b(?:people|staff|colleagues|half the team|half of us|everyone|everybody|lots)(?:'s| is| are|"
            r"'re)? (?:\w+ )?(?:off sick|on holiday|on leave|away|ill|off(?=\W*$|,| (?:today|this|until|till|for|"
            r"with|at)\b))\b",
            r"\b(?:off sick|on holiday) (?:last|this|at the moment|these|all)\b",
            r"\b(?:it's|it has|it is|its|things)(?: been| have been|'ve been)? (?:\w+ )?(?:mental|crazy|mad|"
            r"hectic|manic|chaos|chaotic|non-stop)\b",
            r"\b(?:we|i)(?:'re|'ve| are| have| am|'m)? (?:having |got |had )?(?:so |very |too )?(?:many|"
            r"much) (?:work|orders|calls|emails|customers|to do)\b",
            r"\bwith (?:the|all the|this) (?:storm|snow|strike|weather|holidays|sale|rush|season|traffic)\b",
        ),
        unless=r"no excuse|not an excuse|does not make it right|doesn't make it right|your (?:house|family|home)",
        negatable=False,
    ),
    Frame(
        "made_excuse",
        "someone else, or nobody",
        any_of(
            # a third party named as the cause
            r"\b(?:blame|ask|thank) (?:the|our|your|that) (?:\w+ )?" + _THIRD + r"\b.{0,20}\b(?:for|not us|that)",
            r"\b(?:the|our|your|that) (?:\w+ )?"
            + _THIRD
            + (
                r"(?:'s)? (?:\w+ )?(?:let (?:the side|us|everyone) down|always take|are always|is always|"
                r"is (?:the )?slow|messed|dropped|ate|lost|mixed|didn't leave|didn't tell|never told|never passed|"
                r"hadn't)\b"
            ),
            r"\bit(?:'s| is| was) (?:the|our|your) (?:\w+ )?" + _THIRD + r"(?:'s)? (?:end|fault|side|mess|doing|job)\b",
            r"\b(?:it|new \w+|system|filter|software|update) (?:ate|swallowed|lost|deleted|"
            r"wiped) (?:\w+ ){0,3}(?:mail|emails?|orders?|messages?|data)\b",
            r"\bif (?:the|our|your) (?:\w+ )?" + _THIRD + r" had\b",
            # not answerable
            r"\b(?:we|i) (?:only|just|merely) (?:sell|pass|resell|take|do) (?:them|it|orders|on|what)\b",
            r"\b(?:can't|cannot|can not|couldn't) (?:hold|blame|expect) (?:us|me)\b",
            r"\bhold us responsible\b",
            r"\bthese things are (?:automatic|automated)",
            r"\bit(?:'s| is) all automatic",
            r"\bthat(?:'s| is) how (?:the|they|it)\b",
            r"\b(?:junk|spam) (?:folder|filter|mail)\b",
            # not told
            r"\b(?:i|we) (?:was|were)n't (?:told|informed|aware|given|notified)\b",
            r"\b(?:i|we) (?:was|were) (?:never|not) (?:told|informed|aware)\b",
            r"\bcouldn't (?:have )?know(?:n)?\b",
            r"\bnobody told (?:me|us)\b",
            r"\b(?:not|n't) leave any notes\b",
        ),
        unless=r"no excuse|not an excuse|is on us|our fault|on me\b|check your (?:junk|spam)|(?:i'm|i am) sending",
        when_asked=False,
        negatable=False,
    ),
)
