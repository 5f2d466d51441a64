"""The gateway against a real server on loopback that misbehaves on order."""

import socket
import subprocess
import sys
import time

import pytest

from persona_lab.errors import ProviderError, UsageError
from persona_lab.llm.faults import CallError
from persona_lab.llm.gateway import Gateway
from persona_lab.model.calls import Message, ModelRequest
from tests.fake_provider import PIECES, SECRET, FakeProvider

CHAT = ModelRequest(messages=(Message(role="user", content="How can I help?"),), max_tokens=20, seed=5, stop=("\n",))
TEXT = ModelRequest(prompt="Agent: How can I help?\nCaller:", max_tokens=20, seed=5, stop=("\n",))
LINE = "".join(PIECES)
SCHEMA = {"type": "object", "properties": {"met": {"type": "boolean"}}, "required": ["met"]}


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PERSONA_LAB_API_BASE", "PERSONA_LAB_TIMEOUT", "PERSONA_LAB_PROMPT_STYLE", "PERSONA_LAB_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("PERSONA_LAB_RETRY_WAIT", "0.05")


def failure(provider: FakeProvider, *, streamed: bool = False, model: str = "openai/m") -> CallError:
    """How the call fails, timed out after half a second."""
    with Gateway(model, api_base=provider.api_base, timeout=0.5) as gateway, pytest.raises(CallError) as caught:
        gateway.complete(CHAT, (lambda _: None) if streamed else None)
    sentence = str(caught.value)
    assert SECRET not in sentence
    assert "\x1b" not in sentence
    assert "\n" not in sentence
    return caught.value


@pytest.mark.parametrize("request_", [CHAT, TEXT], ids=["chat", "text"])
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_an_answer_comes_with_its_text_usage_and_time(request_: ModelRequest, streamed: bool) -> None:
    heard: list[str] = []
    with FakeProvider("ok") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        reply = gateway.complete(request_, heard.append if streamed else None)
    assert reply.text == LINE
    assert (reply.prompt_tokens, reply.completion_tokens, reply.attempts) == (11, 4, 1)
    assert reply.seconds > 0
    assert reply.cost_usd is None
    assert heard == (list(PIECES) if streamed else [])
    (seen,) = provider.requests
    assert seen.path == ("/v1/chat/completions" if request_ is CHAT else "/v1/completions")
    assert seen.body["model"] == "m"
    assert (seen.body["seed"], seen.body["stop"], seen.body["max_tokens"]) == (5, ["\n"], 20)
    assert seen.headers["Authorization"] == f"Bearer {SECRET}"


def test_a_plain_address_is_called_without_the_openai_sdk() -> None:
    with FakeProvider("ok") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        gateway.complete(CHAT)
        gateway.complete(TEXT, lambda _: None)
    for seen in provider.requests:
        assert seen.headers["User-Agent"] == "persona-lab"
        assert not [name for name in seen.headers if name.lower().startswith("x-stainless")]


def test_a_name_of_no_provider_goes_whole_to_the_address_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeProvider("ok") as provider:
        monkeypatch.setenv("PERSONA_LAB_API_BASE", provider.api_base)
        for name in ("my-model", "Qwen/Qwen2.5"):
            with Gateway(name) as gateway:
                gateway.complete(CHAT)
    assert [seen.body["model"] for seen in provider.requests] == ["my-model", "Qwen/Qwen2.5"]


def test_a_listed_model_has_a_price() -> None:
    with (
        FakeProvider("ok", "no-usage") as provider,
        Gateway("openai/gpt-4o-mini", api_base=provider.api_base) as gateway,
    ):
        priced, untold = gateway.complete(CHAT), gateway.complete(CHAT)
    assert priced.cost_usd is not None
    assert 0 < priced.cost_usd < 0.001
    assert untold.cost_usd is None


@pytest.mark.parametrize("manner", ["429", "429-soon", "500", "503"])
def test_what_may_pass_is_tried_again(manner: str) -> None:
    with FakeProvider(manner, "ok") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:  # type: ignore[arg-type]
        reply = gateway.complete(CHAT)
    assert (reply.text, reply.attempts, len(provider.requests)) == (LINE, 2, 2)


@pytest.mark.parametrize(
    ("manner", "kind", "tries", "words"),
    [
        ("401", "access", 1, "OPENAI_API_KEY is set, but was not accepted"),
        ("403", "access", 1, "refused access"),
        ("404", "not_found", 1, "Check the name"),
        ("429", "too_many", 3, "rate limit"),
        ("500", "server", 3, "Try again later"),
        ("empty", "empty", 1, "OpenAI-compatible"),
        ("not-json", "unreadable", 1, "/v1"),
        ("odd-json", "unreadable", 1, "/v1"),
        ("hang", "time_out", 1, "PERSONA_LAB_TIMEOUT"),
        ("redirect", "other", 1, "address"),
    ],
)
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_failure_is_one_sentence_with_the_next_move(
    manner: str, kind: str, tries: int, words: str, streamed: bool
) -> None:
    with FakeProvider(manner) as provider:  # type: ignore[arg-type]
        error = failure(provider, streamed=streamed)
    assert error.kind == kind
    assert words in str(error)
    assert len(provider.requests) == tries
    assert error.exit_code == 3


def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with FakeProvider("401") as provider:
        assert "Set PERSONA_LAB_API_KEY or OPENAI_API_KEY" in str(failure(provider))
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    for model, variable in (("anthropic/claude-3-5-haiku-latest", "ANTHROPIC_API_KEY"), ("openai/m", "OPENAI_API_KEY")):
        with Gateway(model) as gateway, pytest.raises(CallError, match=f"Set {variable} in the environment"):
            gateway.complete(CHAT)


