"""What the guard and a worker say to each other: frames with their length before them, MessagePack inside.

Everything is checked against its type on arrival. Pickled answers, as process pools use them, would let a
worker that a hostile picture has broken run code in the guard.
"""

import os
import socket
import sys
from typing import BinaryIO

import msgspec

from sakchy.detect.spot import Mark
from sakchy.extract.message import clean
from sakchy.limits import Limits
from sakchy.model import Finding, Outgoing, Place, Value
from sakchy.rulebook import Rulebook

Findings = tuple[Finding, ...]


class Setup(Value, frozen=True):
    """What a worker is told first."""

    rules: str | None
    """Rules folder; None: the shipped one."""
    key: bytes
    limits: Limits
    own: str | None = None
    """The file with the person's own values; None: there is none."""
    known: Rulebook | None = None
    """Rules that were read already: what the guard has in force, whatever stands in the files meanwhile."""
    seen: int | None = None
    """Descriptor, inherited, of the table of pictures that hold nothing; None: each worker keeps its own."""


def write(pipe: BinaryIO, *frames: bytes) -> None:
    """Write frames, each with its length before it. Raises OSError."""
    for frame in frames:
        pipe.write(len(frame).to_bytes(8, "big"))
        pipe.write(frame)
    pipe.flush()


def read(pipe: BinaryIO, most: int = sys.maxsize) -> bytes:
    """Read one frame. Raises EOFError when the other end is gone or wants to send more than `most`."""
    head = pipe.read(8)
    length = int.from_bytes(head, "big")
    if len(head) < 8 or length > most:
        raise EOFError
    frame = pipe.read(length)
    if len(frame) < length:
        raise EOFError
    return frame


def send(
    pipe: BinaryIO, message: Outgoing, marks: frozenset[Mark] | None = None, paint: Place | None = None
) -> None:
    """Write a message; its body goes as a frame of its own, so that no megabytes are copied.

    `marks`: findings to be removed from it; `paint`: where a picture stands of which a tiny one is wanted;
    without either the message is looked at.
    """
    headers = tuple((clean(name), clean(value)) for name, value in message.headers)
    head = msgspec.structs.replace(message, path=clean(message.path), headers=headers, body=b"")
    write(pipe, msgspec.msgpack.encode((head, marks, paint)), message.body)


def receive(pipe: BinaryIO) -> tuple[Outgoing, frozenset[Mark] | None, Place | None]:
    """Read a message, and what is to be removed from it or to be painted. Raises EOFError."""
    told = tuple[Outgoing, frozenset[Mark] | None, Place | None]
    head, marks, paint = msgspec.msgpack.decode(read(pipe), type=told)
    return msgspec.structs.replace(head, body=read(pipe)), marks, paint


def send_file(channel: socket.socket | None, pipe: BinaryIO, file: BinaryIO) -> None:
    """Let the worker open a file that has no name: its descriptor, or on Windows its path. Raises OSError."""
    if channel:
        socket.send_fds(channel, [b"f"], [file.fileno()])
    else:
        write(pipe, str(file.name).encode())


def receive_file(channel: socket.socket | None, pipe: BinaryIO) -> int:
    """Descriptor of a file that the guard sent. Raises EOFError or OSError."""
    if channel:
        _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
        if not descriptors:
            raise EOFError
        return descriptors[0]
    shared = getattr(os, "O_BINARY", 0) | getattr(os, "O_TEMPORARY", 0)  # else Windows lets nobody in
    return os.open(read(pipe).decode(), os.O_RDONLY | shared)
