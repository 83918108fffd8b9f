"""A question while it waits: more time, its picture, where it leads."""

import asyncio

import pytest
from msgspec.structs import replace
from questions import begin, verdict

from sakchy.act import desk as desk_module
from sakchy.act.desk import PATIENCE, Desk
from sakchy.act.held import Held


async def test_removing_wants_no_confirmation_and_no_late_answer(desk):
    task = asyncio.ensure_future(desk.ask(verdict(twice=True), cut="words"))
    await asyncio.sleep(0)
    (question,) = desk.waiting()
    assert question.maskable
    assert desk.answer(question.id, send=False, mask=True) == "masked"
    assert await task == "masked"
    assert desk.find(question.id).state == "masked"
    assert [desk.answer(question.id, send, mask=mask) for send, mask in ((True, False), (False, True))] == [
        "over", "over",
    ]  # fmt: skip


async def test_nothing_is_removed_where_that_was_not_offered(desk):
    task = await begin(desk, verdict())
    (question,) = desk.waiting()
    assert desk.answer(question.id, send=False, mask=True) == "over"
    assert desk.waiting() == (question,)
    desk.answer(question.id, send=False)
    assert await task == "refused"


async def test_a_touched_question_waits_longer_but_not_for_ever():
    desk = Desk(0.05)
    task = await begin(desk, verdict())
    (before,) = desk.waiting()
    assert desk.touch(before.id)
    await asyncio.sleep(0.15)
    (after,) = desk.waiting()
    assert after.touched
    assert after.until - after.asked_at == PATIENCE
    assert desk.touch(before.id)
    assert desk.waiting() == (after,), "once"
    desk.answer(before.id, send=True)
    assert await task == "sent"
    assert not desk.touch(before.id)


async def test_a_touched_question_expires_all_the_same(monkeypatch):
    monkeypatch.setattr(desk_module, "PATIENCE", 0.05)
    desk = Desk(0.01)
    task = await begin(desk, verdict())
    desk.touch(desk.waiting()[0].id)
    assert await task == "expired"


async def test_a_picture_is_painted_for_a_new_question_and_gone_with_it(desk):
    painted = []

    async def paint():
        painted.append(1)
        return b"tiny"

    opened = desk.open(verdict(), picture=paint)
    assert isinstance(opened, Held)
    assert desk.open(verdict(), picture=paint) is opened
    await asyncio.sleep(0)
    assert desk.picture(opened.question.id) == b"tiny"
    assert painted == [1]
    desk.answer(opened.question.id, send=False)
    assert desk.picture(opened.question.id) == b""
    assert opened.picture == b""


async def test_strict_kinds_have_no_picture_and_a_broken_painter_is_no_harm(desk):
    async def paint():
        raise OSError("no paint")

    strict = desk.open(replace(verdict(), strict=True), picture=paint)
    assert strict.painting is None
    broken = desk.open(verdict("bb"), picture=paint)
    await asyncio.sleep(0)
    assert desk.picture(broken.question.id) == b""
    assert len(desk.waiting()) == 2
    desk.close()


async def test_an_opened_question_keeps_where_the_browser_goes_on(desk):
    opened = desk.open(verdict(), leads="https://mail.example/send")
    assert desk.open(verdict()) is opened
    assert opened.question.leads == "https://mail.example/send"
    desk.answer(opened.question.id, send=True)
    assert await desk.answered(opened) == "sent"


@pytest.mark.parametrize(
    ("asked", "may"),
    [
        (verdict(), True),
        (verdict(twice=True), False),
        (replace(verdict(), strict=True), False),
        (verdict(kind="not-read"), False),
    ],
)
async def test_only_plain_answers_can_hold_for_longer(desk, asked, may):
    assert desk.open(asked).question.rememberable is may
    desk.close()
