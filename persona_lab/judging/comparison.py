"""One criterion: a judge against each rater, the raters against one another, and a guess against each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from persona_lab.errors import UsageError
from persona_lab.judging import agreement as stats
from persona_lab.model.calibration import CriterionCalibration, Figure, Figures, Scale
from persona_lab.model.verdict import FAILING, PASSING

if TYPE_CHECKING:
    from persona_lab.judging.agreement import Array

TIMING = "Timing"
"""The criterion under which the goodbye's timing is compared."""

IMPASSE = "Impasse"
"""The criterion under which the impasse turn is compared."""

OPEN = "cannot_tell"
"""The label that decides nothing."""

_ORDER = ("met", "clean", "not_met", "violated", "na", "on_time", "not_needed", "too_early", "too_late", "never")

Label = str | float
"""An outcome, a timing or a turn as text; a rating as a number."""

Labels = Mapping[str, Label]
"""One rater's labels of one criterion by transcript."""


@dataclass(frozen=True)
class Comparison:
    """Everything that one criterion's figures are made from."""

    criterion: str
    scale: Scale
    people: Mapping[str, Labels]
    """The decided labels of each rater."""
    left_open: int
    judged: Labels | None
    transcripts: tuple[str, ...]
    """Those with a decided label of anybody's."""
    labels: tuple[Label, ...]
    """Every label that somebody used, in the scale's order."""
    weights: Array
    """How often each transcript is in each resample; the first row is the sample itself."""
    seeds: tuple[int, ...]
    """What they were drawn from."""

    @classmethod
    def of(
        cls, criterion: str, given: Mapping[str, Labels], judged: Labels | None, resamples: int, seed: int
    ) -> Comparison:
        """What is said of one criterion; its resamples hang on its name, and on no other criterion."""
        scale = _scale_of(criterion, given)
        if judged is not None and scale == "rating" and not all(isinstance(label, float) for label in judged.values()):
            judged = None  # an outcome says nothing of how much there was
        people = {
            rater: {transcript: label for transcript, label in labels.items() if label != OPEN}
            for rater, labels in sorted(given.items())
        }
        transcripts = tuple(sorted({transcript for labels in people.values() for transcript in labels}))
        used = {label for labels in people.values() for label in labels.values()}
        used |= {judged[transcript] for transcript in transcripts if transcript in judged} if judged else set()
        seeds = (seed, *criterion.encode())
        times = resamples if len(transcripts) >= stats.MIN_TRANSCRIPTS else 0
        return cls(
            criterion=criterion,
            scale=scale,
            people=people,
            left_open=sum(label == OPEN for labels in given.values() for label in labels.values()),
            judged=judged,
            transcripts=transcripts,
            labels=tuple(sorted(used - {OPEN}, key=_place)),
            weights=stats.resamples(len(transcripts), times, seeds),
            seeds=seeds,
        )

    def report(self) -> CriterionCalibration:
        """The criterion's figures."""
        counts = Counter(label for labels in self.people.values() for label in labels.values())
        total = counts.total()
        raters = tuple(self.people)
        people = self._figures({one: self._tables_against_others(one) for one in raters}) if len(raters) > 1 else None
        guesses = {rater: [self._tables(labels, self._guess(labels))] for rater, labels in self.people.items()}
        report = CriterionCalibration(
            id=self.criterion,
            scale=self.scale,
            transcripts=len(self.transcripts),
            raters=raters,
            prevalence={_shown(label): counts[label] / total for label in self.labels if counts[label]},
            left_open=self.left_open,
            people=people,
            baseline=self._figures(guesses, with_interval=False),
        )
        if self.judged is None:
            return report
        tables = {rater: [self._tables(labels, self.judged)] for rater, labels in self.people.items()}
        pass_rate, corrected = self._pass_rates(tables)
        return report.model_copy(
            update={
                "judge": self._figures(tables),
                "strict_macro_f1": self._strict_macro_f1(tables),
                "coverage": self._coverage(),
                "occasions_disputed": sum(self._disputed(labels) for labels in self.people.values()),
                "pass_rate": pass_rate,
                "corrected_pass_rate": corrected,
            }
        )

    # -- tables

    def _tables(self, reference: Labels, other: Labels) -> Array:
        """The table of two raters in each resample; the last row and column are for cannot_tell."""
        import numpy as np

        size = len(self.labels) + 1
        places = {label: place for place, label in enumerate((*self.labels, OPEN))}
        cells = np.zeros((len(self.transcripts), size, size))
        for number, transcript in enumerate(self.transcripts):
            if transcript in reference and transcript in other:
                cells[number, places[reference[transcript]], places[other[transcript]]] = 1.0
        tables: Array = np.tensordot(self.weights, cells, axes=1)
        return tables

    def _tables_against_others(self, one: str) -> list[Array]:
        return [self._tables(labels, self.people[one]) for other, labels in self.people.items() if other != one]

    def _guess(self, labels: Labels) -> Labels:
        """For each transcript, what the rater says most often of the others; nothing where there are no others."""
        places = {label: place for place, label in enumerate(self.labels)}
        if len(labels) < 2:
            return {}
        guesses = stats.most_frequent_of_others([places[label] for label in labels.values()])
        return {transcript: self.labels[guess] for transcript, guess in zip(labels, guesses, strict=True)}

    def _disputed(self, labels: Labels) -> int:
        judged = self.judged or {}
        pairs = [(label, judged[transcript]) for transcript, label in labels.items() if transcript in judged]
        return sum((one == "na") != (other == "na") for one, other in pairs if other != OPEN)

    # -- figures

    def _figures(self, tables: Mapping[str, Sequence[Array]], *, with_interval: bool = True) -> Figures:
        decided = {rater: [table[..., :-1, :-1] for table in stack] for rater, stack in tables.items()}

        def figure(compute: Callable[[Array], Array], why: str, *, can_be: bool = True) -> Figure:
            if can_be and any(table[0].sum() > 0 for stack in decided.values() for table in stack):
                return self._figure({rater: [compute(t) for t in stack] for rater, stack in decided.items()}, why)
            return Figure(value=None, why=why if not can_be else "no transcript was decided by both")

        is_class = self.scale != "turn"
        no_class = "turns are no classes"
        passes, fails, occasions = self._places(PASSING), self._places(FAILING), self._places(PASSING | FAILING)
        no_pass = (
            "only outcomes pass or fail"
            if self.scale != "outcome"
            else "people pass nothing where both saw an occasion"
        )
        no_fail = (
            "only outcomes pass or fail"
            if self.scale != "outcome"
            else "people fail nothing where both saw an occasion"
        )
        positions = [label for label in self.labels if isinstance(label, float)]
        figures = Figures(
            agreement=figure(stats.agreement, ""),
            kappa=figure(stats.kappa, "both give one label only" if is_class else no_class, can_be=is_class),
            quadratic_kappa=figure(
                lambda tables: stats.kappa(tables, positions),
                "both give one rating only" if self.scale == "rating" else "only ratings have an order",
                can_be=self.scale == "rating",
            ),
            ac1=figure(stats.ac1, "one label only" if is_class else no_class, can_be=is_class),
            macro_f1=figure(stats.macro_f1, "people give one label only" if is_class else no_class, can_be=is_class),
            sensitivity=figure(lambda tables: stats.recall(tables, passes, occasions), no_pass, can_be=bool(passes)),
            specificity=figure(lambda tables: stats.recall(tables, fails, occasions), no_fail, can_be=bool(fails)),
        )
        return figures if with_interval else _without_intervals(figures)

    def _figure(self, values: Mapping[str, Sequence[Array]], why: str) -> Figure:
        """The mean over raters of a figure that was computed for each resample; a rater's is the mean over pairs."""
        import numpy as np

        means: dict[str, Array] = {}
        for rater, stack in values.items():
            defined = [each for each in stack if not np.isnan(each[0])]
            if defined:
                means[rater] = np.mean(defined, axis=0)
        by_rater = {rater: float(means[rater][0]) if rater in means else None for rater in values}
        if not means:
            return Figure(value=None, why=why, by_rater=by_rater)
        mean = np.mean(list(means.values()), axis=0)
        return self._with_interval(mean, by_rater)

    def _with_interval(self, values: Array, by_rater: Mapping[str, float | None] | None = None) -> Figure:
        """The figure of the sample with the interval of its resamples."""
        if len(values) == 1:
            found, why = None, f"fewer than {stats.MIN_TRANSCRIPTS} transcripts give no interval"
        else:
            found, why = stats.interval(values[1:])
        return Figure(value=float(values[0]), interval=found, why=why, by_rater=dict(by_rater or {}))

    def _strict_macro_f1(self, tables: Mapping[str, Sequence[Array]]) -> Figure:
        if self.scale == "turn":
            return Figure(value=None, why="turns are no classes")
        values = {
            rater: [stats.macro_f1(table, counted=len(self.labels)) for table in stack]
            for rater, stack in tables.items()
        }
        return self._figure(values, "people give one label only")

    def _coverage(self) -> Figure:
        import numpy as np

        judged = self.judged or {}
        seen = np.array([transcript in judged for transcript in self.transcripts], dtype=float)
        decided = np.array([judged.get(transcript, OPEN) != OPEN for transcript in self.transcripts], dtype=float)
        if not seen.any():
            return Figure(value=None, why="no labelled transcript was judged")
        return self._with_interval(stats.ratio(self.weights @ decided, self.weights @ seen))

    def _pass_rates(self, tables: Mapping[str, Sequence[Array]]) -> tuple[Figure, Figure]:
        """The judge's pass rate over all it judged, and the true one behind it."""
        import numpy as np

        if self.scale != "outcome":
            undefined = Figure(value=None, why="only outcomes pass or fail")
            return undefined, undefined
        judged = self.judged or {}
        labelled = [judged.get(transcript) for transcript in self.transcripts]
        others = Counter(label for transcript, label in judged.items() if transcript not in set(self.transcripts))
        kinds = [sum(others[one] for one in PASSING), sum(others[one] for one in FAILING)]
        counts = [*kinds, others.total() - sum(kinds)]
        unlabelled = stats.resampled_counts(counts, len(self.weights) - 1, (*self.seeds, 1))
        passed, failed = (
            self.weights @ np.array([label in outcomes for label in labelled], dtype=float) + unlabelled[:, kind]
            for kind, outcomes in enumerate((PASSING, FAILING))
        )
        rate = stats.ratio(passed, passed + failed)
        if np.isnan(rate[0]):
            undefined = Figure(value=None, why="the judge passed and failed nothing")
            return undefined, undefined
        occasions = self._places(PASSING | FAILING)

        def mean_recall(rows: Sequence[int]) -> Array:
            each = [stats.recall(table, rows, occasions) for stack in tables.values() for table in stack]
            defined = [values for values in each if not np.isnan(values[0])]
            return np.asarray(np.mean(defined, axis=0)) if defined else np.full(len(rate), np.nan)

        sensitivity, specificity = mean_recall(self._places(PASSING)), mean_recall(self._places(FAILING))
        corrected = stats.corrected_rate(rate, sensitivity, specificity)
        if not np.isnan(corrected[0]):
            return self._with_interval(rate), self._with_interval(corrected)
        why = (
            "sensitivity or specificity is undefined"
            if np.isnan(sensitivity[0] + specificity[0])
            else "sensitivity and specificity add up to 1 or less"
        )
        return self._with_interval(rate), Figure(value=None, why=why)

    def _places(self, outcomes: Collection[str]) -> list[int]:
        if self.scale != "outcome":
            return []
        return [place for place, label in enumerate(self.labels) if label in outcomes]


def _without_intervals(figures: Figures) -> Figures:
    bare = {
        name: figure.model_copy(update={"interval": None, "why": figure.why if figure.value is None else ""})
        for name, figure in figures
    }
    return Figures(**bare)


def _scale_of(criterion: str, given: Mapping[str, Labels]) -> Scale:
    if criterion == TIMING:
        return "timing"
    if criterion == IMPASSE:
        return "turn"
    kinds = {isinstance(label, float) for labels in given.values() for label in labels.values() if label != OPEN}
    if len(kinds) > 1:
        raise UsageError(f"{criterion} is labelled with outcomes and with ratings; give each a criterion of its own.")
    return "rating" if kinds == {True} else "outcome"


def _place(label: Label) -> tuple[int, float, str]:
    """Where a label stands: ratings by size, outcomes in the order of the scorecard, turns by their text."""
    if isinstance(label, float):
        return 0, label, ""
    return (1, _ORDER.index(label), "") if label in _ORDER else (2, 0.0, label)


def _shown(label: Label) -> str:
    return f"{label:g}" if isinstance(label, float) else label
