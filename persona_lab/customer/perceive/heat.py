"""Heat: calming orders, insults, shouting, sarcasm, biting back, self-pity, calm boundaries (T01 to T04, V1, V3)."""

import re

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.insults import INSULTS, SARCASM
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.retorts import find_retorts
from persona_lab.customer.perceive.words import pattern, word_set

_ABUSE = (
    r"(?:swear(?:ing)?|curs(?:e|ing)|insults?|insulting|shout(?:ing)?|yell(?:ing)?|name[ "
    r"-]calling|calling (?:me )?names|abus(?:e|ive)|bad language|foul language|language|"
    r"offensive|personal (?:remarks?|comments?|attacks?)|threats?|slurs?|profanity)"
)

_BOUNDARY = Frame(
    "set_boundary",
    "help goes on without abuse",
    r"\b(?:help|assist|continue|carry on|keep going|work|sort|get (?:this|it)|fix|talk|"
    r"conversation|support|here for you|with you|end (?:the|this)|stop (?:the|this)|"
    r"close (?:the|this)|finish) ?.{0,70}\b"
    + _ABUSE
    + r"|\b(?:please |can we |could we |let's |let us |i'd ask (?:you )?(?:that we |to "
    r")?|i(?:'m going to| will|'ll| have to| need to| must|'d like to)? ask (?:you )?(?:that "
    r"we |to |for )?|may we )(?:please |kindly )?(?:leave|keep|drop|stop|avoid|do without|"
    r"put aside|set aside|skip|not) .{0,30}\b"
    + _ABUSE
    + r"|\bwithout (?:the |any )?"
    + _ABUSE
    + r"|"
    + _ABUSE
    + r" (?:has to|needs to|must|should) stop|\bask that (?:we|you) (?:keep|stay|remain) "
    r".{0,20}(?:respectful|civil|polite)|\b(?:keep|kept|stay|stayed|remain) (?:this "
    r"|it |things |our \w+ )?(?:respectful|civil|polite)\b",
    unless=r"how dare|watch your|mind your|your own language|language (?:barrier|setting|version|"
    r"option|line)|another language|abuse of|you idiot|in your language|what language|"
    r"which language",
    negatable=False,
)

