"""The composition root: the one place that knows which files, store and models stand behind the lab's protocols.

It imports nothing of them until they are used, because listing personas must not wait for a provider's library.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from persona_lab.files import FileCatalogue, FolderName
    from persona_lab.lab import Lab, SessionStore
    from persona_lab.model.calls import LanguageModel


def build_lab() -> Lab:
    """The lab with its files, store and models bound, and the current folder's `.env` read."""
    load_env_file()
    from persona_lab.files import persona_catalogue, rubric_catalogue, scenario_catalogue
    from persona_lab.lab import Lab

    return Lab(
        personas=persona_catalogue(),
        scenarios=scenario_catalogue(),
        rubrics=rubric_catalogue(),
        open_store=_open_store,
        open_model=_open_model,
        default_model=os.environ.get("PERSONA_LAB_MODEL", "").strip() or None,
        model_names=_model_names,
    )


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
