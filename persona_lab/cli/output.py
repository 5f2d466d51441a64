"""The one writer to stdout and the one to stderr; outside text passes through `printable` here."""

import json
import re
import sys

from persona_lab.text import printable


def say(text: str = "") -> None:
    """Print a result."""
    sys.stdout.write(printable(text) + "\n")
    sys.stdout.flush()


def say_json(value: object) -> None:
    """Print a result for a program: JSON, keys in the order given; what is not harmless to show as JSON escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    sys.stdout.write("".join(char if printable(char) == char else json.dumps(char)[1:-1] for char in text) + "\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """Tell the person something that is not the result: progress, a warning, an error."""
    sys.stderr.write(printable(text) + "\n")
    sys.stderr.flush()


def harmless_json(text: str) -> str:
    """The same JSON with characters that could act on a terminal escaped; it reads back to the same values."""
    return re.sub(r"[^\x20-\x7e]", lambda found: _escaped(found[0]), text)


def _escaped(char: str) -> str:
    return char if printable(char) == char else json.dumps(char)[1:-1]
