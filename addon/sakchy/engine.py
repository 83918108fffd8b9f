"""One message through all the rooms: look, judge, carry out, record. Knows no proxy.

The wire hands in an Outgoing and gets back what became of it; the command line does the same without a
proxy. Whatever goes wrong in here ends as a finding of kind `not-read`, which the policy judges: a guard
that fails must not let data through where the policy says stop, and must not break ordinary browsing.
"""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, BinaryIO

from msgspec.structs import replace

from sakchy.act.desk import Desk
from sakchy.act.held import Held
from sakchy.act.mask import Masked, of
from sakchy.act.pause import Pause
from sakchy.act.question import Question
from sakchy.asking import Asking
from sakchy.decide import Judge
from sakchy.inforce import Rules
from sakchy.inspect import Inspector, not_read
from sakchy.keep.remembered import Remembered
from sakchy.model import Event, Finding, Outcome, Outgoing, Value, Verdict
from sakchy.pulse import Pulse
from sakchy.record.journal import Journal
from sakchy.wire.tasks import spawn
from sakchy.workers import Workers

logger = logging.getLogger(__name__)

Look = Callable[[Outgoing, asyncio.Event | None, BinaryIO | None], Awaitable[tuple[Finding, ...]]]
SETTLE = 3.0  # seconds: what was held is let go of at once; a worker that reads on is not waited for
PASSES: frozenset[Outcome] = frozenset({"allowed", "noted", "warned", "observed", "paused", "sent", "masked"})
HELD = ("ask", "block")
"""What does not just pass; where a policy only observes, it does."""
BY_ACTION: dict[str, Outcome] = {"allow": "allowed", "note": "noted", "warn": "warned", "block": "blocked"}


class LeftError(Exception):
    """The client went away before its message was looked at."""


class Ruling(Value, frozen=True):
    """What became of a message. `event` is None for a clean message, of which no trace is kept."""

    outcome: Outcome
    event: Event | None = None
    instead: Masked | None = None
    """What is sent in the message's place, if something was removed from it."""
    asked: Question | None = None
    """The question at whose page the browser shall wait, while the request is kept (see `parking`)."""

    @property
    def passes(self) -> bool:
        """True if the message may go on."""
        return self.outcome in PASSES


CLEAN = Ruling("allowed")


