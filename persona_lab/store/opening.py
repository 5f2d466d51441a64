"""Opening a store: its address, its pragmas, its layout's version."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable

from persona_lab.errors import LabError, UsageError
from persona_lab.home import data_folder
from persona_lab.store.failures import told
from persona_lab.store.place import prepared_file
from persona_lab.store.sql import SqlStore
from persona_lab.store.tables import METADATA, SCHEMA, SCHEMA_VERSION

BUSY_MILLISECONDS = 10_000


def opened(url: str | None) -> SqlStore:
    """The store at that URL, at PERSONA_LAB_STORE, or in the data folder; missing tables are made."""
    engine = _engine(_address(url or os.environ.get("PERSONA_LAB_STORE", "").strip() or None))
    place = engine.url.database if engine.dialect.name == "sqlite" else engine.url.render_as_string(hide_password=True)
    place = place or "memory"
    try:
        with told(place):
            _make_layout(engine, place)
    except LabError:
        engine.dispose()
        raise
    return SqlStore(engine, place)


def _address(url: str | None) -> URL:
    if url is None:
        return URL.create("sqlite", database=str(prepared_file(data_folder())))
    try:
        return make_url(url)
    except ArgumentError:
        # the text may hold a password, so it is not repeated
        raise UsageError(
            "The address of the session store cannot be read; it should look like 'sqlite:///sessions.db' or "
            "'postgresql://user@host/database' (PERSONA_LAB_STORE)."
        ) from None


def _engine(url: URL) -> Engine:
    arguments: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
        # one connection is one database in memory: every thread has to share it
        arguments = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    try:
        engine = create_engine(url, **arguments)
    except NoSuchModuleError:
        raise UsageError(
            f"No database is known as {url.drivername!r}; use sqlite or postgresql (PERSONA_LAB_STORE)."
        ) from None
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The database {url.drivername!r} needs the Python package {error.name!r}, which is not installed beside "
            "persona-lab."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # NORMAL would survive a kill as well, but in WAL mode a power cut could take back the last turns; flushing every
    # commit costs about half a millisecond an event on a solid-state disk, and a turn has five
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _make_layout(engine: Engine, place: str) -> None:
    found = _version(engine) if inspect(engine).has_table(SCHEMA.name) else None
    if found is None:
        with engine.begin() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
                for index in table.indexes:
                    connection.execute(CreateIndex(index, if_not_exists=True))
        try:
            with engine.begin() as connection:
                connection.execute(insert(SCHEMA).values(id=1, version=SCHEMA_VERSION))
        except IntegrityError:
            pass  # another process opened the same new store a moment earlier
        found = _version(engine)
    if found is not None and found > SCHEMA_VERSION:
        raise UsageError(
            f"The session store {place!r} was made by a newer persona-lab: its layout is {found}, and this one knows "
            f"layouts up to {SCHEMA_VERSION}. A newer program reads it; PERSONA_LAB_HOME names another folder."
        )


def _version(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return connection.execute(select(SCHEMA.c.version)).scalar_one_or_none()
