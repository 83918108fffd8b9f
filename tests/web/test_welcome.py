import base64
import html
import re

import pytest

from sakchy import settings
from sakchy.locale import LANGUAGES, catalogue
from sakchy.web.welcome import DONE, PROFILES, STRANGER, SYSTEMS, finished, specimen


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


async def press(client, path, **fields):
    token = csrf((await client.get("/welcome")).text)
    return await client.post(path, data={"csrf": token, **fields}, follow_redirects=True)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_steps_in_three_languages(page, book, language):
    say = catalogue(language)
    page.app.state.site.proxy = lambda: ("127.0.0.1", 8123)
    async with page.browser(language=language) as client:
        text = html.unescape(re.sub(r"</?code>", "`", (await client.get("/welcome")).text))
    for step in ("language", "profile", "browser", "trial"):
        assert say(f"welcome.{step}.title") in text
    for name in PROFILES:
        assert getattr(book.policies[name].title, language) in text
    for system in SYSTEMS:
        assert say(f"welcome.system.{system}.proxy", host="127.0.0.1", port=8123) in text
        assert say(f"welcome.system.{system}.trust") in text
    assert text.count("card done") == 0


async def test_a_language_counts_here_at_once_and_elsewhere_after_the_next_start(page):
    async with page.browser() as client:
        reply = await press(client, "/welcome/language", language="ky")
        assert catalogue("ky")("welcome.title") in html.unescape(reply.text)
        assert settings.load(page.home).language == "ky"
        await press(client, "/welcome/language", language="de")
    assert settings.load(page.home).language == "ky"


async def test_a_profile_is_written_down_and_its_step_is_done(page):
    async with page.browser() as client:
        reply = await press(client, "/welcome/profile", profile="family")
        assert settings.load(page.home).policy == "family"
        assert "card done" in reply.text
        await press(client, "/welcome/profile", profile="nobody")
    assert settings.load(page.home).policy == "family"


async def test_steps_change_nothing_without_our_form(page):
    async with page.browser() as client:
        for path in ("language", "profile", "done"):
            reply = await client.post(f"/welcome/{path}", data={"language": "ky", "profile": "office"})
            assert reply.status_code == 403
    assert not (page.home / "settings.yaml").exists()
    assert not finished(page.home)


async def test_the_reminder_can_be_switched_off_and_on(page):
    say = catalogue("en")
    async with page.browser() as client:
        assert say("welcome.reminder") in html.unescape((await client.get("/")).text)
        await press(client, "/welcome/done")
        assert (page.home / DONE).read_bytes() == b""
        assert say("welcome.reminder") not in html.unescape((await client.get("/")).text)
        await press(client, "/welcome/done", again="yes")
    assert not finished(page.home)


async def test_the_test_upload_is_the_one_form_that_goes_elsewhere(page):
    async with page.browser() as client:
        elsewhere = await client.get("/welcome/trial")
        here = await client.get("/welcome")
        picture = await client.get("/welcome/passport.jpg")
    assert f"https://{STRANGER}" in elsewhere.headers["content-security-policy"]
    assert STRANGER not in here.headers["content-security-policy"]
    sent = re.search(r'name="photo" value="data:image/jpeg;base64,([^"]+)"', elsewhere.text)[1]
    assert base64.b64decode(sent) == picture.content == specimen()
    assert catalogue("en")("welcome.trial.first") in html.unescape(elsewhere.text), "not set up yet"
    assert 'name="csrf"' not in elsewhere.text, "no word of ours goes to somebody else"


async def test_a_test_upload_that_was_made_is_done(page):
    page.happened("0" * 16, 1.8e9, host=STRANGER)
    page.journal.flush()
    async with page.browser() as client:
        assert "card done" in (await client.get("/welcome")).text


async def test_arriving_is_told(page):
    async with page.browser() as client:
        text = html.unescape((await client.get("/welcome?arrived")).text)
    assert catalogue("en")("welcome.arrived") in text
