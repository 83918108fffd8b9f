import html
import re

import pytest

from sakchy.locale import LANGUAGES, catalogue
from sakchy.web.learn import ANSWERS, BEST, STEPS, TRICKS


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


def stored(home):
    """Every file but the journal's own, which its first reader makes, and what the journal holds."""
    return {path.name: path.read_bytes() for path in home.iterdir() if "journal" not in path.name}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_all_habits_and_tricks_stand_on_the_page(page, language):
    say = catalogue(language)
    async with page.browser(language=language) as client:
        reply = await client.get("/learn")
    text = html.unescape(re.sub(r"</?code>", "`", reply.text))
    assert reply.status_code == 200
    for step in STEPS:
        assert all(say(f"learn.step.{step}.{part}") in text for part in ("title", "text", "help"))
    for trick in TRICKS:
        assert all(say(f"learn.trick.{trick}.{part}") in text for part in ("title", "story", "sign", "do"))
    assert "2026" in text
    assert "dpa.gov.kg" in text


async def test_the_quiz_tells_no_answer_before_it_is_asked(page):
    say = catalogue("en")
    async with page.browser() as client:
        text = html.unescape((await client.get("/learn/quiz")).text)
    assert text.count("<fieldset") == len(BEST) >= 8
    assert text.count('type="radio"') == len(BEST) * len(ANSWERS)
    assert say("learn.quiz.best") not in text
    assert not any(say(f"learn.quiz.{name}.told").split("`")[0] in text for name in BEST)


async def test_every_answer_is_explained_and_nothing_is_stored(page):
    say = catalogue("en")
    before = stored(page.home)
    async with page.browser() as client:
        token = csrf((await client.get("/learn/quiz")).text)
        reply = await client.post(
            "/learn/quiz", data={"csrf": token, "courier": "a", "call": "c", "job": "x"}
        )
        again = html.unescape((await client.get("/learn/quiz")).text)
    text = html.unescape(re.sub(r"</?code>", "`", reply.text))
    assert all(say(f"learn.quiz.{name}.told") in text for name in BEST)
    assert text.count(say("learn.quiz.best")) == len(BEST)
    assert text.count(say("learn.quiz.yours") + "</span>") == 2, "what is no answer counts as none"
    assert "checked" not in again
    assert stored(page.home) == before


async def test_the_quiz_is_answered_from_our_own_page_only(page):
    async with page.browser() as client:
        assert (await client.post("/learn/quiz", data={"courier": "b"})).status_code == 403


def test_the_best_answer_is_not_always_in_the_same_place():
    assert set(BEST.values()) == set(ANSWERS)
