"""One worker process from the guard's side: started when needed, killed when it takes too long."""

import contextlib
import math
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec

from sakchy.act.mask import Masked
from sakchy.detect.spot import Mark
from sakchy.model import Outgoing, Place
from sakchy.workers import frames
from sakchy.workers.frames import Findings, Setup

START_SECONDS = 60.0  # until a new worker is ready: libraries come from a cold disk
MOST_ANSWER = 16 << 20  # bytes; twenty thousand findings fit, and a broken worker cannot fill the guard
MODEST = 0x4000 | 0x08000000 | 0x200  # Windows: BELOW_NORMAL_PRIORITY, CREATE_NO_WINDOW, NEW_PROCESS_GROUP
PIPE = 1 << 20
"""Bytes a pipe to a worker holds, where that can be set (Linux; this much without privileges). In the usual
64 KiB a photograph goes over in sixteen turns, which cost the guard three times as much as copying it."""
MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2 << 20), "MALLOC_TRIM_THRESHOLD_": str(8 << 20)}
"""For the C library of Linux (mallopt(3)): what is larger than two megabytes is given back when it is no
longer used; else pictures leave holes behind. Planes of a small picture have 1.2 MB: new pages for each of
them cost as much as the network that looks at them, so those, and eight megabytes at the end, are kept."""
PROGRAM = "sakchy.workers.worker"


class WorkerLostError(Exception):
    """The worker ended before it answered."""


class OutOfTimeError(Exception):
    """The worker took too long and was killed."""


class Hand:
    """One worker process: replaced when it is gone."""

    def __init__(self, setup: Setup) -> None:
        """`setup` goes to every process it starts."""
        self.setup = setup
        self.process: subprocess.Popen[bytes] | None = None
        self.channel: socket.socket | None = None
        """Hands files over; None where the system cannot (Windows)."""
        self.lock = threading.Lock()
        self.ended = False
        self.until = math.inf
        """When it must have answered, by the monotonic clock."""

    def use(self, setup: Setup) -> None:
        """Have a process with this setup: one with another is ended. Only between two messages."""
        if setup is self.setup:
            return
        self.setup = setup
        with self.lock:
            process, self.process = self.process, None
        if process:
            end(process)

    def try_start(self) -> None:
        """Have a process ready; if that fails, the next message tries again."""
        with contextlib.suppress(WorkerLostError, OutOfTimeError, OSError):
            self.running()

    def ask(self, message: Outgoing, file: BinaryIO | None = None) -> Findings:
        """Findings of a message, whose body lies in `file` if it is apart.

        Raises WorkerLostError, OutOfTimeError or OSError.
        """
        process = self.running()
        with self.limited(process, self.setup.limits.seconds):
            frames.send(pipe(process.stdin), message)
            if file:
                frames.send_file(self.channel, pipe(process.stdin), file)
            return msgspec.msgpack.decode(frames.read(pipe(process.stdout), MOST_ANSWER), type=Findings)

    def mask(self, message: Outgoing, marks: frozenset[Mark]) -> Masked | None:
        """A message without these findings; None if that cannot be.

        Raises WorkerLostError, OutOfTimeError or OSError.
        """
        process = self.running()
        with self.limited(process, self.setup.limits.seconds):
            frames.send(pipe(process.stdin), message, marks)
            answer = frames.read(pipe(process.stdout), MOST_ANSWER)
            return msgspec.msgpack.decode(answer, type=Masked | None)

    def paint(self, message: Outgoing, where: Place) -> bytes:
        """A tiny PNG of the picture that stands there; nothing, if that cannot be.

        Raises WorkerLostError, OutOfTimeError or OSError.
        """
        process = self.running()
        with self.limited(process, self.setup.limits.seconds):
            frames.send(pipe(process.stdin), message, paint=where)
            return msgspec.msgpack.decode(frames.read(pipe(process.stdout), MOST_ANSWER), type=bytes)

    def running(self) -> subprocess.Popen[bytes]:
        """The process, a new one if need be. Raises WorkerLostError, OutOfTimeError or OSError."""
        if self.process and self.process.poll() is None:
            return self.process
        with self.lock:
            if self.ended:
                raise WorkerLostError
            if self.channel:
                self.channel.close()
            process, self.channel = launch(
                self.setup.seen
            )  # raises OSError when the system has no room for it
            self.process = process
        with self.limited(process, START_SECONDS):
            frames.write(pipe(process.stdin), msgspec.msgpack.encode(self.setup))
            frames.read(pipe(process.stdout), MOST_ANSWER)
        return process

    @contextlib.contextmanager
    def limited(self, process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        """`check` kills the process when the time is over. Raises WorkerLostError or OutOfTimeError."""
        self.until = time.monotonic() + seconds
        try:
            yield
        except (OSError, EOFError, ValueError, msgspec.MsgspecError):
            late = time.monotonic() > self.until
            end(process)
            raise (OutOfTimeError if late else WorkerLostError) from None
        finally:
            with self.lock:  # a check under way must not kill what comes next
                self.until = math.inf

    def check(self) -> None:
        """Kill the process if its time is over. Any thread may call this, again and again."""
        with self.lock:
            if self.process and time.monotonic() > self.until:
                self.process.kill()

    def stop(self) -> None:
        """End the process for good. Any thread may call this."""
        with self.lock:
            self.ended = True
        if self.process:
            end(self.process)
        if self.channel:
            self.channel.close()


def launch(seen: int | None) -> tuple[subprocess.Popen[bytes], socket.socket | None]:
    """A new worker, in a process group of its own: Ctrl-C in the terminal is the guard's business."""
    ours, theirs = (None, None) if sys.platform == "win32" else socket.socketpair()
    try:
        return start(theirs, seen), ours
    except OSError:
        if ours:
            ours.close()
        raise
    finally:
        if theirs:
            theirs.close()


def start(channel: socket.socket | None, seen: int | None) -> subprocess.Popen[bytes]:
    """Start the program; it inherits its end of the channel, and the table of pictures. Raises OSError."""
    inherited = [*([channel.fileno()] if channel else ()), *([seen] if seen is not None else ())]
    import_root = str(Path(__file__).resolve().parents[2])
    paths = [import_root, *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(  # noqa: S603  our own program
        # -P: nothing is imported from the current folder
        [sys.executable, "-P", "-m", PROGRAM, *([str(channel.fileno())] if channel else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback may quote what it choked on
        env={**os.environ, **MEMORY, "PYTHONPATH": os.pathsep.join(paths)},
        creationflags=MODEST if sys.platform == "win32" else 0,
        process_group=0,
        pass_fds=inherited,
    )
    widen(pipe(process.stdin))
    return process


def widen(end_of_pipe: BinaryIO) -> None:
    """Let a pipe hold PIPE bytes, if the system allows it."""
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415  POSIX only

        with contextlib.suppress(OSError):  # the user's pipes together may be at their limit (pipe(7))
            fcntl.fcntl(end_of_pipe, fcntl.F_SETPIPE_SZ, PIPE)


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill it, wait until it is gone, close its pipes."""
    process.kill()
    process.wait()
    for end_of_pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):  # what was still to be written cannot be
            pipe(end_of_pipe).close()


def pipe(given: IO[bytes] | None) -> BinaryIO:
    """A process's pipe as the type it is."""
    return cast(BinaryIO, given)
