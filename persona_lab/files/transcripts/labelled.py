"""Text in which every turn begins with its speaker's name, such as `Agent: Good morning`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from persona_lab.files.transcripts.speakers import Speakers, UnknownSpeakerError
from persona_lab.files.transcripts.values import DOCUMENT_LIMIT, NOT_TEXT, Draft, Found, Source, is_utf8
from persona_lab.lab import Problem

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?\s?(?:[ap]\.?m\.?)?"
_DATE = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\s[A-Za-z]{3,9}\.?(?:\s\d{4})?"
_STAMP = re.compile(
    rf"[\[(<]?\s*(?:(?:{_DATE})[,T\s]*)?(?:{_CLOCK})(?:Z|\s?[+-]\d\d:?\d\d|\s?UTC)?\s*[\])>]?\s*(?:[-–—|:,]\s*)?",
    re.IGNORECASE,
)
_BARE_STAMP = re.compile(rf"\s*[\[(<]?\s*(?:{_DATE})?[,T\s]*(?:{_CLOCK})\s*[\])>]?\s*$", re.IGNORECASE)
_NAME = re.compile(
    r"[*_]{0,2}(?P<name>[^\W\d_][\w .'’&/-]{0,60}?)"
    r"\s*(?:[(\[][^()\[\]]{0,60}[)\]])?\s*[*_]{0,2}:[*_]{0,2}(?:\s+|$)"
)
_RULE = re.compile(r"\s*([-=_*#])\1{2,}\s*$")

FAMILIAR = 3
"""As often as this, an unknown `Name:` in front of lines is taken for a speaker and told, not for words of a turn."""


_INDENT = "; if these lines are words of a turn, begin them with a space"


@dataclass(slots=True)
class _Turn:
    speaker: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def read_labelled(source: Source, speakers: Speakers) -> Found:
    """The conversations in a labelled text; a line of three or more dashes or equals signs parts one from the next.

    Time stamps may stand before the name, a note in brackets after it. A line without a name goes on with the turn
    before it. Lines before the first name that begin with `#` are passed over.
    """
    parts = _parts(source)
    first, second = next(parts, None), next(parts, None)
    alone = second is None
    for part in chain((part for part in (first, second) if part is not None), parts):
        if isinstance(part, Problem):
            yield part
            continue
        for found in _conversation(source, part, speakers):
            yield replace(found, line=None) if alone and isinstance(found, Draft) else found


def _parts(source: Source) -> Iterator[list[tuple[int, str]] | Problem]:
    """The numbered lines between rules."""
    size = 0
    part: list[tuple[int, str]] = []
    for number, line in enumerate(source.lines, 1):
        size += len(line)
        if size > DOCUMENT_LIMIT:
            yield source.problem(number, f"the text has more than {DOCUMENT_LIMIT:,} characters; split the file")
            return
        if _RULE.match(line) and part:
            yield part
            part = []
        elif part or (line.strip() and not _RULE.match(line)):
            part.append((number, line.rstrip("\r\n")))
    if part:
        yield part


def begins_with_a_name(lines: Iterable[str], speakers: Speakers | None = None) -> bool:
    """Whether the first line with words, headings aside, begins with a speaker's name: one that is known, if given.

    Behind a time stamp any name will do.
    """
    first = next((line for line in lines if line.strip() and not line.startswith("#") and not _RULE.match(line)), "")
    stamped, label, _ = _split(first)
    if label is None or speakers is None:
        return label is not None
    try:
        return bool(speakers.side(label))
    except UnknownSpeakerError:
        return stamped


def _conversation(source: Source, lines: Sequence[tuple[int, str]], speakers: Speakers) -> Found:
    first = lines[0][0]
    turns: list[_Turn] = []
    passed_over = False
    strangers: Counter[str] = Counter()
    unheard: tuple[int, str] | None = None
    for number, line in lines:
        if not is_utf8(line):
            yield source.problem(number, NOT_TEXT)
            return
        stamped, label, words = _split(line)
        side = None
        if label is not None:
            try:
                side = speakers.side(label)
            except UnknownSpeakerError as error:
                strangers[label] += 1
                unheard = unheard or (number, str(error))
                if stamped or not turns or strangers[label] == FAMILIAR or speakers.resembles(label):
                    aside = "" if stamped or not turns else _INDENT
                    yield source.problem(number, f"{error}{aside}")
                    return
        if side is not None:
            passed_over = side == "nobody"
            if not passed_over:
                turns.append(_Turn(side, number, [words]))
        elif turns and not passed_over:
            if not _BARE_STAMP.match(line):
                turns[-1].lines.append(line.strip())
        elif not passed_over and line.strip() and not line.startswith("#") and not _BARE_STAMP.match(line):
            yield source.problem(
                number, "no speaker's name stands before this line, such as 'Agent:'; --agent-is names other ones"
            )
            return
    if unheard is not None and len({turn.speaker for turn in turns}) == 1:
        # one side alone speaks, so the name that nobody knows is surely the other's
        yield source.problem(unheard[0], f"{unheard[1]}{_INDENT}")
        return
    if turns or any(line.strip() and not line.startswith("#") for _, line in lines):
        yield Draft({"turns": [{"speaker": turn.speaker, "text": turn.text} for turn in turns]}, first)


def _split(line: str) -> tuple[bool, str | None, str]:
    """Whether a time stamp stands in front, the name if there is one, and the words behind it."""
    if line[:1].isspace():
        return False, None, line
    stamp = _STAMP.match(line)
    rest = line[stamp.end() :] if stamp else line
    named = _NAME.match(rest)
    if named is None:
        return False, None, line
    return stamp is not None, named["name"], rest[named.end() :]
