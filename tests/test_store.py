"""The store keeps every event, numbers it, and says clearly what it cannot do."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sample_values import agent_line, sample_events, sample_setup, undone_events

from persona_lab.errors import LabError, NotFoundError, UsageError
from persona_lab.model.events import Notice, SessionEnded, SessionResumed
from persona_lab.model.record import fold
from persona_lab.store import open_store
from persona_lab.store.sql import SqlStore

POSTGRES = os.environ.get("PERSONA_LAB_TEST_POSTGRES")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "sessions.db"


@pytest.fixture
def store(database: Path) -> Iterator[SqlStore]:
    store = open_store(f"sqlite:///{database}")
    yield store
    store.close()


def play(store: SqlStore, events: list, setup_id: str = "blunt-flour-late-i3-s7") -> str:
    key = store.create(sample_setup(setup_id))
    for event in events:
        store.append(key, event)
    return key


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    )


def test_events_come_back_in_order_numbered_from_one_and_stamped_in_utc(store: SqlStore) -> None:
    key = store.create(sample_setup())
    stamped = [store.append(key, event) for event in sample_events()]
    read = store.events(key)
    assert list(read) == stamped
    assert [event.seq for event in read] == list(range(1, len(stamped) + 1))
    times = [event.at for event in read]
    assert all(at is not None and at.utcoffset() is not None and not at.utcoffset() for at in times)
    assert times == sorted(times)


def test_the_record_is_the_fold_of_what_was_appended(store: SqlStore) -> None:
    record = store.record(play(store, undone_events()))
    assert [turn.text for turn in record.turns] == [turn.text for turn in fold(undone_events()).turns]


def test_a_taken_key_gets_a_number(store: SqlStore) -> None:
    assert [store.create(sample_setup("a")) for _ in range(3)] == ["a", "a-2", "a-3"]


def test_no_session_is_stored_under_the_name_that_means_the_newest(store: SqlStore) -> None:
    assert store.create(sample_setup("last")) == "last-2"


def test_a_list_line_says_what_the_fold_of_its_events_says(store: SqlStore) -> None:
    sessions = {
        "whole": sample_events(),
        "unjudged": sample_events(judged=False),
        "open": sample_events(ended=False),
        "undone": undone_events(),
        "resumed": [*sample_events(judged=False)[:-1], SessionEnded(reason="interrupted"), SessionResumed()],
    }
    keys = {play(store, events, name): events for name, events in sessions.items()}
    for summary in store.summaries():
        record = fold(keys[summary.key])
        assert summary.turns == len(record.turns)
        assert summary.end_reason == record.end_reason
        assert summary.score == (record.scorecard.score if record.scorecard else None)
        assert (summary.persona, summary.scenario, summary.agent) == ("blunt", "flour-late", "Sam")
        assert (summary.voice, summary.intensity, summary.seed) == ("some/model", 3, 7)


def test_the_newest_session_is_listed_first_and_is_what_last_means(store: SqlStore) -> None:
    for name in ("first", "second", "third"):
        store.create(sample_setup(name))
    assert [summary.key for summary in store.summaries()] == ["third", "second", "first"]
    assert store.resolve("last") == "third"


def test_a_unique_beginning_is_enough_and_an_exact_key_wins_over_longer_ones(store: SqlStore) -> None:
    for name in ("karen-parcel", "karen-parcel", "boss-rota"):
        store.create(sample_setup(name))
    assert store.resolve("bo") == "boss-rota"
    assert store.resolve("karen-parcel") == "karen-parcel"
    with pytest.raises(NotFoundError, match=r"2 sessions begin with 'kar': karen-parcel, karen-parcel-2\. Give more"):
        store.resolve("kar")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("boss-rot4", r"No session is named 'boss-rot4'\. Did you mean 'boss-rota'\?"),
        ("", r"No session is named ''"),
        ("%", r"No session is named '%'\. `persona-lab sessions list`"),
    ],
)
def test_an_unknown_session_is_answered_with_the_nearest_names(store: SqlStore, asked: str, message: str) -> None:
    store.create(sample_setup("boss-rota"))
    with pytest.raises(NotFoundError, match=message):
        store.resolve(asked)


def test_in_an_empty_store_the_answer_says_how_to_play(store: SqlStore) -> None:
    with pytest.raises(NotFoundError, match="nothing has been played yet"):
        store.resolve("last")


def test_nothing_can_be_appended_to_or_read_from_a_session_that_is_not_there(store: SqlStore) -> None:
    store.create(sample_setup("there"))
    for ask in (
        lambda: store.append("ther", Notice(text="x")),
        lambda: store.events("ther"),
        lambda: store.record("ther"),
        lambda: list(store.export_lines("ther")),
        lambda: store.delete("ther"),
    ):
        with pytest.raises(NotFoundError, match="Did you mean 'there'"):
            ask()


def test_a_session_without_events_is_listed_and_says_so_when_it_is_read(store: SqlStore) -> None:
    key = store.create(sample_setup())
    assert store.summaries()[0].turns == 0
    assert store.events(key) == ()
    with pytest.raises(LabError, match=f"Session '{key}' cannot be read: .*at least its session_started event"):
        store.record(key)


def test_a_deleted_session_is_gone_with_its_events_and_its_key_is_free(store: SqlStore, database: Path) -> None:
    key, other = play(store, sample_events(), "one"), play(store, sample_events(), "two")
    store.delete(key)
    assert [summary.key for summary in store.summaries()] == [other]
    with sqlite3.connect(database) as connection:
        assert connection.execute("select distinct session from events").fetchall() == [("two",)]
    connection.close()
    assert store.create(sample_setup("one")) == "one"


def test_a_body_that_this_program_cannot_read_names_its_session_and_hides_no_other(
    store: SqlStore, database: Path
) -> None:
    play(store, sample_events(), "good")
    play(store, sample_events(), "strange")
    with sqlite3.connect(database) as connection:
        connection.execute(
            "update events set body = replace(body, 'agent_spoke', 'agent_sang') where session = 'strange'"
        )
    connection.close()
    with pytest.raises(LabError, match=r"Session 'strange' cannot be read: its event 5 has .*persona-lab 0\.1\.0"):
        store.record("strange")
    assert {summary.key for summary in store.summaries()} == {"good", "strange"}
    assert len(store.record("good").turns) == 5


def test_every_event_whose_append_returned_survives_a_kill(store: SqlStore, database: Path) -> None:
    key = play(store, sample_events(ended=False))
    before = len(store.events(key))
    code = (
        "import sys\n"
        "from persona_lab.store import open_store\n"
        "from persona_lab.model.events import Notice\n"
        "store = open_store(sys.argv[1])\n"
        "for number in range(100_000):\n"
        "    print(store.append(sys.argv[2], Notice(text=str(number))).seq, flush=True)\n"
    )
    with run_python(code, f"sqlite:///{database}", key) as child:
        assert child.stdout is not None
        seen = [int(child.stdout.readline()) for _ in range(25)]
        child.kill()
        seen += [int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    assert child.returncode == -9
    kept = store.events(key)
    assert seen == list(range(before + 1, before + 1 + len(seen)))
    # one more may be there: written, but killed before it could say so
    assert len(kept) - before - len(seen) in {0, 1}
    assert [event.text for event in kept[before:] if isinstance(event, Notice)][: len(seen)] == [
        str(number) for number in range(len(seen))
    ]
    assert store.append(key, Notice(text="goes on")).seq == len(kept) + 1


def test_two_processes_appending_to_one_session_lose_nothing(store: SqlStore, database: Path) -> None:
    key = play(store, sample_events(ended=False))
    before = len(store.events(key))
    code = (
        "import sys\n"
        "from persona_lab.store import open_store\n"
        "from persona_lab.model.events import Notice\n"
        "store = open_store(sys.argv[1])\n"
        "for number in range(60):\n"
        "    store.append(sys.argv[2], Notice(text=f'{sys.argv[3]}-{number}'))\n"
    )
    with (
        run_python(code, f"sqlite:///{database}", key, "a") as one,
        run_python(code, f"sqlite:///{database}", key, "b") as two,
    ):
        pass
    assert (one.returncode, two.returncode) == (0, 0)
    added = store.events(key)[before:]
    assert [event.seq for event in added] == list(range(before + 1, before + 121))
    texts = [event.text for event in added if isinstance(event, Notice)]
    for name in "ab":
        assert [text for text in texts if text.startswith(name)] == [f"{name}-{number}" for number in range(60)]


def test_processes_that_open_a_new_store_and_want_one_key_get_different_ones(database: Path) -> None:
    code = (
        "import sys\n"
        "from persona_lab.store import open_store\n"
        "from sample_values import sample_setup\n"
        "setup = sample_setup('same')\n"
        "store = open_store(sys.argv[1])\n"
        "for _ in range(10):\n"
        "    print(store.create(setup))\n"
    )
    children = [run_python(code, f"sqlite:///{database}") for _ in range(3)]
    keys: list[str] = []
    for child in children:
        with child:
            assert child.stdout is not None
            keys += child.stdout.read().split()
        assert child.returncode == 0
    assert sorted(keys) == sorted(["same", *(f"same-{number}" for number in range(2, 31))])


def test_threads_share_a_store(store: SqlStore) -> None:
    key = play(store, sample_events(ended=False))
    before = len(store.events(key))
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda number: store.append(key, Notice(text=str(number))).seq, range(40)))
    assert sorted(numbers) == list(range(before + 1, before + 41))


def test_a_store_in_memory_serves_several_threads() -> None:
    store = open_store("sqlite://")
    key = play(store, sample_events())
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(store.record, key).result() == store.record(key)
    store.close()


def test_an_import_is_stored_whole_or_not_at_all(store: SqlStore) -> None:
    def broken():
        yield from sample_events()[:4]
        raise RuntimeError("the pipe broke")

    with pytest.raises(RuntimeError):
        store.import_events("half", broken())
    with pytest.raises(LabError, match="do not begin with session_started"):
        store.import_events("headless", [agent_line(1, "Hello")])
    assert store.summaries() == ()


def test_an_imported_session_keeps_its_times_and_gets_a_free_key(store: SqlStore) -> None:
    key = play(store, sample_events())
    original = store.events(key)
    copy = store.import_events(key, original)
    assert copy == f"{key}-2"
    assert store.events(copy) == original
    assert {summary.score for summary in store.summaries()} == {37.5}


def test_a_newer_layout_is_refused_with_the_way_out(database: Path) -> None:
    open_store(f"sqlite:///{database}").close()
    with sqlite3.connect(database) as connection:
        connection.execute("update persona_lab_schema set version = 2")
    connection.close()
    with pytest.raises(UsageError, match=r"made by a newer persona-lab: its layout is 2, .* up to 1\."):
        open_store(f"sqlite:///{database}")


def test_a_store_whose_making_was_cut_off_is_finished_at_the_next_opening(database: Path) -> None:
    open_store(f"sqlite:///{database}").close()
    with sqlite3.connect(database) as connection:
        connection.executescript("delete from persona_lab_schema; drop table events;")
    connection.close()
    store = open_store(f"sqlite:///{database}")
    assert len(store.record(play(store, sample_events())).turns) == 5
    store.close()


def test_a_file_that_is_no_database_is_one_clear_sentence(database: Path) -> None:
    database.write_text("dear diary, " * 100)
    with pytest.raises(LabError, match=r"The session store '.*sessions\.db' failed: file is not a database"):
        open_store(f"sqlite:///{database}")
    assert database.read_text().startswith("dear diary")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("not a url with hunter2", "cannot be read; it should look like 'sqlite:///sessions.db'"),
        ("nosuchdb://user:hunter2@host/x", "No database is known as 'nosuchdb'"),
        ("mysql+nosuch://user:hunter2@host/x", "No database is known as 'mysql.nosuch'"),
        ("oracle+cx_oracle://user:hunter2@host/x", "needs the Python package 'cx_Oracle'"),
    ],
)
def test_a_wrong_address_says_what_is_right_and_repeats_no_password(url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        open_store(url)
    assert "hunter2" not in str(caught.value)


def test_the_own_store_lies_in_the_home_that_the_environment_names_and_is_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "new" / "home"
    monkeypatch.delenv("PERSONA_LAB_STORE", raising=False)
    monkeypatch.setenv("PERSONA_LAB_HOME", str(home))
    store = open_store()
    store.create(sample_setup())
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()} == {0o600}
    store.close()


def test_the_environment_may_name_any_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSONA_LAB_STORE", f"sqlite:///{tmp_path / 'other.db'}")
    store = open_store()
    assert store.place == str(tmp_path / "other.db")
    store.close()


def test_a_home_that_cannot_be_made_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.delenv("PERSONA_LAB_STORE", raising=False)
    monkeypatch.setenv("PERSONA_LAB_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(LabError, match=r"Sessions cannot be kept in .* Set PERSONA_LAB_HOME"):
        open_store()


def test_sqlite_is_set_up_to_survive_kills_and_power_cuts(store: SqlStore) -> None:
    with store._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"pragma {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_importing_the_store_loads_no_sqlalchemy() -> None:
    code = "import sys, persona_lab.store; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_statement_compiles_for_postgresql(database: Path) -> None:
    from sqlalchemy import Engine, event
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.sql.ddl import DDLElement
    from sqlalchemy.sql.elements import ClauseElement

    compiled: list[str] = []

    def compile_too(_connection: object, statement: object, *_rest: object) -> None:
        if isinstance(statement, ClauseElement | DDLElement):
            compiled.append(str(statement.compile(dialect=postgresql.dialect())))

    event.listen(Engine, "before_execute", compile_too)
    try:
        store = open_store(f"sqlite:///{database}")
        key = play(store, sample_events())
        store.import_events(key, store.events(key))
        store.delete(store.resolve("last"))
        store.summaries()
        store.close()
    finally:
        event.remove(Engine, "before_execute", compile_too)
    assert {text.split()[0] for text in compiled} == {"CREATE", "SELECT", "INSERT", "UPDATE", "DELETE"}


@pytest.mark.skipif(not POSTGRES, reason="set PERSONA_LAB_TEST_POSTGRES to the URL of an empty PostgreSQL database")
def test_a_postgresql_store_does_the_same() -> None:
    store = open_store(POSTGRES)
    key = play(store, sample_events())
    try:
        assert len(store.record(key).turns) == 5
        assert json.loads(next(store.export_lines(key)))["key"] == key
        copy = store.import_events(key, store.events(key))
        assert store.events(copy) == store.events(key)
        store.delete(copy)
        assert store.resolve(key) == key
    finally:
        store.delete(key)
        store.close()
