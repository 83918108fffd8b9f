"""Messages in frames with a flag and four bytes of length: gRPC, gRPC-web and Connect, plain or as base64."""

import binascii
from collections.abc import Iterator
from itertools import islice

from sakchy.extract import content_encoding, magic
from sakchy.extract.known import unread
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Text

TYPES = ("application/grpc", "application/connect+")
TEXT_TYPE = "application/grpc-web-text"
COMPRESSED, CONNECT_END, TRAILERS = 1, 2, 0x80  # PROTOCOL-WEB.md of gRPC; Connect's streaming protocol
FLAGS = (0, COMPRESSED, CONNECT_END, CONNECT_END | COMPRESSED, TRAILERS, TRAILERS | COMPRESSED)
HEAD = 5
PROTOBUF, JSON = "application/protobuf", "application/json"


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """The message of every frame; None if this is none. Undeclared, the frames must fill the body exactly."""
    data = piece.data
    assert isinstance(data, bytes)
    declared = piece.type.startswith(TYPES)
    if piece.type.startswith(TEXT_TYPE):
        data = from_text(data)
    if not declared and (len(data) <= HEAD or data[0] not in FLAGS):
        return None
    cuts = [*islice(frames(data), limits.parts)]  # zeros are frames as well, six million in 32 MB
    end = cuts[-1][2] if cuts else 0
    if not cuts or (not declared and (end != len(data) or all(start == stop for _, start, stop in cuts))):
        return None
    return messages(piece, data, cuts, limits)


def from_text(data: bytes) -> bytes:
    """base64, perhaps of each frame by itself and padded in the middle."""
    out = bytearray()
    for run in data.replace(b"\r", b"").replace(b"\n", b"").split(b"="):
        try:
            out += binascii.a2b_base64(run[: len(run) - (len(run) % 4 == 1)] + b"==")
        except binascii.Error:
            break
    return bytes(out) or data


def frames(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Flag, start and end of every frame; the last may be cut. Stops at what is no frame."""
    at = 0
    while at + HEAD <= len(data) and data[at] in FLAGS:
        end = at + HEAD + int.from_bytes(data[at + 1 : at + HEAD], "big")
        yield data[at], at + HEAD, end
        at = end


def messages(piece: Piece, data: bytes, cuts: list[tuple[int, int, int]], limits: Limits) -> Iterator[Found]:
    """What the frames hold; of a body that ends early also what is there."""
    type_ = JSON if "json" in piece.type else PROTOBUF
    for flag, start, end in cuts:
        message = data[start:end]
        if flag & COMPRESSED and message:
            yield from unpacked(piece, message, type_, limits)
        elif flag & TRAILERS:
            yield Text(piece.place, message.decode("utf-8", "replace"), piece.field)
        elif message:
            yield inside(piece, message, type_=type_)
    last = cuts[-1][2]
    if last > len(data):
        yield unread(piece.place, "broken", data)
    elif last < len(data):
        yield inside(piece, data[last:])


def unpacked(piece: Piece, message: bytes, type_: str, limits: Limits) -> Iterator[Found]:
    """A compressed message; which way is written in a header, but the bytes tell as well."""
    name = {"gzip": "gzip", "zstd": "zstd"}.get(magic.sniff(message), "deflate")
    out, reason = content_encoding.decode(message, name, limits)
    if reason:
        yield unread(piece.place, reason if out else "unknown-format", message)
    if out:
        yield inside(piece, out, type_=type_)
