#!/usr/bin/env python3
"""Take `docs/question.png`: the real page with a question about a specimen passport.

`screenshots.py FOLDER` takes every page in three languages, light and dark, wide and narrow, to look at.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, async_playwright

from bootstrap import ROOT
from sakchy import rulebook
from sakchy.act import Desk
from sakchy.decide import Judge
from sakchy.model import Event, Finding, Outcome, Step, Target, Verdict
from sakchy.record import Journal
from sakchy.rulebook import Rulebook
from sakchy.settings import Settings
from sakchy.web import launch_link, listen, make_app, serve

Scheme = Literal["light", "dark"]
CHROMIUM = "/usr/bin/chromium"
WIDTHS = {"wide": 1180, "phone": 360}
VIEWS: tuple[tuple[str, str, Scheme], ...] = (
    ("en", "wide", "light"), ("en", "wide", "dark"), ("en", "phone", "light"),
    ("ru", "wide", "light"), ("ru", "phone", "dark"),
    ("ky", "wide", "light"), ("ky", "phone", "dark"),
)  # fmt: skip
HAPPENED: tuple[Outcome, ...] = ("refused", "sent", "blocked", "warned", "expired", "noted")


def finding(kind: str, rule: str, preview: str, *where: Step) -> Finding:
    """A made-up finding."""
    return Finding(kind, rule, 0.97, where, preview, f"{kind:0<32}"[:32])


PASSPORT = finding(
    "passport", "machine-readable-zone", "", Step("form", "photo"), Step("file", "specimen.jpg")
)
NUMBER = finding("passport-number", "passport-number", "•••••• 93", Step("form", "message"))
CARD = finding("bank-card", "card-number", "•••• 1111", Step("json", "message"))
MEDICAL = finding("medical-record", "medical-record", "", Step("json", "text"))
SCENES = (
    ("discord.com", PASSPORT), ("chatgpt.com", CARD), ("forms.example", MEDICAL),
    ("pastebin.com", CARD), ("mail.google.com", NUMBER),
)  # fmt: skip


def verdicts(book: Rulebook) -> list[Verdict]:
    """What the real judge says about each scene."""
    judge = Judge(book, "personal")
    return [
        judge.verdict((found,), judge.destination(Target("https", host, 443, (host,))))
        for host, found in SCENES
    ]


async def main(folder: Path | None) -> None:
    """Start the page on a free port, put questions on the desk, take the pictures."""
    book, desk, stop = rulebook.load(), Desk(60), asyncio.Event()
    asked = verdicts(book)
    with tempfile.TemporaryDirectory() as home, closing(Journal(Path(home) / "journal.sqlite")) as journal:
        app = make_app(desk, journal, book, Path(home), Settings(language="en"))
        listener = listen(0)
        port = listener.getsockname()[1]
        serving = asyncio.ensure_future(serve(app, listener, stop))
        async with async_playwright() as play:
            browser = await play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            if folder:
                for number, outcome in enumerate(HAPPENED):
                    journal.write(event(number, outcome, asked[number % len(asked)]))
                await every_page(browser, desk, asked, lambda: launch_link(app, port), folder)
            else:
                await for_readme(browser, desk, asked[0], launch_link(app, port))
            await browser.close()
        desk.close()
        stop.set()
        await serving


def event(number: int, outcome: Outcome, verdict: Verdict) -> Event:
    """Something that happened, the later ones ever longer ago."""
    return Event(
        f"{number:016x}", time.time() - 500 - 1500 * number**3, verdict, outcome, "http", "POST", 240_000
    )


async def for_readme(browser: Browser, desk: Desk, asked: Verdict, link: str) -> None:
    """The one picture of the README."""
    page = await browser.new_page(viewport={"width": 900, "height": 700}, color_scheme="light")
    await page.goto(link)
    await waiting(desk, [asked])
    await page.goto(address(link, f"/question/{desk.waiting()[0].id}"))
    await page.locator("button.later:enabled").wait_for()
    await shoot(page, ROOT / "docs" / "question.png")


async def every_page(
    browser: Browser, desk: Desk, asked: list[Verdict], link: Callable[[], str], folder: Path
) -> None:
    """All pages in all views, the calm ones first."""
    page = await browser.new_page(viewport={"width": WIDTHS["wide"], "height": 800})
    for name, path in (("door", address(link(), "/")), ("calm", link())):
        await page.goto(path)
        await shoot(page, folder / f"{name}.png")
    await waiting(desk, asked[3:])
    refused, expired = desk.waiting()
    desk.answer(refused.id, send=False)
    desk.close()
    desk.wait = 0.01
    await desk.ask(asked[4])
    desk.wait = 60
    await waiting(desk, asked[:3])
    first, second, third = desk.waiting()
    paths = {
        "now": "/", "passport": f"/question/{first.id}", "card": f"/question/{second.id}",
        "sure": f"/question/{third.id}?sure", "missed": f"/question/{desk.missed()[0].id}",
        "refused": f"/question/{refused.id}", "dismissed": f"/question/{expired.id}",
        "history": "/history", "event": f"/history/{0:016x}",
    }  # fmt: skip
    for language, width, scheme in VIEWS:
        page = await browser.new_page(viewport={"width": WIDTHS[width], "height": 800}, color_scheme=scheme)
        await page.goto(link())
        await page.goto(address(link(), f"/language/{language}"))
        for name, path in paths.items():
            await page.goto(address(link(), path))
            await shoot(page, folder / f"{name}-{language}-{width}-{scheme}.png")
        await page.close()


async def waiting(desk: Desk, asked: list[Verdict]) -> None:
    """Put questions on the desk and let them come as far as waiting."""
    for verdict in asked:
        HELD.add(asyncio.ensure_future(desk.ask(verdict)))
        await asyncio.sleep(0)


def address(link: str, path: str) -> str:
    """Another page of the site that a launch link leads to."""
    return link.partition("/enter")[0] + path


async def shoot(page: Page, path: Path) -> None:
    """The whole page as a picture."""
    await page.screenshot(path=path, full_page=True, animations="disabled")
    print(path)


HELD: set[asyncio.Future[Outcome]] = set()

if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if target:
        target.mkdir(exist_ok=True)
    asyncio.run(main(target))
