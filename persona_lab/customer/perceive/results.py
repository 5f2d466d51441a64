"""Results: whether it works or is right now (T37)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_STATE = (
    r"(?:work\w*|show\w*|appear\w*|disappear\w*|reach\w*|load\w*|connect\w*|hold\w*|come (?:on|up|through|back|in)|came (?:on|up|through|back|in)|arriv\w*|land\w*|"
    r"steady|clear\w*|stable|fixed|sorted|solved|resolved|gone|back|better|right|correct|fine|ok|okay|good|as it should(?: be)?|in order|warm\w*|hot|signal|"
    r"picture|light|online|total|charge|label|refund|money|receiv\w*|let you in|through|stopped|running|behav\w*|settled|up and running|visible|active|balance)"
)
_NOW = r"(?:now|yet|again|this time|at last|finally|since (?:i|we|the|then)|so far|any more|any ?longer|for you|on your (?:side|end|screen)|at your end|with you|your inbox)"
CHECKED = (
    Frame(
        "checked_result",
        "a yes-or-no question on how it is by now",
        any_of(
            # has it, is it, does it ... now
            r"(?:^|[,:;.-] ?|\b(?:and|so|tell me|kettle|thing|check|see) ?,? ?)(?:has|have|is|are|does|do|did|was|can|could|will)\b (?!i\b|we\b).{0,60}?\b"
            + _STATE
            + r"\b.{0,40}?\b"
            + _NOW
            + r"\b",
            r"(?:^|[,:;.-] ?|\b(?:and|so|tell me) ?,? ?)(?:is|are|has|have|do|does|did)\b (?!i\b|we\b).{0,40}?\b"
            + _NOW
            + r"\b.{0,40}?\b"
            + _STATE
            + r"\b",
            r"\bdo you (?:now )?(?:see|get|have|hear) (?:the|a|your|any) (?:new |right |correct )?(?:total|amount|picture|signal|light|balance|refund|credit|page|sound|tone)\b",
            # the agent's own act
            r"\b(?:have|has|did) (?:i|that|this|it|we) (?:now )?(?:fix|fixed|solve|solved|sort|sorted|answer|answered|cover|covered|help|helped|put right|do|done|cure|cured)\b",
            r"\bdid the (?:new )?\w+ (?:let|get|work|help|do|come|go)\b",
            # how is it
            r"\bhow(?:'s| is| are| has) (?:it|that|the \w+|things|everything|your \w+) (?:\w+ )?(?:behaving|looking|running|doing|holding|going|been|now|since)\b",
            r"\bany (?:luck|joy|better|change|improvement|sign of it)(?: now| yet| this time)?\b",
            # all there
            r"\b(?:take|takes|took) care of (?:it|that|everything|things)\b|\bwhat you (?:needed|wanted|were after|asked for)\b|\bas it should be\b|\bstill off\b",
        ),
        unless=r"order number|anything else|is that (?:right|correct)\?|have i got|\bwould (?:that|you like|it)\b|\bdid you (?:receive|get) (?:a|an|any|our|the)\b|works? for you|"
        r"tomorrow|best number|the box|\bwhen\b|\bwas it\b|\barrived?\b(?!.{0,20}(?:now|yet|safely))|\bor the\b|shall i|what happened|still have|may i|calm",
        when_asked=True,
    ),
    Frame(
        "checked_result",
        "an invitation to look",
        any_of(
            r"\b(?:let me know|tell me|check|see|confirm|say|can you confirm|could you confirm|open .{2,30} and see|try .{2,40}(?:tell|see|check|let me know)\b.{0,12}) ?(?:please )?(?:whether|if|that|the|how)\b"
            r".{0,50}?\b" + _STATE + r"\b",
            r"\b(?:try|refresh|restart|reload|open|switch|turn) .{2,40}\b(?:tell me|see|check|let me know|do you)\b.{0,60}",
        ),
        unless=r"order number|did you (?:receive|get)|tomorrow (?:work|suit)|\b(?:i|we)(?:'ll| will)? (?:\w+ )?(?:check|see|try)\b|let me (?:check|see|try)|\bwhen\b|\bserial|reference|"
        r"which|right number|best|which (?:one|of)|website|error|if (?:that|you)(?:'s|'d| would| is) (?:ok|okay|like|fine|all right|prefer)",
    ),
)
