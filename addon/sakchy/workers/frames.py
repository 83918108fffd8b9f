"""What the guard and a worker say to each other: frames with their length before them, MessagePack inside.

Everything is checked against its type on arrival. Pickled answers, as process pools use them, would let a
worker that a hostile picture has broken run code in the guard.
"""

import sys
from typing import BinaryIO

import msgspec

from sakchy.extract.message import clean
from sakchy.limits import Limits
from sakchy.model import Finding, Outgoing, Value

Findings = tuple[Finding, ...]


class Setup(Value, frozen=True):
    """What a worker is told first."""

    rules: str | None
    """Rules folder; None: the shipped one."""
    key: bytes
    limits: Limits


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


def send(pipe: BinaryIO, message: Outgoing) -> None:
    """Write a message; its body goes as a frame of its own, so that no megabytes are copied."""
    headers = tuple((clean(name), clean(value)) for name, value in message.headers)
    head = msgspec.structs.replace(message, path=clean(message.path), headers=headers, body=b"")
    write(pipe, msgspec.msgpack.encode(head), message.body)


def receive(pipe: BinaryIO) -> Outgoing:
    """Read a message. Raises EOFError."""
    head = msgspec.msgpack.decode(read(pipe), type=Outgoing)
    return msgspec.structs.replace(head, body=read(pipe))
