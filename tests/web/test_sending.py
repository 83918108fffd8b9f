"""What is asked for before something is sent: a PIN for children, a reason in an office, a second person."""

import html
import re
from pathlib import Path

import pytest

from sakchy.keep.pin import Pins, hashed
from sakchy.locale import LANGUAGES, catalogue
from sakchy.office import Managed, Office
from sakchy.people import Crowd, People, Person
from sakchy.rulebook.shapes import Words
from sakchy.web.sending import REASONS

SAY = catalogue("en")
CARD = "4111 1111 1111 1111"
PIN = "2748"


def office(page, *people, **said):
    """Let this page be that of an office."""
    now = page.app.state.site.rules.now
    now.managed, now.crowd = Managed(Path("/nowhere"), Office(**said), False), Crowd(People(people=people))


def csrf(text):
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', text)[1]


async def press(client, question, **fields):
    form = await client.get(f"/question/{question.id}")
    return await client.post(
        f"/question/{question.id}/answer",
        data={"csrf": csrf(form.text), "answer": "send", **fields},
        follow_redirects=True,
    )


def state(page, question):
    return page.desk.find(question.id).state


async def test_at_home_nothing_is_asked_for(page):
    question, _ = await page.ask()
    async with page.browser() as client:
        await press(client, question)
    assert state(page, question) == "sent"


async def test_an_office_wants_a_reason_and_notes_it(page):
    office(page, reason=True)
    question, _ = await page.ask()
    async with page.browser() as client:
        asked = await press(client, question)
        assert SAY("office.why.title") in html.unescape(asked.text)
        assert all(SAY(f"office.reasons.{name}") in html.unescape(asked.text) for name in REASONS)
        assert state(page, question) == "waiting"
        await press(client, question, reason_given="yes", reason="agreed", words="she wrote it <b>today</b>")
    assert state(page, question) == "sent"
    notes = page.desk.find(question.id).notes
    assert [why.key for why in notes] == ["office.because.agreed", "office.words"]
    assert notes[1].values == (("words", "she wrote it <b>today</b>"),)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "none"),
        ({"reason": "nonsense"}, "none"),
        ({"words": "x" * 257}, "long"),
        ({"reason": "agreed", "words": f"card {CARD}"}, "personal"),
        ({"words": "personal number 22101199000177"}, "personal"),
    ],
)
async def test_a_reason_that_will_not_do_is_refused_and_not_shown_again(page, given, why):
    office(page, reason=True)
    question, _ = await page.ask()
    async with page.browser() as client:
        answer = await press(client, question, reason_given="yes", **given)
    assert answer.status_code == 400
    assert SAY(f"office.why.{why}", most=256) in html.unescape(answer.text)
    assert not given.get("words") or given["words"] not in answer.text
    assert (state(page, question), page.desk.find(question.id).notes) == ("waiting", ())


async def test_an_office_may_have_reasons_of_its_own(page):
    office(page, reason=True, reasons=(Words(ky="К", ru="Р", en="Ordered by <the head>"),))
    question, _ = await page.ask()
    async with page.browser() as client:
        asked = await press(client, question)
        assert "Ordered by &lt;the head&gt;" in asked.text
        assert SAY("office.reasons.agreed") not in html.unescape(asked.text)
        await press(client, question, reason_given="yes", reason="own-0")
    assert page.desk.find(question.id).notes[0].values == (("words", "Ordered by <the head>"),)


async def test_not_sending_never_wants_a_reason(page):
    office(page, reason=True, approve="always")
    question, _ = await page.ask()
    async with page.browser() as client:
        await press(client, question, answer="stop", reason_given="yes")
    assert state(page, question) == "refused"


async def test_a_second_person_is_waited_for(page):
    office(page, approve="always")
    question, _ = await page.ask()
    async with page.browser() as client:
        shown = await press(client, question)
    assert SAY("office.awaits") in html.unescape(shown.text)
    assert state(page, question) == "waiting"
    assert [each.id for each in page.desk.awaiting()] == [question.id]
    assert page.desk.find(question.id).touched


async def test_only_what_is_asked_about_twice_may_want_one(page):
    office(page, approve="twice")
    mild, _ = await page.ask(kind="passport", mark="ab")
    grave, _ = await page.ask(kind="document-selfie", mark="cd")
    assert (mild.verdict.twice, grave.verdict.twice) == (False, True)
    async with page.browser() as client:
        await press(client, mild)
        await press(client, grave)
        assert page.desk.awaiting() == ()
        await press(client, grave, confirmed="yes")
    assert state(page, mild) == "sent"
    assert [each.id for each in page.desk.awaiting()] == [grave.id]


async def test_a_childs_strict_kinds_want_the_pin(page):
    Pins(page.home).set(PIN)
    question, _ = await page.ask(kind="biometric")
    assert question.verdict.strict
    async with page.browser() as client:
        asked = await press(client, question, confirmed="yes")
        assert SAY("pin.asked.strict") in html.unescape(asked.text)
        assert state(page, question) == "waiting"
        await press(client, question, confirmed="yes", pin=PIN)
    assert state(page, question) == "sent"


async def test_the_command_line_leads_to_the_page(page):
    office(page, Person(id="a", name="A", approver=hashed(PIN)), approve="always")
    question, _ = await page.ask()
    headers = {"authorization": f"Bearer {page.token()}"}
    async with page.browser(enter=False) as client:
        del client.headers["origin"], client.headers["sec-fetch-site"]
        answer = await client.post(
            f"/api/questions/{question.id}/answer", json={"send": True, "confirmed": True}, headers=headers
        )
        assert answer.json() == {"state": "page"}
        answer = await client.post(
            f"/api/questions/{question.id}/answer", json={"send": False}, headers=headers
        )
    assert answer.json() == {"state": "refused"}


@pytest.mark.parametrize("said", [{"reason": True}, {"approve": "twice"}])
async def test_nothing_is_settled_for_longer_where_an_office_wants_to_know(page, said):
    question, _ = await page.ask()
    async with page.browser() as client:
        assert 'name="remember"' in (await client.get(f"/question/{question.id}")).text
        office(page, **said)
        text = (await client.get(f"/question/{question.id}")).text
        assert 'name="remember"' not in text
        assert SAY("question.wrong.title") not in html.unescape(text)
        await press(client, question, answer="wrong", confirmed="yes", reason_given="yes", reason="agreed")
        assert state(page, question) == "waiting"
        await press(client, question, remember="month", reason_given="yes", reason="agreed")
    kept = page.app.state.site.remembered
    assert (state(page, question), kept.grants(), kept.mistakes()) == ("sent", (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentences(language):
    say = catalogue(language)
    assert all(say(f"office.{part}.{name}") for part in ("reasons", "because") for name in REASONS)
