"""The event loop: how long others wait at most while messages of many shapes are inspected.

Each message goes the way the proxy takes it: light ones are inspected in the loop, rich ones by a worker
process. Beside it a ticker asks to be woken every millisecond. Medians over rounds of the longest within a
round, in milliseconds:

- `own`: CPU time that the loop's thread spent between two ticks. The goal is about this one, for it does not
  change with what else the machine does.
- `late`: how late the ticker was. `idle` shows how much of that is the machine's own.
"""

import asyncio
import base64
import gzip
import json
import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.engine import Engine
from sakchy.inforce import still
from sakchy.inspect import Inspector
from sakchy.joining import Joining
from sakchy.limits import DEFAULT, LIGHT
from sakchy.model import Outgoing
from sakchy.record.journal import Journal
from sakchy.wire.spool import Spool
from sakchy.workers import Workers

KEY = b"benchmark" * 3
TICK = 0.001  # seconds
LARGE = 16 << 20  # bytes of an upload that goes through a file
GOAL = 10.0  # milliseconds: the longest stall that nobody feels
PHOTO = Path(__file__).parents[2] / "tests" / "data" / "pictures" / "holiday.jpg"
WORDS = ["сүрөт", "жөнөтүү", "hello", "world", "и", "ещё", "немного", "слов", "about", "nothing"]


def run(quick: bool = False) -> dict[str, object]:
    """Longest stall for every shape, and whether all of them are within the goal."""
    rounds, seconds = (3, 0.3) if quick else (7, 0.6)
    inspector, workers = Inspector(rulebook.load(), KEY), Workers(1, None, KEY)
    try:
        results = asyncio.run(measure(inspector, workers, rounds, seconds))
    finally:
        workers.close()
    worst = max(row["own"] for row in results.values())
    return {"worst_ms": worst, "goal_ms": GOAL, "within": worst <= GOAL, **results}


async def measure(
    inspector: Inspector, workers: Workers, rounds: int, seconds: float
) -> dict[str, dict[str, float]]:
    """One row a shape."""
    results = {"idle": row([await stalls(nothing, seconds) for _ in range(rounds)])}
    handlers = {name: handler(inspector, workers, message) for name, message in shapes().items()}
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Journal(Path(folder) / "journal.sqlite")) as journal,
    ):
        engine = Engine(still(rulebook.load(), "personal", KEY), workers, Desk(0.1), journal, tell=print)
        handlers |= streams(Path(folder), engine)
        for name, handle in handlers.items():
            await handle()  # models are loaded, caches warm
            results[name] = row([await stalls(handle, seconds) for _ in range(rounds)])
    return results


def streams(folder: Path, engine: Engine) -> dict[str, Callable[[], Awaitable[object]]]:
    """A large upload through a file, and uploads in pieces put together."""
    large, numbers = bytes(65536), count()
    scan = PHOTO.read_bytes() + random.Random(5).randbytes(8 << 20)  # noqa: S311  as above
    joining = Joining(engine, folder, DEFAULT)

    async def film() -> AsyncIterator[bytes]:
        for _ in range(LARGE // len(large)):
            yield large
            await asyncio.sleep(0)  # as a connection does

    async def spooled() -> object:
        with Spool(folder, 2 * LARGE) as spool:
            await spool.fill(film())
            return await engine.handle(spool.message(Outgoing("http", b"")), None, spool.file)

    async def piece(size: int) -> object:
        number = next(numbers)
        at = number % 8 * size
        data, fields = scan[at : at + size], (("upload-offset", str(at)),)
        return await joining.handle(Outgoing("http", data, "PATCH", f"/files/{number // 8}", fields))

    return {"upload_16m": spooled, "piece_64k": partial(piece, 1 << 16), "piece_1m": partial(piece, 1 << 20)}


def handler(inspector: Inspector, workers: Workers, message: Outgoing) -> Callable[[], Awaitable[object]]:
    """Inspects a message as the proxy does."""

    async def handle() -> object:
        findings = inspector.inspect_light(message)
        if findings is None:
            return await asyncio.wrap_future(workers.submit(message))
        return findings

    return handle


async def nothing() -> None:
    """What a loop does that has nothing to do."""


def row(rounds: list[tuple[float, float, float]]) -> dict[str, float]:
    """The medians of the rounds."""
    own, late, rate = (median(column) for column in zip(*rounds, strict=True))
    return {"own": own * 1000, "late": late * 1000, "per_second": rate}


async def stalls(handle: Callable[[], Awaitable[object]], seconds: float) -> tuple[float, float, float]:
    """Most CPU time between two ticks, most lateness, and messages a second, while `handle` runs again."""
    own, late, count, end = 0.0, 0.0, 0, time.perf_counter() + seconds
    done = False

    async def tick() -> None:
        nonlocal own, late
        while not done:
            asked, used = time.perf_counter(), time.thread_time()
            await asyncio.sleep(TICK)
            late = max(late, time.perf_counter() - asked - TICK)
            own = max(own, time.thread_time() - used)

    ticker = asyncio.ensure_future(tick())
    while time.perf_counter() < end:
        await handle()
        count += 1
        await asyncio.sleep(2 * TICK)
    done = True
    await ticker
    return own, late, count / seconds


def shapes() -> dict[str, Outgoing]:
    """Messages as browsers send them, at the sizes that hurt most, and two that mean harm."""
    dice = random.Random(5)  # noqa: S311  repeatable, not secret
    photo = PHOTO.read_bytes()
    large = photo + dice.randbytes(8 << 20)
    bodies = {
        "json_1k": document(dice, 1 << 10),
        "json_largest_inline": document(dice, LIGHT - 200),
        "json_1m": document(dice, 1 << 20),
        "text_largest_inline": " ".join(dice.choices(WORDS, k=5000)).encode()[: LIGHT - 1],
        "digits_largest_inline": b"4111 1111 1111 1112 " * (LIGHT // 20 - 1),
        "random_largest_inline": b"\x01" + dice.randbytes(LIGHT - 2),
        "form_largest_inline": b"&".join(b"field%d=hello+world" % i for i in range(LIGHT // 24)),
        "photo": upload(photo),
        "photo_8m": upload(large),
        "photo_in_json": json.dumps({"file": base64.b64encode(photo).decode()}).encode(),
        "gzip_bomb": gzip.compress(bytes(200 << 20), 9),
        "brackets": b"[" * (LIGHT - 1),
    }
    get = Outgoing("http", b"", "GET", "/static/app.js?version=12345&lang=ru")
    return {"get": get, **{name: Outgoing("http", body) for name, body in bodies.items()}}


def document(dice: random.Random, size: int) -> bytes:
    """JSON of about `size` bytes with short values, as pages save their state."""
    record = {"id": 12345678, "title": " ".join(dice.choices(WORDS, k=4)), "done": False, "tags": WORDS[:2]}
    count = size // (len(json.dumps(record)) + 10)
    return json.dumps([{**record, "id": dice.randrange(10**9)} for _ in range(count)]).encode()


def upload(data: bytes) -> bytes:
    """A multipart body with one file."""
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    return head + data + b"\r\n--edge--\r\n"
