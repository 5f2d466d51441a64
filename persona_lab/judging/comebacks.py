"""The comeback (T27): asked why nothing was done, the agent goes on empathising and then says what it will do."""

from persona_lab.customer.perceive.words import pattern, plain
from persona_lab.judging.casefile import Case
from persona_lab.judging.occasions import OCCASIONS
from persona_lab.judging.sentences import quoted, sentences
from persona_lab.judging.signs import undecided
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict

_EMPATHISING: tuple[MoveKind, ...] = (
    "acknowledged_feeling",
    "linked_cause",
    "solidarity",
    "specific_apology",
)
_ACTING: tuple[MoveKind, ...] = (
    "explained_steps",
    "gave_time",
    "offered_remedy",
    "prevented_recurrence",
    "offered_follow_up",
    "scheduled_follow_up",
    "offered_manager",
    "transferred",
    "framed_positively",
    "answered_with_fact",
)
_SHRUGS: tuple[MoveKind, ...] = (
    "made_excuse",
    "quoted_policy",
    "deflected",
    "blamed_customer",
    "bit_back",
    "made_it_about_self",
)
_SHRUGGING = pattern(
    r"\b(?:not|isn't|outside|above|beyond) (?:\w+ ){0,3}(?:my|our) (?:\w+ )?(?:department|job|area|pay grade|"
    r"responsibility|remit|team|role|"
    r"problem|decision|call|control)\b|\b(?:i|we) (?:just|only) (?:work|answer|take|handle|do)\b|\bnothing (?:to do "
    r"with|i can do|we can do)\b|"
    r"\b(?:i|we) (?:don't|do not) (?:make|set|decide|have (?:any )?(?:control|say))\b|\btake (?:it|that) up with\b|"
    r"\bhow (?:should|would) i know\b|\b(?:i|we) (?:have no idea|can't answer|couldn't (?:say|tell you))\b"
)
_CONCEDING = pattern(
    r"\b(?:fair|good|reasonable|right|legitimate|valid) (?:question|point|challenge|thing to ask)\b|\byou(?:'re| "
    r"are) (?:\w+ )?(?:right|entitled) "
    r"to (?:ask|wonder|expect|question)\b|\byou (?:shouldn't|should not|should never) (?:\w+ )?(?:have (?:had )?to|"
    r"need to)\b|"
    r"\bin your (?:place|shoes|position)\b|\b(?:i'd|i would) (?:\w+ )?(?:ask|wonder|say) (?:that|the same|too)\b|"
    r"\bsorry\b.{8,}|"
    r"\b(?:it|that|this) (?:should|ought to) (?:have|never have)\b|\b(?:no wonder|understandabl[ey]|makes sense that)\b"
)
_ACTS = pattern(
    r"\b(?:i'm|i am|we're|we are) (?:\w+ )?(?:\w{3,}ing) (?!to help|sorry)(?:\w+)|\b(?:i'll|i will|we'll|we will|let "
    r"me|i've|i have|i can|"
    r"we can) (?:\w+ )?(?:log|rais|book|mov|send|sent|call|ring|flag|ask|order|put|arrang|open|check|chang|refund|"
    r"cancel|replac|stop|"
    r"take|tak|report|escalat|speak|walk|fix|switch|set|writ|giv|get|go|assign|block|correct|credit|contact|follow|"
    r"find|chas)\w*\b"
)
_REPORTS = pattern(
    r"\b(?:report|pass|escalat\w*|mention|tell|feed|flag|raise|let|inform|bring|forward|"
    r"share)\w*\b[^.!?]{0,60}\b(?:manager|supervisor|boss|management|"
    r"team|lead|department|attention|someone|them|back|on)\b"
)
_CHANNEL = pattern(
    r"\b(?:report|flag|escalat\w*|log|raise|feedback|note|ticket|manager|incident|complaint|tell|message|alert)\w*\b"
)


