"""What can go wrong with a call, in the user's words and without a secret."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from persona_lab.errors import ProviderError
from persona_lab.text import one_line

Kind = Literal[
    "access",
    "not_found",
    "too_many",
    "server",
    "time_out",
    "connection",
    "cut",
    "empty",
    "unreadable",
    "refused_request",
    "unknown_provider",
    "other",
]

_PASSING: frozenset[Kind] = frozenset({"too_many", "server", "connection", "cut"})
_SECRET_NAME = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)$", re.IGNORECASE)
_SECRET_SHAPES = (
    re.compile(r"(?i)\b(bearer|basic)\s+\S+"),
    re.compile(r"(?i)\b(?:api[-_ ]?key|access[-_ ]?token|token|secret|password)\b(?:\s+provided)?\s*[:=]\s*\S+"),
    re.compile(r"(?i)\b(?:sk|pk|rk|gsk|xai|hf|ghp|pplx|r8)[-_][^\s'\",;]+"),
    re.compile(r"\b(?:AIza|AKIA|ASIA|eyJ)[^\s'\",;]{6,}"),
    # any long run that mixes letters and digits: a key's shape more often than a word's
    re.compile(r"(?=[\w+/=.-]*\d)(?=[\w+/=.-]*[A-Za-z])[\w+/=-]{24,}"),
)


class CallError(ProviderError):
    """A call that failed: one sentence with the next move, and what kind of failure it was."""

    def __init__(self, kind: Kind, sentence: str, *, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.kind: Kind = kind
        self.retry_after = retry_after
        """Seconds the provider asked to wait, if it did."""

    @property
    def may_pass(self) -> bool:
        """Whether another try can help: 429, 5xx, a lost connection."""
        return self.kind in _PASSING


class WireError(Exception):
    """An answer that cannot be read, before it is put into a sentence."""

    def __init__(self, kind: Kind, detail: str = "") -> None:
        super().__init__(detail)
        self.kind: Kind = kind


def scrubbed(text: str) -> str:
    """A provider's words, printable, on one line of at most 200 characters, with anything like a key left out."""
    for name, value in os.environ.items():
        if len(value) >= 6 and _SECRET_NAME.search(name):
            text = text.replace(value, "[key]")
    for shape in _SECRET_SHAPES:
        text = shape.sub("[key]", text)
    return one_line(text)


def missing_key(model: str, key_names: Sequence[str]) -> CallError:
    """The failure of a call that cannot be made without a key."""
    return CallError("access", f"{model!r} needs a key that is not set. {_key_move(key_names)}")


def explained(
    error: BaseException, *, model: str, address: str | None, seconds: float, key_names: Sequence[str]
) -> CallError:
    """The failure as one sentence with the next move.

    `address` is the server's base address where the user set one; `seconds` the time-out that was in force; `key_names`
    the environment variables in which this provider's key is looked up.
    """
    import httpx

    place = f"{model!r} at {scrubbed(address)}" if address else f"{model!r}"
    chain = tuple(_chain(error))
    for link in chain:
        if isinstance(link, WireError):
            return _unreadable(link, place)
        if isinstance(link, httpx.ConnectTimeout | httpx.ConnectError):
            return CallError(
                "connection",
                f"No server answered for {place}: the connection was refused or timed out. "
                "Check the address and that the server runs.",
            )
        if isinstance(link, httpx.TimeoutException):
            return _timed_out(place, seconds)
        if isinstance(link, httpx.RemoteProtocolError | httpx.ReadError | httpx.WriteError):
            return _unreadable(WireError("cut"), place)
    status = next((code for link in chain if (code := _status(link)) is not None), None)
    names = {type(link).__name__ for link in chain}
    if names & {"Timeout", "APITimeoutError"}:
        return _timed_out(place, seconds)
    if "LLM Provider NOT provided" in str(error) or "LiteLLMUnknownProvider" in names:
        return CallError(
            "unknown_provider",
            f"No provider is known for the model name {model!r}. Write it as PROVIDER/MODEL, such as "
            "openai/gpt-4o-mini, or set PERSONA_LAB_API_BASE to the address of an OpenAI-compatible server.",
        )
    if names & {"JSONDecodeError"} and (status is None or status >= 500):
        return _unreadable(WireError("unreadable"), place)
    if names & {"APIConnectionError", "InternalServerError"} and "onnection" in str(error) and not _said(chain):
        return CallError(
            "connection", f"No server answered for {place}. Check the address and that the network reaches it."
        )
    return _of_status(status, place, scrubbed(_own_words(str(error))), key_names, _retry_after(chain))


