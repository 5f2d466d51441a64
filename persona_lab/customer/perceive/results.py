"""Results: whether it works or is right now (T37)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_STATE = (
    r"(?:work\w*|show\w*|appear\w*|disappear\w*|reach\w*|load\w*|connect\w*|hold\w*|come (?:on|up|"
    r"through|back|in)|came (?:on|up|through|back|in)|arriv\w*|land\w*|steady|clear\w*|stable|fixed|"
    r"sorted|solved|resolved|gone|back|better|right|correct|fine|ok|okay|good|as it should(?: be)?|"
    r"in order|warm\w*|hot|signal|picture|light|online|total|charge|label|refund|money|receiv\w*|"
    r"let you in|through|stopped|running|behav\w*|settled|up and running|visible|active|balance)"
)
_NOW = (
    r"(?:now|yet|again|this time|at last|finally|since (?:i|we|the|then)|so far|any more|any ?longer|"
    r"for you|on your (?:side|end|screen)|at your end|with you|your inbox)"
)
CHECKED = (
    Frame(
        "checked_result",
        "a yes-or-no question on how it is by now",
        any_of(
            # has it, is it, does it ... now
            (
                r"(?:^|[,:;.-] ?|\b(?:and|so|tell me|kettle|thing|check|see) ?,? ?)(?:has|have|is|are|does|do|did|"
                r"was|can|could|will)\b (?!i\b|we\b).{0,60}?\b"
            )
            + _STATE
            + r"\b.{0,40}?\b"
            + _NOW
            + r"\b",
            (
                r"(?:^|[,:;.-] ?|\b(?:and|so|tell me) ?,? ?)(?:is|are|has|have|do|does|did)\b (?!i\b|"
                r"we\b).{0,40}?\b"
            )
            + _NOW
            + r"\b.{0,40}?\b"
            + _STATE
            + r"\b",
            r"\bdo you (?:now )?(?:see|get|have|hear) (?:the|a|your|any) (?:new |right |correct )?(?:total|"
            r"amount|picture|signal|light|balance|refund|credit|page|sound|tone)\b",
            # the agent's own act
            r"\b(?:have|has|did) (?:i|that|this|it|we) (?:now )?(?:fix|fixed|solve|solved|sort|sorted|answer|"
            r"answered|cover|covered|help|helped|put right|do|done|cure|cured)\b",
            r"\bdid the (?:new )?\w+ (?:let|get|work|help|do|come|go)\b",
            # how is it
            r"\bhow(?:'s| is| are| has) (?:it|that|the \w+|things|everything|your \w+) (?:\w+ )?(?:behaving|"
            r"looking|running|doing|holding|going|been|now|since)\b",
            r"\bany (?:luck|joy|better|change|improvement|sign of it)(?: now| yet| this time)?\b",
            # nothing left open
            r"\b(?:does|has|did|would) (?:that|this|it) (?:settle|answer|solve|sort|cover|clear up|resolve|"
            r"put (?:it|things|that) right|do it|fix)\b",
            r"\bis (?:there )?(?:anything|everything) (?:\w+ )?(?:still|left|open|missing|wrong|that (?:still|"
            r"isn't)|sorted|clear|settled|in order|all right|as you)\b",
            r"\bare (?:you|we) (?:all )?(?:set|sorted|good|up and running|back (?:up|online|on))\b(?! (?:to|"
            r"with|if|for))",
            # all there
            r"\b(?:take|takes|took) care of (?:it|that|everything|things)\b",
            r"\bwhat you (?:needed|wanted|were after|asked for)\b",
            r"\bas it should be\b",
            r"\bstill off\b",
        ),
        unless=(
            r"order number|anything else|is that (?:right|correct)\?|have i got|\bwould (?:that|you like|"
            r"it)\b|\bdid you (?:receive|get) (?:a|an|any|our|the)\b|works? for you|tomorrow|best number|"
            r"the box|\bwhen\b|\bwas it\b|\barrived?\b(?!.{0,20}(?:now|yet|safely))|\bor the\b|shall i|"
            r"what happened|still have|may i|calm"
        ),
        when_asked=True,
    ),
    Frame(
        "checked_result",
        "an invitation to look",
        any_of(
            (
                r"\b(?:let me know|tell me|check|see|confirm|say|can you confirm|could you confirm|"
                r"open .{2,30} and see|try .{2,40}(?:tell|see|check|"
                r"let me know)\b.{0,12}) ?(?:please )?(?:whether|if|that|the|how)\b.{0,50}?\b"
            )
            + _STATE
            + r"\b",
            r"\b(?:try|refresh|restart|reload|open|switch|turn) .{2,40}\b(?:tell me|see|check|let me know|"
            r"do you)\b.{0,60}",
        ),
        unless=(
            r"order number|did you (?:receive|get)|tomorrow (?:work|suit)|\b(?:i|we)(?:'ll|"
            r" will)? (?:\w+ )?(?:check|see|try)\b|let me (?:check|see|try)|\bwhen\b|\bserial|reference|which|"
            r"right number|best|which (?:one|of)|website|error|if (?:that|you)(?:'s|'d| would| is) (?:ok|okay|"
            r"like|fine|all right|prefer)"
        ),
    ),
)