def test_a_wait_longer_than_ours_ends_at_once_and_says_how_long() -> None:
    with FakeProvider("429-late") as provider:
        started = time.monotonic()
        error = failure(provider)
    assert time.monotonic() - started < 5
    assert len(provider.requests) == 1
    assert "3600 seconds" in str(error)


@pytest.mark.parametrize("manner", ["cut-mid-line", "late-cut"])
def test_a_stream_that_breaks_off_after_its_first_words_is_never_sent_again(manner: str) -> None:
    heard: list[str] = []
    with (
        FakeProvider(manner) as provider,  # type: ignore[arg-type]
        Gateway("openai/m", api_base=provider.api_base) as gateway,
        pytest.raises(CallError, match="broke off") as caught,
    ):
        gateway.complete(CHAT, heard.append)
    assert caught.value.kind == "cut"
    assert heard == list(PIECES[:2])
    assert len(provider.requests) == 1


def test_a_stream_that_breaks_off_before_its_first_word_is_tried_again() -> None:
    with FakeProvider("cut", "ok") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        assert gateway.complete(CHAT, lambda _: None).attempts == 2


def test_an_error_inside_a_stream_is_told_without_its_secret() -> None:
    with FakeProvider("error-event") as provider:
        error = failure(provider, streamed=True)
    assert error.kind == "server"
    assert "out of memory" in str(error)


def test_a_server_that_does_not_stream_is_understood() -> None:
    heard: list[str] = []
    with FakeProvider("whole") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        assert gateway.complete(CHAT, heard.append).text == LINE
    assert heard == [LINE]


def test_a_refused_connection_says_that_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        Gateway("openai/m", api_base=f"http://127.0.0.1:{port}/v1") as gateway,
        pytest.raises(CallError, match="No server answered") as caught,
    ):
        gateway.complete(CHAT)
    assert caught.value.kind == "connection"


def test_an_unknown_provider_is_the_name_s_fault() -> None:
    with Gateway("nonsense") as gateway, pytest.raises(CallError, match="PROVIDER/MODEL") as caught:
        gateway.complete(CHAT)
    assert caught.value.kind == "unknown_provider"


def test_a_schema_is_sent_and_asked_for_in_words_where_it_is_refused() -> None:
    request = CHAT.model_copy(update={"answer_schema": SCHEMA})
    with FakeProvider("no-schema") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        gateway.complete(request)
        gateway.complete(request)
    first, second, third = (seen.body for seen in provider.requests)
    assert first["response_format"]["json_schema"]["schema"] == SCHEMA
    for later in (second, third):
        assert "response_format" not in later
        assert "JSON object" in later["messages"][-1]["content"]


def test_a_request_refused_for_another_reason_does_not_cost_the_schema() -> None:
    request = CHAT.model_copy(update={"answer_schema": SCHEMA})
    with FakeProvider("400", "400", "ok") as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        with pytest.raises(CallError):
            gateway.complete(request)
        gateway.complete(request)
    assert ["response_format" in seen.body for seen in provider.requests] == [True, False, True]


def test_what_the_listener_raises_is_not_the_provider_s_fault() -> None:
    def stop(_: str) -> None:
        raise LookupError("mine")

    with (
        FakeProvider("ok") as provider,
        Gateway("openai/m", api_base=provider.api_base) as gateway,
        pytest.raises(LookupError, match="mine"),
    ):
        gateway.complete(CHAT, stop)
    assert len(provider.requests) == 1


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_provider_of_litellm_s_own_is_read_too(streamed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setenv("MISTRAL_API_KEY", SECRET)
    with FakeProvider("ok") as provider, Gateway("mistral/m", api_base=provider.api_base) as gateway:
        reply = gateway.complete(CHAT, heard.append if streamed else None)
    assert reply.text == LINE
    assert (reply.prompt_tokens, reply.completion_tokens) == (11, 4)
    assert "".join(heard) == (LINE if streamed else "")


@pytest.mark.parametrize(
    ("manner", "kind"), [("401", "access"), ("429", "too_many"), ("500", "server"), ("hang", "time_out")]
)
def test_a_provider_of_litellm_s_own_fails_in_the_same_words(
    manner: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", SECRET)
    with FakeProvider(manner) as provider:  # type: ignore[arg-type]
        error = failure(provider, model="mistral/m")
    assert error.kind == kind


def test_a_stream_of_litellm_s_own_provider_that_simply_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISTRAL_API_KEY", SECRET)
    with FakeProvider("late-cut") as provider:
        assert failure(provider, streamed=True, model="mistral/m").kind == "cut"


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1/v1", "http://", "http://me:secret@127.0.0.1/v1"])
def test_an_address_that_is_none_is_refused_before_any_call(address: str) -> None:
    with pytest.raises(UsageError, match="address") as caught:
        Gateway("openai/m", api_base=address)
    assert "secret" not in str(caught.value)


def test_the_prompt_style_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Gateway("openai/m").prompt_style == "chat"
    monkeypatch.setenv("PERSONA_LAB_PROMPT_STYLE", "transcript")
    assert Gateway("openai/m").prompt_style == "transcript"
    monkeypatch.setenv("PERSONA_LAB_PROMPT_STYLE", "poem")
    with pytest.raises(UsageError, match="chat or transcript"):
        Gateway("openai/m")


def test_a_time_out_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSONA_LAB_TIMEOUT", "soon")
    with pytest.raises(UsageError, match="PERSONA_LAB_TIMEOUT"):
        Gateway("openai/m")


def test_a_call_error_is_a_provider_s_failure() -> None:
    assert issubclass(CallError, ProviderError)


def test_opening_the_room_does_not_import_litellm() -> None:
    code = (
        "import sys, persona_lab.llm, persona_lab.llm.gateway, persona_lab.llm.local; print('litellm' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
