"""Sessions in a database, through SQLAlchemy Core."""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import TextIO, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from persona_lab import __version__
from persona_lab.errors import LabError, NotFoundError
from persona_lab.lab import SessionSummary
from persona_lab.model.events import (
    EVENT,
    AgentSpoke,
    CustomerSpoke,
    Event,
    SessionEnded,
    SessionJudged,
    SessionResumed,
    SessionStarted,
    Setup,
    TurnUndone,
)
from persona_lab.model.record import Record, fold
from persona_lab.store import lines
from persona_lab.store.failures import told
from persona_lab.store.tables import EVENTS, KEY_LIMIT, SESSIONS
from persona_lab.text import one_line

NEWEST = "last"
"""The name of the newest session; no session is ever stored under it."""

Result = TypeVar("Result")


class _KeyTakenError(Exception):
    """Another process took that key first."""


class SqlStore:
    """A session store in one database; safe for several threads and several processes.

    An event is on disk when `append` returns: with SQLite it survives a killed process and, because every commit is
    flushed (synchronous FULL), a power cut too, as far as the disk keeps its word.
    """

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place
        """The file, or the database's URL without its password."""
        # connections are given back when the store goes out of use or the program ends, closed or not
        weakref.finalize(self, engine.dispose)

    def close(self) -> None:
        """Give the connections back; the store opens them again when it is used."""
        self._engine.dispose()

    def create(self, setup: Setup) -> str:
        """A new session's key: the setup's id, else the id with the first free number from 2 behind it."""
        return self._insert_session(setup.id, setup, datetime.now(UTC), ())

    def append(self, key: str, event: Event) -> Event:
        """The event, numbered and stamped, after it has been written.

        Processes that append to one session are served one after the other. Raises NotFoundError.
        """

        def write(connection: Connection) -> Event:
            # the update comes first, because it locks the session's row until the commit: seq can be given to no other
            seq = connection.execute(
                update(SESSIONS)
                .where(SESSIONS.c.key == key)
                .values(last_seq=SESSIONS.c.last_seq + 1, **_summary_changes(event))
                .returning(SESSIONS.c.last_seq)
            ).scalar_one_or_none()
            if seq is None:
                raise self._not_found(key, self._keys(connection))
            stamped = event.model_copy(update={"seq": seq, "at": datetime.now(UTC)})
            connection.execute(insert(EVENTS).values(_row(key, stamped)))
            return stamped

        return self._write(write)

    def events(self, key: str) -> Sequence[Event]:
        """Every event of a session in order.

        Raises NotFoundError, or LabError naming the session when an event cannot be read by this program.
        """
        read: list[Event] = []
        bodies = self._bodies(key)
        for body in bodies:
            try:
                read.append(EVENT.validate_json(body))
            except ValidationError as error:
                raise LabError(
                    f"Session {key!r} cannot be read: its event {len(read) + 1} has {lines.read_problem(error)}. "
                    f"It was written by persona-lab {_written_by(bodies)}, and this is {__version__}; "
                    "read it with that version, or delete it. Other sessions are not affected."
                ) from error
        return tuple(read)

    def record(self, key: str) -> Record:
        """The fold of its events. Raises NotFoundError, or LabError when there is nothing to fold."""
        events = self.events(key)
        try:
            return fold(events)
        except ValueError as error:
            raise LabError(f"Session {key!r} cannot be read: {error}. Other sessions are not affected.") from error

    def summaries(self) -> Sequence[SessionSummary]:
        """All sessions, the newest first; a session whose events cannot be read is listed like any other."""
        query = select(SESSIONS).order_by(SESSIONS.c.created.desc(), SESSIONS.c.key)
        rows = self._read(lambda connection: connection.execute(query).all())
        return tuple(
            SessionSummary(
                key=row.key,
                created=datetime.fromisoformat(row.created),
                persona=row.persona,
                scenario=row.scenario,
                agent=row.agent,
                voice=row.voice,
                intensity=row.intensity,
                seed=int(row.seed),
                turns=row.turns,
                end_reason=row.end_reason,
                score=row.score,
            )
            for row in rows
        )

    def resolve(self, name: str) -> str:
        """The key that `name` means: itself, a unique beginning of one, or 'last' for the newest.

        Raises NotFoundError with the nearest names, or with the sessions that share that beginning.
        """
        keys = self._read(self._keys)
        if name in keys:
            return name
        if name == NEWEST and keys:
            return keys[0]
        matches = [key for key in keys if name and key.startswith(name)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            shown = ", ".join(sorted(matches)[:5]) + (", ..." if len(matches) > 5 else "")
            raise NotFoundError(f"{len(matches)} sessions begin with {name!r}: {shown}. Give more of the name.")
        raise self._not_found(name, keys)

    def delete(self, key: str) -> None:
        """Remove a session and its events for good. Raises NotFoundError."""

        def remove(connection: Connection) -> None:
            connection.execute(delete(EVENTS).where(EVENTS.c.session == key))
            if connection.execute(delete(SESSIONS).where(SESSIONS.c.key == key)).rowcount == 0:
                raise self._not_found(key, self._keys(connection))

        self._write(remove)

    def import_events(self, key: str, events: Iterable[Event]) -> str:
        """The key under which the session was stored, changed if it was taken; all events are stored or none.

        Events are numbered from 1 in the order given and keep the time at which they happened. Raises LabError when
        they do not begin with session_started.
        """
        moment = datetime.now(UTC)
        kept = tuple(
            event.model_copy(update={"seq": seq, "at": _in_utc(event.at, moment)})
            for seq, event in enumerate(events, start=1)
        )
        if not kept or not isinstance(kept[0], SessionStarted):
            raise LabError(f"Session {key!r} cannot be imported: its events do not begin with session_started.")
        return self._insert_session(key, kept[0].setup, kept[0].at or moment, kept)

    def export_lines(self, key: str) -> Iterator[str]:
        """The session as JSON Lines, without line breaks: a header, then each event. Raises NotFoundError."""
        return lines.export_lines(key, self._bodies(key))

    def import_lines(self, stream: TextIO, name: str) -> str:
        """The key under which an exported session was stored.

        `name` is what problems call the file. Raises FileProblemsError, with nothing stored.
        """
        exported = lines.parse_lines(stream, name)
        return self.import_events(exported.key, exported.events)

    def _insert_session(self, wish: str, setup: Setup, created: datetime, events: tuple[Event, ...]) -> str:
        row: dict[str, object] = {
            "created": _text(created),
            "last_seq": len(events),
            "persona": setup.persona.id,
            "scenario": setup.scenario.id,
            "agent": setup.agent.name,
            "voice": setup.voice,
            "intensity": setup.intensity,
            "seed": str(setup.seed),
            "turns": 0,
            "end_reason": None,
            "score": None,
        }
        for event in events:
            row.update(_summary_changes(event))
        while True:
            key = self._read(lambda connection: _free_key(wish, connection))

            def write(connection: Connection, key: str = key) -> str:
                try:
                    connection.execute(insert(SESSIONS).values(row | {"key": key}))
                except IntegrityError as error:
                    raise _KeyTakenError from error
                if events:
                    connection.execute(insert(EVENTS), [_row(key, event) for event in events])
                return key

            try:
                return self._write(write)
            except _KeyTakenError:
                continue  # another process took that key in between

    def _bodies(self, key: str) -> Sequence[str]:
        def read(connection: Connection) -> Sequence[str]:
            bodies = connection.execute(select(EVENTS.c.body).where(EVENTS.c.session == key).order_by(EVENTS.c.seq))
            found = bodies.scalars().all()
            if not found and key not in (keys := self._keys(connection)):
                raise self._not_found(key, keys)
            return found

        return self._read(read)

    @staticmethod
    def _keys(connection: Connection) -> Sequence[str]:
        """Every key, the newest session's first."""
        return (
            connection.execute(select(SESSIONS.c.key).order_by(SESSIONS.c.created.desc(), SESSIONS.c.key))
            .scalars()
            .all()
        )

    def _not_found(self, name: str, keys: Sequence[str]) -> NotFoundError:
        if not keys:
            return NotFoundError(
                f"No session is named {name!r}: nothing has been played yet. `persona-lab spar` plays one."
            )
        from rapidfuzz import process

        near = [key for key, score, _ in process.extract(name, keys, limit=3) if score >= 60]
        hint = (
            f"Did you mean {' or '.join(repr(key) for key in near)}?"
            if near
            else "`persona-lab sessions list` lists them."
        )
        return NotFoundError(f"No session is named {name!r}. {hint}")

    def _read(self, query: Callable[[Connection], Result]) -> Result:
        return self._inside(self._engine.connect(), query)

    def _write(self, change: Callable[[Connection], Result]) -> Result:
        return self._inside(self._engine.begin(), change)

    def _inside(self, opening: AbstractContextManager[Connection], work: Callable[[Connection], Result]) -> Result:
        with told(self.place), opening as connection:
            return work(connection)


def _row(session: str, event: Event) -> dict[str, object]:
    assert event.at is not None
    return {
        "session": session,
        "seq": event.seq,
        "at": _text(event.at),
        "kind": event.kind,
        "body": event.model_dump_json(),
    }


def _summary_changes(event: Event) -> Mapping[str, object]:
    """What an event changes in its session's line of the list; the same as the fold does, a test compares them."""
    match event:
        case AgentSpoke() | CustomerSpoke():
            return {"turns": event.turn}
        case TurnUndone():
            return {"turns": event.turn - 1, "end_reason": None, "score": None}
        case SessionResumed():
            return {"end_reason": None}
        case SessionEnded():
            return {"end_reason": event.reason}
        case SessionJudged():
            return {"score": event.scorecard.score}
        case _:
            return {}


def _text(moment: datetime) -> str:
    """ISO 8601 in UTC, always with microseconds, so that it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _in_utc(at: datetime | None, otherwise: datetime) -> datetime:
    """An imported event's time; one without a zone was meant as UTC, one that no calendar holds is replaced."""
    if at is None:
        return otherwise
    if at.tzinfo is None:
        return at.replace(tzinfo=UTC)
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return otherwise


def _free_key(wish: str, connection: Connection) -> str:
    wish = wish[: KEY_LIMIT - 12]
    alike = select(SESSIONS.c.key).where(SESSIONS.c.key.startswith(wish, autoescape=True))
    occupied = {*connection.execute(alike).scalars(), NEWEST}
    if wish not in occupied:
        return wish
    number = 2
    while f"{wish}-{number}" in occupied:
        number += 1
    return f"{wish}-{number}"


def _written_by(bodies: Sequence[str]) -> str:
    try:
        return one_line(str(json.loads(bodies[0])["program"]), 40)
    except (ValueError, KeyError, TypeError):
        return "of an unknown version"