_FRAMES = (
    Frame(
        "told_to_calm_down",
        "order",
        r"\b(?:calm|cool|settle|simmer|quiet)(?: yourself| yourselves)? (?:it )?(?:down|"
        r"off)\b|\bcalm yourself|\b(?:please |just |try to |need to |to |and |you |now,? "
        r"|^)(?:relax|chill(?: out)?|compose yourself|control yourself|get a grip|stay calm|"
        r"keep calm|be calm|(?:must|should|have to) (?:\w+ )?(?:be|stay|keep|remain) (?:\w+ "
        r")?calm|less of (?:the|that|your) (?:attitude|tone|cheek|lip|drama)|remain calm|"
        r"breathe)\b|\btake a (?:\w+ )?(?:breath|step back)|\blower your (?:voice|tone)|"
        r"\bmind your (?:tone|manners)|\bkeep your (?:voice|temper|cool|hair)|\b(?:must|"
        r"should|have to|please) (?:\w+ )?(?:be|stay|keep|remain) (?:\w+ )?(?:calm|civil "
        r"with me)|\bless of (?:the|that|your) (?:attitude|tone|cheek|lip|drama)|\bcount "
        r"to ten\b|\bpull yourself together",
        unless=r"\b(?:i|we|me)(?:'ll| will| need to| am going to)? (?:stay|keep|be|remain|take|"
        r"to) (?:a )?(?:calm|relaxed|deep)|calm(?:ed)? down once|you can relax|(?:you|i)(?:'ve|"
        r" have) (?:been|stayed) (?:so |very )?calm|i(?:'ll| will)? (?:take|pull|calm)|cool(?:s|"
        r"ed)? down (?:the|for|before)|let it cool|(?:boiler|oven|system|engine|device|phone|"
        r"laptop|router|unit|machine|water)",
    ),
    Frame(
        "told_to_calm_down",
        "no need",
        r"\b(?:no|any) (?:need|reason|call|point|use) (?:for |to |in )(?:\w+ )?(?:be(?:ing|"
        r"come|coming)? |get(?:ting)? |use |using )?(?:so |this |that |all |such |the |an? "
        r"|your )*(?:angr?y?|anger|rude|upset|shout(?:ing)?|yell(?:ing)?|scream(?:ing)?|"
        r"aggressive|aggression|emotional|hostile|hostility|tone|attitude|worked up|agitated|"
        r"dramatic|nasty|caps|capitals|language|hysteri\w+|swear(?:ing)?|temper|raise your)",
    ),
    Frame(
        "told_to_calm_down",
        "stop feeling",
        r"\b(?:please |just |kindly |and |^)?(?:stop|quit|don't|dont|do not|try not to|avoid) "
        r"(?:be(?:ing)?|get(?:ting)?|act(?:ing)?|shout(?:ing)?|yell(?:ing)?|scream(?:ing)?) "
        r"?(?:at (?:me|us)|so|too|all|this|that|like)? ?(?:angry|upset|rude|emotional|worked "
        r"up|agitated|aggressive|hostile|dramatic|frustrated|a child|annoyed|at me|mad|hysterical|"
        r"difficult|excited|heated|capitals)?(?<=[a-z])(?= |\W|$)",
        unless=r"\b(?:i|we)(?:'d| would)? (?:don't|do not|won't)|(?:don't|do not) (?:be|get) (?:any|"
        r"a |the |your|it|this|afraid|shy|worried|caught|hesitate|charged|billed|back)|stop "
        r"getting (?:the|these|this|those|any|charged|billed|emails|calls)|stop (?:being|"
        r"getting) (?:charged|billed)|surprised",
    ),
    Frame(
        "told_to_calm_down",
        "label",
        r"\byou(?:'re| are|r)? (?:clearly |obviously |just |simply |getting |being |a bit "
        r"|a little |very |far |way |so |too |rather |quite )+(?:emotional|hysterical|unreasonable|"
        r"aggressive|rude|dramatic|difficult|hostile|irrational|worked up|oversensitive|"
        r"sensitive|agitated|over the top|heated|childish|silly|impatient|abusive|angry "
        r"to)|\byou(?:'re| are) (?:emotional|hysterical|unreasonable|irrational|overreacting|"
        r"over-reacting|over reacting|being)(?: (?:emotional|hysterical|unreasonable|rude|"
        r"difficult|irrational|dramatic))|\boverreact(?:ing|ed|ion)?|\bover-react|\byour "
        r"(?:emotions?|attitude|outburst|temper|aggression|hysterics|tone)\b|\b(?:shouting|"
        r"yelling|swearing|getting (?:angry|upset|worked up)|being (?:rude|angry|aggressive)|"
        r"anger) (?:at me |like that )?(?:won't|will not|isn't|is not|doesn't|does not|gets|"
        r"is getting|never|hardly) (?:going to )?(?:help|change|solve|fix|get|make|you|us)",
        unless=r"(?:ringing|dialling|dial|alert|notification) tone|your tone of",
        hints=(
            "you",
            "overreact",
            "over-react",
            "shouting",
            "yelling",
            "swearing",
            "getting",
            "being",
            "anger",
        ),
    ),
    Frame(
        "insulted",
        "names",
        r"\b(?:you(?:'re| are|r)?|such|what) (?:@ADV)(?:an? |being |really |all |just )*(?:@ADV)(?:idiots?|"
        r"stupid|morons?|pathetic|ridiculous|liars?|dumb|clueless|dense|thick|incompetent|"
        r"crazy|insane|nuts|imbeciles?|fools?|jerks?|clowns?|a joke|time[ -]waster|waste "
        r"of|the worst customer|a nightmare customer|dim|ignorant|lying|delusional|unhinged|"
        r"cretin|arrogant|whiner|whining|a pain|an embarrassment|lazy|cheapskate|entitled "
        r"(?:brat|little|person|people)|a bully|a crybaby)|\b(?:idiot|moron|imbecile|cretin|"
        r"dumbass|asshole|arsehole|crybaby)\b|\bpeople like you\b|\byou people\b|\byou (?:clearly "
        r"|obviously |evidently )?(?:can't|cannot|don't know how to) read|\bbit (?:slow|"
        r"thick|dim),? (?:are|aren't)",
        unless=r"(?:not|n't|nor|never) (?:\w+ ){0,2}(?:an? )?(?:idiot|stupid|liar|crazy|clueless|"
        r"ridiculous|delusional|insane)|\b(?:i|we) (?:was|am|'m|were)|people like you (?:deserve|"
        r"are the reason|who|keep|make)|are you people",
    ),
    Frame(
        "insulted",
        "mockery",
        r"\blearn (?:how )?to (?:read|listen|spell|use|behave)|\bget a life|\bshut up|\bgrow "
        r"up\b|\bare you (?:deaf|stupid|blind|serious(?:ly)? (?:this|that)|dumb|thick|always "
        r"this|even listening|slow|incapable)|\bgo away\b|\bget lost\b|\bpiss off|\bfuck|"
        r"\bscrew you|\bwho cares|\bboo[ -]?hoo|\bcry about it|\bcry me a|\bnot the (?:sharpest|"
        r"brightest)|\ba child (?:could|would|can)|\beven a (?:child|five|toddler|monkey)|"
        r"\bdo you (?:even )?(?:know|understand) how to (?:read|use)|\bi'?m not (?:your|"
        r"here to be your) (?:servant|slave|maid|mother|babysitter)|\bspell it out for you|"
        r"\bwant me to draw|\bbrain|\bcommon sense|\bsimple enough for you",
        unless=r"brainstorm|brainer|pick(?:ing)? .{0,10}brain",
    ),
    Frame(
        "insulted",
        "threat",
        r"\b(?:i'll|i will|we'll|we will|i can|we can|going to|gonna|or i|or we) (?:\w+ "
        r")?(?:ban|block|blacklist|sue|report you|have you (?:banned|removed|arrested|blocked)|"
        r"call (?:the )?(?:police|security) on|cancel your account|make sure you (?:never|"
        r"get nothing|regret|wait))|\byou'll (?:regret|be sorry|get nothing)",
        unless=r"(?:block|ban) (?:the|that|this|any|further|those|your (?:card|old|stolen|lost))",
    ),
    Frame(
        "sarcastic",
        "said already",
        r"\b(?:as|like|what) (?:i|we)(?:'ve| have|'d| had)? (?:already |just |clearly |repeatedly "
        r"|previously |literally )+(?:said|told|explained|mentioned|stated|informed|written|"
        r"wrote|pointed)|\blike i (?:said|told|explained|keep)|\b(?:as|what) i (?:told you|"
        r"keep (?:saying|telling|explaining))|\bhow many times (?:do|must|have) i|\bas (?:previously|"
        r"already|repeatedly|clearly) (?:stated|explained|mentioned|advised|noted|said|outlined|"
        r"communicated)|\b(?:you|he|she) would say that|\bfor the (?:last|third|second|fourth|"
        r"umpteenth|hundredth|tenth) time|\bonce again,? as|\bi(?:'ve| have) (?:already "
        r")?(?:told|explained|said) (?:\w+ ){0,3}(?:twice|already|several times|three times|"
        r"before|repeatedly|again and again)|\bwhich part (?:of|did)|\bread (?:it|that|my "
        r"\w+) again|\bif you(?:'d| had)? (?:actually |bothered |only |just )*(?:read|listened|"
        r"listen|bothered|paid attention|looked|checked)",
    ),
    Frame(
        "sarcastic",
        "mock politeness",
        r"\bwith (?:all )?(?:due )?respect\b|\b(?:oh|well),? (?:\w+,? )?(?:great|wonderful|"
        r"lovely|brilliant|fantastic|perfect|congratulations|boo|poor you|dear me|how (?:terrible|"
        r"awful|tragic|dreadful)|i(?:'m| am) (?:so|ever so|terribly) sorry|excuse me|please "
        r"do|do forgive|sure|of course,? (?:your|because))|\bcongratulations\b|\bgood for "
        r"you\b|\bbravo\b|\bslow clap|\bforgive (?:me|us) for (?:not|trying|doing|breathing|"
        r"thinking|daring)|\bexcuse (?:me|us) for (?:not|trying|doing|breathing|thinking|"
        r"daring|existing)|\bsilly (?:me|us)\b|\bpardon me for|\bhow (?:terrible|awful|tragic|"
        r"dreadful|dare) for you|\bpoor (?:you|thing|baby)\b|\byour (?:highness|majesty|"
        r"lordship)|\bgenius\b|\beinstein|\bwell done you|\bsurely (?:you|even)|\bmust be "
        r"(?:nice|hard|lovely) (?:being|to be|having)|\bif you say so|\bwhatever you say|"
        r"\bwhat a (?:surprise|tragedy|shock)|\bnot psychic|\bmind ?reader|\bmagic wand|"
        r"\bcrystal ball|\bread(?:ing)? minds|\bthe (?:world|universe|sun) (?:doesn't|does "
        r"not|revolves|isn't|is not|must)|\b(?:clearly|obviously|evidently),? you know (?:better|"
        r"best|more|everything)|\byou(?:'re| are) the expert|\bthanks? (?:you )?(?:so much "
        r"|very much )?for (?:pointing out the obvious|enlightening|your (?:expert|kind "
        r"words|wisdom|insight)|that (?:insight|wisdom|gem|charming))|\blast time i checked|"
        r"\bbelieve it or not\b|\bin case you (?:hadn't|haven't|didn't) notice|\bhow (?:nice|"
        r"charming|lovely|delightful|original)[.!]|\bcharming\b|\bnews ?flash|\btake (?:it|"
        r"that) up with (?:god|the weather)|\bwork(?:ing)? miracles|\bdrop everything",
        unless=r"congratulations on|how lovely (?:that|to)|not (?:meant|being|trying) .{0,20}sarcas|"
        r"how dreadful for you (?:and|that|to)",
    ),
    Frame(
        "bit_back",
        "defence",
        r"\b(?:i'm|i am|we're|we are|i was|im) not (?:an? )?(?:@ADV)(?:liars?|lying|idiots?|"
        r"stupid|useless|incompetent|a robot|rude|lazy|your (?:enemy|punch\w*|servant|slave|"
        r"friend)|thieves|a thief|clowns?|crooks?|here to be|paid to be|going to be (?:spoken|"
        r"talked|shouted|insulted|sworn)|the (?:one who|problem|idiot|rude one)|accusing)|"
        r"\b(?:don't|do not|dont|you can't|you cannot|stop) (?:you dare |ever )?(?:call|"
        r"calling|talk|talking|speak|speaking|swear|swearing|shout|shouting|yell|yelling|"
        r"curse|insult|insulting|blame|blaming|accuse|accusing|threaten|threatening|take "
        r"that tone)(?: (?:to|at|with))? (?:me|us)\b",
    ),
    Frame(
        "bit_back",
        "offence taken",
        r"\bbeing (?:spoken|talked|shouted|sworn|yelled|screamed) (?:to|at)\b|"
        r"\b(?:i|we) (?:@ADV)(?:don't|do not|dont|didn't|won't|will not|refuse to|shouldn't "
        r"have to|don't have to) (?:@ADV)(?:appreciate (?:being|your|that|the|you)|deserve|"
        r"have to (?:take|listen|put up|stand|tolerate|sit here)|get paid|need to (?:take|"
        r"listen)|tolerate|be (?:spoken|talked|insulted|sworn|shouted|treated)|take (?:that|"
        r"this|kindly|being)|put up with|accept being|like (?:your|being) (?:tone|called|"
        r"attitude|spoken))|\bhow dare you|\bnot me (?:you|that|who)\b|\bwatch your (?:tone|"
        r"mouth|language|words|step)|\byou started|\bsame to you|\bright back at you|\btakes "
        r"one to|\bi could say the same|\bthat(?:'s| is| was) (?:@ADV)(?:uncalled|rude|insulting|"
        r"offensive|out of order|unfair (?:on|to) (?:me|us)|an insult|abuse|slander)|\bwho "
        r"do you think you|\bi find (?:that|your \w+) (?:@ADV)(?:offensive|insulting|rude)|"
        r"\b(?:show|have) (?:me|us|some) (?:some )?(?:respect|manners)|\bwith (?:that|an|"
        r"such an|your) attitude|\btalk to me like|\bspeak to me (?:like|that|in)|\bexcuse "
        r"me\?|\bif you(?:'re| are) going to (?:be (?:rude|like)|insult|swear|speak|talk)|"
        r"\bi(?:'m| am) (?:offended|insulted)|\bspoken to like|\bno(?:body| one) (?:here "
        r")?(?:lied|is lying)|\bthat(?:'s| is) (?:a lie|simply not true|a (?:serious|false) "
        r"accusation)|\bwe do (?:answer|care|reply)[,.!]",
    ),
    Frame(
        "made_it_about_self",
        "me the victim",
        r"\bi (?:didn\'t|did not|wasn\'t|was not|never) (?:the one who |even )?(?:take|make|"
        r"took|made|book|booked|handle|handled|write|wrote|there|on shift|working|on duty|"
        r"involved|spoke|speak)\b.{0,40}|"
        r"\b(?:tak(?:e|ing)|took) (?:this|it|that|things|your \w+|everything) out on (?:me|"
        r"us)|\b(?:it|this|that|none of (?:this|it))(?:'s| is| was|n't| isn't| wasn't)? "
        r"(?:isn't |wasn't |not )?(?:really |actually )?(?:not )?my fault|\bnot my (?:fault|"
        r"doing|mistake|decision)|\bi(?:'ve)? (?:only|just) (?:started|joined|work here|"
        r"began|came on|took this|got here|answer the)|\bi(?:'m| am) (?:only|just|still) "
        r"(?:an? |the |one |doing my job|human|trying|following|here|the messenger|new|learning|"
        r"one person|in training|trained|repeating|a trainee)|\bi(?:'m| am) (?:@ADV)(?:new "
        r"(?:here|to|at)|a (?:trainee|temp|student)|in training|having an? (?:\w+ )?(?:day|"
        r"week|shift|time))|\bi(?:'ve| have) (?:had|been having) (?:an? |such an? )(?:@ADV)(?:@HARD|"
        r"long|bad|hard|rough|awful|tough|terrible|difficult) (?:day|shift|week|morning)|"
        r"\b(?:upset|angry|cross|mad|annoyed|frustrated|furious) (?:with|at) me\b|\b(?:hurts?|"
        r"hurting|upsets?|upsetting) (?:my feelings|me\b|my)|\bi feel (?:@ADV)(?:attacked|"
        r"hurt|bullied|insulted|upset|unappreciated|bad|terrible|stressed)|\bmakes? (?:my "
        r"(?:job|day|life|work)|it (?:hard|difficult) for me)|\bi(?:'m| am) doing (?:my "
        r"best|all i can|everything i can|what i can)\b|\bmy (?:shift|break|lunch)\b|\bhow "
        r"(?:do you think |hard )?(?:i feel|this is for me|my day|it is for me)|\bput yourself "
        r"in my|\bhard for (?:me|us) too|\bthink (?:about|of) (?:me|my|how i)|\bplease don't "
        r"(?:shout|be angry|be mad|yell|report|complain) (?:at|about|with)? ?me|\bi(?:'ll|"
        r" will| could| might) (?:get|be) (?:into trouble|fired|in trouble|told off|sacked)|"
        r"\bi(?:'m| am) (?:the one who|also (?:tired|stressed|frustrated)|exhausted|stressed)|"
        r"\bi have (?:\w+ ){0,2}(?:other )?(?:customers|people|calls|chats) (?:waiting|to)|"
        r"\bpersonally attack|\bmy hands are tied",
        unless=r"\bif (?:you're|you are) (?:angry|upset|cross|annoyed|frustrated) (?:with|at) me,? "
        r"(?:that|i)|right to be|every (?:right|reason)|don't blame you",
    ),
    Frame(
        "stage_direction",
        "asterisks",
        r"(?<!\*)\*(?!\*)(?:\w+ly )?(?:\w{3,}(?:s|ing)\b[^*\n]{0,60}|deep breath|pause|sigh)\*(?!\*)|"
        r"[(\[](?:\w+ly )?(?:sighs?|sighing|pauses?|pausing|smiles?|smiling|nods?|nodding|"
        r"takes? a|taking a|breathes?|deep breath|laughs?|rolls? (?:my |her |his )?eyes|"
        r"typing|types|clears throat|winks?|shrugs?)\b[^)\]\n]{0,60}[)\]]|\blet me (?:just "
        r")?(?:count to|take a (?:deep )?breath)|\b(?:i'm|i am) (?:counting to|taking a "
        r"(?:deep )?breath)",
        negatable=False,
    ),
)

