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
from collections.abc import Awaitable, Callable
from typing import Any, BinaryIO

from msgspec.structs import replace

from sakchy.act.desk import Desk
from sakchy.act.mask import LARGEST, Masked, of
from sakchy.act.pause import Pause
from sakchy.decide import Judge
from sakchy.decide.bindings import ELSEWHERE
from sakchy.inforce import Rules
from sakchy.inspect import Inspector, not_read
from sakchy.model import Event, Finding, Outcome, Outgoing, Value, Verdict
from sakchy.pulse import Pulse
from sakchy.record.journal import Journal
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
    ) -> None:
        """`tell` shows a warning or a block to the person without asking anything.

        `passed` hears of every message that may go; it must be quick and never raise. `pause` may be shared
        with whoever lets a person begin one.
        """
        self.passed = passed
        self.rules = rules
        self.workers = workers
        self.desk = desk
        self.journal = journal
        self.tell = tell
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
        self.under_way += 1
        self.idle.clear()
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
        judge = self.rules.judge_for(message.who)
        verdict = judge.verdict(findings, judge.destination(message.target))
        verdict = replace(verdict, who=message.who) if message.who else verdict
        if judge.grid.observe and verdict.action in HELD:
            return self.record(message, verdict, "observed")
        if self.pause.lets_by(verdict):
            return self.record(message, verdict, "paused")
        held = not (message.apart and message.apart.cut)
        masked = await self.masked(message, verdict, judge) if alone and verdict.action == "ask" else None
        outcome = await self.carry_out(verdict, gone, held, masked is not None)
        if outcome == "masked" and masked is None:
            outcome = "refused"  # another message with the same question can be masked, this one not
        ruling = self.record(message, verdict, outcome)
        return replace(ruling, instead=masked) if outcome == "masked" else ruling

    async def masked(self, message: Outgoing, verdict: Verdict, judge: Judge) -> Masked | None:
        """The message without all that is asked about, if then nobody has to be asked any more."""
        marks = frozenset(
            (one.kind, one.fingerprint) for one in judge.decisive(verdict) if one.rule != ELSEWHERE
        )
        if message.apart or len(message.body) > LARGEST or any(kind == "not-read" for kind, _ in marks):
            return None
        masked = await asyncio.wrap_future(self.workers.mask(message, marks))
        if masked is None:
            return None
        here = self.inspector.inspect_light(of(message, masked)) or ()  # knows tokens that no worker knows
        left = judge.verdict((*masked.left, *here), verdict.destination).action
        return masked if left in ("allow", "note", "warn") else None

    async def failed(self, message: Outgoing, error: Exception, gone: asyncio.Event | None) -> Ruling:
        """The policy's word for "could not look" after an exception; if even that fails, stop."""
        logger.error("could not look at a message: %s", type(error).__name__)  # never its text: it may quote
        try:
            unread = not_read(self.inspector.key, "error", message)
            return await self.rule(message, (unread,), gone, alone=False)
        except Exception as again:  # noqa: BLE001  the last belt
            logger.error("could not judge a message either: %s", type(again).__name__)  # noqa: TRY400  as above
            return Ruling("blocked")

    async def carry_out(
        self, verdict: Verdict, gone: asyncio.Event | None, held: bool, maskable: bool
    ) -> Outcome:
        """Do what the verdict says; a question is held until it is answered, expires or is dismissed.

        What cannot be `held`, because the rest of it is still on its way, is blocked instead.
        """
        if verdict.action == "ask":
            if held:
                return await self.desk.ask(verdict, gone, cut="words" if maskable else "")
            self.tell(replace(verdict, action="block"))
            return "blocked"
        if verdict.action in ("warn", "block"):
            self.tell(verdict)
        return BY_ACTION[verdict.action]

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
