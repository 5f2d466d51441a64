"""What a customer's turn shows in its own words: emotion, abuse, a yes, a no, a call for someone higher.

Words only, for the judge and for transcripts that nobody played: the customer's inner state never reaches either
(design, section 1).
"""

import re
from functools import lru_cache

from persona_lab.customer.perceive import learned

_REMEMBERED = 512
"""Turns whose answers are kept: many rules ask the same of one turn."""

_CONTRACTED = str.maketrans({"’": "'", "‘": "'"})

_FEELINGS = re.compile(
    r"\b(?:angr(?:y|ier)|anger|furious|fury|fuming|livid|raging|seething|(?:hopping |so |very |really )mad|cross "
    r"(?:with|over|about)|"
    r"(?:so|very|really|quite) cross|annoy\w*|irritat\w*|frustrat\w*|infuriat\w*|maddening|exasperat\w*|fed up|"
    r"cheesed off|hacked off|"
    r"peeved|miffed|displeased|unhappy|dissatisf\w*|disappoint\w*|upset\w*|gutted|devastat\w*|heart-?br(?:oken|eaking)|"
    r"distress\w*|distraught|dismay\w*|despair\w*|desperate\w*|mortif\w*|humiliat\w*|embarrass\w*|asham(?:ed|ing)|"
    r"shame\w*|"
    r"hurt|hurtful|insult\w*|offended|betray\w*|let[- ]down|worr(?:y|ied|ying|ies)|anxious|anxiety|nervous|panic\w*|"
    r"scared|"
    r"afraid|fright\w*|terrif\w*|dread|alarm(?:ed|ing)|overwhelm\w*|stress\w*|on edge|shaking|exhaust\w*|worn out|"
    r"miserable|"
    r"sad|saddened|grie(?:f|ving)|mourning|lonely|wept|weep\w*|cried|crying|sobb\w*|tears|gobsmacked|speechless|"
    r"appall\w*|"
    r"disgust\w*|outrag\w*|hate|beside myself|at my wits|end of my (?:rope|tether)|tearing my hair|losing (?:my mind|"
    r"it|patience)|"
    r"(?:out of|lost|no|losing|running out of) (?:all )?(?:patience|faith|trust)|going (?:mad|spare|crazy|insane|out "
    r"of my mind)|"
    r"(?:could|want to|makes me want to) (?:scream|cry|weep)|(?:can't|cannot|can't even) (?:bear|take|cope|stand|"
    r"believe|sleep|eat)|"
    r"(?:sick|tired|weary) (?:and tired )?of|sick|had (?:it|enough)|enough (?:of|is enough)|(?:last|final) straw|"
    r"blood boil\w*|"
    r"not (?:happy|pleased|impressed|amused|satisfied))\b",
    re.IGNORECASE,
)
_HARSH_WORDS = re.compile(
    r"\b(?:ridiculous|absurd|disgrace\w*|unacceptable|unbelievable|unreal|shambles|shambolic|joke|farce|circus|"
    r"pathetic|useless|"
    r"hopeless|incompeten\w*|terrible|horrible|horrendous|awful|dreadful|atrocious|shocking|scandal\w*|outrageous|"
    r"appalling|cruel|"
    r"heartless|callous|worst|rubbish|nonsense|nightmare|mess|wasted?|ruin\w*|lied|lying|liars?|cheat\w*|stole\w*|"
    r"fraud\w*|scam\w*|"
    r"theft|robbe(?:d|ry)|rip[- ]?off|fobbed|ignored?|no excuse|how (?:dare|could|can) you|had it with|damn|bloody|"
    r"hell|crap|wtf|"
    r"ffs|for (?:god|heaven|christ|pity|goodness)'?s? sake|what on earth|not good enough|beggars belief|beyond (?:a "
    r"joke|belief))\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:still (?:no|not|nothing|waiting|hasn't|haven't|isn't)|(?:nobody|no one) (?:came|rang|called|answer\w*|"
    r"cares?|told|listens?|"
    r"has|turned|bother\w*|knows?|even|can|will)|never (?:came|arrived|rang|called|turned up|got|heard|showed)|again "
    r"and again|over "
    r"and over|every (?:single )?time|(?:second|third|fourth|fifth|\dth|\d(?:nd|rd)) time|how (?:long|many times|"
    r"much longer)|"
    r"what (?:kind|sort) of|kept (?:me )?waiting|are you (?:people|lot|even|serious|kidding|joking)|you (?:people|"
    r"lot)\b|"
    r"i(?:'ve| have) been (?:waiting|told|promised|passed)|waited (?:in|for|all)|lost a day|"
    r"why (?:didn't|don't|hasn't|can't|won't)|gave up a day|charming|lovely|marvellous|how (?:nice|kind|reassuring))\b",
    re.IGNORECASE,
)
_EXCLAIMED = re.compile(r"!{2,}|\?!|!\?|!(?=\s|$)")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b|\b(?:[A-Z]{2,}\s+){1,}[A-Z]{3,}\b")
_KNOWN_CAPITALS = re.compile(r"\b(?:[A-Z]{1,4}\s?\d[\w ]*|ASAP|IBAN|VISA|HTTP|HTML|HDMI|WIFI)\b")

