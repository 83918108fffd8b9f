"""For every test: the keyring of whoever runs them stays untouched; what costs much is done once."""

import os
import sys
from functools import lru_cache

import pytest
from argon2 import PasswordHasher

from sakchy import yamlfile
from sakchy.keep import pin
from sakchy.workers import hand

if sys.platform == "linux":
    from forked import start
else:
    start = hand.start

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
pin.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
yamlfile.parse = lru_cache(1000)(yamlfile.parse)  # three hundred files of rules, which a thousand tests read


@pytest.fixture(autouse=True)
def start_of_workers(monkeypatch):
    """Workers are forked. Tests of workers have one of this name that leaves their start as it is."""
    monkeypatch.setattr(hand, "start", start)
