"""Binary formats of scripts: CBOR, MessagePack, protobuf, gRPC-web."""

import base64

import cbor2
import msgspec

from corpus.item import Item, carrier

CBOR, MSGPACK = "application/cbor", "application/msgpack"


def either(item: Item) -> str | bytes:
    """As a program would put it into a map: text as text, a file as bytes."""
    return item.data


@carrier("bytes", "bytes", CBOR)
def cbor(item: Item) -> bytes:
    return cbor2.dumps({"id": 7, "note": [either(item), True], "at": 1900.5})


@carrier("text", "bytes", CBOR)
def cbor_indefinite(item: Item) -> bytes:
    """Text in chunks of an indefinite string (RFC 8949, 3.2.3), as streaming encoders write it."""
    half = len(item.text) // 2
    chunks = b"".join(cbor2.dumps(text) for text in (item.text[:half], item.text[half:]))
    return b"\xbf" + cbor2.dumps("note") + b"\x7f" + chunks + b"\xff\xff"


@carrier("bytes", "bytes", MSGPACK)
def messagepack(item: Item) -> bytes:
    return msgspec.msgpack.encode({"id": 7, "note": [either(item), True], "at": 1900.5})


def varint(number: int) -> bytes:
    """Base-128 number, low groups first."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def field(number: int, data: bytes) -> bytes:
    """A length-delimited field."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def protobuf_message(item: Item) -> bytes:
    """A number, a name, and a message in a message with the data."""
    return b"\x08\x96\x01" + field(2, b"hello") + field(3, b"\x08\x01" + field(15, item.bytes))


@carrier("bytes", "bytes", "application/x-protobuf")
def protobuf(item: Item) -> bytes:
    return protobuf_message(item)


TRAILERS = 0x80  # flag of a frame that holds headers (PROTOCOL-WEB.md of gRPC)


def frame(data: bytes, flag: int = 0) -> bytes:
    """A gRPC message: flag (0: not compressed), length."""
    return bytes([flag]) + len(data).to_bytes(4, "big") + data


@carrier("bytes", "bytes", "application/grpc-web+proto")
def grpc_web(item: Item) -> bytes:
    return frame(protobuf_message(item)) + frame(b"grpc-status: 0\r\n", TRAILERS)


@carrier("bytes", "text", "application/grpc-web-text")
def grpc_web_text(item: Item) -> str:
    return base64.b64encode(frame(protobuf_message(item))).decode()
