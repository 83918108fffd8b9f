import json
from urllib.parse import urlencode

import pytest

from sakchy.act.mask.layer import root
from sakchy.act.mask.notation import layers


def texts(text, **how):
    data = text.encode()
    return {layer.text: layer for layer in layers(root(data, 0, len(data)), **how)}


@pytest.mark.parametrize(
    "text", ["salam", 'a "b" \\ / \n\t', "карта үчүн", "\U0001f600 emoji", "</script>", "a & b = c + d %41"]
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_strings_are_read_as_meant(text, ascii_only):
    document = json.dumps({"a": [text, {"b": text}]}, ensure_ascii=ascii_only)
    found = texts(document)[text]
    start, end = found.span
    assert json.loads(b'"%b"' % document.encode()[start:end]) == text


@pytest.mark.parametrize("text", ["salam", "карта үчүн", "a b&c=d+e", "\U0001f600", "100 %"])
def test_forms_are_read_as_meant(text):
    assert texts(urlencode({"a": text, "b": "x"}), form=True)[text].filler == "%5Bremoved%5D"


def test_a_form_without_a_declaration_is_known_by_its_looks():
    assert "4111 1111" in texts("card=4111+1111&x=1")
    assert "4111 1111" not in texts("we know: card=4111+1111 is one")


def test_json_numbers_have_a_filler_that_is_a_number():
    found = texts('{"n": 4111, "s": "x -77 y"}')
    assert found["4111"].filler == "0"
    assert "-77" not in found


def test_numbers_in_prose_are_no_tokens():
    assert "4111" not in texts('he said "salam" 4111 times')


@pytest.mark.parametrize(
    ("document", "inner"),
    [
        ("<a><b> one &amp; two </b></a>", "one & two"),
        ('<a b="x &lt; y"/>', "x < y"),
        ("<a b='single'/>", "single"),
        ("<a><![CDATA[raw & <b>]]></a>", "raw & <b>"),
        ("<a>&#1082;&#x430;</a>", "ка"),
    ],
)
def test_xml_is_read_as_meant(document, inner):
    assert inner in texts(document)


def test_comments_of_xml_are_left_alone():
    assert "hidden" not in texts("<a><!-- hidden --></a>")


def test_notations_inside_each_other():
    inner = json.dumps({"text": "карта 4111"})
    found = texts(urlencode({"data": json.dumps({"message": inner})}), form=True)["карта 4111"]
    assert found.filler == "%5Bremoved%5D"


def test_depth_has_an_end():
    text = "x"
    for _ in range(12):
        text = json.dumps([text])
    assert "x" not in texts(text)


def test_broken_escapes_do_not_stop_anything():
    assert texts('{"a": "\\q", "b": "ok"}').keys() >= {"q", "ok"}