_ABUSE = re.compile(
    r"\b(?:f+u+c+k\w*|f\*+\w*|shit\w*|bastards?|arseholes?|assholes?|bitch\w*|cunts?|wankers?|twats?|dickheads?|"
    r"pricks?|morons?|"
    r"idiots?|imbeciles?|cretins?|scum\w*|parasites?|thieves|crooks?|stupid|brain-?dead|shut up|piss off|bugger off|"
    r"i(?:'ll| will) (?:find|kill|hurt|smash|sue|burn) (?:you|your)\w*|(?:go|drop) (?:to hell|dead))\b",
    re.IGNORECASE,
)

_MANAGER = (
    r"(?:manager|supervisor|superior|boss|team lead(?:er)?|lead|someone (?:higher|senior|above|in charge|taller)|"
    r"somebody (?:higher|senior|above|in charge|who can decide|with a signature)|whoever(?:'s| is) (?:in charge|"
    r"above|responsible|"
    r"the boss)|whoever owns|(?:the|a) person (?:in charge|who can)|higher up|higher-up|next one up|above you|"
    r"duty manager|head office)"
)
_MANAGER_ASKED = re.compile(
    r"\b(?:want|need|get|fetch|bring|put|speak|talk|word|give|connect|transfer|escalate|see|ask(?:ing)? for|demand|"
    rf"insist|let me|"
    rf"may i|can i|could i|is there|who(?:'s| is)|where(?:'s| is)|your|trouble|have)\b[^.!?\n]{{0,70}}?\b{_MANAGER}\b"
    rf"|^\W*(?:the |a |your )?{_MANAGER}\b[^.!?\n]{{0,25}}(?:[.!?]|$)|\b{_MANAGER}\b[^.!?\n]{{0,15}}\b(?:please|now|"
    rf"instead)\b",
    re.IGNORECASE | re.MULTILINE,
)
_MANAGER_NOT_WANTED = re.compile(
    rf"\b(?:don't|do not|no need|rather not|not)\b[^.!?\n]{{0,25}}\b(?:{_MANAGER}|pass(?:ed)? (?:me )?on|put through|"
    rf"transfer\w*)\b",
    re.IGNORECASE,
)

