"""Genuine empathy (T22) and the bare 'I understand' (T24): formulas, repeats, take-backs and claims nobody can make."""

from itertools import combinations

from rapidfuzz import fuzz

from persona_lab.customer.perceive.words import pattern, plain
from persona_lab.judging.apologies import NEAR_SAME
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import Sentence, quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.moves import Move, MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict
from persona_lab.text import folded

_SPECIFIC: tuple[MoveKind, ...] = ("linked_cause", "specific_apology")
_BARE: tuple[MoveKind, ...] = ("bare_understanding", "claimed_same_experience")
EMPATHIC: tuple[MoveKind, ...] = (
    "acknowledged_feeling",
    "linked_cause",
    "bare_understanding",
    "claimed_same_experience",
    "solidarity",
    "specific_apology",
    "generic_apology",
    "feeling_apology",
)
"""Moves that speak to what it is like for the customer, be it by an empty formula."""
_VOCABULARY = pattern(
    r"\b(?:understand\w*|appreciate|hear you|feel for|empathi\w*|sympathi\w*|imagine|sorry|apolog\w*|frustrat\w*|"
    r"inconvenien\w*|"
    r"feelings?|i know (?:how|what)|i get (?:it|that|how)|upset\w*|annoy\w*|angry|must (?:be|have been)|sounds|"
    r"concern(?:s|ed)?|"
    r"bless|heart)\b"
)
_OWN_LIFE = pattern(
    r"\b(?:i|we)(?:'ve| have)? (?:also |too |really |absolutely |personally |always |just )*(?:hate|detest|can't "
    r"stand|loathe|dislike|"
    r"don't (?:like|enjoy)|do not (?:like|enjoy)) (?:it )?(?:when|being|having|to|that|waiting|queue?ing|sitting|"
    r"\w+ing)\b|"
    r"\bi(?:'ve| have)? (?:\w+ )?(?:been there|been through|lived through|gone through|had the same|waited|queued|"
    r"lost|missed|sat|"
    r"stood) (?:\w+ ){0,6}(?:myself|too|as well|once|before|last (?:week|month|year|summer|winter))\b|\bas an? "
    r"(?:\w+ )?(?:mum|mom|"
    r"mother|father|dad|parent|customer|traveller|traveler|homeowner|tenant|driver|user) myself\b|\b(?:happened|"
    r"happens) to (?:me|my)\b|"
    r"\b(?:every time|whenever|when) i(?:'m| am| get| have|'ve)\b|\bi (?:get|got|was) \w+ .{0,30}\bmyself\b|\bmy "
    r"(?:own )?(?:\w+ )?(?:mum|mother|dad|father|husband|wife|partner|sister|brother|kids?|son|daughter|house|flat|"
    r"car|boiler|"
    r"parcel|flight|bank|landlord|phone|laptop|holiday|wedding)\b|\bwhen i (?:was|had|moved|bought|ordered|flew|"
    r"lived|lost)\b|"
    r"\bi know (?:the feeling|how (?:that|it|this) feels)|\bi(?:'ve| have) been there\b"
)
_PET_WORDS = pattern(
    r"\b(?:aw+|hun|hon|babe|sweetie|sweetheart|darling|lovely|my dear|bless (?:you|your|him|her)|(?:big |biggest |"
    r"virtual )?hugs?|xx+)\b(?! (?:day|"
    r"weekend|evening|time))|[🤗💕💖💗❤💔🥰😘🥺😢]"
)
_GRIEF = pattern(
    r"\b(?:died|dead|death|passed away|funeral|bereave\w*|widow\w*|late (?:husband|wife|mother|father|son|daughter)|"
    r"cancer|dying|stillb\w*|"
    r"miscarr\w*|hospice|grie(?:f|ving))\b"
)
_CLAIMS_SAMENESS = pattern(
    r"\b(?:i|we) (?:\w+ )?(?:know|understand|get|feel|see|appreciate) (?:\w+ )?(?:exactly|precisely|just|perfectly "
    r"well) (?:how|what|where)|"
    r"\bexactly how you(?:'re| are)? feel|\bknow the feeling|\bi know (?:how|what) (?:that|it|this) (?:feels|is like)|"
    r"\bwhat you(?:'re| are)? (?:feel\w*|going through)\b.{0,40}\b(?:what|how|as) (?:i|we)(?:'m| am)? feel\w*|\bi "
    r"feel (?:it )?(?:exactly |just |"
    r"precisely )?(?:what|as|like|how) you(?! (?:can|could|should))|\bsame (?:way )?(?:as|that) you (?:do|feel|are)\b|"
    r"\bi(?:'ve| have) been (?:there|in your (?:shoes|place|position))|\bi feel (?:the same|just like you|your pain)"
)
_SAYS_SO = pattern(
    r"\b(?:i|we)(?: can| do| could|'m sure i| certainly| fully| really| totally| completely| absolutely| entirely| "
    r"truly| quite)*"
    r"(?: \w+){0,2}? (?:understand|see|know|get|appreciate|hear|imagine)(?: \w+ly)?(?: exactly| just)? (?:how|why|"
    r"what|where|that you|your|you)\b|"
    r"\b(?:that(?:'s| is)|it(?:'s| is)|completely|totally|perfectly|entirely) understandable\b|\bunderstood\b"
)
_SPEAKS_OF_FEELING = pattern(
    r"\b(?:i|we)\b.{0,30}\b(?:feel|feeling|feelings|understand\w*|relate|empathi[sz]e|sympathi[sz]e)\b"
)
_SAYS_WHY = pattern(r"\b(?:because|after|when|since|that|with|without|having|given|why)\b|[:—–;]|\d")
_TAKES_BACK = pattern(r"\b(?:but|however|though|although|that said)\b")


