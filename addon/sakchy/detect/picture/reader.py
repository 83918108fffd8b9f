"""A line of the zone to text: a convolutional network with CTC output, 24 pixels high, any width."""

import numpy as np

from sakchy.detect.picture.models import READER
from sakchy.detect.picture.opencv import Grey, Plane, cv2
from sakchy.model import Value

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
HEIGHT, LEAST_WIDTH, MOST_WIDTH, MULTIPLE = 24, 48, 1100, 8


class Reading(Value, frozen=True):
    """What was read of a line. `repr` does not show it."""

    text: str
    sure: float
    """Mean probability of its characters, 0 to 1."""
    odds: Plane
    """Logarithms of probabilities: a row for every four columns; blank, then the alphabet."""

    def __repr__(self) -> str:
        return f"Reading({len(self.text)} characters, {self.sure:.2f})"


def read(line: Grey, stretch: float) -> Reading:
    """The text of a line cut out with its margin, its width brought to `stretch` times its natural one."""
    logits = READER(prepared(line, stretch))
    logits -= logits.max(1, keepdims=True)
    odds = np.asarray(logits - np.log(np.exp(logits).sum(1, keepdims=True)), np.float32)
    best = odds.argmax(1)
    new = (best > 0) & (best != np.concatenate([[0], best[:-1]]))  # 0 is the blank of CTC
    if not new.any():
        return Reading("", 0.0, odds)
    text = "".join(ALPHABET[k - 1] for k in best[new])
    return Reading(text, float(np.exp(odds.max(1)[new]).mean()), odds)


def prepared(line: Grey, stretch: float) -> Plane:
    """The line at the network's height, its grey levels centred."""
    height, width = line.shape
    wide = max(LEAST_WIDTH, round(width * HEIGHT / height * stretch / MULTIPLE) * MULTIPLE)
    method = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    plane = cv2.resize(line, (min(wide, MOST_WIDTH), HEIGHT), interpolation=method).astype(np.float32)
    return np.asarray((plane - plane.mean()) / (plane.std() + 8), np.float32)
