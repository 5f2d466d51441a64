"""Where sessions are kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from persona_lab.errors import LabError

FILE_NAME = "sessions.db"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's data folder; PERSONA_LAB_HOME overrides it. Nothing is created."""
    override = environ.get("PERSONA_LAB_HOME", "").strip()
    if override:
        return Path(override).expanduser()
    import platformdirs

    return platformdirs.user_data_path("persona-lab", appauthor=False)


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
