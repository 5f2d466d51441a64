"""Regret without blame (T17): being sorry for what the customer went through where nobody knows of a fault."""

from persona_lab.customer.perceive.words import pattern, plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.sentences import Sentence, quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_SORRY = pattern(
    r"\b(?:sorry|apolog\w*|regret\w*|wish (?:it|this|that|you|things|i|we)|shame|pity|sad to|unfortunate\w*)\b"
)
_EXPERIENCE = pattern(
    r"\b(?:sorry|regret\w*|apologi[sz]e|apologies)\b[^,;]{0,25}\b(?:you(?:'ve| have|'re| were| are| had|r)?|for the|"
    r"about the|"
    r"to (?:hear|see|read|learn))\b.{3,}"
)
_BLAME_TAKEN = pattern(
    r"\b(?:our|my) (?:\w+ )?(?:fault|mistake|error|failure|failing|negligence|blunder|bad|slip|doing)\b|"
    r"\b(?:we|i)(?:'ve| have)? (?:\w+ )?(?:messed|screwed|slipped|botched|bungled|failed|let you down|got (?:it|this|"
    r"that) wrong|"
    r"should (?:never )?have|shouldn't have|broke|lost|damaged|ruined|overcharged|charged you twice|forgot|caused|"
    r"dropped the ball)\b|"
    r"\b(?:we|i)(?:'re| are|'m| am) (?:\w+ )?(?:to blame|at fault|responsible|liable|in the wrong)\b|\bblame is "
    r"(?:ours|mine)\b|"
    r"\b(?:down to|on) us\b(?= |\W*$)"
)
_BLAME_DENIED = pattern(
    r"\b(?:not|isn't|wasn't|hardly|never|none of (?:this|that|it)) (?:\w+ ){0,3}(?:our|my) (?:\w+ )?(?:fault|mistake|"
    r"error|doing|problem|"
    r"responsibility)\b|"
    r"\b(?:we|i) (?:did nothing|have done nothing|didn't do anything|did not do anything|aren't|are not|cannot be|"
    r"can't be) "
    r"(?:\w+ )?(?:wrong|to blame|responsible|liable|held)|\bnothing to do with (?:us|me)\b|\bno fault of ours\b|"
    r"\bwithout admitting\b"
)
_CONDITIONAL = pattern(r"\b(?:sorry|apologi[sz]e|regret)\b.{0,30}\bif\b(?! (?:i|we) (?:can|could|may))")
_OBJECT = pattern(r"\b(?:sorry|apologi[sz]e|apologies|regret\w*)\b(.*)")
_FEELS = pattern(
    r"\b(?:@FEEL|displeas\w*|suffer\w*|disheartened|rage|low|feel\w*|felt|emotion\w*|mood|reaction|"
    r"react\w*|(?:this|that|the) way|like (?:this|that)|it so|"
    r"taken? it|taking it|see(?:ing)? it|find(?:ing)? it)\b"
)
_NAMES_FEELING = pattern(r"\b(?:@FEEL|displeas\w*|feel\w*|mood)\b")
_ANY_FEELING = stems(
    "feel feels feeling feelings felt emotion emotions emotional mood reaction react reacting reacted way state like "
    "angry anger angrier furious fury upset upsetting frustrated frustration frustrating annoyed annoyance fed "
    "disappointed disappointment "
    "worried worry anxious anxiety exhausted stressed stress livid cross hurt fuming gutted distressed distress "
    "irritated irritation "
    "mad tired sick outraged unhappy dissatisfied dissatisfaction indignant bitter rage disheartened displeased "
    "displeasure down low "
    "left leave leaves makes made making find finds finding see sees seeing hear hears learn read notice take takes "
    "taking taken see "
    "sound sounds seem seems look looks come comes coming across cause caused causes turn turned experience "
    "experiencing hold strong strongly "
    "deep deeply quite rather today moment much little bit sir madam clearly obviously evidently present "
    "having yourself "
    ""
    "being become sense find wits"
)
_ACKNOWLEDGED: tuple[MoveKind, ...] = ("acknowledged_feeling", "linked_cause", "solidarity", "specific_apology")


