"""Small, valid values for tests: a persona, a scenario, a setup, and the events of a short session.

Every function gives a fresh value; `sample_events()` is a whole session of five turns that ends in a hand-off, with a
withheld line, a refused action and a scorecard. `undone_events()` takes a turn back on the way.
"""

from __future__ import annotations

from datetime import datetime

from persona_lab.model.actions import FollowUp, Offer, Transfer
from persona_lab.model.acts import ACTS, Act, Brief
from persona_lab.model.events import (
    ActionRefused,
    AgentSpoke,
    CustomerSpoke,
    Event,
    HandOffMade,
    LineFault,
    LineRejected,
    ModelCalled,
    MoodChanged,
    MovesPerceived,
    Notice,
    SessionEnded,
    SessionJudged,
    SessionStarted,
    Setup,
    TurnUndone,
)
from persona_lab.model.handoff import HandOff
from persona_lab.model.mood import Mood, MoodPoint
from persona_lab.model.moves import Move
from persona_lab.model.persona import Persona, Reaction, Tactics, Temperament, Voice
from persona_lab.model.scenario import Customer, Fact, Manager, Phrases, Remedy, Scenario
from persona_lab.model.state import CustomerState, OfferHeard
from persona_lab.model.transcript import AgentInfo
from persona_lab.model.verdict import Gate, Goodbye, Quote, Scorecard, Verdict


def sample_persona() -> Persona:
    """A persona with two plain lines for every act."""
    weights: dict[Act, float] = {"vent": 2, "demand": 1}
    return Persona(
        id="blunt",
        title="The blunt one",
        summary="Says what it thinks and wants a date.",
        trains="Staying specific under pressure.",
        biography="Runs a bakery and has no time.",
        temperament=Temperament(anger=8, trust=2, patience=6),
        reactions={"specific_apology": Reaction(anger=-1.2, trust=0.5)},
        tactics=Tactics(hot=weights, warm=weights, cool=weights),
        voice=Voice(style="Short sentences."),
        lines={act: {"any": (f"First line to {act}.", f"Second line to {act}.")} for act in ACTS},
    )


def sample_scenario() -> Scenario:
    """A scenario with two remedies, one of them acceptable, and a manager on duty."""
    return Scenario(
        id="flour-late",
        title="The flour that never came",
        company="Millstone Supplies",
        customer=Customer(name="Dana Whitlock", pronoun="she", contact={"phone": "020 7946 0123"}),
        issue="Forty kilos of flour were to come on Monday and did not.",
        root_cause="The order was booked for the wrong depot.",
        fault="company",
        facts=(
            Fact(id="order", text="My order is M-4471.", known_to="customer"),
            Fact(id="depot", text="The order went to the north depot.", known_to="agent"),
        ),
        demand="The flour today.",
        acceptable=("courier",),
        remedies=(
            Remedy(
                id="courier", description="A courier with replacement flour this afternoon", phrase="a courier today"
            ),
            Remedy(id="refund", description="The money back", limit="48 pounds", needs_approval=True),
        ),
        manager=Manager(available=True, note="Priya Nair, until six"),
        hours="Mo-Fr 08:00-18:00",
        now=datetime(2026, 3, 3, 10, 30),  # noqa: DTZ001 (a scenario's clock is local time)
        tools=("call the depot",),
        phrases=Phrases(thing="the flour", failing="the flour never came"),
    )


def sample_setup(setup_id: str = "blunt-flour-late-i3-s7", *, exam: bool = False, voice: str = "some/model") -> Setup:
    """The setup of a session with a human agent."""
    return Setup(
        id=setup_id,
        persona=sample_persona(),
        scenario=sample_scenario(),
        seed=7,
        voice=voice,
        prompt_style=None if voice == "authored" else "chat",
        agent=AgentInfo(name="Sam", kind="human"),
        exam=exam,
    )


def sample_state(anger: float = 8.0) -> CustomerState:
    """A customer's state at that anger."""
    mood = Mood(anger=anger, trust=2, patience=6)
    return CustomerState(
        mood=mood, start=mood, peak_anger=anger, last_anger=anger, offers=(OfferHeard(remedy="courier", turn=2),)
    )


def customer_line(turn: int, text: str, act: Act = "vent", anger: float = 8.0, voice: str = "model") -> CustomerSpoke:
    """A customer's turn."""
    brief = Brief(act=act, mood=Mood(anger=anger, trust=2, patience=6), because="nothing has been offered")
    return CustomerSpoke.model_validate(
        {"turn": turn, "text": text, "brief": brief, "voice": voice, "state": sample_state(anger)}
    )


