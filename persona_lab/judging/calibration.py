"""Labels of people against a judge's verdicts: how far it can be trusted, criterion by criterion."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from persona_lab.errors import UsageError
from persona_lab.judging.comparison import IMPASSE, OPEN, TIMING, Comparison, Label
from persona_lab.model.calibration import Calibration, CriterionCalibration, Figure
from persona_lab.model.label import Labelling
from persona_lab.model.verdict import GateId, Scorecard
from persona_lab.text import one_line

RESAMPLES = 2_000

WEAK_F1 = 0.6
"""A macro-F1 under this is weak."""

WEAK_KAPPA = 0.4
"""A quadratic kappa of ratings under this is weak; .41 begins what Landis and Koch (1977) call moderate."""

WEAK_COVERAGE = 0.5
"""A judge that decides less than this share of the transcripts is weak."""


def labelling_of(scorecard: Scorecard) -> Labelling:
    """A judge's verdicts as if they were a rater's labels."""
    return Labelling(
        transcript=scorecard.transcript,
        rater=one_line(scorecard.judge, 80) or "judge",
        verdicts={verdict.id: verdict.verdict for verdict in scorecard.criteria},
        gates=tuple(dict.fromkeys(gate.id for gate in scorecard.gates)),
        impasse=scorecard.goodbye.impasse_turn,
        timing=scorecard.goodbye.timing,
        rubric=scorecard.rubric,
    )


def calibrate(
    labels: Sequence[Labelling],
    predictions: Sequence[Labelling] = (),
    *,
    gates: Collection[GateId] = (),
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Calibration:
    """How far one judge's predictions agree with people's labels under one rubric.

    `gates` are those that the rubric applies; others are not compared. Without predictions, only people are compared
    with one another. Raises UsageError when a rater labels something twice, or with outcomes and ratings both.
    """
    people = _by_criterion(labels, gates, of_a_judge=False)
    judged = _by_criterion(predictions, gates, of_a_judge=True)
    judges = sorted({prediction.rater for prediction in predictions})
    if len(judges) > 1:
        raise UsageError(f"One judge is calibrated at a time; these verdicts are by {', '.join(judges)}.")
    criteria = []
    for criterion, by_rater in people.items():
        verdicts = judged.get(criterion, {}).get(judges[0]) if judges else None
        report = Comparison.of(criterion, by_rater, verdicts, resamples, seed).report()
        criteria.append(report.model_copy(update={"weak": _weaknesses(report)}) if report.judge else report)
    known = {labelling.transcript for labelling in labels}
    seen = {prediction.transcript for prediction in predictions}
    return Calibration(
        rubric=labels[0].rubric if labels else "",
        judge=judges[0] if judges else None,
        raters=tuple(sorted({labelling.rater for labelling in labels})),
        labelled=len(known),
        judged=len(seen),
        both=len(known & seen),
        resamples=resamples,
        seed=seed,
        criteria=tuple(sorted(criteria, key=lambda report: _weakest_first(report, of_a_judge=bool(judges)))),
    )


def _by_criterion(
    labellings: Iterable[Labelling], gates: Collection[GateId], *, of_a_judge: bool
) -> dict[str, dict[str, dict[str, Label]]]:
    """Labels by criterion, rater and transcript."""
    found: dict[str, dict[str, dict[str, Label]]] = {}
    for labelling in labellings:
        for criterion, label in _labels_of(labelling, gates, of_a_judge=of_a_judge).items():
            by_transcript = found.setdefault(criterion, {}).setdefault(labelling.rater, {})
            if labelling.transcript in by_transcript:
                raise UsageError(
                    f"{labelling.rater!r} labels {criterion} of the transcript {labelling.transcript!r} twice; "
                    "keep one of the two, or give them two names."
                )
            by_transcript[labelling.transcript] = label
    return found


def _labels_of(labelling: Labelling, gates: Collection[GateId], *, of_a_judge: bool) -> dict[str, Label]:
    """The labels of one line, those of the gates and the goodbye among them where the line has them."""
    labels: dict[str, Label] = {
        criterion: label if isinstance(label, str) else float(label) for criterion, label in labelling.verdicts.items()
    }
    given = labelling.model_fields_set
    if "gates" in given:
        labels |= {gate: "violated" if gate in labelling.gates else "clean" for gate in gates}
    if "impasse" in given:
        labels[IMPASSE] = f"turn {labelling.impasse}" if labelling.impasse else "none"
    if labelling.timing is not None:
        labels[TIMING] = labelling.timing
    elif of_a_judge and "timing" in given:
        labels[TIMING] = OPEN
    return labels


def _weaknesses(report: CriterionCalibration) -> tuple[str, ...]:
    """Why a judge's criterion is weak, in clauses for the report."""
    judge, baseline, coverage = report.judge, report.baseline, report.coverage
    assert judge is not None
    assert baseline is not None
    assert coverage is not None
    found = []
    f1, guess = judge.macro_f1.value, baseline.macro_f1.value
    if f1 is not None and report.scale != "rating":
        if guess is not None and f1 <= guess:
            found.append(f"macro-F1 {f1:.2f} is no better than the guess's {guess:.2f}")
        elif f1 < WEAK_F1:
            found.append(f"macro-F1 {f1:.2f} is under {WEAK_F1:.2f}")
    quadratic = judge.quadratic_kappa.value
    if quadratic is not None and quadratic < WEAK_KAPPA:
        found.append(f"quadratic kappa {quadratic:.2f} is under {WEAK_KAPPA:.2f}")
    name = "quadratic_kappa" if report.scale == "rating" else "kappa"
    mine: Figure = getattr(judge, name)
    theirs: Figure | None = getattr(report.people, name) if report.people else None
    if mine.value is not None and theirs is not None and theirs.range is not None and mine.value < theirs.range[0]:
        found.append(f"{name.replace('_', ' ')} {mine.value:.2f} is below every rater's ({theirs.range[0]:.2f})")
    if report.scale == "turn" and judge.agreement.value is not None and judge.agreement.value < WEAK_F1:
        found.append(f"agreement {judge.agreement.value:.2f} is under {WEAK_F1:.2f}")
    if coverage.value is not None and 0 < coverage.value < WEAK_COVERAGE:
        found.append(f"it decides {coverage.value:.0%}")
    return tuple(found)


def _weakest_first(report: CriterionCalibration, *, of_a_judge: bool) -> tuple[float, str]:
    figures = report.judge if of_a_judge else report.people
    if figures is None:
        return 2.0, report.id
    by_scale = {"rating": figures.quadratic_kappa, "turn": figures.agreement}
    value = by_scale.get(report.scale, figures.macro_f1).value
    return (2.0 if value is None else value), report.id
