"""Remove and send, through extraction and detection as a worker does it."""

import json
import random
import re
from urllib.parse import parse_qsl, quote_plus, urlencode
from xml.sax.saxutils import escape

import pytest

from sakchy import rulebook
from sakchy.act.mask import of
from sakchy.inspect import Inspector
from sakchy.model import Outgoing, Target

MESSAGES = 1000
WORDS = (
    "salam",
    "бүгүн",
    "order",
    "чай",
    "№7",
    "a&b",
    'say "hi"',
    "50%",
    "x<y",
    "c:\\temp",
    "😀",
    "line\nbreak",
    "+1",
)
FORM = "application/x-www-form-urlencoded"
FILLERS = re.compile(rb"\[removed\]|%5Bremoved%5D|(?<=: )0(?=[,}\]])")


@pytest.fixture(scope="module")
def inspector():
    return Inspector(rulebook.load(), b"k" * 32)


def marks(findings):
    return frozenset((finding.kind, finding.fingerprint) for finding in findings)


def message(body, type_, path="/", *more):
    headers = (("content-type", type_), *more)
    return Outgoing("http", body, path=path, headers=headers, target=Target("https", "shop.example", 443))


def masked(inspector, sent):
    found = inspector.inspect(sent)
    return found, inspector.masked(sent, marks(found))


def card(rng):
    digits = "4" + "".join(str(rng.randrange(10)) for _ in range(14))
    total = sum((int(d) * 2 - 9 * (int(d) > 4)) if at % 2 == 0 else int(d) for at, d in enumerate(digits))
    return digits + str(-total % 10)


def grouped(rng):
    digits = card(rng)
    return rng.choice(" -").join(digits[at : at + 4] for at in range(0, 16, 4))


def filler(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 5)))


def secret(rng):
    """A field and a value that is found in it."""
    return rng.choice(
        (
            lambda: ("card_number", grouped(rng)),
            lambda: ("cvv", f"{rng.randrange(1000):03}"),
            lambda: ("otp", f"{rng.randrange(10**6):06}"),
            lambda: ("text", f"карта {grouped(rng)} ок"),
            lambda: ("message", f"ghp_{''.join(rng.choices('abcdefghijkABCDEFG0123456789', k=36))}"),
        )
    )()


def pairs(rng):
    """Harmless fields and several telling ones."""
    fields = [(f"f{at}", filler(rng)) for at in range(rng.randint(1, 4))]
    fields += [(f"s{at}.{name}", value) for at, (name, value) in enumerate(secret(rng) for _ in range(3))]
    rng.shuffle(fields)
    return fields


def as_json(rng, fields):
    nested = {"n": rng.randrange(10**6), "items": [dict([field]) for field in fields]}
    body = json.dumps(nested, ensure_ascii=rng.random() < 0.5)
    return body.encode(), "application/json"


def as_ndjson(rng, fields):
    lines = [json.dumps(dict([field]), ensure_ascii=rng.random() < 0.5) for field in fields]
    return "\n".join(lines).encode(), "application/x-ndjson"


def as_form(_rng, fields):
    return urlencode(fields).encode(), FORM


def as_multipart(_rng, fields):
    parts = [
        f'--bOUnd\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    picture = (
        b'--bOUnd\r\nContent-Disposition: form-data; name="p"; filename="p.bin"\r\n\r\n\xff\xfe\x00\x01\r\n'
    )
    return "".join(parts).encode() + picture + b"--bOUnd--\r\n", "multipart/form-data; boundary=bOUnd"


def as_graphql(_rng, fields):
    variables = {f"v{at}": {name.partition(".")[2] or name: value} for at, (name, value) in enumerate(fields)}
    query = "mutation Pay($v0: In!) { pay(in: $v0) { ok } }"
    return json.dumps({"query": query, "variables": variables}).encode(), "application/json"


def as_xml(_rng, fields):
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields)
    return f"<order>{inner}</order>".encode(), "application/xml"


def as_text(rng, _fields):
    lines = [f"{filler(rng)} карта {grouped(rng)}, {filler(rng)}" for _ in range(3)]
    return "\n".join(line.replace("\n", " ") for line in lines).encode(), "text/plain; charset=utf-8"


SHAPES = (as_json, as_ndjson, as_form, as_multipart, as_graphql, as_xml, as_text)


def rest_is_equal(before, after):
    """Whether the second is the first with stretches replaced by fillers, and nothing else."""
    pieces = map(re.escape, FILLERS.split(after))
    return re.fullmatch(b".{3,80}?".join(pieces), before, re.DOTALL) is not None


def test_a_thousand_messages_lose_what_was_found_and_nothing_else(inspector):
    rng = random.Random(20260701)
    refused = []
    for number in range(MESSAGES):
        shape = SHAPES[number % len(SHAPES)]
        sent = message(*shape(rng, pairs(rng)))
        found, made = masked(inspector, sent)
        assert found, shape.__name__
        if made is None:
            refused.append((shape.__name__, sent.body.decode("utf-8", "replace")))
            continue
        assert rest_is_equal(sent.body, made.body), shape.__name__
        assert len(FILLERS.findall(made.body)) >= len(marks(found))
        assert marks(inspector.inspect(of(sent, made))).isdisjoint(marks(found))
        assert made.left == ()
    assert not refused


