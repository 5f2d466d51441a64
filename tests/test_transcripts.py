"""Anybody's transcripts: every form is read, a bad record is told with its place, and no good one is hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from persona_lab.errors import FileProblemsError, NotFoundError, UsageError
from persona_lab.files.transcripts import Columns, Read, Speakers, iter_transcripts

TURNS = [
    {"speaker": "customer", "text": "The cot arrived without its screws."},
    {"speaker": "agent", "text": "Which bag is missing?"},
]
MESSAGES = [{"role": "user", "content": "No screws."}, {"role": "assistant", "content": "Which bag?"}]

Told = list[tuple[str, str]]


def read(path: Path, **options: object) -> tuple[list[Read], list[str]]:
    problems: list[str] = []
    found = list(iter_transcripts([path], on_problem=lambda problem: problems.append(str(problem)), **options))  # type: ignore[arg-type]
    return found, [problem.removeprefix(f"{path}") for problem in problems]


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def spoken(one: Read) -> Told:
    return [(turn.speaker, turn.text) for turn in one.transcript.turns]


def test_our_own_format_keeps_scenario_agent_and_actions(tmp_path: Path) -> None:
    turns = [TURNS[0], {"speaker": "agent", "text": "", "action": {"kind": "hold"}}]
    content = {"format": "persona-lab.transcript/1", "id": "cot", "scenario": "late-parcel", "turns": turns}
    content["agent"] = {"name": "Ada", "kind": "ai"}
    (one,), problems = read(write(tmp_path, "a.json", json.dumps(content, indent=1)))
    assert problems == []
    assert one.transcript.id == "cot"
    assert one.transcript.scenario == "late-parcel"
    assert one.transcript.agent is not None
    assert one.transcript.agent.kind == "ai"
    assert one.transcript.turns[1].action is not None
    assert one.transcript.turns[1].action.kind == "hold"


def test_a_duel_prints_more_than_a_transcript_and_is_read_all_the_same(tmp_path: Path) -> None:
    content = {"id": "d", "scenario": None, "turns": TURNS, "end_reason": "accepted", "mood": [], "seed": 4}
    (one,), problems = read(write(tmp_path, "duel.json", json.dumps(content)))
    assert (one.transcript.id, problems) == ("d", [])


def test_a_key_that_no_transcript_has_is_told(tmp_path: Path) -> None:
    found, problems = read(
        write(tmp_path, "a.json", json.dumps({"id": "x", "turns": TURNS, "sceanrio": "late-parcel"}))
    )
    assert found == []
    assert "sceanrio" in problems[0]


def test_system_and_tool_messages_are_nobodys_turns(tmp_path: Path) -> None:
    messages = [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": [{"type": "text", "text": "No screws."}, {"type": "image_url", "image_url": {}}]},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
        {"role": "tool", "content": "stock: 4"},
        {"role": "assistant", "content": "Which bag?"},
    ]
    (one,), problems = read(write(tmp_path, "chat.json", json.dumps({"messages": messages, "id": 7})))
    assert problems == []
    assert one.transcript.id == "7"
    assert spoken(one) == [("customer", "No screws."), ("agent", "Which bag?")]


def test_swapped_the_user_is_the_agent(tmp_path: Path) -> None:
    (one,), _ = read(write(tmp_path, "chat.json", json.dumps(MESSAGES)), swap=True)
    assert [speaker for speaker, _ in spoken(one)] == ["agent", "customer"]


def test_a_list_may_hold_many_conversations(tmp_path: Path) -> None:
    found, problems = read(write(tmp_path, "all.json", json.dumps([MESSAGES, {"messages": MESSAGES, "id": "b"}])))
    assert problems == []
    assert [one.transcript.id for one in found] == ["all", "b"]


def test_a_broken_line_is_told_with_its_place_and_hides_no_good_one(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "turns": TURNS}),
        '{"id": "two", ',
        json.dumps(MESSAGES),
        json.dumps({"format": "persona-lab.scorecard/1", "transcript": "x"}),
        json.dumps({"id": "five", "turns": []}),
        json.dumps({"id": "six", "messages": [{"role": "boss", "content": "x"}]}),
        json.dumps({"id": "seven", "turns": TURNS}),
    ]
    found, problems = read(write(tmp_path, "many.jsonl", "\n".join(lines)))
    assert [(one.transcript.id, one.line) for one in found] == [("one", 1), ("many-3", 3), ("seven", 7)]
    assert [problem.split(":")[1] for problem in problems] == ["2", "4", "5", "6"]
    assert "not JSON" in problems[0]
    assert "scorecard" in problems[1]
    assert "nothing to judge" in problems[2]
    assert "'boss'" in problems[3]


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "many.jsonl", json.dumps({"id": "one", "turns": TURNS}) + "\n{broken\n" * 1000)
    transcripts = iter_transcripts([path])
    assert next(transcripts).transcript.id == "one"
    with pytest.raises(FileProblemsError, match=r"many\.jsonl:2"):
        next(transcripts)


def test_messages_on_lines_of_their_own_are_gathered_by_conversation(tmp_path: Path) -> None:
    rows = [
        {"conversation_id": 1, "role": "user", "content": "a1"},
        {"conversation_id": 2, "role": "user", "content": "b1"},
        {"conversation_id": 1, "role": "assistant", "content": "a2"},
        {"conversation_id": 3, "role": "nurse", "content": "c1"},
        {"conversation_id": 3, "role": "user", "content": "c2"},
    ]
    found, problems = read(write(tmp_path, "rows.jsonl", "\n".join(map(json.dumps, rows))))
    assert [(one.transcript.id, spoken(one)) for one in found] == [
        ("1", [("customer", "a1"), ("agent", "a2")]),
        ("2", [("customer", "b1")]),
    ]
    assert len(problems) == 1  # and conversation 3, which misses a turn, is not judged as if it were whole
    assert problems[0].startswith(":4: ")


def test_a_table_is_read_by_its_usual_columns_whatever_separates_them(tmp_path: Path) -> None:
    for separator in ",;\t|":
        text = separator.join(("conversation", "role", "body")) + "\r\n"
        text += separator.join(("7", "Client", f'"No screws{separator} and\nno ""key"""')) + "\r\n"
        text += separator.join(("7", "REP", "Which bag?")) + "\r\n"
        (one,), problems = read(write(tmp_path, "t.csv", "\ufeff" + text))
        assert problems == []
        assert one.transcript.id == "7"
        assert spoken(one) == [("customer", f'No screws{separator} and\nno "key"'), ("agent", "Which bag?")]


