"""Managers: offered at the right time and with consent (T42), and not stonewalled when asked for (V7)."""

import re

from persona_lab.judging.casefile import Case
from persona_lab.judging.contacts import sentences
from persona_lab.judging.impasse import course_of, offers_made
from persona_lab.judging.managers import handed, is_somebody_else, manager_requests, offers_manager, says_away
from persona_lab.model.actions import Transfer
from persona_lab.model.verdict import Gate, Quote, Verdict

_OFFERS = re.compile(
    r"\b(?:put|pass|transfer|connect|hand|bring|get|fetch)\b[^.!?]{0,50}\b(?:manager|supervisor|boss|lead(?:er)?|"
    r"you (?:through|over))\b",
    re.IGNORECASE,
)


_BRIEFS = re.compile(
    r"\b(?:brief(?:ed|ing)?|fill(?:ed|ing)? (?:her|him|them)|tell(?:ing)?|told|explain\w*|show(?:n|ing)?|pass(?:ed|"
    r"ing)? on|notes?|"
    r"summary|written|wrote|knows?|has (?:it|your|the|everything)|in front of (?:her|him|them)|"
    r"so (?:that )?you (?:won't|needn't|don't))\b",
    re.IGNORECASE,
)


def offer_of_manager(case: Case) -> Verdict:
    """Verdict on T42 (contradiction X13; readings, 22)."""
    requests = manager_requests(case)
    brought_in = handed(case)
    impasse = course_of(case).impasse_turn
    if case.scenario is None:
        return _without_scenario(case, requests, brought_in)
    if not case.scenario.manager.available:
        return _nobody_there(case, requests, impasse)
    first = requests[0] if requests else None
    too_soon = next(
        (turn for turn in brought_in if (impasse is None or turn < impasse) and (first is None or turn < first)), None
    )
    if too_soon is not None:
        tried = (
            "before anything was tried"
            if not any(o.turn <= too_soon for o in offers_made(case))
            else "while a remedy was still open"
        )
        return Verdict(
            id="T42",
            verdict="not_met",
            evidence=_handing_words(case, too_soon),
            why=f"Turn {too_soon} brought in a manager {tried} and without being asked; try what you may give first.",
        )
    if first is None and impasse is None:
        return Verdict(id="T42", verdict="na", why="Nobody asked for a manager and no impasse was reached.")
    if first is not None:
        return _asked(case, requests, brought_in)
    assert impasse is not None
    return _at_impasse(case, impasse, brought_in)


def stonewalled(case: Case) -> Gate | None:
    """Gate V7: a second request for a manager that was not honoured although one is available (readings, 23)."""
    requests = manager_requests(case)
    if case.scenario is None or not case.scenario.manager.available or len(requests) < 2:
        return None
    for request in requests[1:]:
        answer = case.next_agent_turn(request)
        if (
            answer is not None
            and not _honours(case, answer)
            and not any(t < answer for t in handed(case) if t > requests[0])
        ):
            refusal = case.shown(*case.in_turn(answer, "refused_manager"))
            words = refusal[0].quote if refusal else _first_words(case, answer)
            return Gate(id="V7", turn=answer, quote=words)
    return None


def _asked(case: Case, requests: tuple[int, ...], brought_in: tuple[int, ...]) -> Verdict:
    answered = next((turn for turn in brought_in if turn > requests[0]), None)
    # one 'may I try first?' is allowed, so the second request is the one that has to be honoured
    deadline = case.next_agent_turn(requests[1] if len(requests) > 1 else requests[0])
    if answered is None:
        if deadline is None:
            return Verdict(id="T42", verdict="na", why="The customer asked for a manager in its last words.")
        return Verdict(
            id="T42",
            verdict="not_met",
            evidence=case.shown(*case.of("refused_manager")[:1]) or case.quote(deadline, _first_words(case, deadline)),
            why=(
                f"The customer asked for a manager in turn {requests[0]} and was never offered one; answer the "
                f"request, and honour a second one."
            ),
        )
    if deadline is not None and answered > deadline and len(requests) > 1:
        return Verdict(
            id="T42",
            verdict="not_met",
            evidence=_handing_words(case, answered),
            why=(
                f"The manager came only in turn {answered}, after {len(requests)} requests; the second request has "
                f"to be honoured at once."
            ),
        )
    fault = _fault_of_hand_over(case, answered)
    return Verdict(
        id="T42",
        verdict="not_met" if fault else "met",
        evidence=_handing_words(case, answered),
        why=fault or f"The customer asked for a manager in turn {requests[0]}, and turn {answered} offered one.",
    )


