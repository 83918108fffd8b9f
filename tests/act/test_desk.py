"""Where messages wait: one question for the same content, its answer, and what there is no room for."""

import asyncio

import pytest
from msgspec.structs import replace
from questions import begin, expire, verdict

from sakchy.act import desk as desk_module
from sakchy.act.desk import Desk


@pytest.mark.parametrize(("send", "outcome"), [(True, "sent"), (False, "refused")])
async def test_an_answer_releases_the_message(desk, send, outcome):
    task = await begin(desk, verdict())
    (question,) = desk.waiting()
    assert desk.answer(question.id, send) == outcome
    assert await task == outcome
    assert desk.waiting() == ()
    assert desk.find(question.id).state == outcome


async def test_unanswered_means_expired_and_missed_but_never_refused(clock):
    desk = Desk(0.01, clock=clock)
    assert await desk.ask(verdict()) == "expired"
    (missed,) = desk.missed()
    assert missed.state == "expired"
    assert desk.waiting() == ()


async def test_same_content_to_same_site_is_one_question_with_one_answer(desk):
    tasks = [await begin(desk, verdict("aa", "bb")) for _ in range(3)]
    tasks.append(await begin(desk, verdict("bb", "aa")))
    (question,) = desk.waiting()
    desk.answer(question.id, send=True)
    assert await asyncio.gather(*tasks) == ["sent"] * 4


@pytest.mark.parametrize(
    "other",
    [
        verdict("bb"),
        verdict("aa", "bb"),
        verdict(kind="bank-card"),
        verdict(site="other.example"),
        verdict(category="insecure"),
        verdict(twice=True),
    ],
)
async def test_other_content_or_another_place_is_another_question(desk, other):
    first, second = await begin(desk, verdict()), await begin(desk, other)
    assert len(desk.waiting()) == 2
    desk.answer(desk.waiting()[0].id, send=True)
    assert await first == "sent"
    assert not second.done()
    desk.close()
    assert await second == "dismissed"


async def test_content_without_fingerprint_is_never_the_same(desk):
    unknown = verdict("")
    tasks = [await begin(desk, unknown), await begin(desk, unknown)]
    first, second = desk.waiting()
    desk.answer(first.id, send=True)
    assert await tasks[0] == "sent"
    assert desk.about(unknown) is None
    desk.answer(second.id, send=False)
    assert await tasks[1] == "refused"
    assert desk.answer(second.id, send=True) == "over"


async def test_the_last_client_to_leave_dismisses_the_question(desk):
    leave = [asyncio.Event(), asyncio.Event()]
    tasks = [await begin(desk, verdict(), gone) for gone in leave]
    leave[0].set()
    assert await tasks[0] == "dismissed"
    assert len(desk.waiting()) == 1
    leave[1].set()
    assert await tasks[1] == "dismissed"
    assert desk.waiting() == desk.missed() == ()


async def test_a_cancelled_client_counts_as_gone(desk):
    task = await begin(desk, verdict())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert desk.waiting() == ()


async def test_a_client_that_had_left_already_is_not_asked_for():
    rung = []
    gone = asyncio.Event()
    gone.set()
    assert await Desk(60, rung.append).ask(verdict(), gone) == "dismissed"
    assert rung == []


async def test_asking_twice_needs_a_second_yes_but_not_a_second_no(desk):
    task = await begin(desk, verdict(twice=True))
    question = desk.waiting()[0]
    assert desk.answer(question.id, send=True) == "confirm"
    assert desk.waiting() == (question,)
    assert desk.answer(question.id, send=True, confirmed=True) == "sent"
    assert await task == "sent"
    missed = await expire(desk, verdict(twice=True))
    assert desk.answer(missed.id, send=True) == "confirm"
    assert desk.answer(missed.id, send=False) == "refused"


async def test_a_full_desk_expires_new_questions_at_once_and_lists_them(desk, monkeypatch):
    monkeypatch.setattr(desk_module, "MAX_WAITING", 2)
    for mark in ("aa", "bb"):
        await begin(desk, verdict(mark))
    assert await desk.ask(verdict("cc")) == "expired"
    assert [question.verdict.findings[0].fingerprint for question in desk.missed()] == ["cc"]
    desk.close()


async def test_only_so_many_messages_are_held(desk, monkeypatch):
    monkeypatch.setattr(desk_module, "MAX_HELD", 2)
    tasks = [await begin(desk, verdict()) for _ in range(2)]
    assert await desk.ask(verdict()) == "expired"
    assert len(desk.waiting()) == 1
    desk.close()
    assert await asyncio.gather(*tasks) == ["dismissed"] * 2


async def test_a_new_question_beyond_what_may_be_held_is_not_left_waiting(desk, monkeypatch):
    monkeypatch.setattr(desk_module, "MAX_HELD", 1)
    await begin(desk, verdict())
    assert await desk.ask(verdict("bb")) == "expired"
    assert len(desk.waiting()) == 1
    desk.close()


async def test_each_new_question_rings_once_and_a_broken_bell_is_no_harm(clock):
    rung = []

    def ring(question):
        rung.append(question)
        raise OSError("no bell here")

    desk = Desk(60, ring, clock)
    await begin(desk, verdict())
    await begin(desk, verdict())
    assert rung == list(desk.waiting())
    desk.close()


async def test_changes_tell_of_each_step_and_join_bursts(desk):
    changes = desk.changes()
    await anext(changes)
    heard = asyncio.ensure_future(anext(changes))
    await asyncio.sleep(0)
    assert not heard.done()
    await begin(desk, verdict("aa"))
    await begin(desk, verdict("bb"))
    await heard
    desk.answer(desk.waiting()[0].id, send=True)
    await anext(changes)
    desk.close()


async def test_questions_are_found_by_id_and_by_number(desk):
    asked = verdict()
    await begin(desk, asked)
    (question,) = desk.waiting()
    assert desk.find(question.id) == desk.find(question.number) == desk.about(asked) == question
    assert len(question.id) == 32
    assert question.until - question.asked_at == 60
    desk.close()
    assert desk.about(asked) == replace(question, state="dismissed", ended_at=1000.0)
    assert desk.find("nothing") is None
