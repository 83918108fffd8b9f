"""An exported network made to see a picture's phases: `phases.py ONNX` rewrites a file in place.

A first convolution of 3 by 3 and stride 2 over one plane is one of 2 by 2 and stride 1 over the four planes
of `sakchy.detect.picture.models.phases`: the same sums, and a third less time for all of a small network,
because OpenCV keeps planes in groups of eight, and one alone wastes seven.
"""

import sys
from pathlib import Path

import numpy as np

from sakchy.detect.picture.models import PHASES

TAPS = [(u, v) for u in (-1, 0, 1) for v in (-1, 0, 1)]
"""Of the convolution of stride 2, from its middle."""


def folded(weight: np.ndarray) -> np.ndarray:
    """(N, 1, 3, 3) of stride 2 to (N, 4, 2, 2) of stride 1, padded above and on the left only."""
    made = np.zeros((len(weight), 4, 2, 2), np.float32)
    for u, v in TAPS:
        made[:, 2 * (u % 2) + v % 2, int(u >= 0), int(v >= 0)] = weight[:, 0, u + 1, v + 1]
    return made


def unfolded(weight: np.ndarray) -> np.ndarray:
    """What `folded` was given; weights of any other shape as they are."""
    if weight.shape[1:] != (4, 2, 2):
        return weight
    made = np.zeros((len(weight), 1, 3, 3), np.float32)
    for u, v in TAPS:
        made[:, 0, u + 1, v + 1] = weight[:, 2 * (u % 2) + v % 2, int(u >= 0), int(v >= 0)]
    return made


def fold(file: Path) -> None:
    """Rewrite an exported network, unless that was done before."""
    import onnx  # noqa: PLC0415  only where networks are exported
    from onnx import numpy_helper  # noqa: PLC0415

    model = onnx.load(str(file))
    first = next(node for node in model.graph.node if node.op_type == "Conv")
    tensor = next(one for one in model.graph.initializer if one.name == first.input[1])
    weight = numpy_helper.to_array(tensor)
    if weight.shape[1:] != (1, 3, 3):
        return
    tensor.CopyFrom(numpy_helper.from_array(folded(weight), tensor.name))
    given = {"kernel_shape": [2, 2], "pads": [1, 1, 0, 0], "strides": [1, 1]}
    for attribute in first.attribute:
        attribute.ints[:] = given.get(attribute.name, attribute.ints)
    model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 4
    del model.graph.value_info[:]
    model.producer_name = PHASES.decode()
    onnx.save(model, str(file))


if __name__ == "__main__":
    fold(Path(sys.argv[1]))
