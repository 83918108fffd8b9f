import pytest

from sakchy.detect.fields import CROWD
from sakchy.detect.named import MOST_LOOKS, Named
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import TextDetector
from sakchy.model import Text
from sakchy.rulebook.shapes import Vendor, VendorTable
from sakchy.rulebook.vendors import rules_of

KEY = "a1b2c3d4" * 4
LINES = (
    Vendor(id="kumtor", title="Kumtor key", names=("kumtor", "kt"), shape="[a-f0-9]{32}", value=KEY),
    Vendor(id="naryn", title="Naryn key", names=("naryn",), shape="[a-f0-9]{32}", value=KEY, near=0),
)
TABLE = VendorTable(table="test", title="test", why="Test.", references=("test",), vendors=LINES)
RULES = tuple(rules_of(TABLE))
DETECTOR = TextDetector(RULES, b"k" * 32)


def found(text, field=""):
    return [finding.rule for finding in DETECTOR.find([Text((), text, field)])]


@pytest.mark.parametrize(
    "text",
    [
        f"kumtor_api_key = '{KEY}'",
        f"KUMTOR_TOKEN={KEY}",
        f'{{"name": "x", "kumtorApiKey": "{KEY}"}}',
        f'System.setProperty("KUMTOR_TOKEN", "{KEY}")',
        f"kumtorToken := {KEY}",
        f'  "kumtorToken" => "{KEY}"',
        f"kumtorapikey: {KEY}",
        f"KT_SECRET={KEY}",
        f'<add key="KumtorSecret" value="{KEY}"/>',
        f"curl https://api.kumtor.kg/v1 -H 'Authorization: Bearer {KEY}'",
        f"curl -H 'Authorization: Bearer {KEY}' https://api.kumtor.kg/v1",
    ],
)
def test_a_value_given_to_a_vendors_name(text):
    assert found(text) == ["kumtor"]


@pytest.mark.parametrize(
    "text",
    [
        f"api_key = '{KEY}'",
        f"kumtor {KEY}",
        f"kumtor_token = '{KEY}00'",
        f"kumtor_token = '{KEY[:-1]}'",
        f"kumtor_public_key = '{KEY}'",
        f"kumtorium_key = '{KEY.upper()}'",
        f"see kt: token = {KEY}",
        f"naryn: token = {KEY}",
        "kumtor_token = ${KUMTOR_TOKEN}",
    ],
)
def test_what_only_looks_alike(text):
    assert found(text) == []


def test_a_vendor_that_counts_in_the_name_only():
    assert found(f"naryn_token = {KEY}") == ["naryn"]


def test_a_field_of_a_form_or_object():
    assert found(KEY, "integrations.kumtor.api_key") == ["kumtor"]
    assert found(f'"{KEY}"', "kumtorToken") == ["kumtor"]
    assert found(KEY, "integrations.kumtor.id") == []


FARTHEST = "s" * 24 + "\\'" + ")" + " " * 23 + "content =" + " " * 20 + "b\\[" * 3 + "bearer  "


@pytest.mark.parametrize("between", ["=", ": ", FARTHEST])
def test_values_have_ten_letters_at_least(between):
    for letters in (9, 10):
        line = "key" + between + KEY[:letters]
        assert len([*Named(RULES).given(line, line)]) == (letters == 10)


def test_without_rules_there_is_nothing():
    assert list(Named(()).spans(Sheet([Text((), f"kumtor_token = {KEY}")]))) == []


def test_a_text_full_of_keys_is_looked_round_only_so_often():
    many = f"api_key = {KEY}\n" * (MOST_LOOKS + 1) + f"kumtor\napi_key = {KEY}\nkumtor_api_key = {KEY}"
    spans = list(Named(RULES).spans(Sheet([Text((), many)])))
    assert len(spans) == 1


def test_of_many_names_those_that_ask_for_a_credential_are_told():
    many = [f"k{each}" for each in range(CROWD)]
    assert DETECTOR.named.among(many[:9]) == many[:9]
    assert DETECTOR.named.among(many) == []
    assert DETECTOR.named.among([*many, "a.kumtorApiKey", "x.login"]) == ["a.kumtorApiKey", "x.login"]


def test_a_key_is_found_among_many_fields():
    texts = [Text((), "x1", f"k{each}") for each in range(CROWD)]
    named = Text((), KEY, "kumtor_api_key")
    assert [finding.rule for finding in DETECTOR.find([*texts, named])] == ["kumtor"]
