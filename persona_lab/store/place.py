"""Where sessions are kept."""

from __future__ import annotations

from pathlib import Path

from persona_lab.errors import LabError

FILE_NAME = "sessions.db"


def prepared_file(folder: Path) -> Path:
    """The SQLite file in that folder, both made where they are missing and readable by their owner alone.

    Raises LabError when they cannot be made.
    """
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            # SQLite gives its -wal and -shm files the mode of the file itself, so that this covers all three
            path.touch(mode=0o600)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LabError(
            f"Sessions cannot be kept in {str(folder)!r}: {reason}. Set PERSONA_LAB_HOME to a folder you can write to."
        ) from error
    return path
