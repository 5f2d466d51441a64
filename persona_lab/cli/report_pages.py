"""What a report page will show, kept on disk until the run is over, so that memory does not grow with it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from persona_lab.errors import UsageError

if TYPE_CHECKING:
    from persona_lab.cli.html_report import Report
    from persona_lab.cli.judging_work import Cards, Terms, Work


class ReportPages:
    """The pages of one report; use it in a `with` statement."""

    def __init__(self, path: Path, terms: Terms) -> None:
        """Raises UsageError when the report cannot be written, before anything was judged."""
        self._path = path
        self._terms = terms
        try:
            path.touch()
        except OSError as error:
            raise UsageError(f"The report {str(path)!r} cannot be written: {error.strerror}.") from None
        self._kept: IO[bytes] = TemporaryFile()  # noqa: SIM115  # closed in __exit__
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kept.close()

    def add(self, work: Work, cards: Cards) -> None:
        """Keep one page's content."""
        pickle.dump((work, cards), self._kept, protocol=pickle.HIGHEST_PROTOCOL)
        self._number += 1

    def write(self) -> None:
        """Write the report. Raises UsageError."""
        from persona_lab.cli.html_report import write_report

        write_report(self._path, self._reports())

    def _reports(self) -> Iterator[Report]:
        from persona_lab.cli.html_report import Report

        self._kept.seek(0)
        for _ in range(self._number):
            work, cards = pickle.load(self._kept)  # noqa: S301  # our own values, from a file that nobody else can open
            yield Report(
                work.transcript,
                cards,
                scenario=work.scenario,
                rubrics=self._terms.rubrics,
                moods=work.moods or None,
            )