def test_columns_and_speakers_can_be_named_and_turns_put_in_order(tmp_path: Path) -> None:
    text = "case,who,when,said\n5,Priya,2,Which bag?\n5,Mr Quill,1,No screws.\n5,Robo,3,[note]\n"
    (one,), problems = read(
        write(tmp_path, "t.csv", text),
        mapping=Columns.parse("id=case,speaker=who,text=said,turn=when"),
        speakers=Speakers.of(["priya"], ["Mr Quill"], ["robo"]),
    )
    assert problems == []
    assert spoken(one) == [("customer", "No screws."), ("agent", "Which bag?")]


def test_a_bad_row_takes_its_conversation_with_it_and_no_other(tmp_path: Path) -> None:
    text = "conversation,speaker,text\n1,agent,Hello\n2,agent,Fine, thanks\n3,customer,Hi\n"
    text += "2,customer,Hm\n1,boss,No\n,agent,x\n"
    found, problems = read(write(tmp_path, "t.csv", text))
    assert [one.transcript.id for one in found] == ["3"]
    assert [problem.split(":")[1] for problem in problems] == ["3", "6", "7"]


def test_a_column_that_is_only_called_id_could_be_the_messages(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "id,speaker,text\n1,agent,Hello\n2,customer,Hi\n")
    found, problems = read(path)
    assert found == []
    assert "--columns" in problems[0]
    found, problems = read(path, mapping=Columns.parse("speaker=speaker,text=text"))
    assert (len(found), problems) == (1, [])


