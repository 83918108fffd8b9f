"""Every reader, with anything at all: no fault, nothing without bounds, no words in what it raises."""

from random import Random

import pytest
from corpus import deal
from corpus.promises import SMALL, BrokenPromiseError, Watched, keep
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakchy.extract import walk
from sakchy.extract.piece import Piece
from sakchy.model import Outgoing, Picture, Text

MESSAGES = {message.name: message.outgoing for message in deal.singles()}
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
THOROUGH = settings(QUICK, max_examples=150)
TYPES = (
    *("", "application/json", "application/xml", "application/cbor", "application/msgpack", "message/rfc822"),
    *("application/grpc-web+proto", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"),
    *("text/plain; charset=utf-16", "application/pdf", "text/vcard", "text/event-stream"),
)
TOKENS = (
    *(
        b"--x\r\n",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"{\\rtf1",
        b"<?xml",
        b"BEGIN:VCARD\r\n",
        b"data:,",
        b"&#",
        b"%",
    ),
    *(
        b'{"a":',
        b"Content-Type: text/html\r\n\r\n",
        b"\xbf",
        b"\x00\x00\x00\x00\x09",
        b"\\u00",
        b"\x1f\x8b\x08",
    ),
)
HEADERS = ("x-file-name", "content-disposition", "upload-metadata", "dropbox-api-arg", "content-encoding")
PIECES = st.lists(st.sampled_from(TOKENS) | st.binary(max_size=40), max_size=12).map(b"".join)


def half_broken(data, seed):
    """The same with a few bytes changed, moved, doubled or cut."""
    random, out = Random(seed), bytearray(data)
    for _ in range(random.randint(1, 8)):
        at, size = random.randrange(len(out) + 1), random.choice((1, 2, 4, 16, 200))
        match random.randrange(5):
            case 0:
                out[at : at + size] = random.randbytes(size)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size]
            case 3:
                out[at : at + 1] = random.choice((b"\0", b"\xff", b"\x7f", b"\x80", b"<", b"&", b"("))
            case _:
                del out[max(at, len(out) // 2) :]
    return bytes(out)


@pytest.mark.parametrize("name", MESSAGES)
@QUICK
@given(seed=st.integers(0, 1 << 32))
def test_a_half_broken_carrier_is_read_without_a_fault(name, seed):
    whole = MESSAGES[name]
    body, path = (
        half_broken(whole.body, seed),
        half_broken(whole.path.encode(), seed).decode("utf-8", "surrogateescape"),
    )
    keep(Outgoing(whole.carrier, body, whole.method, path, whole.headers))


@THOROUGH
@given(body=PIECES, type_=st.sampled_from(TYPES), path=st.text(max_size=60), header=st.text(max_size=60))
def test_any_bytes_are_read_without_a_fault(body, type_, path, header):
    names = (
        "x-file-name",
        "content-disposition",
        "upload-metadata",
        "dropbox-api-arg",
        "slug",
        "content-encoding",
    )
    for name in names:
        keep(Outgoing("http", body, path="/" + path, headers=(("content-type", type_), (name, header))))


@pytest.mark.parametrize("reader", walk.BYTES, ids=lambda reader: reader.__module__)
@THOROUGH
@given(data=PIECES, type_=st.sampled_from(TYPES))
def test_a_reader_of_bytes_takes_them_apart_or_leaves_them(reader, data, type_):
    bounded(reader(Piece(data, (), "field", type_), SMALL))


@pytest.mark.parametrize("reader", walk.TEXT, ids=lambda reader: f"{reader.__module__}.{reader.__name__}")
@THOROUGH
@given(text=st.text() | PIECES.map(lambda data: data.decode("latin-1")), type_=st.sampled_from(TYPES))
def test_a_reader_of_text_takes_it_apart_or_leaves_it(reader, text, type_):
    bounded(reader(Piece(text, (), "field", type_), SMALL))


def bounded(found):
    """Lazily yielded or not: no more than the limits allow."""
    sizes = [len(part.text) if isinstance(part, Text) else len(part.data)
             for part in found or () if isinstance(part, Text | Piece | Picture)]  # fmt: skip
    assert len(sizes) <= SMALL.parts + 1
    assert sum(sizes) <= SMALL.opened


def test_a_fault_is_told_by_its_place_without_words(monkeypatch):
    def choke(*_):
        raise ValueError("4111 1111 1111 1111")

    monkeypatch.setattr(walk, "BYTES", (choke,))
    with pytest.raises(BrokenPromiseError, match=r"^ValueError at test_promises\.py:\d+ < walk\.py"):
        keep(Outgoing("http", b"anything"))
    assert "4111" not in Watched(Outgoing("http", b"a")).fault
