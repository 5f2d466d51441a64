"""Insults and mockery: names, contempt, threats, and scorn under a polite form (T01, V1)."""

from persona_lab.customer.perceive.frames import Frame
from persona_lab.customer.perceive.words import any_of

_NAME = (
    r"(?:idiots?|fools?|foolish|hopeless|stupid|morons?|pathetic|liars?|dumb|clueless|dense|thick|incompetent|crazy|insane|imbeciles?|jerks?|clowns?|jokes?|"
    r"nightmare|brats?|children|child|toddler|baby|whingers?|moaners?|whiners?|nuisance|pests?|nobody|loser|disgrace|drama queen|time[ -]waster|"
    r"simple(?:ton)?|slow|daft|dim|ungrateful|unbearable|insufferable|impossible|ridiculous|deluded)"
)
INSULTS = (
    Frame(
        "insulted",
        "a name",
        any_of(
            r"\b(?:you(?:'re| are|r| sound| act| behave| look)?|ur|only|nobody likes|such|what) (?:@ADV)(?:like )?(?:being )?(?:an? )?(?:\w+ )?"
            + _NAME
            + r"\b",
            r"\byou(?:'re| are) (?:\w+ )?not (?:\w+ )?(?:clever|bright|smart|sharp|intelligent|the brightest|the sharpest)\b",
            r"\b(?:met|seen|known|dealt with) (?:far |much )?(?:smarter|brighter|cleverer|nicer) \w+",
        ),
        unless=r"\b(?:not|n't|nor|never|nobody should)\b.{0,20}"
        + _NAME
        + r"|\bi (?:feel|was|am|look)\b|\bi'm\b|(?:way|week|day|time|thing|start|wait|situation)\b|"
        r"\byour (?:child|children|baby|toddler)|what (?:an? )?(?:\w+ )?(?:nightmare|joke|disgrace|ridiculous)|impossible (?:to|for|position)",
        negatable=False,
    ),
    Frame(
        "insulted",
        "contempt",
        any_of(
            r"\buse your (?:head|brain|eyes|loaf|common sense)\b",
            r"\byou (?:wouldn't|don't|couldn't) know (?:a |an |the )?\w+ (?:from|if it)\b|\byou couldn't (?:\w+ )?if you tried",
            r"\bwhat(?:'s| is) (?:wrong|the matter|your problem) with you\b|\bwhat(?:'s| is) your problem\b",
            r"\b(?:didn't|did nobody|did no one|hasn't anyone|did your (?:mother|parents)|didn't anyone|didn't they) (?:ever )?(?:teach|taught|tell) you\b",
            r"\b(?:some|certain) people (?:\w+ )?(?:shouldn't|should not|should never|don't deserve|can't be|need)\b",
            r"\blike (?:talking|speaking|explaining) to (?:a|an|the) (?:brick )?(?:wall|child|toddler|plant|stone)\b",
            r"\bstop (?:whining|moaning|crying|whingeing|whinging|complaining|snivelling|bleating)\b",
            r"\byou (?:\w+ )?deserve(?:d)? (?:to be (?:soaked|ignored|cut|left|robbed|cheated|kept)|it|what you got|no better|nothing)\b",
        ),
        unless=r"nobody deserves|you don't deserve|didn't deserve|never deserved",
        negatable=False,
    ),
    Frame(
        "insulted",
        "a threat",
        any_of(
            r"\b(?:or|and) you (?:won't|will not|'ll never|will never) (?:get|see|receive) (?:a |one |your |any)",
            r"\b(?:carry on|keep (?:this|it|that) up|go on|one more (?:word|time)|say that again)\b.{0,30}\b(?:won't|or|and (?:i|we|you|see)|i'll|we'll)\b",
        ),
        negatable=False,
    ),
)
SARCASM = (
    Frame(
        "sarcastic",
        "mock pity",
        any_of(
            r"\bhow(?:ever)? (?:did|will|can|do) you (?:ever )?(?:survive|cope|manage|bear|live|go on)\b",
            r"^\W*(?:oh|ooh|aw+|wow|my)\W+(?:\w+ )?(?:dear|no|poor|wow|ok|okay|really|my)?,? .{0,40}\b(?:\w+'s nest|survive|tragic|violin|einstein|genius|sherlock|"
            r"specialist|expert|professor|how (?:nice|sad|terrible|awful|tragic))\b",
            r"\bwhat (?:a|an) (?:hardship|tragedy|disaster|ordeal for you|catastrophe|calamity|drama|nightmare for you)\b",
            r"\b(?:violin|medal|red carpet|round of applause|standing ovation|gold star|trophy|fanfare|hanky|tissue)s?\b",
            r"\b(?:your|his|her) (?:grace|majesty|highness|lordship|ladyship|royal)\b|\b(?:sherlock|einstein|professor|mastermind)\b",
            r"\bwow,? (?:ok|okay|sure|great|right)\b",
        ),
        unless=r"for your ordeal|sorry",
        negatable=False,
    ),
    Frame(
        "sarcastic",
        "mock agreement",
        any_of(
            r"^\W*(?:oh |yes,? |right,? |well,? )*because (?:of course|naturally|clearly|obviously|\w+ing (?:\w+ )?(?:always|really|never)|(?:it's|that's|we're|i'm|everything is) always)\b",
            r"\bof course it(?:'s| is) always (?:our|my|us|me)\b|\bit(?:'s| is) always our fault\b",
            r"\b(?:clearly|obviously|evidently|naturally),? you(?:'re| are) (?:an? |the )\w+,? ?(?:then|here|now)?\W*$",
            r"\bi(?:'m| am) sure the (?:queen|king|pope|president|prime minister|royal|emperor)\b|\b(?:the queen|the king|the pope) (?:gets|would|has|waits)\b",
            r"\bthanks? (?:you )?(?:so much |very much )?for (?:the|that|your) (?:lecture|sermon|lesson|wisdom|advice on|speech|life lesson|charming)\b",
            r"\blovely (?:manners|attitude|language|tone)\b|\bcharming (?:manners|attitude)\b",
        ),
        negatable=False,
    ),
    Frame(
        "sarcastic",
        "mock offers",
        any_of(
            r"\b(?:would you like|shall i|should i|do you want|want) (?:me to )?(?:come round|pop round|fly|kneel|beg|hold your hand|wipe|mop|tuck|fetch a|sing|build|turn back|draw|"
            r"carry|bow)\b(?!.{0,20}(?:back|courier))",
            r"\b(?:get|find|use|fetch|wave|hop in|start|fire up) (?:out )?my (?:time machine|magic wand|crystal ball|cape|wand|teleporter)\b",
            r"\b(?:do )?(?:let|tell) me (?:know )?when you(?:'ve| have|'re| are) (?:quite )?(?:finished|done) (?:shouting|ranting|moaning|complaining|yelling|screaming|your)",
            r"\bi suppose (?:you|next you|now you)(?:'ll| will|'d)? (?:want|expect|like|need|think|be wanting)\b",
            r"\bare you (?:quite )?(?:finished|done)(?: shouting| ranting| now)?\?",
        ),
        negatable=False,
    ),
)
