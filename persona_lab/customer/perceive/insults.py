"""Insults and mockery: names, contempt, threats, and scorn under a polite form (T01, V1)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_NAME = (
    r"(?:idiots?|fools?|foolish|hopeless|stupid|morons?|pathetic|liars?|dumb|clueless|dense|thick|"
    r"incompetent|crazy|insane|imbeciles?|jerks?|clowns?|jokes?|nightmare|brats?|children|child|"
    r"toddler|baby|whingers?|moaners?|whiners?|nuisance|pests?|nobody|loser|disgrace|drama queen|"
    r"time[ -]waster|simple(?:ton)?|slow|daft|dim|ungrateful|unbearable|insufferable|impossible|"
    r"ridiculous|deluded)"
)
INSULTS = (
    Frame(
        "insulted",
        "names",
        any_of(
            r"\b(?:you(?:'re| are|r)?|such|what) (?:@ADV)(?:an? |being |really |all |"
            r"just )*(?:@ADV)(?:idiots?|stupid|morons?|pathetic|ridiculous|liars?|dumb|clueless|dense|thick|"
            r"incompetent|crazy|insane|nuts|imbeciles?|fools?|jerks?|clowns?|a joke|time[ -]waster|waste of|"
            r"the worst customer|a nightmare customer|dim|ignorant|lying|delusional|unhinged|cretin|arrogant|"
            r"whiner|whining|a pain|an embarrassment|lazy|cheapskate|entitled (?:brat|little|person|people)|"
            r"a bully|a crybaby)",
            r"\b(?:idiot|moron|imbecile|cretin|dumbass|asshole|arsehole|crybaby)\b",
            r"\bpeople like you\b",
            r"\byou people\b",
            r"\byou (?:clearly |obviously |evidently )?(?:can't|cannot|don't know how to) read",
            r"\bbit (?:slow|thick|dim),? (?:are|aren't)",
        ),
        unless=(
            r"(?:not|n't|nor|never) (?:\w+ ){0,2}(?:an? )?(?:idiot|stupid|liar|crazy|clueless|ridiculous|"
            r"delusional|insane)|\b(?:i|we) (?:was|am|'m|were)|people like you (?:deserve|are the reason|who|"
            r"keep|make)|are you people"
        ),
    ),
    Frame(
        "insulted",
        "mockery",
        any_of(
            r"\blearn (?:how )?to (?:read|listen|spell|use|behave)",
            r"\bget a life",
            r"\bshut up",
            r"\bgrow up\b",
            r"\bare you (?:deaf|stupid|blind|serious(?:ly)? (?:this|that)|dumb|thick|always this|"
            r"even listening|slow|incapable)",
            r"\bgo away\b",
            r"\bget lost\b",
            r"\bpiss off",
            r"\bfuck",
            r"\bscrew you",
            r"\bwho cares",
            r"\bboo[ -]?hoo",
            r"\bcry about it",
            r"\bcry me a",
            r"\bnot the (?:sharpest|brightest)",
            r"\ba child (?:could|would|can)",
            r"\beven a (?:child|five|toddler|monkey)",
            r"\bdo you (?:even )?(?:know|understand) how to (?:read|use)",
            r"\bi'?m not (?:your|here to be your) (?:servant|slave|maid|mother|babysitter)",
            r"\bspell it out for you",
            r"\bwant me to draw",
            r"\bbrain",
            r"\bcommon sense",
            r"\bsimple enough for you",
        ),
        unless=r"brainstorm|brainer|pick(?:ing)? .{0,10}brain",
    ),
    Frame(
        "insulted",
        "threat",
        any_of(
            r"\b(?:i'll|i will|we'll|we will|i can|we can|going to|gonna|or i|or we) (?:\w+ )?(?:ban|block|"
            r"blacklist|sue|report you|have you (?:banned|removed|arrested|blocked)|call (?:the )?(?:police|"
            r"security) on|cancel your account|make sure you (?:never|get nothing|regret|wait))",
            r"\byou'll (?:regret|be sorry|get nothing)",
        ),
        unless=r"(?:block|ban) (?:the|that|this|any|further|those|your (?:card|old|stolen|lost))",
    ),
    Frame(
        "insulted",
        "a name",
        any_of(
            (
                r"\b(?:you(?:'re| are|r| sound| act| behave| look)?|ur|only|nobody likes|such|"
                r"what) (?:@ADV)(?:like )?(?:being )?(?:an? )?(?:\w+ )?"
            )
            + _NAME
            + r"\b",
            r"\byou(?:'re| are) (?:\w+ )?not (?:\w+ )?(?:clever|bright|smart|sharp|intelligent|the brightest|"
            r"the sharpest)\b",
            r"\b(?:met|seen|known|dealt with) (?:far |much )?(?:smarter|brighter|cleverer|nicer) \w+",
        ),
        unless=r"\b(?:not|n't|nor|never|nobody should)\b.{0,20}"
        + _NAME
        + (
            r"|\bi (?:feel|was|am|look)\b|\bi'm\b|(?:way|week|day|time|thing|start|wait|situation)\b|"
            r"\byour (?:child|children|baby|toddler)|what (?:an? )?(?:\w+ )?(?:nightmare|joke|disgrace|"
            r"ridiculous)|impossible (?:to|for|position)"
        ),
        negatable=False,
    ),
    Frame(
        "insulted",
        "contempt",
        any_of(
            r"\buse your (?:head|brain|eyes|loaf|common sense)\b",
            r"\byou (?:wouldn't|don't|couldn't) know (?:a |an |the )?\w+ (?:from|if it)\b",
            r"\byou couldn't (?:\w+ )?if you tried",
            r"\bwhat(?:'s| is) (?:wrong|the matter|your problem) with you\b",
            r"\bwhat(?:'s| is) your problem\b",
            r"\b(?:didn't|did nobody|did no one|hasn't anyone|did your (?:mother|parents)|didn't anyone|"
            r"didn't they) (?:ever )?(?:teach|taught|tell) you\b",
            r"\b(?:some|certain) people (?:\w+ )?(?:shouldn't|should not|should never|don't deserve|can't be|"
            r"need)\b",
            r"\blike (?:talking|speaking|explaining) to (?:a|an|the) (?:brick )?(?:wall|child|toddler|plant|"
            r"stone)\b",
            r"\bstop (?:whining|moaning|crying|whingeing|whinging|complaining|snivelling|bleating)\b",
            r"\byou (?:\w+ )?deserve(?:d)? (?:to be (?:soaked|ignored|cut|left|robbed|cheated|kept)|it|"
            r"what you got|no better|nothing)\b",
        ),
        unless=r"nobody deserves|you don't deserve|didn't deserve|never deserved",
        negatable=False,
    ),
    Frame(
        "insulted",
        "a threat",
        any_of(
            r"\b(?:or|and) you (?:won't|will not|'ll never|will never) (?:get|see|receive) (?:a |one |your |"
            r"any)",
            r"\b(?:carry on|keep (?:this|it|that) up|go on|one more (?:word|time)|"
            r"say that again)\b.{0,30}\b(?:won't|or|and (?:i|we|you|see)|i'll|we'll)\b",
        ),
        negatable=False,
    ),
)
SARCASM = (
    Frame(
        "sarcastic",
        "said already",
        any_of(
            r"\b(?:as|like|what) (?:i|we)(?:'ve| have|'d| had)? (?:already |just |clearly |repeatedly |"
            r"previously |literally )+(?:said|told|explained|mentioned|stated|informed|written|wrote|pointed)",
            r"\blike i (?:said|told|explained|keep)",
            r"\b(?:as|what) i (?:told you|keep (?:saying|telling|explaining))",
            r"\bhow many times (?:do|must|have) i",
            r"\bas (?:previously|already|repeatedly|clearly) (?:stated|explained|mentioned|advised|noted|said|"
            r"outlined|communicated)",
            r"\b(?:you|he|she) would say that",
            r"\bfor the (?:last|umpteenth|hundredth) time\b",
            r"\bfor the (?:second|third|fourth|tenth) time,? (?:i|as|please|no|will you|would you|can you|now)\b",
            r"\bonce again,? as",
            r"\bi(?:'ve| have) (?:already )?(?:told|explained|said) (?:\w+ ){0,3}(?:twice|already|"
            r"several times|three times|before|repeatedly|again and again)",
            r"\bwhich part (?:of|did)",
            r"\bread (?:it|that|my \w+) again",
            r"\bif you(?:'d| had)? (?:actually |bothered |only |just )*(?:read|listened|listen|bothered|"
            r"paid attention|looked|checked)",
        ),
    ),
    Frame(
        "sarcastic",
        "mock politeness",
        any_of(
            r"\bwith (?:all )?(?:due )?respect\b",
            r"\b(?:oh|well),? (?:\w+,? )?(?:great|wonderful|lovely|brilliant|fantastic|perfect|"
            r"congratulations|boo|poor you|dear me|how (?:terrible|awful|tragic|dreadful)|i(?:'m| am) (?:so|"
            r"ever so|terribly) sorry|excuse me|please do|do forgive|sure|of course,? (?:your|because))",
            r"\bcongratulations\b",
            r"\bgood for you\b",
            r"\bbravo\b",
            r"\bslow clap",
            r"\bforgive (?:me|us) for (?:not|trying|doing|breathing|thinking|daring)",
            r"\bexcuse (?:me|us) for (?:not|trying|doing|breathing|thinking|daring|existing)",
            r"\bsilly (?:me|us)\b",
            r"\bpardon me for",
            r"\bhow (?:terrible|awful|tragic|dreadful|dare) for you",
            r"\bpoor (?:you|thing|baby)\b",
            r"\byour (?:highness|majesty|lordship)",
            r"\bgenius\b",
            r"\beinstein",
            r"\bwell done you",
            r"\bsurely (?:you|even)",
            r"\bmust be (?:nice|hard|lovely) (?:being|to be|having)",
            r"\bif you say so",
            r"\bwhatever you say",
            r"\bwhat a (?:surprise|tragedy|shock)",
            r"\bnot psychic",
            r"\bmind ?reader",
            r"\bmagic wand",
            r"\bcrystal ball",
            r"\bread(?:ing)? minds",
            r"\bthe (?:world|universe|sun) (?:doesn't|does not|revolves|isn't|is not|must)",
            r"\b(?:clearly|obviously|evidently),? you know (?:better|best|more|everything)",
            r"\byou(?:'re| are) the expert",
            r"\bthanks? (?:you )?(?:so much |very much )?for (?:pointing out the obvious|enlightening|"
            r"your (?:expert|kind words|wisdom|insight)|that (?:insight|wisdom|gem|charming))",
            r"\blast time i checked",
            r"\bbelieve it or not\b",
            r"\bin case you (?:hadn't|haven't|didn't) notice",
            r"\bhow (?:nice|charming|lovely|delightful|original)[.!]",
            r"\bcharming\b",
            r"\bnews ?flash",
            r"\btake (?:it|that) up with (?:god|the weather)",
            r"\bwork(?:ing)? miracles",
            r"\bdrop everything",
        ),
        unless=(
            r"congratulations on|how lovely (?:that|to)|not (?:meant|being|trying) .{0,20}sarcas|"
            r"how dreadful for you (?:and|that|to)"
        ),
    ),
    Frame(
        "sarcastic",
        "mock pity",
        any_of(
            r"\bhow(?:ever)? (?:did|will|can|do) you (?:ever )?(?:survive|cope|manage|bear|live|go on)\b",
            r"^\W*(?:oh|ooh|aw+|wow|my)\W+(?:\w+ )?(?:dear|no|poor|wow|ok|okay|really|"
            r"my)?,? .{0,40}\b(?:\w+'s nest|survive|tragic|violin|einstein|genius|sherlock|specialist|expert|"
            r"professor|how (?:nice|sad|terrible|awful|tragic))\b",
            r"\bwhat (?:a|an) (?:hardship|tragedy|disaster|ordeal for you|catastrophe|calamity|drama|"
            r"nightmare for you)\b",
            r"\b(?:violin|medal|red carpet|round of applause|standing ovation|gold star|trophy|fanfare|hanky|"
            r"tissue)s?\b",
            r"\b(?:your|his|her) (?:grace|majesty|highness|lordship|ladyship|royal)\b",
            r"\b(?:sherlock|einstein|mastermind)\b|\b(?:bravo|genius|clever|thanks for (?:that|\w+ \w+)),? professor\b",
            r"\bwow,? (?:ok|okay|sure|great|right)\b",
        ),
        unless=r"for your ordeal|sorry",
        negatable=False,
    ),
    Frame(
        "sarcastic",
        "mock agreement",
        any_of(
            r"^\W*(?:oh |yes,? |right,? |well,? )*because (?:of course|naturally|clearly|obviously|"
            r"\w+ing (?:\w+ )?(?:always|really|never)|(?:it's|that's|we're|i'm|everything is) always)\b",
            r"\bof course it(?:'s| is) always (?:our|my|us|me)\b|\bit(?:'s| is) always our fault\b",
            r"\b(?:clearly|obviously|evidently|naturally),? you(?:'re| are) (?:an? |the )\w+,? ?(?:then|here|"
            r"now)?\W*$",
            r"\bi(?:'m| am) sure the (?:queen|king|pope|president|prime minister|royal|emperor)\b",
            r"\b(?:the queen|the king|the pope) (?:gets|would|has|waits)\b",
            r"\bthanks? (?:you )?(?:so much |very much )?for (?:the|that|your) (?:lecture|sermon|lesson|"
            r"wisdom|advice on|speech|life lesson|charming)\b",
            r"\blovely (?:manners|attitude|language|tone)\b|\bcharming (?:manners|attitude)\b",
        ),
        negatable=False,
    ),
    Frame(
        "sarcastic",
        "mock offers",
        any_of(
            r"\b(?:would you like|shall i|should i|do you want|want) (?:me to )?(?:come round|pop round|fly|"
            r"kneel|beg|hold your hand|wipe|mop|tuck|fetch a|sing|build|turn back|draw|carry|"
            r"bow)\b(?!.{0,20}(?:back|courier))",
            r"\b(?:get|find|use|fetch|wave|hop in|start|fire up) (?:out )?my (?:time machine|magic wand|"
            r"crystal ball|cape|wand|teleporter)\b",
            r"\b(?:do )?(?:let|tell) me (?:know )?when you(?:'ve| have|'re| are) (?:quite )?(?:finished|"
            r"done) (?:shouting|ranting|moaning|complaining|yelling|screaming|your)",
            r"\bi suppose (?:you|next you|now you)(?:'ll| will|'d)? (?:want|expect|like|need|think|"
            r"be wanting)\b",
            r"\bare you (?:quite )?(?:finished|done)(?: shouting| ranting| now)?\?",
        ),
        negatable=False,
    ),
)
