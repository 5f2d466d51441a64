"""Outside text made fit to be shown or compared."""

import re
import unicodedata

_KEPT_CONTROLS = "\n\t"
_WHITE_SPACE = re.compile(r"\s+")


def printable(text: str) -> str:
    """The text with control, escape, bidi and invisible characters written out as code points, harmless to show."""
    if text.isprintable():
        return text
    return "".join(
        char
        if char in _KEPT_CONTROLS or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        else _escaped(char)
        for char in text
    )


def one_line(text: str, limit: int = 200) -> str:
    """Printable text on one line, at most `limit` characters, with an ellipsis where it was cut."""
    line = _WHITE_SPACE.sub(" ", printable(text)).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def folded(text: str) -> str:
    """NFKC with white space folded to single spaces: the form in which quotes are compared."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
