"""The end: when the agent closed, abandonment (V6), and the fields of the hand-off."""

import re

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import plain
from persona_lab.judging.answers import is_content
from persona_lab.judging.casefile import Case
from persona_lab.judging.impasse import closings, course_of, exits, offers_made
from persona_lab.judging.managers import handed, manager_requests
from persona_lab.model.actions import FollowUp, Transfer
from persona_lab.model.handoff import HandOff
from persona_lab.model.verdict import Gate, Goodbye, Timing


def judge_goodbye(case: Case) -> Goodbye:
    """When the agent closed, against the impasse turn (section 4.4; readings, 20), and the hand-off, if any."""
    handoff = hand_off(case)
    return Goodbye(
        impasse_turn=course_of(case).impasse_turn,
        timing=_timing(case),
        handoff=handoff.model_dump(mode="json") if handoff else None,
    )


def abandoned(case: Case) -> Gate | None:
    """Gate V6: closing or handing over before impasse while a remedy was still open; None if not hit."""
    turn = early_closing(case)
    if turn is None or not course_of(case).still_open(case, turn):
        return None
    words = case.shown(*case.in_turn(turn, "said_goodbye", "transferred", "ended")) or case.quote(turn)
    action = case.action(turn)
    return Gate(id="V6", turn=turn, quote=words[0].quote if words else f"({action.kind if action else 'silence'})")


def hand_off(case: Case) -> HandOff | None:
    """The record that the last transfer or follow-up leaves, with its gaps; None when there was neither."""
    made = [(turn, action) for turn, action in case.actions() if isinstance(action, Transfer | FollowUp)]
    if not made:
        return None
    turn, action = made[-1]
    agreed = _agreed(case, turn)
    tried = tuple(dict.fromkeys(offer.remedy for offer in offers_made(case) if offer.turn <= turn))
    why_now = _why_now(case, turn)
    if isinstance(action, Transfer):
        note = case.scenario.manager.note if case.scenario else ""
        fields: dict[str, str | None] = {
            "to_whom": note or "a manager",
            "when": "now",
            "channel": case.scenario.channel if case.scenario else None,
            "contact": None,
            "summary": action.summary,
        }
        wanted: tuple[str, ...] = ("to_whom", "summary")
    else:
        on_file = case.scenario.customer.contact.get(action.channel.casefold()) if case.scenario else None
        fields = {
            "to_whom": None,
            "when": action.when,
            "channel": action.channel,
            "contact": action.contact or on_file,
            "summary": action.summary,
        }
        wanted = ("when", "channel", "contact", "summary")
    gaps = tuple(name for name in wanted if not fields[name]) + (() if agreed else ("customer_agreed",))
    return HandOff(
        kind=action.kind, turn=turn, why_now=why_now, tried=tried, customer_agreed=agreed, gaps=gaps, **fields
    )


def _timing(case: Case) -> Timing | None:
    course = course_of(case)
    if course.settled_turn is not None:
        return "not_needed"
    if course.impasse_turn is None:
        if early_closing(case) is not None:
            # without a scenario nobody knows what was still open
            return "too_early" if case.scenario is not None else None
        return "not_needed" if case.scenario is not None or not closings(case) else None
    if early_closing(case) is not None:
        return "too_early"
    return _after_impasse(case, course.impasse_turn)


def _after_impasse(case: Case, impasse: int) -> Timing:
    later = [turn for turn in case.agent_turns if turn > impasse]
    closed = next((turn for turn in exits(case) if turn > impasse), None)
    if closed is None:
        return "never" if later else "not_needed"
    waited = [turn for turn in later if turn < closed]
    refused_after = {when for _, when in course_of(case).refusals}
    cycles_only = all(case.next_customer_turn(turn) in refused_after for turn in waited)
    # within two agent turns, or after two offer-refuse cycles, whichever is later
    return "on_time" if len(waited) < 2 or (len(waited) == 2 and cycles_only) else "too_late"