_YES = re.compile(
    r"^\W*(?:(?:right|well|oh|ok|okay|all right|alright|then|fine|look|hm+)\W+){0,2}"
    r"(?:yes\b|yep\b|yeah\b|agreed\b|deal\b|done\b|settled\b|sorted\b|go on\b|go ahead\b|proceed\b|signed off\b|"
    r"fine[.,! ]*"
    r"(?:$|then|that|do|i'll|let's|yes)|good[.,]? yes|very well[.,]? (?:yes|i|do|then|that)|all right[.,]? (?:yes|do|"
    r"then|i'll|let's|go)|"
    r"ok(?:ay)?[.,]? (?:do|then|i'll|let's|that|go|yes|thanks|thank)|do (?:it|that)\b|i(?:'ll| will) (?:take|have|"
    r"accept)\b|"
    r"i accept\b|i can live with\b|that (?:works|will do|'ll do|suits|would do|would suit|sounds (?:fair|fine|good|"
    r"all right))\b|"
    r"that'll (?:do|work)\b|book it\b|send it\b|let's do\b|please do\b|thank you[,.]? (?:yes|that|i'll|do))",
    re.IGNORECASE,
)
_YES_INSIDE = re.compile(
    r"\b(?:i(?:'ll| will) (?:take|accept) (?:it|that|the)|that(?:'ll| will) do\b|go ahead (?:with|and)|"
    r"let's (?:do that|shake)|"
    r"yes,? (?:do (?:that|it)|please|that(?:'s| will| would)|put me through)|i accept\b|we have a deal|"
    r"works for me|do (?:that|it),? (?:then|please))",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^\W*(?:(?:oh|well|look|right|ok|okay|sorry|er|um)\W+){0,2}(?:no\b(?! (?:problem|worries|wonder|need to thank))|"
    r"nope\b|nah\b|never\b|"
    r"keep (?:it|your)\b|won't do\b|not (?:that|good enough|interested|acceptable|enough|a chance)\b|absolutely not\b|"
    r"certainly not\b|forget (?:it|that)\b|out of the question\b|(?:it|that)(?:'s| is) a no\b|no (?:use|good)\b)",
    re.IGNORECASE,
)
_NO_INSIDE = re.compile(
    r"\b(?:i (?:won't|will not|shan't|refuse to|wouldn't|can't|cannot) (?:be )?(?:take|taking|accept|have|sign|"
    r"settle)\w*|"
    r"i(?:'m| am) not (?:taking|accepting|having|signing|interested|settling)|(?:that(?:'s| is)|it(?:'s|"
    r" is)) (?:not (?:good )?enough|no (?:use|good|help)|"
    r"useless|a no\b|an insult|a joke|not (?:acceptable|what i (?:asked|want\w*|need\w*)))|"
    r"(?:you can|just) keep (?:it|your)|i don't want (?:it|that|your|a|the|any)|doesn't (?:answer|settle|help|touch|"
    r"fix|solve|do the job|go near|get me)|"
    r"not (?:interested|acceptable|good enough)|is that a joke|absolutely not|no use to me|won't do\b|i(?:'d|"
    r" would) sooner have nothing|what else have you got)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:not (?:just )?yet|not till|too soon|not ready|not there)\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:goodbye|bye|ta-ra|cheerio|good day|that's (?:everything|us|that|it)|settled|sorted|done here)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=_REMEMBERED)
def is_emotional(text: str) -> bool:
    """Whether the words show anger, frustration, disappointment, anxiety or hurt (opportunity O-EMO)."""
    plain = text.translate(_CONTRACTED)
    shouted = _SHOUTED.search(_KNOWN_CAPITALS.sub(" ", plain)) is not None
    return bool(
        shouted
        or _FEELINGS.search(plain)
        or _HARSH_WORDS.search(plain)
        or _COMPLAINT.search(plain)
        or _EXCLAIMED.search(plain)
        or _ABUSE.search(plain)
    )


def is_calm(text: str) -> bool:
    """Whether the words surely show no emotion: nothing in them denies, complains, presses or exclaims.

    Between this and `is_emotional` lies what only a reader can tell.
    """
    plain = text.translate(_CONTRACTED)
    return not is_emotional(text) and _TROUBLED.search(plain) is None


@lru_cache(maxsize=_REMEMBERED)
def is_abusive(text: str) -> bool:
    """Whether the words insult, swear at or threaten somebody."""
    return _ABUSE.search(text.translate(_CONTRACTED)) is not None


def asks_for_manager(text: str) -> bool:
    """Whether the customer asks for someone higher (opportunity O-MGR)."""
    plain = text.translate(_CONTRACTED)
    if _MANAGER_NOT_WANTED.search(plain) is not None:
        return False
    return _MANAGER_ASKED.search(plain) is not None or learned.customer_answer(text, "asks_manager") == "yes"


@lru_cache(maxsize=_REMEMBERED)
def accepts(text: str) -> bool:
    """Whether the customer says yes to what was just put to it."""
    plain = text.translate(_CONTRACTED)
    if _NO.search(plain) or _NOT_YET.search(plain) or _NO_INSIDE.search(plain):
        return False
    return _YES.search(plain) is not None or _YES_INSIDE.search(plain) is not None


@lru_cache(maxsize=_REMEMBERED)
def refuses(text: str) -> bool:
    """Whether the customer turns down, in words, what was just put to it; 'not yet' is no refusal."""
    plain = text.translate(_CONTRACTED)
    if _NOT_YET.search(plain) or _YES.search(plain):
        return False
    return _NO.search(plain) is not None or _NO_INSIDE.search(plain) is not None


def takes_leave(text: str) -> bool:
    """Whether the customer says goodbye."""
    return _CLOSED.search(text.translate(_CONTRACTED)) is not None


_TROUBLED = re.compile(
    r"n't\b|\b(?:no|not|nor|never|nobody|nothing|none|without|wrong\w*|broke\w*|fault\w*|fail\w*|late|delay\w*|"
    r"missing|missed|lost|"
    r"lose|losing|still|again|twice|only|bad|worse|hard|problem|trouble|complain\w*|refund|cancel\w*|charge[ds]?|"
    r"wait\w*|promised|"
    r"supposed|died|death|dead|ill|hospital|urgent\w*|now|today|asap|why|how|cost|paid|owe|yet|but|enough|too|"
    r"already|ago)\b|!",
    re.IGNORECASE,
)
_DID_WRONG = (
    r"(?:lied|lie|cheat\w*|stole\w*|steal\w*|robb\w*|took|taken|sold|lost|broke|broken|ruin\w*|wreck\w*|destroy\w*|"
    r"damag\w*|"
    r"ignor\w*|forg[oe]t\w*|cut me off|charged|overcharg\w*|left me|made me|cost me|kept|messed|screwed|botched|"
    r"bleed\w*|fleec\w*|"
    r"fobb\w*|laugh\w*|hung up|refus\w*|fail\w*|never|don't (?:care|listen|read)|can't even|couldn't care|promised)"
)
_ACCUSES = re.compile(
    r"\b(?:you(?: people| lot| guys|'ve| have|'re| are)?(?: all| just| simply| still| then| deliberately)? "
    + _DID_WRONG
    + r"|"
    r"your (?:\w+ ){1,2}?" + _DID_WRONG + r"|(?:they|he|she) (?:lied|stole|cheated|took)|"
    r"you(?:'re| are) (?:all |just |nothing but )?(?:a |an )?(?:lying|cheat\w*|stealing|useless|hopeless|joke|liars?|"
    r"robot|bot|parrot|"
    r"disgrace|shambles|fake|clueless|crooks?)|(?:liars?|thieves|robbery|fraud\w*|scam\w*|con artists?|theft|"
    r"incompeten\w*|"
    r"cowboys?|clowns?|amateurs?|jokers?|muppets?)\b|(?:can|do|are|does) (?:any of )?you (?:people |lot |guys "
    r")?(?:even |ever |actually )?"
    r"(?:read|think|count|listen|care|know|blind|deaf|thick|serious|kidding|joking|real|human|a robot)|what (?:do "
    r"they|are you) pa(?:y|id)|"
    r"(?:because of|thanks to) (?:you|ye|yous|youse|your)\b|(?:your|you) (?:fault|doing|mess|incompetence)|better "
    r"than you|"
    r"on purpose|deliberately|admit it|so it was you|call (?:yourself|yourselves|this|that) (?:an? )?\w+|"
    r"(?:how|why) (?:can|could|do|did|would) (?:you|ye|your \w+) (?:\w+ )?(?:do|let|say|treat|allow|sleep|live|send|"
    r"sell|lose)|"
    r"what (?:kind|sort) of (?:\w+ )?(?:people|company|outfit|place|service|circus|person|idiots?)|a different "
    r"(?:story|answer|excuse)|"
    r"(?:could|can|would) (?:run|do|manage|answer|handle) (?:this|that|it|your)\b.{0,30}\bbetter|shame on you|you "
    r"should be ashamed)",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"\b(?:i (?:want|demand|expect|insist|require)|you owe|(?:i'm|i am|we're|we are) owed|give me|"
    r"you (?:have to|must|should|need to|will)|it(?:'s| is| was) (?:all )?your|illegal|unlawful|compensat\w*|"
    r"refund\w*|money back|"
    r"(?:i'm|i am) (?:convinced|certain|sure|positive)|i know (?:how|what|that|full well|you|your|exactly)|"
    r"(?:clearly|obviously|evidently) (?:you|your|somebody|someone|they|it)|times (?:what|the amount|over)|entitled|"
    r"my right)\b",
    re.IGNORECASE,
)
_NEGATED_HELPER = (
    r"(?:(?:do|did|does|has|have|had|can|could|will|would|is|are|was|were)(?:n't| (?:you|ye|they|he|she|it|your \w+|"
    r"the \w+|nobody|no one|none|"
    r"anybody|anyone|somebody|someone)(?: \w+)? (?:not|never)\b| (?:nobody|no one|none|nothing)))"
)
_WHY_NOTHING = re.compile(
    r"\bwhy (?:on earth |the hell |then )?(?:"
    + _NEGATED_HELPER
    + r"|(?:do|did|does|has|have|is|was|were|are) not|nobody|no one|not)\b(?! you tell)|"
    r"\b(?:how come|what(?:'s| is) stopping|why (?:has|was|is|did|does|do)(?: \w+){0,3} (?:nobody|no one|"
    r"nothing))\b[^.!?\n]{0,60}|"
    r"\b(?:then|so|well|and|just)?,? ?do something(?: about)?\b|\b(?:what are you (?:actually |even |going to |gonna "
    r")?(?:doing|do)|what have you done|"
    r"what(?:'s| is) (?:being|been) done|who(?:'s| is) doing (?:anything|something)) (?:about|to stop|to fix|then)|"
    r"\bwhy (?:do|should|must|did) (?:i|we) have to (?:ring|call|chase|ask|tell|complain|keep)|\b(?:if you (?:know|"
    r"knew)|you (?:know|knew))\b"
    r"[^.!?\n]{0,60}\bwhy\b|\bhow (?:could|can|did) (?:you|they|anyone|nobody|this|it)\b[^.!?\n]{0,50}\b(?:let|"
    r"allow\w*|miss|not|happen)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:again|(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) (?:time|call|email|letter|visit|attempt|week|month|"
    r"year|day|engineer|one)|"
    r"twice|(?:three|four|five|six|seven|several|many|\d+) times|every (?:single )?(?:time|week|month|year)|keeps? "
    r"(?:on )?\w+ing|"
    r"last (?:time|year|month) (?:as well|too|also)|(?:happen|happens|happened|break|breaks|fail|fails) (?:again|"
    r"before)|once more|"
    r"not the first|same thing (?:last|every|again)|another (?:one|time|missed|broken|failed|letter|delay))\b",
    re.IGNORECASE,
)


def attacks(text: str) -> bool:
    """Whether the words insult, swear, accuse or bait (opportunity O-ATTACK)."""
    accused = is_abusive(text) or _ACCUSES.search(text.translate(_CONTRACTED)) is not None
    return accused or learned.customer_answer(text, "attack") == "yes"


def claims(text: str) -> bool:
    """Whether the words hold a demand or an accusation that can be contested (card T21)."""
    plain = text.translate(_CONTRACTED)
    return _CLAIMS.search(plain) is not None or _ACCUSES.search(plain) is not None


def asks_why_nothing_is_done(text: str) -> bool:
    """Whether the customer asks why nobody prevented it or does something about it (opportunity O-COMEBACK)."""
    asked = _WHY_NOTHING.search(text.translate(_CONTRACTED)) is not None
    return asked or learned.customer_answer(text, "comeback") == "yes"


def tells_of_repetition(text: str) -> bool:
    """Whether the customer says that it is not the first time, or asks that it be the last (card T34)."""
    return _REPEATED.search(text.translate(_CONTRACTED)) is not None
