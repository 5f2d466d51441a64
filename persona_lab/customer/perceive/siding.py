"""Taking sides: a line of solidarity with the customer (T25)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_WOULD = r"(?:i|we|anyone|anybody|most people)(?:'d| would|d)"
_ALIKE = (
    r"(?:the same|same|just as|exactly as|every bit as|as \w+ as you|too\b|as well|either|answers|"
    r"more than)"
)
SOLIDARITY = (
    Frame(
        "solidarity",
        "I would, too",
        any_of(
            r"\b"
            + _WOULD
            + (
                r" (?:@ADV)(?:be |have |want |feel |ask |say |write |written |expect |not |raging|"
                r"never )(?:\w+ ){0,4}?"
            )
            + _ALIKE,
            r"\bi (?:wouldn't|would not|couldn't) (?:@ADV)(?:stand for|accept|put up with|have|like|want|take|"
            r"tolerate|be happy|pay|wait)\b(?!.{0,30}\byour\b)",
            r"\bif (?:that|this|it) (?:were|was|had been|happened (?:to|in)) (?:my|me|in my|"
            r"to me)\b.{0,60}\bi(?:'d| would)\b",
            r"\bi(?:'d|d| would) .{2,40}\bif (?:that|this|it) (?:was|were|had been) my\b",
            r"\bin your (?:place|position|shoes|seat|kitchen)\b.{0,30}\bi (?:would|'d|wouldn't)\b",
            r"\bi(?:'d| would) (?:\w+ ){0,6}in your (?:place|position|shoes)\b",
            r"\bi(?:'d| would) have (?:written|sent|said|been|complained|rung|asked|shouted|given)\b.{0,50}",
        ),
        unless=r"careful|would have been (?:able|glad|happy)|happy to|\bhad the same\b|happened to me|sorry",
        negatable=False,
    ),
    Frame(
        "solidarity",
        "what is due to you",
        any_of(
            r"\byou (?:shouldn't|should not|ought not to|should never|oughtn't to) (?:@ADV)(?:have to|need to|"
            r"be (?:left|made|chasing|waiting|asked|paying|charged))\b",
            r"\b(?:nobody|no one|no-one) (?:buys?|pays?|books?|orders?|rents?|signs up|likes?|wants?|expects?|"
            r"should|ought|needs?)\b(?!\W*$).{4,}",
            r"\bno (?:customer|family|guest|patient|passenger|tenant|person|client)s? (?:of ours |"
            r"\w+ )?(?:should|ought|deserves?|needs?|wants?)\b",
            r"\ban? (?:brand[- ])?(?:new |simple |paid-for |decent )?\w+ (?:should|ought to) (?:@ADV)(?:boil|"
            r"work|hold|arrive|be (?:right|ready|there|enough|on time)|last|do|run|come)\b(?! (?:with|to|"
            r"tomorrow|today|on|there))",
            r"\b(?:you (?:had|have)|you've) (?:every|a|all the|a perfect) right to (?:expect|an answer|ask|"
            r"want|a)\b",
            r"\byou(?:'re| are) (?:not|hardly|n't) asking (?:for )?(?:much|a lot|too much|the (?:moon|earth|"
            r"world|impossible)|anything)\b",
            r"\b(?:anyone|anybody|everyone|any customer) (?:would|will|'d) (?:expect|want|ask|demand|"
            r"say the same)\b",
        ),
        unless=(
            r"shout|swear|like (?:this|that) at|ever complained|so i(?:'ll| will)|shouldn't have to (?:tell|"
            r"say)|nobody (?:called|rang|answered|came|wrote|replied)"
        ),
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "solidarity",
        "it should have been otherwise",
        any_of(
            r"\b(?:it|this|that) (?:shouldn't|should not|should never) (?:take|have taken|need|have needed|"
            r"have happened|have come to|be this|be so|have been)\b",
            r"\byou(?:'re| are| were) (?:@ADV)right to (?:expect|want|ask|insist|push|complain|demand|raise|"
            r"question)\b",
            r"\byou deserve(?:d)? (?!to be\b|it\b|nothing\b|what\b)\w+",
            r"\b(?:the (?:very )?least|only fair|more than (?:fair|reasonable)) (?:that )?(?:you|we|i|to)\b",
            r"\b(?:we|i) owe you (?:far |much |a lot )?(?:better|more|an answer|an explanation)\b",
        ),
        unless=r"sorry|apolog",
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "solidarity",
        "with you",
        any_of(
            r"\b(?:i'm|i am|we're|we are) (?:\w+ )?(?:with you|on your side|behind you|on the same (?:team|"
            r"side)|in this together|in your corner)\b",
            r"\b(?:no|not a|not the|hardly a|not any) (?:way to (?:treat|run|look after|thank|welcome)|"
            r"(?:service|standard|treatment|experience|welcome) (?:that )?(?:you|anyone|we))\b",
            r"\b(?:not|won't|can't|no) (?:going to |trying to )?(?:defend|excuse|justify|"
            r"make excuses for) (?:it|that|this|what|them|us)\b",
            r"\bno excuse for\b",
            r"\b(?:i|we) want (?:this|it|that) (?:\w+ )?(?:right|fixed|sorted|solved|settled) (?:as much as|"
            r"just as much|every bit)",
            r"\bhonestly,? same\b|\bsame,? (?:honestly|tbh)\b|\bas much as you do\b",
        ),
        negatable=False,
    ),
)
