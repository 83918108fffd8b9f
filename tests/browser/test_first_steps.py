"""The first steps in a real browser: what is seen of the browser, and a passport that is stopped."""

import pytest

from sakchy.web.welcome import STRANGER

SAFE = "https://sakchy.internal"


@pytest.fixture
def inside(ground, page):
    """The browser at the first steps, at the safe address."""
    token = ground.service.app.state.site.sessions.launch(None)
    page.goto(f"{SAFE}/enter?token={token}&to=/welcome")
    return page


def test_the_browser_is_seen_to_be_set_up(inside):
    assert (
        inside.locator("li.done .lamp").inner_text()
        == "This browser is set up: it uses Sakchy and trusts its certificate."
    )
    inside.goto(f"{SAFE}/health")
    assert inside.locator(".check .chip.on").first.is_visible()


@pytest.mark.parametrize("answer", ["stop", "send"])
def test_a_made_up_passport_is_asked_about(ground, inside, answer):
    inside.goto(f"{SAFE}/welcome/trial")
    inside.locator("form.trial button").click()
    inside.wait_for_url(f"{SAFE}/question/**")
    assert STRANGER in inside.locator("main").inner_text()
    (question,) = ground.service.desk.waiting()
    assert question.verdict.findings[0].kind == "passport"
    inside.locator(f"button[value={answer}]:enabled").first.click()
    if answer == "send":
        sure = inside.locator("button.later:enabled, li.done")
        sure.first.wait_for()
        if "sure" in inside.url:
            inside.locator("button[value=send]:enabled").click()
        inside.wait_for_url(f"{SAFE}/welcome?arrived")
        assert inside.locator("[role=status]").first.is_visible()
    else:
        inside.get_by_role("heading", name="Not sent").wait_for()
    inside.goto(f"{SAFE}/welcome")
    assert inside.locator("ol.steps > li.done").count() == 2, "browser and test upload"