def answers_comeback(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T27 over the answers to 'then why does nobody do something about it?' (O-COMEBACK)."""
    turns = OCCASIONS[criterion.occasion](case)
    if turns is None:
        return undecided(criterion, "Code cannot tell whether there was a question why nothing was done.")
    if not turns:
        return Verdict(id=criterion.id, verdict="na", why="The customer did not ask why nothing was done.")
    verdicts = [_answer(case, criterion, turn) for turn in turns]
    # the best answer counts: a customer who has to ask twice gets it late, not never
    for outcome in ("met", "cannot_tell", "violated", "not_met"):
        found = next((verdict for verdict in verdicts if verdict.verdict == outcome), None)
        if found is not None:
            return found
    return verdicts[0]


def _answer(case: Case, criterion: Criterion, turn: int) -> Verdict:
    feeling, act = _first_feeling(case, turn), _first_act(case, turn)
    asked = _question(case, turn)
    shrugs = case.in_turn(turn, *_SHRUGS)
    shrugging = [s for s in sentences(case, turn) if _SHRUGGING.search(s.plain)]
    if (shrugs or shrugging) and (feeling is None or act is None):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=(*(quoted(case, *shrugging) or case.shown(*shrugs)), *asked),
            why=f"Turn {turn} shrugged the question off; grant that it is fair and say what you are doing now.",
        )
    if act is not None and _is_empty_exit(case, turn):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=(act[1], *asked),
            why=f"Turn {turn} only promised to pass it on, with no way to do so and nothing for this customer.",
        )
    if feeling is not None and act is not None:
        if act[0] < feeling[0]:
            return Verdict(
                id=criterion.id,
                verdict="violated",
                evidence=(act[1], feeling[1], *asked),
                why=f"Turn {turn} began with what it would do and acknowledged the question after; turn them round.",
            )
        return Verdict(
            id=criterion.id,
            verdict="met",
            evidence=(feeling[1], act[1], *asked),
            why=f"Turn {turn} granted the question and then said what is being done.",
        )
    if (
        act is None
        and not _ACTS.search(plain(case.text(turn)))
        and len(case.text(turn).split()) <= 25
        and case.action(turn) is None
    ):
        return Verdict(
            id=criterion.id,
            verdict="not_met",
            evidence=(*case.quote(turn), *asked),
            why=f"Turn {turn} named nothing that will be done; say what you are doing about it.",
        )
    return undecided(
        criterion, f"Code found only one half of the answer in turn {turn}, and cannot rule the other out."
    )


def _question(case: Case, turn: int) -> tuple[Quote, ...]:
    """The customer's question that the turn answers."""
    before = [number for number in case.customer_turns if number < turn]
    if not before:
        return ()
    asked = [s for s in sentences(case, before[-1]) if s.asks]
    return quoted(case, asked[-1]) if asked else case.quote(before[-1])


def _first_feeling(case: Case, turn: int) -> tuple[int, Quote] | None:
    spoilt = {move.quote for move in case.in_turn(turn, "but_clause", "sarcastic")}
    moves = [move for move in case.in_turn(turn, *_EMPATHISING) if move.quote not in spoilt]
    found = [(case.position(move)[1], quote) for move in moves for quote in case.shown(move)]
    found += [
        (case.text(turn).find(s.words), quote)
        for s in sentences(case, turn)
        if _CONCEDING.search(s.plain)
        for quote in quoted(case, s)
    ]
    return min(found, key=lambda pair: pair[0], default=None)


def _first_act(case: Case, turn: int) -> tuple[int, Quote] | None:
    found = [(case.position(move)[1], quote) for move in case.in_turn(turn, *_ACTING) for quote in case.shown(move)]
    found += [
        (max(0, case.text(turn).find(s.words)) + match.start(), quote)
        for s in sentences(case, turn)
        if (match := _ACTS.search(s.plain)) and not s.asks
        for quote in quoted(case, s)
    ]
    return min(found, key=lambda pair: pair[0], default=None)


def _is_empty_exit(case: Case, turn: int) -> bool:
    """Whether the only act is to pass it on, through a channel that the agent does not have."""
    if case.scenario is None or case.action(turn) is not None:
        return False
    acting = [s for s in sentences(case, turn) if _ACTS.search(s.plain)]
    if not acting or not all(_REPORTS.search(s.plain) for s in acting):
        return False
    if case.in_turn(turn, "offered_remedy", "gave_time", "offered_follow_up", "prevented_recurrence"):
        return False
    return not any(_CHANNEL.search(plain(tool)) for tool in case.scenario.tools)
