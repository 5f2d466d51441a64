"""Reproaches in the form of questions: they ask for nothing that anybody needs (T09)."""

from persona_lab.customer.perceive.words import pattern, plain

_SURELY = pattern(
    r"\bhow (?:on earth |in the world )?(?:could|can|dare) (?:you|anyone|anybody|someone|somebody|"
    r"a person|one) (?!help|"
    r"be reached|get in|see (?:it|that|the)|tell (?:it|that|the)|reach|receive|pay|prefer)|"
    r"\bhow (?:on earth )?(?:did|do) (?:you|anyone) (?:\w+ )?(?:not|miss|overlook|fail|manage to (?:break|lose|miss|"
    r"forget)|forget|expect|imagine)\b|"
    r"\bwhy (?:on earth|in the world|in heaven's name|ever|the hell)\b|"
    r"\bwhy (?:did|do|had|have|would|were|was|are|is|could|should)(?:n't| not) (?:you|it|that|this|anyone|anybody)\b|"
    r"\bwhy (?:did|do|had|have|would|were|are|could) you (?:\w+ )?(?:not|never|wait|leave|ignore|forget|insist|bother|"
    r"sign|let|expect|throw|press|accept|fail)\b|\bwhy not (?:\w+ )?(?:read|tell|look|check|ask|say|think|write)\b|"
    r"\b(?:did|does|has|had|would)(?:n't| not)? (?:it|that|the thought) (?:not |never |ever |even |"
    r"really )?(?:occur\w*|"
    r"cross\w*|dawn\w*|strike|struck|enter\w*|come to)\b|"
    r"\b(?:would|could) it (?:really )?(?:have|be) (?:\w+ )?(?:killed|hurt|too|so|cost|been (?:too|so))\b|"
    r"\b(?:should|could|might|ought|need)(?:n't| not)? you (?:not )?(?:\w+ )?have\b|"
    r"\b(?:should|could|would|might)(?:n't| not) you (?:\w+ )?have\b|"
    r"\b(?:did|do|does|could|would|should)(?:n't| not)? (?:anyone|anybody|no one|nobody|someone|somebody)\b.{0,30}\b"
    r"(?:tell|teach|warn|say|explain|ask) (?:to )?you\b|"
    r"\bdid(?:n't| not) you (?:\w+ )?(?:think|read|see|notice|check|look|know|reali[sz]e|bother|listen|hear|ask|tell|"
    r"mention|say|spot|wonder|consider|find it)\b|"
    r"\bdid you (?:not|never|even|really|seriously|honestly|ever (?:think|stop|consider|bother|read))\b|"
    r"\b(?:do|are|have) you (?:not|never|really|seriously|honestly|even|ever (?:read|listen|look|check|think))\b|"
    r"\bdo(?:n't| not) you (?:\w+ )?(?:think|see|reali[sz]e|understand|read|know (?:that|how|better)|agree|believe|"
    r"listen)\b|\b(?:are|were)(?:n't| not) you (?:\w+ )?(?:aware|listening|supposed|told|the one|ashamed|a bit)\b|"
    r"\bwhat (?:else )?(?:did|do|were) you (?:expect|expecting|thinking|suppose|imagine|think (?:would|was|we|i|"
    r"happens))|"
    r"\bwhat (?:possessed|made|makes) (?:you|anyone) (?:think|believe|imagine|sign|to\b)|\bwhat (?:kind|sort) of "
    r"(?:person|customer|"
    r"people|man|woman|parent|owner)\b|"
    r"\bwho (?:in their right mind|on earth|would|(?:\w+s)\b(?=.{3,60}\b(?:without|anyway|like that|these days|"
    r"nowadays|and then|"
    r"unless|before (?:\w+ing)|in the first place)\b))|\b(?:who|whose)(?:se|'s)? (?:fault|idea|"
    r"mistake|doing) (?:is|was|"
    r"do)\b|"
    r"\b(?:is|was) (?:it|that) (?:really |honestly |truly )?(?:so|too|that|such|asking too|really) (?:\w+ )?(?:hard|"
    r"difficult|much|complicated|tricky|a (?:burden|problem|lot|surprise|struggle))\b|\bhow (?:hard|difficult) (?:can|"
    r"is|was|"
    r"could) (?:it|that)\b|\bwhat(?:'s| is| was) so (?:hard|difficult|complicated)\b|"
    r"\bhow (?:many times|often) (?:do|must|have|should|will) (?:i|we)\b|\bhow (?:is|was) (?:that|this|it) (?:our|my) "
    r"(?:fault|problem)\b|\bcan(?:'t| ?not) you (?:\w+ )?(?:read|see|count|listen|understand)\b|\bsince when\b|"
    r"\b(?:is|was)(?:n't| not) (?:it|that|this) (?:\w+ )?(?:obvious|your (?:job|own|duty|responsibility)|clear|common|"
    r"rather|a bit|partly|up to you)\b|\b(?:have|had)(?:n't| not)? you (?:ever |never |even |really )+(?:heard|"
    r"thought|bothered|considered|stopped|read|looked|opened)\b"
)
_PERHAPS = pattern(
    r"\bwhy (?:did|do|had|have|would|were|was|are|is) you\b|^\W*(?:\w+,? )?(?:have|had|do|did|are|were|can|will|"
    r"would|could|should|is|was)(?:n't|"
    r" not) (?:you|there|that|it)\b|\bsurely\b|\breally\?|\bthen\?\W*$|\bshould (?:you|people|one)\b"
)


def is_reproach(question: str) -> bool:
    """Whether a question blames or expects no answer, as its form shows."""
    return _SURELY.search(plain(question)) is not None


def may_be_reproach(question: str) -> bool:
    """Whether the form of a question leaves open whether it blames."""
    return _PERHAPS.search(plain(question)) is not None
