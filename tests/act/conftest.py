import pytest
from questions import Clock

from sakchy.act.desk import Desk


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(clock):
    return Desk(60, clock=clock)
