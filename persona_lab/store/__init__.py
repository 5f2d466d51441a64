"""The store: events in SQL, and their form as JSON Lines; SQLAlchemy is loaded when a store is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from persona_lab.store.sql import SqlStore

__all__ = ["open_store"]


def open_store(url: str | None = None) -> SqlStore:
    """The session store at a SQLAlchemy URL, or the user's own.

    Without `url` the environment variable PERSONA_LAB_STORE decides, else it is the SQLite file `sessions.db` in the
    data folder. Raises LabError when it cannot be opened, or when a newer program made it.
    """
    from persona_lab.store.opening import opened

    return opened(url)
