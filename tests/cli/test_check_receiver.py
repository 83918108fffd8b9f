"""`sakchy check --to URL` alone: what is known of a receiver."""

import json


def test_a_bank_is_explained(sakchy):
    said = sakchy("check", "--to", "https://ibank.kicb.net")
    assert said.code == 0
    for words in ("ibank.kicb.net: bank", "kicb.net", "2026-11-22", "does not look inside"):
        assert words in said.text


def test_under_the_policy_of_a_shared_computer(sakchy):
    said = sakchy("check", "--policy", "shared-computer", "--to", "https://ibank.kicb.net")
    assert "makes no connection to such sites" in said.text
    (answer,) = sakchy("check", "--json", "--policy", "shared-computer", "--to", "mbank.kg").lines()
    assert (answer["stopped"], answer["opened"]) == (True, False)


def test_a_lookalike_ends_with_one(sakchy):
    said = sakchy("check", "--to", "https://tunduk.kg@mbamk.kg/")
    assert said.code == 1
    assert "imitates mbank.kg" in said.text
    assert "(tunduk.kg) is not where the address leads" in said.text


def test_what_would_go_there(sakchy):
    said = sakchy("check", "--to", "https://mail.google.com")
    assert "ask you first" in said.text
    assert "passport" in said.text


def test_as_json(sakchy):
    (answer,) = sakchy("check", "--json", "--to", "http://1.2.3.4").lines()
    assert set(answer) == {"destination", "stopped", "opened"}
    assert set(answer["destination"]) == {"host", "site", "category", "because"}
    json.dumps(answer)


def test_neither_file_nor_address_is_a_mistake(sakchy):
    assert sakchy("check").code == 2
    assert sakchy("check", "--to", "https://").code == 2
