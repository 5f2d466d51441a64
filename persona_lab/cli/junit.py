"""Scorecards as JUnit XML, the form in which CI systems show what failed.

A rubric is a test suite and a transcript a test case, so that a report of a thousand transcripts stays readable and a
case keeps its name from run to run. A case fails when the transcript misses the bar or hits a gate of its rubric; what
failed in it stands in the failure's text. A case without a score is skipped when there is no bar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self
from xml.etree.ElementTree import Element, SubElement, tostring

from persona_lab.errors import UsageError
from persona_lab.model.verdict import FAILING, GATE_TITLE, Gate, Scorecard
from persona_lab.text import one_line, printable

if TYPE_CHECKING:
    from persona_lab.model.rubric import Rubric


@dataclass(slots=True)
class _Suite:
    rubric: Rubric
    rubric_hash: str = ""
    judge: str = ""
    tests: int = 0
    failures: int = 0
    skipped: int = 0
    cases: IO[bytes] = field(default_factory=TemporaryFile)
    """Finished cases wait on disk: the counts stand before them in the file."""


class JunitReport:
    """A report that takes scorecards as they come and is written at the end. Use it in a `with` statement."""

    def __init__(self, path: Path, rubrics: Sequence[Rubric], bar: float | None) -> None:
        """Raises UsageError when the file cannot be written, before anything was judged."""
        self._path = path
        self._bar = bar
        self._suites = {rubric.id: _Suite(rubric) for rubric in rubrics}
        try:
            path.touch()
        except OSError as error:
            raise UsageError(f"The file {str(path)!r} cannot be written: {error.strerror}.") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for suite in self._suites.values():
            suite.cases.close()

    def add(self, card: Scorecard) -> None:
        """One more test case."""
        suite = self._suites[card.rubric]
        suite.tests += 1
        suite.rubric_hash, suite.judge = card.rubric_hash, card.judge
        case = Element("testcase", {"classname": _plain(f"persona-lab.{card.rubric}"), "name": _plain(card.transcript)})
        titles = {criterion.id: criterion.title for criterion in suite.rubric.criteria}
        gates = [gate for gate in card.gates if gate.id in suite.rubric.gates]
        missed = self._bar is not None and (card.score is None or card.score < self._bar)
        if missed or gates:
            suite.failures += 1
            what = "gate" if gates else "score"
            failure = SubElement(case, "failure", {"type": what, "message": self._message(card, gates, missed)})
            failure.text = "\n".join(_failings(card, gates, titles))
        elif card.score is None:
            suite.skipped += 1
            SubElement(case, "skipped", {"message": "no score: nothing in it could be judged"})
        else:
            SubElement(case, "system-out").text = "\n".join(_failings(card, gates, titles)) or _score(card)
        suite.cases.write(tostring(case, encoding="utf-8") + b"\n")

    def write(self) -> None:
        """Write the file. Raises UsageError."""
        suites = list(self._suites.values())
        try:
            with self._path.open("wb") as stream:
                stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
                stream.write(_opening("testsuites", {"name": "persona-lab", **_totals(suites)}))
                for suite in suites:
                    stream.write(_opening("testsuite", {"name": _plain(suite.rubric.id), **_totals([suite])}))
                    stream.write(_properties(suite))
                    suite.cases.seek(0)
                    while piece := suite.cases.read(1 << 20):
                        stream.write(piece)
                    stream.write(b"</testsuite>\n")
                stream.write(b"</testsuites>\n")
        except OSError as error:
            raise UsageError(f"The file {str(self._path)!r} cannot be written: {error.strerror}.") from None

    def _message(self, card: Scorecard, gates: Sequence[Gate], missed: bool) -> str:
        parts = [f"{gate.id} {GATE_TITLE[gate.id]} in turn {gate.turn}" for gate in gates[:3]]
        if missed:
            parts.append(f"{_score(card)}, under the bar of {self._bar:g}")
        return _plain("; ".join(parts))


def _score(card: Scorecard) -> str:
    return "no score" if card.score is None else f"score {card.score:g}"


def _failings(card: Scorecard, gates: Sequence[Gate], titles: Mapping[str, str]) -> list[str]:
    """The gates and every missed or broken criterion, with quotes and what to do instead."""
    lines = [f'{gate.id} {GATE_TITLE[gate.id]}, turn {gate.turn}: "{one_line(gate.quote, 300)}"' for gate in gates]
    for verdict in card.criteria:
        if verdict.verdict not in FAILING:
            continue
        title = titles.get(verdict.id, "")
        told = one_line(f"{verdict.id} {title}: {verdict.verdict.replace('_', ' ')}. {verdict.why}", 600)
        lines.append(told)
        lines += [f'  turn {quote.turn}: "{one_line(quote.quote, 300)}"' for quote in verdict.evidence]
        if verdict.advice and verdict.advice != verdict.why:
            lines.append(f"  {one_line(verdict.advice, 400)}")
    return lines


def _plain(text: str) -> str:
    """Text that XML can hold: control characters and the like are written out as code points."""
    return printable(text).replace("\n", " ").replace("\t", " ")


def _totals(suites: Sequence[_Suite]) -> dict[str, str]:
    return {
        "tests": str(sum(suite.tests for suite in suites)),
        "failures": str(sum(suite.failures for suite in suites)),
        "errors": "0",
        "skipped": str(sum(suite.skipped for suite in suites)),
    }


def _opening(name: str, attributes: Mapping[str, str]) -> bytes:
    whole: bytes = tostring(Element(name, dict(attributes)), encoding="utf-8", short_empty_elements=False)
    return whole.removesuffix(f"</{name}>".encode()) + b"\n"


def _properties(suite: _Suite) -> bytes:
    properties = Element("properties")
    for name, value in (("judge", suite.judge), ("rubric_hash", suite.rubric_hash)):
        SubElement(properties, "property", {"name": name, "value": _plain(value)})
    whole: bytes = tostring(properties, encoding="utf-8")
    return whole + b"\n"
