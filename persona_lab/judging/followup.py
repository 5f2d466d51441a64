"""Follow-ups: a contact at a time that can be kept (T36), and the exit where no manager is there (T43)."""

import re
from dataclasses import dataclass

from persona_lab.customer.perceive import replies
from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import contact_windows, is_contact_promise, sentences
from persona_lab.judging.impasse import course_of
from persona_lab.judging.managers import manager_requests
from persona_lab.judging.promises import impossible_because
from persona_lab.judging.times import names_time, possibility
from persona_lab.model.actions import FollowUp, Transfer
from persona_lab.model.verdict import Quote, Verdict

_CONTACT_DETAIL = re.compile(
    r"\b(?:number|phone|e-?mail|address|mobile|landline|line|contact details?|reach you)\b|\b\d{5}\s?\d{4,6}\b|"
    r"\S+@\S+\.\w+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promised contact."""

    turn: int
    evidence: tuple[Quote, ...]
    """The sentence; empty when only the action says it."""
    window: str | None
    """The words that name the time; null when none do."""
    state: str
    """possible, past, closed, wrong_weekday, unknown; 'vague' without a time."""
    why_not: str = ""
    """Why the time cannot be kept."""


def commitments(case: Case) -> tuple[Commitment, ...]:
    """Every contact that the agent committed to, in order."""
    found: list[Commitment] = []
    for turn in case.agent_turns:
        text_parts = sentences(case.text(turn))
        for index, sentence in enumerate(text_parts):
            if is_contact_promise(sentence):
                # the time may stand in a sentence of its own right after: 'I will ring you. Monday, ten o'clock.'
                timed = sentence if names_time(sentence) else _with_time_after(text_parts, index)
                found.append(
                    _commitment(case, turn, timed if names_time(timed) else sentence, case.quote(turn, sentence))
                )
        action = case.action(turn)
        if isinstance(action, FollowUp):
            found.append(_commitment(case, turn, action.when, case.quote(turn, _line_with_time(text_parts))))
    return tuple(found)


def _with_time_after(parts: list[str], index: int) -> str:
    """The sentence with the one after it where that holds little but a time."""
    after = parts[index + 1] if index + 1 < len(parts) else ""
    return f"{parts[index]} {after}" if len(after.split()) <= 6 and not after.endswith("?") else parts[index]


def set_a_time(case: Case) -> Verdict:
    """Verdict on T36 (readings, 17)."""
    made = commitments(case)
    settled = course_of(case).settled_turn is not None
    transferred = any(isinstance(action, Transfer) for _, action in case.actions()) or bool(case.of("transferred"))
    booked = any(isinstance(action, FollowUp) for _, action in case.actions())
    if not case.agent_turns:
        return Verdict(id="T36", verdict="na", why="The agent said nothing.")
    if transferred and not booked:
        return Verdict(id="T36", verdict="na", why="The customer was handed over live; nothing was left to follow up.")
    owed = [promise for promise in made if promise.state == "vague"] or (booked and made)
    if settled and not owed and not made:
        return Verdict(id="T36", verdict="na", why="The customer took a remedy, and nothing was left open.")
    if case.scenario is None and not made and _ends_content(case):
        return Verdict(id="T36", verdict="na", why="The conversation ends settled, with nothing left open.")
    return _best(made)


def _best(made: tuple[Commitment, ...]) -> Verdict:
    """The verdict that the best of the commitments earns."""
    for promise in made:
        if promise.state == "possible":
            return Verdict(
                id="T36",
                verdict="met",
                evidence=promise.evidence,
                why=f"A contact was promised for a definite time that can be kept: '{promise.window}'.",
            )
    unsure = next((promise for promise in made if promise.state == "unknown"), None)
    if unsure is not None:
        return Verdict(
            id="T36",
            verdict="cannot_tell",
            by="nobody",
            evidence=unsure.evidence,
            why=f"'{unsure.window}' is a definite time, but whether it can be kept is not known: {unsure.why_not}.",
        )
    wrong = next((promise for promise in reversed(made) if promise.why_not), None)
    if wrong is not None:
        return Verdict(id="T36", verdict="not_met", evidence=wrong.evidence, why=wrong.why_not)
    if made:
        return Verdict(
            id="T36",
            verdict="not_met",
            evidence=made[-1].evidence,
            why="A contact was promised with no time; say the day and the hour, or by when at the latest.",
        )
    return Verdict(
        id="T36",
        verdict="not_met",
        why="Something was still owed at the end and no contact was promised; say when you will be in touch, and how.",
    )


def manager_is_out(case: Case) -> int | None:
    """The customer turn from which T43 applies: an impasse or a call for a manager, with none available; else None."""
    if case.scenario is None or case.scenario.manager.available:
        return None
    asked = next(iter(manager_requests(case)), None)
    starts = [turn for turn in (course_of(case).impasse_turn, asked) if turn is not None]
    return min(starts, default=None)


def exit_without_manager(case: Case) -> Verdict:
    """Verdict on T43: a time and a way to reach the customer, both in words or in the follow-up action."""
    if case.scenario is None:
        return Verdict(
            id="T43",
            verdict="cannot_tell",
            by="nobody",
            why="Without a scenario nobody knows whether a manager was available.",
        )
    start = manager_is_out(case)
    if start is None:
        why = (
            "A manager was available."
            if case.scenario.manager.available
            else "No impasse was reached and no manager asked for."
        )
        return Verdict(id="T43", verdict="na", why=why)
    course = course_of(case)
    promised = [promise for promise in commitments(case) if promise.turn > start]
    contact = _contact(case, start)
    if course.settled_turn is not None and not promised:
        return Verdict(id="T43", verdict="na", why="The customer took a remedy after all, so no exit was needed.")
    if case.next_agent_turn(start) is None:
        return Verdict(id="T43", verdict="na", why="The conversation broke off before the agent could answer.")
    timed = next((promise for promise in promised if promise.state == "possible"), None)
    unsure = next((promise for promise in promised if promise.state == "unknown"), None)
    if timed and contact is not None:
        return Verdict(
            id="T43",
            verdict="met",
            evidence=_together(timed.evidence, contact),
            why="A later contact was promised with a time, and the way to reach the customer is settled.",
        )
    if unsure and not timed and contact is not None:
        return Verdict(
            id="T43",
            verdict="cannot_tell",
            by="nobody",
            evidence=_together(unsure.evidence, contact),
            why=f"A contact was promised, but whether '{unsure.window}' can be kept is not known: {unsure.why_not}.",
        )
    missing = (
        "the contact details"
        if timed or unsure
        else "a time that can be kept"
        if contact is not None
        else "a time and the contact details"
    )
    evidence = (timed or unsure or (promised[-1] if promised else None)) or None
    return Verdict(
        id="T43",
        verdict="not_met",
        evidence=evidence.evidence if evidence else (),
        why=(
            f"No manager was there, and {missing} stayed open; promise a later contact with a time, and confirm the "
            f"number or address."
        ),
    )


def later_contact(case: Case) -> Verdict:
    """Verdict on T43 by the third document: whenever a later contact is promised, with a time and a way to reach.

    Details that the records hold count as got, for the document asks for them only where they are missing (X20).
    """
    start = manager_is_out(case)
    promised = commitments(case)
    if not promised and start is None:
        return Verdict(id="T43", verdict="na", why="No later contact was promised, and none was called for.")
    best = next((promise for promise in promised if promise.state in {"possible", "unknown"}), None)
    reached = _contact(case, 0) is not None or bool(_on_file(case)) or case.scenario is None
    if best is not None and reached:
        return Verdict(
            id="T43",
            verdict="met",
            evidence=best.evidence,
            why=f"A later contact was promised for '{best.window}', and the way to reach the customer is known.",
        )
    return Verdict(
        id="T43",
        verdict="not_met",
        evidence=promised[-1].evidence if promised else (),
        why="A later contact needs a time that can be kept and a way to reach the customer.",
    )


def _contact(case: Case, start: int) -> tuple[Quote, ...] | None:
    """Words or an action after that turn that get or confirm the contact details; None when there are none."""
    for move in case.of("asked_contact"):
        if move.turn > start and not _asks_for_what_is_on_file(case, move.turn):
            return case.shown(move)
    for turn, action in case.actions():
        if turn > start and isinstance(action, FollowUp) and _reaches(action):
            return ()
    for turn in case.agent_turns:
        if turn > start:
            for sentence in sentences(case.text(turn)):
                on_file = any(detail in sentence for detail in _on_file(case))
                asked = "?" in sentence and _CONTACT_DETAIL.search(sentence)
                if on_file or (asked and not _asks_for_what_is_on_file(case, turn)):
                    return case.quote(turn, sentence)
    return None


def _asks_for_what_is_on_file(case: Case, turn: int) -> bool:
    """Whether a turn asks openly for details that the records hold, where it should confirm them (card T43, T11)."""
    text = case.text(turn)
    confirms = any(detail[-4:] in text for detail in _on_file(case)) or _CONFIRMS.search(text) is not None
    return bool(_on_file(case)) and not confirms and _ASKS_OPENLY.search(text) is not None


_CONFIRMS = re.compile(
    r"\b(?:still|same|right|correct|best|on file|we have|i have|ending|this number|that number)\b", re.IGNORECASE
)
_ASKS_OPENLY = re.compile(
    r"\b(?:what(?:'s| is| are)?|which|give me|tell me|can i (?:have|take|get)|could i (?:have|take|get)|"
    r"may i (?:have|take)|"
    r"i(?:'ll)? need|let me have|leave) (?:\w+ ){0,4}?(?:number|phone|e-?mail|address|details)\b",
    re.IGNORECASE,
)


def _reaches(action: FollowUp) -> bool:
    return bool(action.contact)


def _on_file(case: Case) -> tuple[str, ...]:
    return tuple(case.scenario.customer.contact.values()) if case.scenario else ()


def _commitment(case: Case, turn: int, timed_words: str, evidence: tuple[Quote, ...]) -> Commitment:
    if case.scenario is None:
        words = names_time(timed_words)
        if words is None:
            return Commitment(turn, evidence, None, "vague")
        return Commitment(turn, evidence, words, "unknown", "the transcript comes without a clock and opening hours")
    windows = contact_windows(timed_words, case.scenario.now.replace(tzinfo=None))
    if not windows:
        return Commitment(turn, evidence, None, "vague")
    states = [(window, possibility(window, case.scenario)) for window in windows]
    window, state = next((pair for pair in states if pair[1] == "possible"), states[0])
    if state == "unknown":
        return Commitment(
            turn, evidence, window.words, state, f"the opening hours {case.scenario.hours!r} cannot be read"
        )
    why_not = "" if state == "possible" else impossible_because(window.words, state, case.scenario)
    return Commitment(turn, evidence, window.words, state, why_not)


def _line_with_time(parts: list[str]) -> str:
    return next((part for part in parts if names_time(part)), "")


def _ends_content(case: Case) -> bool:
    """Whether the customer's last words agree or take leave without a complaint."""
    last = case.customer_turns[-1] if case.customer_turns else None
    if last is None:
        return False
    text = case.text(last)
    return not case.refuses(last) and (
        case.accepts(last) or (replies.takes_leave(text) and not replies.is_emotional(text))
    )


def _together(*parts: tuple[Quote, ...]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(quote for part in parts for quote in part))
