"""Belittling: the harm called small, common or nothing (T26)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

BELITTLING = (
    Frame(
        "minimised",
        "small",
        any_of(
            r"\b(?:it|that|this|you)(?:'s| is| was|'ve| have|s|'re| are)? (?:really |actually |been )?(?:only|"
            r"just|merely|simply) (?:been )?(?:an?|one|two|three|four|five|\d+|a few|a couple|a matter of|"
            r"been|the one|some|money|minutes|a little|five) (?!way|moment|question|thing (?:i|we)|person|"
            r"more|number|click|second while)",
            r"\bnot (?:that|so|such|too|really|even|the) (?:\w+ )?(?:bad|big|serious|long|late|much|terrible|"
            r"important|urgent|end of the world|hard|far|unusual|uncommon)\b",
            r"\b(?:it|that|this)(?:'s| is|s) (?:just |only )?one (?:\w+ )?\w+\W*$",
            r"\b(?:no|not a|hardly a|isn't a|such a) big (?:deal|thing|problem|issue)",
            r"\bend of the world",
            r"\b(?:minor|small|little|tiny|slight|trivial|quick) (?:\w+ )?(?:delay|hiccup|issue|glitch|"
            r"problem|inconvenience|mistake|error|mix-up|matter|thing|detail|setback|amount|sum|snag|blip|"
            r"bump|hitch|oversight|misunderstanding)",
            r"\b(?:hiccup|blip)\b",
            r"\bnothing (?:to worry|serious|major|to get|to be (?:upset|angry))",
            r"\bdon't worry (?:about it|too|so|yourself|it|,)",
            r"\bno worries",
            r"\bworse things",
            r"\b(?:it|which|that)(?:'s| is)n't (?:that|so|really that)",
        ),
        unless=(
            r"\b(?:not|isn't|wasn't|no|n't|hardly|than|more than|far from|never) (?:\w+ ){0,2}(?:only|just|"
            r"merely|minor|small|little|tiny|slight|trivial)|just (?:a|one) (?:\w+ )?(?:moment|second|sec|"
            r"minute|question|thing|check|note|heads|reminder)|one (?:small|little|quick|last) |"
            r"small (?:gesture|token|thank|comfort|print|consolation)|little (?:comfort|consolation|help)|"
            r"why it(?:'s| is) not|^\W*(?:was|is|did) (?:it|that)\b.{0,40}\bor\b|not (?:good|the (?:right|"
            r"service|way|experience))|this is not the end|not too late|hard for you|isn't too much|if (?:it|"
            r"that)(?:'s| is) not too|that(?:'s| is) not a"
        ),
    ),
    Frame(
        "minimised",
        "common",
        any_of(
            r"\b(?:that|this|it)(?:\'s| is) (?:just |simply )?(?:how|the way) (?:it|this|that|things|these|"
            r"the \w+) (?:\w+ )?(?:is|are|go|goes|works?|runs?)\b",
            r"\b(?:it|this|that|these things?|such things|things|mistakes|delays|errors) (?:just |simply |"
            r"sometimes |can |do |does |often |always |all |is |are )*happen(?:s|ing)?(?: (?:to|all|sometimes|"
            r"from|every|a lot|in|now)|[.,!]| and|$)",
            r"\bthese things happen",
            r"\bsuch is life",
            r"\bhappens to (?:everyone|everybody|all of us|the best|lots|many|a lot)",
            r"\b(?:very|quite|perfectly|totally|completely|fairly|pretty|is|'s|really|rather|entirely|"
            r"absolutely|a) (?:common|normal|usual|typical|standard) (?:issue|problem|thing|delay|wait|for|at|"
            r"with|in|and|here|these|this|[.,])",
            r"\bnormal[.!]",
            r"\bmost (?:of our |other |of the )?(?:customers|people|clients|users|guests|passengers|callers|"
            r"folks|tenants|patients) (?!in your|would (?:be|have|feel|find)|wouldn't)",
            r"\b(?:other|plenty of|lots of|many) (?:customers|people|passengers|guests|clients|"
            r"callers) (?:\w+ )?(?:have|are|wait|manage|cope|don't|would|had|get)",
            r"\b(?:everyone|everybody) (?:else )?(?:has|is|waits|gets|manages|goes|complains|experiences)",
            r"\bpart of life",
        ),
        unless=(
            r"make sure|again|so that|stop(?:s|ped)? |prevent|never|what happens|which happens|"
            r"that doesn't make|should(?:n't| not) |doesn't happen|everyone is (?:entitled|welcome)|"
            r"everyone (?:is )?(?:here|on (?:the|my|our) team)|whatever happens|isn't normal|not normal"
        ),
    ),
    Frame(
        "minimised",
        "compared",
        any_of(
            r"\bcould (?:be|have been) (?:\w+ )?worse",
            r"\b(?:had|seen|have|dealt with|get|hear|with|heard|got) (?:far |much |way |a lot |"
            r"even )?(?:worse|bigger problems|more serious|more urgent)",
            r"\bat least (?:you|it|your|the|nobody|we|he|she|they|no)",
            r"\blook on the bright",
            r"\bsilver lining",
            r"\bon the plus side",
            r"\b\d\d(?:[.,]\d+)? ?(?:%|per ?cent) of\b",
            r"\blucky (?:you|that|it|to|not)",
            r"(?:^\W*(?:just |and |but )?|\b(?:you|we|they) (?:@ADV)(?:should|ought to|could|can|might|"
            r"must) (?:just |at least )?)"
            r"be (?:glad|grateful|thankful)",
            r"\b(?:people|others|customers|some) (?:\w+ )?(?:who )?(?:have|had|with|are|"
            r"got) (?:it )?(?:\w+ )?worse",
            r"\bbigger (?:problems|issues|things)",
            r"\bperspective\b",
            r"\bfirst[- ]world",
        ),
        unless=(
            r"from your perspective|your perspective|at least (?:you|i|we) (?:can|could|should|deserve)|"
            r"owe you at least|at the (?:very )?least"
        ),
    ),
    Frame(
        "minimised",
        "small in itself",
        any_of(
            # a little of it
            r"\b(?:a (?:bit|drop|spot|touch|little|splash|couple|few) (?:of )?(?:\w+ )?)\w+ (?:never|won't|"
            r"doesn't|don't|isn't|will not|didn't|hardly) (?:\w+ )?(?:hurt|kill|make|matter|bother|harm|"
            r"the end|hurts|kills)\b",
            r"\b(?:it's|it is|its|that's|this is|is) (?:only|just|merely|nothing but|simply) (?:a |an |some |"
            r"one |\d |two )?\w+\b",
            r"\b(?:it|that|this)(?:'s| is| was)? (?:\w+ )?(?:nothing(?! (?:aboard|inside|in|on|at|from|of|with|wrong|"
            r"yours?)\b)|a trifle|a detail|no drama|peanuts|"
            r"a formality|no biggie)\b",
            # not much
            r"\b(?:\w+ )?(?:emails?|days?|hours?|calls?|minutes?|weeks?|pounds|euros|times) (?:isn't|is not|"
            r"aren't|are not|is hardly|are hardly|isn't really) (?:\w+ )?(?:a lot|much|long|many|that (?:long|"
            r"bad|much|many)|so (?:long|bad|much|many)|the end)\b",
            r"\b(?:won't|doesn't|wouldn't|will not|can't) (?:really |possibly )?(?:make (?:a|any|much|"
            r"that much)(?: \w+)? difference|hurt you|kill you|matter)\b",
            # as if
            r"\b(?:it's|it is|that's) not (?:as if|like|as though)\b",
            r"\bhardly (?:the end|a|an) \w+",
            r"\bend of the world\b",
            r"\b(?:mountain|fuss|drama|song and dance|meal|big thing|big deal) (?:out of|about|of) (?:it|this|"
            r"that|nothing|a)\b",
            r"\bat the end of the day,? (?:it|that|this)(?:'s| is)\b|\bwhen all is said\b",
            # no harm
            r"\bno (?:real |lasting |great )?(?:harm|damage) (?:was |is )?done\b|\ball's well that\b",
            r"\byou(?:'ll| will) (?:soon |quickly |probably |all )?(?:laugh|live|survive|forget|get over|cope|"
            r"manage|be fine)\b",
        ),
        unless=(
            r"\bnot (?:only|just|merely|simply)\b|\bisn't (?:only|just)|\bno small\b|too long|"
            r"nothing (?:burned|like)|just (?:a|one) (?:moment|minute|second|question|sec)|is just (?:not|"
            r"what|the|right|as)|just how|because nothing|nothing (?:we|i|you|to do)|nothing (?:less|short)"
        ),
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "minimised",
        "small in a tag question",
        any_of(
            r"\b(?:hardly|scarcely|just|only|not exactly) (?:the |a |an )?(?:\w+ ){1,5}(?:is it|isn't it|"
            r"was it|wasn't it|are they|aren't they)\?",
            r"\bhardly the end\b",
        ),
        negatable=False,
    ),
    Frame(
        "minimised",
        "common or compared",
        any_of(
            # it happens
            r"\b(?:we|i) (?:get|see|have|hear) (?:this|that|it|these|those|such \w+|"
            r"cases like this) (?:all the time|every day|daily|a lot|constantly|quite often|often)\b",
            r"\b(?:can|could|may|might|does|do) happen (?:to|with) (?:any|all|every|the best|anyone|everyone|"
            r"everybody)",
            r"\b(?:kettles|kit|machines|phones|systems|parcels|things|boilers|lines|trains|flights|"
            r"cards) (?:do |sometimes |just |will )+(?:\w+ )?(?:leak|break|drip|fail|get lost|go|drop|happen)",
            # others bear worse
            r"\b(?:plenty|lots|loads|many|most|some|other|others)(?: of)? ?(?:folk|folks|people|customers|"
            r"users|callers)? (?:who )?(?:wait|have|get|had|waited|cope|manage)\b.{0,20}\b(?:longer|worse|"
            r"more|less|far|fine|without)\b",
            r"\b(?:there are|some people have|people have|others have|"
            r"i have) (?:people with )?(?:\w+ )?(?:real|bigger|proper|serious|actual) (?:problems|issues|"
            r"worries|emergencies)\b",
            r"\b(?:far|much|way|a lot|even) worse (?:\w+ )?(?:than|cases|things|leaks|every|out|happens)\b",
        ),
        unless=r"we get this right|should(?:n't| not)|that doesn't|no comfort|not normal|no excuse",
        when_asked=False,
        negatable=False,
    ),
)