class Engine:
    """The rules in force, workers, desk and journal, tied together."""

    def __init__(
        self,
        rules: Rules,
        workers: Workers,
        desk: Desk,
        journal: Journal,
        *,
        tell: Callable[[Verdict], None],
        passed: Callable[[Outgoing], None] | None = None,
        pause: Pause | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        """`tell` shows a warning or a block to the person without asking anything.

        `passed` hears of every message that may go; it must be quick and never raise. `pause` may be shared
        with whoever lets a person begin one, `remembered` with whoever shows it.
        """
        self.passed = passed
        self.rules = rules
        self.workers = workers
        self.desk = desk
        self.journal = journal
        self.tell = tell
        self.asking = Asking(rules, workers, desk, remembered or Remembered())
        self.pause = pause or Pause()
        self.used = 0.0  # when the last message came, whatever became of it
        self.pulse = Pulse()
        self.under_way = 0
        self.idle = asyncio.Event()
        self.idle.set()

    @property
    def judge(self) -> Judge:
        """Of the policy in force."""
        return self.rules.judge

    @property
    def inspector(self) -> Inspector:
        """What finds, by the rules in force."""
        return self.rules.inspector

    async def handle(
        self,
        message: Outgoing,
        gone: asyncio.Event | None = None,
        file: BinaryIO | None = None,
        look: Look | None = None,
    ) -> Ruling:
        """Decide about one message and carry it out, holding it while a question waits.

        `gone` is set by the wire when the client goes away: a question nobody waits for is dismissed.
        `file` holds the body of a message that has it apart. `look` finds what there is, if not `self.look`.
        """
        self.used = time.time()
        with self.busy():
            return await self.decided(message, gone, file, look)

    async def decided(
        self, message: Outgoing, gone: asyncio.Event | None, file: BinaryIO | None, look: Look | None
    ) -> Ruling:
        """The same."""
        try:
            begun = time.perf_counter()
            findings = await (look or self.look)(message, gone, file)
            self.pulse.took(time.perf_counter() - begun)
            ruling = await self.rule(message, findings, gone, look is None) if findings else CLEAN
            return self.heard_of(message, ruling)
        except LeftError:
            return Ruling("dismissed")
        except Exception as error:  # noqa: BLE001  whatever fails, the policy decides
            return await self.failed(message, error, gone)

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        """A message is under way."""
        self.under_way += 1
        self.idle.clear()
        try:
            yield
        finally:
            self.under_way -= 1
            if not self.under_way:
                self.idle.set()

    def heard_of(self, message: Outgoing, ruling: Ruling) -> Ruling:
        """The ruling, after those who want to hear of what passes have heard of it."""
        if self.passed and ruling.passes:
            self.passed(of(message, ruling.instead) if ruling.instead else message)
        return ruling

    async def settled(self) -> None:
        """Return when every message has its ruling (and its line in the journal), or after SETTLE seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.idle.wait(), SETTLE)

    async def look(
        self, message: Outgoing, gone: asyncio.Event | None, file: BinaryIO | None
    ) -> tuple[Finding, ...]:
        """Findings of a message: light ones read in place, heavy ones in a worker process.

        Raises LeftError if the client goes away meanwhile: nobody's picture takes a worker's time.
        """
        if findings := self.inspector.no_answer(message):
            return findings
        if not message.apart and (light := self.inspector.inspect_light(message)) is not None:
            return light
        reading = asyncio.wrap_future(self.workers.submit(message, file))
        leaving = asyncio.ensure_future((gone or asyncio.Event()).wait())
        either: set[asyncio.Future[Any]] = {reading, leaving}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not reading.done():
                raise LeftError
            return self.inspector.heard(message, reading.result())
        finally:
            leaving.cancel()
            reading.cancel()

    async def rule(
        self, message: Outgoing, findings: tuple[Finding, ...], gone: asyncio.Event | None, alone: bool
    ) -> Ruling:
        """Judge findings, carry the verdict out and write it down.

        From a message that is not `alone`, but a piece of something, nothing can be removed.
        """
        if self.rules.office.settles:
            findings = self.asking.remembered.without_mistakes(findings, message.who)
        if not findings:
            return CLEAN
        judge = self.rules.judge_for(message.who)
        verdict = judge.verdict(findings, judge.destination(message.target))
        verdict = replace(verdict, who=message.who) if message.who else verdict
        if judge.grid.observe and verdict.action in HELD:
            return self.record(message, verdict, "observed")
        if never := self.asking.never(verdict):
            verdict = replace(verdict, action="block", because=(*verdict.because, never))
        elif self.pause.lets_by(verdict) and not self.rules.locked():
            return self.record(message, verdict, "paused")
        if verdict.action == "ask":
            return await self.ask(message, verdict, judge, gone, alone)
        if verdict.action in ("warn", "block"):
            self.tell(verdict)
        return self.record(message, verdict, BY_ACTION[verdict.action])

    async def ask(
        self, message: Outgoing, verdict: Verdict, judge: Judge, gone: asyncio.Event | None, alone: bool
    ) -> Ruling:
        """Hold a message until its question is answered, expires or is dismissed.

        What cannot be held, because the rest of it is still on its way, is blocked instead. A browser that
        opens a page is led to the question, and its request is kept meanwhile.
        """
        if message.apart and message.apart.cut:
            self.tell(replace(verdict, action="block"))
            return self.record(message, verdict, "blocked")
        answer = await self.asking.ask(message, verdict, judge, gone, alone)
        if isinstance(answer, Held):
            spawn(self.follow(answer, message, verdict), "sakchy-parked")
            return Ruling("dismissed", asked=answer.question)
        ruling = self.record(message, answer.verdict, answer.outcome)
        return replace(ruling, instead=answer.instead) if answer.instead else ruling

    async def follow(self, held: Held, message: Outgoing, verdict: Verdict) -> None:
        """Write down what becomes of a request that is kept; one that goes on is ruled about when it does."""
        id_, parking = held.question.id, self.asking.parking
        with self.busy():
            outcome = await self.desk.answered(held)
            if outcome in PASSES:
                outcome = "dismissed"
                if await parking.taken(id_):
                    return
            self.record(message, verdict, outcome)
        await parking.taken(id_)  # who missed the question may still allow it

    async def failed(self, message: Outgoing, error: Exception, gone: asyncio.Event | None) -> Ruling:
        """The policy's word for "could not look" after an exception; if even that fails, stop."""
        logger.error("could not look at a message: %s", type(error).__name__)  # never its text: it may quote
        try:
            unread = not_read(self.inspector.key, "error", message)
            return await self.rule(message, (unread,), gone, alone=False)
        except Exception as again:  # noqa: BLE001  the last belt
            logger.error("could not judge a message either: %s", type(again).__name__)  # noqa: TRY400  as above
            return Ruling("blocked")

    def unsent(self, ruling: Ruling) -> None:
        """Correct the journal: what was answered may go, but was taken back meanwhile, and nothing left."""
        if ruling.event and ruling.outcome in ("sent", "masked"):
            self.journal.write(replace(ruling.event, outcome="dismissed"))

    def record(self, message: Outgoing, verdict: Verdict, outcome: Outcome) -> Ruling:
        """Write the event into the journal. What the policy plainly allows leaves no trace."""
        question = self.desk.about(verdict) if outcome in ("sent", "masked") else None
        if question and question.notes:
            verdict = replace(verdict, because=(*verdict.because, *question.notes))
        event = Event(
            id=secrets.token_hex(8),
            at=time.time(),
            verdict=verdict,
            outcome=outcome,
            carrier=message.carrier,
            method=message.method,
            size=message.size,
        )
        if verdict.action != "allow":
            self.journal.write(event)
        return Ruling(outcome, event)
