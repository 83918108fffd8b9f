"""Many requests held at once: all wait, all get their answer, and their bodies are kept once."""

import sys

import pytest

from benches import held

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(sys.platform != "linux", reason="memory as Linux tells it"),
]
COUNT = 60
MOST = 1.6  # copies of the bodies in memory; the bench has the goal, with many more


async def test_all_wait_and_are_answered_while_others_pass():
    async with held.guarding() as guard:
        await held.let_go(guard, await held.hold(guard, held.WARM, 0))
        resident = guard.resident()
        waiting = await held.hold(guard, COUNT, 1)
        grown = guard.resident() - resident
        assert await guard.order("held") == COUNT
        assert await held.others(guard, 1) > 0, "others pass meanwhile"
        assert await guard.order("held") == COUNT
        assert await held.let_go(guard, waiting) == [403] * COUNT
        assert await guard.order("held") == 0
    bodies = COUNT * len(held.upload(0))
    assert grown < MOST * bodies, f"{grown >> 20} MB for {bodies >> 20} MB"


def test_card_numbers_of_the_bench_are_numbers_by_their_check():
    assert held.card(0) == b"4111111100000002"
    for number in range(held.KINDS):
        digits = [int(d) for d in held.card(number).decode()]
        assert (sum(digits[1::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[::2])) % 10 == 0
