"""Opportunity conditions in code (section 4.3 of the cards): the agent turns in which a technique was called for.

Each condition gives agent turns, nothing when there was no occasion, and None where only a scenario could tell.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from persona_lab.customer.perceive import replies
from persona_lab.customer.perceive.words import plain, stems
from persona_lab.judging.casefile import Case
from persona_lab.judging.grounds import stands_for_itself, was_told
from persona_lab.judging.impasse import closings, course_of, offers_made
from persona_lab.judging.managers import manager_requests
from persona_lab.judging.pauses import pauses
from persona_lab.model.actions import FollowUp, Transfer
from persona_lab.model.moves import MoveKind
from persona_lab.model.rubric import Occasion

Turns = tuple[int, ...]

_APOLOGIES: tuple[MoveKind, ...] = ("specific_apology", "generic_apology", "feeling_apology")
_LONG_MESSAGE = 15
"""Words from which a customer's message tells something that an answer can take up (cards T07 and T10, text proxy)."""
_FACTS_TOLD = 4
"""Content words and figures from which a message counts as telling facts (O-FACTS, text proxy)."""
_WHY = re.compile(
    r"\b(?:why|how (?:come|could|can|did|is it)|what(?:'s| is| are| have)\b[^.!?]*\b(?:doing|done|stopp\w+)|do "
    r"something|"
    r"who let)\b",
    re.IGNORECASE,
)
_NEXT_TIME = re.compile(
    r"\b(?:(?:what|who)(?:'s| is|’s)? (?:to stop|stopping|stops|prevents|preventing|to prevent|keeps|keeping)|"
    r"(?:what|how) "
    r"about (?:the )?next time|next time\b[^.!]*\?|how (?:do|can|will) i (?:know|be sure|trust)\b[^.!?]*\b(?:again|"
    r"next|"
    r"won['’]?t|will not)|happen(?:s|ing)? again\b[^.!]*\?|if (?:it|this|that|they|you) (?:happens?|does|do|forgets?|"
    r"goes|"
    r"fails?|breaks?)\b[^.!?]*\bagain\b[^.!]*\?)",
    re.IGNORECASE,
)
"""Asking what stands between the customer and a repeat."""
_LATER_CONTACT = re.compile(
    r"\b(?:you(?:['’]ll| will) (?:hear (?:back )?from|be (?:contacted|called|rung|informed|notified))|(?:i|we|they|"
    r"he|she|"
    r"some(?:one|body))(?:['’]ll| will| shall) (?:\w+ )?(?:be (?:back )?in (?:touch|contact)|get back to you|reach out|"
    r"contact you|call you|ring you|let you know|come back to you|write to you))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:\b(?:and|but|so|because|then|when|that)|[,:…–-]|\.\.\.)\s*$", re.IGNORECASE)


def _answers(case: Case, customer_turns: Iterable[int]) -> Turns:
    """The agent turns that come next after those customer turns."""
    found = (case.next_agent_turn(turn) for turn in customer_turns)
    return tuple(dict.fromkeys(turn for turn in found if turn is not None))


def _making(*kinds: MoveKind) -> Callable[[Case], Turns]:
    """The agent turns that make any of these moves."""

    def turns(case: Case) -> Turns:
        return tuple(dict.fromkeys(move.turn for move in case.of(*kinds) if stands_for_itself(move)))

    return turns


def _if_made(*kinds: MoveKind) -> Callable[[Case], Turns | None]:
    """The agent turns that make any of these moves; None where none was found and none can be ruled out."""

    def turns(case: Case) -> Turns | None:
        found = _making(*kinds)(case)
        return found if found or all(case.lacks(turn, kinds) for turn in case.agent_turns) else None

    return turns


def always(case: Case) -> Turns | None:
    """Every agent turn."""
    return case.agent_turns


def emotion(case: Case) -> Turns | None:
    """Answers to customer turns that show emotion (O-EMO); None where none surely does and not all are surely calm."""
    return _answers(case, case.emotional_turns) or _none_if_calm(case)


def _none_if_calm(case: Case) -> Turns | None:
    return () if all(replies.is_calm(case.text(turn)) for turn in case.customer_turns) else None


