"""The judge's answers on disk."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from judging_cases import BIKES, conversation
from panel_cases import LINES, SMALL, Juror, answer, by_label

from persona_lab.judging import judge
from persona_lab.store.answers import FILE_NAME, KeptAnswers


def test_what_was_kept_is_found_by_whoever_opens_the_file_next(tmp_path: Path) -> None:
    KeptAnswers(tmp_path / "lab" / FILE_NAME).put("one", "a met, with “quotes” and \U0001f6b2")
    again = KeptAnswers(tmp_path / "lab" / FILE_NAME)
    assert again.get("one") == "a met, with “quotes” and \U0001f6b2"
    assert again.get("two") is None
    assert again.trouble is None


def test_an_answer_kept_again_replaces_the_first(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path / FILE_NAME)
    kept.put("one", "first")
    kept.put("one", "second")
    assert kept.get("one") == "second"


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "lab" / FILE_NAME
    KeptAnswers(path).put("one", "text")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_answers_not_asked_for_the_longest_go_first(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path / FILE_NAME, most=3)
    for key in ("a", "b", "c"):
        kept.put(key, key)
    assert kept.get("a") == "a"
    kept.put("d", "d")
    assert [key for key in "abcd" if kept.get(key)] == ["a", "c", "d"]


def test_an_endless_answer_is_not_kept(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path / FILE_NAME)
    kept.put("long", "x" * 200_000)
    assert kept.get("long") is None


def test_several_threads_share_one_file(tmp_path: Path) -> None:
    kept = KeptAnswers(tmp_path / FILE_NAME)

    def turn(number: int) -> str | None:
        kept.put(str(number), f"answer {number}")
        return kept.get(str(number))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(turn, range(40))) == [f"answer {number}" for number in range(40)]


@pytest.mark.parametrize("broken", ["a folder", "no database", "another layout"])
def test_a_cache_that_cannot_be_used_costs_no_judgement(tmp_path: Path, broken: str) -> None:
    path = tmp_path / FILE_NAME
    if broken == "a folder":
        path.mkdir()
    elif broken == "no database":
        path.write_text("not a database at all, and long enough to have a header " * 20)
    else:
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE answers (something INTEGER)")
        connection.close()
    kept = KeptAnswers(path)
    card = judge(conversation(*LINES), SMALL, BIKES, Juror(by_label({"T01": answer("clean")})), cache=kept)
    assert card.calls == 1
    assert kept.get("anything") is None
    assert kept.trouble is not None
    assert FILE_NAME in kept.trouble


def test_nothing_of_the_prompt_is_kept(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    kept = KeptAnswers(path)
    judge(conversation(*LINES), SMALL, BIKES, Juror(by_label({"T01": answer("clean")})), cache=kept)
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"clean" in stored
    for word in (b"furious", b"Varga", b"strict and fair"):
        assert word not in stored
