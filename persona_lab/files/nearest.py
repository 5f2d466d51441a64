"""Did-you-mean: the nearest of what is allowed to what was written."""

from collections.abc import Iterable

from persona_lab.text import one_line

_MOST_LISTED = 12


def nearest(written: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that `written` most likely means, if one is near."""
    from difflib import get_close_matches

    spelt = {word.lower().replace("_", "-"): word for word in allowed}
    matches = get_close_matches(written[:60].lower().replace("_", "-").strip(), list(spelt), n=1, cutoff=0.6)
    return spelt[matches[0]] if matches else None


def suggestion(written: str, allowed: Iterable[str], listed: str = "Allowed") -> str:
    """Sentences that begin with a space: 'Did you mean ...?' and, where it helps, everything that is allowed."""
    words = list(allowed)
    near = nearest(written, words)
    meant = f" Did you mean {near!r}?" if near else ""
    if not words or (near and len(words) > _MOST_LISTED):
        return meant
    return f"{meant} {listed}: {one_line(', '.join(words), 1000)}."
