"""Sending away: the customer is to go somewhere else (T08)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_PLACE = (
    r"(?:website|web ?site|online|faqs?|app|portal|help ?(?:centre|center|pages?|desk|section)|support ?(?:pages?|centre|site|section)|knowledge base|"
    r"chat ?bot|bot|forum|form|terms|brochure|leaflet|manual|homepage|account area|self[- ]service)"
)
_OTHERS = (
    r"(?:manufacturer|maker|courier(?:'s)?|supplier|shop|store|seller|retailer|bank|depot|branch|post office|landlord|insurer|airline|airport|hotel|"
    r"returns|billing|sales|technical(?: support)?|complaints|head office|(?:\w+ )?(?:team|department|desk|line|number|hotline|office)|"
    r"postal address|(?:complaints|customer) \w+|them)"
)
_TURN_TO = (
    r"(?:call(?:ing)?|ring(?:ing)?|rang|phone|phoning|contact(?:ing)?|e-?mail(?:ing)?|writ(?:e|ing)(?: to)?|message|messaging|msg|text|ask(?:ing)?|"
    r"tr(?:y|ied|ying)(?: ringing| calling)?|speak(?:ing)? (?:to|with)|talk(?:ing)? (?:to|with)|chas(?:e|ing)|go(?:ing)? (?:to|through|via)|use|using|"
    r"take (?:it|this|that) up with|direct .{0,25}? to|address .{0,25}? to|send .{0,25}? to|raise (?:it|this|that) with|refer .{0,20}? to|approach|turn to|want|visit)"
)
_YOU_MUST = (
    r"(?:you(?:'d| would|'ll| will)? (?:\w+ )?(?:need|have|must|should|want|better|best|can|could|may|might|are (?:advised|asked|requested))(?: to)?|"
    r"you(?:'d| would) be (?:better|best) (?:off )?|have you|kindly|please|simply|just|for (?:this|that) you|(?:quicker|easier|better|faster|best|simplest) (?:if you|to)|"
    r"the (?:people|ones|team|place) to)"
)
SENDING_AWAY = (
    Frame(
        "deflected",
        "to a page",
        any_of(
            r"\b(?:that|this|it|everything|all (?:that|this|of it)|the answer|details|information|more|how)(?:'s| is| are)?(?: all)? (?:\w+ )?(?:explained|listed|described|"
            r"covered|answered|available|found|set out|there|written|laid out) .{0,25}\b"
            + _PLACE
            + r"\b|\bis all online\b",
            r"\byou(?:'ll| will| can| should| may)? (?:\w+ )?(?:find|see|read|get|look up|do|file|request|raise|submit) (?:\w+ ){0,5}(?:on|in|at|via|through|under|with) "
            r"(?:our |the |your |my )?(?:\w+ )?" + _PLACE + r"\b",
            r"\bthere(?:'s| is) (?:an? |our |the )(?:\w+ )?(?:form|page|faq|section|link|portal|app|number|line|address) (?:for (?:it|that|this|those|such)|on|online|you)\b",
            r"\b(?:our|the) (?:\w+ )?(?:chat ?bot|bot|app|portal|faqs?|website|help ?desk|assistant) (?:can|will|has|could|should) (?:\w+ )?(?:help|answer|tell|have|do|explain|sort)",
        ),
        unless=r"\b(?:i|we)(?:'ve| have|'ll| will| checked)\b|for you\b|no need|is wrong|did you|instead of|rather than|would be wrong",
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "deflected",
        "to other people",
        any_of(
            # told to turn to them
            r"\b" + _YOU_MUST + r" (?:\w+ ){0,2}?" + _TURN_TO + r" (?:\w+ ){0,4}?" + _OTHERS + r"\b",
            r"^\W*(?:\w+,? )?" + _TURN_TO + r" (?:our |the |your |their |to )?(?:\w+ )?" + _OTHERS + r"\b",
            r"\b(?:quicker|easier|better|faster|best|simplest) if you (?:\w+ )?(?:call|rang|ring|phoned?|contact(?:ed)?|went|asked?|tried|wrote|spoke)\b",
            # theirs to answer
            r"\b(?:that|this|it)(?:'s| is) (?:really |more )?(?:one|something|a matter|a question|a case|a job) for (?:the|your|our|another|\w+)\b",
            r"\byour best (?:bet|option|course|chance) (?:is|would be|will be)\b",
            r"\bthe (?:people|ones|team|right place) (?:to (?:talk|speak|ask|contact|ring)|you (?:need|want))\b",
            r"\b(?:need|must|have) to (?:\w+ )?(?:call|ring|contact|use|dial) (?:another|a different|the other)\b",
            # this is not the place
            r"\bthis (?:line|number|chat|team|desk|department|inbox|channel) (?:is|deals?|handles?|only) (?:\w+ )?(?:for|with|only|just)\b",
            r"\b(?:i|we) only (?:do|handle|deal with|cover|look after|take) (?!this|what|as)\w+",
            r"^\W*(?:sorry,? )?(?:that's |it's )?not (?:my|our) (?:department|area|team|desk|remit)\b",
        ),
        unless=r"\b(?:i|we)(?:'ll|'ve|'m|'re| will| have| am| are| can| could) (?:\w+ )?(?:call|ring|phone|contact|email|write|speak|talk|ask|chase|"
        r"get|raise|text|message|put|take)|no need to|instead of|without having|did (?:you|they)|did you buy|for you\b|(?:don't|won't|shouldn't|do not) (?:need|have) to|"
        r"you can (?:always )?(?:reach|call|ring|email|write to) (?:me|us)|would be wrong|rather than|may i|shall i|would you like|ask for me|"
        r"\b(?:was|were|had)\b(?! better)|if (?:anything|you need|something)",
        negatable=False,
    ),
)
