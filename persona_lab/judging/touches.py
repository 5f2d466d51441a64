"""The human touch (T28): one line for this person alone, about something of theirs that is not the issue."""

from persona_lab.customer.perceive.words import pattern, plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.sentences import Sentence, agent_sentences, closest, quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Verdict
from persona_lab.text import folded

_WISHES = pattern(
    r"\b(?:good luck|best of luck|all the best|congratulations|congrats|many happy|happy (?:birthday|anniversary|"
    r"retirement)|"
    r"well done|safe (?:travels?|journey|trip|flight)|have a (?:\w+ )?(?:time|trip|wedding|party|holiday|birthday|"
    r"weekend|journey|flight|"
    r"evening with)|enjoy (?:the|your|that)|(?:i|we)?(?:'d)? ?(?:do )?hope (?:that )?(?:the|your|you|he|she|they|it|"
    r"\w+ )|fingers crossed|"
    r"wish(?:ing)? (?:you|your|him|her|them)|give (?:my|our) (?:best|love|regards)|get well|speedy recovery|say hello|"
    r"(?:in|on) time for (?:the|your|her|his|their)|before (?:the|your|her|his|their)|so that (?:you|your|she|he|"
    r"they|the)|"
    r"i(?:'d)? (?:want|like|love) (?:your|her|his|their|that|the|you)|that(?:'s| is) (?:some|quite a|a big|a "
    r"special)|you(?:'ll| will) want|"
    r"what a (?:lovely|nice|beautiful|great|special)|sounds (?:lovely|wonderful|like a (?:lovely|big|special))|"
    r"(?:he|she|they|your \w+) (?:must be|will be|sounds?)|with (?:a|your|the) (?:new ?born|baby|toddler|kids?|"
    r"children|mother|father))\b"
)
_HARD = pattern(r"\b(?:@HARD|frightening|sorry|apologi[sz]e)\b")
_POLITE = stems(
    plain("wish wishing lovely wonderful nice great good day evening weekend hope truly really enjoy luck best")
)
_PROCEDURE = pattern(
    r"\b(?:email|e-mail|reference|refund|form|policy|terms|order number|account number|invoice|ticket number|queue|"
    r"survey|feedback)\b"
)
_LIFE = stems(
    plain(
        "wedding birthday party funeral baby toddler mother father mum dad grandmother grandfather grandson "
        "granddaughter husband wife "
        "partner sister brother son daughter kids children family friend dog cat puppy pet garden holiday trip "
        "honeymoon anniversary "
        "move moving exam interview job shift night school concert match race marathon christmas easter eid diwali "
        "hospital surgery "
        "operation recovery treatment guests dinner cake lunch guitar piano band bike dance team club class students "
        "book thesis "
        "graduation newborn pregnant retirement nurse teacher chef bakery cafe shop"
    )
)

_MAY_BE_PERSONAL: frozenset[MoveKind] = frozenset(
    [
        "paraphrased",
        "wrong_paraphrase",
        "acknowledged_feeling",
        "linked_cause",
        "solidarity",
        "used_name",
        "toxic_cheer",
        "thanked",
    ]
)


def human_touch(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T28: a wish or a remark tied to a detail of the customer's that lies outside the issue."""
    told = tuple(sentence for sentence in sentences(case, *case.customer_turns))
    issue = _issue(case)
    for sentence in agent_sentences(case):
        shared = _personal(sentence, told, issue)
        source = (
            closest(sentence, tuple(s for s in told if s.turn < sentence.turn and s.content & shared))
            if shared
            else None
        )
        if (
            _is_empathy(case, sentence)
            or source is None
            or not _WISHES.search(sentence.plain)
            or sentence.asks
            or _in_anger(case, sentence.turn)
        ):
            continue
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=quoted(case, sentence, source),
            why=f"Turn {sentence.turn} had a word for this person about something of their own.",
        )
    spoken = agent_sentences(case)
    if spoken and all(
        _is_procedure(case, s) and not (_personal(s, told, issue) or s.content & _LIFE or _WISHES.search(s.plain))
        for s in spoken
    ):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            why=(
                "Nothing was said that would not have been said to anybody else; take up one thing of the customer's "
                "own."
            ),
        )
    return undecided(criterion, "Code found no surely personal line, and cannot rule one out.")


def _is_empathy(case: Case, sentence: Sentence) -> bool:
    """Whether a sentence speaks to the feeling or regrets the failing, which is no touch beyond the issue."""
    return any(
        folded(move.quote or "-") in sentence.words or sentence.words in folded(move.quote or "")
        for move in case.in_turn(sentence.turn, "acknowledged_feeling", "specific_apology", "generic_apology")
    ) or bool(_HARD.search(sentence.plain))


def _is_procedure(case: Case, sentence: Sentence) -> bool:
    """Whether a sentence is spoken for: it makes a move of procedure, or is too short to be more than a courtesy."""
    if len(sentence.words.split()) <= 3:
        return True
    return any(
        folded(move.quote) in sentence.words or sentence.words in folded(move.quote)
        for move in case.in_turn(sentence.turn)
        if move.quote and move.kind not in _MAY_BE_PERSONAL
    )


def _issue(case: Case) -> frozenset[str]:
    """Content of the issue and its solution, of which speaking is procedure."""
    if case.scenario is None:
        return frozenset()
    scenario = case.scenario
    parts = [
        scenario.issue,
        scenario.root_cause,
        scenario.demand,
        scenario.phrases.thing or "",
        scenario.phrases.failing or "",
    ]
    parts += [remedy.description for remedy in scenario.remedies]
    return frozenset().union(*(stems(plain(part)) for part in parts))


def _personal(sentence: Sentence, told: tuple[Sentence, ...], issue: frozenset[str]) -> frozenset[str]:
    """What the sentence shares with the customer's words that is not the issue."""
    said = frozenset().union(*(each.telling for each in told if each.turn < sentence.turn))
    shared = (sentence.telling & said) - issue - _POLITE
    return (
        frozenset(word for word in shared if not any(char.isdigit() for char in word))
        if not _PROCEDURE.search(sentence.plain) or shared & _LIFE
        else frozenset()
    )


def _in_anger(case: Case, turn: int) -> bool:
    """Whether the line answers abuse, where small talk grates."""
    from persona_lab.customer.perceive import replies

    before = [number for number in case.customer_turns if number < turn]
    return bool(before) and replies.is_abusive(case.text(before[-1]))
