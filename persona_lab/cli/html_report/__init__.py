"""The report page: one self-contained HTML file, to be read by eye, by a screen reader and on paper.

A page loads nothing and runs nothing; its content policy says so to the browser. Every text that somebody else wrote is
escaped, and control and bidi characters in it are written out.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from persona_lab.cli.html_report.layout import shown
from persona_lab.cli.html_report.values import IndexRow, Report, ShownReport
from persona_lab.errors import UsageError
from persona_lab.text import printable

if TYPE_CHECKING:
    from typing import IO

    from jinja2 import Environment

    from persona_lab.model.mood import MoodPoint
    from persona_lab.model.rubric import Rubric
    from persona_lab.model.scenario import Scenario
    from persona_lab.model.transcript import Transcript
    from persona_lab.model.verdict import Scorecard

__all__ = ["Report", "html_page", "write_report"]

_READ = 1 << 16
"""Characters copied at once."""


def html_page(
    transcript: Transcript,
    cards: Sequence[Scorecard],
    *,
    scenario: Scenario | None = None,
    titles: Mapping[str, str] | None = None,
    moods: Sequence[MoodPoint] | None = None,
    rubrics: Sequence[Rubric] = (),
) -> str:
    """The page of one conversation; `Report` says what each value is."""
    report = Report(transcript, cards, scenario, rubrics, titles or {}, moods)
    return "".join(_whole([IndexRow.of(laid_out := shown(report))], iter([_section(laid_out, level=1)])))


def write_report(path: Path, reports: Iterable[Report]) -> None:
    """Write one page with all reports, with a table of them in front where they are several.

    They are taken one at a time, so that memory does not grow with their number. Raises UsageError when the file cannot
    be written; what stood there before is lost.
    """
    coming = iter(reports)
    first = list(islice(coming, 2))
    level = 2 if len(first) > 1 else 1
    with ExitStack() as stack:
        try:
            page = stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            sections = stack.enter_context(TemporaryFile("w+", encoding="utf-8", newline="\n"))
            rows = []
            for number, report in enumerate((*first, *coming), 1):
                laid_out = shown(report, f"r{number}")
                sections.write(_section(laid_out, level))
                rows.append(IndexRow.of(laid_out))
            sections.seek(0)
            page.writelines(_whole(rows, _chunks(sections)))
        except OSError as error:
            raise UsageError(f"The report {str(path)!r} cannot be written: {error.strerror}.") from error


def _section(report: ShownReport, level: int) -> str:
    """One report's part of the page; `level` is that of its own heading, which a page of one has in its header."""
    return _environment().get_template("report.html").render(report=report, level=level)


def _whole(rows: Sequence[IndexRow], sections: Iterator[str]) -> Iterator[str]:
    """The page piece by piece."""
    from markupsafe import Markup

    css = _environment().get_template("report.css").render()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return (
        _environment()
        .get_template("page.html")
        .generate(
            rows=rows,
            sections=(Markup(section) for section in sections),  # noqa: S704  # our own templates escaped it
            css=Markup(css),  # noqa: S704  # our own style sheet
            css_hash=f"sha256-{digest}",
        )
    )


def _chunks(stream: IO[str]) -> Iterator[str]:
    while chunk := stream.read(_READ):
        yield chunk


@cache
def _environment() -> Environment:
    """The templates; no text leaves them that is not harmless."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def harmless(value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Markup):
            return printable(value.replace("\r\n", "\n").replace("\r", "\n"))
        return value

    return Environment(
        loader=PackageLoader("persona_lab.cli.html_report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
