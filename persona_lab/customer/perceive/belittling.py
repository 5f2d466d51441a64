"""Belittling: the harm called small, common or nothing (T26)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

BELITTLING = (
    Frame(
        "minimised",
        "small in itself",
        any_of(
            # a little of it
            r"\b(?:a (?:bit|drop|spot|touch|little|splash|couple|few) (?:of )?(?:\w+ )?)\w+ (?:never|won't|doesn't|don't|isn't|will not|didn't|hardly) "
            r"(?:\w+ )?(?:hurt|kill|make|matter|bother|harm|the end|hurts|kills)\b",
            r"\b(?:it's|it is|its|that's|this is|is) (?:only|just|merely|nothing but|simply) (?:a |an |some |one |\d |two )?\w+\b",
            r"\b(?:it|that|this)(?:'s| is| was)? (?:\w+ )?(?:nothing|a trifle|a detail|no drama|peanuts|a formality|no biggie)\b",
            # not much
            r"\b(?:\w+ )?(?:emails?|days?|hours?|calls?|minutes?|weeks?|pounds|euros|times) (?:isn't|is not|aren't|are not|is hardly|are hardly|isn't really) "
            r"(?:\w+ )?(?:a lot|much|long|many|that (?:long|bad|much|many)|so (?:long|bad|much|many)|the end)\b",
            r"\b(?:won't|doesn't|wouldn't|will not|can't) (?:really |possibly )?(?:make (?:a|any|much|that much)(?: \w+)? difference|hurt you|kill you|matter)\b",
            # as if
            r"\b(?:it's|it is|that's) not (?:as if|like|as though)\b|\bhardly (?:the end|a|an) \w+|\bend of the world\b",
            r"\b(?:mountain|fuss|drama|song and dance|meal|big thing|big deal) (?:out of|about|of) (?:it|this|that|nothing|a)\b",
            r"\bat the end of the day,? (?:it|that|this)(?:'s| is)\b|\bwhen all is said\b",
            # no harm
            r"\bno (?:real |lasting |great )?(?:harm|damage) (?:was |is )?done\b|\ball's well that\b",
            r"\byou(?:'ll| will) (?:soon |quickly |probably |all )?(?:laugh|live|survive|forget|get over|cope|manage|be fine)\b",
        ),
        unless=r"\bnot (?:only|just|merely|simply)\b|\bisn't (?:only|just)|\bno small\b|too long|nothing (?:burned|like)|just (?:a|one) (?:moment|minute|second|"
        r"question|sec)|is just (?:not|what|the|right|as)|just how|because nothing|nothing (?:we|i|you|to do)|nothing (?:less|short)",
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "minimised",
        "small in a tag question",
        r"\b(?:hardly|scarcely|just|only|not exactly) (?:the |a |an )?(?:\w+ ){1,5}(?:is it|isn't it|was it|wasn't it|are they|aren't they)\?|\bhardly the end\b",
        negatable=False,
    ),
    Frame(
        "minimised",
        "common or compared",
        any_of(
            # it happens
            r"\b(?:we|i) (?:get|see|have|hear) (?:this|that|it|these|those|such \w+|cases like this) (?:all the time|every day|daily|a lot|constantly|quite often|often)\b",
            r"\b(?:can|could|may|might|does|do) happen (?:to|with) (?:any|all|every|the best|anyone|everyone|everybody)",
            r"\b(?:kettles|kit|machines|phones|systems|parcels|things|boilers|lines|trains|flights|cards) (?:do |sometimes |just |will )+(?:\w+ )?(?:leak|break|drip|fail|get lost|go|drop|happen)",
            # others bear worse
            r"\b(?:plenty|lots|loads|many|most|some|other|others)(?: of)? ?(?:folk|folks|people|customers|users|callers)? (?:who )?(?:wait|have|get|had|waited|cope|"
            r"manage)\b.{0,20}\b(?:longer|worse|more|less|far|fine|without)\b",
            r"\b(?:there are|some people have|people have|others have|i have) (?:people with )?(?:\w+ )?(?:real|bigger|proper|serious|actual) (?:problems|issues|worries|emergencies)\b",
            r"\b(?:far|much|way|a lot|even) worse (?:\w+ )?(?:than|cases|things|leaks|every|out|happens)\b",
        ),
        unless=r"we get this right|should(?:n't| not)|that doesn't|no comfort|not normal|no excuse",
        when_asked=False,
        negatable=False,
    ),
)