def genuine(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T22: a repeated formula, a second bare one (X01), a take-back, or a claim to a life the agent has not.

    The first bare formula is excused (readings, 11).
    """
    found = _false_claim(case) or _gushes(case) or _taken_back(case) or _repeated(case) or _second_bare(case)
    if found:
        evidence, why = found
        return Verdict(id=criterion.id, verdict="violated", evidence=evidence, why=why)
    spoken = [s for s in sentences(case, *case.agent_turns) if _VOCABULARY.search(s.plain)]
    moves = case.of(*EMPATHIC)
    if not moves and all(case.lacks(turn, EMPATHIC) for turn in case.agent_turns):
        return Verdict(
            id=criterion.id, verdict="na", why="No word of empathy or apology was said that could ring false."
        )
    specific = [move for move in moves if move.kind in _SPECIFIC]
    covered = [s for s in spoken if any(_stands_in(move, s) for move in specific)]
    loose = [s for s in spoken if s not in covered]
    if specific and len(loose) <= 1 and not any(_TAKES_BACK.search(s.plain) for s in loose):
        return Verdict(
            id=criterion.id,
            verdict="clean",
            evidence=case.shown(specific[0]),
            why="What was said with feeling was said once and for this customer alone.",
        )
    if (
        moves
        and len(spoken) <= 1
        and len({move.turn for move in moves}) == 1
        and not any(_TAKES_BACK.search(s.plain) for s in loose)
    ):
        return Verdict(
            id=criterion.id,
            verdict="clean",
            evidence=case.shown(moves[0]),
            why=f"Turn {moves[0].turn} had the only words of sympathy; a first formula is excused.",
        )
    return undecided(criterion, "No formula was repeated or taken back; whether the words fit takes a reader.")


def bare_understanding(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T24 (readings, 12): a claim of sameness, or a bare formula in place of any acknowledgement."""
    said = sentences(case, *case.agent_turns)
    same = [s for s in said if _CLAIMS_SAMENESS.search(s.plain) and not s.asks]
    if same:
        return Verdict(
            id=criterion.id,
            verdict="violated",
            evidence=quoted(case, *same),
            why=f"Turn {same[0].turn} claimed to know the feeling itself; say what happened to the customer instead.",
        )
    bare = case.of("bare_understanding")
    real = case.of("acknowledged_feeling", "linked_cause", "specific_apology", "solidarity", "paraphrased")
    caused = [s for s in said if _SAYS_SO.search(s.plain) and _names_cause(case, s)]
    if not bare:
        if caused:
            return _clean(criterion, quoted(case, caused[0]), caused[0].turn)
        if any(_SAYS_SO.search(s.plain) or _SPEAKS_OF_FEELING.search(s.plain) for s in said):
            return undecided(criterion, "Whether the words 'I understand' stand bare here takes a reader.")
        return Verdict(id=criterion.id, verdict="na", why="Nobody claimed to understand how the customer feels.")
    if real or caused:
        return _clean(criterion, case.shown(*real[:1]) or quoted(case, *caused[:1]), bare[0].turn)
    others = [s for s in said if _VOCABULARY.search(s.plain) and not any(_stands_in(move, s) for move in bare)]
    if any(not any(_stands_in(move, s) for move in case.of("generic_apology", "feeling_apology")) for s in others):
        return undecided(
            criterion, f"Turn {bare[0].turn} claimed to understand; whether more was acknowledged takes a reader."
        )
    return Verdict(
        id=criterion.id,
        verdict="violated",
        evidence=case.shown(*bare),
        why=f"'I understand' in turn {bare[0].turn} was all the customer heard; name what you understand.",
    )


def _clean(criterion: Criterion, evidence: tuple[Quote, ...], turn: int) -> Verdict:
    return Verdict(
        id=criterion.id,
        verdict="clean",
        evidence=evidence,
        why=f"The words 'I understand' in turn {turn} did not stand alone.",
    )


def _names_cause(case: Case, sentence: Sentence) -> bool:
    told = frozenset().union(*(s.telling for s in sentences(case, *case.customer_turns) if s.turn < sentence.turn))
    shared = len(sentence.telling & told)
    return shared >= 2 or (shared == 1 and _SAYS_WHY.search(sentence.plain) is not None)


def lived_claims(case: Case) -> tuple[Quote, ...]:
    """An AI agent's words that tell of a life it has not lived (V5; X02); nothing for a person."""
    if case.agent_kind != "ai":
        return ()
    claimed = case.of("claimed_same_experience")
    own = [
        sentence
        for sentence in sentences(case, *case.agent_turns)
        if _OWN_LIFE.search(sentence.plain) and any(_stands_in(move, sentence) for move in claimed)
    ]
    return quoted(case, *own)


def _false_claim(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    if case.agent_kind != "ai":
        return None
    claimed = case.of("claimed_same_experience")
    own = [s for s in sentences(case, *case.agent_turns) if _OWN_LIFE.search(s.plain)]
    if not claimed and not own:
        return None
    turn = own[0].turn if own else claimed[0].turn
    return (
        quoted(case, *own) or case.shown(*claimed),
        (
            f"Turn {turn} claimed a life that an AI agent has not lived; say what nobody should have to go through "
            f"instead."
        ),
    )


def _gushes(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    """Pet names, hugs and hearts to a customer who grieves or rages."""
    for sentence in sentences(case, *case.agent_turns):
        before = [turn for turn in case.customer_turns if turn < sentence.turn]
        if not before or _PET_WORDS.search(sentence.plain) is None:
            continue
        if _GRIEF.search(plain(case.text(before[-1]))) or before[-1] in case.emotional_turns:
            return (
                quoted(case, sentence),
                (
                    f"Turn {sentence.turn} was warmer in tone than a stranger may be in such a matter; plain words "
                    f"carry "
                    f"further."
                ),
            )
    return None


def _taken_back(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    moves = case.of("but_clause")
    if not moves:
        return None
    return case.shown(*moves), f"Turn {moves[0].turn} took its sympathy back with the next clause; leave the 'but' out."


def _repeated(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    moves = [move for move in case.of(*EMPATHIC) if move.quote]
    for earlier, later in combinations(moves, 2):
        if earlier.turn != later.turn and _same_words(earlier, later):
            return (
                case.shown(earlier, later),
                (
                    f"Turn {later.turn} said what turn {earlier.turn} had said in nearly the same words; say something "
                    f"new or act."
                ),
            )
    return None


def _same_words(one: Move, other: Move) -> bool:
    first, second = (folded(move.quote or "").casefold().strip(" .,!") for move in (one, other))
    return min(len(first.split()), len(second.split())) >= 3 and fuzz.ratio(first, second) >= NEAR_SAME


def _second_bare(case: Case) -> tuple[tuple[Quote, ...], str] | None:
    bare = list(dict.fromkeys(case.of(*_BARE)))
    turns = {move.turn for move in bare}
    if len(turns) < 2:
        return None
    return case.shown(
        *bare
    ), f"A bare claim to understand came {len(bare)} times; the second needs what it is you understand."


def _stands_in(move: Move, sentence: Sentence) -> bool:
    if move.turn != sentence.turn or not move.quote:
        return False
    words = folded(move.quote)
    return words in sentence.words or sentence.words in words
