"""The little statistics a noisy machine allows: medians of ratios that were measured side by side."""

import math
from collections.abc import Sequence
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of all values do not exceed (nearest rank).

    Raises ValueError if there are no values.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def median_ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """Median over rounds of above/below: what disturbs one round touches both sides or one ratio only.

    Raises ValueError if the two differ in length or hold nothing.
    """
    ratios = [a / b for a, b in zip(above, below, strict=True)]
    if not ratios:
        raise ValueError("no rounds")
    return median(ratios)
