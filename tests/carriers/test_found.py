"""Whatever a passport, a card number or a key is packed into: it is found, or said not to have been read."""

import pytest
from corpus import deal

from sakchy import rulebook
from sakchy.inspect import Inspector

MESSAGES = 200  # `scripts/bench.py carriers` looks at 2,000
SHARE = 0.995


@pytest.fixture(scope="module")
def inspector():
    return Inspector(rulebook.load(), b"k" * 32)


@pytest.mark.parametrize("message", [*deal.singles()], ids=lambda message: message.name)
def test_every_carrier_alone(inspector, message):
    assert deal.look(inspector, message) == "found"


def test_carriers_in_carriers(inspector):
    outcomes = {message.name: deal.look(inspector, message) for message in deal.nested(MESSAGES, seed=1901)}
    missed = {name: outcome for name, outcome in outcomes.items() if outcome != "found"}
    assert "silent" not in missed.values(), missed
    assert len(missed) <= MESSAGES * (1 - SHARE), missed
