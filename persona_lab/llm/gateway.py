"""The gateway: every call to a model goes through litellm, and litellm is imported here alone.

Two routes. A plain OpenAI-compatible address is called by litellm's pass-through, which leaves the OpenAI SDK out and
shows a stream as it was sent, so that a broken one is noticed. Every other provider is called by `litellm.completion`.
Both send with httpx, synchronously.
"""

import logging
import os
import random
import sys
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import closing
from types import ModuleType, TracebackType
from typing import Any, Self, cast
from urllib.parse import urlsplit

from persona_lab.errors import UsageError
from persona_lab.llm import settings, wire
from persona_lab.llm.faults import CallError, WireError, explained, missing_key
from persona_lab.model.calls import ModelReply, ModelRequest

_TRIES = 3
_LONGEST_STREAM = 10
"""A stream may take this many time-outs in all; a server that trickles for ever is stopped."""
_PLAIN_PREFIXES = frozenset({"openai", "hosted_vllm", "custom_openai", "openai_like", "lm_studio", "llamafile"})
"""Provider prefixes that mean an OpenAI-compatible server when an address is set."""

# what pydantic says of litellm's own types while an answer is read; on a screen it would land amid the session
_NOISE = (r"Item '\w+' on TypedDict class", r"Accessing the '\w+' attribute on the instance is deprecated")


