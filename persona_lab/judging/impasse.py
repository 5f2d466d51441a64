"""The impasse (section 4.4): what was offered, what became of it, and from which turn saying goodbye is right."""

from dataclasses import dataclass
from functools import lru_cache

from persona_lab.customer.perceive import replies
from persona_lab.judging.casefile import Case
from persona_lab.model.actions import End, FollowUp, Offer, Transfer


@dataclass(frozen=True, slots=True)
class OfferMade:
    """A remedy put to the customer in one agent turn."""

    remedy: str
    turn: int


@dataclass(frozen=True, slots=True)
class Course:
    """How the conversation went, as far as offers and endings go."""

    offers: tuple[OfferMade, ...]
    """Every offer, repeats included, in order."""
    refusals: tuple[tuple[str, int], ...]
    """Remedy and customer turn, for every offer turned down in words."""
    settled_turn: int | None
    """The customer turn that took an offer and was not taken back; null if none did."""
    impasse_turn: int | None
    """The first customer turn after which goodbye is right; null if that was never reached."""

    def still_open(self, case: Case, turn: int) -> frozenset[str]:
        """Remedies in the agent's authority that had not been refused before that turn (opportunity O-SOLVABLE)."""
        if case.scenario is None:
            return frozenset()
        refused = {remedy for remedy, when in self.refusals if when < turn}
        return case.scenario.in_authority - refused


def offers_made(case: Case) -> tuple[OfferMade, ...]:
    """Every offer, by words or by action, in order."""
    made: dict[tuple[str, int], OfferMade] = {}
    for move in case.of("offered_remedy", "reoffered_refused"):
        if move.detail:
            made[move.detail, move.turn] = OfferMade(move.detail, move.turn)
    for turn, action in case.actions():
        if isinstance(action, Offer):
            made[action.remedy, turn] = OfferMade(action.remedy, turn)
    return tuple(sorted(made.values(), key=lambda offer: offer.turn))


def follow_course(case: Case) -> Course:
    """The course of the conversation."""
    offers = offers_made(case)
    refusals: list[tuple[str, int]] = []
    settled: int | None = None
    for turn in case.customer_turns:
        agent_turn = _agent_turn_before(case, turn)
        if agent_turn is None:
            continue
        now = [offer.remedy for offer in offers if offer.turn == agent_turn]
        open_before = [offer.remedy for offer in offers if offer.turn < turn]
        handing = _hands_over(case, agent_turn)
        if now and case.refuses(turn):
            refusals += [(remedy, turn) for remedy in now]
            settled = None
        elif open_before and not handing and case.accepts(turn) and (now or not _asks(case, agent_turn)):
            settled = settled or turn
        elif settled is not None and open_before and case.refuses(turn):
            settled = None
    course = Course(offers, tuple(refusals), settled, None)
    return Course(offers, tuple(refusals), settled, _impasse_turn(case, course))


def _impasse_turn(case: Case, course: Course) -> int | None:
    boundary = next((move.turn for move in case.of("set_boundary")), None)
    for turn in case.customer_turns:
        if boundary is not None and turn > boundary and replies.is_abusive(case.text(turn)):
            return turn
        if course.settled_turn is not None and turn >= course.settled_turn:
            return None
        if _all_refused(case, course, turn) or _demand_out_of_reach(case, course, turn):
            return turn
    return None


def _all_refused(case: Case, course: Course, turn: int) -> bool:
    """4.4 (a): every remedy in the agent's authority was offered and turned down in words."""
    if case.scenario is None:
        return False
    needed = case.scenario.in_authority
    return bool(needed) and needed <= {remedy for remedy, when in course.refusals if when <= turn}


def _demand_out_of_reach(case: Case, course: Course, turn: int) -> bool:
    """4.4 (b): the demand cannot be met, the agent said so and offered the nearest thing, and that was turned down."""
    if case.scenario is None or case.scenario.winnable:
        return False
    said_so = any(move.turn < turn for move in case.of("stated_limit", "framed_positively"))
    if not said_so or case.accepts(turn):
        return False
    if not case.scenario.remedies:
        return case.refuses(turn)
    return any(when <= turn for _, when in course.refusals)


def closings(case: Case) -> tuple[int, ...]:
    """Agent turns that close the conversation or hand it over: by an end, a transfer, or a goodbye in words."""
    by_action = {turn for turn, action in case.actions() if isinstance(action, End | Transfer)}
    in_words = {move.turn for move in case.of("said_goodbye", "ended", "transferred")}
    return tuple(sorted(by_action | in_words))


def exits(case: Case) -> tuple[int, ...]:
    """Agent turns that open a way out after an impasse: a closing, its wording, a manager or a later contact."""
    doors = {
        move.turn
        for move in case.of("regretted_outcome", "offered_manager", "offered_follow_up", "scheduled_follow_up")
    }
    booked = {turn for turn, action in case.actions() if isinstance(action, FollowUp)}
    return tuple(sorted({*closings(case), *doors, *booked}))


def _agent_turn_before(case: Case, turn: int) -> int | None:
    return next((number for number in reversed(case.agent_turns) if number < turn), None)


def _asks(case: Case, agent_turn: int) -> bool:
    """Whether a yes to that turn may only answer its question."""
    return "?" in case.text(agent_turn)


def _hands_over(case: Case, agent_turn: int) -> bool:
    """Whether a yes to that turn is a yes to a manager or a later contact rather than to a remedy."""
    action = case.action(agent_turn)
    if isinstance(action, Offer):
        return False
    if isinstance(action, Transfer | FollowUp):
        return True
    remedies = case.in_turn(agent_turn, "offered_remedy", "reoffered_refused")
    return not remedies and bool(case.in_turn(agent_turn, "offered_manager", "offered_follow_up", "asked_contact"))


course_of = lru_cache(maxsize=4)(follow_course)
"""The course of a case, kept while that case is judged."""
