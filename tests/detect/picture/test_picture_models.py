"""Networks as they lie in the folder: what they are given, and that threads take turns."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sakchy.detect.picture.fronts.networks import FRONTS, PEOPLE, PRINT, WORDS
from sakchy.detect.picture.models import FINDER, FOLDER, READER, Network, centred, phases

NETWORKS = [FINDER, READER, FRONTS, PEOPLE, PRINT, WORDS]


def test_phases_hold_every_pixel_once():
    image = np.arange(48, dtype=np.float32).reshape(4, 12)
    planes = phases(image)
    assert planes.shape == (4, 2, 6)
    assert np.array_equal(planes[1], image[::2, 1::2])
    assert np.array_equal(planes[2], image[1::2, ::2])
    assert np.array_equal(phases(image[:, ::-1])[0], image[::2, ::-2])


def test_bytes_are_centred_alike_before_and_inside_a_network():
    image = np.random.default_rng(4).integers(0, 256, (96, 128)).astype(np.uint8)
    by_hand = (image.astype(np.float32) - 128) / 64
    assert np.array_equal(centred(image), by_hand)
    assert np.array_equal(FINDER(image), FINDER(by_hand))


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_every_network_answers_alike_in_every_thread(network):
    plane = np.random.default_rng(5).normal(size=(24, 320) if network in (READER, PRINT) else (96, 128))
    image = plane.astype(np.float32)
    alone = network(image)
    with ThreadPoolExecutor(3) as threads:
        assert all(np.array_equal(alone, other) for other in threads.map(network, [image] * 6))


def test_all_networks_together_are_small():
    assert sum(file.stat().st_size for file in FOLDER.glob("*.onnx")) < 4 << 20


def test_a_network_is_not_read_before_it_is_needed():
    network = Network(FINDER.name)
    assert "loaded" not in vars(network)
    network.load()
    assert "loaded" in vars(network)