class Gateway:
    """A language model behind litellm; `persona_lab.model.calls.LanguageModel`.

    `api_base` is the address of an OpenAI-compatible server; PERSONA_LAB_API_BASE when it is not given. Keys come from
    the environment only. Use it as a context manager, or call `close`.
    """

    def __init__(
        self,
        name: str,
        *,
        api_base: str | None = None,
        prompt_style: settings.PromptStyle = "chat",
        timeout: float | None = None,
        is_local: bool = False,
    ) -> None:
        if not name.strip():
            raise UsageError("The model's name is empty. Write it as PROVIDER/MODEL or local/NAME.")
        self._name = name
        self._prompt_style = settings.prompt_style() or prompt_style
        self._seconds = timeout if timeout is not None else settings.timeout_seconds()
        self._longest_pause = settings.longest_pause_seconds()
        self._is_local = is_local
        self._takes_schema = True
        self._address = _checked_address(api_base or settings.api_base() or _openai_address(name))
        self._client: Any = None
        # calls of several threads share the connections
        self._opening = threading.Lock()

    @property
    def name(self) -> str:
        """The model's name as the user gave it."""
        return self._name

    @property
    def prompt_style(self) -> settings.PromptStyle:
        """The form in which this model holds its role best."""
        return self._prompt_style

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.client.close()
            self._client = None

    def complete(self, request: ModelRequest, on_delta: Callable[[str], None] | None = None) -> ModelReply:
        """The answer, after up to three tries; pieces go to `on_delta` as they arrive. Raises ProviderError.

        429, 5xx and lost connections are tried again, unless a piece of the answer has already been handed on.
        """
        # its import takes seconds that are no part of the call
        litellm_module()
        started = time.monotonic()
        attempts = 0
        with_schema = self._takes_schema
        while True:
            attempts += 1
            heard = _Heard(on_delta)
            try:
                answer, cost = self._attempt(request, heard if on_delta is not None else None, with_schema)
            except CallError as error:
                if error.kind == "refused_request" and request.answer_schema is not None and with_schema:
                    # not every provider takes a schema: it is asked for in words then
                    with_schema = False
                    continue
                pause = self._pause(error, attempts)
                if not error.may_pass or heard.pieces or attempts >= _TRIES or pause is None:
                    raise
                time.sleep(pause)
                continue
            # remembered only when it was the schema that stood in the way
            self._takes_schema = with_schema
            return ModelReply(
                text=answer.text,
                model=self._name,
                prompt_tokens=answer.prompt_tokens,
                completion_tokens=answer.completion_tokens,
                cost_usd=cost,
                seconds=time.monotonic() - started,
                attempts=attempts,
            )

    def _pause(self, error: CallError, attempts: int) -> float | None:
        """Seconds to wait before the next try, or None when the provider asks for more than we would wait."""
        if error.retry_after is not None:
            return error.retry_after if error.retry_after <= self._longest_pause else None
        # full jitter: several sessions that were turned away together do not come back together
        return min(self._longest_pause, random.uniform(0.5, 1.0) * 2.0 ** (attempts - 1))

    def _attempt(
        self, request: ModelRequest, on_delta: "_Heard | None", with_schema: bool
    ) -> tuple[wire.Answer, float | None]:
        litellm = litellm_module()
        plain_name = self._plain_name(litellm)
        try:
            if plain_name is not None:
                return self._attempt_plain(litellm, plain_name, request, on_delta, with_schema)
            return self._attempt_provider(litellm, request, on_delta, with_schema)
        except (UsageError, CallError):
            raise
        except _ListenerError as error:
            raise error.error from None
        except Exception as error:  # noqa: BLE001 - litellm raises whatever its providers' clients raise
            raise explained(
                error,
                model=self._name,
                address=None if self._is_local else self._address,
                seconds=self._seconds,
                key_names=self._key_names(litellm),
            ) from None

    def _attempt_plain(
        self, litellm: ModuleType, model: str, request: ModelRequest, on_delta: "_Heard | None", with_schema: bool
    ) -> tuple[wire.Answer, float | None]:
        from litellm.passthrough.main import llm_passthrough_route

        response = llm_passthrough_route(
            method="POST",
            endpoint=wire.endpoint(request),
            model=f"hosted_vllm/{model}",
            api_base=self._address,
            json=wire.body(request, model, stream=on_delta is not None, with_schema=with_schema),
            client=self._plain_client(),
        )
        if on_delta is None:
            answer = wire.read_whole(cast("Any", response).content)
        else:
            deadline = time.monotonic() + _LONGEST_STREAM * self._seconds
            with closing(cast("Any", response)) as chunks:
                answer = wire.read_stream(_before(deadline, chunks), on_delta)
        return answer, self._plain_cost(litellm, model, answer)

    def _attempt_provider(
        self, litellm: ModuleType, request: ModelRequest, on_delta: "_Heard | None", with_schema: bool
    ) -> tuple[wire.Answer, float | None]:
        import httpx

        if self._address is None:
            self._check_key(litellm)
        fields = wire.parameters(request, with_schema=with_schema) | {
            "model": self._name,
            "timeout": httpx.Timeout(self._seconds, connect=min(10.0, self._seconds)),
            # tried again by `complete`, which knows what was already shown
            "num_retries": 0,
            "max_retries": 0,
            "drop_params": True,
        }
        if self._address is not None:
            fields["api_base"] = self._address
        if on_delta is not None:
            fields |= {"stream": True, "stream_options": {"include_usage": True}}
        if request.prompt is None:
            response = litellm.completion(messages=wire.messages(request, with_schema=with_schema), **fields)
        else:
            response = litellm.text_completion(prompt=request.prompt, **fields)
        if on_delta is None:
            answer = _read_response(response)
        else:
            deadline = time.monotonic() + _LONGEST_STREAM * self._seconds
            try:
                answer = _read_response_stream(response, on_delta, deadline)
            finally:
                _close_stream(response)
        return answer, _listed_cost(litellm, self._name, answer)

    def _plain_name(self, litellm: ModuleType) -> str | None:
        """The model's name at the plain OpenAI-compatible address, or None where litellm's own route is meant."""
        if self._address is None:
            return None
        provider, slash, rest = self._name.partition("/")
        if self._is_local or (slash and provider in _PLAIN_PREFIXES):
            return rest
        known = {str(getattr(known, "value", known)) for known in litellm.provider_list}
        return None if slash and provider in known else self._name

    def _plain_client(self) -> Any:
        with self._opening:
            if self._client is None:
                self._client = self._opened_client()
            return self._client

    def _opened_client(self) -> Any:
        import httpx
        from litellm.llms.custom_httpx.http_handler import HTTPHandler

        key = None if self._is_local else _plain_key()
        return HTTPHandler(
            client=httpx.Client(
                headers={"User-Agent": "persona-lab"} | ({"Authorization": f"Bearer {key}"} if key else {}),
                timeout=httpx.Timeout(self._seconds, connect=min(10.0, self._seconds)),
                # a redirect would carry the key elsewhere, and a proxy cannot reach this machine's loopback
                follow_redirects=False,
                trust_env=not _is_loopback(self._address or ""),
            )
        )

    def _plain_cost(self, litellm: ModuleType, model: str, answer: wire.Answer) -> float | None:
        return 0.0 if self._is_local else _listed_cost(litellm, model, answer)

    def _check_key(self, litellm: ModuleType) -> None:
        """Raise CallError when the provider's one key is not set: nothing need be sent to find that out."""
        names = self._key_names(litellm)
        if len(names) != 1 or not names[0].endswith("_API_KEY"):
            return
        # some providers take another credential, under a variable that begins alike
        family = names[0].removesuffix("API_KEY")
        if not any(variable.startswith(family) for variable in os.environ):
            raise missing_key(self._name, names)

    def _key_names(self, litellm: ModuleType) -> Sequence[str]:
        if self._is_local:
            return ()
        if self._plain_name(litellm) is not None:
            return ("PERSONA_LAB_API_KEY", "OPENAI_API_KEY")
        try:
            _, provider, *_ = litellm.get_llm_provider(model=self._name)
            missing = litellm.validate_environment(model=self._name).get("missing_keys", [])
        except Exception:  # noqa: BLE001 - litellm raises for names that it does not know; the sentence does without
            return ()
        return tuple(missing) or _present_keys(str(provider))


