"""What a customer's turn shows in its own words: emotion, abuse, a yes, a no, a call for someone higher.

Words only, for the judge and for transcripts that nobody played: the customer's inner state never reaches either
(design, section 1).
"""

import re

_CONTRACTED = str.maketrans({"’": "'", "‘": "'"})

_EMOTION = re.compile(
    r"\b(?:angry|anger|furious|fuming|livid|annoy\w*|irritat\w*|frustrat\w*|fed up|sick of|sick and tired|tired of|"
    r"disappoint\w*|upset\w*|upsetting|disgust\w*|appall\w*|outrag\w*|ridiculous|absurd|disgrace\w*|unacceptable|"
    r"unbelievable|"
    r"unreal|shambles|shambolic|joke|pathetic|useless|hopeless|incompeten\w*|terrible|horrible|horrendous|awful|"
    r"dreadful|"
    r"atrocious|shocking|scandal\w*|worst|rubbish|nonsense|worried|worrying|anxious|scared|afraid|desperate|"
    r"distress\w*|crying|"
    r"in tears|humiliat\w*|embarrass\w*|ashamed|hurt|insult\w*|betray\w*|let down|had enough|enough of|at my wits|"
    r"end of my (?:rope|tether)|no excuse|how dare|had it with|stress\w*|miserable|nightmare|mess|wasted?|ruin\w*|"
    r"lied|lying|"
    r"liars?|cheat\w*|stole\w*|rip[- ]?off|fobbed|ignored?|sick|hate|damn|bloody|hell|crap|wtf|ffs|for (?:god|heaven|"
    r"christ)'?s? sake)\b",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"\b(?:still (?:no|not|nothing|waiting)|nobody (?:came|rang|called|answer\w*|cares?|told|listens?|has)|"
    r"no one (?:came|rang|called|"
    r"answer\w*|cares?|told|listens?|has)|never (?:came|arrived|rang|called|turned up|got)|again and again|"
    r"over and over|every time|"
    r"(?:second|third|fourth|fifth|\dth|\d(?:nd|rd)) time|how (?:long|many times|much longer)|what (?:kind|sort) of|"
    r"kept (?:me )?waiting|are you (?:people|lot|even|serious|kidding|joking)|you (?:people|lot)\b|"
    r"i(?:'ve| have) been (?:waiting|told|promised|passed)|waited (?:in|for|all)|lost a day|why (?:didn't|don't|"
    r"hasn't|can't|won't)|"
    r"not good enough|gave up a day|charming|lovely|marvellous|how (?:nice|kind|reassuring))\b",
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


def is_emotional(text: str) -> bool:
    """Whether the words show anger, frustration, disappointment, anxiety or hurt (opportunity O-EMO)."""
    plain = text.translate(_CONTRACTED)
    shouted = _SHOUTED.search(_KNOWN_CAPITALS.sub(" ", plain)) is not None
    return bool(
        shouted
        or _EMOTION.search(plain)
        or _COMPLAINT.search(plain)
        or _EXCLAIMED.search(plain)
        or _ABUSE.search(plain)
    )


def is_abusive(text: str) -> bool:
    """Whether the words insult, swear at or threaten somebody."""
    return _ABUSE.search(text.translate(_CONTRACTED)) is not None


def asks_for_manager(text: str) -> bool:
    """Whether the customer asks for someone higher (opportunity O-MGR)."""
    plain = text.translate(_CONTRACTED)
    return _MANAGER_ASKED.search(plain) is not None and _MANAGER_NOT_WANTED.search(plain) is None


def accepts(text: str) -> bool:
    """Whether the customer says yes to what was just put to it."""
    plain = text.translate(_CONTRACTED)
    if _NO.search(plain) or _NOT_YET.search(plain) or _NO_INSIDE.search(plain):
        return False
    return _YES.search(plain) is not None or _YES_INSIDE.search(plain) is not None


def refuses(text: str) -> bool:
    """Whether the customer turns down, in words, what was just put to it; 'not yet' is no refusal."""
    plain = text.translate(_CONTRACTED)
    if _NOT_YET.search(plain) or _YES.search(plain):
        return False
    return _NO.search(plain) is not None or _NO_INSIDE.search(plain) is not None


def takes_leave(text: str) -> bool:
    """Whether the customer says goodbye."""
    return _CLOSED.search(text.translate(_CONTRACTED)) is not None


_ACCUSES = re.compile(
    r"\b(?:you(?:'ve| have)? (?:lied|lying|cheat\w*|stole\w*|robbed|ruined|don't care)|you(?:'re| are) (?:all |just )?(?:lying|"
    r"cheating|stealing|useless|hopeless|a joke|liars?)|(?:liars?|thieves|robbery|fraud\w*|scam\w*|con artists?|theft|incompeten\w*)|"
    r"can (?:any of )?you (?:even )?(?:read|think|count)|what (?:do they|are you) pa(?:y|id))\b",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"\b(?:i (?:want|demand|expect|insist)|you owe|i(?:'m| am) owed|give me|you (?:have to|must|should|need to|will)|"
    r"you (?:stole|lied|cheated|robbed)|it(?:'s| is) your fault|theft|fraud|illegal|compensation|refund|money back)\b",
    re.IGNORECASE,
)
_WHY_NOTHING = re.compile(
    r"\b(?:why (?:don't|do not|didn't|did not|doesn't|does not|didn't|hasn't|haven't|has|have|can't|won't|isn't|aren't|wasn't)\b"
    r"[^.!?\n]{0,60}\b(?:do|done|did|fix\w*|stop\w*|prevent\w*|change\w*|sort\w*|check\w*|say|said|tell|told|ring|rung|call\w*|"
    r"nobody|no one|anybody|anyone|somebody|someone)|why (?:nobody|no one)|then do something|do something about)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"\b(?:again|(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) (?:time|call|email|letter|visit|attempt|week|month)|twice|"
    r"three times|every (?:time|week|month|year)|keeps? happening|last (?:time|year|month) (?:as well|too)|happen again|once more)\b",
    re.IGNORECASE,
)


def attacks(text: str) -> bool:
    """Whether the words insult, swear, accuse or bait (opportunity O-ATTACK)."""
    return is_abusive(text) or _ACCUSES.search(text.translate(_CONTRACTED)) is not None


def claims(text: str) -> bool:
    """Whether the words hold a demand or an accusation that can be contested (card T21)."""
    return _CLAIMS.search(text.translate(_CONTRACTED)) is not None


def asks_why_nothing_is_done(text: str) -> bool:
    """Whether the customer asks why nobody prevented it or does something about it (opportunity O-COMEBACK)."""
    return _WHY_NOTHING.search(text.translate(_CONTRACTED)) is not None


def tells_of_repetition(text: str) -> bool:
    """Whether the customer says that it is not the first time, or asks that it be the last (card T34)."""
    return _REPEATED.search(text.translate(_CONTRACTED)) is not None