def _own_words(text: str) -> str:
    """The message inside a provider's JSON error, or the text as it is."""
    try:
        message = json.loads(text[text.index("{") :])["error"]["message"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return text
    return message if isinstance(message, str) else text


def _of_status(
    status: int | None, place: str, words: str, key_names: Sequence[str], retry_after: float | None
) -> CallError:
    said = f" It said: {words.rstrip('.')}." if words else ""
    match status:
        case 401 | 403:
            return CallError("access", f"The provider refused access to {place} ({status}). {_key_move(key_names)}")
        case 404:
            return CallError(
                "not_found", f"The provider knows no model {place} (404). Check the name and the address.{said}"
            )
        case 429:
            wait = f" It asks to wait {retry_after:g} seconds." if retry_after else ""
            return CallError(
                "too_many",
                f"The provider takes no more calls for {place} now (429): a rate limit or a used-up quota.{wait} "
                "Try again later, or check the account's limits.",
                retry_after=retry_after,
            )
        case 400 | 413 | 422:
            return CallError(
                "refused_request", f"The provider refused the request to {place} ({status}). Check the model.{said}"
            )
        case int() if status >= 500:
            return CallError(
                "server",
                f"The provider failed on {place} ({status}). Try again later, or choose another model.{said}",
                retry_after=retry_after,
            )
        case _:
            code = f" ({status})" if status else ""
            return CallError("other", f"The call to {place} failed{code}. Check the model's name and address.{said}")


def _key_move(key_names: Sequence[str]) -> str:
    if not key_names:
        return "Check the key and what it may use."
    present = [name for name in key_names if os.environ.get(name)]
    if present:
        return f"{present[0]} is set, but was not accepted: check it and what it may use."
    return f"Set {' or '.join(key_names)} in the environment or in a .env file."


def _timed_out(place: str, seconds: float) -> CallError:
    return CallError(
        "time_out",
        f"{place} sent nothing for {seconds:g} seconds. Try again, or raise PERSONA_LAB_TIMEOUT (in seconds).",
    )


def _unreadable(error: WireError, place: str) -> CallError:
    words = scrubbed(str(error))
    match error.kind:
        case "cut":
            sentence = f"The answer of {place} broke off before its end. Try again."
        case "empty":
            sentence = f"{place} sent an empty answer. Check that an OpenAI-compatible server has that address."
        case "unreadable":
            sentence = (
                f"{place} answered with something that is not a model's answer. "
                "Check that the address ends in the right path, often /v1."
            )
        case "time_out":
            sentence = f"{place} was still answering after {words} and was stopped. Try again, or choose another model."
        case _:
            sentence = f"The provider failed on {place} while answering. Try again later." + (
                f" It said: {words}" if words else ""
            )
    return CallError(error.kind, sentence)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _status(error: BaseException) -> int | None:
    # a status that litellm made up for a failure without one says nothing
    if getattr(error, "status_code_is_synthesized", False):
        return None
    code = getattr(error, "status_code", None)
    if code is None:
        code = getattr(getattr(error, "response", None), "status_code", None)
    try:
        return int(code) if code is not None else None
    except (TypeError, ValueError):
        return None


def _said(chain: Sequence[BaseException]) -> bool:
    import httpx

    return any(isinstance(link, httpx.HTTPStatusError) for link in chain)


def _retry_after(chain: Sequence[BaseException]) -> float | None:
    for link in chain:
        headers = getattr(getattr(link, "response", None), "headers", None) or getattr(link, "headers", None)
        if headers is None:
            continue
        value = {str(key).lower(): val for key, val in dict(headers).items()}.get("retry-after")
        if value is not None:
            return _seconds(str(value))
    return None


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e9 else None
