"""The networks that find and read zones, described in MODELS.md."""

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from sakchy.detect.picture.opencv import Plane, cv2

FOLDER = Path(__file__).parent


class Network:
    """A network with one input. Threads take turns: one of its own for each would take 100 MB more."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = Lock()

    @cached_property
    def loaded(self) -> Any:
        """The network as OpenCV runs it; it keeps its input and output, so only one may use it at a time."""
        return cv2.dnn.readNetFromONNX(str(FOLDER / self.name))

    def load(self) -> None:
        """Have it ready."""
        with self.lock:
            _ = self.loaded

    def __call__(self, image: Plane) -> Plane:
        """What the network says of one grey picture, or of its phases, centred and scaled as it expects."""
        with self.lock:
            self.loaded.setInput(np.ascontiguousarray(image)[(None,) * (4 - image.ndim)])
            return np.array(self.loaded.forward()[0], np.float32)


FINDER = Network("mrzfind.onnx")
READER = Network("mrzrec.onnx")
