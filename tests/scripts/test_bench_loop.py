import asyncio
import time

from benches import loop
from sakchy.extract import extract_light
from sakchy.limits import LIGHT


def test_a_handler_that_blocks_is_seen():
    async def blocking():
        end = time.thread_time() + 0.03
        while time.thread_time() < end:
            pass

    async def waiting():
        await asyncio.sleep(0.03)

    own, late, rate = asyncio.run(loop.stalls(blocking, 0.2))
    assert own >= 0.03
    assert late >= 0.02
    assert rate > 0
    assert asyncio.run(loop.stalls(waiting, 0.2))[0] < 0.03


def test_the_shapes_are_what_their_names_say():
    shapes = loop.shapes()
    inline = {name for name, message in shapes.items() if extract_light(message) is not None}
    assert inline == {"get", "json_1k", "brackets", *(name for name in shapes if name.endswith("_inline"))}
    for name in inline - {"get", "json_1k"}:
        assert LIGHT * 0.7 < len(shapes[name].body) <= LIGHT


def test_rows_are_medians_in_milliseconds():
    assert loop.row([(0.001, 0.5, 10), (0.002, 0.1, 20), (0.009, 0.2, 60)]) == {
        "own": 2,
        "late": 200,
        "per_second": 20,
    }
