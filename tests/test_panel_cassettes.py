"""Judgements recorded from a real model, replayed with the network blocked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from panel_recordings import JUDGEMENTS, LINES, judge_again, judgement_named
from recordings import ADDRESS, QWEN, body_of, cassette
from vcr.cassette import Cassette

from persona_lab.judging.parsing import read_answers
from persona_lab.model.verdict import Scorecard
from persona_lab.text import folded


def replayed(name: str) -> tuple[Scorecard, Cassette]:
    with cassette(name) as tape:
        card = judge_again(judgement_named(name), QWEN, ADDRESS)
    return card, tape


def asked(tape: Cassette) -> list[dict[str, Any]]:
    return [json.loads(body_of(request)) for request in tape.requests]


def said(tape: Cassette) -> list[str]:
    """What the model wrote, call by call."""
    texts = []
    for response in tape.responses:
        body = response["body"]["string"]
        lines = (body if isinstance(body, str) else body.decode()).splitlines()
        events = [json.loads(line[5:]) for line in lines if line.startswith("data: {")]
        texts.append("".join(c["delta"].get("content") or "" for event in events for c in event["choices"]))
    return texts


@pytest.mark.parametrize("name", [judgement.name for judgement in JUDGEMENTS])
def test_a_recorded_judgement_gives_no_point_without_a_quote_that_stands(name: str) -> None:
    card, tape = replayed(name)
    assert card.calls == card.usage.calls == tape.play_count == len(card.prompts)
    assert card.usage.prompt_tokens
    for found in card.criteria:
        if found.by == "model" and found.verdict in {"met", "violated"}:
            assert any(quote.speaker == "agent" for quote in found.evidence), found.id
        for quote in found.evidence:
            assert quote.quote in folded(LINES[quote.turn - 1])
            assert quote.speaker == ("customer" if quote.turn % 2 else "agent")


@pytest.mark.parametrize("name", [judgement.name for judgement in JUDGEMENTS])
def test_every_recorded_request_is_the_one_we_mean_to_send(name: str) -> None:
    judgement = judgement_named(name)
    _, tape = replayed(name)
    bodies = asked(tape)
    assert len({body["messages"][0]["content"] for body in bodies}) == 1
    for body in bodies:
        assert body["stream"] is True
        assert body["temperature"] == judgement.changes.get("temperature", 0)
        assert ("response_format" in body) == ("answer_schema" not in judgement.changes)
        assert [message["role"] for message in body["messages"]] == ["system", "user"]


def test_the_plain_judgement_was_given_by_the_model() -> None:
    card, tape = replayed("panel-plain")
    (found,) = card.criteria
    assert (found.verdict, found.by) == ("met", "model")
    assert found.evidence
    assert len(tape) == 1
    written = said(tape)[0]
    assert written.index('"quotes"') < written.index('"verdict"')


def test_a_malformed_answer_is_asked_for_again_and_then_left_open() -> None:
    card, tape = replayed("panel-malformed")
    for text in said(tape):
        with pytest.raises(json.JSONDecodeError):
            json.loads(text)
    assert len(tape) == 2
    assert "could not be used" in asked(tape)[1]["messages"][-1]["content"]
    (found,) = card.criteria
    assert (found.verdict, found.by) == ("cannot_tell", "nobody")
    assert "readable JSON" in found.why


def test_a_refusal_is_told_as_one() -> None:
    card, tape = replayed("panel-refusal")
    assert all("help with judging" in text for text in said(tape))
    (found,) = card.criteria
    assert (found.verdict, found.by) == ("cannot_tell", "nobody")
    assert "declined" in found.why


def test_invalid_quotes_are_named_to_the_model_once_and_earn_nothing() -> None:
    card, tape = replayed("panel-invalid-quote")
    assert len(tape) == 2
    assert "needs a customer's quote as well" in asked(tape)[1]["messages"][-1]["content"]
    (given,) = read_answers(said(tape)[1], ["T19"]).answers.values()
    assert given.verdict == "met"
    assert given.quotes
    assert all(folded(quote.quote) not in folded(LINES[quote.turn - 1]) for quote in given.quotes)
    (found,) = card.criteria
    assert (found.verdict, found.by, found.evidence) == ("cannot_tell", "nobody", ())
    assert "is not an exact part of turn 4" in found.why


def test_split_votes_are_counted_and_two_more_are_asked_for() -> None:
    card, tape = replayed("panel-split")
    (found,) = card.criteria
    assert len(found.votes) > 1
    assert sum(found.votes.values()) == 5
    most = max(found.votes.values())
    assert found.verdict == "cannot_tell" if most * 2 < 5 else found.votes[found.verdict] == most
    assert len({body["seed"] for body in asked(tape)}) == 5
