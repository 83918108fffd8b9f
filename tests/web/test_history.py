"""The history: filters, pages, the steps of an event, saving and deleting."""

import csv
import datetime as dt
import html
import io
import json
import re
import sqlite3
import time

import pytest
from msgspec.structs import replace

from sakchy.locale import LANGUAGES, catalogue
from sakchy.web.asked import after, asked
from sakchy.web.export import harmless

SAY = catalogue("en")
DAY = 86400


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


def rows(text):
    return re.findall(r'<li><a href="/history/(\w+)"', text)


@pytest.fixture
def events(page):
    """Two kinds, two receivers, four outcomes, on four days."""
    now = time.time()
    made = [
        page.happened(f"{number:016x}", now - number * DAY / 2, outcome, kind=kind, host=host)
        for number, (outcome, kind, host) in enumerate(
            (
                ("refused", "passport", "discord.com"),
                ("sent", "passport", "chatgpt.com"),
                ("blocked", "bank-card", "discord.com"),
                ("noted", "bank-card", "chatgpt.com"),
                ("masked", "bank-card", "chatgpt.com"),
            )
        )
    ]
    page.journal.flush()
    return made


async def test_the_history_is_filtered_and_paged(page):
    now = time.time()
    for number in range(60):
        outcome, kind = ("sent", "bank-card") if number % 2 else ("refused", "passport")
        page.happened(f"{number:04d}", now - number, outcome, kind=kind)
    page.happened("old", now - 40 * 86400)
    page.journal.flush()
    async with page.browser() as client:
        first = (await client.get("/history")).text
        assert rows(first) == [f"{number:04d}" for number in range(50)]
        older = re.search(r'href="(/history\?[^"]*after[^"]*)"', first)[1].replace("&amp;", "&")
        second = (await client.get(older)).text
        assert rows(second) == [f"{number:04d}" for number in range(50, 60)]
        sent = (await client.get("/history?outcome=sent&kind=bank-card")).text
        assert rows(sent) == [f"{number:04d}" for number in range(1, 60, 2)]
        nonsense = await client.get("/history?outcome=x&after=nan~&from=2026-13-40&to=x&gone=-1")
        assert rows(nonsense.text)[0] == "0000"


async def test_an_event_shows_its_whole_why_and_no_file_name(page):
    event = page.happened("0123456789abcdef", time.time() - 86400 * 2)
    page.journal.flush()
    async with page.browser() as client:
        text = (await client.get(f"/history/{event.id}")).text
    assert catalogue("en")("history.event.refused") in text
    assert text.count("<li>") >= len(event.verdict.because) > 0
    assert "test-rule" in text
    assert "2.5 MB" in text
    assert "testbek" not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("q=discord", [0, 2]),
        ("q=DISCORD+passport", [0]),
        ("q=%D0%BF%D0%B0%D1%81%D0%BF%D0%BE%D1%80%D1%82", [0, 1]),
        ("q=000000000000000003", []),
        ("q=0000000000000003", [3]),
        ("q=%25", []),
        ("kind=bank-card", [2, 3, 4]),
        ("kind=gone-kind", []),
        ("outcome=stayed", [0, 2, 4]),
        ("outcome=sent_asked", [1]),
        ("outcome=let_through", [3]),
        ("outcome=nonsense", [0, 1, 2, 3, 4]),
        ("site=chatgpt.com&outcome=stayed", [4]),
        ("rule=test-rule", [0, 1, 2, 3, 4]),
        ("rule=other", []),
        ("who=aida", []),
    ],
)
async def test_a_filter_finds(page, events, query, expected):
    async with page.browser() as client:
        text = (await client.get(f"/history?{query}")).text
    assert rows(text) == [f"{number:016x}" for number in expected]
    assert SAY.count("history.count", len(expected)) in text


async def test_a_range_of_days_takes_both_ends(page, events):
    day = dt.datetime.fromtimestamp(events[2].at).astimezone().date()
    same = [each.id for each in events if dt.datetime.fromtimestamp(each.at).astimezone().date() == day]
    async with page.browser() as client:
        assert rows((await client.get(f"/history?from={day}&to={day}")).text) == same
        later = rows((await client.get(f"/history?from={day}")).text)
        earlier = rows((await client.get(f"/history?to={day}")).text)
    assert set(later) & set(earlier) == set(same)
    assert {*later, *earlier} == {each.id for each in events}