_EMPHATIC = word_set(
    """
    AGAIN ALREADY ALWAYS CALM CAN'T CANNOT DON'T DONT DOWN ENOUGH EVERY EXACTLY HAVE HELP LISTEN MUST NEED
    NEVER NOT NOTHING ONLY PLEASE READ REALLY RUDE SAID SHOULD STOP THAT THIS TOLD TRYING TWICE VERY WAIT
    WHAT WHEN WILL WON'T YOU YOUR
    """
)
_CAPITALS = re.compile(r"\b[A-Z][A-Z'’]{2,}\b")
_BANGS = re.compile(r"[^\s!?]{0,40}(?:\s?!\s*!+|[?!]*[!?]![?!]*)")


def find_heat(reading: Reading) -> None:
    """Record heat, and a calm boundary instead of it where one was set."""
    find(reading, (_BOUNDARY,))
    bounded = reading.has("set_boundary")
    find(reading, (*_FRAMES, *INSULTS, *SARCASM))
    find_retorts(reading)
    _read_shouting(reading)
    if bounded and not pattern(r"how dare|idiot|you people|watch your|mind your|liar|stupid").search(reading.text):
        # a boundary put as a request is neither biting back nor emotion policing (T02, trap)
        quotes = [move.quote or "" for _, move in reading.moves if move.kind == "set_boundary"]
        reading.moves[:] = [
            entry
            for entry in reading.moves
            if not (
                entry[1].kind in {"told_to_calm_down", "bit_back", "insulted"}
                and entry[1].quote
                and any(entry[1].quote in quote or quote in entry[1].quote for quote in quotes)
            )
        ]


def _read_shouting(reading: Reading) -> None:
    letters = [char for char in reading.raw if char.isalpha()]
    words = [match for match in _CAPITALS.finditer(reading.raw) if not _is_code(reading, match)]
    if len(letters) >= 8 and sum(char.isupper() for char in letters) > 0.6 * len(letters):
        reading.add_raw("shouted", 0, len(reading.raw))
        return
    emphatic = [match for match in words if match[0].replace("’", "'") in _EMPHATIC]
    if emphatic or len([match for match in words if len(match[0]) >= 5]) >= 2:
        first = (emphatic or words)[0]
        reading.add_raw("shouted", first.start(), first.end(), widen=True)
        return
    bang = _BANGS.search(reading.raw)
    if bang is not None and "!" in bang[0]:
        reading.add_raw("shouted", bang.start(), bang.end(), widen=True)


def _is_code(reading: Reading, match: re.Match[str]) -> bool:
    # reference numbers and abbreviations such as VAT stand in capitals without any heat
    around = reading.raw[max(0, match.start() - 1) : match.end() + 1]
    return any(char.isdigit() or char in "-/_#" for char in around)
