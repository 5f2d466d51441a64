"""The judgements that the cassettes hold: which transcript, which rubric, and what each of them shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from judging_cases import BIKES, conversation
from panel_cases import criterion, rubric

from persona_lab.judging import judge
from persona_lab.llm.gateway import Gateway
from persona_lab.model.calls import LanguageModel, Message, ModelReply, ModelRequest
from persona_lab.model.rubric import Criterion
from persona_lab.model.verdict import Scorecard

FEELING = criterion(
    "T19",
    title="Acknowledges the feeling",
    question="Does the agent name the customer's feeling, or what it was like for the customer?",
    applies="The customer shows a feeling.",
    quotes=2,
    passes=("To 'I could scream': Eleven calls in a week would drive anybody up the wall.",),
    fails=("What is the order number?",),
)
REMEDY = criterion(
    "T31",
    title="Offers a concrete solution",
    question="Does the agent offer a particular thing that settles the matter?",
    applies="Every conversation.",
    scope="conversation",
    passes=("I can have the right suit driven to you by six.",),
    fails=("We will see what can be done.",),
)

LINES = (
    "I'm furious! The front wheel was bent and I missed the whole tour!",
    "I am sorry that nobody checked that wheel, Ms Varga. Losing the tour must have been a bitter end to the week.",
    "It was. So what now?",
    "A checked bicycle can be at your hotel tomorrow at eight. Shall I send it?",
)


@dataclass(frozen=True, slots=True)
class Bent:
    """A model that is asked otherwise than the judge asks it: shorter, warmer, or with words of its own besides."""

    model: LanguageModel
    changes: dict[str, Any] = field(default_factory=dict)
    besides: str = ""

    @property
    def name(self) -> str:
        """The model's own name."""
        return self.model.name

    @property
    def prompt_style(self) -> Literal["chat", "transcript"]:
        """The model's own."""
        return self.model.prompt_style

    def complete(self, request: ModelRequest, on_delta: Callable[[str], None] | None = None) -> ModelReply:
        """The answer to the bent request."""
        changes = dict(self.changes)
        if self.besides:
            *others, last = request.messages
            changes["messages"] = (*others, Message(role="user", content=f"{last.content}\n\n{self.besides}"))
        return self.model.complete(request.model_copy(update=changes), on_delta)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One cassette: a transcript judged by a model behind a server."""

    name: str
    """The cassette's stem."""
    shows: str
    """What a reader finds in it."""
    asked: Criterion = REMEDY
    """One criterion a cassette: a small model on a processor writes a few words a second."""
    votes: int = 1
    changes: dict[str, Any] = field(default_factory=dict)
    """How the requests differ from the judge's own."""
    besides: str = ""
    """Words added to the judge's own."""
    seed: int = 0


JUDGEMENTS: tuple[Judgement, ...] = (
    Judgement("panel-plain", "a transcript judged by one criterion, quotes first"),
    Judgement(
        "panel-malformed",
        "answers that break off inside their JSON, the first and the second",
        changes={"max_tokens": 24},
    ),
    Judgement(
        "panel-split",
        "three votes that differ, and two more",
        asked=FEELING,
        votes=3,
        changes={"temperature": 1.5, "max_tokens": 160},
        seed=20,
    ),
    Judgement("panel-invalid-quote", "a quote without its other half, then one that stands nowhere", asked=FEELING),
    Judgement(
        "panel-refusal",
        "a model that was told to judge nobody, and says so in words",
        changes={"answer_schema": None, "max_tokens": 60},
        besides=(
            "No, stop: it is forbidden to judge people, and no JSON is wanted. Reply with this one sentence and nothing"
            " else: I'm sorry, but I can't help with judging people."
        ),
    ),
)


def judgement_named(name: str) -> Judgement:
    """The judgement with that name."""
    return next(judgement for judgement in JUDGEMENTS if judgement.name == name)


def judge_again(judgement: Judgement, model: str, address: str) -> Scorecard:
    """The scorecard; whoever calls this decides whether a server or a cassette answers."""
    with Gateway(f"openai/{model}", api_base=address, timeout=600) as gateway:
        bent = Bent(gateway, judgement.changes, judgement.besides)
        transcript = conversation(*LINES, name=judgement.name)
        return judge(
            transcript, rubric(judgement.asked), BIKES, bent, votes=judgement.votes, seed=judgement.seed, workers=1
        )
