"""Worker processes from the guard's side: one thread for each hands messages over and waits for the answer.

Each worker has pipes of its own, so that one killed in the middle disturbs no other. (A pool with a shared
queue does not survive that: Pebble 5.2 gives up for good when an idle worker is killed.) Workers are started
as programs, not by `multiprocessing`, which would import the guard's main program, mitmproxy and all, again.
"""

import contextlib
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import IO, BinaryIO, TypeVar

from msgspec.structs import replace

from sakchy.act.mask import Masked
from sakchy.detect.spot import Mark
from sakchy.inspect import not_read
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Finding, Outgoing, Place, UnreadReason
from sakchy.rulebook import Rulebook
from sakchy.workers.frames import Findings, Setup
from sakchy.workers.hand import Hand, OutOfTimeError, WorkerLostError

TICK = 0.5  # seconds between two looks at the clock; a timer for each message costs more than handing it over
TABLE = 64 << 10  # bytes: four thousand fingerprints of pictures
TRIES = 2  # a worker may have been killed for something else's memory; a message that kills two is to blame

T = TypeVar("T")
Job = Callable[[Hand], None]
"""Work for whichever hand is free."""


class Workers:
    """A few worker processes. Any thread may use it."""

    def __init__(
        self,
        count: int,
        rules: Rulebook | Path | None,
        key: bytes,
        limits: Limits = DEFAULT,
        own: Path | None = None,
    ) -> None:
        """`rules`: what was read already, or a folder; None means the shipped one.

        Nothing starts before `warm` or `submit`.
        `limits.seconds` is what one message may take; waiting for a free worker does not count. `own`: the
        file with the person's own values.
        """
        folder = str(rules) if isinstance(rules, Path) else None
        known = of_workers(rules) if isinstance(rules, Rulebook) else None
        self.seen = table()
        seen = self.seen.fileno() if self.seen else None
        self.setup = Setup(folder, key, limits, str(own) if own else None, known, seen)
        self.jobs: SimpleQueue[Job | None] = SimpleQueue()
        self.hands = [Hand(self.setup) for _ in range(count)]
        self.threads: list[threading.Thread] = []
        self.lock = threading.Lock()
        self.closed = threading.Event()

    def warm(self) -> None:
        """Start the processes, so that the first message does not wait for that."""
        with self.lock:
            if self.threads or self.closed.is_set():
                return
            self.threads = [
                threading.Thread(target=self.watch, name="sakchy-watch", daemon=True),
                *(
                    threading.Thread(target=self.serve, args=(hand,), name="sakchy-worker", daemon=True)
                    for hand in self.hands
                ),
            ]
        for thread in self.threads:
            thread.start()

    def renew(self, rules: Rulebook) -> None:
        """From now on look by these rules: nothing submitted after this is looked at by others."""
        known = of_workers(rules)
        with self.lock:
            if self.setup.known == known or self.closed.is_set():
                return
            self.setup = replace(self.setup, known=known)
            for _ in self.threads[1:]:  # an idle worker is replaced now, not with the next message
                self.jobs.put(Hand.try_start)

    def submit(self, message: Outgoing, file: BinaryIO | None = None) -> "Future[Findings]":
        """Findings of a message, later. The future never fails, it says `not-read` instead.

        `file` holds the body of a message that has it apart; the caller closes it after the answer.
        """
        future: Future[Findings] = Future()
        self.warm()
        with self.lock:
            if not self.closed.is_set():
                self.jobs.put(partial(self.do_look, message=message, file=file, future=future))
                return future
        future.set_result(self.lost("worker-lost", message))
        return future

    def mask(self, message: Outgoing, marks: frozenset[Mark]) -> "Future[Masked | None]":
        """The message without these findings, later. The future never fails; None says that it cannot be."""
        return self.besides(lambda hand: hand.mask(message, marks), None)

    def paint(self, message: Outgoing, where: Place) -> "Future[bytes]":
        """A tiny PNG of the picture that stands there, later. The future never fails, it is empty then."""
        return self.besides(lambda hand: hand.paint(message, where), b"")

    def besides(self, work: Callable[[Hand], T], otherwise: T) -> "Future[T]":
        """Work that nobody must wait for: what does not succeed at once is `otherwise`."""
        future: Future[T] = Future()
        self.warm()
        with self.lock:
            if not self.closed.is_set():
                self.jobs.put(partial(do_besides, work=work, otherwise=otherwise, future=future))
                return future
        future.set_result(otherwise)
        return future

    def close(self) -> None:
        """Stop at once. Messages still waiting count as not looked at."""
        with self.lock:
            self.closed.set()
        for _ in self.hands:
            self.jobs.put(None)
        for hand in self.hands:
            hand.stop()
        for thread in self.threads:
            thread.join()

    def serve(self, hand: Hand) -> None:
        """Thread of one worker: start it, then hand over one message after the other."""
        hand.try_start()
        while job := self.jobs.get():
            hand.use(self.setup)
            job(hand)
        hand.stop()

    def do_look(self, hand: Hand, message: Outgoing, file: BinaryIO | None, future: Future[Findings]) -> None:
        """Have a message looked at, if anybody still waits."""
        if future.set_running_or_notify_cancel():
            future.set_result(self.answer(hand, message, file))

    def watch(self) -> None:
        """Thread that ends workers which take too long."""
        while not self.closed.wait(TICK):
            for hand in self.hands:
                hand.check()

    def answer(self, hand: Hand, message: Outgoing, file: BinaryIO | None) -> Findings:
        """What a worker says, or the finding that says why it does not."""
        for _ in range(TRIES):
            if self.closed.is_set():
                break
            try:
                return hand.ask(message, file)
            except (WorkerLostError, OSError):
                continue
            except OutOfTimeError:
                return self.lost("out-of-time", message)
            except Exception:  # noqa: BLE001  an unsettled future would hold its message for ever
                return self.lost("error", message)
        return self.lost("worker-lost", message)

    def lost(self, reason: UnreadReason, message: Outgoing) -> tuple[Finding]:
        """The finding for a message that nobody looked at."""
        return (not_read(self.setup.key, reason, message),)


def table() -> IO[bytes] | None:
    """A file without a name for the pictures that hold nothing, to be mapped by all workers (POSIX)."""
    if sys.platform == "win32":
        return None
    file = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the workers
    file.truncate(TABLE)
    return file


def of_workers(rules: Rulebook) -> Rulebook:
    """What of a rulebook a worker needs: it finds, and judges nothing."""
    return replace(rules, kinds={}, categories={}, destinations=(), policies={}, changes={}, version="")


def do_besides(hand: Hand, work: Callable[[Hand], T], otherwise: T, future: "Future[T]") -> None:
    """Have such work done, if anybody still wants it."""
    if future.set_running_or_notify_cancel():
        done = otherwise
        with contextlib.suppress(Exception):
            done = work(hand)
        future.set_result(done)
