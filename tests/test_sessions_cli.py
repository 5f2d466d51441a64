"""`sessions` and `replay` as a person or a program meets them, through the whole command line."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sample_values import sample_events, sample_setup, undone_events
from typer.testing import CliRunner, Result

from persona_lab.cli.app import build
from persona_lab.cli.render import replay_lines
from persona_lab.cli.replay import LONGEST_PAUSE, _pause
from persona_lab.errors import LabError
from persona_lab.model.events import Event, Notice, SessionEnded
from persona_lab.model.transcript import Transcript
from persona_lab.store import open_store

KEY = "blunt-flour-late-i3-s7"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSONA_LAB_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PERSONA_LAB_STORE", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def stored(events: list[Event] | None = None, key: str = KEY) -> str:
    store = open_store()
    found = store.create(sample_setup(key))
    for event in sample_events() if events is None else events:
        store.append(found, event)
    store.close()
    return found


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(build(lambda _lab, _request: None), list(arguments), input=text)


def ask(*arguments: str, text: str | bytes | None = None) -> str:
    result = run(*arguments, text=text)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.stdout


def refused(*arguments: str) -> str:
    error = run(*arguments).exception
    assert isinstance(error, LabError)
    assert error.exit_code == 2
    return str(error)


def test_an_empty_store_lists_nothing_and_says_where_to_begin() -> None:
    result = run("sessions", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "persona-lab spar" in result.stderr
    assert json.loads(ask("sessions", "list", "--json")) == []


def test_the_list_has_one_line_a_session_the_newest_first() -> None:
    stored()
    stored(undone_events())
    heading, newest, oldest = ask("sessions", "list").splitlines()
    assert heading.split() == ["began", "(UTC)", "turns", "score", "ended", "session"]
    assert newest.split()[2:] == ["3", "-", "goes", "on", f"{KEY}-2"]
    assert oldest.split()[2:] == ["5", "37.5", "handed", "off", KEY]


def test_the_list_for_programs_says_everything_in_a_line_of_the_list() -> None:
    stored()
    (entry,) = json.loads(ask("sessions", "list", "--json"))
    assert entry.pop("created").endswith("+00:00")
    assert entry == {
        "key": KEY,
        "persona": "blunt",
        "scenario": "flour-late",
        "agent": "Sam",
        "voice": "some/model",
        "intensity": 3,
        "seed": 7,
        "turns": 5,
        "end_reason": "handed_off",
        "score": 37.5,
    }


def test_replay_prints_the_live_session_and_waits_for_nobody_when_piped() -> None:
    stored()
    live = [line for lines in replay_lines(sample_events(), inner=True) for line in lines]
    printed = ask("replay", "last", "--speed", "0.001").splitlines()
    assert printed[: live.index("") + 20] == live[: live.index("") + 20]


def test_a_bare_replay_leaves_moods_and_moves_out() -> None:
    stored()
    assert "anger" not in ask("replay", "last", "--bare")


def test_replay_shows_moods_and_moves() -> None:
    stored()
    text = ask("replay", KEY[:5])
    assert "   anger 6.8 (-1.2)  trust 2.4 (+0.4)  patience 5.5 (-0.5)" in text.splitlines()
    assert 'harms: told to calm down: "please calm down"' in text


def test_replay_and_show_print_the_same_json() -> None:
    stored()
    assert ask("replay", "last", "--json") == ask("sessions", "show", "last", "--json")
    assert json.loads(ask("replay", "last", "--json"))["session"] == KEY


def test_show_leaves_out_what_was_taken_back_and_replay_keeps_it() -> None:
    stored(undone_events())
    shown = ask("sessions", "show", "last")
    assert "What is your order number?" in shown
    assert "I am sorry the flour never came" not in shown
    assert f"`persona-lab sessions resume {KEY}` goes on with it" in shown
    assert "I am sorry the flour never came" in ask("replay", "last")


def test_show_of_a_whole_session_has_moods_moves_hand_off_end_and_scorecard() -> None:
    stored()
    text = ask("sessions", "show", "last")
    for mark in (
        "anger 6.8",
        "helps: specific apology",
        "gaps:",
        "-- The end (handed_off)",
        "Score: 37.5",
        "GATES HIT",
    ):
        assert mark in text


def test_an_exported_session_is_imported_under_a_free_key_and_replays_alike(tmp_path: Path) -> None:
    stored()
    ask("sessions", "export", "last", "copy.jsonl")
    assert ask("sessions", "import", "copy.jsonl") == f"{KEY}-2\n"
    assert ask("replay", f"{KEY}-2") == ask("replay", KEY)


def test_export_and_import_go_through_pipes_and_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored()
    text, replayed = ask("sessions", "export", "last"), ask("replay", "last")
    monkeypatch.setenv("PERSONA_LAB_HOME", str(tmp_path / "elsewhere"))
    assert ask("sessions", "import", "-", text=text) == f"{KEY}\n"
    assert ask("replay", KEY) == replayed
    assert ask("sessions", "export", "last") == text


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    stored()
    text = ask("sessions", "export", "last").replace("\n", "\r\n")
    Path("windows.jsonl").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert ask("sessions", "import", "windows.jsonl") == f"{KEY}-2\n"


def test_the_exported_transcript_is_what_the_judge_reads() -> None:
    stored()
    transcript = Transcript.model_validate_json(ask("sessions", "export", "last", "--transcript"))
    assert transcript.id == KEY
    assert [turn.speaker for turn in transcript.turns] == ["customer", "agent", "customer", "agent", "customer"]
    assert transcript.scenario == sample_setup().scenario


def test_export_overwrites_nothing_unless_told_to() -> None:
    stored()
    Path("mine.jsonl").write_text("precious")
    assert "'mine.jsonl' is there already" in refused("sessions", "export", "last", "mine.jsonl")
    assert Path("mine.jsonl").read_text() == "precious"
    ask("sessions", "export", "last", "mine.jsonl", "--force")
    assert Path("mine.jsonl").read_text().startswith('{"format":"persona-lab.session/1"')


def test_what_export_prints_is_harmless_on_a_terminal_and_loses_no_character() -> None:
    said = "\x9b2J \u202e evil \U000e0041 café ✓"
    events = sample_events()
    events[4] = events[4].model_copy(update={"text": said})
    stored(events)
    for arguments in (["sessions", "export", "last"], ["sessions", "export", "last", "--transcript"]):
        text = ask(*arguments)
        assert not {"\x9b", "\u202e", "\U000e0041"} & set(text)
        assert "café ✓" in text
    key = ask("sessions", "import", "-", text=ask("sessions", "export", "last")).strip()
    assert json.loads(ask("replay", key, "--json"))["turns"][1]["text"] == said


def test_a_broken_import_names_the_file_and_line() -> None:
    Path("broken.jsonl").write_text('{"format":"persona-lab.session/1","key":"a"}\n{"kind":\n')
    assert refused("sessions", "import", "broken.jsonl").startswith("broken.jsonl:2: Invalid JSON")
    assert "There is no file 'nowhere.jsonl'" in refused("sessions", "import", "nowhere.jsonl")
    assert "'.' cannot be read" in refused("sessions", "import", ".")


@pytest.mark.parametrize("verb", [["replay"], ["sessions", "show"], ["sessions", "export"], ["sessions", "resume"]])
def test_an_unknown_session_is_answered_with_a_near_name(verb: list[str]) -> None:
    stored()
    assert f"Did you mean '{KEY}'?" in refused(*verb, KEY.replace("flour", "floor"))


def test_a_finished_session_cannot_be_resumed() -> None:
    stored()
    assert "is over (handed_off)" in refused("sessions", "resume", "last")


def test_delete_wants_to_be_sure() -> None:
    stored()
    assert "add --yes" in refused("sessions", "delete", "last")
    ask("sessions", "delete", "last", "--yes")
    assert json.loads(ask("sessions", "list", "--json")) == []


def test_an_interrupted_session_counts_as_one_to_go_on_with() -> None:
    stored([*sample_events(ended=False), SessionEnded(reason="interrupted")])
    assert "sessions resume" in ask("sessions", "show", "last")


def test_help_of_sessions_and_replay_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from persona_lab.cli.app import build\n"
        "for verb in ('sessions', 'replay'):\n"
        "    assert CliRunner().invoke(build(print), [verb, '--help']).exit_code == 0\n"
        "print({'sqlalchemy', 'textual', 'litellm'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ), check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "set()\n", "")


def on_a_terminal(*arguments: str) -> str:
    """What the command line prints on a terminal; instead of a screen it prints what it was asked to open."""
    code = (
        "import sys\n"
        "from persona_lab.cli.app import build\n"
        "build(lambda lab, request: print('SCREEN', request.replay))(sys.argv[1:])\n"
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stdin=theirs, stdout=theirs) as child:
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 65_536):
                printed += piece
        except OSError:
            pass  # Linux ends a terminal whose other side is closed with an input/output error
    os.close(ours)
    assert child.returncode == 0
    return printed.decode().replace("\r\n", "\n")


def test_on_a_terminal_replay_opens_the_screen_unless_lines_are_wanted() -> None:
    stored()
    assert on_a_terminal("replay", "last") == f"SCREEN {KEY}\n"
    assert on_a_terminal("replay", "last", "--plain") == ask("replay", "last")
    assert on_a_terminal("replay", "last", "--speed", "1000") == ask("replay", "last")
    assert on_a_terminal("replay", "last", "--bare") == ask("replay", "last", "--bare")


def test_a_long_pause_of_the_live_session_is_cut_short() -> None:
    began = datetime(2026, 3, 3, tzinfo=UTC)
    seconds = (0, 2, 3_602, 3_601)
    events = [Notice(text="x", at=began + timedelta(seconds=second)) for second in seconds]
    assert [_pause(events, number) for number in range(4)] == [0.0, 2.0, LONGEST_PAUSE, 0.0]
    assert _pause([Notice(text="x"), Notice(text="y")], 1) == 0.0
