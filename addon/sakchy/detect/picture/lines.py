"""The text lines of a strip: rows where ink is, and how far each reaches to both sides."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.opencv import Grey, Plane, cv2
from sakchy.detect.picture.strip import Strip, ink
from sakchy.model import Value

LEAST_HEIGHT, MOST_HEIGHT, USUAL_HEIGHT = 7, 44, 34
"""A row of ink higher than MOST is two or three lines run together, each about USUAL."""
MOST_LINES = 5
"""Those nearest the middle: a zone has two or three, and print above it often comes along."""
LEAST_LONG = 16
"""A line is at least so many times as long as high. Lines of 30 characters measure 24, blurred ones 19."""
LEAST_ALIKE = 0.45
"""The second longest line over the longest: lines of a zone are equal, but print beside it may join one."""
EQUAL = 0.8
"""The same beside a line that runs through the whole strip: an edge of the sheet, or print of a page."""
WORD_GAP = 1.9
"""Gaps up to so many line heights do not end a line."""
MARGIN = 0.22
"""What is cut around a line, over its height."""


class Line(Value, frozen=True):
    """A text line in pixels of its strip."""

    top: float
    bottom: float
    left: int
    right: int

    def cut(self, image: Grey) -> Grey | None:
        """The line with a margin; None if there is nothing to read."""
        margin = (self.bottom - self.top) * MARGIN
        top, bottom = int(max(0, self.top - margin)), int(min(len(image), self.bottom + margin + 1))
        part = image[top:bottom, max(0, int(self.left - margin * 1.5)) : int(self.right + margin * 1.5)]
        return part if part.shape[0] >= 8 and part.shape[1] >= 60 else None


def lines(strip: Strip) -> list[Line]:
    """The lines of a strip, from the top, at most five; none of a page of print."""
    dark, (first, last) = ink(strip.image), strip.middle
    inset = int((last - first) * 0.05)
    first, last = first + inset, max(first + inset + 1, last - inset)
    reached = (reach(dark, top, bottom, (first, last)) for top, bottom in rows(dark[:, first:last]))
    found = [line for line in reached if line]
    inside = [line for line in found if line.left > 0 or line.right < dark.shape[1] - 1]
    if len(inside) < len(found) and not like_zone(inside, EQUAL):
        return []
    centre = len(strip.image) / 2
    nearest = sorted(inside, key=lambda line: abs(line.top + line.bottom - 2 * centre))
    return sorted(nearest[:MOST_LINES], key=lambda line: line.top)


def like_zone(found: Sequence[Line], alike: float = LEAST_ALIKE) -> bool:
    """Whether lines may be a zone by their shape: at least two, about equally long."""
    longest = sorted((line.right - line.left for line in found), reverse=True)
    return len(found) >= 2 and longest[1] >= alike * longest[0]


def rows(dark: Plane) -> Iterator[tuple[float, float]]:
    """Top and bottom of each line by the mean ink of the rows."""
    profile = cv2.GaussianBlur(dark.mean(1)[:, None], (1, 5), 0)[:, 0]
    low, high = np.percentile(profile, 10), np.percentile(profile, 95)
    for top, bottom in runs(profile > low + 0.38 * (high - low)):
        height = bottom - top
        if height > MOST_HEIGHT:
            parts = min(3, max(2, round(height / USUAL_HEIGHT)))
            yield from ((top + height * k / parts, top + height * (k + 1) / parts) for k in range(parts))
        elif height >= LEAST_HEIGHT:
            yield top, bottom


def reach(dark: Plane, top: float, bottom: float, middle: tuple[int, int]) -> Line | None:
    """The line between two rows, as far left and right of the middle as its ink goes on."""
    height, (first, last) = bottom - top, middle
    column = dark[int(top) : int(bottom)].max(0)
    on = (column > max(8.0, 0.3 * float(np.percentile(column[first:last], 90)))).astype(np.uint8)
    gap = np.ones((1, int(height * WORD_GAP)), np.uint8)
    spans = list(runs(cv2.morphologyEx(on[None], cv2.MORPH_CLOSE, gap)[0] > 0))
    centre = dark.shape[1] // 2
    inside = [span for span in spans if span[1] > first and span[0] < last]
    nearest = min(inside, key=lambda span: max(span[0] - centre, centre - span[1] + 1, 0), default=None)
    if nearest is None or nearest[1] - nearest[0] <= height * LEAST_LONG:
        return None
    return Line(top, bottom, nearest[0], nearest[1] - 1)


def runs(on: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and past-the-last index of every run of True."""
    edges = np.flatnonzero(np.diff(on.astype(np.int8), prepend=0, append=0))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
