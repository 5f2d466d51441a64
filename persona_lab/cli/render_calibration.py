"""A calibration as plain text: tables of 80 columns, wider only for long names, and why a figure is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence

from persona_lab.model.calibration import Calibration, CriterionCalibration, Figure, Figures
from persona_lab.model.verdict import GATE_TITLE, PASSING
from persona_lab.text import one_line

WIDTH = 80

Cell = str | Figure | None
"""What stands in a column: words, a figure's value, or nothing because it is not asked."""

Columns = Sequence[tuple[str, Callable[[CriterionCalibration], Cell]]]

_COLUMN = 10


def calibration_lines(calibration: Calibration, titles: Mapping[str, str] | None = None) -> list[str]:
    """The report for a reader; `titles` names criteria by id."""
    raters = ", ".join(one_line(rater, 80) for rater in calibration.raters)
    who = one_line(calibration.judge, 80) if calibration.judge else "nobody: people are compared with one another"
    lines = [
        f"== Agreement with people: rubric {one_line(calibration.rubric, 60)} ==",
        *_wrapped(f"   Judged by {who}"),
        *_wrapped(f"   Transcripts labelled: {calibration.labelled} (by {raters}); judged of them: {calibration.both}"),
    ]
    outcomes = [one for one in calibration.criteria if one.scale != "rating"]
    ratings = [one for one in calibration.criteria if one.scale == "rating"]
    if calibration.judge:
        judged = [one for one in outcomes if one.judge and one.judge.agreement.value is not None]
        lines += _table("The judge against people, the weakest first", judged, _AGREEMENT)
        lines += _table("95 % intervals of these", judged, _INTERVALS)
        lines += _table("Pass against fail", [one for one in judged if _passes(one)], _PASSING)
    lines += _table(
        "People against one another: mean of pairs, and the raters' range of kappa",
        [one for one in outcomes if one.people],
        _PEOPLE,
    )
    lines += _table("Quadratic kappa of ratings", ratings, _RATINGS if calibration.judge else _RATINGS_OF_PEOPLE)
    lines += _undefined_lines(calibration)
    return lines + _weak_lines(calibration, titles or {})


def _passes(report: CriterionCalibration) -> bool:
    return report.pass_rate is not None and report.pass_rate.value is not None


def _judge(name: str) -> Callable[[CriterionCalibration], Cell]:
    return lambda report: getattr(report.judge, name) if report.judge else None


def _people(name: str) -> Callable[[CriterionCalibration], Cell]:
    return lambda report: getattr(report.people, name) if report.people else None


def _guess(name: str) -> Callable[[CriterionCalibration], Cell]:
    return lambda report: getattr(report.baseline, name) if report.baseline else None


def _interval(of: Callable[[CriterionCalibration], Cell]) -> Callable[[CriterionCalibration], Cell]:
    def cell(report: CriterionCalibration) -> Cell:
        figure = of(report)
        if not isinstance(figure, Figure):
            return None
        return _span(figure.interval) if figure.interval else "undefined"

    return cell


def _range(of: Callable[[CriterionCalibration], Cell]) -> Callable[[CriterionCalibration], Cell]:
    def cell(report: CriterionCalibration) -> Cell:
        figure = of(report)
        if not isinstance(figure, Figure):
            return None
        return _span(figure.range) if figure.range else "undefined"

    return cell


def _count(report: CriterionCalibration) -> Cell:
    return str(report.transcripts)


def _people_pass(report: CriterionCalibration) -> Cell:
    passed = sum(share for label, share in report.prevalence.items() if label in PASSING)
    seen = sum(share for label, share in report.prevalence.items() if label != "na")
    return f"{passed / seen:.2f}" if seen else "undefined"


_AGREEMENT: Columns = (
    ("n", _count),
    ("decided", lambda report: report.coverage),
    ("agreement", _judge("agreement")),
    ("kappa", _judge("kappa")),
    ("AC1", _judge("ac1")),
    ("macro-F1", _judge("macro_f1")),
    ("strict F1", lambda report: report.strict_macro_f1),
    ("guess F1", _guess("macro_f1")),
)
_INTERVALS: Columns = (
    ("agreement", _interval(_judge("agreement"))),
    ("kappa", _interval(_judge("kappa"))),
    ("AC1", _interval(_judge("ac1"))),
    ("macro-F1", _interval(_judge("macro_f1"))),
    ("strict F1", _interval(lambda report: report.strict_macro_f1)),
)
_PASSING: Columns = (
    ("sensitiv.", _judge("sensitivity")),
    ("specific.", _judge("specificity")),
    ("people", _people_pass),
    ("judge", lambda report: report.pass_rate),
    ("corrected", lambda report: report.corrected_pass_rate),
    ("95 %", _interval(lambda report: report.corrected_pass_rate)),
)
_PEOPLE: Columns = (
    ("n", _count),
    ("agreement", _people("agreement")),
    ("kappa", _people("kappa")),
    ("range", _range(_people("kappa"))),
    ("AC1", _people("ac1")),
    ("macro-F1", _people("macro_f1")),
)
_RATINGS: Columns = (
    ("n", _count),
    ("judge", _judge("quadratic_kappa")),
    ("95 %", _interval(_judge("quadratic_kappa"))),
    ("guess", _guess("quadratic_kappa")),
    ("people", _people("quadratic_kappa")),
    ("range", _range(_people("quadratic_kappa"))),
)
_RATINGS_OF_PEOPLE: Columns = (
    ("n", _count),
    ("people", _people("quadratic_kappa")),
    ("95 %", _interval(_people("quadratic_kappa"))),
    ("range", _range(_people("quadratic_kappa"))),
    ("guess", _guess("quadratic_kappa")),
)
_NARROW = {"n": 4, "decided": 8}

