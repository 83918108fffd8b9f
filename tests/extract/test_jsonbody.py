import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract import extract
from sakchy.extract.jsonbody import read
from sakchy.extract.piece import Piece
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing, Picture, Step, Text, Unread


def found(data):
    return [(part.field, getattr(part, "text", None) or part.data) for part in read(Piece(data))]


def test_every_text_comes_with_its_path():
    data = {"a": {"b": [1, {"c": "deep text"}]}, "pin": 1234, "list": ["one", "two"]}
    assert found(json.dumps(data)) == [
        ("a.b[1].c", "deep text"),
        ("pin", "1234"),
        ("list[0]", "one"),
        ("list[1]", "two"),
    ]
    assert read(Piece(b'{"x":"yes"}', (Step("message"),)))[0] == Text(
        (Step("message"), Step("json", "x")), "yes", "x"
    )


NAMES = st.text("abcxyz_", min_size=1, max_size=5)
TREES = st.recursive(
    st.text("абв gh", min_size=3, max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


def leaves(tree, path=""):
    if isinstance(tree, str):
        return [(path, tree)]
    if isinstance(tree, list):
        return [leaf for i, item in enumerate(tree) for leaf in leaves(item, f"{path}[{i}]")]
    items = tree.items()
    return [leaf for key, item in items for leaf in leaves(item, f"{path}.{key}" if path else key)]


@given(st.lists(TREES) | st.dictionaries(NAMES, TREES), st.booleans())
def test_paths_lead_to_the_leaves(tree, in_ascii):
    assert found(json.dumps(tree, ensure_ascii=in_ascii).encode()) == leaves(tree)


def test_numbers_are_looked_at_where_they_may_mean_something():
    data = (
        b'{"cvv":123,"n":7,"f":1.5,"yes":true,"none":null,"card":4111111111111111,"row":[5000,411111111111]}'
    )
    assert found(data) == [("cvv", "123"), ("card", "4111111111111111"), ("row[1]", "411111111111")]
    assert found(b'{"huge":' + b"9" * 90 + b"}") == []


@pytest.mark.parametrize("number", ["4111111111111111.0", "4.111111111111111e15"])
def test_whole_floats_are_numbers(number):
    assert found(f'{{"card":{number},"row":[{number},100.0,0.5]}}') == [
        ("card", "4111111111111111"),
        ("row[0]", "4111111111111111"),
    ]


def test_members_with_equal_names_are_all_looked_at():
    data = '{"card":"4111 1111","a":{"cvv":123,"cvv":456},"card":"none"}'
    assert found(data) == [
        ("card[0]", "4111 1111"),
        ("card[1]", "none"),
        ("a.cvv[0]", "123"),
        ("a.cvv[1]", "456"),
    ]


def test_a_number_before_the_document_is_looked_at():
    first, second = read(Piece(b'4111111111111111{"card":"yes"}', field="f"))
    assert first == Text((), "4111111111111111", "f")
    assert second.text == "yes"
    assert read(Piece('42/4111111111111111,["abc"]'))[0].text == "42/4111111111111111,"


@pytest.mark.parametrize(
    ("data", "records"),
    [
        ('42["a"]\x1e2\x1e42["b"]', ['42["a"]', "2", '42["b"]']),
        (b'{"a":1}\x1e{"a":\x1e', [b'{"a":1}', b'{"a":']),
        (b'\x1e{"a":1,"a":2}\x1e{}', [b'{"a":1,"a":2}', b"{}"]),
        (b'\x1e{"a":"\xff"}\x1e{}', [b'{"a":"\xff"}', b"{}"]),
        ("\x1e" + "[" * 200 + "]" * 200 + "\x1e{}", ["[" * 200 + "]" * 200, "{}"]),
    ],
)
def test_documents_between_separators_are_read_one_by_one(data, records):
    assert [piece.data for piece in read(Piece(data))] == records


def test_documents_in_which_nothing_is_are_no_broken_one():
    assert read(Piece('{"inn":-34534534534534}\x1e[1]\x1e')) == []


@pytest.mark.parametrize("end", ["\n", ""])
def test_documents_between_separators_have_no_numbers(end):
    written = [f'{{"a": "text {at}",{end} "b": {{"c": "[1, 2]"}}}}{end}' for at in range(3)]
    one_by_one = [text for each in written for text in extract(Outgoing("http", each.encode()))]
    for data in (
        "\x1e".join(written),
        "\x1e" + "\x1e".join(written),
        "".join(f"{each}\x1e" for each in written),
    ):
        assert [*extract(Outgoing("http", data.encode()))] == one_by_one


@pytest.mark.parametrize("packet", ["42", "42/chat,", "451-/chat,17", "451-", "0/admin,"])
def test_packets_of_socket_io(packet):
    assert found(packet + '["text here"]') == [("[0]", "text here")]


def test_a_value_in_a_names_place_is_looked_at():
    assert ("*", "4111111111111111") in [
        (field.lstrip("."), text) for field, text in found(b'{"4111111111111111":1}')
    ]


@pytest.mark.parametrize(
    "data",
    [b'42["x",{"a":"text here"}]', b'\xef\xbb\xbf["text here"]', b'  ["text here"] ', '["text here"]'],
)
def test_what_clients_put_before_it_is_skipped(data):
    assert found(data)[-1][1] == "text here"


def test_lines_of_json_are_a_list():
    assert found(b'{"a":"one"}\n{"a":"two"}\n\n') == [("[0].a", "one"), ("[1].a", "two")]


def test_half_surrogates_and_nan_are_no_way_round():
    assert found(b'{"a":"see \\ud83d","b":NaN,"c":"found"}') == [("a", "see \ufffd"), ("c", "found")]
    assert found(b'["\\ud83d\\ude00 smile"]')[0][1] == "😀 smile"


@pytest.mark.parametrize(
    "data", [b"[img] hello", b'{"a":', b"plain", b"", b'"only text"', b"[\xff]", "[\ud800]"]
)
def test_what_is_no_json_is_left_to_others(data):
    assert read(Piece(data)) is None


def test_json_in_text_is_read_further():
    (piece,) = read(Piece(b'{"a":"{\\"b\\": \\"c\\"}"}'))
    assert piece == Piece('{"b": "c"}', (Step("json", "a"),), "a", "", 1)


@pytest.mark.parametrize("levels", [DEFAULT.json_depth + 1, 5000, 500_000])
def test_too_deep_is_said(levels):
    assert read(Piece(b"[" * levels + b'"text"' + b"]" * levels)) == [Unread((), "too-deep")]


GUARDED = ['{"card": "4111 1111"}', '[{"card": "4111 1111"}]']


@pytest.mark.parametrize("document", GUARDED)
@pytest.mark.parametrize(
    "frame",
    [
        ")]}'\n%s", ")]}',%s", "for(;;);%s", "for (;;);%s", "while(1);%s", "throw 1;%s", "/**/cb(%s);",
        "$.cb(%s)", "callback_12 (%s);\n", "var data = %s;", "window.x=%s", "// sent by\n%s",
        "/* sent */ %s", "&&&START&&& %s",
    ],
)  # fmt: skip
def test_guards_and_calls_before_a_document(frame, document):
    for data in (frame % document, (frame % document).encode()):
        (part,) = read(Piece(data))
        assert (part.field, part.text) in (("card", "4111 1111"), ("[0].card", "4111 1111"))


def test_lines_of_which_some_are_broken_are_as_if_by_themselves():
    text = '{"a":"first word"}\n{"a":"cut wo\n{"a":1,"a":2}\n{"a":1}{"a":2}\n[{"b":"last word"}]'
    assert [part.data for part in read(Piece(text)) if isinstance(part, Piece)] == text.split("\n")[1:4]
    found = extract(Outgoing("http", text.encode()))
    assert [(part.field, part.text) for part in found] == [
        ("a", "first word"),
        ("a", "cut wo"),
        ("[0].b", "last word"),
    ]


def test_a_long_file_of_lines():
    lines = "".join(json.dumps({"n": index, "card": "4111 1111"}) + "\n" for index in range(5000))
    found = read(Piece(lines))
    assert found[-1].field == "[4999].card"


def test_a_picture_in_broken_json():
    photo = base64.b64encode(b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(range(256)) * 9).decode()
    for before in ('{"photo":"', '{"a":1,"photo":"data:image\\/jpeg;base64,', '[["'):
        body = before + photo.replace("/", "\\/")
        found = extract(Outgoing("http", body.encode()))
        assert any(isinstance(part, Picture) for part in found)


def test_prose_in_brackets_is_no_json():
    assert read(Piece("[1] see the note {below}")) is None
