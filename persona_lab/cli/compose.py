"""The composition root: the one place that knows which files, store and models stand behind the lab's protocols.

It imports nothing of them until they are used, because listing personas must not wait for a provider's library.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from persona_lab.files import FileCatalogue, FolderName
    from persona_lab.lab import Entry, Lab, SessionStore
    from persona_lab.model.calls import LanguageModel


def build_lab() -> Lab:
    """The lab with its files, store and models bound, and the current folder's `.env` read."""
    load_env_file()
    from persona_lab.lab import Lab

    return Lab(
        personas=_Shelf("personas"),
        scenarios=_Shelf("scenarios"),
        rubrics=_Shelf("rubrics"),
        open_store=_open_store,
        open_model=_open_model,
        default_model=os.environ.get("PERSONA_LAB_MODEL", "").strip() or None,
        model_names=_model_names,
    )


class _Shelf:
    """A catalogue that is opened on first use: importing the values takes a third of the first paint's time."""

    def __init__(self, folder: FolderName) -> None:
        self._folder = folder

    def entries(self) -> Sequence[Entry]:
        """As the catalogue has it."""
        return self._opened.entries()

    def get(self, name: str) -> Any:
        """As the catalogue has it."""
        return self._opened.get(name)

    @cached_property
    def _opened(self) -> FileCatalogue[Any]:
        from persona_lab.files import FileCatalogue, kind_of

        return FileCatalogue(kind_of(self._folder))


def file_catalogue(folder: FolderName) -> FileCatalogue[Any]:
    """The catalogue of one kind of files, with the verbs that only files have: names, found, schema, start."""
    load_env_file()
    from persona_lab.files import FileCatalogue, kind_of

    return FileCatalogue(kind_of(folder))


def load_env_file() -> None:
    """Add the variables of the current folder's `.env` to the environment; what is already set there wins.

    Raises UsageError when the file cannot be read; its content is never repeated.
    """
    path = Path.cwd() / ".env"
    if not path.is_file():
        return
    from dotenv import load_dotenv

    from persona_lab.errors import UsageError

    try:
        load_dotenv(path, override=False)
    except (OSError, ValueError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, ValueError) else error.strerror
        raise UsageError(f"The file '.env' in the current folder cannot be read: {reason}.") from None


def _open_store() -> SessionStore:
    from persona_lab.store import open_store

    return open_store(os.environ.get("PERSONA_LAB_STORE", "").strip() or None)


def _open_model(name: str) -> AbstractContextManager[LanguageModel]:
    from persona_lab.cli.output import tell
    from persona_lab.llm import open_model

    return open_model(name, tell=tell)


def _model_names() -> Sequence[str]:
    from persona_lab.llm.local import installed_names

    configured = os.environ.get("PERSONA_LAB_MODEL", "").strip()
    return [*([configured] if configured else []), *(name for name in installed_names() if name != configured)]