_NAMES = {
    "agreement": "agreement",
    "kappa": "kappa",
    "quadratic_kappa": "quadratic kappa",
    "ac1": "AC1",
    "macro_f1": "macro-F1",
    "sensitivity": "sensitivity",
    "specificity": "specificity",
}


def _table(title: str, reports: Sequence[CriterionCalibration], columns: Columns) -> list[str]:
    if not reports:
        return []
    head = "".join(f"{name:>{_NARROW.get(name, _COLUMN)}}" for name, _ in columns)
    name_width = max(len(report.id) for report in reports) + 1
    lines = ["", f"   {title}", f"{'':<{name_width}}{head}"]
    for report in reports:
        cells = "".join(f"{_shown(get(report)):>{_NARROW.get(name, _COLUMN)}}" for name, get in columns)
        lines.append(f"{report.id:<{name_width}}{cells}".rstrip())
    return lines


def _shown(cell: Cell) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, str):
        return cell
    return "undefined" if cell.value is None else f"{cell.value:.2f}"


def _span(span: tuple[float, float]) -> str:
    return " ".join(_short(value) for value in span)


def _short(value: float) -> str:
    """A figure without the 0 before its point, so that a span fits a column."""
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.2f}"


def _undefined_lines(calibration: Calibration) -> list[str]:
    """Why figures or intervals are undefined: each reason once, with the figures and criteria it holds for."""
    found: dict[tuple[str, str], list[str]] = {}
    for report in calibration.criteria:
        for name, figure in _asked(report, calibration.judge is not None):
            if figure.why:
                found.setdefault((name, figure.why), []).append(report.id)
    by_reason: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (name, why), ids in found.items():
        by_reason.setdefault((why, tuple(ids)), []).append(name)
    if not by_reason:
        return []
    lines = ["", "   Undefined, and why"]
    for (why, criteria), names in by_reason.items():
        lines += _wrapped(f"   {', '.join(names)} of {', '.join(criteria)}: {why}")
    return lines


def _asked(report: CriterionCalibration, has_judge: bool) -> list[tuple[str, Figure]]:
    """The figures that the tables show for this criterion, by name."""
    figures: Figures | None = report.judge if has_judge else report.people
    if figures is None or _is_idle(report):
        return []
    names = {
        "rating": ("quadratic_kappa",),
        "turn": ("agreement",),
        "timing": ("agreement", "kappa", "ac1", "macro_f1"),
        "outcome": ("agreement", "kappa", "ac1", "macro_f1", "sensitivity", "specificity"),
    }[report.scale]
    asked = [(_NAMES[name], getattr(figures, name)) for name in names]
    if has_judge and report.scale == "outcome" and report.corrected_pass_rate is not None:
        asked.append(("corrected rate", report.corrected_pass_rate))
    if figures.agreement.value is None:  # one reason is enough
        return asked[:1]
    return asked


def _is_idle(report: CriterionCalibration) -> bool:
    """Whether the judge decided nothing of it."""
    return report.coverage is not None and report.coverage.value == 0


def _weak_lines(calibration: Calibration, titles: Mapping[str, str]) -> list[str]:
    if calibration.judge is None:
        return []
    weak = [report for report in calibration.criteria if report.weak]
    idle = [report.id for report in calibration.criteria if _is_idle(report)]
    missing = [report.id for report in calibration.criteria if report.judge is None]
    told = any(report.judge and report.judge.macro_f1.value is not None for report in calibration.criteria)
    none = "No criterion is weak by these labels" if told else "These labels are too few to say what is weak"
    lines = ["", "   Weak" if weak else f"   {none}"]
    for report in weak:
        title = titles.get(report.id) or GATE_TITLE.get(report.id, "")  # type: ignore[call-overload]
        lines += _wrapped(f"   {one_line(f'{report.id} {title}'.strip(), 80)}: {'; '.join(report.weak)}")
    if idle:
        lines += _wrapped(f"   Never decided by this judge: {', '.join(idle)}")
    if missing:
        lines += _wrapped(f"   Labelled and not judged: {', '.join(missing)}")
    return lines


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, subsequent_indent="     ", break_long_words=False, break_on_hyphens=False)
