"""The proxy: GET, 1 KB POST and 1 MB photo through Sakchy, beside bare mitmdump of the same version.

Both proxies run for the whole bench in front of one TLS origin, and take turns round by round with the
same requests, so that whatever else the machine does meets both. Client (this process), origin and proxies
are processes of their own. The destination is no listed one, so Sakchy inspects everything; two probes and
the journal prove that it did (see `rig/witness.py`).

- `ratio_cpu`: user and system time of the proxy's whole process tree, workers included, per request.
- `ratio_p50`, `ratio_p99`: time from sending a request to its answer, as many at once as there are lines.
- `ratio_p99_others`: how much others feel it while pictures are read. Light GETs at a steady 40 a second on
  their own connections through Sakchy, in windows without and with 4 photographs a second beside them; the
  p99 of the light ones with, divided by without. `bare_p99_others` is the same through bare mitmdump: what
  of it the proxying of megabytes costs anyway, on this machine.

All ratios are medians over rounds of the ratio within one round.
"""

import asyncio
import platform
import random
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benches.rig import cpu, photos, proxies, traffic, witness
from benches.rig.client import Line, Request, burst, connect, paced
from benches.rig.proxies import Proxy
from benches.rig.stats import median_ratio, percentile

SIDES = ("bare", "sakchy")
LIGHT_RATE, PHOTO_RATE = 40, 4  # requests a second while others are watched
LIGHT_LINES, PHOTO_LINES = 8, 4


class Effort(NamedTuple):
    """How much is measured. CPU time is counted in hundredths of a second, so a window needs enough of it."""

    rounds: int
    small: int
    """Small requests in a window."""
    large: int
    """Photographs in a window."""
    photos: int
    """Different pictures."""
    pairs: int
    """Windows without and with photographs."""
    seconds: float
    """Length of each of those."""


FULL = Effort(rounds=8, small=500, large=48, photos=6, pairs=6, seconds=4)
QUICK = Effort(rounds=3, small=250, large=12, photos=3, pairs=2, seconds=2)


class Scenario(NamedTuple):
    """A kind of traffic: its connections, and a fresh set of requests for a round."""

    lines: int
    requests: Callable[[random.Random], list[Request]]


class Window(NamedTuple):
    """What one side took for one set of requests, in milliseconds."""

    cpu: float
    p50: float
    p99: float


Samples = dict[str, dict[str, list[Window]]]  # scenario -> side -> a window for each round


def run(quick: bool = False) -> dict[str, object]:
    """Measure: about three minutes, `quick` less than one.

    Raises WrongAnswerError if a proxy misbehaves, NoGuardError if Sakchy did not look.
    """
    effort = QUICK if quick else FULL
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port = stack.enter_context(proxies.running_origin(folder))
        pair = {
            "bare": stack.enter_context(proxies.bare(folder)),
            "sakchy": stack.enter_context(proxies.sakchy(folder)),
        }
        return asyncio.run(measure(pair, port, effort))


async def measure(pair: Mapping[str, Proxy], port: int, effort: Effort) -> dict[str, object]:
    """Everything about these two proxies."""
    scenarios = all_scenarios(port, effort)
    await show_probes(pair["sakchy"], port)
    samples = await all_rounds(pair, port, scenarios, effort.rounds)
    others = {side: await beside_photos(pair[side], port, scenarios, effort) for side in SIDES}
    witness.check(pair["sakchy"].home / "journal.sqlite")
    ratios = {
        f"ratio_{name}": {scenario: ratio(sides, name) for scenario, sides in samples.items()}
        for name in Window._fields
    }
    taken = {
        f"{name}_ms_{side}": {scenario: typical(sides[side], name) for scenario, sides in samples.items()}
        for name in Window._fields
        for side in SIDES
    }
    return {
        **ratios,
        "ratio_p99_others": others["sakchy"],
        "bare_p99_others": others["bare"],
        **taken,
        "mitmproxy": version("mitmproxy"),
        "python": platform.python_version(),
        "rounds": effort.rounds,
    }


async def show_probes(proxy: Proxy, port: int) -> None:
    """Let the guard see something that it has to write down."""
    line = await Line.connect(proxy.port, proxy.authority, port)
    await burst([line], witness.probes(port))
    line.close()


