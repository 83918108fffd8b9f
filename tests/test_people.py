"""Who uses a guard: the file, what is wrong in it, and telling people apart."""

import os
import re
from pathlib import Path

import msgspec
import pytest

from sakchy import people
from sakchy.keep.pin import hashed
from sakchy.office import Office
from sakchy.people import NOBODY, Crowd, Group, People, Person
from sakchy.rulebook import Policy
from sakchy.yamlfile import FileError, read_text

POLICIES = ("personal", "family", "office")
AIZADA = Person(id="aizada", name="Айзада", policy="family", child=True, port=8081)
BOLOT = Person(id="bolot", name="Болот", account=os.getuid() if hasattr(os, "getuid") else 1)
GUL = Person(id="gul", name="Гүл", login="gul", password=hashed("six teapots"))
CROWD = Crowd(
    People(people=(AIZADA, BOLOT, GUL), groups=(Group(name="Desk", policy="office", people=("gul",)),)),
    {BOLOT.account: "bolot"},
)


def load(tmp_path, text):
    (tmp_path / people.NAME).write_text(text, "utf-8")
    return people.load(tmp_path / people.NAME, POLICIES)


def test_without_a_file_there_is_nobody(tmp_path):
    crowd = people.load(tmp_path / people.NAME, POLICIES)
    assert (crowd.known, crowd.policy(NOBODY), crowd.tell(8080, 1000)) == ({}, None, NOBODY)


def test_what_is_saved_is_read_again(tmp_path):
    path = tmp_path / people.NAME
    people.save(path, CROWD.people)
    crowd = people.load(path, POLICIES)
    assert (crowd.people, crowd.accounts) == (CROWD.people, CROWD.accounts)
    assert path.stat().st_mode & 0o077 == 0
    assert "child: false" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("port", "account", "who"),
    [
        (8081, None, "aizada"),
        (8080, BOLOT.account, "bolot"),
        (8080, None, NOBODY),
        (8080, 99999, NOBODY),
        (8081, BOLOT.account, "aizada"),  # where port and account differ, a child counts
    ],
)
def test_port_and_account(port, account, who):
    assert CROWD.tell(port, account) == who


def test_a_childs_account_counts_at_any_port():
    small = Person(id="small", name="Small", child=True, account=1001)
    crowd = Crowd(People(people=(Person(id="big", name="Big", port=8082), small)), {1001: "small"})
    assert crowd.tell(8082, 1001) == "small"
    assert crowd.tell(8082, 1000) == "big"


def test_policies_of_people_groups_and_everybody_else():
    assert [CROWD.policy(who) for who in ("aizada", "gul", "bolot", NOBODY)] == [
        "family",
        "office",
        None,
        None,
    ]
    assert Crowd(People(otherwise="family")).policy(NOBODY) == "family"
    assert CROWD.policies == {"family", "office"}
    assert (CROWD.group("gul"), CROWD.group("bolot")) == ("Desk", "")
    assert (CROWD.children, CROWD.grown) == ({"aizada"}, {"bolot", "gul"})
    assert (CROWD.name("gul"), CROWD.name("long-gone")) == ("Гүл", "long-gone")


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("people: [{id: a, name: A}, {id: a, name: B}]", "1:15", "two people have this id"),
        (
            "people: [{id: a, name: A, port: 1}, {id: b, name: B, port: 1}]",
            "1:33",
            "two people have this port",
        ),
        ("people: [{id: a, name: A, login: a}]", "1:10", "belong together"),
        ("people: [{id: a, name: A, policy: famly}]", "1:35", "family"),
        ("otherwise: famly", "1:12", "family"),
        ("people: [{id: a, name: A}]\ngroups: [{name: G, policy: office, people: [b]}]", "2:45", "person"),
        (
            "people: [{id: a, name: A}]\ngroups: [{name: G, policy: office, people: [a, a]}]",
            "2:48",
            "in two groups",
        ),
        ("people: [{id: a, name: A, account: nobody-has-this-name}]", "1:36", "no such account"),
        ("people: [{id: a, name: A, password: plain}]", "1:37", "match"),
        ("people: [{id: a, nane: A}]", "1:18", "nane"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, place, why):
    with pytest.raises(FileError) as caught:
        load(tmp_path, text)
    assert f"people.yaml:{place}: " in str(caught.value)
    assert why in str(caught.value)


def test_an_account_may_be_named(tmp_path):
    pwd = pytest.importorskip("pwd")
    me = pwd.getpwuid(os.getuid()).pw_name
    assert load(tmp_path, f"people: [{{id: a, name: A, account: {me}}}]").accounts == {os.getuid(): "a"}


def test_the_examples_in_the_documents_can_be_used():
    docs = Path(__file__).parents[1] / "docs"
    family = re.findall(r"```yaml\n(.*?)```", (docs / "family.md").read_text("utf-8"), re.DOTALL)
    read = {0: Office, 1: Policy, 2: People}
    offices = re.findall(r"```yaml\n(.*?)```", (docs / "office.md").read_text("utf-8"), re.DOTALL)
    assert (len(family), len(offices)) == (1, 3)
    assert [each.child for each in read_text(family[0], People, "family.md").value.people] == [True, False]
    values = [read_text(text, read[at], "office.md").value for at, text in enumerate(offices)]
    assert (values[0].approve, values[1].observe, values[2].groups[0].people) == ("twice", True, ("gul",))


def test_every_key_of_an_office_stands_in_its_document():
    text = (Path(__file__).parents[1] / "docs" / "office.md").read_text("utf-8")
    assert all(f"| `{field.name}` |" in text for field in msgspec.structs.fields(Office))