def agent_line(turn: int, text: str) -> AgentSpoke:
    """An agent's turn without an action."""
    return AgentSpoke(turn=turn, text=text)


def sample_scorecard(setup_id: str = "blunt-flour-late-i3-s7") -> Scorecard:
    """A scorecard with a gate and every kind of outcome."""
    return Scorecard(
        transcript=setup_id,
        rubric="house",
        rubric_hash="0" * 64,
        judge="code",
        score=37.5,
        gates=(Gate(id="V3", turn=4, quote="please calm down"),),
        criteria=(
            Verdict(
                id="T14",
                verdict="met",
                evidence=(Quote(turn=2, speaker="agent", quote="I am sorry the flour never came"),),
                why="The apology names what happened.",
            ),
            Verdict(id="T32", verdict="not_met", why="No time was given.", met=0, opportunities=2),
            Verdict(
                id="T01",
                verdict="violated",
                evidence=(Quote(turn=4, speaker="agent", quote="please calm down"),),
                why="It tells the customer how to feel.",
            ),
            Verdict(id="T02", verdict="clean", why="No insult was returned."),
            Verdict(id="T25", verdict="cannot_tell", why="It takes a model to tell.", by="nobody"),
            Verdict(id="T05", verdict="na", why="Nobody was put on hold."),
        ),
        goodbye=Goodbye(impasse_turn=3, timing="on_time"),
        documents={"D0": 40.0, "D1": None},
        unscored=1,
        applicable=4,
    )


def sample_handoff() -> HandOff:
    """A transfer with two gaps."""
    return HandOff(
        kind="transfer",
        turn=4,
        why_now="the customer asked for someone higher",
        to_whom="Priya Nair",
        when=None,
        channel="phone",
        contact="020 7946 0123",
        summary=None,
        tried=("courier",),
        customer_agreed=True,
        gaps=("when", "summary"),
    )


def sample_events(*, exam: bool = False, judged: bool = True, ended: bool = True) -> list[Event]:
    """A session of five turns, as the engine would write it, not yet numbered."""
    events: list[Event] = [
        SessionStarted(program="0.1.0", setup=sample_setup(exam=exam)),
        MoodChanged(point=MoodPoint(turn=1, anger=8, trust=2, patience=6)),
        customer_line(1, "My flour was due on Monday. Where is it?", "open"),
        ActionRefused(turn=2, action=FollowUp(when="soon", channel="phone"), reason="a follow-up needs a time"),
        AgentSpoke(
            turn=2, text="I am sorry the flour never came. A courier can bring it.", action=Offer(remedy="courier")
        ),
        MovesPerceived(
            turn=2,
            moves=(
                Move(kind="specific_apology", turn=2, quote="I am sorry the flour never came"),
                Move(kind="offered_remedy", turn=2, action="offer", detail="courier"),
            ),
        ),
        MoodChanged(
            point=MoodPoint(turn=3, anger=6.8, trust=2.4, patience=5.5, reasons=("specific apology: anger -1.2",))
        ),
        LineRejected(
            turn=3,
            attempt=1,
            text="Thank you so much!",
            faults=(LineFault(kind="nice_while_angry", span="Thank you", note="thanks the agent while angry"),),
        ),
        ModelCalled(
            purpose="customer",
            model="some/model",
            prompt_hash="0123456789abcdef",
            prompt_tokens=900,
            completion_tokens=20,
            cost_usd=0.0012,
            seconds=0.8,
        ),
        customer_line(3, "I have heard that before.", "doubt", 6.8, "repaired"),
        AgentSpoke(
            turn=4, text="Then please calm down, I will fetch Priya.", action=Transfer(summary="Flour is late.")
        ),
        MovesPerceived(
            turn=4,
            moves=(
                Move(kind="told_to_calm_down", turn=4, quote="please calm down"),
                Move(kind="transferred", turn=4, action="transfer"),
            ),
        ),
        MoodChanged(
            point=MoodPoint(turn=5, anger=7.3, trust=2.0, patience=5.0, reasons=("told to calm down: anger +0.5",))
        ),
        Notice(text="Priya Nair takes over."),
        customer_line(5, "Fine. Put me through.", "accept_transfer", 7.3, "fallback"),
        HandOffMade(handoff=sample_handoff()),
    ]
    if ended:
        events.append(SessionEnded(reason="handed_off"))
    if judged and ended:
        events.append(SessionJudged(scorecard=sample_scorecard()))
    return events


def undone_events() -> list[Event]:
    """An unfinished session in which the agent took its first turn back and said something else."""
    return [
        *sample_events()[:10],
        TurnUndone(turn=2),
        agent_line(2, "What is your order number?"),
        customer_line(3, "M-4471. It is on the email.", "answer", 8.0),
    ]
