"""Where messages wait for the person's answer. All of it lives in the thread of one event loop."""

import asyncio
import contextlib
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from sakchy.act.question import Answered, Content, Ended, Question, content
from sakchy.model import Outcome, Verdict

GRANT = 120.0  # seconds in which a ticket can be used: long enough to find the site's own Send button again
REFUSED_FOR = (
    60.0  # sites retry a failed upload several times with growing pauses; nobody is asked twice for that
)
MAX_WAITING = 100  # questions: nobody reads more, and a page must not bury one question under thousands
MAX_HELD = 500  # messages: each keeps its body in memory while it waits
MAX_PAST = 100  # questions that are over and can still be looked up or given a ticket


@dataclass(slots=True)
class Held:
    """A question that waits, and the messages behind it."""

    question: Question
    content: Content | None
    answer: asyncio.Future[Outcome]
    timer: asyncio.TimerHandle
    clients: int = 0


class Desk:
    """Holds messages until somebody answers, nobody does in time, or the sender goes away."""

    def __init__(
        self,
        wait: float = 60.0,
        notify: Callable[[Question], None] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`wait`: seconds until a question expires. `notify` is told of each new question, once."""
        self.wait = wait
        self._notify = notify
        self._clock = clock
        self._waiting: OrderedDict[str, Held] = OrderedDict()
        self._past: OrderedDict[str, tuple[Content | None, Question]] = OrderedDict()
        self._changed = asyncio.Event()

    async def ask(
        self, verdict: Verdict, gone: asyncio.Event | None = None, *, maskable: bool = False
    ) -> Outcome:
        """Wait for the answer: `sent`, `masked`, `refused`, `expired` or `dismissed`.

        `maskable`: what was found can be removed, so `mask` is an answer, too.

        The same findings on their way to the same site share one question and its answer. `gone` is set
        by the caller when this message's sender has left; when the last one leaves, nobody is asked any more.
        """
        what = content(verdict)
        if (known := self._known_answer(what)) is not None:
            return known
        if gone and gone.is_set():
            return "dismissed"
        crowded = sum(held.clients for held in self._waiting.values()) >= MAX_HELD
        same = self._same(what)
        if crowded or (same is None and len(self._waiting) >= MAX_WAITING):
            return self._turn_away(verdict, what)
        return await self._wait(same or self._begin(verdict, what, maskable), gone)

    def waiting(self) -> tuple[Question, ...]:
        """Questions that can be answered now, oldest first."""
        return tuple(held.question for held in self._waiting.values())

    def missed(self) -> tuple[Question, ...]:
        """Questions nobody answered in time, newest first. Answering `send` gives a ticket."""
        past = (question for _, question in reversed(self._past.values()))
        return tuple(question for question in past if question.state == "expired")

    def find(self, name: str) -> Question | None:
        """A question by its id or its number, waiting or over; the newest if a number came up twice."""
        everything = [*(question for _, question in self._past.values()), *self.waiting()]
        return next((each for each in reversed(everything) if name in (each.id, each.number)), None)

    def about(self, verdict: Verdict) -> Question | None:
        """The newest question about this content: its number is the reference that a reply may show."""
        what = content(verdict)
        if held := self._same(what):
            return held.question
        past = (question for key, question in reversed(self._past.values()) if key == what)
        return next(past, None) if what else None

    def answer(  # the id is the question's
        self,
        id: str,  # noqa: A002
        send: bool,
        confirmed: bool = False,
        *,
        mask: bool = False,
    ) -> Answered:
        """Answer a question; call it in the thread of the event loop.

        `mask`: send it without what was found. Nothing personal leaves, so that wants no confirmation; it can
        be had only while the message waits.

        A question that waits is released. One that is over gets a ticket instead: the same content may go
        to the same site once within GRANT seconds. A verdict that asks `twice` needs `confirmed` to be sent.
        """
        question = self.find(id)
        if question is None or question.id != id:
            return "unknown"
        if mask:
            return self._answer_mask(question)
        if send and question.state not in ("sent", "masked") and question.verdict.twice and not confirmed:
            return "confirm"
        if held := self._waiting.get(id):
            self._finish(held, "sent" if send else "refused")
            return "sent" if send else "refused"
        return self._answer_past(question, send)

    def _answer_mask(self, question: Question) -> Answered:
        """Release a message without what was found in it, if it waits and that is possible."""
        held = self._waiting.get(question.id)
        if held is None or not question.maskable:
            return "over"
        self._finish(held, "masked")
        return "masked"

    async def changes(self) -> AsyncIterator[None]:
        """Yields at once, and again each time a question came, ended or got a ticket; bursts are one."""
        while True:
            changed = self._changed  # taken before the yield: what changes meanwhile wakes the next round
            yield
            await changed.wait()

    def forget(self) -> None:
        """Let go of what is over: missed questions, refusals and tickets. What waits goes on waiting."""
        self._past.clear()
        self._touch()

    def close(self) -> None:
        """The guard stops: let go of everything that waits, unsent."""
        for held in list(self._waiting.values()):
            self._finish(held, "dismissed")

    def _same(self, what: Content | None) -> Held | None:
        return next((held for held in self._waiting.values() if what and held.content == what), None)

    def _known_answer(self, what: Content | None) -> Outcome | None:
        """A ticket for this content, which is used up by looking, or a refusal only just given."""
        now = self._clock()
        past = [question for key, question in self._past.values() if what and key == what]
        if ticket := next((question for question in past if question.granted_until > now), None):
            self._remember(what, replace(ticket, state="sent", granted_until=0.0))
            return "sent"
        fresh = any(each.state == "refused" and each.ended_at + REFUSED_FOR > now for each in past)
        return "refused" if fresh else None

    def _turn_away(self, verdict: Verdict, what: Content | None) -> Outcome:
        """The desk is full: a question that expires at once, and is listed as missed."""
        if self._same(what) is None:
            self._forget_missed(what)
            self._remember(what, replace(self._new(verdict, 0), state="expired", ended_at=self._clock()))
        return "expired"

    def _new(self, verdict: Verdict, wait: float, maskable: bool = False) -> Question:
        now = self._clock()
        return Question(secrets.token_hex(16), self._number(), verdict, now, now + wait, maskable=maskable)

    def _begin(self, verdict: Verdict, what: Content | None, maskable: bool) -> Held:
        """Put a new question on the desk and ring."""
        question = self._new(verdict, self.wait, maskable)
        self._forget_missed(what)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self.wait, self._expire, question.id)
        held = self._waiting[question.id] = Held(question, what, loop.create_future(), timer)
        self._touch()
        with contextlib.suppress(Exception):  # a bell that does not ring must not lose the question
            if self._notify:
                self._notify(question)
        return held

    async def _wait(self, held: Held, gone: asyncio.Event | None) -> Outcome:
        leaving: asyncio.Future[bool] = asyncio.ensure_future((gone or asyncio.Event()).wait())
        either: set[asyncio.Future[Any]] = {held.answer, leaving}
        held.clients += 1
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
            held.clients -= 1
            if not held.clients and not held.answer.done():
                self._finish(held, "dismissed")
        return held.answer.result() if held.answer.done() else "dismissed"

    def _expire(self, id: str) -> None:  # noqa: A002  it is the question's id
        if held := self._waiting.get(id):
            self._finish(held, "expired")

    def _finish(self, held: Held, state: Ended) -> None:
        held.timer.cancel()
        del self._waiting[held.question.id]
        held.answer.set_result(state)
        self._remember(held.content, replace(held.question, state=state, ended_at=self._clock()))

    def _answer_past(self, question: Question, send: bool) -> Answered:
        what, now = self._past[question.id][0], self._clock()
        if question.state in ("sent", "masked") or (send and what is None):
            return "over"
        if not send:
            self._remember(what, replace(question, state="refused", ended_at=now, granted_until=0.0))
            return "refused"
        self._remember(what, replace(question, granted_until=now + GRANT))
        return "granted"

    def _remember(self, what: Content | None, question: Question) -> None:
        self._past[question.id] = (what, question)
        while len(self._past) > MAX_PAST:
            self._past.popitem(last=False)
        self._touch()

    def _forget_missed(self, what: Content | None) -> None:
        """The same content asks again, so its earlier question is no longer missed."""
        for id_, (key, question) in list(self._past.items()):
            if what and key == what and question.state == "expired":
                del self._past[id_]

    def _number(self) -> str:
        taken = {each.number for each in self.waiting()} | {each.number for _, each in self._past.values()}
        while (number := str(secrets.randbelow(9000) + 1000)) in taken:
            pass
        return number

    def _touch(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
