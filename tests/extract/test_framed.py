"""Frames of gRPC and its relatives."""

import base64
import gzip
import struct
import zlib

import pytest

from sakchy.extract import extract
from sakchy.extract.framed import frames, read
from sakchy.extract.piece import Piece
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing, Text, Unread

CARD = "4111 1111 1111 1111"
MESSAGE = b"\x0a" + bytes([len(CARD)]) + CARD.encode()


def frame(data, flag=0):
    return bytes([flag]) + struct.pack(">I", len(data)) + data


def texts(body, type_="application/grpc-web+proto"):
    found = extract(Outgoing("http", body, headers=(("content-type", type_),)))
    return [part.text for part in found if isinstance(part, Text)]


@pytest.mark.parametrize(
    "type_", ["application/grpc-web+proto", "application/connect+proto", "", "text/plain"]
)
def test_messages_of_every_frame(type_):
    assert texts(frame(MESSAGE) + frame(b"") + frame(MESSAGE), type_) == [CARD, CARD]


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_compressed_frames(pack):
    assert texts(frame(pack(MESSAGE), 1)) == [CARD]


def test_compression_nobody_knows_is_said():
    found = list(read(Piece(frame(b"snappy?" * 9, 1), type="application/grpc")))
    assert [part.reason for part in found if isinstance(part, Unread)] in (["unknown-format"], ["broken"])


def test_trailers_json_and_the_end_of_a_stream():
    assert texts(frame(MESSAGE) + frame(b"grpc-status: 0", 0x80)) == [CARD, "grpc-status: 0"]
    assert texts(frame(b'{"card":"4111 1111"}') + frame(b"{}", 2), "application/connect+json") == [
        "4111 1111"
    ]


@pytest.mark.parametrize(
    "body",
    [
        base64.b64encode(frame(MESSAGE)),
        base64.b64encode(frame(MESSAGE)) + base64.b64encode(frame(MESSAGE)),
        base64.encodebytes(frame(MESSAGE) * 5),
    ],
)
def test_base64(body):
    assert CARD in texts(body, "application/grpc-web-text+proto")


def test_a_cut_frame_is_read_and_said():
    found = extract(
        Outgoing("http", frame(MESSAGE + b"\x12\x20")[:-2], headers=(("content-type", "application/grpc"),))
    )
    assert [part.reason for part in found if isinstance(part, Unread)] == ["broken"]
    assert CARD in repr(found)


@pytest.mark.parametrize(
    "body", [b"", b"\0\0\0\0\0", b"\0\0\0\0\5abc", b"\0\0\0\0\1abc", b"hello world", b"\4\0\0\0\1a"]
)
def test_what_is_none(body):
    assert read(Piece(body), DEFAULT) is None


def test_lengths_that_lie_allocate_nothing():
    assert [*frames(b"\0\xff\xff\xff\xffabc")] == [(0, 5, 5 + 0xFFFFFFFF)]
    found = list(read(Piece(b"\0\xff\xff\xff\xffabc", type="application/grpc")))
    assert isinstance(found[-1], Unread)


def test_a_million_empty_frames_end():
    body = bytes(5) * 200_000 + frame(MESSAGE)
    assert CARD in texts(body)


def test_zeros_are_no_frames():
    assert read(Piece(bytes(1_000_000))) is None
