"""A new file that is valid from its first line, commented, with the schema beside it for editors."""

from __future__ import annotations

from pathlib import Path

from persona_lab.errors import UsageError
from persona_lab.files.kinds import IDENTIFIER, Content, Kind
from persona_lab.files.reading import shown_path
from persona_lab.files.schema import schema_file_name, schema_text
from persona_lab.text import one_line

_NEW_NAME = "new-name"
_NEW_TITLE = "New title"


def start_file(kind: Kind[Content], name: str, folder: Path) -> Path:
    """The file just written, named after `name`, in that folder; its schema is written beside it.

    Raises UsageError when the name is no identifier or the file exists already.
    """
    if not IDENTIFIER.fullmatch(name):
        raise UsageError(
            f"{one_line(name, 60)!r} cannot name a {kind.noun}: use up to 60 lower-case letters, digits and hyphens, "
            f"such as 'late-again'."
        )
    path = folder / f"{name}.yaml"
    text = starting_text(kind, name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        (folder / schema_file_name(kind)).write_text(schema_text(kind), encoding="utf-8", newline="\n")
    except FileExistsError:
        raise UsageError(f"{shown_path(path)!r} exists already; choose another name, or remove it first.") from None
    except OSError as error:
        raise UsageError(f"{shown_path(path)!r} cannot be written: {error.strerror}.") from None
    return path


def starting_text(kind: Kind[Content], name: str) -> str:
    """What a new file of that name begins as."""
    template = Path(__file__).with_name("templates") / f"{kind.noun}.yaml"
    text = template.read_text(encoding="utf-8")
    title = name.replace("-", " ").capitalize()
    return text.replace(_NEW_NAME, name).replace(_NEW_TITLE, title)
