"""Empathy without agreement (T21): the view acknowledged as the customer's, neither contradicted nor conceded."""

from persona_lab.customer.perceive.words import pattern, plain
from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.order import acknowledges
from persona_lab.judging.sentences import Sentence, quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_CONTRADICTS = pattern(
    r"\byou(?:'re| are) (?:\w+ )?(?:wrong|mistaken|incorrect|confused|misinformed|exaggerating|overreacting|lying|"
    r"imagining)\b|"
    r"\b(?:that|this|it)(?:'s| is| was) (?:simply |just |plainly |factually |clearly |absolutely )?(?:not true|"
    r"untrue|false|"
    r"incorrect|wrong of you|nonsense|not (?:the case|correct|what happened|accurate|theft|fraud|stealing|a scam|"
    r"robbery|right at all))\b|"
    r"\b(?:that|it|this) (?:isn't|wasn't|is not|was not) (?:\w+ )?(?:true|theft|fraud|stealing|correct|accurate|a "
    r"scam|robbery|the case|what happened)\b|"
    r"\b(?:nobody|no one|we) (?:here )?(?:has |have |did(?:n't| not) )?(?:never )?(?:stole|steal|robbed?|"
    r"cheat(?:ed)?|scam(?:med)?|lied?|lie)\b(?! to hide)|"
    r"\bi (?:have to |must )?(?:disagree|dispute|reject)\b|\bno,? (?:it|that|you|we) (?:is|are|did|was|were)(?:n't| "
    r"not)\b"
)
_CONCEDES = pattern(
    r"\byou(?:'re| are) (?:\w+ )?(?:absolutely|totally|completely|entirely|100 ?%|so|perfectly|dead) (?:right|"
    r"correct)\b.{0,80}"
    r"\b(?:we|you|they|it|our|he|she)\b|\b(?:i|we) (?:\w+ )?agree (?:that|with (?:you|everything)|completely|"
    r"entirely|totally|you)\b|"
    r"\bwhatever you (?:want|ask|like|say)\b|\b(?:we|they|this company|the company) (?:\w+ )?(?:owe|stole|robbed|"
    r"cheated|lied|scammed|conned|defrauded)\b|"
    r"\byou(?:'re| are| should be| deserve| ought to be)(?: \w+)? (?:owed|entitled to|due)\b"
)
_AS_A_VIEW = pattern(
    r"\b(?:i|we) (?:can |do |could |certainly |really |fully |quite |absolutely )*(?:see|understand|get|appreciate|"
    r"imagine|hear|know) "
    r"(?:just |exactly |perfectly )?(?:why|how|that|what) .{6,}|\b(?:from (?:where you|your side|your (?:end|chair|"
    r"seat|point))|"
    r"(?:looks?|feels?|reads?|seems?|sounds?|comes? across) (?:\w+ )?(?:like|as (?:if|though)|to you)|in your "
    r"(?:shoes|place|position))\b"
)
_YOUR_VIEW = pattern(
    r"\b(?:why|how|that|what makes) you(?:'d| would| might| must|'ll)? (?:\w+ )?(?:call|say|think|feel|suspect|see|"
    r"believe|read|conclude|put|ask|doubt|wonder)\b|"
    r"\b(?:to|for) you\W*$|\bfrom your (?:side|end|chair|seat|point)"
)
_CONFESSES = pattern(
    r"\b(?:(?:he|she|they|we|it|i)|(?:our|the|my) (?:\w+ )?\w+)(?:'ve| have| has|'s)? (?:must have |probably |"
    r"clearly |obviously |simply |just |did |indeed )?"
    r"(?:stole|stolen|steal|pinched|nicked|swiped|pocketed|took (?:it|your)|taken (?:it|your)|sold (?:it|your|the)|"
    r"robbed|cheated|lied|swindled|fleeced|"
    r"scammed|conned|defrauded|(?:did|done) (?:it|that|this) on purpose)\b"
)
_UNCERTAIN = pattern(
    r"\b(?:why|how|if|whether|looks?|feels?|seems?|sounds?|suspect|think|believe|didn't|not|never|nobody|no one|"
    r"might|may|could)\b"
)
_ACKNOWLEDGING: tuple[MoveKind, ...] = ("acknowledged_feeling", "linked_cause")