def attack(case: Case) -> Turns | None:
    """Answers to an insult, swearing, an accusation or bait (O-ATTACK), and turns that bit back at anger."""
    bitten = set(_making("bit_back", "insulted", "made_it_about_self")(case)) & set(
        _answers(case, case.emotional_turns)
    )
    answering = _answers(case, (turn for turn in case.customer_turns if replies.attacks(case.text(turn))))
    return tuple(sorted(bitten | set(answering))) or _none_if_calm(case)


def complaint(case: Case) -> Turns | None:
    """Every agent turn, where the customer is upset or the company at fault (O-EMO or O-FAULT)."""
    at_fault = case.scenario is not None and case.scenario.fault in {"company", "agent"}
    return case.agent_turns if at_fault or case.emotional_turns else _none_if_calm(case)


def facts(case: Case) -> Turns | None:
    """Agent turns after the customer stated the problem or facts of it (O-FACTS)."""
    first = next((turn for turn in case.customer_turns if _states_facts(case, turn)), None)
    return () if first is None else tuple(turn for turn in case.agent_turns if turn > first)


def cause(case: Case) -> Turns | None:
    """Answers to customer turns that show emotion and say why (O-EMO with a stated cause)."""
    return _answers(case, (turn for turn in case.emotional_turns if _states_facts(case, turn))) or _none_if_calm(case)


def fault(case: Case) -> Turns | None:
    """Turns that apologise; where none does and the company or agent is at fault, the first answer (O-FAULT)."""
    apologising = _making(*_APOLOGIES)(case)
    if apologising:
        return apologising
    if case.scenario is None or case.scenario.fault not in {"company", "agent"}:
        return ()
    return case.agent_turns[:1]


def no_fault(case: Case) -> Turns | None:
    """Answers to an upset customer where the company's fault is absent or unknown (card T17)."""
    if case.scenario is not None and case.scenario.fault in {"company", "agent"}:
        return ()
    return emotion(case)


def name(case: Case) -> Turns | None:
    """Every agent turn, once the customer's name is known (O-NAME)."""
    from persona_lab.judging.names import known_name

    return case.agent_turns if known_name(case) else ()


def story(case: Case) -> Turns | None:
    """Answers to a customer who tells a long story, or sends several messages in a row (card T07)."""
    telling = (
        turn
        for turn in case.customer_turns
        if len(case.text(turn).split()) >= _LONG_MESSAGE
        or _states_facts(case, turn)
        or (turn > 1 and case.turns[turn - 2].speaker == "customer")
        or (turn < len(case.turns) and case.turns[turn].speaker == "customer")
        or _GOES_ON.search(case.text(turn))
    )
    return _answers(case, telling)


def claim(case: Case) -> Turns | None:
    """Answers to emotion together with a claim or demand that can be contested (card T21)."""
    upset = {*case.emotional_turns, *(turn for turn in case.customer_turns if replies.attacks(case.text(turn)))}
    return _answers(case, (turn for turn in sorted(upset) if replies.claims(case.text(turn)))) or _none_if_calm(case)


def comeback(case: Case) -> Turns | None:
    """Answers to the question why nobody prevented it or does something about it (O-COMEBACK)."""
    found = _answers(case, (turn for turn in case.customer_turns if replies.asks_why_nothing_is_done(case.text(turn))))
    may_ask = any(_WHY.search(case.text(turn)) for turn in case.customer_turns)
    return found or (None if may_ask else ())


def missing_facts(case: Case) -> Turns | None:
    """Every agent turn up to the first offer, where the customer still knows an unsaid fact (card T09)."""
    if case.scenario is None:
        return None
    asked_for = [fact for fact in case.scenario.facts if fact.known_to == "customer" and fact.reveal != "opening"]
    if not asked_for:
        return None
    first_offer = next((offer.turn for offer in offers_made(case)), None)
    until = tuple(turn for turn in case.agent_turns if first_offer is None or turn <= first_offer)
    return tuple(turn for turn in until if any(not was_told(case, fact, turn) for fact in asked_for)) or None


def solvable(case: Case) -> Turns | None:
    """Every agent turn, where a remedy in the agent's authority exists (O-SOLVABLE)."""
    if case.scenario is None:
        return None
    return case.agent_turns if case.scenario.in_authority else ()


def no_remedy_yet(case: Case) -> Turns | None:
    """Turns that put the customer off without a remedy at hand (card T32)."""
    return _making("asked_for_patience", "vague_promise", "held")(case)


