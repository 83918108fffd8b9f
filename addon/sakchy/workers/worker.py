"""A worker process: reads messages from its standard input and writes what it found to its output.

It is what opens pictures and compressed data, so it is the one that may be broken by them: it is limited
in memory, gives way to other programs, and ends by itself when the guard is gone.
"""

import contextlib
import gc
import mmap
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from sakchy import rulebook
from sakchy.act.mask import Masked
from sakchy.inspect import Inspector
from sakchy.keep.ownfile import OwnFile
from sakchy.model import Outgoing
from sakchy.workers.frames import Findings, Setup, read, receive, receive_file, write

NICE = 5  # the person's own programs go first
WARM = 3.0
"""Seconds until a new worker loads what recognises pictures, unless one comes before: a fifth of a second of
work, which nobody waits for who has just started the guard and a program that uses it."""
GRACE = 5  # seconds after which a worker ends a job itself, should the guard be gone


def main() -> None:
    """Serve until the guard closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between the frames
    channel = socket.socket(fileno=int(sys.argv[1])) if len(sys.argv) > 1 else None
    with contextlib.suppress(EOFError, BrokenPipeError):
        serve(sys.stdin.buffer, answers, channel)


def serve(messages: BinaryIO, answers: BinaryIO, channel: socket.socket | None) -> None:
    """Set up, say so with an empty frame, then answer one message after the other.

    `channel` is where files come in; without one their paths come with the messages.
    """
    setup = msgspec.msgpack.decode(read(messages), type=Setup)
    rules = setup.known or rulebook.load(Path(setup.rules) if setup.rules else None)
    own = OwnFile(Path(setup.own), setup.key) if setup.own else None
    table = mmap.mmap(setup.seen, 0) if setup.seen is not None else None
    inspector = Inspector(rules, setup.key, setup.limits, own, table)
    limit(setup.limits.memory)
    gc.freeze()  # rules stay: looking through them for garbage would take a message's time
    write(answers, b"")
    later(WARM, inspector.warm)
    while True:
        message, marks, paint = receive(messages)
        alarm(setup.limits.seconds + GRACE)
        answer: Findings | Masked | bytes | None
        if marks is not None:
            answer = inspector.masked(message, marks)
        elif paint is not None:
            answer = inspector.painted(message, paint)
        elif message.apart and message.apart.size:
            answer = from_file(inspector, message, receive_file(channel, messages))
        elif message.apart:
            answer = inspector.inspect_large(message, message.body)
        else:
            answer = inspector.inspect(message)
        alarm(0)
        write(answers, msgspec.msgpack.encode(answer))


def later(seconds: float, work: Callable[[], None]) -> None:
    """Do something in a while, beside all else."""
    timer = threading.Timer(seconds, work)
    timer.daemon = True
    timer.start()


def from_file(inspector: Inspector, message: Outgoing, descriptor: int) -> Findings:
    """Findings of a message whose body lies in a file."""
    try:
        with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
            return inspector.inspect_large(message, data)
    finally:
        os.close(descriptor)


def limit(memory: int) -> None:
    """Keep this process modest and below `memory` bytes of data, where the system can (POSIX)."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  POSIX only

    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold the picture
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def alarm(seconds: float) -> None:
    """End this process after so many seconds (0: no longer), even in the middle of a library."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
