"""CPU time of one thing, and how many of them spread."""

import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """A result and the CPU seconds it took."""
    before = time.thread_time()
    result = work()
    return result, time.thread_time() - before


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Median and the value below which 99 of 100 lie, with one digit after the point."""
    top = quantiles(values, n=100)[98] if len(values) > 1 else values[0]
    return round(median(values), 1), round(top, 1)