def empathy_without_agreement(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T21 over the answers to a claim or demand that can be contested (X17)."""
    turns = OCCASIONS[criterion.occasion](case)
    if turns is None:
        return undecided(criterion, "Code cannot tell whether there was a claim that could be contested.")
    if not turns:
        return Verdict(
            id=criterion.id, verdict="na", why="The customer made no claim that could be contested while upset."
        )
    confessed = tuple(
        s
        for s in sentences(case, *turns)
        if _CONFESSES.search(s.plain) and not _UNCERTAIN.search(s.plain) and not s.asks
    )
    if confessed and not _fault_is_known(case):
        return _failed(
            criterion,
            turns,
            quoted(case, *confessed),
            confessed[0].turn,
            "conceded a charge that nobody has looked into",
        )
    conceded = tuple(move for move in case.of("false_agreement", "over_promised") if move.turn >= turns[0])
    if conceded:
        return _failed(
            criterion, turns, case.shown(*conceded), conceded[0].turn, "conceded what nobody has established"
        )
    against = tuple(s for s in sentences(case, *turns) if _CONTRADICTS.search(s.plain) and not s.asks)
    blamed = tuple(move for move in case.of("blamed_customer") if move.turn in turns)
    shown = _acknowledged(case, turns)
    argued = {s.turn for s in against} | {move.turn for move in blamed}
    others = (turn for turn in case.agent_turns if turn not in argued)
    if argued and (shown or any(acknowledges(case, sentence) for sentence in sentences(case, *others))):
        return undecided(criterion, "One turn honours the customer's view and another argues with it.")
    if argued:
        quotes = quoted(case, *against) or case.shown(*blamed)
        turn = against[0].turn if against else blamed[0].turn
        return _failed(criterion, turns, quotes, turn, "argued with the customer's view")
    doubtful = [s for s in sentences(case, *turns) if _CONCEDES.search(s.plain)]
    if doubtful:
        return undecided(criterion, f"Whether turn {doubtful[0].turn} concedes more than is known takes a reader.")
    if not shown:
        return undecided(criterion, "Code found no acknowledgement of the customer's view, and cannot rule one out.")
    if _fault_is_known(case) and not any(_YOUR_VIEW.search(plain(quote.quote)) for quote in shown):
        return undecided(criterion, "The company is at fault; whether what was claimed could be contested is open.")
    met = {quote.turn for quote in shown}
    return Verdict(
        id=criterion.id,
        verdict="met",
        evidence=shown,
        why=f"Turn {min(met)} took the customer's view seriously and conceded nothing that is not known.",
        met=len(met),
        opportunities=len(met),
    )


def _acknowledged(case: Case, turns: tuple[int, ...]) -> tuple[Quote, ...]:
    views: list[Sentence] = []
    for sentence in sentences(case, *turns):
        told = frozenset().union(*(s.telling for s in sentences(case, *case.customer_turns) if s.turn < sentence.turn))
        if _AS_A_VIEW.search(sentence.plain) and (sentence.telling & told or _YOUR_VIEW.search(sentence.plain)):
            views.append(sentence)
    spoilt = {move.turn for move in case.of("but_clause", "sarcastic")}
    moves = tuple(move for move in case.of(*_ACKNOWLEDGING) if move.turn in turns and move.turn not in spoilt)
    return case.shown(*moves) or quoted(case, *(view for view in views if view.turn not in spoilt))


def _fault_is_known(case: Case) -> bool:
    return case.scenario is not None and case.scenario.fault in {"company", "agent"} and not case.of("false_agreement")


def _failed(criterion: Criterion, turns: tuple[int, ...], quotes: tuple[Quote, ...], turn: int, did: str) -> Verdict:
    return Verdict(
        id=criterion.id,
        verdict="not_met",
        evidence=quotes,
        why=f"Turn {turn} {did}; acknowledge how it looks to the customer and leave the facts open.",
        met=0,
        opportunities=len(turns),
    )
