"""A convolution of stride 2 as one of stride 1 over phases: the same numbers."""

import numpy as np

from sakchy.detect.picture.models import phases
from training.phases import folded, unfolded

WEIGHT = np.random.default_rng(7).normal(size=(3, 1, 3, 3)).astype(np.float32)


def convolved(planes, weight, stride):
    """A convolution by hand, padded above and on the left, and where its size needs it below."""
    size = weight.shape[2]
    padded = np.pad(planes, ((0, 0), (1, size - 2), (1, size - 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), (1, 2))[:, ::stride, ::stride]
    return np.einsum("cyxuv,ncuv->nyx", windows, weight)


def test_phases_give_what_the_whole_gives():
    image = np.random.default_rng(8).normal(size=(16, 24)).astype(np.float32)
    whole = convolved(image[None], WEIGHT, 2)
    assert np.allclose(convolved(phases(image), folded(WEIGHT), 1), whole[:, :8, :12], atol=1e-4)


def test_weights_can_be_had_back():
    assert np.allclose(unfolded(folded(WEIGHT)), WEIGHT)
    assert unfolded(WEIGHT) is WEIGHT
