"""Texts that are not read as they stand: in another order, as something else, under another name."""

import json

import pytest
from mnemonic import Mnemonic

from sakchy.detect.glance import SWITCH
from sakchy.extract import extract
from sakchy.inspect import Inspector
from sakchy.model import Outgoing
from sakchy.rulebook import load

BOOK = load()
SPOKEN = Mnemonic("english").to_mnemonic(bytes(range(16))).split()


@pytest.mark.parametrize(
    "body",
    [
        '{"cardNumber": ":4282209027132016"}',
        '{"documentnumber":"112980","иин":"02199012345","address":"%D1"}',
        '{"pw":{"1":"Zx9-vulkan-Kel"}}',
        '{"a":"%PDF-1.4 is here"}',
        '{"c_ard1":"4111","c_ard2":"1111","c_ard3":"1111","c_ard4":"1111"}',
        f'{{"a":"{" ".join(SPOKEN[:6])}","b":"and so on","a":"{" ".join(SPOKEN[6:])}"}}',
        json.dumps({"a": " ".join(SPOKEN[:6]), "b": "data:,4646160707855749", "c": " ".join(SPOKEN[6:])}),
    ],
)
@pytest.mark.parametrize("compiled", ["0", "1"])
def test_what_is_read_in_another_order_or_as_something_else_is_never_harmless(body, compiled, monkeypatch):
    monkeypatch.setenv(SWITCH, compiled)
    inspector = Inspector(BOOK, b"clean" * 4)
    message = Outgoing("http", body.encode())
    assert inspector.found(message, extract(message))
    assert not inspector.is_clean(message)
