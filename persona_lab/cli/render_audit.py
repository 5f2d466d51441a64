"""An audit as plain text of at most 80 columns: one line a probe, then what went wrong and where."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from persona_lab.judging.audit.report import Audit, ProbeResult
from persona_lab.text import one_line

WIDTH = 80

_DETAIL = 150
"""Characters shown of what was seen in one case."""


def audit_lines(report: Audit) -> list[str]:
    """The report for a reader."""
    lines = [
        f"== Reliability of {one_line(report.judge, 50)}: {report.score:.1f} of 100 ==",
        f"   Rubric {one_line(report.rubric, 50)}; {report.judgings} scorecards; seed {report.seed}",
        f"   {report.conversations} conversations, {report.pairs} pairs, {report.injections} injections and controls",
        "",
        f"   {'probe':24} {'passed':>11}  {'share':>6}  {'95 % interval':>14}  {'left open':>9}",
    ]
    lines += [_row(result) for result in report.probes]
    for result in report.probes:
        lines += _told(result)
    return lines


def ranking_lines(reports: Sequence[Audit]) -> list[str]:
    """The judges, the most reliable first."""
    ranked = sorted(reports, key=lambda report: -report.score)
    return ["== Ranking ==", *(f"   {report.score:6.1f}  {one_line(report.judge, 60)}" for report in ranked)]


def _row(result: ProbeResult) -> str:
    tried = f"{result.passed}/{result.n}" if result.n else "nothing"
    share = "-" if result.share is None else f"{result.share:.1%}"
    interval = "-" if result.interval is None else f"{result.interval[0]:.1%} {result.interval[1]:>6.1%}"
    return f"   {result.title:24} {tried:>11}  {share:>6}  {interval:>14}  {result.open or '-':>9}"


def _told(result: ProbeResult) -> Iterator[str]:
    """Why a probe failed or stayed open, with examples; nothing of one that passed throughout."""
    if not result.reasons:
        return
    yield ""
    yield f"-- {result.title} --"
    yield from _wrapped(f"   A sound judge: {result.asks}", "   ")
    for reason, count in result.reasons.items():
        yield f"   {count} x {reason}"
    for example in result.examples:
        about = f" {example.criterion}" if example.criterion else ""
        yield from _wrapped(f"     {one_line(example.case, 60)}{about}: {one_line(example.detail, _DETAIL)}", "       ")
    uneven = [
        f"{name} {tally.passed}/{tally.passed + tally.failed + tally.open}"
        + (f" ({tally.open} open)" if tally.open else "")
        for name, tally in result.criteria.items()
        if tally.failed or tally.open
    ]
    if uneven:
        rest = "; the others passed throughout" if len(uneven) < len(result.criteria) else ""
        yield from _wrapped(f"   By criterion: {', '.join(uneven)}{rest}", "     ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_long_words=True)
