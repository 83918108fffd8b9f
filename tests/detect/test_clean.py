"""What is called harmless unread would give no finding if it were read: cold, warm, at random."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mnemonic import Mnemonic

from sakchy.detect.clean import Clean
from sakchy.detect.details import LABELS
from sakchy.detect.glance import SWITCH
from sakchy.detect.phrases import vocabulary
from sakchy.extract import extract
from sakchy.inspect import Inspector
from sakchy.model import Outgoing
from sakchy.rulebook import load

BOOK = load()
with pytest.MonkeyPatch.context() as interpreted:
    interpreted.setenv(SWITCH, "0")  # the compiled part has tests of its own
    INSPECTOR = Inspector(BOOK, b"clean" * 4)
CORPORA = Path(__file__).parents[3] / "shared" / "corpora" / "text"
WORDS = [*vocabulary("english")][:40]
PARTS = [
    "card",
    "number",
    "birth",
    "date",
    "pager",
    "duty",
    "data",
    "dog",
    "token",
    "key",
    "api",
    "user",
    "id",
]
NAMES = sorted({
    *PARTS, "name", "address", "type", "value", "0", "1", "2", "pan1", "card1", "card2", "card3", "card4",
    *(name for rule in BOOK.rules for name in (*rule.fields, *rule.siblings, *rule.names)),
    *(label for labels in LABELS.values() for label in labels),
})  # fmt: skip
VALUES = sorted({
    *WORDS, "4111", "1111", "4111111111111111", "4111 1111 1111 1111", "123", "01.02.1990", "en-US",
    "a@b.example", "Ulgu Ülgüev", "Bishkek, Example st. 7", "21202199012345", "Test",
    "8f3c0d1e-5a52-4f8e-9a1f-1f2c3d4e5f60",
    "2026-11-22T10:00:00Z", "a1B2" * 8, "Q0FSRCA0MTExIDExMTEgMTExMSAxMTEx", "4\u200b111111111111111",
    *(match.text for rule in BOOK.rules[::9] for match in rule.match),
})  # fmt: skip
NUMBERS = [
    0,
    7,
    123,
    1111,
    4111,
    123456,
    4111111111111111,
    1700000000000,
    4.111111111111111e15,
    0.5,
    True,
    None,
]
LEAVES = st.one_of(st.sampled_from(VALUES), st.sampled_from(NUMBERS))
DOCUMENTS = st.recursive(
    LEAVES,
    lambda deeper: st.one_of(
        st.dictionaries(st.sampled_from(NAMES), deeper, max_size=5), st.lists(deeper, max_size=5)
    ),
)


@pytest.fixture(autouse=True, scope="module")
def _interpreted():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "0")
        yield


def read(body):
    """Findings of the full way."""
    message = Outgoing("http", body)
    return INSPECTOR.found(message, extract(message))


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), DOCUMENTS, min_size=1, max_size=6), st.booleans())
def test_what_is_called_harmless_holds_nothing(document, escaped):
    body = json.dumps(document, ensure_ascii=escaped).replace('": ', '":').encode("utf-8", "surrogatepass")
    if INSPECTOR.clean.is_clean(body) or INSPECTOR.clean.is_clean(body):
        assert read(body) == ()


PHRASE = Mnemonic("english").to_mnemonic(bytes(range(16)))
FOUR = {"card1": "4111", "card2": "1111", "card3": "1111", "card4": "1111"}
TELLING = [
    {"number": "4111111111111111", "cvv": "123"},
    {"card": {"number": 4111111111111111}},
    {"card": 4.111111111111111e15},
    FOUR,
    {name: int(part) for name, part in FOUR.items()},
    {"pan": ["4111", "1111", "1111", "1111"]},
    {"cvv": "123"},
    {"cvv": 123},
    {"cvv": 123.0},
    {"a": {"cvv": 123}, "b": "x"},
    {"otp": ["123456", "x"]},
    {"in": json.dumps({"cvv": 123})},
    {"in": json.dumps({"otp": "123456"}), "x": "y"},
    {"otp": "123456"},
    {
        "birth": {"date": "01.02.1990"},
        "full": {"name": "Ulgu Ulguev"},
        "home": {"address": "Example st. 7, Bishkek"},
    },
    {"note": "дата рождения: 01.02.1990", "n": "ФИО: Үлгү Үлгүев", "a": "адрес: ул. Примерная, д. 7, Бишкек"},
    {"datadog": {"api_key": "0123456789abcdef0123456789abcdef"}},
    {"data": {"dog": {"key": "0123456789abcdef0123456789abcdef"}}},
    {f"word {at}": word for at, word in enumerate(PHRASE.split())},
    {"note": PHRASE},
    {"note": f"zzz, {PHRASE} zzz"},
    {"notes": ["zzz", f"zzz {PHRASE[:40]}", f"{PHRASE[40:]} zzz"]},
    {"note": f"<b>zzz</b> {PHRASE} &amp; zzz"},
    {f"w{at}": f"{at}. {word}," for at, word in enumerate(PHRASE.split())},
    {f"w{at}": " ".join(PHRASE.split()[at : at + 3]) for at in range(0, 12, 3)},
    {"data": {"dogConfig": {"apiKey": "0123456789abcdef0123456789abcdef"}}},
    {"d": {"atadog": {"key": "0123456789abcdef0123456789abcdef"}}},
    {"datadog": {"anon.apikey": "0123456789abcdef0123456789abcdef"}},
    {"pa/1": {"ssword": "hunter2Zq9!"}},
    {"file": [255, 216, 255, 224, *range(40)]},
    {str(at): byte for at, byte in enumerate([255, 216, 255, 224, *range(40)])},
]


@pytest.mark.parametrize("document", TELLING, ids=range(len(TELLING)))
@pytest.mark.parametrize(
    "written", [{}, {"separators": (",", ":")}, {"separators": (" , ", " : ")}, {"indent": 1}]
)
def test_what_tells_only_together_is_never_called_harmless(document, written):
    body = json.dumps(document, ensure_ascii=False, **written).encode()
    clean = Clean(INSPECTOR.detector.text)
    assert read(body)
    assert not clean.is_clean(body)
    assert not clean.is_clean(body)


def test_names_that_are_escaped_join_as_others_do():
    body = b'{"d\\u0061ta":{"d\\u006fg":{"key":"0123456789abcdef0123456789abcdef"}}}'
    clean = Clean(INSPECTOR.detector.text)
    assert read(body)
    assert not any([clean.is_clean(body), clean.is_clean(body)])


@pytest.mark.parametrize("known", [True, False])
def test_what_stands_in_the_address_counts_beside_the_body(known):
    inspector = Inspector(BOOK, b"clean" * 4)
    words = PHRASE.split()
    address = f"/?a={words[0]}&b={words[1]}+{words[2]}"
    message = Outgoing("http", json.dumps([*words[3:], "x"]).encode(), path=address)
    if known:
        inspector.inspect(Outgoing("http", message.body))
        inspector.inspect(Outgoing("http", b'["x"]', path=address))
    assert [one.rule for one in inspector.inspect(message)] == ["seed-phrase"]
    assert inspector.is_clean(Outgoing("http", b'["x"]', path=address))


def test_a_name_is_idle_until_its_other_half_was_met():
    clean = Clean(INSPECTOR.detector.text)
    assert clean.is_clean(b'{"sms":{"a":"123456"}}')
    assert not clean.is_clean(b'{"sms":{"otp":"123456"}}')
    assert clean.is_clean(b'{"card":{"a":"123"}}')
    assert not clean.is_clean(b'{"card":{"verification":{"value":"123"}}}')
    assert clean.is_clean(b'{"card":{"verification":{"value":"none given"}}}')


@pytest.mark.parametrize("where", ["document", "nested", "form"])
def test_a_person_is_told_from_somebody_by_all_fields(where):
    some = {"nationality": "KG", "birth_date": "01.02.1990", "city": "Naryn"}
    full = {**some, "full_name": "Ulgu Ulguev", "address": "Example st. 7, Bishkek"}
    for fields in (some, full):
        body = urlencode(fields) if where == "form" else json.dumps(fields)
        body = json.dumps({"in": body, "x": "y"}) if where == "nested" else body
        clean = [INSPECTOR.clean.is_clean(body.encode()), INSPECTOR.clean.is_clean(body.encode())]
        assert clean == [fields is some] * 2 == [not read(body.encode())] * 2


@pytest.mark.parametrize("levels", [90, 150])
def test_levels_beyond_the_limit_are_left_to_others(levels):
    body = b'{"a":' * levels + b'"x"' + b',"b":"y"}' * levels
    assert INSPECTOR.clean.is_clean(body) == (levels < 100) == (not read(body))
    lists = b'{"a":' + b"[" * 30
    assert not INSPECTOR.clean.is_clean(lists * 4 + b'"x"' + (b"]" * 30 + b',"b":"y"}') * 4)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"a":"\xff"}',
        b'["a" "b"]',
        b'{"a":1}{',
        b'{"a" :1}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_plain_json_is_left_to_others(body):
    assert not INSPECTOR.clean.is_clean(body)


def test_ordinary_messages_are_harmless_at_once():
    clean = Clean(INSPECTOR.detector.text)
    body = b'{"event":"opened","page":{"width":1024},"ids":["8f3c0d1e-5a52-4f8e-9a1f-1f2c3d4e5f60"]}'
    assert [clean.is_clean(body), clean.is_clean(body)] == [True, True]
    assert clean.is_clean(body.replace(b"1024", b"1025").replace(b"8f3c", b"9f3c"))


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("sakchy.detect.clean.KEEP", 10)
    clean = Clean(INSPECTOR.detector.text)
    for number in range(30):
        clean.is_clean(b'{"name%d":"word%d"}' % (number, number))
    assert len(clean.harmless) + len(clean.names.known) + clean.texts.kept <= 12


@pytest.mark.skipif(not CORPORA.exists(), reason="development corpora are not here")
@pytest.mark.parametrize("name", ["benign_telemetry", "benign_chat", "cards", "secrets_a", "secrets_b"])
def test_corpora_give_the_same_findings(name):
    clean = Clean(INSPECTOR.detector.text)
    bodies = [
        json.loads(line)["text"].encode("utf-8", "surrogatepass")
        for line in (CORPORA / f"{name}.jsonl").open()
    ]
    for body in bodies[:600]:
        clean.is_clean(body, (), "")
    assert [body for body in bodies[:600] if clean.is_clean(body, (), "") and read(body)] == []


def test_a_text_by_itself_is_harmless_if_it_is_quiet():
    clean = Clean(INSPECTOR.detector.text)
    assert clean.is_clean("Саламатсызбы, эртең саат 10го келем.".encode(), (), "text/plain")
    assert not clean.is_clean("Саламатсызбы".encode())  # nobody says what it was declared as
    assert not clean.is_clean("Саламатсызбы".encode(), (b"beside",), "")
    assert not clean.is_clean(" ".join(WORDS[:12]).encode(), (), "")
    assert not clean.is_clean("менин паспортум AN1234567".encode(), (), "")


PIECES = st.sampled_from([
    "salam ", "4111 1111 ", "1111 1111", "паспорт ", "ID1234567 ", "password: ", "Qw3rty!x9Z ", "abandon ",
    "\n", "From: a@b\n", "<b>", "%41", "=34=31=31", "&#52;", "{", "a=b&", "=", "eyJhIjoiYiJ9", "\0", "٤",
    "\u200b", "id: 1\n", "able ",
])  # fmt: skip


@given(
    st.lists(PIECES, max_size=14).map("".join),
    st.sampled_from(["", "text/plain", "text/plain;charset=cp1251"]),
)
def test_texts_that_are_harmless_hold_nothing(text, type_):
    sent = Outgoing("websocket", text.encode(), headers=(("content-type", type_),))
    assert not (INSPECTOR.is_clean(sent) and INSPECTOR.found(sent, extract(sent)))


def test_of_what_people_write_only_hashes_are_kept():
    clean = Clean(INSPECTOR.detector.text)
    for body in (b'{"note":"see you at the lake"}', b'{"user":"ulgu77","password":"correcthorse"}') * 2:
        clean.is_clean(body)
    kept = b" ".join([*clean.harmless, *clean.names.known, *clean.names.idle])
    assert b"note" in kept
    assert not any(word in kept for word in (b"lake", b"ulgu77", b"correcthorse"))


CARD = "4111111111111111"


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"data": json.dumps({"pan": CARD})}).encode(),
        json.dumps({"data": json.dumps({"in": json.dumps(["card " + CARD])})}).encode(),
        b'{"a":"b"}\n{"card":"' + CARD.encode() + b'"}',
        b"data=%7B%22card%22%3A%22" + CARD.encode() + b"%22%7D&v=1",
        b"user=a&pin+code=1&password=Tiger7%21moon",
        b"user=a&password=Tiger7%21moon",
        json.dumps({"a": 'my card "' + CARD + '"'}).encode(),
    ],
)
def test_what_is_hidden_in_lines_texts_and_forms_is_never_harmless(body):
    assert read(body)
    for _ in range(3):
        assert not INSPECTOR.clean.is_clean(body)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), st.one_of(LEAVES, DOCUMENTS), max_size=5))
def test_harmless_forms_hold_nothing(fields):
    flat = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    body = urlencode(flat).encode("ascii")
    clean = [INSPECTOR.clean.is_clean(body), INSPECTOR.clean.is_clean(body)]
    assert not any(clean) or not read(body)


@settings(max_examples=200, deadline=None)
@given(st.lists(DOCUMENTS, min_size=1, max_size=3), st.booleans())
def test_harmless_lines_and_inner_documents_hold_nothing(documents, inside):
    lines = [json.dumps({"in": json.dumps(each)} if inside else {"d": each}) for each in documents]
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    clean = [INSPECTOR.clean.is_clean(body), INSPECTOR.clean.is_clean(body)]
    assert not any(clean) or not read(body)


def test_a_message_of_new_names_or_loud_texts_is_learnt_little_by_little():
    clean = Clean(INSPECTOR.detector.text)
    names = json.dumps({f"name {number}": "x" for number in range(300)}, separators=(",", ":")).encode()
    assert [clean.is_clean(names) for _ in range(3)] == [False, True, True]
    loud = json.dumps([f"<b>{number}</b>" for number in range(80)]).encode()
    assert [clean.is_clean(loud) for _ in range(3)] == [False, True, True]
