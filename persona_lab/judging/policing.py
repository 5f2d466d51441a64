"""Emotion policing (V3): orders to be calm and labels for being upset, beside those that the reader of moves finds."""

import re

from persona_lab.customer.perceive.words import plain
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.model.moves import Move
from persona_lab.model.verdict import Quote

_VERY = (
    r"(?:(?:a (?:bit|little|touch|tad)|so|very|too|far too|way too|much too|rather|quite"
    r"|just|really|clearly|now|all|such a|such|terribly|completely|totally|over|frankly|simply"
    r"|again|being|getting|acting|behaving|sounding|becoming|talking) ){0,4}"
)
_CALM = (
    r"(?:(?:settle|simmer|cool|pipe|quiet|quieten|wind|dial (?:it|that)|tone (?:it|that|yourself)|turn (?:it|"
    r"that)|bring (?:it|that)) down"
    r"|chill(?: out)?|mellow out|lighten up|ease off|relax|unwind|breathe|"
    r"take (?:a|one|some|two|three|a few)(?: (?:long|deep|big|slow|proper))* breaths?|(?:lower|keep down|drop|"
    r"moderate|soften|mind) (?:your|the|that) (?:voice|volume|tone|tongue|manner|voice down)|"
    r"keep your (?:voice|tone|temper|cool|hair|shirt|emotions|feelings|anger)|keep it down|keep a (?:lid|civil|"
    r"cool)|hold your (?:horses|temper|tongue)|"
    r"(?:control|contain|compose|restrain|behave|master|steady) (?:yourself|yourselves|your (?:temper|emotions?|"
    r"feelings?|anger|nerves|tone|outbursts?|language))|"
    r"get (?:a grip|a hold of yourself|hold of yourself|your (?:emotions|temper|feelings) (?:under control|"
    r"in check)|over (?:it|yourself))|"
    r"pull yourself together|rein (?:it|that|yourself|your \w+) in|snap out of it|leave (?:your|"
    r"the) (?:emotions?|feelings?|anger|temper) (?:out|aside|at the door|behind)|"
    r"(?:put|set) (?:your|the) (?:emotions?|feelings?|anger|temper) (?:aside|to one side|away)|count to (?:three|"
    r"five|ten|\d+)|grow up|"
    r"(?:be|stay|remain|keep|act) (?:calm|civil and calm|reasonable|rational|sensible|grown[- ]up|"
    r"(?:like )?an adult))"
)
_ORDER = re.compile(
    rf"(?:^|[,;:–—-]\s*|\b(?:please|kindly|now|and|first|just|so|do|then|but|madam|sir|ma'am|okay|"
    rf"ok) )(?:please |kindly |just |do |first |now |try (?:to|and) |let's (?:all |both )?(?:just |"
    rf"please )?)?{_CALM}\b|"
    rf"\b(?:you (?:need|have|ought|want|might want|may want|would do well)(?: \w+)? to|you (?:must|should|could|"
    rf"had better|really should|better)|"
    rf"(?:i|we)(?:'d| would| must| have to| will have to|'ll have to| need to| am going to| do)? (?:ask|like|"
    rf"need|want|urge|advise|suggest|beg|tell|invite|request)(?: that)? you(?: to)?|"
    rf"(?:can|could|would|will|might) you(?: please| kindly| just| perhaps| try to)*|(?:if|when|once|until|"
    rf"unless|after) you(?:'ve|'ll| have| can| could| would| will| just| only)*|"
    rf"(?:suggest|ask|propose|recommend|advise)(?: that)? you|why don't you|shall we (?:all |both )?|"
    rf"can we (?:all |both |please )*|let's (?:all |both |please |just |try to )*|it would help if you(?: could|"
    rf" would)?|try (?:to|and)|"
    rf"you'll have to|time to|how about you) (?:please |just |try (?:to|and) |all |first )*(?:{_CALM}|"
    rf"calm(?:ed)? down|(?:settled|simmered|cooled|quietened) down|lowered your voice|taken a breath|"
    rf"composed yourself)\b",
    re.IGNORECASE,
)
_NATURES = (
    r"(?:overreact\w*|over-react\w*|dramatic|melodramatic|theatrical|hysterical|hysterics|emotional|irrational|"
    r"unreasonable|oversensitive|over-sensitive|"
    r"hypersensitive|sensitive|touchy|thin-skinned|childish|petulant|infantile|worked up|wound up|carried away|"
    r"agitated|aggressive|hostile|hot-headed|heated|"
    r"overwrought|over the top|excitable|excited|confrontational|shouty|loud|difficult|precious|high-maintenance|"
    r"paranoid|neurotic|moody|silly|ridiculous|a drama queen|angry about (?:nothing|a trifle))"
)
_LABEL = re.compile(
    rf"\b(?:you(?:'re| are|'ve been| have been|'ve become| seem| sound| look| do seem| come across as| got|"
    rf" get) (?:to be |like you(?:'re| are) )?{_VERY}{_NATURES}|"
    rf"(?:let's|let us|can we|could we|shall we|try|please)(?: (?:please|all|both|just|to))* not (?:to )?(?:be|"
    rf"get|become|grow|make|turn|have) {_VERY}(?:{_NATURES}|a (?:scene|fuss|drama|song and dance|mountain|meal)|"
    rf"this (?:into )?a (?:drama|scene)|hysterics)|"
    r"(?:getting|being|growing|becoming|staying|losing|raising|shouting|yelling|ranting|all) (?:so |this |that |"
    r"all )?(?:cross|angry|anger|upset|mad|furious|worked up|emotional|loud|shouty|annoyed|heated|your (?:temper|"
    r"voice|cool|rag)|at (?:me|us)|"
    r"shouting|drama|emotion)? ?(?:about it |over (?:it|this) |like (?:that|this) )?(?:will not|won't|does not|"
    r"doesn't|is not|isn't|is hardly|never|gets|will get|is no|only makes|makes|can't|cannot|solves|"
    r"helps)(?: \w+){0,2}? ?(?:help|get|solve|change|speed|nobody|no one|"
    r"nothing|you nowhere|anywhere|going to|fix|bring|achieve|make|use|worse|harder|necessary|called for|good)\w*|"
    r"(?:work|get|wind|whip|talk)(?:ing|ed)? yourself (?:up )?(?:up )?into (?:a|such a|quite a|that) (?:state|"
    r"lather|tizz\w*|frenzy|rage|tangle|knot|stew)|"
    r"(?:make|making|made|kick\w* up) (?:such |quite )?(?:a|an) (?:scene|fuss|song and dance|mountain|"
    r"drama)(?! (?:of|over) (?:our|my))|"
    r"blow(?:n|ing)? (?:it|this|that|things) (?:all )?out of proportion|throw\w* (?:a|your) (?:fit|wobbly)|"
    r"los(?:e|ing|t) your (?:temper|cool|head|rag)|"
    r"(?:your|this|that|such) (?:\w+ )?(?:tone|anger|temper|outbursts?|hysterics|dramatics|attitude|emotions?|"
    r"reaction|shouting|behaviou?r) (?:is|are|was) (?:\w+ )?(?:not|the problem|uncalled|unnecessary|unhelpful|"
    r"excessive|over the top|inappropriate|unacceptable|out of)|"
    r"(?:that's|that is|it's|it is|bit of|quite) (?:rather |quite |a bit |an |of )*(?:overreaction|over-reaction|"
    r"over the top|hysterics)|no (?:need|call|reason|cause) for (?:the |all the |such |this |that |"
    r"any )?(?:drama\w*|hysterics|histrionics|theatrics|outbursts?|anger|shouting|volume))\b",
    re.IGNORECASE,
)
_NOT_POLICING = re.compile(
    r"\b(?:sorry|apologi[sz]e|you (?:don't|do not|needn't|need not) (?:have|need)?|"
    r"no need (?:for you )?to (?:stay|keep|be|remain|lower|relax|settle|hold)|(?:you|nobody|no one|i|we)(?:'re|"
    r" are| am|'m| is|'d| would| do| will|'ll)? (?:\w+ )?(?:not|never|hardly|n't)\b(?! (?:get|be|have|shout|"
    r"solve)).{0,20}(?:over-?react|dramatic|hyster|unreasonable|difficult|emotional|ridiculous|silly|asking you)|"
    r"(?:isn't|aren't|not|don't think you(?:'re| are)|never) (?:being |getting |at all |in any way |"
    r"a bit )*(?:overreact\w*|dramatic|hysterical|unreasonable|difficult|emotional|oversensitive|silly|ridiculous)|"
    r"(?:every|good|full|perfect) (?:right|reason|cause) to|right to be|only (?:natural|human|fair)|no wonder|"
    r"who wouldn't|anybody would|anyone would|i(?:'d| would) be|so would i|(?:i|we) (?:can |do |quite |fully |"
    r"really )*(?:see|understand|know|get|appreciate) (?:exactly )?why|(?:makes?|made|making) (?:perfect )?sense|"
    r"we(?:'ll| will| shall| can)? (?:make|made|have made|are making)|(?:i|we) (?:lost|lose|made|should)|"
    r"if you (?:like|want|wish|prefer)|take your time)\b"
    r"|n't (?:being |getting )?(?:overreact\w*|dramatic|hysterical|unreasonable|difficult|silly)\b",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r"\b(?:the|a|an|our|its|that|this|these|those) (?:[\w'-]+ ){1,2}(?:is|are|was|were|gets?|keeps?|can be|"
    r"may be|looks?|seems?) (?:\w+ ){0,3}?(?:over-?react\w*|dramatic|hysterical|"
    r"sensitive|touchy|loud|emotional|excit\w+|difficult)\b",
    re.IGNORECASE,
)
_WHY_THEY_ARE = re.compile(
    r"\b(?:i|we) (?:can |could |do |quite |fully |really )*(?:see|understand|know|get|appreciate) (?:exactly |"
    r"perfectly |very well )?why\b|\bno wonder\b|"
    r"\b(?:every|good) (?:right|reason) to\b|\bright to be\b",
    re.IGNORECASE,
)


def policed(case: Case) -> tuple[Quote, ...]:
    """The agent's sentences that order the customer to be calm or make the feeling the fault, in order."""
    return tuple(
        quote
        for turn in case.agent_turns
        for sentence in sentences(case.text(turn))
        if polices(sentence)
        for quote in case.quote(turn, sentence)
    )


def polices(sentence: str) -> bool:
    """Whether a sentence tells the customer how to feel, or that the feeling is the fault."""
    words = plain(sentence)
    if _NOT_POLICING.search(words) or _OF_A_THING.search(words):
        return False
    return _ORDER.search(words) is not None or _LABEL.search(words) is not None


def is_aimed(case: Case, move: Move) -> bool:
    """Whether words read as an order to be calm are aimed at the customer, not at a thing, nor grant the feeling."""
    quote = move.quote or ""
    sentence = plain(next((part for part in sentences(case.text(move.turn)) if quote in part), quote))
    if re.search(r"\b(?:but|however|still|calm down)\b", sentence):
        return True
    of_a_thing = _OF_A_THING.search(sentence) is not None and re.search(r"\byour?\b", sentence) is None
    return not of_a_thing and _WHY_THEY_ARE.search(sentence) is None
