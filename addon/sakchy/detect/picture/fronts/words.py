"""Lines of text on a sheet that lies about upright: a small network marks the middle of every line."""

from collections.abc import Iterator, Sequence

import numpy as np

from sakchy.detect.picture.finder import shrink
from sakchy.detect.picture.fronts.networks import WORDS
from sakchy.detect.picture.models import Network
from sakchy.detect.picture.opencv import Grey, cv2
from sakchy.model import Value

SIDE = 800
"""Longer side of the sheet as the network sees it."""
STRIDE = 4
MASK, PEAK = 0.4, 0.6
PER_CELL, LESS = 1.45, 0.28
"""A line's height in cells is so many times the odds of a column, less this: fitted to drawn sheets."""
MOST = 60
"""Lines looked at on one sheet: cards have ten, licences forty."""
LEAST_LONG = 1.1
"""A line is at least so many times as long as high: a lone letter is not worth reading."""
STEEPEST = 0.35
"""Slope beyond which a patch is no line of an upright sheet."""
SAME_ROW = 0.4
"""Of a line's height: so far apart middles of one row may be."""
APART = 2.0
"""Of a line's height: pieces of a card's number are no further from each other."""
MARGIN = 0.14
"""What is cut round a line, over its height."""


class Words(Value, frozen=True):
    """A line in pixels of its sheet: middle of its left end, its length, its height, its slope."""

    x: float
    y: float
    length: float
    height: float
    slope: float

    def scaled(self, by: float) -> "Words":
        """The same line on a sheet `by` times as large."""
        return Words(self.x * by, self.y * by, self.length * by, self.height * by, self.slope)

    def taller(self, by: float) -> "Words":
        """The same line, taken for so much higher."""
        return Words(self.x, self.y, self.length, self.height * by, self.slope)

    def turned(self, width: int, height: int) -> "Words":
        """The same line on the sheet of this size turned upside down."""
        end = (self.x + self.length, self.y + self.slope * self.length)
        return Words(width - end[0], height - end[1], self.length, self.height, self.slope)

    def beside(self, other: "Words") -> bool:
        """Whether another line, further right, goes on in the same row."""
        level = self.y + self.slope * (other.x - self.x)
        alike = 0.5 < other.height / self.height < 2
        return alike and abs(level - other.y) < SAME_ROW * max(self.height, other.height)

    def with_(self, other: "Words") -> "Words":
        """One line of this and another further right."""
        length = other.x + other.length - self.x
        slope = (other.y + other.slope * other.length - self.y) / max(length, 1.0)
        height = (self.height * self.length + other.height * other.length) / (self.length + other.length)
        return Words(self.x, self.y, length, height, slope)

    def cut(self, sheet: Grey, height: int, stretch: float = 1.0) -> Grey:
        """The line level, so many pixels high with its margin."""
        scale = height / (self.height * (1 + 2 * MARGIN))
        margin = self.height * MARGIN
        wide = max(16, round((self.length + 2 * margin) * scale * stretch))
        start = np.array([self.x - margin, self.y - self.slope * margin - self.height / 2 - margin])
        right, down = np.array([1, self.slope]) / (scale * stretch), np.array([0, 1]) / scale
        move = np.column_stack([right, down, start + (right + down) / 2 - 0.5])
        flags = cv2.WARP_INVERSE_MAP | (cv2.INTER_AREA if scale < 0.6 else cv2.INTER_LINEAR)
        flat = cv2.warpAffine(sheet, move, (wide, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(flat, np.uint8)


def find(sheet: Grey, side: int = SIDE, network: Network = WORDS) -> list[Words]:
    """Lines of a sheet looked at so large, from the top; of too many the largest."""
    scale = min(1.0, side / max(sheet.shape))
    heat = 1 / (1 + np.exp(-network(shrink(sheet, scale))[0]))
    count, labels, stats, _ = cv2.connectedComponentsWithStats((heat > MASK).astype(np.uint8), connectivity=4)
    order = sorted(range(1, count), key=lambda index: -int(stats[index, cv2.CC_STAT_AREA]))[:MOST]
    found = (line for index in order for line in fit(labels, stats[index], index, heat))
    return sorted((line.scaled(STRIDE / scale) for line in found), key=lambda line: (line.y, line.x))


def fit(labels: Grey, stat: Grey, index: int, heat: Grey) -> Iterator[Words]:
    """The line of one patch, in cells."""
    left, top, width, height = (int(value) for value in stat[:4])
    on = labels[top : top + height, left : left + width] == index
    part = heat[top : top + height, left : left + width]
    if float(part[on].max()) < PEAK:
        return
    counts = on.sum(0)
    columns = np.flatnonzero(counts)
    middles = (on * np.arange(height)[:, None]).sum(0)[columns] / counts[columns]
    slope, start = np.polyfit(columns, middles, 1) if len(columns) > 2 else (0.0, float(middles.mean()))
    around = heat[max(0, top - 1) : top + height + 1, left : left + width]
    tall = float(np.median(around.sum(0))) * PER_CELL - LESS
    if width >= tall * LEAST_LONG and abs(slope) <= STEEPEST:
        yield Words(left, top + start + 0.5, width, max(tall, 1.5), float(slope))


def joined(lines: Sequence[Words]) -> list[Words]:
    """The lines, pieces close to each other as one: the groups of a card's number stand well apart."""
    found: list[Words] = []
    for row in rows(lines):
        found.append(row[0])
        for line in row[1:]:
            last = found[-1]
            near = line.x - last.x - last.length < APART * max(line.height, last.height)
            found[-1:] = [last.with_(line)] if near else [last, line]
    return found


def rows(lines: Sequence[Words]) -> list[list[Words]]:
    """Lines side by side, from the left; the rows from the top."""
    found: list[list[Words]] = []
    for line in sorted(lines, key=lambda line: line.x):
        row = next((row for row in found if row[-1].beside(line)), None)
        if row:
            row.append(line)
        else:
            found.append([line])
    return sorted(found, key=lambda row: row[0].y)