async def test_what_was_asked_stands_in_the_form_again_and_goes_along(page, events):
    async with page.browser() as client:
        text = html.unescape((await client.get("/history?q=a%22%3E%3Cb&kind=gone-kind&site=x.example")).text)
        assert 'value="a"><b"' in text  # unescaped here; in the page it is text
        assert '<option value="gone-kind" selected>' in text
        again = html.unescape((await client.get("/history?q=discord&outcome=stayed")).text)
    for path in ("export.csv", "export.json", "delete"):
        assert f'/history/{path}?q=discord&outcome=stayed"' in again


def test_a_filter_comes_back_from_its_own_address(book):
    given = {"q": " Паспорт  sites ", "outcome": "stayed", "from": "2026-11-01", "to": "nonsense", "x": "y"}
    once = asked(given, book)
    assert once.query == "q=%D0%9F%D0%B0%D1%81%D0%BF%D0%BE%D1%80%D1%82++sites&outcome=stayed&from=2026-11-01"
    assert asked(dict(once.fields), book) == once
    assert once.but(q="", outcome="sent") == "outcome=sent&from=2026-11-01"
    assert [word.text for word in once.wanted.words] == ["паспорт", "sites"]
    assert "passport" in once.wanted.words[0].kinds


@pytest.mark.parametrize("text", ["", "5", "~", "x~y", "5~"])
def test_a_page_mark_that_is_none_is_ignored(text):
    assert after(text) is None


def test_a_page_mark_is_a_moment_and_an_id():
    assert after("1763848800.25~0123") == (1763848800.25, "0123")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1969-12-31", "2026-02-30", "22.11.2026"])
def test_days_on_which_nothing_can_have_happened_are_left_out(book, day):
    assert asked({"from": day, "to": day}, book).fields == ()


def test_a_filter_with_everything_in_it_has_its_limits(book):
    many = asked({"q": "a " * 500, "site": "b" * 5000}, book)
    assert len(many.wanted.words) == 8
    assert len(many.wanted.site) == 200


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_event_tells_its_steps(page, events, language):
    say = catalogue(language)
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get(f"/history/{events[0].id}")).text)
    labels = [say(f"history.trace.{name}") for name in ("found", "receiver", "policy", "outcome")]
    places = [text.index(f'<p class="label">{label}</p>', text.index('class="trace"')) for label in labels]
    assert places == sorted(places)
    assert "test-rule" in text
    assert 'href="/receiver?to=discord.com"' in text
    assert say("history.event.refused") in text
    assert 'href="/history?site=discord.com"' in text
    assert 'href="/history?kind=passport"' in text


async def test_checks_of_a_rule_are_named(page, events):
    (found,) = events[2].verdict.findings
    known = replace(events[2].verdict, findings=(replace(found, rule="card-number"),))
    page.journal.write(replace(events[2], verdict=known))
    async with page.browser() as client:
        text = html.unescape((await client.get(f"/history/{events[2].id}")).text)
    assert "luhn" in text


async def test_an_event_of_things_long_gone_is_still_explained(page, events):
    (found,) = events[0].verdict.findings
    reason = replace(events[0].verdict.because[0], key="decide.gone-sentence")
    gone = replace(
        events[0].verdict,
        findings=(replace(found, kind="gone-kind", rule="gone-rule"),),
        destination=replace(events[0].verdict.destination, category="gone-category"),
        because=(reason, *events[0].verdict.because[1:]),
        policy="gone-policy",
    )
    page.journal.write(replace(events[0], verdict=gone))
    async with page.browser() as client:
        reply = await client.get(f"/history/{events[0].id}")
        assert reply.status_code == 200
        for word in ("Gone-kind", "gone-rule", "gone-category", "decide.gone-sentence"):
            assert word.lower() in reply.text.lower()
        listed = await client.get("/history")
        assert "Gone-kind" in listed.text
        assert (await client.get("/history/export.csv")).status_code == 200


async def test_a_table_is_saved(page, events):
    async with page.browser(language="ru") as client:
        reply = await client.get("/history/export.csv?outcome=stayed")
    assert reply.headers["content-disposition"].startswith('attachment; filename="sakchy-20')
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    assert reply.content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(reply.content.decode("utf-8-sig")))
    assert head[:3] == ["номер", "время", "что произошло"]
    assert [line[0] for line in lines] == [events[number].id for number in (0, 2, 4)]
    assert lines[0][2:6] == ["не отправлено", "паспорт", "discord.com", "discord.com"]
    assert all(len(line) == len(head) for line in lines)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_is_a_formula(cell):
    assert harmless(cell) == f"'{cell}"


