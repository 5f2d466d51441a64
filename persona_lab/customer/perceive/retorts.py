"""Retorts: the insult answered instead of the issue, and the talk turned to the agent (T02, T03)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import any_of, pattern

_SLUR = (
    r"(?:ridiculous|useless|incompetent|liars?|lying|thieves|thief|crooks?|clowns?|idiots?|stupid|pathetic|hopeless|lazy|rude|a joke|rubbish|amateurs?|"
    r"disgrace(?:ful)?|cheats?|robots?|a scam|scammers?|criminals?|shambles|unprofessional|animals?)"
)
RETORTS = (
    Frame(
        "bit_back",
        "will not be spoken to so",
        any_of(
            r"\b(?:i|we) (?:won't|will not|refuse to|don't have to|am not going to|'m not going to|do not|don't|shall not) (?:\w+ )?(?:be|have|accept|take|allow|stand for|let) "
            r"(?:\w+ )?(?:spoken|talked|shouted|sworn|treated|called|abused|insulted|bullied|barked)(?: (?:to|at|down))?\b",
            r"\byou have no (?:business|right|reason|call) (?:to |calling|talking|speaking|shouting|insulting|being)",
            r"\b(?:don't|do not|dare not|never|stop) (?:you )?(?:dare )?(?:take|use|adopt|give) (?:that|this|such an?) (?:tone|language|attitude|lip) (?:with|to) (?:me|us)\b",
            r"\b(?:don't|do not|please don't|please do not|kindly don't|stop) (?:\w+ )?(?:insult|insulting|abuse|attack|attacking|accuse|call|calling) (?:me|us|my|our) ?(?:\w+)?",
            r"\bnot (?:ur|your) (?:punch(?:ing)? ?bag|doormat|servant|slave|verbal)\b",
        ),
        unless=r"so (?:that )?(?:i|we) can|keep helping|carry on",
        negatable=False,
    ),
    Frame(
        "bit_back",
        "denies the charge",
        any_of(
            r"\b(?:we|i)(?:'re| are|'m| am|r) (?:not|hardly|no|anything but|serious|honest|decent|a serious|an honest) (?:\w+ )?(?:"
            + _SLUR
            + r"|people|company|business)\b",
            r"\bnothing (?:\w+ )?" + _SLUR + r" about (?:us|me|the way|how|it|this|our|what)\b",
            r"\b(?:calling|shouting at|insulting|threatening|swearing at) (?:us|me|people) (?:\w+ )?(?:\w+ )?(?:will|won't|gets?|is going to|isn't) (?:\w+ )?(?:get |help|going )",
            r"\b(?:that|this) (?:kind|sort) of (?:talk|language|remark|comment|attitude) (?:says|tells|gets|won't|isn't|is)\b|\bsays (?:more|a lot) about you\b",
        ),
        unless=r"we(?:'re| are) not (?:going|asking|here)|\byou were told\b",
        negatable=False,
    ),
    Frame(
        "bit_back",
        "takes offence or gives it back",
        any_of(
            r"\b(?:i|we) (?:\w+ )?(?:resent|object to|take (?:offence|exception|issue|umbrage)|take that as an)\b",
            r"\byou(?:'re| are) (?:not|hardly|no) (?:exactly )?(?:an? )?(?:joy|picnic|angel|saint|pleasure|perfect|easy|model)\b",
            r"\bif any(?:one|body)(?:'s| is) (?:being )?(?:\w+ )?"
            + _SLUR
            + r"|\bthe only (?:\w+ )?"
            + _SLUR
            + r" (?:\w+ )?(?:here|is)\b",
            r"\bsay that (?:again|once more|one more time)\b|\bi'll tell you what(?:'s| is) "
            + _SLUR
            + r"|\blook who's talking|\bspeak for yourself\b|\bso are you\b",
        ),
        negatable=False,
    ),
)
_SELF = (
    Frame(
        "made_it_about_self",
        "my lot",
        any_of(
            r"\bmy (?:day|week|shift|morning|job|life|boss) (?:has been|is|was|'s been|isn't|hasn't been) (?:\w+ )?(?:like|@HARD|long|bad|hell|no|so|awful|not|horrible|already)\b|"
            r"\bwhat my (?:day|week|shift|morning|job|life)\b",
            r"\bi(?:'ve| have) been (?:on (?!to\b|the (?:phone|line) (?:to|with))|here|at (?:this|work|it)|working|sitting|answering|taking) (?:\w+ ){0,4}?(?:since|for|all)\b",
            r"\b(?:isn't|is not|not|never) (?:\w+ )?(?:easy|fun|nice|pleasant|fair) (?:for|on|to) (?:me|us)\b(?! to)",
            r"\bi get (?:shouted|yelled|screamed|sworn|moaned|abuse)\b|\b(?:i|we) (?:take|have) (?:this|these|such) (?:\w+ )?(?:calls|abuse|complaints) all\b",
            r"\bi(?:'m| am) (?:so |really |very |rather |quite |a bit )?(?:nervous|stressed|tired|shaking|upset|overworked|alone here|exhausted|worn out|sick of|fed up|on my own here)\b"
            r"(?! (?:that|with ourselves|on your|for you))",
            r"\b(?:don't|doesn't|do not|not|never) pay (?:me|us) (?:\w+ )?enough\b|\b(?:i|we) have (?:\w+ )?(?:targets|quotas|a queue|kids|a family|so much work|too much work)\b",
            r"\blose my job\b|\bcost me my job\b|\bi could (?:cry|scream|quit)\b|\bi need this job\b",
        ),
        unless=r"for you|sorry|ashamed",
        negatable=False,
    ),
    Frame(
        "made_it_about_self",
        "what you do to me",
        any_of(
            r"\b(?:you(?:'re| are)|this is|it's) making me (?:feel|look|nervous|cry|upset|anxious|stressed)\b|\bmakes? me feel (?:like|so|bad|small|terrible|awful|worthless)\b",
            r"\bhow (?:do|did|would|can) you (?:think|suppose|imagine|expect) (?:that|this|it|i) (?:makes?|feels?|is for)\b",
            r"\b(?:imagine|think of|try) being (?:me|the (?:one|person) (?:who|that|on))\b|\btry (?:doing|being in) my\b",
            r"\bi(?:'m| am| was) (?:only|just|simply) (?:doing|following) (?:what|as|orders|my|the)\b|\bi (?:only|just) (?:do|did|follow|followed) (?:what|as|orders|my)\b",
            r"\bnobody (?:here )?(?:\w+ )?(?:helps|thanks|cares about|listens to|tells) (?:me|us)\b|\bbecause of you\b",
            r"\bwhat about (?:me|my feelings|us)\b|\bi have feelings\b|\bi(?:'m| am) a (?:human|person)(?: being)? (?:too|as well)\b",
        ),
        negatable=False,
    ),
)
_ECHO = pattern(r"^\W*(?:" + _SLUR + r")\?")


def find_retorts(reading: Reading) -> None:
    """Record biting back and self-pity."""
    find(reading, RETORTS)
    find(reading, _SELF)
    for sentence in reading.sentences:
        echo = _ECHO.search(sentence.text)
        if echo is not None and echo[0].strip(" ?'\"") in reading.last_customer:
            reading.add("bit_back", sentence.start, sentence.end)
