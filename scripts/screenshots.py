#!/usr/bin/env python3
"""Take the pictures in `docs/screens` and `docs/question.png`: every screen of a true guard, made-up data.

`screenshots.py FOLDER` takes them to look at: all screens in all languages, light and dark, wide and narrow.
"""

import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bootstrap import ROOT

sys.path.append(str(ROOT / "tests" / "support"))
from playground import in_thread
from screens import SCREENS, enter, fill

from sakchy.web.address import OWN_ORIGIN

CHROMIUM = "/usr/bin/chromium"
LANGUAGES = ("en", "ru", "ky")
WIDTHS = {"wide": 1180, "phone": 360}
TALLEST = 1700  # pixels: of a long list the beginning tells enough
COLOURS = 48  # enough for one accent; a third of the bytes
MAIN = (
    "now", "month", "history", "event", "protection", "receivers", "own", "rules", "health", "privacy",
    "learn", "welcome", "question",
)  # fmt: skip
"""Screens shown in all three languages; the others in English."""
DARK = ("now", "question", "month")
PHONE = ("now", "question", "history")


class View(NamedTuple):
    """How a screen is looked at."""

    screen: str
    language: str = "en"
    width: str = "wide"
    scheme: str = "light"

    @property
    def file(self) -> str:
        """`question-ru-phone-dark.png`; what is usual is not said."""
        usual = ("wide", "light")
        parts = [self.screen, self.language, *(each for each in self[2:] if each not in usual)]
        return f"{'-'.join(parts)}.png"


def for_docs() -> Iterator[View]:
    """Every screen, the main ones in all languages; some dark, some on a phone."""
    for screen in SCREENS:
        for language in LANGUAGES if screen in MAIN else LANGUAGES[:1]:
            yield View(screen, language)
    yield from (View(screen, "en", "wide", "dark") for screen in DARK)
    yield from (View(screen, "en", "phone", "light") for screen in PHONE)


def to_look_at() -> Iterator[View]:
    """All screens in all languages, each light or dark, wide or narrow."""
    for language, width, scheme in (
        ("en", "wide", "light"), ("en", "phone", "dark"), ("ru", "wide", "dark"), ("ru", "phone", "light"),
        ("ky", "wide", "light"), ("ky", "phone", "light"),
    ):  # fmt: skip
        yield from (View(screen, language, width, scheme) for screen in SCREENS)


def main(folder: Path, views: list[View]) -> None:
    """Start a guard, fill it, look at it."""
    with tempfile.TemporaryDirectory() as home, in_thread(Path(home), wait=600) as ground:
        paths = fill(ground)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for language, width, scheme in sorted({view[1:] for view in views}):
                page = opened(browser, ground, language, width, scheme)
                for view in views:
                    if view[1:] == (language, width, scheme):
                        page.goto(OWN_ORIGIN + paths[view.screen])
                        page.wait_for_timeout(1200 if view.screen in ("question", "card", "sure") else 50)
                        shoot(page, folder / view.file)
                page.context.close()
            browser.close()


def opened(browser: Browser, ground: Any, language: str, width: str, scheme: Any) -> Any:
    """A page of the guard in a browser that uses it."""
    context = browser.new_context(
        viewport={"width": WIDTHS[width], "height": 900}, color_scheme=scheme, proxy={"server": ground.proxy},
        ignore_https_errors=True,
    )  # fmt: skip
    page = context.new_page()
    enter(ground, page, language)
    return page


def shoot(page: Any, path: Path) -> None:
    """The page from its top as a small picture."""
    tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    size = page.viewport_size
    page.set_viewport_size({"width": size["width"], "height": max(tall, 640)})
    taken = page.screenshot(animations="disabled")
    page.set_viewport_size(size)
    with Image.open(BytesIO(taken)) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.name, path.stat().st_size)


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    target = given or ROOT / "docs" / "screens"
    target.mkdir(exist_ok=True)
    main(target, list(to_look_at() if given else for_docs()))
    if not given:
        (ROOT / "docs" / "question.png").write_bytes((target / View("question").file).read_bytes())
