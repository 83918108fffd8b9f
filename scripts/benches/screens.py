"""Every screen of the guard's page with ten thousand events in the journal.

The real application over ASGI, without a socket, in one process: what a person waits for besides the way
through the loopback. Nothing is asserted; the aim is 200 ms.
"""

import asyncio
import random
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import get_args

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

from sakchy import rulebook
from sakchy.act.desk import Desk
from sakchy.decide import Judge
from sakchy.model import Event, Finding, Outcome, Step, Target, Verdict
from sakchy.record import Journal
from sakchy.rulebook import Rulebook
from sakchy.settings import Settings
from sakchy.web import make_app

EVENTS, AGAIN, DAYS = 10_000, 15, 29
PORT = 8079
HOSTS = 400
QUESTIONS = 20
ALSO = (
    "/history?q=passport", "/history?q=site-7&outcome=stayed", "/history?kind=bank-card",
    "/history?site=site-7.example", "/history/delete?kind=passport", "/history/export.csv",
    "/history/export.json",
)  # fmt: skip
NOT_SCREENS = ("/enter", "/events", "/api", "/favicon")


def run(quick: bool = False) -> dict[str, object]:
    """Milliseconds for each screen: half of the requests took less; of that on the processor; the slowest.

    On a machine that others use as well, the processor's time is the one to compare.
    """
    return asyncio.run(measured(EVENTS // 10 if quick else EVENTS, 5 if quick else AGAIN))


async def measured(count: int, again: int) -> dict[str, object]:
    """The same, with so many events and requests."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Journal(Path(folder) / "journal.sqlite")) as journal,
    ):
        book, desk = rulebook.load(), Desk(600)
        verdicts = made(book)
        filled(journal, verdicts, count)
        waiting = [asyncio.ensure_future(desk.ask(verdict)) for verdict in verdicts[:QUESTIONS]]
        app = make_app(desk, journal, book, Path(folder), Settings(language="en"))
        try:
            rows = {path: await timed(app, path, again) for path in screens(app, journal)}
        finally:
            desk.close()
            await asyncio.gather(*waiting)
    slowest = max(rows, key=lambda path: float(str(rows[path]["ms_p50"])))
    return {"events": count, "slowest": f"{slowest} {rows[slowest]['ms_p50']:.0f} ms", **rows}


def made(book: Rulebook) -> list[Verdict]:
    """Verdicts of all kinds on their way to many sites."""
    judge, chance = Judge(book, "personal"), random.Random(7)  # noqa: S311  the same every time
    targets = [f"site-{number}.example" for number in range(HOSTS)] + ["discord.com", "chatgpt.com"]
    return [
        judge.verdict(
            tuple(
                Finding(
                    kind, f"{kind}-rule", 0.9, (Step("form", "scan"),), "•••• 11", f"{chance.random():.16f}"
                )
                for kind in chance.sample(list(book.kinds), chance.randint(1, 3))
            ),
            judge.destination(Target("https", host, 443, (host,))),
        )
        for host in targets
    ]


def filled(journal: Journal, verdicts: list[Verdict], count: int) -> None:
    """Spread events over a month."""
    chance, now = random.Random(11), time.time()  # noqa: S311  the same every time
    outcomes = [each for each in get_args(Outcome) if each != "allowed"]
    for number in range(count):
        at = now - chance.random() * DAYS * 86400
        verdict, outcome = chance.choice(verdicts), chance.choice(outcomes)
        journal.write(
            Event(f"{number:016x}", at, verdict, outcome, "http", "POST", chance.randint(100, 10**7))
        )
        if number % 500 == 0:
            journal.flush(60)
    journal.flush(60)


def screens(app: Starlette, journal: Journal) -> list[str]:
    """Every page that has an address of its own, and some with more in it."""
    plain = [
        route.path
        for route in app.routes
        if isinstance(route, Route)
        and "GET" in (route.methods or ())
        and "{" not in route.path
        and not route.path.startswith(NOT_SCREENS)
    ]
    return [*dict.fromkeys(plain), *ALSO, f"/history/{journal.read(1)[0].id}"]


async def timed(app: Starlette, path: str, again: int) -> dict[str, object]:
    """A screen, loaded again and again by somebody who is inside."""
    origin = app.state.site.address.origin(PORT)
    sent = {"sec-fetch-site": "same-origin", "accept-language": "en"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=origin, headers=sent, follow_redirects=True
    ) as client:
        await client.get(app.state.site.link(PORT))
        took, worked = [], []
        for _ in range(again + 1):
            before, busy = time.perf_counter(), time.process_time()
            reply = await client.get(path)
            took.append(1000 * (time.perf_counter() - before))
            worked.append(1000 * (time.process_time() - busy))
    return {
        "status": reply.status_code,
        "kib": len(reply.content) / 1024,
        "ms_first": took[0],
        "ms_p50": statistics.median(took[1:]),
        "ms_most": max(took[1:]),
        "ms_cpu_p50": statistics.median(worked[1:]),
    }
