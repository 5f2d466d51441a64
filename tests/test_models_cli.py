"""`models` and `doctor` as a person or a program would use them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from persona_lab.cli.app import run
from tests.fake_provider import SECRET, FakeProvider


def lab(*arguments: str, home: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """The command line, in a process and a folder of its own."""
    home.mkdir(exist_ok=True)
    environment = os.environ | {"PERSONA_LAB_HOME": str(home)} | variables
    command = [sys.executable, "-m", "persona_lab", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=home, env=environment, timeout=60, check=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_models_list_names_what_is_here_and_what_can_be_pulled(home: Path) -> None:
    (home / "models").mkdir(parents=True)
    (home / "models" / "tiny.gguf").write_bytes(b"GGUF" * 1000)
    done = lab("models", "list", "--json", home=home, PERSONA_LAB_MODEL="openai/m")
    listed = json.loads(done.stdout)
    assert listed["configured"] == "openai/m"
    assert listed["local"] == [{"name": "local/tiny", "bytes": 4000}]
    assert "qwen2.5-1.5b-instruct" in [known["name"] for known in listed["known"]]
    assert "local/tiny" in lab("models", "list", home=home).stdout


@pytest.mark.parametrize("verb", [("models", "list"), ("doctor",)])
def test_looking_does_not_import_litellm(home: Path, verb: tuple[str, ...]) -> None:
    code = f"""
import sys
from persona_lab.cli.app import build
try:
    build(lambda lab, request: None)({list(verb)!r}, standalone_mode=False)
finally:
    print([name for name in ("litellm", "textual", "sqlalchemy", "openai") if name in sys.modules], file=sys.stderr)
"""
    environment = os.environ | {"PERSONA_LAB_HOME": str(home)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_models_pull_takes_a_file_and_prints_its_checksum(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.gguf").write_bytes(b"GGUF1234")
    done = lab("models", "pull", str(tmp_path / "mine.gguf"), home=home)
    assert done.returncode == 0
    assert "local/mine" in done.stdout
    assert "SHA-256 " in done.stdout
    assert (home / "models" / "mine.gguf").exists()


def lab_here(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The command line's exit code, in this process: litellm's import is paid once."""
    monkeypatch.setattr(sys, "argv", ["persona-lab", *arguments])
    with pytest.raises(SystemExit) as left:
        run(lambda _lab, _request: None)
    return int(left.value.code or 0)


def test_models_check_tells_time_tokens_and_cost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with FakeProvider("ok") as provider:
        monkeypatch.setenv("PERSONA_LAB_API_BASE", provider.api_base)
        code = lab_here(monkeypatch, "models", "check", "openai/m", "--json")
    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    reply = json.loads(printed.out)
    assert (reply["completion_tokens"], reply["attempts"], reply["cost_usd"]) == (4, 1, None)


def test_models_check_of_a_refused_key_is_the_provider_s_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with FakeProvider("401") as provider:
        monkeypatch.setenv("PERSONA_LAB_API_BASE", provider.api_base)
        monkeypatch.setenv("OPENAI_API_KEY", SECRET)
        code = lab_here(monkeypatch, "models", "check", "openai/m")
    printed = capsys.readouterr()
    assert code == 3
    assert "OPENAI_API_KEY is set, but was not accepted" in printed.err
    assert SECRET not in printed.err + printed.out


def test_a_local_model_that_is_not_here_is_the_user_s_mistake(home: Path) -> None:
    done = lab("models", "check", "local/nothing", home=home)
    assert done.returncode == 2
    assert "'nothing'" in done.stderr


def test_doctor_names_keys_and_never_shows_them(home: Path) -> None:
    done = lab("doctor", "--json", home=home, OPENAI_API_KEY=SECRET)
    findings = {finding["subject"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == 0
    assert findings["keys"]["detail"].startswith("OPENAI_API_KEY")
    assert SECRET not in done.stdout
    assert findings["data folder"]["state"] == "ok"
    assert list(home.iterdir()) == []


def test_doctor_fails_when_the_data_folder_cannot_be_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "file").write_text("not a folder")
    done = lab("doctor", home=home, PERSONA_LAB_HOME=str(home / "file"))
    assert done.returncode == 1
    assert "broken" in done.stdout
