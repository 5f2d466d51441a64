"""`spar --plain` through a pipe: every command, hostile words, a failing provider, and a kill in the middle."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from typer.testing import CliRunner

from persona_lab.cli.app import build
from persona_lab.commands import Help, Say, Undo, parse_command
from persona_lab.errors import NotFoundError, ProviderError, UsageError
from persona_lab.model.actions import End, Feedback, FollowUp, Hold, Offer, Resume, Transfer
from persona_lab.store import open_store

START = ("spar", "know-it-all", "--scenario", "cold-boiler", "--plain", "--seed", "4")


@pytest.fixture(autouse=True)
def _work_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def spar(*lines, options=()):
    return CliRunner().invoke(
        build(lambda _lab, _request: None), [*START, *options], input="".join(f"{x}\n" for x in lines)
    )


def stored():
    store = open_store()
    try:
        return store.record(store.resolve("last"))
    finally:
        store.close()


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Hello.", Say("Hello.")),
        ("", Say("")),
        ("/hold One moment.", Say("One moment.", Hold())),
        ("/resume", Say("", Resume())),
        ("/offer heaters-tonight Two heaters.", Say("Two heaters.", Offer(remedy="heaters-tonight"))),
        ("/transfer The boiler is off.", Say("The boiler is off.", Transfer(summary="The boiler is off."))),
        ("/feedback How was it?", Say("How was it?", Feedback())),
        ("/END Goodbye.", Say("Goodbye.", End())),
        ("/followup Monday 9:00 | phone", Say("", FollowUp(when="Monday 9:00", channel="phone"))),
        (
            "/followup Monday 9:00 | phone | 07700 900317 | We ring you | or write.",
            Say("We ring you | or write.", FollowUp(when="Monday 9:00", channel="phone", contact="07700 900317")),
        ),
        ("/undo", Undo()),
        ("/help", Help()),
        ("//etc is a folder", Say("/etc is a folder")),
    ],
)
def test_a_typed_line_means_what_the_help_says(line, meant):
    assert parse_command(line) == meant


@pytest.mark.parametrize(
    ("line", "told"),
    [("/dance", "'/dance'"), ("/offer", "/offer ID"), ("/followup Monday", "WHEN | CHANNEL"), ("/", "/help")],
)
def test_a_line_that_cannot_be_read_says_the_right_form(line, told):
    with pytest.raises(UsageError) as error:
        parse_command(line)
    assert told in str(error.value)


def test_a_session_through_a_pipe_plays_every_command_and_says_what_is_not_possible():
    result = spar(
        "I apologise that the engineer never came.",
        "/hold One moment, I am paging the duty engineer.",
        "/resume Here I am.",
        "/dance",
        "/offer gold",
        "/transfer",
        "/undo",
        "/offer engineer-sunday The duty engineer tomorrow between 08:00 and 10:00.",
        "/feedback How was I?",
        "/help",
        "/end Goodbye.",
    )
    assert result.exit_code == 0, (result.output, result.exception)
    assert "no command '/dance'" in result.stderr
    assert "/followup WHEN" in result.stderr
    assert "no remedy 'gold'" in result.stdout
    assert "No manager can be reached" in result.stdout
    record = stored()
    actions = [turn.action.kind for turn in record.turns if turn.action]
    assert actions == ["hold", "offer", "feedback", "end"]
    assert record.is_over
    assert record.scorecard is not None


def test_without_a_model_the_plain_mode_says_that_the_authored_voice_plays():
    assert "authored voice" in spar().stderr


def test_a_pipe_that_ends_ends_the_session_as_the_agent_s():
    assert spar("Hello.").exit_code == 0
    assert stored().end_reason == "agent_ended"


def test_hostile_words_are_printed_harmlessly_and_kept_as_they_were():
    hostile = "\x1b[2J\x1b]0;owned\x07 [/bold] \u202eevil\u202c \x9b31m [@click=app.quit]x"
    result = spar(hostile)
    assert result.exit_code == 0
    for char in ("\x1b", "\x07", "\x9b", "\u202e", "\u202c"):
        assert char not in result.output
    assert "\\u001b" in result.stdout
    assert "[/bold]" in result.stdout
    assert stored().turns[1].text == hostile


def test_a_line_that_is_too_long_is_refused_and_the_session_goes_on():
    result = spar("x" * 9_000, "Hello.")
    assert result.exit_code == 0
    assert "8,000" in result.stderr
    assert [turn.text for turn in stored().turns if turn.speaker == "agent"] == ["Hello."]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("spar", "know-it-al", "--plain"), "know-it-all"),
        (("spar", "know-it-all", "--scenario", "cold-boilr", "--plain"), "cold-boiler"),
    ],
)
def test_an_unknown_name_is_told_the_nearest_one(arguments, told):
    result = CliRunner().invoke(build(lambda _lab, _request: None), list(arguments))
    assert isinstance(result.exception, NotFoundError)
    assert result.exception.exit_code == 2
    assert repr(told) in str(result.exception)


def test_a_provider_that_cannot_be_reached_fails_with_its_code_and_the_session_is_kept(monkeypatch):
    monkeypatch.setenv("PERSONA_LAB_API_BASE", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("PERSONA_LAB_API_KEY", "not-a-key")
    monkeypatch.setenv("PERSONA_LAB_RETRY_WAIT", "0.01")
    result = spar("Hello.", options=("--model", "openai/nobody"))
    assert isinstance(result.exception, ProviderError), (result.output, result.exception)
    assert result.exception.exit_code == 3
    assert "not-a-key" not in result.output + str(result.exception)
    record = stored()
    assert record.end_reason == "failed"
    assert not record.is_over


def test_a_process_killed_in_the_middle_loses_no_event_and_the_session_goes_on(closed_room):
    program = [sys.executable, "-m", "persona_lab"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*program, *START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as child:
        # a hung child must not hang the test
        watchdog = threading.Timer(20, child.kill)
        watchdog.start()
        child.stdin.write("I apologise that the engineer never came.\n")
        child.stdin.flush()
        for line in child.stdout:
            if line.startswith("[3]"):
                break
        child.stdin.write("Let me look at the record.\n")
        child.stdin.flush()
        time.sleep(0.005)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        watchdog.cancel()
    before = stored()
    assert [turn.speaker for turn in before.turns][:3] == ["customer", "agent", "customer"]
    assert before.end_reason is None
    resumed = subprocess.run(
        [*program, "sessions", "resume", "last", "--plain"],
        input="/offer engineer-sunday The duty engineer tomorrow between 08:00 and 10:00.\n",
        capture_output=True,
        text=True,
        timeout=30,
        env=environment,
        check=False,
    )
    assert resumed.returncode == 0, resumed.stderr
    after = stored()
    assert after.turns[: len(before.turns)] == before.turns
    assert after.turns[-2].action == Offer(remedy="engineer-sunday")
    assert after.end_reason == "agent_ended"
    for turn in before.turns:
        assert turn.text[:30] in " ".join(resumed.stdout.split())
