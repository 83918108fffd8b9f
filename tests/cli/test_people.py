"""`sakchy people` and `sakchy pin`."""

import socket

import pytest

from sakchy import people
from sakchy.keep.pin import Pins, matches

POLICIES = ("personal", "family", "office")


def known(home):
    return people.load(home / people.NAME, POLICIES).people.people


def test_alone_nothing_is_made(sakchy, home):
    assert sakchy("people").text.strip() == "One person, told apart from nobody: policy personal."
    assert not home.exists()


def test_people_are_added_listed_and_removed(sakchy, home):
    said = sakchy("people", "add", "Айзада", "--policy", "family", "--child", "--port", "8081")
    assert (said.code, said.text.strip()) == (0, "Айзада is added as aizada.")
    sakchy("people", "add", "Gul", "--login", "gul", stdin="six teapots\n")
    assert sakchy("people").text.splitlines() == [
        "aizada  Айзада  family  port 8081, child",
        "gul  Gul  personal  log-in gul",
        "Everybody else: policy personal.",
    ]
    assert matches(known(home)[1].password, "six teapots")
    assert sakchy("people", "remove", "aizada").code == 0
    assert [each.id for each in known(home)] == ["gul"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "A"), "how the person is known"),
        (("add", "A", "--port", "8081", "--policy", "famly"), "family"),
        (("add", "A", "--account", "nobody-has-this-name"), "no such account"),
        (("remove", "nobody"), "nobody with the id"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(sakchy, home, words, why):
    said = sakchy("people", *words)
    assert said.code == 2
    assert why in said.errors
    assert not (home / people.NAME).exists()


def test_a_port_that_is_taken_is_refused(sakchy, home):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = sakchy("people", "add", "A", "--port", taken.getsockname()[1])
    assert said.code == 2
    assert not (home / people.NAME).exists()


def test_a_weak_password_is_refused(sakchy, home):
    said = sakchy("people", "add", "A", "--login", "a", stdin="1111\n")
    assert said.code == 2
    assert "Everybody tries this one first" in said.errors


def test_an_offices_people_are_shown_and_not_changed(sakchy, home, tmp_path):
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "office.yaml").write_text("policy: office\n")
    (folder / people.NAME).write_text("people: [{id: gul, name: Gul, port: 8081}]")
    home.mkdir()
    (home / "settings.yaml").write_text(f"managed: {folder}\n")
    text = sakchy("people").text
    assert str(folder) in text
    assert "gul  Gul  office  port 8081" in text.splitlines()
    assert sakchy("people", "add", "A", "--port", "8082").code == 2
    assert not (home / people.NAME).exists()


def test_a_pin_is_set_asked_for_and_removed(sakchy, home):
    assert sakchy("pin", "set", stdin="2748\n").code == 0
    assert Pins(home).check("2748") == "right"
    assert sakchy("pin", "set", stdin="0000\n5139\n").code == 2
    assert sakchy("people", "add", "A", "--port", "8081", stdin="wrong\n").code == 2
    assert not (home / people.NAME).exists()
    assert sakchy("people", "add", "A", "--port", "8081", stdin="2748\n").code == 0
    assert sakchy("pin", "set", stdin="2748\n5139\n").code == 0
    assert sakchy("pin", "remove", stdin="5139\n").code == 0
    assert not Pins(home).is_set


def test_guessing_at_the_terminal_costs_pauses_too(sakchy, home):
    sakchy("pin", "set", stdin="2748\n")
    for _ in range(3):
        sakchy("pin", "remove", stdin="0000\n")
    said = sakchy("pin", "remove", stdin="2748\n")
    assert said.code == 2
    assert "several mistakes" in said.errors
    assert Pins(home).is_set


def test_switching_a_rule_off_and_taking_up_a_list_want_the_pin(sakchy, home, tmp_path):
    sakchy("pin", "set", stdin="2748\n")
    (tmp_path / "mine.txt").write_text("notary.example.com\n")
    off, add = (
        ("rules", "off", "card-number"),
        ("lists", "add", tmp_path / "mine.txt", "--category", "messenger"),
    )
    for words in (off, add):
        assert sakchy(*words, stdin="0000\n").code == 2
        assert sakchy(*words, stdin="2748\n").errors == ""
    assert sakchy("rules", "on", "card-number").code == 0


def test_forgetting_and_taking_out_own_values_want_it_too(sakchy, home):
    sakchy("protect", "add", "--kind", "number", stdin="22101199000177\n")
    name = sakchy("protect", "list").text.split()[0]
    sakchy("pin", "set", stdin="2748\n")
    for words in (("protect", "remove", name), ("protect", "learn", "off"), ("forget", "--yes")):
        assert sakchy(*words, stdin="0000\n").code == 2
        assert sakchy("protect", "list").text.split()[0] == name
        assert sakchy("pin", "set", stdin="2748\n2748\n").code == 0
    assert sakchy("protect", "learn", "on").code == 0
    assert sakchy("forget", "--yes", stdin="2748\n").code == 0
    assert not (home / "own.json").exists()
    assert Pins(home).is_set


def test_under_an_office_its_policy_is_shown_and_nothing_made_milder(sakchy, home, tmp_path):
    folder = tmp_path / "etc"
    folder.mkdir()
    (folder / "office.yaml").write_text("policy: office\n")
    home.mkdir()
    (home / "settings.yaml").write_text(f"managed: {folder}\npolicy: personal\n")
    assert "office" in sakchy("policy", "show").text.splitlines()[0]
    assert sakchy("rules", "off", "card-number").code == 2
    assert sakchy("rules", "on", "card-number").code == 0


def test_an_easy_pin_is_refused(sakchy, home):
    said = sakchy("pin", "set", stdin="1234\n")
    assert said.code == 2
    assert not Pins(home).is_set


def test_a_hash_for_a_file(sakchy, home):
    text = sakchy("pin", "hash", stdin="2748\n").text.strip()
    assert matches(text, "2748")
    assert not home.exists()
