import gzip

import pytest

from sakchy.act.mask.roots import LARGEST, roots
from sakchy.limits import DEFAULT
from sakchy.model import Apart, Outgoing

JSON = ("content-type", "application/json")
BODY = b'{"a": "b"}'


def read(body=BODY, *headers, path="/", **about):
    return roots(Outgoing("http", body, path=path, headers=headers, **about), DEFAULT)


@pytest.mark.parametrize(
    "type_",
    ["application/json", "application/vnd.api+json", "application/x-ndjson", "text/plain;charset=UTF-8",
     "text/xml", "application/soap+xml", "application/graphql", "application/x-www-form-urlencoded"],
)  # fmt: skip
def test_texts_that_people_write_are_touched(type_):
    assert read(BODY, ("content-type", type_)).in_body


@pytest.mark.parametrize(
    "header",
    [
        ("authorization", "AWS4-HMAC-SHA256 Credential=AKIA/2026"),
        ("authorization", "OAuth oauth_signature=abc"),
        ("authorization", 'Signature keyId="a"'),
        ("authorization", "SharedKey account:hash"),
        ("content-md5", "Q2hlY2sgSW50ZWdyaXR5IQ=="),
        ("digest", "sha-256=abc"),
        ("content-digest", "sha-256=:abc:"),
        ("repr-digest", "sha-256=:abc:"),
        ("signature-input", "sig1=()"),
        ("x-amz-content-sha256", "abc"),
        ("x-amz-checksum-crc32", "abc"),
        ("x-signature", "abc"),
        ("x-hub-signature-256", "abc"),
        ("x-shop-hmac", "abc"),
        ("trailer:x-anything", "abc"),
    ],
)
def test_signed_messages_are_never_touched(header):
    assert read(BODY, JSON) is not None
    assert read(BODY, JSON, header) is None


@pytest.mark.parametrize(
    "query", ["X-Amz-Signature=ab", "Expires=1&Signature=ab", "sv=2026&sig=ab", "a=1&oauth_signature=ab"]
)
def test_signed_addresses_are_never_touched(query):
    assert read(BODY, JSON, path=f"/put?{query}") is None


@pytest.mark.parametrize(
    "type_", ["", "application/octet-stream", "image/png", "application/zip", "application/grpc"]
)
def test_unknown_bodies_are_never_touched(type_):
    assert read(BODY, ("content-type", type_)) is None


@pytest.mark.parametrize("body", [b"42:[1,2]", b"5:hello,", b"SEND\ncontent-length:4\n\nabcd\0"])
def test_texts_that_tell_their_own_length_are_never_touched(body):
    assert read(body, ("content-type", "text/plain")) is None


def test_what_is_not_in_memory_or_too_large_is_never_touched():
    assert read(b"", JSON, apart=Apart(5, "00")) is None
    assert read(b" " * (LARGEST + 1), JSON) is None


def test_content_encoding_is_undone():
    assert read(gzip.compress(BODY), JSON, ("content-encoding", "gzip")).body == BODY
    assert read(gzip.compress(BODY)[:-9], JSON, ("content-encoding", "gzip")) is None
    assert read(BODY, JSON, ("content-encoding", "secret")) is None


def test_the_query_is_read_and_the_path_is_not():
    read_ = roots(Outgoing("http", b"", path="/4111/x?card=4111+1111&q=2"), DEFAULT)
    assert [layer.text for layer in read_.in_path] == ["card", "4111 1111", "q", "2"]


PART = b'--X\r\nContent-Disposition: form-data; name="a"%b\r\n\r\nsalam\r\n'


@pytest.mark.parametrize(
    ("header", "found"),
    [(b"", True), (b"\r\nContent-Type: text/plain", True), (b"\r\nContent-Length: 5", False),
     (b"\r\nContent-MD5: abc", False), (b"\r\nContent-Transfer-Encoding: base64", False)],
)  # fmt: skip
def test_parts_that_say_something_of_their_bytes_are_left_alone(header, found):
    body = PART % b"" + PART % header + b"--X--\r\n"
    got = read(body, ("content-type", "multipart/form-data; boundary=X"))
    assert [layer.text for layer in got.in_body] == ["salam"] * (2 if found else 1)
    assert all(body[slice(*layer.span)] == b"salam" for layer in got.in_body)