def regret_without_blame(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T17 over the answers to an upset customer, the company's fault being absent or unknown (X03, X06)."""
    turns = OCCASIONS[criterion.occasion](case)
    if turns is None:
        return undecided(criterion, "Code cannot tell whether the customer was upset.")
    if not turns:
        return Verdict(id=criterion.id, verdict="na", why="Nobody was upset, or the company is at fault and owes more.")
    after = tuple(turn for turn in case.agent_turns if turn >= turns[0])
    sorry = tuple(sentence for sentence in sentences(case, *after) if _SORRY.search(sentence.plain))
    bad = _spoilt(case, after, sorry)
    if bad is not None:
        sentence, why = bad
        return Verdict(
            id=criterion.id, verdict="not_met", evidence=quoted(case, sentence), why=why, met=0, opportunities=1
        )
    good = tuple(sentence for sentence in sorry if _names_experience(case, sentence))
    if good:
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=quoted(case, *good),
            why=f"Turn {good[0].turn} was sorry for what the customer went through and took and denied no blame.",
            met=1,
            opportunities=1,
        )
    feeling_only = case.shown(*case.of("feeling_apology")) or quoted(case, *(s for s in sorry if _is_for_feeling(s)))
    if feeling_only and all(_is_for_feeling(s) or _in_quotes(s, feeling_only) for s in sorry):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=feeling_only,
            why="Being sorry for the feeling was all there was; be sorry for what happened to the customer.",
            met=0,
            opportunities=1,
        )
    if not sorry and not case.of(*_ACKNOWLEDGED):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            why=f"The customer was upset and no turn from turn {after[0]} on was sorry for it; that admits nothing.",
            met=0,
            opportunities=1,
        )
    return undecided(criterion, "Code found no regret that surely speaks of what the customer went through.")


def _spoilt(case: Case, turns: tuple[int, ...], sorry: tuple[Sentence, ...]) -> tuple[Sentence, str] | None:
    """A regret that blames, denies or hangs on an 'if', and why it does not count."""
    for sentence in sentences(case, *turns):
        if _BLAME_DENIED.search(sentence.plain):
            return sentence, f"Turn {sentence.turn} denied the blame; a regret needs no word about whose fault it is."
    for sentence in sorry:
        if _CONDITIONAL.search(sentence.plain):
            return sentence, f"The regret of turn {sentence.turn} hung on an 'if', which doubts the customer."
    if case.scenario is not None and case.scenario.fault in {"customer", "third_party"}:
        for sentence in sentences(case, *turns):
            if _BLAME_TAKEN.search(sentence.plain) and not sentence.asks:
                return sentence, f"Turn {sentence.turn} took a blame that the record does not bear out."
    return None


def _is_for_feeling(sentence: Sentence) -> bool:
    """Whether a regret has nothing but the customer's feeling for its object."""
    found = _OBJECT.search(sentence.plain)
    return found is not None and _FEELS.search(found[1]) is not None and not stems(found[1]) - _ANY_FEELING


def _in_quotes(sentence: Sentence, quotes: tuple[Quote, ...]) -> bool:
    return any(quote.quote in sentence.words or sentence.words in quote.quote for quote in quotes)


def _names_experience(case: Case, sentence: Sentence) -> bool:
    """Whether a regret speaks of what the customer went through, in words that are the customer's matter."""
    if _BLAME_TAKEN.search(sentence.plain) or _is_for_feeling(sentence):
        return False
    earlier = tuple(each for each in sentences(case, *case.customer_turns) if each.turn < sentence.turn)
    of_theirs = frozenset().union(*(each.telling for each in earlier)) - _ANY_FEELING
    found = _OBJECT.search(sentence.plain)
    tells = found is not None and len(stems(found[1]) & of_theirs) >= _TOLD
    if _EXPERIENCE.search(sentence.plain) is None and not tells:
        return False
    kinds = {
        move.kind
        for move in case.in_turn(sentence.turn)
        if move.quote and (move.quote in sentence.words or sentence.words in move.quote)
    }
    if kinds & {"but_clause", "sarcastic", "feeling_apology", "generic_apology", "regretted_outcome"}:
        return False
    on_file = stems(plain(case.scenario.issue)) if case.scenario is not None else frozenset[str]()
    return bool(sentence.telling & (of_theirs | on_file - _ANY_FEELING)) or (
        "specific_apology" in kinds and not _NAMES_FEELING.search(sentence.plain)
    )


_TOLD = 2
"""Content words of the customer's own by which a regret in any form speaks of what happened."""
