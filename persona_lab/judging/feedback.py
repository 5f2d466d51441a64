"""Feedback asked of the customer: once, at the end, when it is settled or anger has gone (T39, X21; readings 19)."""

import re

from persona_lab.customer.perceive import replies
from persona_lab.judging.answers import is_content, refused_remedies
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.fishing import fishes
from persona_lab.judging.impasse import closings, course_of
from persona_lab.model.actions import Feedback
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Quote, Verdict
from persona_lab.text import folded

_HANDLED = (
    r"(?:how (?:(?:i|we|this|it|that|today|things)(?:'ve| have| has)? (?:went|did|came across|handled|dealt|managed|"
    r"treated|looked after|"
    r"got on|go|going)|(?:you|did you|you've|you have) (?:f(?:ou|i)nd|felt|feel|rate|saw|see)|(?:did|have) (?:i|"
    r"we) (?:do|done|go|handle)|"
    r"was (?:this|that|it|the|my|our|your)|(?:would|do) you (?:rate|describe|judge|score|find|feel about))|"
    r"what (?:\w+ ){0,3}?(?:could|should|might|would|ought|was|went|to)\b[^.!?]{0,50}?\b(?:better|differently|good|"
    r"bad|well|wrong|"
    r"improve\w*|done)|"
    r"(?:anything|something|one thing|a thing) (?:\w+ ){0,3}?(?:could|should|might|would|"
    r"'d)\b[^.!?]{0,50}?\b(?:better|differently|"
    r"handled|done|improve\w*)|"
    r"what (?:you|i|we)(?:'d| would| ought| should|'ve| have)\b[^.!?]{0,50}?\b(?:better|differently|done))"
)
_ASKS = re.compile(
    rf"\b(?:(?:short|quick|brief|our|this|the|link to a|satisfaction|customer) survey\b(?! of)|questionnaire|"
    rf"feedback form|rat(?:e|ing) (?:me|us|this|the|your|my|our)|(?:leave|write|give) (?:us|me) an? "
    rf"(?:\w+ )?(?:review|rating|comment)|(?:any|some|your|love|value|welcome|hear) (?:\w+ ){{0,2}}feedback|"
    rf"your (?:honest )?(?:opinion|view|thoughts) (?:on|of|about)|(?:(?:a|two|few|some|couple of) )?(?:lines?|"
    rf"words?) (?:on|about) how|"
    rf"(?:tell|let|write|say|drop|send|hear|know|like|ask|love|give|may i|might i|could i|can you|would you|glad|"
    rf"grateful|curious|"
    rf"interested|mind)\b[^.!?]{{0,60}}?{_HANDLED})|"
    rf"\b{_HANDLED}[^.!?]{{0,80}}\?|\bhow (?:did|have) (?:i|we) (?:do|done)\b|"
    rf"\b(?:is|was) there (?:anything|something)\b[^.!?]{{0,60}}\b(?:better|differently)\b",
    re.IGNORECASE,
)
_NO_ASK = re.compile(
    r"\b(?:thank(?:s| you)|grateful|appreciate[sd]?|pass(?:ed|ing)?|forward\w*|shar(?:e|ed|ing)|log\w*|record\w*|"
    r"not(?:e|ed)|sent|won't|not going to|no|switched)\b[^.!?]{0,40}\b(?:feedback|survey|review|rating)\b|"
    r"\bhow (?:was|is) (?:it|this|that) (?:charged|delivered|paid|sent|ordered|set up|installed|damaged|broken)",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:feedback|survey|questionnaire|rat(?:e|ing) (?:me|us|this|how)|opinion|your thoughts|differently|"
    r"improve\w*|"
    r"how (?:did|was|have) (?:i|we|this|it|that|my|our)|(?:done|do|handled|gone) better|stars?)\b",
    re.IGNORECASE,
)


_OWN_WORK = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall|'m going to|'ve| have|'m|'re) (?:\w+ ){0,2}?(?:writ|not(?:e|ing)|log|record|report|"
    r"flag|tell|told|wrote|pass)\w*\b(?![^?]*\?)",
    re.IGNORECASE,
)
"""What the agent notes down or passes on itself asks the customer for nothing, unless a question follows."""


