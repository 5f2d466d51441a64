"""Regrets: that it could not end as the customer wished (T41)."""

from persona_lab.customer.perceive.words import any_of, pattern

_WANTED = (
    r"(?:want|wanted|hoped|hope|wished|wish|sought|asked|expected|needed|need|came|after|search|"
    r"looked|looking|hoping|were after)"
)
_END = (
    r"(?:answer|outcome|result|solution|news|ending|resolution|conclusion|agreement|remedy|way|offer|"
    r"yes|thing|options?)"
)
OUTCOME = pattern(
    any_of(
        # could not
        r"\b(?<!you )(?:couldn't|could not|can't|cannot|wasn't able to|weren't able to|did not|didn't|"
        r"haven't|have not|unable to|failed to|not able to) (?:@ADV)(?:find|reach|come to|agree|settle|"
        r"land|give|get|resolve|conclude|bring|offer|make (?:it|this) right|do more|solve|"
        r"sort)\b(?!.{0,30}\b(?:your (?:parcel|order|emails?|call)|engineer|driver|last)\b)",
        r"\b(?:could not|couldn't|cannot|can't|was not|wasn't) be (?:\w+ )?(?:resolved|concluded|settled|"
        r"solved|sorted|fixed to|agreed)\b",
        r"\bnone of (?:the|our|my) (?:options|offers|ideas|suggestions|ways)\b",
        # without what was wanted
        r"\bwithout (?:the|an?|any) (?:\w+ )?(?:"
        + _END
        + r")\b.{0,30}\b"
        + _WANTED
        + r"\b|\bleaves you without\b|\bwithout an answer you\b",
        r"\b(?:not|isn't|wasn't|n't) (?:\w+ )?(?:the |an |a )?(?:"
        + _END
        + r"|how|what|way)(?: \w+)? (?:that )?you(?:'d|'re| had| were| have)? (?:\w+ )?"
        + _WANTED
        + r"\b",
        r"\b(?:have|has) not the "
        + _END
        + r"\b|\bnot to your satisfaction\b|\b(?:different|another|better) "
        + _END
        + r"\b.{0,40}\b(?:couldn't|could not|for you|to give)\b",
        r"\bisn't ending\b",
        r"\bnot ending (?:the|as|how)\b",
        r"\bleave (?:it|things|you) (?:like this|here|this way|unresolved)\b",
    )
)
WISHED = any_of(
    # hoped for a better end
    r"\b(?:i|we)(?:'d| had| really| did| would| truly| was| were)* (?:hoped|hope|hoping|wanted|"
    r"have loved|have liked|love|like) (?:@ADV)(?:to (?:give|send|find|get|do|have|tell|offer|bring|"
    r"end|sort|resolve|put)|we (?:could|would)|i (?:could|would)|for a)\b(?! (?:you )?(?:back|a new|"
    r"the (?:link|label)|better news tomorrow))",
    r"\bi wish (?:i|we|i'd|id|we'd) (?:had|'d had|have)?\b.{0,25}\b(?:better|more|another|different|"
    r"could (?:do|give|offer|say|tell|change)|answer)\b",
    # a pity
    r"\b(?:it(?:'s| is| was)|what) an? (?:real |great )?(?:shame|pity)\b.{0,60}\b(?:couldn't|"
    r"could not|can't|cannot|haven't|didn't|did not|not|without)\b",
    r"\b(?:pains|saddens|grieves|bothers|troubles) me (?:that|to)\b.{0,60}\b(?:part|leave|without|"
    r"couldn't|can't|not|end|close|unresolved)\b",
    r"\b(?:disappointed|sad|gutted|unhappy)(?: too| as well| myself)? (?:that|to|"
    r"about)\b.{0,40}\b(?:isn't|not|couldn't|couldn't|ending|leave|without|end)\b",
    # another answer was wanted
    r"\b(?:i know|i realise|i understand|clearly) (?:that )?you (?:were|are|'re|had|have|wanted|hoped|"
    r"came|'d)\b.{0,30}\b(?:after|for|hoped|wanted|looking for|expecting)\b.{0,15}\b(?:different|"
    r"another|better|more|other)\b",
    r"\bdid not reach an? (?:agreement|solution)\b.{0,30}\bregret\b",
)
