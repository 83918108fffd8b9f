"""Chromium through the guard: a passport photographed and sent is held, an album of 24 pictures passes.

`held ms` is the time from a message's last byte at the guard to its verdict; the first passport comes before
a guard that has just started has loaded its networks, and is told apart. The album is one form of 24
photographs of about 1 MB; its time is what the page measures on loopback, with the guard looking and with its
looking replaced by "nothing found", taking turns; `20 Mbit/s` is the difference over the time that so many
bytes take on such a line. `again` sends an album that was seen before.
"""

import importlib
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from benches.rig import photos
from sakchy.engine import Ruling
from specimens.kyrgyz import passport
from specimens.people import person
from specimens.photo import Shot, photograph

ROOT = Path(__file__).resolve().parents[2]
PICTURES, MEGABIT = 24, 125_000
LOOKED = ("looked at", "again")
SHOTS = (
    Shot(width=1280),
    Shot(width=2048, share=0.6, angle=6, noise=4),
    Shot(width=4032, share=0.7, angle=-4),
)
SEND = """async () => {
  const body = new FormData();
  for (const file of document.querySelector("input").files) body.append("scan", file);
  const start = performance.now();
  const reply = await fetch("/api/photo", {method: "POST", body});
  await reply.text();
  return [reply.status, performance.now() - start];
}"""


def run(quick: bool = False) -> dict[str, object]:
    """Times in milliseconds; without Chromium only a word that it is missing."""
    sys.path.append(str(ROOT / "tests" / "support"))
    sys.path.append(str(ROOT / "tests" / "browser"))
    from playground import in_thread  # noqa: PLC0415  stands beside the tests
    from websites import CHROMIUM, Site  # noqa: PLC0415

    if CHROMIUM is None:
        return {"chromium": "not installed"}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with in_thread(home, play=Site) as ground:
            return measured(ground, home, CHROMIUM, 2 if quick else 6)


def measured(ground: Any, home: Path, chromium: str, rounds: int) -> dict[str, object]:
    """Passports first, then albums, in one browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    pins = importlib.import_module("conftest").pins  # stands beside the browser's tests

    flags = ["--no-sandbox", f"--ignore-certificate-errors-spki-list={','.join(pins(ground))}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            home / "profile", executable_path=chromium, args=flags, proxy={"server": ground.proxy}
        )
        page = browser.pages[0]
        page.goto("https://discord.com/")
        return passports(ground, page, home, rounds) | albums(ground, page, home, rounds)


def passports(ground: Any, page: Any, home: Path, rounds: int) -> dict[str, object]:
    """How soon after its last byte a photographed passport is held."""
    engine = ground.service.engine
    came, times = [0.0], list[float]()
    handle, rule = engine.handle, engine.rule

    async def handled(*given: Any, **named: Any) -> Any:
        came[0] = time.perf_counter()
        return await handle(*given, **named)

    async def ruled(_message: Any, findings: Any, *_given: Any, **_named: Any) -> Ruling:
        if any(finding.rule == "mrz-picture" for finding in findings):
            times.append((time.perf_counter() - came[0]) * 1000)
        return Ruling("refused")

    engine.handle, engine.rule = handled, ruled
    for number in range(rounds * len(SHOTS)):
        chance = Random(number)  # noqa: S311  the same people every time
        sheet = passport(person(chance, "PE"), 2025, chance).image
        file = home / f"passport-{number}.jpg"
        file.write_bytes(photograph(sheet, SHOTS[number % len(SHOTS)], number))
        page.set_input_files("input[type=file]", str(file))
        status, _ = page.evaluate(SEND)
        assert status == 403, "it was not held"
    engine.handle, engine.rule = handle, rule
    first, *others = map(round, times)
    return {
        "passports": len(times),
        "held ms, guard just started": first,
        "held ms p50": median(others),
        "held ms most": max(others),
    }


def albums(ground: Any, page: Any, home: Path, rounds: int) -> dict[str, object]:
    """Times of an album with and without being looked at, and of one that is sent again."""
    engine = ground.service.engine
    looks: dict[str, list[float]] = {"first": [], "not looked at": [], "looked at": [], "again": []}
    pictures = [photos.photo(index) for index in range(PICTURES)]
    size = sum(map(len, pictures))
    page.evaluate("document.querySelector('input').multiple = true")
    for number in range(rounds):
        files = [home / f"album-{number}-{index}.jpg" for index in range(PICTURES)]
        for file, picture in zip(files, pictures, strict=True):
            file.write_bytes(picture + bytes([number]))  # another file, and so not known yet
        page.set_input_files("input[type=file]", list(map(str, files)))
        look = engine.look
        for way, times in looks.items():
            engine.look = look if way in LOOKED else blind
            status, spent = page.evaluate(SEND)
            assert status == 200, "an album was stopped"
            times.append(spent)
        engine.look = look
    del looks["first"]  # the browser reads the files from the disk
    middle = {way: round(median(times)) for way, times in looks.items()}
    more = middle["looked at"] - middle["not looked at"]
    result: dict[str, object] = {f"album ms {way}": spent for way, spent in middle.items()}
    return result | {
        "album MB": round(size / 1e6, 1),
        "more, percent of loopback": round(100 * more / middle["not looked at"]),
        "more, percent of 20 Mbit/s": round(100 * more / (size / (20 * MEGABIT) * 1000), 1),
    }


async def blind(*_given: Any) -> tuple[()]:
    """Looking that finds nothing and costs nothing."""
    return ()
