"""Intervals of shares that are seen in clusters."""

from collections.abc import Sequence
from math import sqrt

Z = 1.959964
"""The normal deviate of a 95 % interval."""


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share seen in n independent tries (Wilson 1927); n need not be whole."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    # where nothing or everything passed, that end is exact, and rounding must not say otherwise
    return (0.0 if share == 0 else max(0.0, middle - half), 1.0 if share == 1 else min(1.0, middle + half))


def design_effect_interval(clusters: Sequence[Sequence[bool]]) -> tuple[float, float] | None:
    """The 95 % interval of the share of tries passed, given the tries of each case; None without any.

    The tries of one case tend to pass or fail together, so Wilson's interval takes as many tries as would be as
    informative were they independent (Kish's effective sample size): at most all of them, at least one a case, and
    one a case where all came out alike, because then nothing shows how much they go together.
    """
    filled = [cluster for cluster in clusters if cluster]
    n, cases = sum(map(len, filled)), len(filled)
    if not n:
        return None
    share = sum(map(sum, filled)) / n
    spread = sum((sum(cluster) - share * len(cluster)) ** 2 for cluster in filled)
    variance = spread / n**2 * cases / (cases - 1) if cases > 1 else 0.0
    if 0 < share < 1 and cases > 1:
        effective = min(n, max(cases, share * (1 - share) / variance)) if variance else n
    else:
        effective = cases
    return wilson(share, effective)
