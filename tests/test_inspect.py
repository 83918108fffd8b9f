import base64
import gzip
from urllib.parse import quote

import pytest

from sakchy import rulebook
from sakchy.extract import extract
from sakchy.inspect import INLINE_BYTES, Inspector, not_read
from sakchy.model import Outgoing, Target

CARD = b"4111 1111 1111 1111"
KEY = b"k" * 32
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256))


@pytest.fixture(scope="module")
def inspector():
    return Inspector(rulebook.load(), KEY)


def message(body, **headers):
    given = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Outgoing("http", body, headers=given, target=Target("https", "shop.example", 443))


def test_a_card_in_json_is_found_and_masked(inspector):
    (finding,) = inspector.inspect(message(b'{"card":"' + CARD + b'"}'))
    assert (finding.kind, finding.where[0].name) == ("bank-card", "card")
    assert "4111 1111" not in repr(finding)


def test_an_ordinary_message_has_no_findings(inspector):
    assert inspector.inspect(message(b"q=where+to+buy+bread&page=2")) == ()


def test_a_fault_becomes_a_finding_without_words(inspector, monkeypatch):
    def fail(*_):
        raise ValueError(CARD)

    monkeypatch.setattr(inspector.detector, "find", fail)
    (finding,) = inspector.inspect(message(CARD))
    assert finding == not_read(KEY, "error", message(CARD))
    assert (finding.kind, finding.rule) == ("not-read", "error")
    assert "4111" not in repr(finding)


def test_equal_messages_that_were_not_read_have_equal_fingerprints():
    one, same, other = (not_read(KEY, "out-of-time", message(body)) for body in (b"a", b"a", b"b"))
    assert one.fingerprint == same.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "body",
    [b"", b"card=" + CARD, b'{"text":"' + b"word " * 1000 + b'"}', bytes(range(256)), b"x" * INLINE_BYTES],
)
def test_light_messages_are_read_in_place(inspector, body):
    assert not inspector.wants_worker(message(body))


@pytest.mark.parametrize(
    "body",
    [
        JPEG,
        b"--x\r\n\r\n" + JPEG,
        b'{"a":"' + base64.b64encode(JPEG) + b'"}',
        b'{"a":"' + base64.b64encode(JPEG).replace(b"/", b"\\/") + b'"}',
        b"a=" + quote(base64.b64encode(JPEG), safe="").encode(),
        b"a=" + quote(JPEG).encode(),
        b"a=" + quote(b"\x89PNG\r\n\x1a\n").lower().replace("png", "PNG").encode(),
        b'{"a":"data:image/png;base64,iVBO"}',
        base64.b64encode(gzip.compress(CARD)),
        gzip.compress(CARD),
        b"%PDF-1.4",
        b"a=%1F%8B%08",
        b"a=%1f%8b%08",
        b"a=UklGRiQAAABXRUJQVlA4",
        b"....WEBPVP8 ",
        b"....ftypavif",
        b'{"a":"R0lGODlh"}',
        b'{"a":"SUkqAA"}',
        b'{"a":"TU0AKg"}',
        b"x" * (INLINE_BYTES + 1),
    ],
)
def test_rich_or_large_messages_want_a_worker(inspector, body):
    assert inspector.wants_worker(message(body))


def test_compressed_bodies_want_a_worker_whatever_they_hold(inspector):
    assert inspector.wants_worker(message(b"anything", content_encoding="br"))
    assert not inspector.wants_worker(message(b"", content_encoding="br"))


@pytest.mark.parametrize("data", [JPEG, gzip.compress(JPEG), gzip.compress(CARD * 9)])
@pytest.mark.parametrize("before", [b"", b"a", b"ab", b'{"a":"'])
def test_what_has_to_be_unpacked_never_slips_through(inspector, data, before):
    """Base64 begins at a value's first letter, so its own first letters tell, whatever stands before."""
    body = before + base64.b64encode(data) + (b'"}' if before else b"")
    rich = any(not hasattr(part, "text") for part in extract(message(body)))
    assert inspector.wants_worker(message(body)) or not rich


def test_models_can_be_loaded_beforehand(inspector):
    inspector.warm()
    assert "picture" in vars(inspector.detector)