def litellm_module() -> ModuleType:
    """litellm, imported on first use (it takes seconds), quiet and without fetching anything."""
    # read at import: the price list and the header list in the wheel are used instead of fetched ones, and a `.env`
    # is read by us alone
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    os.environ["LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS"] = "True"
    os.environ["LITELLM_LOCAL_BLOG_POSTS"] = "True"
    os.environ["LITELLM_MODE"] = "PRODUCTION"
    if "litellm" in sys.modules:
        # the filters are the whole process's: threads that change and restore them would undo each other's
        import litellm
    else:
        with warnings.catch_warnings():
            # pydantic and importlib deprecations inside litellm and what it imports: nothing of ours can answer them
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", ResourceWarning)
            import litellm
    for message in _NOISE:
        warnings.filterwarnings("ignore", message=message)
    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.drop_params = True
    # its log lines carry providers' words; what matters reaches the user as a sentence
    for name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return litellm


class _ListenerError(Exception):
    """Carries what the listener raised past the code that explains a provider's failures."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class _Heard:
    """Hands pieces on and remembers that it did."""

    def __init__(self, on_delta: Callable[[str], None] | None) -> None:
        self.pieces = 0
        self._on_delta = on_delta

    def __call__(self, piece: str) -> None:
        self.pieces += 1
        if self._on_delta is not None:
            try:
                self._on_delta(piece)
            except Exception as error:
                raise _ListenerError(error) from error


def _before(deadline: float, chunks: Any) -> Any:
    for chunk in chunks:
        yield chunk
        if time.monotonic() > deadline:
            raise WireError("time_out", "its whole time")


def _read_response(response: Any) -> wire.Answer:
    choices = getattr(response, "choices", None)
    if not choices:
        raise WireError("empty")
    message = getattr(choices[0], "message", None)
    text = message.content if message is not None else getattr(choices[0], "text", None)
    answer = wire.Answer(text=text or "", finished=True)
    _add_usage(answer, response)
    return answer


def _read_response_stream(response: Any, on_delta: Callable[[str], None], deadline: float) -> wire.Answer:
    answer = wire.Answer()
    chunk_count = 0
    for chunk in _before(deadline, response):
        chunk_count += 1
        _add_usage(answer, chunk)
        if not chunk.choices:
            continue
        delta = getattr(chunk.choices[0], "delta", None)
        piece = (delta.content if delta is not None else getattr(chunk.choices[0], "text", None)) or ""
        answer.text += piece
        if piece:
            on_delta(piece)
    # litellm closes every stream with a reason of its own making; this attribute holds the provider's
    reason = getattr(response, "received_finish_reason", "unknown")
    if not chunk_count:
        raise WireError("empty")
    if reason is None:
        raise WireError("cut" if answer.text else "empty")
    answer.finished = True
    return answer


def _close_stream(response: Any) -> None:
    # litellm leaves the connection of a stream to the garbage collector, which may run inside httpcore's pool while it
    # holds its lock: a later call then waits for ever
    stream = getattr(response, "completion_stream", None)
    for link in (getattr(stream, "streaming_response", None), stream):
        close = getattr(link, "close", None)
        if callable(close):
            close()


def _add_usage(answer: wire.Answer, response: Any) -> None:
    usage = getattr(response, "usage", None)
    if usage is not None:
        answer.prompt_tokens = usage.prompt_tokens
        answer.completion_tokens = usage.completion_tokens


def _listed_cost(litellm: ModuleType, model: str, answer: wire.Answer) -> float | None:
    if answer.prompt_tokens is None or answer.completion_tokens is None:
        return None
    try:
        prompt, completion = litellm.cost_per_token(
            model=model, prompt_tokens=answer.prompt_tokens, completion_tokens=answer.completion_tokens
        )
    except Exception:  # noqa: BLE001 - litellm raises for every model without a listed price
        return None
    return float(prompt) + float(completion)


def _present_keys(provider: str) -> tuple[str, ...]:
    family = provider.upper()
    return tuple(name for name in sorted(os.environ) if name.startswith(family) and name.endswith("_API_KEY"))


def _plain_key() -> str | None:
    return os.environ.get("PERSONA_LAB_API_KEY") or os.environ.get("OPENAI_API_KEY") or None


def _openai_address(name: str) -> str | None:
    if not name.startswith("openai/"):
        return None
    return os.environ.get("OPENAI_BASE_URL") or os.environ.get("OPENAI_API_BASE") or None


def _checked_address(address: str | None) -> str | None:
    if address is None:
        return None
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"{address!r} is no address of a server. Write it as http://127.0.0.1:8080/v1.")
    if parts.username or parts.password:
        raise UsageError("The server's address contains a name or password. Set PERSONA_LAB_API_KEY instead.")
    return address.rstrip("/")


def _is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in {"127.0.0.1", "localhost", "::1"}
