"""The networks that find and read zones, described in MODELS.md."""

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.opencv import Grey, Plane, cv2

FOLDER = Path(__file__).parent
PHASES, HEAD = b"phases", 64
"""The producer's name of networks that see phases, and bytes of a file in which it stands."""

MIDDLE, LEVELS = 128, 64
"""Of grey levels: what is 0 to a network, and how many are 1."""


class Network:
    """A network with one input. Threads take turns: one of its own for each would take 100 MB more."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = Lock()

    @cached_property
    def loaded(self) -> Any:
        """The network as OpenCV runs it; it keeps its input and output, so only one may use it at a time."""
        return cv2.dnn.readNetFromONNX(str(FOLDER / self.name))

    @cached_property
    def sees_phases(self) -> bool:
        """Whether it was made to see phases when it was exported (`scripts/training/phases.py`)."""
        with (FOLDER / self.name).open("rb") as file:
            return PHASES in file.read(HEAD)

    def load(self) -> None:
        """Have it ready."""
        with self.lock:
            _ = self.loaded

    def __call__(self, image: Grey | Plane) -> Plane:
        """What the network says of one grey picture: of bytes, or already centred and scaled."""
        planes = phases(image) if self.sees_phases else np.ascontiguousarray(image)[None]
        planes = centred(planes) if planes.dtype == np.uint8 else planes
        with self.lock:
            self.loaded.setInput(planes[None])
            return np.array(self.loaded.forward()[0], np.float32)


def centred(image: NDArray[Any]) -> Plane:
    """Grey levels as networks know them, `(value - 128) / 64`; OpenCV takes a tenth of numpy's time."""
    flat = image.reshape(-1, 1)
    made = cv2.addWeighted(flat, 1 / LEVELS, flat, 0, -MIDDLE / LEVELS, dtype=cv2.CV_32F)
    return np.asarray(made, np.float32).reshape(image.shape)


def phases(image: NDArray[Any]) -> NDArray[Any]:
    """Every second pixel of every second row, four times: a convolution of stride 1 sees in them what one of
    stride 2 saw of the whole, and a small network takes a third less time. Sides are even.
    """
    height, width = image.shape
    even, odd = cv2.split(np.ascontiguousarray(image).reshape(height, width // 2, 2))
    return np.stack((even[::2], odd[::2], even[1::2], odd[1::2]))


FINDER = Network("mrzfind.onnx")
READER = Network("mrzrec.onnx")
