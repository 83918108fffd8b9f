"""What fuzzing once found stays mended; the targets take their own seeds."""

import pytest
from corpus.deal import MODULES
from corpus.item import CARRIERS

from fuzz import minimised
from fuzzing.targets import TARGETS, found, seeds

assert MODULES
FOUND = [(name, path) for name in TARGETS for path in found(name)]


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_in_order(name):
    all_seeds = list(seeds(name))
    assert len(all_seeds) > 2
    for data in all_seeds[:60]:
        TARGETS[name].run(data)


@pytest.mark.parametrize(("name", "path"), FOUND, ids=[f"{name}-{path.name}" for name, path in FOUND])
def test_what_was_found_is_mended(name, path):
    TARGETS[name].run(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("data", [b"", b"\0", b"\xff" * 300, bytes(range(256))])
def test_any_bytes_will_do(name, data):
    TARGETS[name].run(data)


def test_every_format_has_a_target():
    covered = {carrier for target in TARGETS.values() for carrier in target.carriers.split()}
    assert CARRIERS.keys() == covered & CARRIERS.keys()


def test_an_input_is_made_as_short_as_it_gets():
    assert minimised(b"nothing of it matters but <this> here", lambda data: b"<this>" in data) == b"<this>"
    assert minimised(b"", lambda data: not data) == b""
