"""The compiled part calls ordinary messages clean, and nothing in which something is found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from sakchy.detect.clean import Clean
from sakchy.detect.cut import OPENING
from sakchy.detect.glance import MOST, available
from sakchy.extract import extract
from sakchy.inspect import Inspector
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(not available(), reason="the compiled part was not built")
INSPECTOR = Inspector(load(), b"glance" * 4)
DETECTOR = INSPECTOR.detector.text
CARD = "4111111111111111"
WORDS = Mnemonic("english").to_mnemonic(bytes(range(16))).split()
PHRASE = " ".join(WORDS)


def read(body):
    """Findings of the full way."""
    message = Outgoing("http", body)
    return INSPECTOR.found(message, extract(message))


def written(document):
    return document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()


@pytest.fixture
def look():
    """What the compiled part says of a document, cold and warm, with what rules really say."""
    made = Clean(DETECTOR).glance
    return lambda document: [made.is_clean(written(document)), made.is_clean(written(document))]


ORDINARY = [
    {},
    [],
    {
        "event": "opened",
        "page": {"width": 1024, "ratio": 1.5},
        "ids": ["8f3c0d1e-5a52-4f8e-9a1f-1f2c3d4e5f60"],
    },
    {"a": [1, -2, 3e5, 0.25, True, None, -123456789012], "б": "Саламатсызбы, эртең саат 10го келем."},
    {"a": {"b": [[{"c": "d"}], {"c": "e"}]}},
    {"time": "2026-11-22T10:00:00.123Z", "epoch": 1700000000000, "float": 1700000000.123},
    {"in": json.dumps({"b": json.dumps(["c"])})},
    {"note": "<b>one</b>", "more": "{x}"},
    {"nationality": "KG", "birth_date": "01.02.1990", "city": "Naryn"},
    {"user": {"name": "Ulgu"}, "page": {"name": "Home"}, "item": {"address": "0x12"}},
    {"password": "", "otp": None, "token": True, "api_key": "none"},
    {"a": [*range(15)], "b": {"0": 1, "1": 2}},
    {"word": " ".join(WORDS[:8])},
    {"n" * 300: "x"},
    b'{"a":"b"}\n{"a":"c"}\r\n',
    b'{"a" : 1 , "b" :\t[ ] }\n',
    b'{"a":1,"a":2}',
    b'{"\\u0061":"\\ud83d\\ude00 \\"x\\" \\/"}',
]
TELLING = [
    {"card": CARD, "cvv": "123"},
    {"card": int(CARD)},
    {"card": float(CARD)},
    b'{"card":4111111111111111.0}',
    b'{"card":4.111111111111111e+15}',
    b'{"card":4111111111111111e0}',
    {"a": "4111 1111 1111 1111"},
    {"a": "my card is 4111-1111-1111-1111, thanks"},
    {"a": "\u0664\u0661\u0661\u0661" + " 1111" * 3},
    {"a": "4111\u00a01111\u00a01111\u00a01111"},
    {"pan": ["4111", "1111", "1111", "1111"]},
    {f"card{at}": part for at, part in enumerate(["4111", "1111", "1111", "1111"])},
    {"cvv": 123},
    {"cvv": 123.0},
    {"otp": ["123456", "x"]},
    {"password": "hunter2Zq9!"},
    {"data": {"dogConfig": {"apiKey": "0123456789abcdef0123456789abcdef"}}},
    b'{"d\\u0061ta":{"d\\u006fg":{"key":"0123456789abcdef0123456789abcdef"}}}',
    {"full_name": "Ulgu Ulguev", "birth_date": "01.02.1990", "address": "Example st. 7, Bishkek"},
    {"note": "дата рождения: 01.02.1990", "n": "ФИО: Үлгү Үлгүев", "a": "адрес: ул. Примерная, д. 7, Бишкек"},
    {"note": PHRASE},
    {"note": PHRASE.upper()},
    {"notes": WORDS},
    {f"w{at}": word for at, word in enumerate(WORDS)},
    {"notes": [" ".join(WORDS[:7]), " ".join(WORDS[7:])]},
    {"a": f"zzz {' '.join(WORDS[:5])}", "b": {"c": [f"{' '.join(WORDS[5:])} zzz"]}},
    {"note": f"<b>zzz</b> {PHRASE} &amp; zzz"},
    {"in": json.dumps({"cvv": 123})},
    {"in": json.dumps({"in": json.dumps(["card 4111 1111 1111 1111"])})},
    {"a": "Q0FSRCA0MTExIDExMTEgMTExMSAxMTEx"},
    {"a": "card%204111%201111%201111%201111"},
    {"a": "card &#52;111 1111 1111 1111"},
    {"4111 1111 1111 1111": "x"},
    {"file": [255, 216, 255, 224, *range(40)]},
    {str(at): byte for at, byte in enumerate([255, 216, 255, 224, *range(40)])},
    b'{"a":"b"}\n{"cvv":"123"}',
    b'{"cvv":"x","cvv":"123"}',
    {"cardNumber": ":4282209027132016"},
    {"documentnumber": "112980", "иин": "02199012345", "address": "%D1"},
    {"pw": {"1": "Zx9-vulkan-Kel"}},
    f'{{"a":"{" ".join(WORDS[:6])}","b":"and so on","a":"{" ".join(WORDS[6:])}"}}'.encode(),
    {"a": " ".join(WORDS[:6]), "b": "data:,4646160707855749", "c": " ".join(WORDS[6:])},
]
UNUSUAL = [
    b"",
    b"{",
    b'{"a":"\xff"}',
    b'{"a":"\\ud800"}',
    b'{"a":"\\x"}',
    b'{"a":"\n"}',
    b'["a" "b"]',
    b'["a",]',
    b'{"a":1}{',
    b'{"a":1} {"b":2}',
    b'{"a":\n1}\n{"b":2}',
    b'{"a":1}\0',
    b'\xef\xbb\xbf{"a":1}',
    b' {"a":1}',
    b'"a"',
    b"[01]",
    b"[1.]",
    b"[-]",
    b"[NaN]",
    b"[nul]",
    b"{]",
    b"[}",
    b"[" * 100_000,
    b"]" * 9,
    b'{"a":"%PDF-1.7"}',
    b'{"":"x"}',
    '{"İ":"x"}'.encode(),
]


@pytest.mark.parametrize("document", ORDINARY, ids=range(len(ORDINARY)))
def test_ordinary_documents_are_clean_at_once(look, document):
    assert look(document) == [True, True]
    assert read(written(document)) == ()


@pytest.mark.parametrize("document", TELLING, ids=range(len(TELLING)))
def test_what_tells_is_never_clean(look, document):
    assert read(written(document))
    assert look(document) == [False, False]


@pytest.mark.parametrize("body", UNUSUAL, ids=range(len(UNUSUAL)))
def test_what_is_no_usual_document_is_left_to_others(look, body):
    other = None if body[:1] not in OPENING else False
    assert look(body) == [other, other]


@pytest.mark.parametrize(
    ("form", "clean"),
    [
        (b"a=b&c=some+text&note=%D0%B6", True),
        (b"in=%7B%22b%22%3A1%7D", True),
        (b"a=%zz", False),
        (b"a=%4", False),
        (b"a=%ff", False),
        (b"a&b=c", False),
        (b"=abc", False),
        (b"a=4111+1111+1111+1111", False),
        (b"a=4%31%31%31+1111+1111+1111", False),
        (b"pan=4111&b=1111&c=1111&d=1111", False),
        (b"cvv=123", False),
        (b"in=%7B%22cvv%22%3A123%7D", False),
        (f"note={'+'.join(WORDS)}".encode(), False),
        ("&".join(f"w={word}" for word in WORDS).encode(), False),
    ],
)
def test_forms_are_looked_at_as_they_are_meant(form, clean):
    made = Clean(DETECTOR).glance
    assert [made.is_clean(form, form=True), made.is_clean(form, form=True)] == [clean, clean]
    assert not (clean and read(form))


def test_a_text_by_itself_is_quiet_or_not():
    made = Clean(DETECTOR).glance
    for text in ("", "Саламатсызбы, эртең саат 10го келем.", " ".join(WORDS[:11]), "\ud800 alone"):
        assert made.is_quiet(text), text
    for text in (
        PHRASE,
        "менин паспортум AN1234567",
        "4111 1111 1111 1111",
        "<b>",
        "a\0b",
        "=34=31",
    ):
        assert not made.is_quiet(text), text


def test_large_bodies_are_looked_at_so_and_still_larger_ones_are_not():
    clean = Clean(DETECTOR)
    large = written(["some words of a text"] * 20_000)
    assert len(large) < MOST
    assert clean.is_clean(large)
    assert not clean.is_clean(written(["some words of a text"] * 20_000 + [PHRASE]))
    assert not clean.is_clean(large * 3)


@given(st.binary(max_size=60), st.sampled_from([b"{", b"[", b'{"a":"', b'["', b'{"a":1', b"a=", b""]))
def test_no_bytes_are_too_odd(body, before):
    made = INSPECTOR.clean.glance
    for each in (before + body, before + body + b'"}', before + body + b'"]'):
        assert not (made.is_clean(each) and read(each))
        made.is_clean(each, form=True)
        made.is_quiet(each.decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":[', '{"a":[{"b":'])
def test_no_more_levels_than_are_gone_into(look, opening):
    closing = "".join({"[": "]", "{": "}"}.get(sign, "") for sign in reversed(opening))
    for levels in (DEFAULT.json_depth // len(closing), DEFAULT.json_depth // len(closing) + 1):
        body = (opening * levels + "1" + closing * levels).encode()
        assert look(body) == [levels * len(closing) <= DEFAULT.json_depth] * 2
        assert bool(read(body)) == (levels * len(closing) > DEFAULT.json_depth)
