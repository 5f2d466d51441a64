"""Every way a provider fails, through the command line: one sentence, exit code 3, the session kept."""

from pathlib import Path

import pytest
from fake_provider import SECRET, FakeProvider, Manner
from typer.testing import CliRunner

from persona_lab.cli.app import build
from persona_lab.errors import ProviderError
from persona_lab.store import open_store

FAILURES: tuple[Manner, ...] = (
    "401",
    "403",
    "404",
    "429",
    "500",
    "503",
    "cut",
    "empty",
    "not-json",
    "odd-json",
    "hang",
)


@pytest.fixture(autouse=True)
def _impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERSONA_LAB_TIMEOUT", "0.3")
    monkeypatch.setenv("PERSONA_LAB_RETRY_WAIT", "0.01")
    monkeypatch.setenv("PERSONA_LAB_API_KEY", SECRET)


@pytest.mark.parametrize("manner", FAILURES)
def test_a_failing_provider_is_one_sentence_and_the_session_is_kept(
    manner: Manner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeProvider(*[manner] * 20) as provider:
        monkeypatch.setenv("PERSONA_LAB_API_BASE", provider.api_base)
        arguments = ["spar", "shouting", "--scenario", "late-parcel", "--plain", "--model", "openai/some-model"]
        result = CliRunner().invoke(build(lambda _lab, _request: None), arguments, input="Hello.\n")
    error = result.exception
    assert isinstance(error, ProviderError), (result.output, error)
    assert error.exit_code == 3
    sentence = str(error)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert "Traceback" not in result.output + sentence
    assert SECRET not in result.output + sentence
    store = open_store()
    try:
        record = store.record(store.resolve("last"))
    finally:
        store.close()
    assert record.end_reason == "failed"
    assert not record.is_over
    assert SECRET not in record.model_dump_json()


def test_a_kept_session_goes_on_when_the_provider_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    program = build(lambda _lab, _request: None)
    with FakeProvider("401") as provider:
        monkeypatch.setenv("PERSONA_LAB_API_BASE", provider.api_base)
        arguments = ["spar", "shouting", "--scenario", "late-parcel", "--plain", "--model", "openai/some-model"]
        failed = CliRunner().invoke(program, arguments, input="Hello.\n")
    assert isinstance(failed.exception, ProviderError)
    with FakeProvider() as provider:
        monkeypatch.setenv("PERSONA_LAB_API_BASE", provider.api_base)
        resumed = CliRunner().invoke(
            program, ["sessions", "resume", "last", "--plain"], input="Hello.\n/end Goodbye.\n"
        )
    assert resumed.exit_code == 0, (resumed.output, resumed.exception)
    assert "the session goes on" in resumed.output
    assert "-- The end (agent_ended)" in resumed.output
