"""With and without the compiled part the same is found, whatever was met before."""

import base64
import json
import random
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mnemonic import Mnemonic

from sakchy.detect.details import LABELS
from sakchy.detect.glance import SWITCH, available
from sakchy.extract import extract
from sakchy.inspect import Inspector
from sakchy.model import Outgoing
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(not available(), reason="the compiled part was not built")
BOOK = load()
KEY = b"alike" * 4
COMPILED = Inspector(BOOK, KEY)
with pytest.MonkeyPatch.context() as interpreted:
    interpreted.setenv(SWITCH, "0")
    INTERPRETED = Inspector(BOOK, KEY)
MATCHES = [match for rule in BOOK.rules for match in rule.match]
WORDS = Mnemonic("english").to_mnemonic(bytes(range(16))).split()
PERSON = [
    ("full_name", "Ulgu Ulguev"),
    ("birth_date", "01.02.1990"),
    ("address", "Example st. 7, Bishkek"),
    ("phone", "+996 555 000 111"),
    ("аты", "Үлгү"),
    ("туулган күнү", "1990-ж. 1-февраль"),
    ("diagnosis", "flu"),
    ("bot", "дата рождения: 01.02.1990"),
    ("msg", "адрес: ул. Примерная, д. 7, Бишкек"),
    ("inn", "10101199000017"),
]
CARD = "4111111111111111"
PARTS = ["card", "number", "pin", "data", "dog", "token", "key", "api", "user", "id", "birth", "date", "pan"]
PARTS += ["cc", "a", "0", "1", "2", "pan1", "card2", "items"]
NAMES = sorted({
    *PARTS, "note", "имя", "Password", "one 1234567 name",
    *(name for name, _ in PERSON), *(label for labels in LABELS.values() for label in labels),
    *(name for rule in BOOK.rules for name in (*rule.fields, *rule.siblings, *rule.names)),
})  # fmt: skip
VALUES = sorted({
    *WORDS, "zzz", "x", "", "none", "en-US", "4111", "1111", "123", "123456", CARD,
    "8f3c0d1e-5a52-4f8e-9a1f-1f2c3d4e5f60", "2026-11-22T10:00:00Z", "a1B2" * 8, " ".join(WORDS[:4]),
    " ".join(WORDS), "{x}", "<b>1</b>", "a=b&c=d", *(value for _, value in PERSON),
    *(match.text for match in MATCHES),
})  # fmt: skip
NUMBERS = [0, -7, 123, 1111, 4111, 123456, 4111111111111111, -4111111111111111, 1700000000000, 10101199000017]
NUMBERS += [4.111111111111111e15, 123.0, 0.5, 1e22, True, None]
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LOOKALIKES = str.maketrans("aeopcAEOPC -", "аеорсАЕОРС\u00a0\u2011")


def any_of(items):
    """As `sampled_from`, which would write thousands of them into every report."""
    return st.integers(0, len(items) - 1).map(lambda at: items[at])


WRAPPINGS = [
    str,
    str.upper,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.translate(DIGITS),
    lambda text: text.translate(LOOKALIKES),
    "\u200b".join,
    lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text),
    lambda text: quote(text, safe=""),
    lambda text: base64.b64encode(text.encode("utf-8", "replace")).decode(),
    lambda text: base64.urlsafe_b64encode(text.encode("utf-8", "replace")).decode().rstrip("="),
    lambda text: f"Hello, {text}, and so on",
    lambda text: f"<p>{text}</p>",
    lambda text: json.dumps({"in": text}),
    lambda text: json.dumps([{"x": json.dumps({"y": [text]})}]),
    lambda text: f"a=b&c={quote(text)}",
]
TEXTS = st.builds(lambda wrap, text: wrap(text), st.sampled_from(WRAPPINGS), any_of(VALUES))
LEAVES = st.one_of(any_of(VALUES), TEXTS, st.sampled_from(NUMBERS))
TITLES = st.one_of(any_of(NAMES), any_of(NAMES), any_of(VALUES))
DOCUMENTS = st.recursive(
    LEAVES,
    lambda deeper: st.one_of(
        st.dictionaries(TITLES, deeper, max_size=4),
        st.lists(deeper, max_size=4),
        st.lists(st.sampled_from(PERSON), max_size=5).map(dict),
        st.lists(st.sampled_from(WORDS), min_size=3, max_size=9),
        st.integers(1, 11).map(lambda at: {"a": WORDS[:at], "b": " ".join(WORDS[at:])}),
        st.integers(3, 12).map(lambda at: {f"pan{n}": CARD[n : n + at] for n in range(0, 16, at)}),
    ),
)


@st.composite
def bodies(draw):
    """A document as JSON: escaped or not, tight or loose, or with letters escaped that need not be."""
    inner = draw(DOCUMENTS)
    document = {"a": inner} if draw(st.booleans()) else [inner]
    tight, escaped, odd = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    text = json.dumps(document, ensure_ascii=escaped, separators=(",", ":") if tight else (" , ", ": "))
    return (text.replace("a", "\\u0061") if odd else text).encode("utf-8", "replace")


def same(several, type_=None):
    """Neither calls clean in what something is found: everything else both do in one way."""
    for body in several:
        message = Outgoing("http", body, headers=(("content-type", type_),) if type_ else ())
        full = COMPILED.found(message, extract(message))
        assert not (COMPILED.is_clean(message) and full), body
        assert not (INTERPRETED.is_clean(message) and full), body


@settings(max_examples=150, deadline=None)
@given(st.lists(bodies(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_same_is_found_twice_and_in_any_order(some, order):
    same(some)
    order.shuffle(some)
    same(some)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TITLES, LEAVES), min_size=1, max_size=5), st.booleans())
def test_the_same_is_found_in_forms(fields, twice):
    flat = [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in fields]
    same([urlencode(flat * (1 + twice), errors="replace").encode()] * 2)


@settings(max_examples=100, deadline=None)
@given(st.lists(bodies(), min_size=2, max_size=3))
def test_the_same_is_found_in_lines(lines):
    same([b"\n".join(lines), b"\r\n".join(lines), b" ".join(lines)])


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["text/plain", "text/plain;charset=cp1251", ""]))
def test_the_same_is_found_in_texts(text, type_):
    same([text.encode("utf-8", "replace")], type_)


@settings(max_examples=100, deadline=None)
@given(bodies(), st.randoms(use_true_random=False))
def test_the_same_is_found_in_what_is_broken(sent, chance):
    body = bytearray(sent)
    for _ in range(2):
        body[chance.randrange(len(body))] = chance.choice(b'"\\{}[],:0e\x00\xff \n')
    same([bytes(body), bytes(body[: chance.randrange(len(body))])])


def test_every_example_of_a_rule_is_found_as_without():
    """In a text, as a field of its own, below others, beside ordinary ones, as a name."""
    several = []
    for match in MATCHES:
        text = json.dumps(match.text)
        several += [
            f'{{"event":"opened","note":{text}}}',
            f'{{"page":{{"items":[{{"id":[{text},1]}}]}}}}',
            f'{{{text}:"x"}}',
            f'{{"in":{json.dumps(f"[{text}]")}}}',
        ]
    random.Random(7).shuffle(several)
    same(body.encode() for body in several)
