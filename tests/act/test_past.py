"""Questions that are over: tickets, refusals, what was missed."""

import asyncio

import pytest
from questions import begin, expire, verdict

from sakchy.act import past as past_module
from sakchy.act.desk import Desk
from sakchy.act.flood import HOUR, HUSH
from sakchy.act.past import GRANT, REFUSED_FOR


async def test_a_ticket_lets_the_same_content_through_once(desk):
    missed = await expire(desk, verdict())
    assert desk.answer(missed.id, send=True) == "granted"
    assert await desk.ask(verdict()) == "sent"
    assert desk.find(missed.id).state == "sent"
    again = await begin(desk, verdict())
    assert len(desk.waiting()) == 1
    desk.close()
    assert await again == "dismissed"


@pytest.mark.parametrize("other", [verdict("bb"), verdict("aa", "bb"), verdict(site="other.example")])
async def test_a_ticket_covers_nothing_else(desk, other):
    missed = await expire(desk, verdict())
    desk.answer(missed.id, send=True)
    task = await begin(desk, other)
    assert not task.done()
    desk.close()


async def test_a_ticket_ends(desk, clock):
    missed = await expire(desk, verdict())
    desk.answer(missed.id, send=True)
    clock.now += GRANT
    task = await begin(desk, verdict())
    assert not task.done()
    assert desk.missed() == (), "the same content asks again, so nothing is missed"
    desk.close()


async def test_a_ticket_can_be_taken_back(desk):
    missed = await expire(desk, verdict())
    desk.answer(missed.id, send=True)
    assert desk.answer(missed.id, send=False) == "refused"
    assert await desk.ask(verdict()) == "refused"


async def test_a_refusal_answers_retries_for_a_while(desk, clock):
    task = await begin(desk, verdict())
    desk.answer(desk.waiting()[0].id, send=False)
    assert await task == "refused"
    clock.now += REFUSED_FOR - 1
    assert await desk.ask(verdict()) == "refused"
    clock.now += 1
    await begin(desk, verdict())
    assert len(desk.waiting()) == 1
    desk.close()


async def test_a_refusal_can_be_changed_into_a_ticket(desk):
    await begin(desk, verdict())
    question = desk.waiting()[0]
    desk.answer(question.id, send=False)
    assert desk.answer(question.id, send=True) == "granted"
    assert await desk.ask(verdict()) == "sent"


async def test_answers_that_come_late_or_name_nothing_change_nothing(desk):
    await begin(desk, verdict())
    question = desk.waiting()[0]
    desk.answer(question.id, send=True)
    assert desk.answer(question.id, send=False) == "over"
    assert desk.answer(question.number, send=True) == "unknown", (
        "a number is known to the site and opens nothing"
    )
    assert desk.answer("0" * 32, send=True) == "unknown"


async def test_what_is_over_is_kept_only_so_long(desk, monkeypatch):
    monkeypatch.setattr(past_module, "MAX_PAST", 2)
    for mark in ("aa", "bb", "cc"):
        await expire(desk, verdict(mark))
    assert [question.verdict.findings[0].fingerprint for question in desk.missed()] == ["cc", "bb"]


async def test_a_hushed_site_is_refused_without_asking_and_other_sites_are_not(desk, clock):
    tasks = [await begin(desk, each) for each in (verdict(), verdict("bb"), verdict(site="other.example"))]
    first = desk.waiting()[0]
    assert desk.hush(first.id)
    assert await asyncio.gather(*tasks[:2]) == ["refused"] * 2
    assert await desk.ask(verdict("cc")) == "refused"
    assert len(desk.waiting()) == 1
    clock.now += HUSH
    await begin(desk, verdict("cc"))
    assert len(desk.waiting()) == 2
    assert not desk.hush("0" * 32)
    desk.close()


async def test_what_was_allowed_goes_even_to_a_hushed_site(desk):
    missed = await expire(desk, verdict())
    desk.hush(missed.id)
    desk.answer(missed.id, send=True)
    assert await desk.ask(verdict()) == "sent"
    assert await desk.ask(verdict()) == "refused"


async def test_beyond_so_many_an_hour_milder_ones_are_missed_and_the_bell_rings_once(clock):
    rung = []
    desk = Desk(60, rung.append, clock)
    desk.flood.most = 1
    await begin(desk, verdict())
    assert [await desk.ask(verdict(mark)) for mark in ("bb", "cc")] == ["expired"] * 2
    assert [question.many for question in desk.missed()] == [True, True]
    assert [question.many for question in rung] == [False, True]
    await begin(desk, verdict("dd", twice=True))
    assert len(desk.waiting()) == 2
    assert desk.answer(desk.missed()[0].id, send=True) == "granted"
    assert await desk.ask(verdict("cc")) == "sent"
    clock.now += HOUR
    await begin(desk, verdict("bb"))
    assert len(desk.waiting()) == 3
    assert desk.missed() == ()
    desk.close()


@pytest.mark.parametrize(("mask", "outcome"), [(False, "sent"), (True, "masked")])
async def test_an_answer_for_a_page_that_is_opened_is_a_ticket_for_its_request(desk, clock, mask, outcome):
    opened = desk.open(verdict(), cut="words", leads="https://mail.example/send")
    id_ = opened.question.id
    assert not desk.has_ticket(id_)
    assert desk.answer(id_, send=not mask, mask=mask) == outcome
    assert desk.has_ticket(id_)
    assert await desk.ask(verdict()) == outcome
    assert not desk.has_ticket(id_)
    assert desk.find(id_).state == outcome
    await begin(desk, verdict())
    assert len(desk.waiting()) == 1, "once"
    desk.close()


async def test_such_a_ticket_ends_and_can_be_taken_back(desk, clock):
    for end in ("time", "stop"):
        opened = desk.open(verdict(end), leads="https://mail.example/send")
        desk.answer(opened.question.id, send=True)
        if end == "time":
            clock.now += GRANT
        else:
            assert desk.answer(opened.question.id, send=False) == "refused"
        assert not desk.has_ticket(opened.question.id)


async def test_a_question_that_was_refused_or_missed_leads_nowhere(desk):
    for send in (False, None):
        opened = desk.open(verdict(str(send)), leads="https://mail.example/send")
        if send is None:
            desk.close()
        else:
            desk.answer(opened.question.id, send)
        assert not desk.has_ticket(opened.question.id)
