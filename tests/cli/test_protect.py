"""`sakchy protect`: enrol from standard input, list, remove, and what `check` makes of it."""

import base64
import json

import pytest

from sakchy import settings

NAME = "Асанов Айбек"
SECRET = "Correct-Horse9"


@pytest.fixture
def note(tmp_path):
    (tmp_path / "note.txt").write_text("Dear Aibek Asanov, hello", "utf-8")
    return tmp_path / "note.txt"


def test_nothing_is_enrolled_yet_and_asking_makes_nothing(sakchy, home):
    assert sakchy("protect", "list").text.strip() == "Nothing is enrolled yet."
    assert not home.exists()


def test_a_name_is_enrolled_listed_found_and_taken_out(sakchy, note):
    assert sakchy("check", note).code == 0
    assert sakchy("protect", "add", "--kind", "name", "--label", "me", stdin=f"{NAME}\n").code == 0
    first = sakchy("protect", "list").text.splitlines()[0]
    name, kind, label = first.split()
    assert (kind, label) == ("name", "me")
    (said,) = sakchy("check", "--json", "--to", "https://shop.example/", note).lines()
    assert [(found["kind"], found["rule"], found["preview"]) for found in said["findings"]] == [
        ("own-value", "own-name", "me")
    ]
    assert said["action"] == "ask"
    assert sakchy("protect", "remove", name).code == 0
    assert sakchy("check", note).code == 0


def test_many_values_come_one_a_line(sakchy):
    said = sakchy("protect", "add", "--kind", "number", stdin="22101199000177\r\n\n98765432\n")
    assert "2" in said.text
    assert len(sakchy("protect", "list").text.splitlines()) == 4


def test_a_password_is_stopped_elsewhere_and_free_at_home(sakchy, tmp_path):
    assert (
        "mbank.kg" in sakchy("protect", "password", "--for", "https://online.mbank.kg/x", stdin=SECRET).text
    )
    (tmp_path / "login.json").write_text(json.dumps({"user": "me", "pass": SECRET}))
    words = ("check", "--json", "--as", "raw", tmp_path / "login.json", "--to")
    (there,) = sakchy(*words, "https://shop.example/").lines()
    assert there["findings"][0]["rule"] == "own-password"
    assert there["action"] == "block"
    (home,) = sakchy(*words, "https://www.mbank.kg/login").lines()
    assert home["action"] == "allow"


def test_one_password_for_two_sites_replaces_itself(sakchy):
    for _ in range(2):
        sakchy("protect", "password", "--for", "shop.example", "--for", "mail.google.com", stdin=SECRET)
    listed = sakchy("protect", "list").text
    assert (listed.count("shop.example"), listed.count("google.com")) == (1, 1)


def test_neither_disk_nor_output_holds_what_was_enrolled(sakchy, home):
    out = sakchy("protect", "add", "--kind", "name", stdin=NAME).text
    out += sakchy("protect", "add", "--kind", "number", stdin="22101199000177").text
    out += sakchy("protect", "password", "--for", "shop.example", stdin=SECRET).text
    out += sakchy("protect", "list").text
    disk = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file()) + out.encode()
    plain = [NAME, "Асанов", "asanov", "Asanov Aibek", "22101199000177", SECRET, SECRET.lower()]
    for each in plain:
        for data in (each.encode(), base64.b64encode(each.encode()), each.encode("utf-16-le")):
            assert data not in disk


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("add", "--kind", "number"), "123", "6 to 34"),
        (("add", "--kind", "name"), "Aibek", "two words"),
        (("add", "--kind", "address"), "Bishkek, Toktogula", "street"),
        (("add",), "cat", "too short"),
        (("add",), "", "Nothing was typed"),
        (("add", "--label", "x" * 41), "secret words", "at most 40"),
        (("add", "--kind", "number", "--label", "PIN 2210 1199 0001 77"), "22101199000177", "label"),
        (("password", "--for", "shop.example"), "Kurz1", "8 to 128"),
        (("password", "--for", "://"), SECRET, "not a site"),
        (("remove", "ffff"), "", "no"),
    ],
)
def test_what_cannot_be_enrolled_is_told(sakchy, words, typed, told):
    said = sakchy("protect", *words, stdin=typed)
    assert said.code == 2
    assert told in said.errors
    assert typed == "" or typed not in said.errors + said.text
    assert "value" not in sakchy("protect", "list").text


def test_one_bad_line_enrols_none(sakchy):
    assert sakchy("protect", "add", "--kind", "number", stdin="98765432\n12\n").code == 2
    assert sakchy("protect", "list").text.strip() == "Nothing is enrolled yet."


def test_learning_is_off_until_switched_on(sakchy):
    sakchy("protect", "add", "--kind", "number", stdin="98765432")
    assert "not enrolled by themselves" in sakchy("protect", "list").text
    sakchy("protect", "learn", "on")
    assert "are enrolled by themselves" in sakchy("protect", "list").text
    sakchy("protect", "learn", "off")
    assert "not enrolled by themselves" in sakchy("protect", "list").text


def test_the_key_stays_in_its_file_where_there_is_no_keyring(sakchy, home):
    assert sakchy("protect", "key", "system").code == 2
    assert "file that only you" in sakchy("protect", "key", "file").text
    assert len((settings.home_path(home) / "fingerprint-key").read_bytes()) == 32


def test_a_broken_file_is_reported_by_everything_that_needs_it(sakchy, home, note):
    sakchy("protect", "add", "--kind", "number", stdin="98765432")
    (home / "own.json").write_text("{")
    for words in (("protect", "list"), ("protect", "learn", "on"), ("check", note), ("run", "--port", "0")):
        said = sakchy(*words)
        assert (said.code, "own.json" in said.errors) == (2, True), words
