"""Whole messages: what is found where, and that nothing whatever makes `extract` raise."""

import base64
import gzip
import json
import os
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract, walk
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Outgoing, Picture, Step, Text, Unread

CARD = "4111 1111 1111 1111"  # the test number of every payment handbook
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8


def parts(body=b"", type_="", limits=DEFAULT, **more):
    headers = (("content-type", type_),) if type_ else ()
    return extract(Outgoing(**{"carrier": "http", "body": body, "headers": headers, **more}), limits)


def texts(found):
    return [part.text for part in found if isinstance(part, Text)]


def reasons(found):
    return [part.reason for part in found if isinstance(part, Unread)]


def test_a_plain_get_is_path_and_query():
    found = parts(method="GET", path="/find/me%20now?card=4111+1111&x=%7B%22a%22%3A%22bcd%22%7D")
    assert found == (
        Text((Step("path"),), "/find/me now"),
        Text((Step("query", "card"),), "4111 1111", "card"),
        Text((Step("query", "x"), Step("json", "a")), "bcd", "a"),
    )


def test_a_message_without_anything_has_no_parts():
    assert parts(path="/") == ()


@pytest.mark.parametrize(
    "type_", ["application/json", "text/plain", "image/png", "application/x-protobuf", ""]
)
def test_the_content_decides_not_its_type(type_):
    assert texts(parts(json.dumps({"card": CARD}).encode(), type_)) == [CARD]
    assert parts(JPEG, type_) == (Picture((Step("body"),), JPEG),)


def test_wrappings_inside_each_other_are_all_undone():
    inner = json.dumps({"photo": "data:image/jpeg;base64," + base64.b64encode(JPEG).decode(), "note": CARD})
    body = gzip.compress(json.dumps({"payload": inner}).encode())
    found = parts(body, "application/json", headers=(("content-encoding", "gzip"),))
    place = (Step("json", "payload"), Step("json", "photo"), Step("base64"))
    assert Picture(place, JPEG) in found
    assert CARD in texts(found)


PLUSES = JPEG[:20] + b"\xfb\xef\xbe" * 30 + JPEG[20:]  # whose base64 is full of plus signs
URLENCODED = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("type_", [URLENCODED, "text/plain;charset=UTF-8", ""])
@pytest.mark.parametrize(
    "before",
    ["img=data:image/jpeg;base64,", "img=data%3Aimage/jpeg%3Bbase64%2C", "a=b&img=", "img=base64,", ""],
)
def test_base64_put_into_a_form_without_escaping(before, type_):
    for cut in (0, 1, 2):  # padded twice, once, not at all
        body = before.encode() + base64.b64encode(PLUSES[: len(PLUSES) - cut])
        assert b"+" in body
        assert PLUSES[:-2] in [
            part.data[: len(PLUSES) - 2] for part in parts(body, type_) if isinstance(part, Picture)
        ]


def test_text_in_base64_that_lost_its_pluses():
    words = ("номер карты >>> " + CARD).encode()
    spaced = base64.b64encode(words).decode().replace("+", " ")
    assert " " in spaced
    assert words.decode() in texts(parts(json.dumps({"a": spaced}).encode()))


PREFIXED = [
    '{"img":"base64,%s"}',
    '{"arguments":["%s"]}\x1e',
    '{"type":6}\x1e{"arguments":["%s"]}\x1e',
    '42/chat,["img","%s"]',
    '42/chat,17["img","%s"]',
    '451-["img","%s"]',
    '42["a"]\x1e42["img","%s"]',
    "b%s",
    '42["a"]\x1eb%s',
    "my photo: %s, see?",
]


@pytest.mark.parametrize("carrier", ["http", "websocket"])
@pytest.mark.parametrize("frame", PREFIXED)
def test_pictures_in_base64_behind_something(frame, carrier):
    found = parts((frame % base64.b64encode(PLUSES).decode()).encode(), "text/plain", carrier=carrier)
    assert [part.data for part in found if isinstance(part, Picture)] == [PLUSES]