def test_boundaries_stay_where_they_are(inspector):
    rng = random.Random(7)
    for _ in range(50):
        fields = [(name, value.replace("\n", " ")) for name, value in pairs(rng)]
        _, made = masked(inspector, message(*as_form(rng, fields)))
        after = parse_qsl(made.body.decode(), keep_blank_values=True)
        assert [name for name, _ in after] == [name for name, _ in fields]
        _, made = masked(inspector, message(*as_json(rng, fields)))
        assert [next(iter(item)) for item in json.loads(made.body)["items"]] == [name for name, _ in fields]
        _, made = masked(inspector, message(*as_multipart(rng, fields)))
        assert made.body.count(b"--bOUnd\r\n") == len(fields) + 1
        assert made.body.endswith(b"\r\n--bOUnd--\r\n")


def test_equal_texts_elsewhere_stay(inspector):
    body = b'{"amount": 123, "id": "123", "card": {"number": "4111 1111 1111 1111", "cvv": "123"}}'
    _, made = masked(inspector, message(body, "application/json"))
    want = b'{"amount": 123, "id": "123", "card": {"number": "[removed]", "cvv": "[removed]"}}'
    assert made.body == want


def test_a_number_becomes_a_number(inspector):
    _, made = masked(inspector, message(b'{"pan": 4111111111111111, "n": 1}', "application/json"))
    assert made.body == b'{"pan": 0, "n": 1}'


def test_a_query_is_masked_and_the_body_stays(inspector):
    card_ = quote_plus("4111 1111 1111 1111")
    _, made = masked(inspector, message(b"", "", f"/pay?a=1&card={card_}&b=%20"))
    assert (made.path, made.body) == ("/pay?a=1&card=%5Bremoved%5D&b=%20", b"")


def test_what_is_wrapped_further_is_masked_where_it_lies(inspector):
    inner = json.dumps({"text": 'моя "карта" 4111 1111 1111 1111'})
    body = urlencode({"f.req": json.dumps([[inner, None]]), "at": "x"}).encode()
    _, made = masked(inspector, message(body, FORM))
    ((_, request), _) = parse_qsl(made.body.decode())
    assert json.loads(json.loads(request)[0][0]) == {"text": 'моя "карта" [removed]'}


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (b'{"card": "4111 1111 1111 1111", "signature": "00ff"}', "application/json"),
        (b'{"card": "4111 1111 1111 1111", "a": {"hmac_sha256": "00ff"}}', "application/json"),
        (b'{"card": "4111 1111 1111 1111"}', "application/octet-stream"),
        (b'{"card": "NDExMSAxMTExIDExMTEgMTExMSBrYXJ0YSBzYWxhbQ=="}', "application/json"),
        ("карта 4111 1111 1111 1111".encode("cp1251"), "text/plain; charset=cp1251"),
        (b"card1=4111&card2=1111&card3=1111&card4=1111", FORM),
    ],
)
def test_what_cannot_be_located_exactly_is_not_offered(inspector, body, type_):
    found, made = masked(inspector, message(body, type_))
    assert found
    assert made is None


@pytest.mark.parametrize(
    ("body", "type_", "more"),
    [
        (b'{"card": "4111111111111111", "4111 1111 1111 1111": "x"}', "application/json", ()),
        (b'{"card": "4111111111111111", "note": "4111111111111111', "application/json", ()),
        (b"<a><card>4111111111111111</card><!-- 4111-1111-1111-1111 --></a>", "text/xml", ()),
        (b'{"card": "4111111111111111"}', "application/json", [("x-file-name", "4111111111111111.txt")]),
        (b'{"card": "4111111111111111"}', "application/json", [("referer", "https://a.example/?4111111111111111")]),
    ],
)  # fmt: skip
def test_what_would_still_stand_elsewhere_is_not_called_removed(inspector, body, type_, more):
    found, done = masked(inspector, message(body, type_, "/", *more))
    assert found
    assert done is None or (not more and b"1111" not in done.body)


def test_only_what_is_meant_is_removed(inspector):
    sent = message(b'{"card": "4111 1111 1111 1111", "otp": "482913"}', "application/json")
    found = inspector.inspect(sent)
    made = inspector.masked(sent, marks([one for one in found if one.kind == "bank-card"]))
    assert made.body == b'{"card": "[removed]", "otp": "482913"}'
    assert [one.kind for one in made.left] == ["one-time-code"]


def test_what_is_not_there_cannot_be_removed(inspector):
    sent = message(b'{"card": "4111 1111 1111 1111"}', "application/json")
    assert inspector.masked(sent, frozenset({("bank-card", "00" * 16)})) is None
    assert inspector.masked(sent, frozenset()) is None


def test_answers_of_a_questionnaire_are_removed(inspector):
    body = json.dumps(
        {"lastName": "Улгуев", "birthDate": "01.01.1990", "passportNumber": "PE0000001", "citizenship": "KG"}
    ).encode()
    found, made = masked(inspector, message(body, "application/json"))
    assert "questionnaire" in {one.kind for one in found}
    assert made is not None
    assert set(json.loads(made.body).values()) <= {"[removed]", "KG"}
