"""Retorts: the insult answered instead of the issue, and the talk turned to the agent (T02, T03)."""

from persona_lab.customer.perceive.frames import Frame, find
from persona_lab.customer.perceive.reading import Reading
from persona_lab.customer.perceive.words import any_of, pattern

_SLUR = (
    r"(?:ridiculous|useless|incompetent|liars?|lying|thieves|thief|crooks?|clowns?|idiots?|stupid|"
    r"pathetic|hopeless|lazy|rude|a joke|rubbish|amateurs?|disgrace(?:ful)?|cheats?|robots?|a scam|"
    r"scammers?|criminals?|shambles|unprofessional|animals?)"
)
RETORTS = (
    Frame(
        "bit_back",
        "defence",
        any_of(
            r"\b(?:i'm|i am|we're|we are|i was|im) not (?:an? )?(?:@ADV)(?:liars?|lying|idiots?|stupid|"
            r"useless|incompetent|a robot|rude|lazy|your (?:enemy|punch\w*|servant|slave|friend)|thieves|"
            r"a thief|clowns?|crooks?|here to be|paid to be|going to be (?:spoken|talked|shouted|insulted|"
            r"sworn)|the (?:one who|problem|idiot|rude one)|accusing)",
            r"\b(?:don't|do not|dont|you can't|you cannot|stop) (?:you dare |ever )?(?:call|calling|talk|"
            r"talking|speak|speaking|swear|swearing|shout|shouting|yell|yelling|curse|insult|insulting|blame|"
            r"blaming|accuse|accusing|threaten|threatening|take that tone)(?: (?:to|at|with))? (?:me|us)\b",
        ),
    ),
    Frame(
        "bit_back",
        "offence taken",
        any_of(
            r"\bbeing (?:spoken|talked|shouted|sworn|yelled|screamed) (?:to|at)\b",
            r"\b(?:i|we) (?:@ADV)(?:don't|do not|dont|didn't|won't|will not|refuse to|shouldn't have to|"
            r"don't have to) (?:@ADV)(?:appreciate (?:being|your|that|the|you)|deserve|have to (?:take|listen|"
            r"put up|stand|tolerate|sit here)|get paid|need to (?:take|listen)|tolerate|be (?:spoken|talked|"
            r"insulted|sworn|shouted|treated)|take (?:that|this|kindly|being)|put up with|accept being|"
            r"like (?:your|being) (?:tone|called|attitude|spoken))",
            r"\bhow dare you",
            r"\bnot me (?:you|that|who)\b",
            r"\bwatch your (?:tone|mouth|language|words|step)",
            r"\byou started",
            r"\bsame to you",
            r"\bright back at you",
            r"\btakes one to",
            r"\bi could say the same",
            r"\bthat(?:'s| is| was) (?:@ADV)(?:uncalled|rude|insulting|offensive|out of order|unfair (?:on|"
            r"to) (?:me|us)|an insult|abuse|slander)",
            r"\bwho do you think you",
            r"\bi find (?:that|your \w+) (?:@ADV)(?:offensive|insulting|rude)",
            r"\b(?:show|have) (?:me|us|some) (?:some )?(?:respect|manners)",
            r"\bwith (?:that|an|such an|your) attitude",
            r"\btalk to me like",
            r"\bspeak to me (?:like|that|in)",
            r"\bexcuse me\?",
            r"\bif you(?:'re| are) going to (?:be (?:rude|like)|insult|swear|speak|talk)",
            r"\bi(?:'m| am) (?:offended|insulted)",
            r"\bspoken to like",
            r"\bno(?:body| one) (?:here )?(?:lied|is lying)",
            r"\bthat(?:'s| is) (?:a lie|simply not true|a (?:serious|false) accusation)",
            r"\bwe do (?:answer|care|reply)[,.!]",
        ),
    ),
    Frame(
        "bit_back",
        "will not be spoken to so",
        any_of(
            r"\b(?:i|we) (?:won't|will not|refuse to|don't have to|am not going to|'m not going to|do not|"
            r"don't|shall not) (?:\w+ )?(?:be|have|accept|take|allow|stand for|let) (?:\w+ )?(?:spoken|talked|"
            r"shouted|sworn|treated|called|abused|insulted|bullied|barked)(?: (?:to|at|down))?\b",
            r"\byou have no (?:business|right|reason|call) (?:to |calling|talking|speaking|shouting|insulting|"
            r"being)",
            r"\b(?:don't|do not|dare not|never|stop) (?:you )?(?:dare )?(?:take|use|adopt|give) (?:that|this|"
            r"such an?) (?:tone|language|attitude|lip) (?:with|to) (?:me|us)\b",
            r"\b(?:don't|do not|please don't|please do not|kindly don't|stop) (?:\w+ )?(?:insult|insulting|"
            r"abuse|attack|attacking|accuse|call|calling) (?:me|us|my|our) ?(?:\w+)?",
            r"\bnot (?:ur|your) (?:punch(?:ing)? ?bag|doormat|servant|slave|verbal)\b",
        ),
        unless=r"so (?:that )?(?:i|we) can|keep helping|carry on",
        negatable=False,
    ),
    Frame(
        "bit_back",
        "denies the charge",
        any_of(
            (
                r"\b(?:we|i)(?:'re| are|'m| am|r) (?:not|hardly|no|anything but|serious|honest|decent|a serious|"
                r"an honest) (?:\w+ )?(?:"
            )
            + _SLUR
            + r"|people|company|business)\b",
            r"\bnothing (?:\w+ )?" + _SLUR + r" about (?:us|me|the way|how|it|this|our|what)\b",
            r"\b(?:calling|shouting at|insulting|threatening|swearing at) (?:us|me|"
            r"people) (?:\w+ )?(?:\w+ )?(?:will|won't|gets?|is going to|isn't) (?:\w+ )?(?:get |help|going )",
            r"\b(?:that|this) (?:kind|sort) of (?:talk|language|remark|comment|attitude) (?:says|tells|gets|"
            r"won't|isn't|is)\b",
            r"\bsays (?:more|a lot) about you\b",
        ),
        unless=r"we(?:'re| are) not (?:going|asking|here)|\byou were told\b",
        negatable=False,
    ),
    Frame(
        "bit_back",
        "takes offence or gives it back",
        any_of(
            r"\b(?:i|we) (?:\w+ )?(?:resent|object to|take (?:offence|exception|issue|umbrage)|"
            r"take that as an)\b",
            r"\byou(?:'re| are) (?:not|hardly|no) (?:exactly )?(?:an? )?(?:joy|picnic|angel|saint|pleasure|"
            r"perfect|easy|model)\b",
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
        "me the victim",
        any_of(
            r"\bi (?:didn\'t|did not|wasn\'t|was not|never) (?:the one who |even )?(?:take|make|took|made|"
            r"book|booked|handle|handled|write|wrote|there|on shift|working|on duty|involved|spoke|"
            r"speak)\b.{0,40}",
            r"\b(?:tak(?:e|ing)|took) (?:this|it|that|things|your \w+|everything) out on (?:me|us)",
            r"\b(?:it|this|that|none of (?:this|it))(?:'s| is| was|n't| isn't| wasn't)? (?:isn't |wasn't |"
            r"not )?(?:really |actually )?(?:not )?my fault",
            r"\bnot my (?:fault|doing|mistake|decision)",
            r"\bi(?:'ve)? (?:only|just) (?:started|joined|work here|began|came on|took this|got here|"
            r"answer the)",
            r"\bi(?:'m| am) (?:only|just|still) (?:an? |the |one |doing my job|human|trying|following|here|"
            r"the messenger|new|learning|one person|in training|trained|repeating|a trainee)",
            r"\bi(?:'m| am) (?:@ADV)(?:new (?:here|to|at)|a (?:trainee|temp|student)|in training|"
            r"having an? (?:\w+ )?(?:day|week|shift|time))",
            r"\bi(?:'ve| have) (?:had|been having) (?:an? |such an? )(?:@ADV)(?:@HARD|long|bad|hard|rough|"
            r"awful|tough|terrible|difficult) (?:day|shift|week|morning)",
            r"\b(?:upset|angry|cross|mad|annoyed|frustrated|furious) (?:with|at) me\b",
            r"\b(?:hurts?|hurting|upsets?|upsetting) (?:my feelings|me\b|my)",
            r"\bi feel (?:@ADV)(?:attacked|hurt|bullied|insulted|upset|unappreciated|bad|terrible|"
            r"stressed)(?! (?:that|about|for)\b)",
            r"\bmakes? (?:my (?:job|day|life|work)|it (?:hard|difficult) for me)",
            r"\bi(?:'m| am) doing (?:my best|all i can|everything i can|what i can)\b",
            r"\bmy (?:shift|break|lunch)\b",
            r"\bhow (?:do you think |hard )?(?:i feel|this is for me|my day|it is for me)",
            r"\bput yourself in my",
            r"\bhard for (?:me|us) too",
            r"\bthink (?:about|of) (?:me|my|how i)",
            r"\bplease don't (?:shout|be angry|be mad|yell|report|complain) (?:at|about|with)? ?me",
            r"\bi(?:'ll| will| could| might) (?:get|be) (?:into trouble|fired|in trouble|told off|sacked)",
            r"\bi(?:'m| am) (?:the one who|also (?:tired|stressed|frustrated)|exhausted|stressed)",
            r"\bi have (?:\w+ ){0,2}(?:other )?(?:customers|people|calls|chats) (?:waiting|to)",
            r"\bpersonally attack",
            r"\bmy hands are tied",
        ),
        unless=(
            r"\bif (?:you're|you are) (?:angry|upset|cross|annoyed|frustrated) (?:with|at) me,? (?:that|i)|"
            r"right to be|every (?:right|reason)|don't blame you"
        ),
    ),
    Frame(
        "made_it_about_self",
        "my lot",
        any_of(
            r"\bmy (?:day|week|shift|morning|job|life|boss) (?:has been|is|was|'s been|isn't|"
            r"hasn't been) (?:\w+ )?(?:like|@HARD|long|bad|hell|no|so|awful|not|horrible|already)\b",
            r"\bwhat my (?:day|week|shift|morning|job|life)\b",
            r"\bi(?:'ve| have) been (?:on\b(?! to\b| the (?:phone|line) (?:to|with))|here|at (?:this|work|it)|"
            r"working|sitting|answering|taking) (?:\w+ ){0,4}?(?:since|for|all)\b",
            r"\b(?:isn't|is not|not|never) (?:\w+ )?(?:easy|fun|nice|pleasant|fair) (?:for|on|to) (?:me|"
            r"us)\b(?! to)",
            r"\bi get (?:shouted|yelled|screamed|sworn|moaned|abuse)\b",
            r"\b(?:i|we) (?:take|have) (?:this|these|such) (?:\w+ )?(?:calls|abuse|complaints) all\b",
            r"\bi(?:'m| am) (?:so |really |very |rather |quite |a bit )?(?:nervous|stressed|tired|shaking|"
            r"upset|overworked|alone here|exhausted|worn out|sick of|fed up|on my own here)\b(?! (?:that|"
            r"with ourselves|on your|for you))",
            r"\b(?:don't|doesn't|do not|not|never) pay (?:me|us) (?:\w+ )?enough\b",
            r"\b(?:i|we) have (?:\w+ )?(?:targets|quotas|a queue|kids|a family|so much work|too much work)\b",
            r"\blose my job\b|\bcost me my job\b|\bi could (?:cry|scream|quit)\b|\bi need this job\b",
        ),
        unless=r"for you|sorry|ashamed",
        negatable=False,
    ),
    Frame(
        "made_it_about_self",
        "what you do to me",
        any_of(
            r"\b(?:you(?:'re| are)|this is|it's) making me (?:feel|look|nervous|cry|upset|anxious|stressed)\b",
            r"\bmakes? me feel (?:like|so|bad|small|terrible|awful|worthless)\b",
            r"\bhow (?:do|did|would|can) you (?:think|suppose|imagine|expect) (?:that|this|it|i) (?:makes?|"
            r"feels?|is for)\b",
            r"\b(?:imagine|think of|try) being (?:me|the (?:one|person) (?:who|that|on))\b",
            r"\btry (?:doing|being in) my\b",
            r"\bi(?:'m| am| was) (?:only|just|simply) (?:doing|following) (?:what|as|orders|my|the)\b",
            r"\bi (?:only|just) (?:do|did|follow|followed) (?:what|as|orders|my)\b",
            r"\bnobody (?:here )?(?:\w+ )?(?:helps|thanks|cares about|listens to|tells) (?:me|us)\b",
            r"\bbecause of you\b",
            r"\bwhat about (?:me|my feelings|us)\b",
            r"\bi have feelings\b",
            r"\bi(?:'m| am) a (?:human|person)(?: being)? (?:too|as well)\b",
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
