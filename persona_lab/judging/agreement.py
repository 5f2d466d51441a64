"""Agreement between two who label the same things: figures of a table of counts, and their bootstrap intervals.

A table is an array of shape (..., k, k): how often the one labelled i (row, the reference) and the other j (column).
Every figure takes one table or a stack of them, such as the resamples of a bootstrap, and gives a value for each; NaN
where the figure is not defined. One definition thus serves the figure and its interval; the tests hold each against
scikit-learn, which would take minutes for the resamples.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

MIN_TRANSCRIPTS = 5
"""Fewer transcripts than this get no interval: their resamples repeat one another."""

MIN_DEFINED = 0.9
"""The share of resamples in which a figure must be defined; over fewer, the interval would say little."""


def agreement(tables: Array) -> Array:
    """The share of things that both labelled alike."""
    import numpy as np

    return ratio(np.trace(tables, axis1=-2, axis2=-1), tables.sum((-2, -1)))


def kappa(tables: Array, positions: Sequence[float] | None = None) -> Array:
    """Cohen's kappa: agreement beyond what the two would reach by chance with the labels they use (Cohen 1960).

    With `positions`, where each label stands on its scale, a disagreement weighs the square of its distance (Cohen
    1968). Not defined when both use one and the same label.
    """
    import numpy as np

    size = tables.shape[-1]
    if positions is None:
        weights = 1.0 - np.eye(size)
    else:
        weights = np.subtract.outer(np.asarray(positions, dtype=float), np.asarray(positions, dtype=float)) ** 2
    by_chance = tables.sum(-1)[..., :, None] * tables.sum(-2)[..., None, :]
    seen = (weights * tables).sum((-2, -1)) * tables.sum((-2, -1))
    return 1.0 - ratio(seen, (weights * by_chance).sum((-2, -1)))


def ac1(tables: Array) -> Array:
    """Gwet's AC1, which stays calm where one label is far more frequent than the rest.

    Agreement by chance is the mean over the labels of share x (1 - share), the share being that of both raters
    together (Gwet 2008, "Computing inter-rater reliability and its variance in the presence of high agreement").
    Not defined for a table with fewer than two labels.
    """
    import numpy as np

    size = tables.shape[-1]
    if size < 2:
        return np.full(tables.shape[:-2], np.nan)
    share = ratio(tables.sum(-1) + tables.sum(-2), 2.0 * tables.sum((-2, -1))[..., None])
    by_chance = (share * (1.0 - share)).sum(-1) / (size - 1)
    return ratio(agreement(tables) - by_chance, 1.0 - by_chance)


def macro_f1(tables: Array, counted: int | None = None) -> Array:
    """The mean F1 over the labels that either of the two used.

    `counted` leaves the labels from that place on out of the mean, though a thing given one of them is still missed.
    Not defined where the reference used one label only: whoever always says that label would be perfect.
    """
    import numpy as np

    size = tables.shape[-1] if counted is None else counted
    used = (tables.sum(-1) + tables.sum(-2))[..., :size]
    right = np.diagonal(tables, axis1=-2, axis2=-1)[..., :size]
    each = np.where(used > 0, 2.0 * right / np.where(used > 0, used, 1.0), 0.0)
    mean = ratio(each.sum(-1), (used > 0).sum(-1).astype(float))
    return np.where((tables.sum(-1) > 0).sum(-1) > 1, mean, np.nan)


def recall(tables: Array, rows: Sequence[int], among: Sequence[int]) -> Array:
    """The share of the reference's `rows` that the other gave one of `rows` too, of those it gave one of `among`."""
    asked = tables[..., list(rows), :]
    return ratio(asked[..., list(rows)].sum((-2, -1)), asked[..., list(among)].sum((-2, -1)))


def corrected_rate(rate: Array, sensitivity: Array, specificity: Array) -> Array:
    """The true rate behind a judge's rate, given how often the judge is right (Rogan and Gladen 1978), cut to 0 to 1.

    Not defined where sensitivity and specificity add up to 1 or less: such a judge knows nothing of it.
    """
    import numpy as np

    knows = sensitivity + specificity - 1.0
    return np.where(knows > 1e-9, np.clip(ratio(rate + specificity - 1.0, knows), 0.0, 1.0), np.nan)


def resamples(transcripts: int, times: int, seed: Sequence[int]) -> Array:
    """How often each transcript is in each resample, (times, transcripts); the first row is the sample itself."""
    import numpy as np

    if transcripts == 0:
        return np.zeros((times + 1, 0))
    drawn = np.random.default_rng(list(seed)).multinomial(transcripts, np.full(transcripts, 1 / transcripts), times)
    return np.vstack([np.ones(transcripts), drawn.astype(float)])


def resampled_counts(counts: Sequence[int], times: int, seed: Sequence[int]) -> Array:
    """How many things of each kind are in each resample, (times, kinds); the first row is the sample itself."""
    import numpy as np

    total = sum(counts)
    shares = [count / total for count in counts] if total else [1.0] + [0.0] * (len(counts) - 1)
    drawn = np.random.default_rng(list(seed)).multinomial(total, shares, times)
    return np.vstack([np.asarray(counts, dtype=float), drawn.astype(float)])


def interval(values: Array) -> tuple[tuple[float, float] | None, str]:
    """The 95 % percentile interval of a figure's resamples, or None and why there is none."""
    import numpy as np

    defined = values[~np.isnan(values)]
    if len(defined) < MIN_DEFINED * len(values):
        return None, "too many resamples lack a label, so there is no interval"
    low, high = (float(bound) for bound in np.percentile(defined, [2.5, 97.5]))
    if high - low < 1e-9:
        # all alike so far: nothing in the sample says how far off the next ones could be
        return None, "all resamples give the same figure, so there is no interval"
    return (low, high), ""


def most_frequent_of_others(labels: Sequence[int]) -> list[int]:
    """For each thing the most frequent label of all the others; of two as frequent, the smaller number."""
    import numpy as np

    counts = np.bincount(labels)
    guesses = []
    for label in labels:
        counts[label] -= 1
        guesses.append(int(counts.argmax()))
        counts[label] += 1
    return guesses


def ratio(part: Array, whole: Array) -> Array:
    """The quotient; NaN where the whole is 0."""
    import numpy as np

    whole = np.asarray(whole, dtype=float)
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)
