"""What the judge's calls need of the gateway: a form told in words, refusals, several threads."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from judging_cases import BIKES, conversation
from panel_cases import LINES, SMALL

from persona_lab.judging import judge
from persona_lab.llm import wire
from persona_lab.llm.gateway import Gateway
from persona_lab.model.calls import Message, ModelRequest
from tests.fake_provider import FakeProvider

SCHEMA = {"type": "object", "properties": {"met": {"type": "boolean"}}, "required": ["met"]}
QUESTION = ModelRequest(messages=(Message(role="user", content="Was it met?"),), answer_schema=SCHEMA)


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PERSONA_LAB_API_BASE", "PERSONA_LAB_TIMEOUT", "PERSONA_LAB_PROMPT_STYLE", "PERSONA_LAB_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PERSONA_LAB_RETRY_WAIT", "0.05")


def test_a_form_that_is_told_in_words_is_not_told_again_to_a_provider_without_schemas() -> None:
    told = QUESTION.model_copy(update={"schema_in_words": True})
    assert wire.messages(told, with_schema=False) == [{"role": "user", "content": "Was it met?"}]
    assert "schema" in wire.messages(QUESTION, with_schema=False)[-1]["content"]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_refusal_under_a_name_of_its_own_is_the_answer(streamed: bool) -> None:
    part = {"content": None, "refusal": "I'm sorry, I can't help with that."}
    choice = {"index": 0, "finish_reason": "stop", "delta" if streamed else "message": part}
    body = json.dumps({"choices": [choice]})
    if streamed:
        answer = wire.read_stream([f"data: {body}\n\ndata: [DONE]\n\n".encode()], lambda _: None)
    else:
        answer = wire.read_whole(body.encode())
    assert answer.text == "I'm sorry, I can't help with that."


def test_a_judge_whose_provider_takes_no_schema_sends_the_same_prompt_without_one() -> None:
    with FakeProvider(*["no-schema"] * 9) as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        scorecard = judge(conversation(*LINES), SMALL, BIKES, gateway)
    assert {found.verdict for found in scorecard.criteria} == {"cannot_tell"}
    first, second, *others = [seen.body for seen in provider.requests]
    assert "response_format" in first
    assert "response_format" not in second
    assert first["messages"] == second["messages"]
    assert all("response_format" not in body for body in others)


def test_one_gateway_serves_several_threads_with_one_set_of_connections() -> None:
    with FakeProvider(*["ok"] * 12) as provider, Gateway("openai/m", api_base=provider.api_base) as gateway:
        with ThreadPoolExecutor(6) as pool:
            replies = list(pool.map(lambda _: gateway.complete(QUESTION, lambda _: None), range(12)))
        assert len({reply.text for reply in replies}) == 1
        assert gateway._client is not None
    assert len(provider.requests) == 12
