"""What the scenario allows an agent to do, and the record that a transfer or follow-up leaves."""

from typing import assert_never

from persona_lab.model.actions import Action, End, Feedback, FollowUp, Hold, Offer, Resume, Transfer
from persona_lab.model.handoff import HandOff
from persona_lab.model.record import Record
from persona_lab.model.scenario import Scenario


def allowed(action: Action, record: Record) -> str | None:
    """None if the action can be taken now, else the reason with what would be possible."""
    scenario = record.setup.scenario
    on_hold = record.state.on_hold if record.state else False
    match action:
        case Hold():
            return "The customer is on hold already; resume first." if on_hold else None
        case Resume():
            return None if on_hold else "Nobody is on hold."
        case Offer():
            return _offer_refusal(action, scenario)
        case Transfer():
            if scenario.manager.available:
                return None
            note = f" ({scenario.manager.note})" if scenario.manager.note else ""
            return f"No manager can be reached now{note}; a follow-up can be booked instead."
        case FollowUp() | Feedback() | End():
            return None
    assert_never(action)


def approval_notice(action: Action, scenario: Scenario) -> str | None:
    """What the agent is told when an offer needed the manager's word."""
    remedy = scenario.remedy(action.remedy) if isinstance(action, Offer) else None
    return f"The manager has approved {remedy.id!r}." if remedy and remedy.needs_approval else None


def hand_off(record: Record, turn: int, *, agreed: bool) -> HandOff | None:
    """The record of the transfer or follow-up made in that agent turn, with the fields it leaves empty; else None."""
    action = record.turns[turn - 1].action
    scenario = record.setup.scenario
    state = record.state
    tried = tuple(offer.remedy for offer in state.offers) if state else ()
    if isinstance(action, Transfer):
        made = HandOff(
            kind="transfer",
            turn=turn,
            why_now=_why_now(record),
            to_whom=scenario.manager.note or "the manager on duty",
            when="now",
            channel=scenario.channel,
            contact=None,
            summary=action.summary,
            tried=tried,
            customer_agreed=agreed,
        )
        needed: tuple[str, ...] = ("summary", "customer_agreed")
    elif isinstance(action, FollowUp):
        contact = action.contact or scenario.customer.contact.get(action.channel.strip().lower())
        made = HandOff(
            kind="follow_up",
            turn=turn,
            why_now=_why_now(record),
            to_whom=None if scenario.manager.available else (scenario.manager.note or None),
            when=action.when.strip() or None,
            channel=action.channel.strip() or None,
            contact=contact,
            summary=action.summary,
            tried=tried,
            customer_agreed=agreed,
        )
        needed = ("when", "channel", "contact", "summary", "customer_agreed")
    else:
        return None
    return made.model_copy(update={"gaps": tuple(field for field in needed if not getattr(made, field))})


def _offer_refusal(offer: Offer, scenario: Scenario) -> str | None:
    remedy = scenario.remedy(offer.remedy)
    if remedy is None:
        known = ", ".join(r.id for r in scenario.remedies) or "none at all"
        return f"There is no remedy {offer.remedy!r} here; there is {known}."
    if remedy.needs_approval and not scenario.manager.available:
        return f"The remedy {remedy.id!r} needs the manager's approval, and nobody is on duty who could give it."
    return None


def _why_now(record: Record) -> str:
    state = record.state
    if state is None:
        return "before the customer had spoken"
    if state.settled:
        return "settled; something is still to be done"
    if state.manager_requests:
        return "the customer asked for someone higher"
    if any(offer.refused for offer in state.offers):
        return "what could be offered was turned down"
    return "nothing had been settled" if state.offers else "nothing had been offered yet"