def _fault_of_hand_over(case: Case, turn: int) -> str:
    """What is wrong with a hand-over that was asked for: nobody there, or neither a question nor a briefing."""
    if is_somebody_else(case, turn):
        return f"Turn {turn} promised somebody who is not on hand; offer the manager who is."
    action = case.action(turn)
    following = case.next_agent_turn(turn)
    if action is None and following is not None and "?" not in case.text(turn):
        # a transfer may be announced in one turn and made in the next
        action = case.action(following)
    offered_before = any(
        offers_manager(case, number) and "?" in case.text(number) for number in case.agent_turns if number <= turn
    )
    if not isinstance(action, Transfer) or offered_before or action.summary:
        return ""
    told = any(
        _BRIEFS.search(case.text(number).replace("’", "'")) for number in case.agent_turns[-3:] if number <= turn
    )
    return "" if told else f"Turn {turn} transferred the customer with neither a question nor a briefing; do both."


def _at_impasse(case: Case, impasse: int, brought_in: tuple[int, ...]) -> Verdict:
    later = [turn for turn in brought_in if turn > impasse]
    if not later:
        if case.next_agent_turn(impasse) is None:
            return Verdict(id="T42", verdict="na", why="The customer left before the agent could answer the impasse.")
        return Verdict(
            id="T42",
            verdict="not_met",
            why=(
                f"From turn {impasse} on nothing was left to give and a manager was available; offer to put the "
                f"customer through."
            ),
        )
    first = later[0]
    asked_consent = offers_manager(case, first) and "?" in case.text(first)
    imposed = isinstance(case.action(first), Transfer) and not asked_consent
    if imposed and "?" not in case.text(first):
        return Verdict(
            id="T42",
            verdict="not_met",
            evidence=_handing_words(case, first),
            why=f"Turn {first} transferred the customer without asking; offer it as a question.",
        )
    return Verdict(
        id="T42",
        verdict="met",
        evidence=_handing_words(case, first),
        why=f"After the impasse of turn {impasse}, turn {first} offered a manager.",
    )


def _nobody_there(case: Case, requests: tuple[int, ...], impasse: int | None) -> Verdict:
    promised = next((turn for turn in handed(case) if not says_away(case, turn)), None)
    if promised is not None:
        return Verdict(
            id="T42",
            verdict="not_met",
            evidence=_handing_words(case, promised),
            why=f"Turn {promised} offered a manager who is not available; say so, and book a follow-up instead.",
        )
    if not requests and impasse is None:
        return Verdict(id="T42", verdict="na", why="Nobody asked for a manager and no impasse was reached.")
    if not requests or any(says_away(case, turn) for turn in case.agent_turns if turn > requests[0]):
        return Verdict(
            id="T42",
            verdict="na",
            why="No manager was available, and a follow-up takes the place of the transfer (T43).",
        )
    if case.next_agent_turn(requests[0]) is None:
        return Verdict(id="T42", verdict="na", why="The customer asked for a manager in its last words.")
    return Verdict(
        id="T42",
        verdict="not_met",
        why=(
            f"The customer asked for a manager in turn {requests[0]}, and nobody said that none is available; say so "
            f"and offer a follow-up."
        ),
    )


def _without_scenario(case: Case, requests: tuple[int, ...], brought_in: tuple[int, ...]) -> Verdict:
    if not requests and not brought_in:
        return Verdict(id="T42", verdict="na", why="Nobody asked for a manager and none was offered.")
    if requests and any(turn > requests[0] for turn in brought_in):
        return _asked(case, requests, brought_in)
    return Verdict(
        id="T42",
        verdict="cannot_tell",
        by="nobody",
        why="Without a scenario nobody knows whether a manager was available or what else could be offered.",
    )


def _honours(case: Case, turn: int) -> bool:
    return turn in handed(case) or any(
        _OFFERS.search(sentence) and not re.search(r"\b(?:can't|cannot|won't|not|no need)\b", sentence)
        for sentence in sentences(case.text(turn).replace("’", "'"))
    )


def _handing_words(case: Case, turn: int) -> tuple[Quote, ...]:
    shown = case.shown(*case.in_turn(turn, "offered_manager", "transferred"))
    return shown or case.quote(
        turn, next((s for s in sentences(case.text(turn)) if _OFFERS.search(s)), _first_words(case, turn))
    )


def _first_words(case: Case, turn: int) -> str:
    parts = sentences(case.text(turn))
    return parts[0] if parts else "(silence)"
