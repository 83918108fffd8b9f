import base64
import gzip
from urllib.parse import quote

import cv2
import numpy as np
import pytest

from sakchy import rulebook
from sakchy.detect.glance import SWITCH, available
from sakchy.detect.picture.fronts.networks import PEOPLE, WORDS
from sakchy.detect.picture.models import READER
from sakchy.extract import content_encoding, extract, extract_light
from sakchy.inspect import Inspector, not_read
from sakchy.limits import LIGHT
from sakchy.model import Outgoing, Target

CARD = b"4111 1111 1111 1111"
KEY = b"k" * 32
PICTURES = [
    cv2.imencode(suffix, np.full((40, 40, 3), 99, np.uint8))[1].tobytes()
    for suffix in (".jpg", ".png", ".bmp", ".tiff", ".webp", ".gif", ".avif", ".jp2")
]
ENCODINGS = (
    bytes,
    base64.b64encode,
    base64.urlsafe_b64encode,
    lambda data: b"a=" + base64.urlsafe_b64encode(data),
    lambda data: b'{"a":"' + base64.b64encode(data) + b'"}',
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256))


@pytest.fixture(autouse=True, scope="module", params=["interpreted", "compiled"])
def way(request):
    """Without the compiled part and, where it was built, with it: everything is the same."""
    if request.param == "compiled" and not available():
        pytest.skip("the compiled part was not built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "1" if request.param == "compiled" else "0")
        yield request.param


@pytest.fixture(scope="module")
def inspector(way):
    return Inspector(rulebook.load(), KEY)


def message(body, **headers):
    given = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Outgoing("http", body, headers=given, target=Target("https", "shop.example", 443))


def test_the_compiled_part_is_used_where_it_shall_be(inspector, way):
    assert (inspector.clean.glance is not None) == (way == "compiled")


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
    address, another = (not_read(KEY, "out-of-time", Outgoing("http", b"", "GET", path)) for path in "ab")
    assert address.fingerprint != another.fingerprint


DEEP = b"[" * 200 + b'"%d"' + b"]" * 200


@pytest.mark.parametrize(
    "wrap", [bytes, base64.b64encode, lambda data: b"--x\r\nContent-Type: a/b\r\n\r\n" + data]
)
def test_different_content_that_is_too_deep_never_shares_a_question(inspector, wrap):
    (one,), (other,) = (inspector.inspect(message(wrap(DEEP % number))) for number in (1, 2))
    assert one.rule == other.rule == "too-deep"
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "body",
    [b"", b"card=" + CARD, b'{"text":"' + b"word " * 1000 + b'"}', bytes(range(256)), b"x" * (LIGHT - 1)],
)
def test_light_messages_are_read_in_place(inspector, body):
    assert inspector.inspect_light(message(body)) == inspector.inspect(message(body))


@pytest.mark.parametrize(
    "body",
    [
        JPEG,
        b"--x\r\nContent-Type: a/b\r\n\r\n" + JPEG,
        b'{"a":"' + base64.b64encode(JPEG) + b'"}',
        b'{"a":"' + base64.b64encode(JPEG).replace(b"/", b"\\/") + b'"}',
        b"a=" + quote(base64.b64encode(JPEG), safe="").encode(),
        b"a=" + quote(JPEG).encode(),
        b"a=" + quote(b"\x89PNG\r\n\x1a\n").lower().replace("png", "PNG").encode(),
        b'{"a":"data:image/png;base64,iVBORw0KGgo="}',
        base64.b64encode(gzip.compress(CARD)),
        gzip.compress(CARD),
        b"a=%1F%8B%08",
        b"a=%1f%8b%08",
        *(encode(picture) for picture in PICTURES for encode in ENCODINGS),
        b"x" * (LIGHT + 1),
    ],
)
def test_rich_or_large_messages_want_a_worker(inspector, body):
    assert inspector.inspect_light(message(body)) is None


def test_compressed_bodies_want_a_worker_whatever_they_hold(inspector):
    assert inspector.inspect_light(message(b"anything", content_encoding="br")) is None
    assert inspector.inspect_light(message(b"", content_encoding="br")) == ()


def test_long_addresses_and_headers_count_too(inspector):
    assert inspector.inspect_light(Outgoing("http", b"", "GET", "/" + "a" * LIGHT)) is None
    assert inspector.inspect_light(message(b"", slug="a" * (LIGHT + 1))) is None
    assert inspector.inspect_light(message(b"", cookie="a" * (LIGHT + 1))) == ()


@pytest.mark.parametrize("data", [JPEG, gzip.compress(JPEG), gzip.compress(CARD * 9)])
@pytest.mark.parametrize("before", [b"", b"a", b"ab", b'{"a":"'])
def test_nothing_is_unpacked_in_place(data, before, monkeypatch):
    body = before + base64.b64encode(data) + (b'"}' if before else b"")
    rich = any(not hasattr(part, "text") for part in extract(message(body)))
    monkeypatch.setattr(content_encoding, "decode", None)
    assert extract_light(message(body)) is None or not rich


def test_models_can_be_loaded_beforehand(inspector):
    fresh = [READER, WORDS, PEOPLE]
    for network in fresh:
        vars(network).pop("loaded", None)
    inspector.warm()
    assert all("loaded" in vars(network) for network in fresh)


@pytest.mark.parametrize("token", ["tok-aB3dE5gHaB3dE5gH", "dXNlcjpwYXNzd29yZA==", "a,b(c)d;eFGHIJKLM"])
@pytest.mark.parametrize("escaped", [False, True])
def test_a_bound_token_is_found_in_harmless_json_however_it_is_written(token, escaped):
    inspector = Inspector(rulebook.load(), KEY)
    inspector.inspect_light(message(b"", authorization=f"Bearer {token}"))
    written = "".join(f"\\u{ord(letter):04x}" for letter in token) if escaped else token
    other = Target("https", "elsewhere.example", 443)
    for sent in (
        Outgoing("http", f'{{"t":"{written}"}}'.encode(), target=other),
        Outgoing("http", b'{"t":"x"}', path=f"/?t={quote(token, safe='') if escaped else 'x'}", target=other),
    ):
        inspector.inspect(sent)
        found = [one.rule for one in inspector.inspect_light(sent)]
        assert inspector.is_clean(sent)
        assert found == ([] if sent.path.endswith("t=x") else ["authorization-elsewhere"])


def test_a_bound_token_is_found_in_a_harmless_text():
    inspector = Inspector(rulebook.load(), KEY)
    inspector.inspect_light(message(b"", authorization="Bearer tok-aB3dE5gHaB3dE5gH"))
    sent = Outgoing(
        "http", b"see tok-aB3dE5gHaB3dE5gH there", target=Target("https", "elsewhere.example", 443)
    )
    assert inspector.is_clean(sent)
    assert [one.rule for one in inspector.inspect_light(sent)] == ["authorization-elsewhere"]
