"""Workers that look by other rules from one message to the next."""

from contextlib import closing

import pytest
from msgspec.structs import replace

from sakchy import rulebook
from sakchy.model import Outgoing
from sakchy.workers import Workers, of_workers

KEY = b"k" * 32
CARD = Outgoing("http", b'{"card":"4111 1111 1111 1111"}')
BOOK = rulebook.load()
CARDS = frozenset(rule.id for rule in BOOK.rules if rule.kind == "bank-card")


def found(workers, message=CARD):
    return [finding.kind for finding in workers.submit(message).result(60)]


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_submitted_after_a_change_is_looked_at_by_it(count):
    with closing(Workers(count, BOOK, KEY)) as workers:
        assert found(workers) == ["bank-card"]
        workers.renew(replace(BOOK, off=CARDS))
        assert [found(workers) for _ in range(2 * count)] == [[]] * (2 * count)
        workers.renew(BOOK)
        assert [found(workers) for _ in range(2 * count)] == [["bank-card"]] * (2 * count)


def test_the_same_rules_replace_nobody():
    with closing(Workers(1, BOOK, KEY)) as workers:
        assert found(workers) == ["bank-card"]
        process = workers.hands[0].process
        workers.renew(replace(BOOK, policies={}, version="other"))
        assert found(workers) == ["bank-card"]
        assert workers.hands[0].process is process


def test_a_change_before_the_start_counts():
    with closing(Workers(1, BOOK, KEY)) as workers:
        workers.renew(replace(BOOK, off=CARDS))
        assert found(workers) == []


def test_after_the_end_a_change_starts_nobody():
    workers = Workers(1, BOOK, KEY)
    workers.close()
    workers.renew(replace(BOOK, off=CARDS))
    assert workers.hands[0].process is None


def test_a_worker_gets_what_finds_and_nothing_that_judges():
    given = of_workers(BOOK)
    assert (given.rules, given.public_keys) == (BOOK.rules, BOOK.public_keys)
    assert [*given.policies, *given.destinations, *given.kinds, *given.changes] == []
