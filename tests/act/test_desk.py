import asyncio

import pytest
from msgspec.structs import replace

from sakchy.act import desk as desk_module
from sakchy.act import past as past_module
from sakchy.act.desk import PATIENCE, Desk
from sakchy.act.flood import HOUR, HUSH
from sakchy.act.held import Held
from sakchy.act.past import GRANT, REFUSED_FOR
from sakchy.model import Destination, Finding, Step, Verdict


def verdict(*marks, site="mail.example", kind="passport", twice=False, category="mail"):
    findings = tuple(
        Finding(kind, "test-rule", 0.9, (Step("body"),), "••••", mark) for mark in marks or ("aa",)
    )
    return Verdict("ask", findings, Destination(f"www.{site}", category, site), (), "personal", twice=twice)


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def desk(clock):
    return Desk(60, clock=clock)


async def begin(desk, asked, gone=None):
    """Ask in a task of its own and let it come as far as waiting."""
    task = asyncio.ensure_future(desk.ask(asked, gone))
    await asyncio.sleep(0)
    return task


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


async def expire(desk, asked):
    desk.wait = 0.01
    assert await desk.ask(asked) == "expired"
    desk.wait = 60
    return desk.missed()[0]


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


async def test_answers_that_come_late_or_name_nothing_change_nothing(desk):
    await begin(desk, verdict())
    question = desk.waiting()[0]
    desk.answer(question.id, send=True)
    assert desk.answer(question.id, send=False) == "over"
    assert desk.answer(question.number, send=True) == "unknown", (
        "a number is known to the site and opens nothing"
    )
    assert desk.answer("0" * 32, send=True) == "unknown"


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


async def test_what_is_over_is_kept_only_so_long(desk, monkeypatch):
    monkeypatch.setattr(past_module, "MAX_PAST", 2)
    for mark in ("aa", "bb", "cc"):
        await expire(desk, verdict(mark))
    assert [question.verdict.findings[0].fingerprint for question in desk.missed()] == ["cc", "bb"]


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
