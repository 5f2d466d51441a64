"""The model files in the cache folder."""

import re
from dataclasses import dataclass
from pathlib import Path

from persona_lab.errors import NotFoundError, UsageError
from persona_lab.home import models_folder

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A GGUF file in the cache folder."""

    name: str
    """What comes after `local/`."""
    path: Path
    size: int
    """Bytes."""


def installed() -> tuple[ModelFile, ...]:
    """The model files in the cache folder, by name."""
    folder = models_folder()
    if not folder.is_dir():
        return ()
    return tuple(
        ModelFile(path.stem, path, path.stat().st_size)
        for path in sorted(folder.glob("*.gguf"))
        if path.is_file() and _NAME.fullmatch(path.stem)
    )


def find(name: str) -> ModelFile:
    """The model file of that name. Raises UsageError for a name that is no name, NotFoundError when it is not there."""
    checked_name(name)
    listed = installed()
    for file in listed:
        if file.name == name:
            return file
    from rapidfuzz.process import extractOne

    near = extractOne(name, [file.name for file in listed], score_cutoff=60)
    hint = f"Did you mean {near[0]!r}?" if near else "`persona-lab models list` shows what is here and can be pulled."
    raise NotFoundError(f"No local model is named {name!r}. {hint}")


def checked_name(name: str) -> str:
    """The name, if a model file can have it. Raises UsageError."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be a local model's name: letters, digits, dots, hyphens and underscores, "
            "and a letter or digit first."
        )
    return name
