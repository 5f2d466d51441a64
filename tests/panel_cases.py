"""A small rubric, models that answer by label, and a short way to write answers, for the tests of the panel."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from judging_cases import BIKES, Line, conversation

from persona_lab.judging import judge_all
from persona_lab.judging.casefile import Case, open_case
from persona_lab.judging.questions import Asked, questions
from persona_lab.model.calls import AnswerCache, ModelReply, ModelRequest
from persona_lab.model.rubric import Block, Criterion, Rubric
from persona_lab.model.scenario import Scenario
from persona_lab.model.verdict import Scorecard

ANGRY = "I'm furious! The front wheel was bent and I missed the whole tour!"
KIND = "You missed the whole tour over a wheel that nobody checked; no wonder you're furious."
OFFER = "I can bring you a checked bicycle tomorrow at eight."
LINES = (ANGRY, KIND, "So what now?", OFFER)


def criterion(name: str, **fields: Any) -> Criterion:
    """A criterion for a model, positive and judged by turn unless told otherwise."""
    given: dict[str, Any] = {
        "id": name,
        "title": f"The matter of {name}",
        "block": "all",
        "question": f"Does the agent do what {name} asks for?",
        "applies": "Every agent turn.",
        "scope": "turn",
        "polarity": "positive",
        "decided_by": "model",
    }
    return Criterion(**(given | fields))


# without signs, so that what the panel leaves open code leaves open as well
FEELING = criterion("T19", quotes=2, occasion="emotion")
HEAT = criterion("T01", polarity="negative")
REMEDY = criterion("T31", scope="conversation", occasion="solvable")

SIGNED = FEELING.model_copy(
    update={
        "credits": ("acknowledged_feeling", "linked_cause"),
        "penalises": ("bare_understanding", "feeling_apology"),
    }
)
"""The feeling, with the signs of it."""


def rubric(*criteria: Criterion, gates: Sequence[str] = (), name: str = "small") -> Rubric:
    """A rubric of these criteria in one block."""
    block = Block(id="all", title="All", points=100)
    return Rubric(id=name, title=name, summary="For tests.", blocks=(block,), criteria=criteria, gates=tuple(gates))


SMALL = rubric(HEAT, FEELING, REMEDY)


def quote(
    turn: int, words: str, customer_turn: int | None = None, customer: str | None = None, *, sign: str | None = None
) -> dict[str, Any]:
    """A quote as a model gives it."""
    return {
        "turn": turn,
        "quote": words,
        "sign": sign,
        "customer_turn": customer_turn,
        "customer_quote": customer,
    }


def answer(outcome: str, *quotes: dict[str, Any], others: Sequence[int] = ()) -> dict[str, Any]:
    """An answer to one criterion."""
    return {"quotes": list(quotes), "other_turns": list(others), "verdict": outcome, "why": "Because it says so."}


def labels_of(request: ModelRequest) -> list[str]:
    """The labels that a request asks about, in its order."""
    question = request.messages[-1].content.rpartition("Judge these")[2]
    return question.partition("above: ")[2].partition(". Answer")[0].split(", ")


def is_reask(request: ModelRequest) -> bool:
    """Whether a request says that an earlier answer could not be used."""
    return "could not be used" in request.messages[-1].content.rpartition("Judge these")[2]


def as_text(answers: Mapping[str, dict[str, Any]]) -> str:
    """The JSON of these answers."""
    return json.dumps({"answers": [{"id": label} | given for label, given in answers.items()]})


Say = Callable[[ModelRequest, list[str], int], "str | Mapping[str, dict[str, Any]] | Exception"]
"""What a model says to a request about these labels; the number counts its calls from 0."""


class Juror:
    """A model that answers by a rule, from several threads at once, and keeps what it was asked."""

    prompt_style: Literal["chat", "transcript"] = "chat"

    def __init__(self, say: Say, name: str = "juror") -> None:
        self.name = name
        self.requests: list[ModelRequest] = []
        self._say = say
        self._lock = threading.Lock()

    def complete(self, request: ModelRequest, on_delta: Callable[[str], None] | None = None) -> ModelReply:
        with self._lock:
            number = len(self.requests)
            self.requests.append(request)
        said = self._say(request, labels_of(request), number)
        if isinstance(said, Exception):
            raise said
        text = said if isinstance(said, str) else as_text(said)
        size = sum(len(message.content) for message in request.messages)
        return ModelReply(
            text=text, model=self.name, cost_usd=0.01, prompt_tokens=size // 4, completion_tokens=len(text) // 4
        )


def by_label(answers: Mapping[str, dict[str, Any]], otherwise: str = "na") -> Say:
    """A rule that gives the same answers to whoever asks."""
    return lambda _request, labels, _number: {label: answers.get(label, answer(otherwise)) for label in labels}


def play(
    say: Say | Mapping[str, dict[str, Any]],
    *lines: Line,
    rubrics: Sequence[Rubric] = (SMALL,),
    scenario: Scenario | None = BIKES,
    votes: int = 1,
    cache: AnswerCache | None = None,
    workers: int | None = None,
    seed: int = 0,
) -> tuple[Scorecard, Juror]:
    """The first rubric's scorecard of a conversation, and the juror that was asked."""
    juror = Juror(say if callable(say) else by_label(say))
    cards = judge_all(
        conversation(*(lines or LINES)),
        rubrics,
        scenario,
        juror,
        votes=votes,
        cache=cache,
        workers=workers,
        seed=seed,
    )
    return cards[0], juror


def case_of(*lines: Line, scenario: Scenario | None = BIKES) -> Case:
    """The case of a conversation."""
    return open_case(conversation(*(lines or LINES)), scenario)


def asked_of(*criteria: Criterion) -> tuple[Asked, ...]:
    """The questions of these criteria."""
    return questions([rubric(*criteria)])
