"""Where messages wait for the person's answer. All of it lives in the thread of one event loop."""

import asyncio
import contextlib
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from typing import Any

from msgspec.structs import replace

from sakchy.act.flood import Flood
from sakchy.act.held import Held, Picture
from sakchy.act.past import GRANT, Past
from sakchy.act.question import Answered, Content, Cut, Ended, Question, Then, content, place_of
from sakchy.model import Finding, Outcome, Verdict, Why

MAX_WAITING = 100  # questions: nobody reads more, and a page must not bury one question under thousands
MAX_HELD = 500  # messages: each keeps its body in memory while it waits
PATIENCE = 600.0  # seconds that a question waits in all once somebody has begun to look at it


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
        self.waits: Callable[[Verdict], float] = lambda _: self.wait  # policies of people may differ
        self.flood = Flood(0, clock)
        self._notify = notify
        self._clock = clock
        self._waiting: OrderedDict[str, Held] = OrderedDict()
        self._past = Past(clock)
        self._changed = asyncio.Event()

    async def ask(
        self,
        verdict: Verdict,
        gone: asyncio.Event | None = None,
        *,
        cut: Cut = "",
        about: tuple[Finding, ...] | None = None,
        picture: Picture | None = None,
    ) -> Outcome:
        """Wait for the answer: `sent`, `masked`, `refused`, `expired` or `dismissed`.

        The same findings on their way to the same site share one question and its answer. `gone` is set
        by the caller when this message's sender has left; when the last one leaves, nobody is asked any more.
        The rest as in `open`.
        """
        opened = self.open(verdict, gone, cut=cut, about=about, picture=picture)
        return await self.answered(opened, gone) if isinstance(opened, Held) else opened

    def open(
        self,
        verdict: Verdict,
        gone: asyncio.Event | None = None,
        *,
        cut: Cut = "",
        about: tuple[Finding, ...] | None = None,
        picture: Picture | None = None,
        leads: str = "",
    ) -> Held | Outcome:
        """Put a question on the desk, or join one that is there; the answer if it is known already.

        `cut`: what can be taken out, so that `mask` is an answer, too; `about`: the findings that decide;
        `picture` paints what is shown beside a question that is new; `leads`: as in `Question`.
        """
        what = content(verdict)
        if (known := self._known_answer(what, verdict)) is not None:
            return known
        if gone and gone.is_set():
            return "dismissed"
        new = replace(
            self._new(verdict), cut=cut, about=verdict.findings if about is None else about, leads=leads
        )
        if self._crowded(same := self._same(what)):
            return self._turn_away(new, what)
        if same is None and self.flood.too_many(verdict):
            return self._turn_away(replace(new, many=True), what)
        if same and leads:
            same.question = replace(same.question, leads=leads)
        return same or self._begin(new, what, picture)

    async def answered(self, held: Held, gone: asyncio.Event | None = None) -> Outcome:
        """Wait for the answer to a question that was opened."""
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

    def waiting(self) -> tuple[Question, ...]:
        """Questions that can be answered now, oldest first."""
        return tuple(held.question for held in self._waiting.values())

    def missed(self) -> tuple[Question, ...]:
        """Questions nobody answered in time, newest first. Answering `send` gives a ticket."""
        return self._past.missed()

    def find(self, name: str) -> Question | None:
        """A question by its id or its number, waiting or over; the newest if a number came up twice."""
        everything = [*self._past, *self.waiting()]
        return next((each for each in reversed(everything) if name in (each.id, each.number)), None)

    def picture(self, id: str) -> bytes:  # noqa: A002  it is the question's id
        """What is shown beside a question: a tiny PNG, gone with the question; nothing, if there is none."""
        held = self._waiting.get(id)
        return held.picture if held else b""

    def has_ticket(self, id: str) -> bool:  # noqa: A002  as above
        """Whether what a question was about may go now."""
        question = self.find(id)
        return question is not None and question.id == id and question.granted_until > self._clock()

    def about(self, verdict: Verdict) -> Question | None:
        """The newest question about this content: its number is the reference that a reply may show."""
        what = content(verdict)
        held = self._same(what)
        return held.question if held else self._past.about(what)

    def answer(
        self,
        id: str,  # noqa: A002  as above
        send: bool,
        confirmed: bool = False,
        *,
        mask: bool = False,
        then: Then = "",
    ) -> Answered:
        """Answer a question; call it in the thread of the event loop. `then` is kept for whoever looks it up.

        `mask`: send it without what was found. Nothing personal leaves, so that wants no confirmation; it can
        be had only while the message waits.

        A question that waits is released. One that is over gets a ticket instead: the same content may go
        to the same site once within `past.GRANT` seconds. A verdict that asks `twice` needs `confirmed` to be
        sent.
        """
        question = self.find(id)
        if question is None or question.id != id:
            return "unknown"
        if mask:
            return self._answer_mask(question)
        if send and question.state not in ("sent", "masked") and question.verdict.twice and not confirmed:
            return "confirm"
        if held := self._waiting.get(id):
            held.question = replace(held.question, then=then)
            self._finish(held, "sent" if send else "refused")
            return "sent" if send else "refused"
        done = self._past.answer(id, send)
        self._touch()
        return done

    def _answer_mask(self, question: Question) -> Answered:
        """Release a message without what was found in it, if it waits and that is possible."""
        held = self._waiting.get(question.id)
        if held is None or not question.maskable:
            return "over"
        self._finish(held, "masked")
        return "masked"

    def touch(self, id: str) -> bool:  # noqa: A002  as above
        """Somebody looks at a question: it waits PATIENCE seconds in all. False if it waits no more."""
        held = self._waiting.get(id)
        if held is None:
            return False
        if not held.question.touched:
            until = max(held.question.until, held.question.asked_at + PATIENCE)
            held.question = replace(held.question, touched=True, until=until)
            held.timer.cancel()
            left = max(0.0, until - self._clock())
            held.timer = asyncio.get_running_loop().call_later(left, self._expire, id)
            self._touch()
        return True

    def note(self, id: str, notes: tuple[Why, ...], *, awaits: bool) -> bool:  # noqa: A002  as above
        """Write down what was said about sending something, waiting or over. False if there is none."""
        if held := self._waiting.get(id):
            held.question = replace(held.question, notes=notes, awaits=awaits)
        elif not self._past.note(id, notes, awaits=awaits):
            return False
        self._touch()
        return True

    def awaiting(self) -> tuple[Question, ...]:
        """Questions to which a second person has not agreed yet, oldest first."""
        return tuple(each for each in (*self._past, *self.waiting()) if each.awaits)

    def hush(self, id: str) -> bool:  # noqa: A002  as above
        """Refuse a question, and whatever else goes to its site for a while. False if there is none."""
        question = self.find(id)
        if question is None or question.id != id:
            return False
        self.flood.hush(question.verdict)
        where = question.verdict.who, place_of(question.verdict)
        for held in list(self._waiting.values()):
            if (held.question.verdict.who, place_of(held.question.verdict)) == where:
                self._finish(held, "refused")
        self._touch()
        return True

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

    def _known_answer(self, what: Content | None, verdict: Verdict) -> Outcome | None:
        known = self._past.answer_for(what)
        if known in ("sent", "masked"):
            self._touch()
        return known or ("refused" if self.flood.hushed(verdict) else None)

    def _crowded(self, same: Held | None) -> bool:
        held = sum(each.clients for each in self._waiting.values())
        return held >= MAX_HELD or (same is None and len(self._waiting) >= MAX_WAITING)

    def _turn_away(self, question: Question, what: Content | None) -> Outcome:
        """A question that expires at once, and is listed as missed: there is no room, or were too many."""
        if self._same(what) is None:
            first = question.many and not any(each.many for each in self.missed())
            self._past.asked_again(what)
            self._past.keep(what, replace(question, state="expired", ended_at=self._clock()))
            self._touch()
            if first:
                self._ring(question)
        return "expired"

    def _new(self, verdict: Verdict) -> Question:
        now = self._clock()
        return Question(secrets.token_hex(16), self._number(), verdict, now, now + self.waits(verdict))

    def _begin(self, question: Question, what: Content | None, picture: Picture | None) -> Held:
        """Put a new question on the desk and ring."""
        self._past.asked_again(what)
        self.flood.asked()
        loop = asyncio.get_running_loop()
        timer = loop.call_later(question.until - question.asked_at, self._expire, question.id)
        held = self._waiting[question.id] = Held(question, what, loop.create_future(), timer)
        if picture:
            held.begin_painting(picture, self._touch)
        self._touch()
        self._ring(question)
        return held

    def _ring(self, question: Question) -> None:
        with contextlib.suppress(Exception):  # a bell that does not ring must not lose the question
            if self._notify:
                self._notify(question)

    def _expire(self, id: str) -> None:  # noqa: A002  it is the question's id
        if held := self._waiting.get(id):
            self._finish(held, "expired")

    def _finish(self, held: Held, state: Ended) -> None:
        held.end()
        del self._waiting[held.question.id]
        held.answer.set_result(state)
        now = self._clock()
        until = now + GRANT if held.question.leads and state in ("sent", "masked") else 0.0
        self._past.keep(held.content, replace(held.question, state=state, ended_at=now, granted_until=until))
        self._touch()

    def _number(self) -> str:
        taken = {each.number for each in (*self._past, *self.waiting())}
        while (number := str(secrets.randbelow(9000) + 1000)) in taken:
            pass
        return number

    def _touch(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
