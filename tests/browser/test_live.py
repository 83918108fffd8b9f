"""An open page stays true: it hears of changes, tries again what failed, and says when it hears nothing."""

import pytest

from sakchy.locale import catalogue
from sakchy.web.address import OWN_ORIGIN

SAY = catalogue("en")
EVENTS = f"{OWN_ORIGIN}/events"


@pytest.fixture
def inside(ground, page):
    """The browser has been on the guard's page."""
    page.goto(f"{OWN_ORIGIN}/enter?token={ground.service.app.state.site.sessions.launch(None)}")
    page.goto(f"{OWN_ORIGIN}/language/en")
    page.goto("about:blank")
    return page


def breaks_once(page, kind, how):
    """Let `how` happen to the next request of a kind; those after it go through. What it happened to."""
    met = []

    def meet(route):
        if route.request.resource_type != kind or met:
            route.fallback()
        else:
            met.append(route.request.url)
            how(route)

    page.route(f"{OWN_ORIGIN}/**", meet)
    return met


def lamp(page, state):
    page.get_by_text(SAY(f"now.lamp.{state}"), exact=True).wait_for()


def cut(route):
    route.abort("connectionreset")


def overloaded(route):
    route.fulfill(status=502, body="")


@pytest.mark.parametrize("how", [cut, overloaded])
def test_a_refresh_that_failed_is_tried_again(ground, inside, how):
    inside.goto(OWN_ORIGIN)
    lamp(inside, "guarding")
    inside.wait_for_timeout(3000)  # what the page asks for when it opens is over
    met = breaks_once(inside, "fetch", how)
    ground.service.engine.pause.begin(30)
    lamp(inside, "paused")
    assert met == [f"{OWN_ORIGIN}/"]


@pytest.mark.parametrize("how", [cut, overloaded])
def test_a_stream_that_failed_is_opened_again(ground, inside, how):
    met = breaks_once(inside, "eventsource", how)
    inside.goto(OWN_ORIGIN)
    lamp(inside, "guarding")
    ground.service.engine.pause.begin(30)
    lamp(inside, "paused")
    assert met == [EVENTS]


def test_what_changes_while_the_page_is_asked_for_is_asked_for_too(ground, inside):
    pause, held = ground.service.engine.pause, []
    pause.begin(30)
    inside.goto(OWN_ORIGIN)
    lamp(inside, "paused")
    paused = inside.content()
    pause.end()
    lamp(inside, "guarding")
    breaks_once(inside, "fetch", held.append)
    pause.begin(30)
    while not held:
        inside.wait_for_timeout(100)
    pause.end()
    inside.wait_for_timeout(3000)  # the second change has been told of
    held[0].fulfill(body=paused, content_type="text/html")  # late
    inside.wait_for_timeout(1000)
    lamp(inside, "guarding")


def test_a_page_that_hears_nothing_says_so_until_it_hears_again(ground, inside):
    inside.goto(OWN_ORIGIN)
    lamp(inside, "guarding")
    lost = inside.get_by_text(SAY("web.lost"))
    assert lost.is_hidden()
    inside.context.set_offline(True)
    inside.route(EVENTS, lambda route: route.abort("connectionrefused"))
    ground.loop.call_soon_threadsafe(ground.service.app.state.site.stopping.set)  # the stream ends
    lost.wait_for()
    ground.service.app.state.site.stopping.clear()
    inside.unroute(EVENTS)
    inside.context.set_offline(False)
    lost.wait_for(state="hidden")