def feedback_asked(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T39 as the house reads it."""
    asks = _asks(case)
    if asks:
        return _asked(case, criterion, asks)
    if not case.agent_turns or not _ended(case):
        return Verdict(
            id=criterion.id, verdict="na", why="The conversation broke off before there was an end to ask at."
        )
    if course_of(case).settled_turn is None:
        return Verdict(id=criterion.id, verdict="na", why="Nothing was settled, so there was no right moment to ask.")
    return _unasked(case, criterion)


def feedback_asked_at_all(case: Case, criterion: Criterion) -> Verdict:
    """Verdict on T39 by the letter of the third document: any ask for feedback counts (X21)."""
    asks = _asks(case)
    if asks:
        turn, shown = asks[0]
        return Verdict(id=criterion.id, verdict="met", evidence=shown, why=f"Turn {turn} asked for feedback.")
    if not case.agent_turns or not _ended(case):
        return Verdict(
            id=criterion.id, verdict="na", why="The conversation broke off before there was an end to ask at."
        )
    return _unasked(case, criterion)


def _unasked(case: Case, criterion: Criterion) -> Verdict:
    last = [sentence for turn in case.agent_turns[-2:] for sentence in sentences(case.text(turn))]
    if any(_NEAR.search(sentence) and not _NO_ASK.search(sentence) for sentence in last):
        return Verdict(
            id=criterion.id,
            verdict="cannot_tell",
            by="nobody",
            why="The closing words come near an invitation to say how it was handled; code cannot tell whether they "
            "are one.",
        )
    return Verdict(
        id=criterion.id,
        verdict="not_met",
        why=criterion.advice
        or "The customer was never asked how it was handled; ask once, at the end, without pressure.",
    )


def _asked(case: Case, criterion: Criterion, asks: list[tuple[int, tuple[Quote, ...]]]) -> Verdict:
    turn, shown = asks[0]
    fishing = any(fishes(sentence) for asked, _ in asks for sentence in sentences(case.text(asked)))
    settled = course_of(case).settled_turn
    why = None
    if fishing:
        why = "It fished for praise; ask what could have been done better."
    elif len(asks) > 1:
        why = f"Feedback was asked for in {len(asks)} turns; once is enough."
    elif not (settled is not None and settled < turn) and not _is_calm(case, turn):
        why = f"Turn {turn} asked for feedback while the customer was upset and nothing was settled; help first."
    elif len([t for t in case.agent_turns if t > turn]) > 1:
        why = f"Turn {turn} asked for feedback in mid-conversation; keep it for the end."
    if why is not None:
        return Verdict(id=criterion.id, verdict="not_met", evidence=shown, why=why)
    return Verdict(
        id=criterion.id, verdict="met", evidence=shown, why=f"Turn {turn} asked how it was handled, at the end."
    )


def _asks(case: Case) -> list[tuple[int, tuple[Quote, ...]]]:
    """Agent turns that ask for feedback, with the words; an action's words are the turn's own."""
    found: list[tuple[int, tuple[Quote, ...]]] = []
    for turn in case.agent_turns:
        parts = sentences(case.text(turn))
        own = [part for part in parts if _OWN_WORK.search(part.replace("’", "'"))]
        asked = next((part for part in parts if part not in own and _asks_in(part)), None)
        read = [
            move
            for move in case.in_turn(turn, "asked_feedback")
            if not any(folded(move.quote or "~") in part for part in own)
        ]
        shown = case.quote(turn, asked) if asked else case.shown(*read)
        if shown or isinstance(case.action(turn), Feedback):
            found.append((turn, shown))
    return found


def _asks_in(sentence: str) -> bool:
    words = sentence.replace("’", "'")
    return (_ASKS.search(words) is not None or fishes(sentence)) and _NO_ASK.search(words) is None


def _is_calm(case: Case, turn: int) -> bool:
    """Whether the customer's last words before that turn part in peace, or ask for nothing and show no anger."""
    before = next((number for number in reversed(case.customer_turns) if number < turn), None)
    if before is None or is_content(case, before):
        return before is not None
    return (
        before not in case.emotional_turns
        and not refused_remedies(case, before, frozenset(), frozenset())
        and (_WANTS.search(case.text(before)) is None)
    )


_WANTS = re.compile(
    r"\?|\b(?:i (?:want|need|demand|expect)|give me|answer|when|why|how|what|still|furious|angry)\b", re.IGNORECASE
)


def _ended(case: Case) -> bool:
    """Whether somebody began to close (O-END)."""
    return (
        bool(closings(case))
        or course_of(case).settled_turn is not None
        or any(replies.takes_leave(case.text(turn)) for turn in case.customer_turns[-2:])
    )