async def test_a_host_that_looks_like_a_formula_is_saved_as_text(page, events):
    place = replace(events[0].verdict.destination, host="-2+3.example", site="=cmd|.example")
    page.journal.write(replace(events[0], verdict=replace(events[0].verdict, destination=place)))
    async with page.browser() as client:
        reply = await client.get("/history/export.csv?q=0000000000000000")
    _, line = csv.reader(io.StringIO(reply.content.decode("utf-8-sig")))
    assert line[4:6] == ["'=cmd|.example", "'-2+3.example"]


async def test_records_are_saved_whole_but_for_fingerprints(page, events):
    async with page.browser() as client:
        reply = await client.get("/history/export.json?kind=passport")
    saved = json.loads(reply.content)
    assert [each["id"] for each in saved] == [events[0].id, events[1].id]
    assert saved[0]["verdict"]["findings"][0]["kind"] == "passport"
    assert {f["fingerprint"] for each in saved for f in each["verdict"]["findings"]} == {""}
    assert events[0].verdict.findings[0].fingerprint not in reply.text


async def test_what_a_filter_finds_is_deleted_after_a_question(page, events):
    async with page.browser() as client:
        asked_first = await client.get("/history/delete?kind=bank-card")
        assert SAY.count("history.delete.sure", 3) in asked_first.text
        assert len(page.journal.read()) == 5
        fields = {"csrf": csrf(asked_first.text), "kind": "bank-card"}
        reply = await client.post("/history/delete", data=fields, follow_redirects=True)
    assert SAY.count("history.gone", 3) in reply.text
    assert rows(reply.text) == [events[0].id, events[1].id]


async def test_without_a_filter_everything_goes(page, events):
    async with page.browser() as client:
        asked_first = await client.get("/history/delete")
        assert SAY("history.delete.everything") in asked_first.text
        await client.post("/history/delete", data={"csrf": csrf(asked_first.text)})
        assert SAY("history.empty") in html.unescape((await client.get("/history")).text)
    assert page.journal.read() == []
    kept = b"".join(file.read_bytes() for file in page.home.glob("journal.sqlite*"))
    assert b"discord" not in kept


async def test_one_event_is_deleted(page, events):
    async with page.browser() as client:
        shown = await client.get(f"/history/{events[1].id}")
        reply = await client.post(
            f"/history/{events[1].id}/delete", data={"csrf": csrf(shown.text)}, follow_redirects=True
        )
    assert SAY.count("history.gone", 1) in reply.text
    assert events[1].id not in rows(reply.text)
    assert len(page.journal.read()) == 4


@pytest.mark.parametrize("path", ["/history/delete", "/history/0000000000000000/delete"])
async def test_only_our_own_form_deletes(page, events, path):
    async with page.browser() as client:
        assert (await client.post(path, data={"csrf": "0" * 64})).status_code == 403
    assert len(page.journal.read()) == 5


async def test_a_journal_in_use_elsewhere_keeps_everything_and_says_so(page, events, monkeypatch):
    monkeypatch.setattr("sakchy.record.table.BUSY", 0.1)
    async with page.browser() as client:
        form = await client.get("/history/delete")
        other = sqlite3.connect(page.journal.path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        reply = await client.post("/history/delete", data={"csrf": csrf(form.text)})
        other.close()
    assert reply.status_code == 503
    assert SAY("history.delete.busy") in reply.text
    assert len(page.journal.read()) == 5


async def test_where_people_are_told_apart_their_events_are_found_and_named(page, events):
    for each, who in zip(events, ("aida", "bakyt", "aida", "", "aida"), strict=True):
        page.journal.write(replace(each, verdict=replace(each.verdict, who=who)))
    async with page.browser() as client:
        everybody = html.unescape((await client.get("/history")).text)
        assert everybody.count('<span class="chip">aida</span>') == 3
        one = html.unescape((await client.get("/history?who=aida")).text)
        assert rows(one) == [events[number].id for number in (0, 2, 4)]
        assert '<option value="aida" selected>aida</option>' in one
        month = html.unescape((await client.get("/month")).text)
    assert SAY("month.by_person") in month
    assert "who=aida" in month
