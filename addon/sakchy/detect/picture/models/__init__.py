"""The networks that find and read zones, described in MODELS.md."""

from pathlib import Path
from threading import local
from typing import Any

import numpy as np

from sakchy.detect.picture.opencv import Plane, cv2

FOLDER = Path(__file__).parent


class Network:
    """A network with one input. Every thread loads one of its own when it first asks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.own = local()

    def load(self) -> Any:
        """The network as OpenCV runs it; it keeps its input and output, so it belongs to one thread."""
        if not hasattr(self.own, "network"):
            self.own.network = cv2.dnn.readNetFromONNX(str(FOLDER / self.name))
        return self.own.network

    def __call__(self, image: Plane) -> Plane:
        """What the network says of one grey picture, already centred and scaled as it expects."""
        network = self.load()
        network.setInput(np.ascontiguousarray(image)[None, None])
        return np.array(network.forward()[0], np.float32)


FINDER = Network("mrzfind.onnx")
READER = Network("mrzrec.onnx")
