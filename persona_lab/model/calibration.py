"""How far a judge agrees with people, criterion by criterion."""

from typing import Literal

from pydantic import Field

from persona_lab.model.base import Value

Scale = Literal["outcome", "rating", "timing", "turn"]
"""outcome: met, not_met, violated, clean, na; rating: 1 to 5; timing: the goodbye's; turn: a turn's number or none."""


class Figure(Value):
    """One figure with its interval; undefined is null, never 0."""

    value: float | None
    """The figure; null where it is undefined. Against several raters, the mean over them."""
    interval: tuple[float, float] | None = None
    """The 95 % percentile bootstrap interval over transcripts; null where it is undefined."""
    why: str = ""
    """Why the figure, or else its interval, is undefined; empty when both are there."""
    by_rater: dict[str, float | None] = {}
    """The figure against each rater; in a figure of people, each rater's mean against the others."""

    @property
    def range(self) -> tuple[float, float] | None:
        """The lowest and the highest of the raters; null where it is undefined for all of them."""
        values = [value for value in self.by_rater.values() if value is not None]
        return (min(values), max(values)) if values else None


class Figures(Value):
    """How far two agree, over what both decided."""

    agreement: Figure
    """The share of transcripts with the same label, 0 to 1."""
    kappa: Figure
    """Cohen's kappa, up to 1; 0 is chance."""
    quadratic_kappa: Figure
    """Cohen's kappa with squared distances; of ratings alone."""
    ac1: Figure
    """Gwet's AC1, up to 1; 0 is chance."""
    macro_f1: Figure
    """The mean over labels of the F1 of each, 0 to 1."""
    sensitivity: Figure
    """The share of the people's passes (met, clean) that pass, where both saw an occasion."""
    specificity: Figure
    """The share of the people's fails (not_met, violated) that fail, where both saw an occasion."""


class CriterionCalibration(Value):
    """One criterion: the judge against people, people against one another, and a guess against people."""

    id: str
    """The criterion; a gate such as V6; or Timing or Impasse, for the goodbye."""
    scale: Scale
    """What its labels are."""
    transcripts: int = Field(ge=0)
    """Transcripts with a decided label of a person's."""
    raters: tuple[str, ...]
    """Who labelled it."""
    prevalence: dict[str, float]
    """The share of each label among all labels of people, 0 to 1; they add up to 1."""
    left_open: int = Field(ge=0)
    """Labels of people that say cannot_tell; they are in no figure."""
    judge: Figures | None = None
    """The judge against each rater; null without a judge."""
    strict_macro_f1: Figure | None = None
    """The judge's macro-F1 with each cannot_tell counted as wrong."""
    coverage: Figure | None = None
    """The share of the labelled transcripts for which the judge decided, 0 to 1."""
    occasions_disputed: int = Field(default=0, ge=0)
    """Pairs of labels in which one says na and the other does not."""
    baseline: Figures | None = None
    """A guess against each rater: the rater's most frequent label on all other transcripts. Without intervals."""
    people: Figures | None = None
    """Each rater against the others; null with one rater."""
    pass_rate: Figure | None = None
    """The judge's share of passes among its passes and fails, over all transcripts judged."""
    corrected_pass_rate: Figure | None = None
    """The true share of passes behind it, by the judge's sensitivity and specificity (Rogan-Gladen)."""
    weak: tuple[str, ...] = ()
    """Why this criterion of the judge's is weak; empty for one that is not."""


class Calibration(Value):
    """How far a judge agrees with people, the weakest criterion first."""

    format: Literal["persona-lab.calibration/1"] = "persona-lab.calibration/1"
    """The format and its version."""
    rubric: str
    """The rubric's id."""
    judge: str | None
    """Who judged: 'code', or 'code+' and the model's name, or the name in a file of predictions; null for nobody."""
    raters: tuple[str, ...]
    """Everybody who labelled."""
    labelled: int
    """Transcripts with labels."""
    judged: int
    """Transcripts judged, labelled or not."""
    both: int
    """Transcripts with labels that were judged."""
    resamples: int
    """Bootstrap resamples behind each interval."""
    seed: int
    """What they were drawn from."""
    criteria: tuple[CriterionCalibration, ...]
    """By macro-F1 (of ratings by quadratic kappa, of turns by agreement), the lowest first, undefined ones last."""