def test_a_row_may_hold_a_whole_conversation(tmp_path: Path) -> None:
    text = 'ticket,log\n12,"Customer: No screws.\nAgent: Which bag?"\n13,"Nobody said who"\n'
    found, problems = read(write(tmp_path, "t.csv", text), mapping=Columns.parse("id=ticket,text=log"))
    assert [(one.transcript.id, len(one.transcript.turns)) for one in found] == [("12", 2)]
    assert problems[0].startswith(":4: ")


@pytest.mark.parametrize("told", ["", "id", "id=a", "text=", "text=a,text=b", "words=a,text=b"])
def test_columns_that_cannot_be_read_are_the_users_mistake(told: str) -> None:
    with pytest.raises(UsageError):
        Columns.parse(told)


def test_text_with_names_in_front_may_have_times_notes_and_long_turns(tmp_path: Path) -> None:
    text = (
        "# Tuesday's call\n\n[20/11/2026, 10:02:11] Customer: No screws.\nNone at all.\n"
        "10:03 AGENT (Priya): Which bag?\nOrder: 4411\n(10:04) System: transferred\nand more of that\n"
        "**User:** The grey one.\n"
    )
    (one,), problems = read(write(tmp_path, "call.txt", text))
    assert problems == []
    assert one.transcript.id == "call"
    assert spoken(one) == [
        ("customer", "No screws.\nNone at all."),
        ("agent", "Which bag?\nOrder: 4411"),
        ("customer", "The grey one."),
    ]


def test_a_rule_parts_the_conversations_of_a_text(tmp_path: Path) -> None:
    text = "Agent: Hello\n-----\nTom: Hi\n=====\nCustomer:\nHello?\n"
    found, problems = read(write(tmp_path, "calls.txt", text))
    assert [(one.transcript.id, spoken(one)) for one in found] == [
        ("calls-1", [("agent", "Hello")]),
        ("calls-5", [("customer", "Hello?")]),
    ]
    assert problems == [
        ":3: the speaker 'Tom' is not known; say who it is with --agent-is, --customer-is, or --leave-out"
    ]


def test_a_speaker_nobody_named_is_told_and_not_joined_to_another_turn(tmp_path: Path) -> None:
    stamped = "10:01 Customer: Hello\n10:02 Supervisor: I take over.\n"
    assert read(write(tmp_path, "a.txt", stamped))[1][0].startswith(":2: the speaker 'Supervisor'")
    often = "Customer: Hello\n" + "Supervisor: I take over.\nAgent: Fine.\n" * 3
    assert "'Supervisor'" in read(write(tmp_path, "b.txt", often))[1][0]
    inside = "Customer: Hello\nAgent: Your options:\n" + " Option: one\n" * 4
    assert read(write(tmp_path, "c.txt", inside))[1] == []


def test_an_exported_session_is_a_conversation_with_what_its_customer_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    from persona_lab.agents.stock import stock_agent
    from persona_lab.cli.compose import build_lab
    from persona_lab.session import Session, new_setup, play

    lab = build_lab()
    scenario = lab.scenarios.get("late-parcel")
    persona = lab.personas.get(lab.personas.entries()[0].id)
    agent = stock_agent("good", scenario)
    setup = new_setup(persona, scenario, agent.info, intensity=2, seed=3, model=None, turn_limit=6)
    store = lab.open_store()
    key = store.create(setup)
    session = Session.start(key, store, setup, None, None)
    play(session, agent)
    (one,), problems = read(write(tmp_path, "s.jsonl", "\n".join(store.export_lines(key))))
    record = store.record(key)
    assert problems == []
    assert one.transcript == record.transcript()
    assert one.answers == record.answers


def test_ids_are_unique_over_all_files(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "turns": TURNS})
    other = json.dumps({"id": "x-2", "turns": TURNS})
    paths = [write(tmp_path, "a.jsonl", f"{line}\n{line}\n{other}\n"), write(tmp_path, "b.json", line)]
    assert [one.transcript.id for one in iter_transcripts(paths)] == ["x", "x-2", "x-2-2", "x-3"]


