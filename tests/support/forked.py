"""Workers forked from a process that has done what most of their start is about: imports, compiled rules.

What the guard sees of them is the same. Tests of the start itself have true ones.
"""

import fcntl
import multiprocessing
import os
import socket
import sys
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import BinaryIO

import pytest

from sakchy.workers import hand

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["readyworker"])


class Forked:
    """What a guard wants of a process that it has started."""

    def __init__(self, process: BaseProcess, stdin: BinaryIO, stdout: BinaryIO) -> None:
        self.process, self.stdin, self.stdout = process, stdin, stdout
        self.pid, self.kill, self.wait = process.pid, process.kill, process.join

    def poll(self) -> int | None:
        return self.process.exitcode


@cache
def prepare() -> None:
    """Start the process that forks; of where modules are it hears in no other way (Python's issue 126631)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()


def start(channel: socket.socket | None, seen: int | None) -> Forked:
    """In the place of `hand.start`."""
    prepare()
    messages, stdin = os.pipe()
    stdout, answers = os.pipe()
    theirs = [Connection(messages, writable=False), Connection(answers, readable=False)]
    theirs += [Connection(os.dup(seen))] if seen is not None else []
    process = FORKS.Process(target=work, args=(channel, seen, *theirs), daemon=True)
    process.start()
    for end in theirs:
        end.close()
    forked = Forked(process, os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"))
    hand.widen(forked.stdin)
    return forked


def work(
    channel: socket.socket | None,
    seen: int | None,
    messages: Connection,
    answers: Connection,
    table: Connection | None = None,
) -> None:
    """In the new process, what `worker.main` does."""
    from sakchy.workers import worker  # noqa: PLC0415  it is there already

    os.setpgid(0, 0)
    ends = [messages.fileno(), answers.fileno(), *([channel.fileno()] if channel else [])]
    if table and seen is not None:  # it must have the number that the guard told
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, seen + 1) for end in ends]
        os.dup2(table.fileno(), seen)
    files = socket.socket(fileno=ends[2]) if channel else None
    worker.serve(os.fdopen(ends[0], "rb"), os.fdopen(ends[1], "wb"), files)