@pytest.mark.parametrize("outer", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("inner", [0, 1, 2, 3, 4])
def test_any_wrapping_may_stand_in_any_other(inner, outer):
    wrap = [
        lambda data: json.dumps([{"b": base64.b64encode(data).decode()}]).encode(),
        gzip.compress,
        lambda data: b'--bb\r\nContent-Disposition: form-data; name="f"\r\n\r\n' + data + b"\r\n--bb--\r\n",
        lambda data: b"a=1&x=" + quote_plus(data).encode(),
        lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
    ]
    pictures = [part.data for part in parts(wrap[outer](wrap[inner](JPEG))) if isinstance(part, Picture)]
    assert pictures == [JPEG]
    words = wrap[outer](wrap[inner](b"card " + CARD.encode()))
    assert any(CARD in text for text in texts(parts(words)))


def test_websocket_message_and_file_are_named_as_such():
    chat = parts(b'42["send",{"text":"' + CARD.encode() + b'"}]', carrier="websocket")
    assert chat[-1] == Text((Step("message"), Step("json", "[1].text")), CARD, "[1].text")
    assert parts(JPEG, carrier="file", path="C:\\scans\\old.bin")[0].place == (Step("file", "old.bin"),)


def test_announced_file_names_are_looked_at_but_no_cookies():
    headers = (("x-file-name", "passport.jpg"), ("cookie", f"card={CARD}"), ("authorization", "Basic Zm9v"))
    assert texts(parts(headers=headers)) == ["passport.jpg"]


@pytest.mark.parametrize("filler", ["word ", "сөз ", "\u4e2d\u6587 "])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le"])
def test_a_picture_between_long_texts_is_seen(filler, codec):
    text = (filler * 1500).encode(codec)
    found = parts(text + JPEG + text, "text/plain;charset=" + codec)
    assert [part.data[: len(JPEG)] for part in found if isinstance(part, Picture)] == [JPEG]


def test_unknown_binary_is_silently_nothing_but_documents_are_not():
    assert parts(b"\x00asm\x01\x00\x00\x00" + bytes(range(128, 256, 9))) == ()
    assert reasons(parts(b"%PDF-1.7 ...")) == ["broken"]
    assert "encrypted" in reasons(parts(b"PK\x03\x04\x14\x00\x01\x00" + bytes(30)))


def test_a_wrong_content_encoding_is_said_and_the_bytes_read_as_they_are():
    found = parts(CARD.encode(), headers=(("content-encoding", "gzip"),))
    assert reasons(found) == ["broken"]
    assert texts(found) == [CARD]


def test_wrapping_deeper_than_anybody_needs_is_said():
    text = CARD
    for _ in range(DEFAULT.depth + 3):
        text = json.dumps([text])
    assert reasons(parts(text.encode())) == ["too-deep"]


def test_too_much_text_is_cut_and_said_and_pictures_still_count():
    body = json.dumps(["a" * 90, "b" * 50, "c" * 50, base64.b64encode(JPEG).decode()]).encode()
    found = parts(body, limits=Limits(text=100))
    assert [len(text) for text in texts(found)] == [90, 10]
    assert reasons(found) == ["too-large"]
    assert isinstance(found[-1], Picture)


def test_a_million_fields_end_in_one_unread():
    many = parts(json.dumps(["hello"] * (DEFAULT.parts + 5)).encode())
    assert len(many) == DEFAULT.parts + 1
    assert reasons(many) == ["too-large"]
    assert reasons(parts(json.dumps(["hello"] * DEFAULT.parts).encode())) == []


def test_empty_pieces_end_too():
    body = b"--x\r\nContent-Type: a/b\r\n\r\n\0\r\n" * 200
    assert reasons(parts(body, limits=Limits(parts=50))) == ["too-large"]


def test_many_small_bombs_stop_at_the_common_limit():
    bomb = base64.b64encode(gzip.compress(bytes(1 << 20))).decode()
    found = parts(json.dumps([bomb] * 50).encode(), limits=Limits(opened=4 << 20))
    assert reasons(found) == ["too-large"]


def test_a_fault_is_said_with_the_digest_of_the_body(monkeypatch):
    def fail(*_):
        raise RuntimeError(CARD)

    monkeypatch.setattr(walk, "TEXT", (fail,))
    found = parts(f"card={CARD}".encode())
    assert reasons(found) == ["error"]
    assert CARD not in repr(found)


def test_names_that_hold_numbers_are_covered_in_places():
    found = parts(json.dumps({"4111 1111 1111 1111": {"AN1234567": CARD}}).encode())
    assert "4111" not in repr([part.place for part in found])
    assert "1234567" not in repr([part.place for part in found])
    assert "4111 1111 1111 1111" in texts(found)


BYTES = st.binary(max_size=400)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["content-type", "content-encoding", "slug", "x-file-name"]),
        st.sampled_from(["gzip", "br, gzip", "zstd", "deflate", "multipart/form-data; boundary=x",
                         "text/plain", "application/x-www-form-urlencoded;charset=cp1251",
                         "a;charset=utf-16", "\udcff"])
        | st.text(max_size=20),
    ),
    max_size=3,
)  # fmt: skip
STARTS = st.sampled_from(
    [b"", b"{", b'["', b"--x\r\nA:", b"\x1f\x8b\x08", b"PK\x03\x04", b"a=%", b"\xff\xd8\xff",
     b"\0\0\0\x20ftyp", b"data:;base64,", b"\xff\xfe", base64.b64encode(gzip.compress(b"{")), b"RIFF0000WEBP"]
)  # fmt: skip


@given(STARTS, BYTES, HEADERS, st.sampled_from(["http", "websocket", "file"]), st.text(max_size=40))
def test_nothing_makes_it_raise_or_fail_inside(start, body, headers, carrier, path):
    found = extract(Outgoing(carrier, start + body, path=path, headers=tuple(headers)))
    assert "error" not in reasons(found)
    for part in found:
        assert part.place
        if isinstance(part, Text):
            part.text.encode()  # no lone surrogates: whatever comes after may encode it


def test_random_megabytes_are_a_few_words_at_most():
    found = parts(b"\x01\x00" + os.urandom(1 << 20))
    assert [type(part) for part in found] == [Text]
    assert len(found[0].text) < 1 << 16