def test_folders_and_patterns_are_read_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("b.json", "a.json", "deep/c.json", "notes.pdf"):
        write(tmp_path / "in", name, json.dumps(MESSAGES))
    assert [one.transcript.id for one in iter_transcripts(["in"])] == ["a", "b", "c"]
    assert [one.transcript.id for one in iter_transcripts(["in/*.json"])] == ["a", "b"]
    with pytest.raises(NotFoundError):
        list(iter_transcripts(["in/*.csv"]))


def test_a_form_can_be_forced(tmp_path: Path) -> None:
    path = write(tmp_path, "odd.log", "Priya: Hello\nCustomer: Hi\n")
    assert read(path)[1] != []
    (one,), problems = read(path, form="text", speakers=Speakers.of(["Priya"]))
    assert (len(one.transcript.turns), problems) == (2, [])


def test_other_encodings_are_read_when_they_are_marked_or_named(tmp_path: Path) -> None:
    text = "conversation,speaker,text\n1,agent,naïve\n2,agent,plain\n"
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode("utf-16"))
    assert len(read(path)[0]) == 2
    path.write_bytes(text.encode("cp1252"))
    found, problems = read(path)
    assert [one.transcript.id for one in found] == ["2"]
    assert "--encoding" in problems[0]
    assert len(read(path, encoding="cp1252")[0]) == 2
    with pytest.raises(UsageError, match="klingon"):
        read(path, encoding="klingon")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{", "not JSON"),
        ("a.json", "5", "mapping"),
        ("a.json", "[]", "nothing to judge"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.json", '{"messages": 5}', "list"),
        ("a.json", '[{"content": "a"}]', "role"),
        ("a.json", '[{"role": "user", "content": 5}]', "content"),
        ("a.json", '{"id": "x", "turns": [{"speaker": "boss", "text": "a"}]}', "turns.0.speaker"),
        ("a.json", json.dumps({"id": "x", "turns": [{"speaker": "agent", "text": "a" * 8001}]}), "8000"),
        ("a.txt", "", "empty"),
        ("a.txt", "just words\n", "--form"),
        ("a.csv", "a,b\n1,2\n", "--columns"),
        ("a.jsonl", '{"format": "persona-lab.session/1", "key": "x"}\n{"kind": "nothing"}\n', "event"),
        ("a.jsonl", '{"format": "persona-lab.session/1", "key": "x"}\n', "session_started"),
    ],
)
def test_what_is_no_transcript_is_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    found, problems = read(write(tmp_path, name, text))
    assert found == []
    assert len(problems) == 1
    assert said in problems[0]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_memory(tmp_path: Path) -> None:
    text = 'conversation,speaker,text\n1,agent,"never closed\n' + "2,agent,Hello\n" * 100_000
    found, problems = read(write(tmp_path, "t.csv", text))
    assert any("not CSV" in problem for problem in problems)
    assert [one.transcript.id for one in found] == ["2"]


def test_a_name_on_two_sides_is_the_users_mistake() -> None:
    with pytest.raises(UsageError, match="Priya"):
        Speakers.of(["Priya"], ["Priya"])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Customer: The soup was cold.\nAgnet: I am sorry the soup was cold.\nCustomer: Well?\nAgent: Yes.\n", 2),
        ("Customer: Get me somebody.\nAgent: One moment.\nManager: Good evening.\n", 3),
        ("Customer: The soup was cold.\nDana: I am sorry about that.\nCustomer: And?\nDana: A new one is coming.\n", 2),
    ],
)
def test_words_of_a_speaker_nobody_knows_are_not_given_to_another(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "call.txt"
    path.write_text(text, encoding="utf-8")
    problems: list[str] = []
    assert list(iter_transcripts([path], on_problem=lambda problem: problems.append(str(problem)))) == []
    assert len(problems) == 1
    assert f":{line}: " in problems[0]
    assert "--agent-is" in problems[0]