def all_scenarios(port: int, effort: Effort) -> dict[str, Scenario]:
    """The three kinds of traffic; the photographs are drawn here, once."""
    say("drawing photographs")
    album = [photos.photo(seed) for seed in range(effort.photos)]
    return {
        "get": Scenario(LIGHT_LINES, lambda draw: traffic.gets(effort.small, draw, port)),
        "post_1k": Scenario(LIGHT_LINES, lambda draw: traffic.posts(effort.small, draw, port)),
        "upload_1m": Scenario(PHOTO_LINES, lambda draw: traffic.uploads(effort.large, draw, port, album)),
    }


async def all_rounds(
    pair: Mapping[str, Proxy], port: int, scenarios: Mapping[str, Scenario], rounds: int
) -> Samples:
    """Every scenario on both sides in every round; the order of the sides changes each time.

    Round 0 warms everything up (certificates, upstream connections, worker processes) and is not counted.
    """
    lines = {
        (name, side): await connect(scenario.lines, pair[side].port, pair[side].authority, port)
        for name, scenario in scenarios.items()
        for side in SIDES
    }
    samples: Samples = {name: {side: [] for side in SIDES} for name in scenarios}
    for number in range(rounds + 1):
        say(f"round {number} of {rounds}")
        for name, scenario in scenarios.items():
            requests = scenario.requests(random.Random(f"{name} {number}"))  # noqa: S311  variety, no secret
            for side in SIDES if number % 2 else reversed(SIDES):
                samples[name][side].append(await window(pair[side], lines[name, side], requests))
    for line in (line for group in lines.values() for line in group):
        line.close()
    return {name: {side: windows[1:] for side, windows in sides.items()} for name, sides in samples.items()}


async def window(proxy: Proxy, lines: Sequence[Line], requests: Sequence[Request]) -> Window:
    """Send one set of requests through one proxy."""
    before = cpu.tree_seconds(proxy.pid)
    took = await burst(lines, requests)
    used = cpu.tree_seconds(proxy.pid) - before
    return Window(1000 * used / len(requests), 1000 * percentile(took, 0.5), 1000 * percentile(took, 0.99))


async def beside_photos(proxy: Proxy, port: int, scenarios: Mapping[str, Scenario], effort: Effort) -> float:
    """p99 of light requests with photographs beside them, over that without (see the top of this file)."""
    light = await connect(LIGHT_LINES, proxy.port, proxy.authority, port)
    heavy = await connect(PHOTO_LINES, proxy.port, proxy.authority, port)
    calm: list[float] = []
    busy: list[float] = []
    for number in range(effort.pairs):
        say(f"others, pair {number + 1} of {effort.pairs}")
        draw = random.Random(f"others {number}")  # noqa: S311  variety, no secret
        gets = traffic.gets(round(LIGHT_RATE * effort.seconds), draw, port)
        uploads = scenarios["upload_1m"].requests(draw)[: round(PHOTO_RATE * effort.seconds)]
        calm.append(percentile(await paced(light, gets, LIGHT_RATE), 0.99))
        took, _ = await asyncio.gather(paced(light, gets, LIGHT_RATE), paced(heavy, uploads, PHOTO_RATE))
        busy.append(percentile(took, 0.99))
    for line in (*light, *heavy):
        line.close()
    return round(median_ratio(busy, calm), 3)


def ratio(sides: Mapping[str, Sequence[Window]], field: str) -> float:
    """Sakchy over bare in one field."""
    return round(median_ratio(values(sides["sakchy"], field), values(sides["bare"], field)), 3)


def typical(windows: Sequence[Window], field: str) -> float:
    """Median over rounds, in milliseconds."""
    return round(median(values(windows, field)), 3)


def values(windows: Sequence[Window], field: str) -> list[float]:
    """One field of every window."""
    return [float(getattr(window, field)) for window in windows]


def say(words: str) -> None:
    """Progress, for a person who waits; not part of the result."""
    if sys.stderr.isatty():
        print(f"\r\033[K{words} …", end="\r", file=sys.stderr, flush=True)
