"""Nothing on any screen keeps people out: axe-core (WCAG 2.2 AA and good practice) in a real Chromium."""

from importlib.resources import files

import pytest
from playground import in_thread
from screens import SCREENS, enter, fill

from sakchy.web.address import OWN_ORIGIN

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = """async () => (await axe.run({include: [["html"]], exclude: [["tbody tr:nth-child(n+9)"]]},
                                   {resultTypes: ["violations"],
                                    rules: {"target-size": {enabled: true}}})).violations.map(
    v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target + " " + n.failureSummary).join(" | "))"""
"""Of long tables the first rows: the others are made by the same template."""
WIDE, PHONE = {"width": 1180, "height": 800}, {"width": 320, "height": 640}
VIEWS = (("en", "light", WIDE), ("ru", "dark", PHONE), ("ky", "dark", WIDE))


@pytest.fixture
def ground(tmp_path):
    with in_thread(tmp_path, wait=600) as ground:
        yield ground


@pytest.fixture
def paths(ground):
    return fill(ground)


def test_every_screen_has_an_address(ground):
    """A screen that is new must be looked at, too."""
    routes = [
        route for route in ground.service.app.routes if "GET" in (getattr(route, "methods", None) or ())
    ]
    named = {route.path for route in routes if "{" not in route.path and not route.path.startswith("/api/")}
    no_screens = {"/enter", "/here", "/events", "/health/certificate", "/welcome/passport.jpg", "/stopped",
                  "/history/export.csv", "/history/export.json"}  # fmt: skip
    shown = {path.partition("?")[0] for path in SCREENS.values()}
    assert sorted(named - no_screens - shown) == []


def test_a_mistake_would_be_seen(ground, page):
    enter(ground, page)
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=/x><h5>!</h5>')")
    assert {each.partition(":")[0] for each in page.evaluate(RUN)} >= {"image-alt", "heading-order"}


@pytest.mark.timeout(600)
def test_nobody_is_kept_out(ground, page, paths):
    wrong = []
    for language, scheme, size in VIEWS:
        enter(ground, page, language)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(size)
        for name, path in paths.items():
            reply = page.goto(OWN_ORIGIN + path)
            if reply.status != (404 if name == "nothing" else 200):
                wrong.append(f"{name} {language}: status {reply.status}")
                continue
            page.evaluate(AXE)
            wrong += [f"{name} {language} {scheme} {size['width']}: {each}" for each in page.evaluate(RUN)]
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            wrong += [f"{name} {language} {size['width']}: {over} px too wide"] if over > 0 else []
    assert wrong == [], "\n".join(wrong)