def early_closing(case: Case) -> int | None:
    """The first closing before the impasse, or at any time without one; a manager who was asked for is none."""
    course = course_of(case)
    requests = manager_requests(case)
    for turn in closings(case):
        if course.impasse_turn is not None and turn > course.impasse_turn:
            return None
        if course.settled_turn is not None and turn > course.settled_turn:
            return None
        asked_for = bool(requests) and requests[0] < turn and isinstance(case.action(turn), Transfer)
        booked = any(when <= turn and isinstance(action, FollowUp) for when, action in case.actions())
        customer_left = _customer_left(case, turn)
        if not asked_for and not customer_left and not (booked and not course.still_open(case, turn)):
            return turn
    return None


def _customer_left(case: Case, turn: int) -> bool:
    """Whether the customer had already said goodbye: answering it abandons nobody."""
    previous = next((number for number in reversed(case.customer_turns) if number < turn), None)
    return (
        previous is not None
        and leaves(case.text(previous))
        and (is_content(case, previous) or not replies.is_emotional(case.text(previous)))
    )


def leaves(text: str) -> bool:
    """Whether a customer's words say goodbye; 'so that's it, is it?' asks, and leaves nobody."""
    parts = [part for part in re.split(r"(?<=[.!?])\s+", text) if part.strip() and not part.rstrip().endswith("?")]
    return any(replies.takes_leave(part) or _GOES.search(part) for part in parts)


_GOES = re.compile(
    r"\b(?:i(?:'m| am) (?:off|going|leaving|done|out)|i(?:'ll| will) (?:take (?:them|it|my)|go (?:to|somewhere|"
    r"elsewhere))|"
    r"see you (?:there|in court)|we(?:'re| are) (?:done|leaving|migrating|off)|good (?:day|night|luck))\b",
    re.IGNORECASE,
)


def _agreed(case: Case, turn: int) -> bool:
    """Whether the customer said yes: to the hand-off, to its offer the turn before, or by asking for a manager."""
    reply = case.next_customer_turn(turn)
    if reply is not None and (case.refuses(reply) or _consents(case, reply)):
        return not case.refuses(reply)
    doors = {*exits(case), *handed(case), *(move.turn for move in case.of("asked_contact"))}
    earlier = [number for number in case.customer_turns if number < turn]
    for number in earlier:
        asked = max((agent for agent in case.agent_turns if agent < number), default=0)
        if asked in doors and _consents(case, number):
            return True
    before = earlier[-1] if earlier else None
    return isinstance(case.action(turn), Transfer) and before in manager_requests(case)


def _consents(case: Case, turn: int) -> bool:
    """Whether a customer turn is content with being passed on or contacted later."""
    if case.answers.get(turn) is not None or case.accepts(turn):
        return case.accepts(turn)
    return _CONSENTS.search(plain(case.text(turn))) is not None and not case.refuses(turn)


_CONSENTS = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|ok(?:ay)?|alright|all right|fine|sure|please do|correct|thanks|thank you|cheers)\b|"
    r"it is\b|"
    r"that(?:'s| is) (?:it|right|fine|the (?:number|address|one)))|"
    r"\b(?:put|pass|connect|transfer) (?:me|him|her|them) (?:on|through|over|across)\b|"
    r"\blet (?:her|him|them) (?:come|ring|call|phone|look|decide|write|e-?mail)\b|"
    r"\b(?:she|he|they|you) (?:should|can|may) (?:ring|call|phone|come|write|e-?mail)\b|"
    r"\b(?:and |you can )?tell (?:him|her|them) (?:that |i\b|it\b)|"
    r"\bi(?:'ll| will) (?:wait|be (?:here|waiting|in|sitting|at home)|have (?:the|my) phone|expect (?:the|your|her|"
    r"his))"
)


def _why_now(case: Case, turn: int) -> str:
    course = course_of(case)
    if course.impasse_turn is not None and course.impasse_turn < turn:
        return f"an impasse was reached in turn {course.impasse_turn}"
    requests = [request for request in manager_requests(case) if request < turn]
    if requests:
        return f"the customer asked for a manager in turn {requests[0]}"
    return (
        "nothing could be settled in this conversation"
        if course.settled_turn is None
        else "a remedy was agreed and its outcome is open"
    )
