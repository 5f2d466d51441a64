"""Exported sessions read back to the same events; a broken file is told line by line and stores nothing."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_values import agent_line, sample_events, sample_setup, undone_events

from persona_lab.errors import FileProblemsError
from persona_lab.model.events import EVENT
from persona_lab.store import open_store
from persona_lab.store.lines import EVENT_LIMIT, LINE_LIMIT, parse_lines
from persona_lab.store.sql import SqlStore

HEADER = '{"format":"persona-lab.session/1","key":"a"}'
START = sample_events()[0].model_dump_json()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(f"sqlite:///{tmp_path / 'sessions.db'}")
    yield store
    store.close()


def text_of(lines: Iterator[str] | list[str]) -> io.StringIO:
    return io.StringIO("".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("events", [sample_events(), undone_events()], ids=["whole", "undone"])
def test_an_exported_session_reads_back_to_the_same_events(store: SqlStore, events: list) -> None:
    key = store.create(sample_setup("there-and-back"))
    for event in events:
        store.append(key, event)
    copy = store.import_lines(text_of(store.export_lines(key)), "copy.jsonl")
    assert copy == "there-and-back-2"
    assert store.events(copy) == store.events(key)
    assert store.record(copy) == store.record(key)


def test_the_first_line_names_the_format_and_the_session(store: SqlStore) -> None:
    key = store.create(sample_setup("named"))
    store.append(key, sample_events()[0])
    first, second = store.export_lines(key)
    assert json.loads(first) == {"format": "persona-lab.session/1", "key": "named"}
    assert json.loads(second)["kind"] == "session_started"


def test_an_odd_key_is_exported_in_a_form_that_can_be_imported(store: SqlStore) -> None:
    key = store.create(sample_setup("../some model: é"))
    store.append(key, sample_events()[0])
    assert store.import_lines(text_of(store.export_lines(key)), "odd.jsonl") == "some-model---"


def test_events_by_another_hand_may_come_without_numbers_times_or_zone(store: SqlStore) -> None:
    lines = [HEADER, START, '{"kind":"notice","text":"x","at":"2026-03-03T10:00:00"}', "", '{"kind":"session_resumed"}']
    events = store.events(store.import_lines(text_of(lines), "hand.jsonl"))
    assert [event.seq for event in events] == [1, 2, 3]
    assert events[1].at is not None
    assert events[1].at.isoformat() == "2026-03-03T10:00:00+00:00"


BROKEN = {
    "an empty file": ([], "x.jsonl: the file is empty"),
    "another format": (
        ['{"format":"persona-lab.session/9","key":"a"}'],
        "x.jsonl:1: format 'persona-lab.session/9' is not",
    ),
    "no header": ([START], "x.jsonl:1: not an exported session: the first line should read"),
    "text": (["hello"], "x.jsonl:1: not an exported session"),
    "a key that is a path": (['{"format":"persona-lab.session/1","key":"../../x"}'], "x.jsonl:1: key: "),
    "no events": ([HEADER], "x.jsonl: the file holds no event"),
    "no start": ([HEADER, agent_line(1, "Hi").model_dump_json()], "x.jsonl:2: a session begins with session_started"),
    "two starts": ([HEADER, START, START], "x.jsonl:3: a session starts once"),
    "broken JSON": ([HEADER, START, "{"], "x.jsonl:3: Invalid JSON"),
    "an unknown kind": ([HEADER, START, '{"kind":"agent_sang"}'], "x.jsonl:3: Input tag 'agent_sang'"),
    "a missing field": ([HEADER, START, '{"kind":"notice"}'], "x.jsonl:3: notice.text: Field required"),
    "an unknown field": ([HEADER, START, '{"kind":"notice","text":"","x":1}'], "x.jsonl:3: notice.x: Extra inputs"),
    "a turn nobody took": (
        [HEADER, START, agent_line(7, "Hi").model_dump_json()],
        "x.jsonl:3: turn 7 follows 0 turns; it should be turn 1",
    ),
    "an undo of nothing": ([HEADER, START, '{"kind":"turn_undone","turn":-3}'], "x.jsonl:3: turn -3 is taken back"),
    "a huge line": ([HEADER, START, '"' + "x" * LINE_LIMIT], "x.jsonl:3: the line is longer than 1,000,000 characters"),
}


@pytest.mark.parametrize(("lines", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_told_by_its_line_and_stores_nothing(store: SqlStore, lines: list[str], message: str) -> None:
    with pytest.raises(FileProblemsError, match=f"^{re.escape(message)}"):
        store.import_lines(text_of(lines), "x.jsonl")
    assert store.summaries() == ()


def test_all_broken_lines_are_told_at_once(store: SqlStore) -> None:
    with pytest.raises(FileProblemsError) as caught:
        store.import_lines(text_of([HEADER, START, "{", '{"kind":"notice"}', "[]"]), "x.jsonl")
    assert [str(problem).split(": ")[0] for problem in caught.value.problems] == ["x.jsonl:3", "x.jsonl:4", "x.jsonl:5"]


def test_a_file_of_nonsense_is_not_read_to_its_end(store: SqlStore) -> None:
    with pytest.raises(FileProblemsError) as caught:
        store.import_lines(text_of([HEADER, START, *["{"] * 10_000]), "x.jsonl")
    assert len(caught.value.problems) == 20


def test_text_that_is_not_utf_8_is_told_and_not_guessed(store: SqlStore) -> None:
    stream = io.TextIOWrapper(io.BytesIO(f"{HEADER}\n".encode() + b"\xff\xfe\n"), encoding="utf-8")
    with pytest.raises(FileProblemsError, match="the text is not UTF-8"):
        store.import_lines(stream, "x.jsonl")


def test_a_problem_repeats_no_escape_sequence_from_the_file() -> None:
    with pytest.raises(FileProblemsError) as caught:
        parse_lines(text_of([HEADER, START, '{"kind":"\\u001b[2J\\u202e"}']), "x.jsonl")
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_a_session_of_endless_events_is_cut_off() -> None:
    resumed = '{"kind":"session_resumed"}'
    with pytest.raises(FileProblemsError, match="at most 20,000 events"):
        parse_lines(text_of([HEADER, START, *[resumed] * EVENT_LIMIT]), "x.jsonl")


def test_every_sample_event_survives_its_own_json() -> None:
    for event in [*sample_events(), *undone_events()]:
        assert EVENT.validate_json(event.model_dump_json()) == event
