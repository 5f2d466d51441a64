"""Calls to the judge's model: several at once, the kept answers first, and an account of what they took."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from persona_lab.errors import ProviderError
from persona_lab.judging.prompt import PROMPT_VERSION
from persona_lab.model.calls import AnswerCache, LanguageModel, ModelReply, ModelRequest
from persona_lab.model.verdict import Usage

WORKERS = 4
"""Calls at once, where a provider answers; a model on this machine has no more hands than one."""

_WORTH_WARMING = 4_000
"""Characters of prompt from which the first call goes alone: providers keep prefixes from about 1,000 tokens up."""

_Outcome = ModelReply | str | ProviderError
"""A reply, a kept answer, or why there is none."""

_Amount = TypeVar("_Amount", int, float)


@dataclass(slots=True)
class Account:
    """What the calls took so far."""

    calls: int = 0
    cached: int = 0
    prompt_tokens: int | None = 0
    completion_tokens: int | None = 0
    cost_usd: float | None = 0.0
    """US dollars; null as soon as one call's price is unknown."""
    prompts: list[str] = field(default_factory=list)
    """Hashes of the prompts, in call order."""
    _seen: list[str] = field(default_factory=list)
    _characters: int = 0
    _stable: int = 0

    def enter(self, request: ModelRequest, reply: ModelReply | None) -> None:
        """Count one call; no reply is a kept answer."""
        self.prompts.append(request.prompt_hash)
        if reply is None:
            self.cached += 1
        else:
            self.calls += 1
            self.prompt_tokens = plus(self.prompt_tokens, reply.prompt_tokens)
            self.completion_tokens = plus(self.completion_tokens, reply.completion_tokens)
            self.cost_usd = plus(self.cost_usd, reply.cost_usd)
        text = rendered(request)
        self._characters += len(text)
        self._stable += max((shared_length(text, earlier) for earlier in self._seen), default=0)
        self._seen.append(text)

    @property
    def usage(self) -> Usage:
        """The account as a scorecard tells it."""
        return Usage(
            calls=self.calls,
            cached=self.cached,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            stable_share=self._stable / self._characters if self._characters else None,
        )


@dataclass(frozen=True)
class Caller:
    """A model that is asked several things at once, with a cache before it and an account behind it."""

    model: LanguageModel
    cache: AnswerCache | None = None
    workers: int | None = None
    """Calls at once; null is one for a model on this machine, else four."""
    account: Account = field(default_factory=Account)

    def answers(
        self,
        requests: Sequence[ModelRequest],
        is_readable: Callable[[int, str], bool],
        tell: Callable[[int], None] | None = None,
    ) -> tuple[str, ...]:
        """The answers' texts in the requests' order, whatever order they arrive in.

        Only readable answers are kept in the cache; `is_readable` gets a request's place and its answer. `tell` gets
        the place of each request before it is waited for. When a call fails the others are waited for, and kept, before
        its ProviderError is raised.
        """
        heard: list[str] = []
        first_error: ProviderError | None = None
        # after a failure there may be fewer outcomes than requests
        for place, (request, outcome) in enumerate(zip(requests, self._outcomes(requests, tell), strict=False)):
            match outcome:
                case ProviderError():
                    first_error = first_error or outcome
                case ModelReply():
                    self.account.enter(request, outcome)
                    heard.append(outcome.text)
                    if self.cache is not None and is_readable(place, outcome.text):
                        self.cache.put(self._key(request), outcome.text)
                case str():
                    self.account.enter(request, None)
                    heard.append(outcome)
        if first_error is not None:
            raise first_error
        return tuple(heard)

    def _outcomes(self, requests: Sequence[ModelRequest], tell: Callable[[int], None] | None) -> Iterator[_Outcome]:
        workers = self.workers or (1 if self.model.name.startswith("local/") else WORKERS)
        told = tell or (lambda _: None)
        if workers == 1 or len(requests) == 1:
            for place, request in enumerate(requests):
                told(place)
                outcome = self._one(request)
                yield outcome
                if isinstance(outcome, ProviderError):
                    # nothing is under way: the calls after a failed one would only fail as well
                    return
            return
        yield from self._at_once(requests, workers, told)

    def _at_once(
        self, requests: Sequence[ModelRequest], workers: int, told: Callable[[int], None]
    ) -> Iterator[_Outcome]:
        first = 0
        if not self.account.prompts and len(rendered(requests[0])) >= _WORTH_WARMING:
            told(0)
            outcome = self._one(requests[0])
            yield outcome
            if isinstance(outcome, ProviderError):
                return
            first = 1
        pool = ThreadPoolExecutor(min(workers, len(requests)), thread_name_prefix="judge")
        try:
            waiting: list[Future[_Outcome]] = [pool.submit(self._one, request) for request in requests[first:]]
            for place, future in enumerate(waiting, first):
                told(place)
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _one(self, request: ModelRequest) -> _Outcome:
        kept = self.cache.get(self._key(request)) if self.cache is not None else None
        if kept is not None:
            return kept
        try:
            # streamed, so that a slow model is given up only when it falls silent, not while it is still writing
            return self.model.complete(request, _listen)
        except ProviderError as error:
            return error

    def _key(self, request: ModelRequest) -> str:
        return answer_key(request, self.model.name)


def answer_key(request: ModelRequest, model: str) -> str:
    """SHA-256 of everything that goes into an answer, as 64 hex digits."""
    content = json.dumps([PROMPT_VERSION, model, request.model_dump(mode="json")], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def rendered(request: ModelRequest) -> str:
    """The request's text in the order in which a provider reads it."""
    schema = json.dumps(request.answer_schema, ensure_ascii=False) if request.answer_schema else ""
    return "\n".join([schema, *(f"{message.role}\n{message.content}" for message in request.messages)])


def shared_length(one: str, other: str) -> int:
    """Characters that two texts share from their beginning."""
    return bisect_left(range(min(len(one), len(other))), x=True, key=lambda size: one[: size + 1] != other[: size + 1])


def plus(total: _Amount | None, added: _Amount | None) -> _Amount | None:
    """The sum, unknown as soon as one part is."""
    return None if total is None or added is None else total + added


def _listen(piece: str) -> None:
    """Hear a piece of an answer that is read only when it is whole."""
