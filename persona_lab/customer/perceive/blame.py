"""Blame: excuses and third parties, and the customer made the cause (T06, V4)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_READING = r"(?:read|check|follow|look|listen|open|see|bother|try|think|measure)\w*"
_PAPERS = r"(?:instructions?|manual|leaflet|guide|guidance|terms|conditions|label|advice|steps|small print|rules|email|message)"
_MISUSE = (
    r"(?:overfill|overload|misus|mishandl|mistreat|dropp|forc|neglect|tamper|misread|rough|spill|overheat|leav(?:ing)? it on|"
    r"us(?:e|ing) it wrong|plug)\w*"
)

BLAME = (
    Frame(
        "blamed_customer",
        "by a question",
        any_of(
            r"\bdid you (?:even|actually|really|ever|not|bother to|at least) " + _READING,
            r"\bare you (?:quite |absolutely |really )?sure (?:that )?you (?:didn't|did not|haven't|weren't)\b",
            r"\bwhat (?:did|do) you expect\b|\bso what did you\b",
            r"\b(?:didn't|haven't) you (?:even )?" + _READING,
        ),
        negatable=False,
    ),
    Frame(
        "blamed_customer",
        "by advice after the fact",
        any_of(
            r"\b(?:would|might) have been (?:\w+ )?(?:wiser|better|sensible|helpful|smarter|easier|good) (?:to|if you|for you to)\b",
            r"^\W*(?:and )?next time,? (?:please |just |do )?(?!(?:i|we|you(?:'ll| will)|it|they|the|a|he|she)\b)\w+",
            r"\b(?:customers|people|users|those) who (?:\w+ )?(?:follow|read|check|listen|use it|order early)\b",
            r"\byou can (?:hardly|not really|scarcely) expect\b|\byou can't expect\b",
            r"\bleft (?:it|things) (?:far |much |a bit |rather )?too late\b|\byou (?:\w+ )?(?:waited|left it) (?:a |an |too |so )",
        ),
        negatable=False,
    ),
    Frame(
        "blamed_customer",
        "as the cause",
        any_of(
            # your act
            r"\b(?:it was|it's|it is) you (?:who|that) (?!told|wrote|were|was|waited|had|asked|paid|deserve|found|noticed|suffered|lost)\w+",
            r"\byou (?:\w+ )?(?:did not|didn't|have not|haven't|don't|do not) .{2,40}\b(?:properly|correctly|right|carefully|in time|on time)\b",
            r"\b(?:comes? from|caused by|due to|result of|because of|happens? (?:from|when)|that(?:'s| is) from) (?:you |your |people )?"
            + _MISUSE,
            r"\bif you "
            + _MISUSE
            + r"|\byou (?:\w+ ){0,3}(?:overfill|overload|misus|mishandl|dropp|forc|tamper|misread|spill)\w*",
            r"\byou (?:agreed|consented|signed|ticked|accepted|confirmed|opted|chose) .{0,40}(?:when|tick|box|terms|contract|it)\b",
            # your people or your thing
            r"\b(?:somebody|someone|anyone) (?:in|at) your (?:house|home|end|family|office|place)\b",
            r"\byour (?:own )?(?:e-?mails?|letters?|calls?|payment|order|card|router|phone|wiring|address|details) (?:\w+ )?(?:came|went|was|were|"
            r"is|are) (?:\w+ )?(?:to |at |on )?(?:the )?(?:wrong|incorrect|incomplete|late|invalid)",
            # your side
            r"\b(?:error|mistake|fault|problem|issue|cause|slip) (?:\w+ )?(?:sits?|lies?|is|was|comes?|started) (?:\w+ )?(?:on|at|with|from) "
            r"(?:your|you\b)",
        ),
        unless=r"\b(?:isn't|not|never|wasn't) (?:\w+ )?(?:your|you|on you)|did nothing wrong|had we|sorry|apolog|thank|grateful",
        negatable=False,
    ),
)

_THIRD = (
    r"(?:couriers?|suppliers?|warehouse|depot|drivers?|factory|workshop|bank|lab|system|software|website|post|carrier|"
    r"manufacturers?|contractors?|partners?|landlord|previous (?:agent|colleague)|other (?:team|department|shift)|last agent|colleagues?)"
)
EXCUSES = (
    Frame(
        "made_excuse",
        "overrun",
        any_of(
            r"\b(?:people|staff|colleagues|half the team|half of us|everyone|everybody|lots)(?:'s| is| are|'re)? (?:\w+ )?(?:off sick|on holiday|"
            r"on leave|off|away|ill)\b|\b(?:off sick|on holiday) (?:last|this|at the moment|these|all)\b",
            r"\b(?:it's|it has|it is|its|things)(?: been| have been|'ve been)? (?:\w+ )?(?:mental|crazy|mad|hectic|manic|chaos|chaotic|non-stop)\b",
            r"\b(?:we|i)(?:'re|'ve| are| have| am|'m)? (?:having |got |had )?(?:so |very |too )?(?:many|much) (?:work|orders|calls|emails|customers|to do)\b",
            r"\bwith (?:the|all the|this) (?:storm|snow|strike|weather|holidays|sale|rush|season|traffic)\b",
        ),
        unless=r"no excuse|not an excuse|does not make it right|doesn't make it right|your (?:house|family|home)",
        when_asked=False,
        negatable=False,
    ),
    Frame(
        "made_excuse",
        "someone else, or nobody",
        any_of(
            # a third party named as the cause
            r"\b(?:blame|ask|thank) (?:the|our|your|that) (?:\w+ )?" + _THIRD + r"\b.{0,20}\b(?:for|not us|that)",
            r"\b(?:the|our|your|that) (?:\w+ )?"
            + _THIRD
            + r"(?:'s)? (?:\w+ )?(?:let (?:the side|us|everyone) down|always take|are always|is always|"
            r"is (?:the )?slow|messed|dropped|ate|lost|mixed|didn't leave|didn't tell|never told|never passed|hadn't)\b",
            r"\bit(?:'s| is| was) (?:the|our|your) (?:\w+ )?" + _THIRD + r"(?:'s)? (?:end|fault|side|mess|doing|job)\b",
            r"\b(?:it|new \w+|system|filter|software|update) (?:ate|swallowed|lost|deleted|wiped) (?:\w+ ){0,3}(?:mail|emails?|orders?|messages?|data)\b",
            r"\bif (?:the|our|your) (?:\w+ )?" + _THIRD + r" had\b",
            # not answerable
            r"\b(?:we|i) (?:only|just|merely) (?:sell|pass|resell|take|do) (?:them|it|orders|on|what)\b",
            r"\b(?:can't|cannot|can not|couldn't) (?:hold|blame|expect) (?:us|me)\b|\bhold us responsible\b",
            r"\bthese things are (?:automatic|automated)|\bit(?:'s| is) all automatic|\bthat(?:'s| is) how (?:the|they|it)\b",
            r"\b(?:junk|spam) (?:folder|filter|mail)\b",
            # not told
            r"\b(?:i|we) (?:was|were)n't (?:told|informed|aware|given|notified)\b|\b(?:i|we) (?:was|were) (?:never|not) (?:told|informed|aware)\b|"
            r"\bcouldn't (?:have )?know(?:n)?\b|\bnobody told (?:me|us)\b|\b(?:not|n't) leave any notes\b",
        ),
        unless=r"no excuse|not an excuse|is on us|our fault|on me\b|check your (?:junk|spam)|(?:i'm|i am) sending",
        when_asked=False,
        negatable=False,
    ),
)
