"""The month: numbers that lead to exactly the events they count."""

import datetime as dt
import html
import re
import time

import pytest
from msgspec.structs import replace

from sakchy.locale import LANGUAGES, catalogue, dates
from sakchy.people import Crowd, People, Person
from sakchy.web.month import asked_month, history, next_month, shade, weeks


def at(day, hour=12):
    return time.mktime((day.year, day.month, day.day, hour, 0, 0, 0, 0, -1))


@pytest.fixture
def today():
    return dt.datetime.now().astimezone().date()


@pytest.fixture
def events(page, today):
    """Two days ago back to ten days ago, one a day, and one of every group just now."""
    for number in range(2, 11):
        page.happened(f"{number:016x}", at(today - dt.timedelta(days=number)), "refused", kind="bank-card")
    for number, outcome in enumerate(("blocked", "masked", "sent", "warned", "paused")):
        page.happened(f"a{number:015x}", at(today, 0) + number, outcome)
    page.journal.flush()


def figures(text):
    found = re.findall(r'<a href="(/history\?[^"]+)"><b>([^<]+)</b>', html.unescape(text))
    return [(link, int(number)) for link, number in found]


async def test_every_figure_leads_to_as_many_events(page, events):
    async with page.browser() as client:
        shown = figures((await client.get("/month")).text)
        assert [number for _, number in shown[:3]] == [2, 1, 2], "today"
        assert len(shown) == 6
        for link, number in shown:
            rows = re.findall(r'href="/history/(\w{16})"', (await client.get(link)).text)
            assert len(set(rows)) == number, link


async def test_every_day_and_bar_leads_to_as_many_events(page, events):
    async with page.browser() as client:
        text = html.unescape((await client.get("/month")).text)
        days = re.findall(r'<a href="(/history\?[^"]+)" aria-label="[^"]*: (?:one|(\d+)) events?"', text)
        bars = re.findall(r'<li><a href="(/history\?[^"]+)">.*?class="amount">(\d+)<', text)
        assert days
        assert len(bars) >= 2
        for link, number in [*days, *bars]:
            rows = re.findall(r'href="/history/(\w{16})"', (await client.get(link)).text)
            assert len(set(rows)) == int(number or 1), link


async def test_each_person_has_a_month(page, events, today):
    people = People(people=(Person(id="gul", name="Gül", port=1), Person(id="aza", name="Aza", port=2)))
    page.app.state.site.rules.now.crowd = Crowd(people)
    event = page.happened("e" * 16, at(today, 0), "sent")
    page.journal.write(replace(event, id="f" * 16, verdict=replace(event.verdict, who="gul")))
    page.journal.flush()
    async with page.browser() as client:
        every = html.unescape((await client.get("/month")).text)
        link = re.search(r'href="(/month\?m=[\d-]+&who=gul)"', every)[1]
        hers = (await client.get(link)).text
        assert [number for _, number in figures(hers)] == [0, 1, 0] * 2
        counted = [to for to, number in figures(hers) if number]
        counted += re.findall(r'<li><a href="(/history\?[^"]+)">', html.unescape(hers))
        for to in counted:
            assert set(re.findall(r'href="/history/(\w{16})"', (await client.get(to)).text)) == {"f" * 16}
        assert f"/month?m={today:%Y-%m}&who=aza" in html.unescape(hers)
        assert figures((await client.get("/month?who=nobody")).text) == figures(every)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_month_is_named_in_the_language(page, today, language):
    say = catalogue(language)
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get("/month")).text)
    assert dates.month(today.replace(day=1), say).lower() in text.lower()
    assert all(f">{short}</abbr>" in text for short, _ in dates.weekdays(say))


async def test_other_months_are_reached_while_something_is_kept(page, today):
    page.journal.keep_days = 60
    first = today.replace(day=1)
    async with page.browser() as client:
        this = (await client.get("/month")).text
        back = re.search(r'href="(/month\?m=[\d-]+)"', this)[1]
        assert back == f"/month?m={first - dt.timedelta(days=1):%Y-%m}"
        earlier = (await client.get(back)).text
        assert f'href="/month?m={first:%Y-%m}"' in earlier
        assert len(figures(earlier)) == 3, "today stands on this month alone"
        long_ago = (await client.get("/month?m=2020-02")).text
        assert not re.search(r"m=2020-01|m=2019", long_ago), "nothing older is kept"
        assert "m=2020-03" in long_ago


@pytest.mark.parametrize("asked", ["2026-13", "1999-01", "2026-1", "x", "2026-01-05", "'"])
def test_nonsense_is_this_month(asked):
    assert asked_month(asked, dt.date(2026, 11, 22)) == dt.date(2026, 11, 1)


def test_months_follow_each_other():
    month = dt.date(2026, 1, 1)
    for _ in range(24):
        month = next_month(month)
        assert month.day == 1
    assert month == dt.date(2028, 1, 1)


def test_a_week_begins_on_monday_and_holds_this_month_only():
    rows = list(weeks(dt.date(2026, 11, 1), {dt.date(2026, 11, 22): 3}, dt.date(2026, 11, 22), history))
    assert [len(row) for row in rows] == [7] * 6
    assert [None if day is None else day["date"].day for day in rows[0]] == [None] * 6 + [1]
    assert [day["date"].day for row in rows for day in row if day and day["today"]] == [22]
    assert [day["date"].day for row in rows for day in row if day and day["coming"]] == list(range(23, 31))


def test_shades_are_few_and_the_busiest_day_is_the_darkest():
    assert [shade(count, 100) for count in (0, 1, 25, 26, 50, 75, 76, 100)] == [0, 1, 1, 2, 2, 3, 4, 4]
    assert shade(1, 1) == 4


async def test_a_site_met_for_the_first_time_is_marked(page, today):
    page.happened("0" * 16, at(today.replace(day=1) - dt.timedelta(days=3)), host="discord.com")
    page.happened("1" * 16, time.time(), host="discord.com")
    page.happened("2" * 16, time.time(), host="chatgpt.com")
    page.journal.keep_days = 60
    page.journal.flush()
    async with page.browser() as client:
        text = html.unescape((await client.get("/month")).text)
    assert re.search(r"chatgpt\.com <span class=\"chip\">new", text)
    assert not re.search(r"discord\.com <span class=\"chip\">", text)


async def test_kinds_that_no_rulebook_has_any_more_are_shown_by_their_id(page):
    event = page.happened("0" * 16, time.time())
    (found,) = event.verdict.findings
    gone = replace(event.verdict, findings=(replace(found, kind="gone-kind", rule="gone-rule"),))
    page.journal.write(replace(event, verdict=gone))
    async with page.browser() as client:
        assert "Gone-kind" in (await client.get("/month")).text
