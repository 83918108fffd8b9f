"""A band of a picture that may hold a zone."""

import math

from sakchy.model import Value


class Band(Value, frozen=True):
    """A rectangle turned by `angle` (degrees, clockwise, in reading direction), in pixels of its picture."""

    x: float
    y: float
    """Its middle."""
    width: float
    height: float
    angle: float
    score: float

    def scaled(self, by: float) -> "Band":
        """The same band in a picture `by` times as large."""
        return Band(self.x * by, self.y * by, self.width * by, self.height * by, self.angle, self.score)

    def turned(self) -> "Band":
        """The same band, read the other way round."""
        return Band(self.x, self.y, self.width, self.height, self.angle + 180, self.score)

    def near(self, other: "Band", share: float) -> bool:
        """Whether the middles lie within a share of the other's width."""
        return abs(self.x - other.x) + abs(self.y - other.y) < share * other.width

    def repeats(self, other: "Band") -> bool:
        """Whether it is nearly the same band as another."""
        return self.near(other, 0.15) and abs(self.width - other.width) < 0.2 * other.width


def along(angle: float) -> tuple[float, float]:
    """Cosine and sine of an angle in degrees."""
    return math.cos(math.radians(angle)), math.sin(math.radians(angle))
