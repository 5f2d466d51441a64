"""Adapters for tests of things built on the lab: real ones, strict, and without a network."""

from collections.abc import Callable, Sequence
from typing import Literal

from persona_lab.errors import ProviderError
from persona_lab.model.calls import ModelReply, ModelRequest


class ScriptedModel:
    """A language model that gives written answers in order and keeps what it was asked.

    It implements `LanguageModel`. An answer that is a ProviderError is raised. Asked for more than it was given, it
    raises AssertionError; `finish` raises the same when answers are left over.
    """

    def __init__(
        self,
        answers: Sequence[str | ProviderError],
        *,
        name: str = "scripted",
        prompt_style: Literal["chat", "transcript"] = "chat",
    ) -> None:
        self._answers = tuple(answers)
        self._name = name
        self._prompt_style = prompt_style
        self.requests: list[ModelRequest] = []
        """Every request so far, in order; those that were answered with an error too."""

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def prompt_style(self) -> Literal["chat", "transcript"]:
        """The form it is asked in."""
        return self._prompt_style

    def complete(self, request: ModelRequest, on_delta: Callable[[str], None] | None = None) -> ModelReply:
        """The next answer, word by word to `on_delta` first."""
        if len(self.requests) >= len(self._answers):
            raise AssertionError(
                f"ScriptedModel {self._name!r} was given {len(self._answers)} answers and is asked for another one, "
                f"for the {request.purpose}."
            )
        self.requests.append(request)
        answer = self._answers[len(self.requests) - 1]
        if isinstance(answer, ProviderError):
            raise answer
        if on_delta is not None:
            for number, word in enumerate(answer.split(" ")):
                on_delta(word if not number else f" {word}")
        return ModelReply(text=answer, model=self._name, cost_usd=0.0)

    def finish(self) -> None:
        """Raise AssertionError when answers were never asked for."""
        left = len(self._answers) - len(self.requests)
        if left:
            raise AssertionError(f"ScriptedModel {self._name!r} was never asked for its last {left} answers.")