def solution(case: Case) -> Turns | None:
    """Agent turns from the first offered or chosen solution on (card T33)."""
    started = [offer.turn for offer in offers_made(case)]
    started += [turn for turn, action in case.actions() if isinstance(action, Transfer | FollowUp)]
    return tuple(turn for turn in case.agent_turns if turn >= min(started)) if started else ()


def recurrence(case: Case) -> Turns | None:
    """Turns that speak of it not happening again, and answers to a customer for whom it is not the first time."""
    spoken = _making("prevented_recurrence")(case)
    asked = _answers(case, (turn for turn in case.customer_turns if _fears_a_repeat(case.text(turn))))
    return tuple(sorted({*spoken, *asked}))


def _fears_a_repeat(text: str) -> bool:
    return replies.tells_of_repetition(text) or _NEXT_TIME.search(text) is not None


def done(case: Case) -> Turns | None:
    """Agent turns from the one in which the customer had taken a remedy on (card T37)."""
    settled = course_of(case).settled_turn
    return () if settled is None else tuple(turn for turn in case.agent_turns if turn > settled)


def end(case: Case) -> Turns | None:
    """The last two agent turns (O-END)."""
    return case.agent_turns[-2:]


def owed(case: Case) -> Turns | None:
    """The last two agent turns, where the conversation ends without the issue settled (O-UNSOLVED)."""
    return () if course_of(case).settled_turn is not None else case.agent_turns[-2:]


def close_unresolved(case: Case) -> Turns | None:
    """Turns that close the conversation, or hand it over, without the issue settled (card T41)."""
    return () if course_of(case).settled_turn is not None else closings(case)


def manager(case: Case) -> Turns | None:
    """Answers to a request for someone higher, and turns after an impasse (O-MGR, O-IMPASSE)."""
    impasse = course_of(case).impasse_turn
    after = tuple(turn for turn in case.agent_turns if impasse is not None and turn > impasse)
    return tuple(sorted({*_answers(case, manager_requests(case)), *after}))


def exit_(case: Case) -> Turns | None:
    """Agent turns after an impasse, or after a later contact was promised (O-IMPASSE, X20)."""
    impasse = course_of(case).impasse_turn
    after = {turn for turn in case.agent_turns if impasse is not None and turn > impasse}
    promised = {turn for turn in case.agent_turns if _LATER_CONTACT.search(case.text(turn))}
    return tuple(sorted(after | promised | set(_making("offered_follow_up", "scheduled_follow_up")(case))))


def hold(case: Case) -> Turns | None:
    """Turns that pause the conversation (card T05)."""
    return tuple(pause.turn for pause in pauses(case))


def _states_facts(case: Case, turn: int) -> bool:
    """Whether a message tells enough of the matter to hold two facts of it."""
    return len(stems(plain(case.text(turn)))) >= _FACTS_TOLD


OCCASIONS: Mapping[Occasion, Callable[[Case], Turns | None]] = {
    "always": always,
    "emotion": emotion,
    "attack": attack,
    "complaint": complaint,
    "facts": facts,
    "cause": cause,
    "fault": fault,
    "no-fault": no_fault,
    "apology": _making(*_APOLOGIES),
    "name": name,
    "story": story,
    "claim": claim,
    "comeback": comeback,
    "empathy": _if_made("acknowledged_feeling", "linked_cause", "bare_understanding", *_APOLOGIES),
    "understanding": _if_made("bare_understanding", "claimed_same_experience"),
    "comparison": _if_made("minimised", "claimed_same_experience", "solidarity"),
    "siding": _if_made("solidarity", "claimed_same_experience"),
    "hold": hold,
    "missing-facts": missing_facts,
    "limit": _if_made("stated_limit", "framed_positively", "quoted_policy", "asked_for_patience"),
    "offer": _making("offered_remedy", "reoffered_refused", "vague_promise"),
    "promise": _making("offered_remedy", "reoffered_refused", "over_promised", "vague_promise", "stated_limit"),
    "solvable": solvable,
    "no-remedy-yet": no_remedy_yet,
    "solution": solution,
    "recurrence": recurrence,
    "done": done,
    "owed": owed,
    "end": end,
    "close-unresolved": close_unresolved,
    "manager": manager,
    "exit": exit_,
}
"""Every condition by the name that rubric files use."""
