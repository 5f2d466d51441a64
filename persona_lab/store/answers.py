"""The judge's answers kept on disk, so that the same question about the same transcript is paid for once.

What is kept is a hash and the model's words; prompts, keys and addresses never enter it. The words may quote the
transcript, so the file is readable by its owner alone.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

from persona_lab.text import one_line

FILE_NAME = "answers.db"

MOST_KEPT = 20_000
"""Answers; the ones not asked for the longest go first. At about 1 kB each the file stays near 20 MB."""

_LONGEST = 100_000
"""Characters of an answer that is worth keeping."""


class KeptAnswers:
    """A `persona_lab.model.calls.AnswerCache` in a SQLite file; safe to use from several threads and processes.

    It is a convenience: when the file cannot be read or written, nothing is found and nothing kept, and `trouble` says
    why.
    """

    def __init__(self, path: Path, most: int = MOST_KEPT) -> None:
        self._path = path
        self._most = most
        self._lock = threading.Lock()
        self._is_ready = False
        self.trouble: str | None = None
        """Why answers are not kept, in one sentence; null while they are."""

    def get(self, key: str) -> str | None:
        """The answer kept under that hash, if any."""
        try:
            with self._lock, closing(self._connection()) as connection, connection:
                row = connection.execute(
                    "UPDATE answers SET used = (SELECT coalesce(max(used), 0) + 1 FROM answers) WHERE key = ? "
                    "RETURNING answer",
                    (key,),
                ).fetchone()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
            return None
        return None if row is None else str(row[0])

    def put(self, key: str, answer: str) -> None:
        """Keep an answer, and let the oldest go where there are too many."""
        if len(answer) > _LONGEST:
            return
        try:
            with self._lock, closing(self._connection()) as connection, connection:
                connection.execute(
                    "INSERT INTO answers (key, answer, used) "
                    "VALUES (?, ?, (SELECT coalesce(max(used), 0) + 1 FROM answers)) "
                    "ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, used = excluded.used",
                    (key, answer.encode("utf-8", "replace").decode()),
                )
                connection.execute(
                    "DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY used DESC LIMIT -1 OFFSET ?)",
                    (self._most,),
                )
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _connection(self) -> sqlite3.Connection:
        if self.trouble is not None:
            raise sqlite3.OperationalError(self.trouble)
        if not self._is_ready:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._path.exists():
                self._path.touch(mode=0o600)
        connection = sqlite3.connect(self._path, timeout=10)
        if not self._is_ready:
            with suppress(sqlite3.OperationalError):
                # not on every file system; it only makes writing faster
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT NOT NULL, used INTEGER NOT NULL)"
            )
            connection.execute("CREATE INDEX IF NOT EXISTS answers_used ON answers (used)")
            self._is_ready = True
        return connection

    def _give_up(self, error: OSError | sqlite3.Error) -> None:
        # a broken cache must not cost a judgement; it is told once, and left alone from then on
        reason = error.strerror if isinstance(error, OSError) else str(error)
        self.trouble = (
            self.trouble or f"The judge's answers are not kept in {str(self._path)!r}: {one_line(reason or '')}."
        )
