"""The sessions that the cassettes hold: what is played, with which model, and what each of them shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from vcr import VCR
from vcr.cassette import Cassette
from vcr.request import Request

from persona_lab.agents import Agent, AgentTurn, ModelAgent, ScriptAgent
from persona_lab.event_log import MemoryLog
from persona_lab.files import load_persona, load_scenario
from persona_lab.llm.gateway import Gateway
from persona_lab.model.actions import Offer
from persona_lab.model.record import Record
from persona_lab.session import Session, new_setup, play

ROOT = Path(__file__).resolve().parent.parent
CASSETTES = ROOT / "cassettes"

PORT = 8177
ADDRESS = f"http://127.0.0.1:{PORT}/v1"
"""Where the recorder's server listens; at replay nothing does."""

QWEN = "qwen2.5-coder-1.5b"
SMOLLM = "smollm2-135m"

KEPT_HEADERS = frozenset({"content-type"})
"""The only headers that may enter a cassette."""

Seat = Literal["customer", "agent"]


@dataclass(frozen=True, slots=True)
class Recording:
    """One cassette: a session played against a model server."""

    name: str
    """The cassette's stem."""
    shows: str
    """What a reader finds in it."""
    model: str
    """The GGUF file's stem."""
    style: Literal["chat", "transcript"]
    """The prompt style of the customer's voice."""
    persona: str
    scenario: str
    seed: int
    turns: tuple[AgentTurn, ...]
    """What a scripted agent says; empty when the model sits in the agent's chair."""
    seat: Seat = "customer"
    """Where the model sits: it voices the customer, or is the agent."""
    turn_limit: int = 24
    ends: str = "agent_ended"
    """How the recorded session ended."""
    voices: tuple[str, ...] = ()
    """Who spoke each customer line, in order."""


_OPENING = "I am sorry that nobody came on Wednesday, Mr Adeyemi, and that it cost you a day. I have it open now."
_QUESTION = "Could you give me the tracking number, so that I look at the right parcel?"
_COURIER = AgentTurn(
    text="A courier can fetch it from the depot and be at your door tonight between 19:00 and 21:00. Shall I send one?",
    action=Offer(remedy="courier-tonight"),
)
_LATE_PARCEL = (AgentTurn(text=_OPENING), AgentTurn(text=_QUESTION), _COURIER)

RECORDINGS: tuple[Recording, ...] = (
    Recording(
        name="smollm-transcript",
        shows="the film script with the smallest model, streamed",
        model=SMOLLM,
        style="transcript",
        persona="shouting",
        scenario="late-parcel",
        seed=1,
        turns=_LATE_PARCEL,
        ends="agent_ended",
        voices=("repaired", "model", "fallback", "model"),
    ),
    Recording(
        name="smollm-chat",
        shows="the chat form with the smallest model, streamed",
        model=SMOLLM,
        style="chat",
        persona="demands-a-manager",
        scenario="late-parcel",
        seed=1,
        turns=_LATE_PARCEL,
        ends="accepted",
        voices=("repaired", "model", "fallback", "fallback"),
    ),
    Recording(
        name="qwen-transcript",
        shows="the film script with the model that the lab is recorded with, streamed",
        model=QWEN,
        style="transcript",
        persona="swearing",
        scenario="late-parcel",
        seed=1,
        turns=_LATE_PARCEL,
        ends="accepted",
        voices=("fallback", "model", "fallback", "model"),
    ),
    Recording(
        name="qwen-chat",
        shows="the chat form, streamed",
        model=QWEN,
        style="chat",
        persona="passive-aggressive",
        scenario="late-parcel",
        seed=1,
        turns=_LATE_PARCEL,
        ends="accepted",
        voices=("repaired", "fallback", "model", "fallback"),
    ),
    Recording(
        name="qwen-agent",
        shows="the model in the agent's chair, whole answers in JSON, not streamed",
        model=QWEN,
        style="chat",
        persona="demands-a-manager",
        scenario="late-parcel",
        seed=1,
        turns=(),
        seat="agent",
        turn_limit=3,
        ends="turn_limit",
        voices=("authored", "authored", "authored", "authored"),
    ),
)


def recording_named(name: str) -> Recording:
    """The recording with that name."""
    return next(recording for recording in RECORDINGS if recording.name == name)


def play_recording(recording: Recording) -> Record:
    """The record of the recorded session; whoever calls this decides whether a server or a cassette answers."""
    persona = load_persona(ROOT / "personas" / f"{recording.persona}.yaml")
    scenario = load_scenario(ROOT / "scenarios" / f"{recording.scenario}.yaml")
    with Gateway(f"openai/{recording.model}", api_base=ADDRESS, prompt_style=recording.style, timeout=600) as model:
        agent: Agent = ScriptAgent(recording.turns) if recording.turns else ModelAgent(model, recording.seed)
        voice = model if recording.seat == "customer" else None
        setup = new_setup(
            persona, scenario, agent.info, seed=recording.seed, model=voice, turn_limit=recording.turn_limit
        )
        session = Session.start(setup.id, MemoryLog(), setup, voice)
        play(session, agent)
        return session.record


@contextmanager
def cassette(name: str, *, record: bool = False) -> Iterator[Cassette]:
    """The cassette of that name; at replay, an interaction that was not played fails the test."""
    with _recorder(record).use_cassette(f"{name}.json") as tape:
        yield tape
    if not record:
        assert tape.all_played, f"{name}: {len(tape) - tape.play_count} recorded answers were never asked for"


def body_of(request: Request) -> bytes:
    """The raw body of a recorded request."""
    body = request.body
    return body.encode() if isinstance(body, str) else bytes(body or b"")


def _recorder(record: bool) -> VCR:
    recorder = VCR(
        cassette_library_dir=str(CASSETTES),
        serializer="json",
        record_mode="all" if record else "none",
        match_on=["method", "uri", "raw_body"],
        before_record_request=_without_headers,
        before_record_response=_without_response_headers,
    )
    # vcrpy's own body matcher parses both bodies at every comparison; a hash of the bytes is enough
    recorder.register_matcher("raw_body", lambda one, other: _hash(one) == _hash(other))
    return recorder


def _hash(request: Request) -> str:
    return hashlib.sha256(body_of(request)).hexdigest()


def _without_headers(request: Request) -> Request:
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in KEPT_HEADERS}
    return request


def _without_response_headers(response: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS}
    return {**response, "headers": kept}
