"""Anybody's transcripts: our format, chat messages, JSON Lines, CSV and labelled text, read one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from pydantic import ValidationError

from persona_lab.errors import FileProblemsError
from persona_lab.files.transcripts.documents import read_document, read_lines
from persona_lab.files.transcripts.form import guess_form, head_of
from persona_lab.files.transcripts.labelled import read_labelled
from persona_lab.files.transcripts.rows import Columns
from persona_lab.files.transcripts.sources import STDIN, find_files, lines_of, names_files, opened
from persona_lab.files.transcripts.speakers import Speakers
from persona_lab.files.transcripts.tables import read_table
from persona_lab.files.transcripts.values import FORMS, Draft, Form, Found, Read, Source
from persona_lab.lab import Problem
from persona_lab.model.transcript import Transcript

__all__ = [
    "FORMS",
    "STDIN",
    "Columns",
    "Form",
    "Names",
    "Read",
    "Speakers",
    "find_files",
    "iter_transcripts",
    "names_files",
]

_NAME_LIMIT = 180
_PROBLEMS_A_TRANSCRIPT = 5


class Names:
    """Names of transcripts, each given once: a number is added to one that was given before."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """That name, or the name with the next free number behind it."""
        if name not in self._times:
            self._times[name] = 1
            return name
        while True:
            self._times[name] += 1
            numbered = f"{name[:_NAME_LIMIT]}-{self._times[name]}"
            if numbered not in self._times:
                self._times[numbered] = 1
                return numbered


def iter_transcripts(
    paths: Iterable[str | Path],
    *,
    form: Form | None = None,
    mapping: Columns | None = None,
    speakers: Speakers | None = None,
    swap: bool = False,
    encoding: str | None = None,
    names: Names | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> Iterator[Read]:
    """Every transcript in these files, folders and patterns, '-' being standard input; none is read before it is due.

    `form` is guessed from each file's content when it is None. `mapping` says which columns of a table, or keys of
    message lines, hold what; `speakers` which names are the agent's and the customer's; `swap` turns the known names
    round ('user' is the agent). `names` keeps ids unique over several calls. Each thing that cannot be read goes to
    `on_problem` and hides nothing else. Without it, the first raises FileProblemsError. Raises NotFoundError for a
    file that is not there and UsageError for one that cannot be opened.
    """
    who = speakers or Speakers(swapped=swap)
    given = names or Names()

    def told(problem: Problem) -> None:
        if on_problem is None:
            raise FileProblemsError([problem])
        on_problem(problem)

    for name in find_files(str(path) for path in paths):
        with opened(name, encoding) as stream:
            stem = "stdin" if name == STDIN else Path(name).stem
            head, lines = head_of(lines_of(stream))
            source = Source(name, stem, chain(head, lines))
            try:
                for found in _found(source, head, form, mapping, who):
                    if isinstance(found, Problem):
                        told(found)
                        continue
                    read = _checked(source, found, given)
                    if isinstance(read, Read):
                        yield read
                    else:
                        for problem in read:
                            told(problem)
            except (OSError, UnicodeError) as error:
                told(source.problem(None, f"reading broke off: {error}"))


def _found(
    source: Source, head: Sequence[str], form: Form | None, columns: Columns | None, speakers: Speakers
) -> Found:
    chosen = form or guess_form(source.name, head, columns, speakers)
    match chosen:
        case "json":
            return read_document(source, speakers)
        case "lines":
            return read_lines(source, columns, speakers)
        case "csv":
            return read_table(source, head, columns, speakers)
        case "text":
            return read_labelled(source, speakers)
        case None if not any(line.strip() for line in head):
            return iter([source.problem(None, "the file is empty")])
        case None:
            return iter(
                [source.problem(None, f"its form cannot be told; --form says which of {', '.join(FORMS)} it is")]
            )


def _checked(source: Source, draft: Draft, names: Names) -> Read | list[Problem]:
    """The transcript with a name of its own, or what is wrong with it."""
    content = dict(draft.content)
    if "id" not in content:
        content["id"] = source.stem if draft.line is None else f"{source.stem}-{draft.line}"
    if isinstance(content["id"], str):
        content["id"] = content["id"][:200]
    try:
        transcript = Transcript.model_validate(content)
    except ValidationError as error:
        return [
            Problem(source.name, draft.line, None, ".".join(map(str, part["loc"])) or "transcript", part["msg"])
            for part in error.errors(include_url=False, include_input=False)[:_PROBLEMS_A_TRANSCRIPT]
        ]
    if not transcript.turns:
        reason = "there is nothing to judge; a transcript has at least one turn"
        return [Problem(source.name, draft.line, None, "turns", reason)]
    unique = names.unique(transcript.id)
    if unique != transcript.id:
        transcript = transcript.model_copy(update={"id": unique})
    return Read(transcript, source.name, draft.line, draft.answers)
