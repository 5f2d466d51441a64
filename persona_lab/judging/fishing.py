"""Fishing for praise: asking for a good mark or a kind word instead of for what the customer thinks (T39)."""

import re

_TOP = (
    r"(?:(?:all )?(?:five|5|ten|10|nine|9)(?: (?:or|and) (?:a )?(?:nine|9|ten|10))?(?:[ -]stars?|"
    r"(?: out)? of (?:five|5|"
    r"ten|10)|/(?:5|10))|(?:5|10)/(?:5|10)|an? (?:nine|9) or (?:an? )?(?:ten|10)|(?:an? )?(?:ten|10|five|"
    r"5)(?= (?:in|on) the (?:survey|form|questionnaire|card|text)))"
)
_PRAISING = (
    r"(?:top|full|maximum|best|good|great|decent|positive|high(?:est)?|perfect|excellent|outstanding|glowing|"
    r"kind(?:est)?|nice|lovely|favou?rable|"
    r"generous|brilliant|fantastic|shining|stellar|solid|warm|flattering|winning)"
)
_MARK = (
    r"(?:marks?|scores?|ratings?|reviews?|write-?ups?|reports?|comments?|words?|grades?|testimonials?|"
    r"recommendations?|"
    r"references?|stars?|reception|feedback|mention|verdict|evaluation|assessment)"
)
_HEADS = r"(?:boss|manager|supervisor|team lead(?:er)?|superiors?|head office|management|bosses|managers|company|chief)"
_WELL = (
    r"(?:well|good|great|brilliant\w*|helpful|kindly|nice\w*|friendly|polite|excellent\w*|fantastic\w*|"
    r"wonderful\w*|lovely|"
    r"superb\w*|pleased|happy|satisfied|delighted|amazing\w*|hero|star|favourabl\w+)"
)
_WISHES = (
    r"(?:give|leave|put|award|rate|grant|score|do|be|need|deserve|hope|worth|click|tick|choose|pick|select|press|"
    r"drop|say|mention|tell|"
    r"write|want|love|like|appreciate|grateful|thankful|count on|rely on|enter|fill in|mark|send|spare|make my|"
    r"help|keep\w*|post|"
    r"remember|please|earn\w*|go for|settle for|thrilled|chuffed|over the moon|aim for)"
)
_FISHES = re.compile(
    rf"\b{_WISHES}\b[^.!?]{{0,45}}?\b(?:{_TOP}|{_PRAISING} (?:\w+ )?{_MARK})|"
    rf"\b(?:{_TOP}|{_PRAISING} (?:\w+ )?{_MARK})[^.!?]{{0,45}}?\b(?:make my|keeps? me|would (?:help|mean|be)|"
    r"(?:helps?|means? a|counts?)|please|for me|if you can|if you would|appreciated)\b|"
    rf"\b(?:tell|mention|let|drop|write|say|put in|pass|send|praise|commend|email|ring|recommend|"
    rf"report)\b[^.!?]{{0,40}}?\b{_HEADS}\b"
    rf"[^.!?]{{0,50}}?\b{_WELL}\b|"
    rf"\b(?:mention|praise|commend|recommend|put in a word for) me\b|\b(?:say|tell|mention|write|put|add|drop|"
    rf"note)\b[^.!?]{{0,40}}?"
    rf"\b(?:i|we|how)(?:'ve| have)? (?:\w+ )?(?:was|were|did|am|helped|looked after|been) (?:\w+ ){{0,2}}?{_WELL}\b|"
    rf"\bhow (?:well|brilliantly|nicely|great|good|helpful|quickly|kind|friendly|polite) (?:i|we)\b|"
    rf"\bhow {_WELL} (?:this|it|that|i|we|my|our) (?:was|were|did|went|handled)\b|"
    rf"\b(?:tick|click|choose|pick|select|press|put|mark)\b[^.!?]{{0,20}}?['\"‘“]?(?:excellent|very (?:good|"
    rf"satisfied|happy)|outstanding|"
    r"satisfied|perfect|great|the (?:top|highest|best|smiling|smiley|green|happy))\b|"
    r"\bif you(?:'re| are| were| liked| enjoyed|'ve been| have been| feel| felt)? ?(?:happy|pleased|satisfied|"
    r"delighted|liked|enjoyed|content)?\b"
    r"[^.!?]{0,40}?\b(?:say so|shout about|tell (?:everyone|others|the world|your friends|people)|"
    r"spread the word|say it)\b|"
    r"\b(?:helps?|boosts?|lifts?|saves?|feeds?|goes towards|counts? towards) (?:me|us|with|my|"
    r"our)\b[^.!?]{0,30}?\b(?:rating|bonus|figures|score|"
    r"average|targets?|job|pay|ranking|standing|promotion|commission|stats|numbers)\b|\bkeeps? me in (?:the|my|a)\b|"
    r"\b(?:anything|a mark|a score) (?:less|below|under|lower) (?:than )?(?:a |an )?\w+ (?:counts|is|hurts|costs|"
    r"means)\b|\bsing (?:my|our) praises\b|\bgood word\b|"
    r"\bwasn't i (?:great|good|helpful|brilliant|wonderful)\b|\b(?:i|we) (?:was|were|did) (?:great|brilliant\w*|"
    r"rather well|well|a good job|helpful), (?:wasn't|weren't|didn't)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:from|between) (?:one|1|nought|zero|0)\b[^.!?]{0,12}\b(?:five|5|ten|10)\b|\b(?:one|1) (?:to|-|"
    r"–) (?:five|5|ten|10)\b|\bhow many stars\b|"
    r"\b(?:needn't|need not|doesn't have to|does not have to|don't have to|do not have to|no need|not (?:have to|"
    r"necessarily|fishing|after|looking for|asking for)|"
    r"good or bad|bad or good|well or badly|kind or not|nice or not|whatever|frank\w*|honest\w*|candid\w*|"
    r"critical|criticism|either way|warts|what was not|as you (?:see|found) fit)\b|"
    r"\b(?:thank|thanks|grateful) (?:you )?for (?:the|your|those|that|a|such)\b|\b(?:what|which|how) (?:would|"
    r"could|should|might) (?:have )?(?:make|made|earn\w*|it take)\b",
    re.IGNORECASE,
)
_FOR_MARKS = re.compile(
    r"(?<!be )(?<!not )\b(?:(?:give|leave|award|rate|grant|score|do|be|need|deserve|hope for|worth)\b[^.!?]{0,30}?\b"
    r"(?:(?:five|5|ten|10)(?: out of (?:five|5|ten|10)|[- ]stars?)|(?:top|full|good|great|positive|high(?:est)?|"
    r"perfect|excellent|"
    r"glowing|nice|kind) (?:marks?|scores?|ratings?|reviews?|words?))|only (?:the )?(?:best|top)|"
    r"anything (?:less|below|under) (?:than )?\w+ (?:counts|is)|(?:my|our) (?:figures|bonus|numbers|targets?|job) "
    r"(?:hangs?|depends?|rides?|counts?)|helps? (?:me|us) (?:out|a lot|with my))\b",
    re.IGNORECASE,
)
_NEEDLESS = re.compile(
    r"\b(?:needn't|need not|doesn't have to|don't have to|no need|not (?:have to|necessarily))\b", re.IGNORECASE
)


def fishes(sentence: str) -> bool:
    """Whether a sentence asks for praise; one that leaves the answer open, such as 'from one to ten', does not."""
    words = sentence.replace("’", "'")
    for_marks = _FOR_MARKS.search(words) is not None and _NEEDLESS.search(words) is None
    return for_marks or (_FISHES.search(words) is not None and _OPEN.search(words) is None)
