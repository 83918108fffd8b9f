"""An office's own folder of rules: found, read, and whether anybody else may change it."""

import os
from pathlib import Path

import pytest

from sakchy import inforce, office
from sakchy.inspect import Inspector
from sakchy.yamlfile import FileError

MINE = """
profile: firm
title: {ky: a, ru: b, en: Our firm}
extends: office
observe: true
columns: [ai-chat]
table: {bank-card: [block]}
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "etc"
    (folder / "policies").mkdir(parents=True)
    (folder / office.NAME).write_text("policy: firm\nreason: true\n", "utf-8")
    (folder / "policies" / "firm.yaml").write_text(MINE, "utf-8")
    return folder


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    return home


def read(home, folder):
    return inforce.read(home, folder, "personal", lambda book: Inspector(book, bytes(32)))


def test_without_one_the_persons_own_files_count(home):
    now = read(home, None)
    assert (now.policy, now.managed, now.office) == ("personal", None, inforce.AT_HOME)


def test_an_offices_policy_goes_before_the_one_chosen(home, folder):
    now = read(home, folder)
    assert (now.policy, now.chosen, now.office.reason) == ("firm", "personal", True)
    assert now.judge.grid.observe
    assert now.judge.grid.cell("bank-card", "", "ai-chat") == ("bank-card", "block")


def test_the_persons_own_files_do_not_count_beside_it(home, folder):
    for name, text in {
        "changes/firm.yaml": "policy: firm\ncells: {bank-card: {ai-chat: allow}}",
        "people.yaml": "people: [{id: me, name: Me, policy: personal}]",
        "destinations/mine.yaml": "category: approved\nchecked: 2026-11-22\nhosts: [{host: evil.example}]",
    }.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text, "utf-8")
    now = read(home, folder)
    assert now.judge.grid.cell("bank-card", "", "ai-chat") == ("bank-card", "block")
    assert now.crowd.known == {}
    assert now.judge.where_to.directory.find("evil.example") is None


def test_people_of_the_office_have_their_own_policies(home, folder):
    (folder / "people.yaml").write_text(
        "people: [{id: gul, name: Gul, port: 8081}]\n"
        "groups: [{name: Clerks, policy: office, people: [gul]}]\notherwise: shared-computer\n",
        "utf-8",
    )
    now = read(home, folder)
    assert [now.judge_for(who).grid.profile for who in ("gul", "", "else")] == [
        "office",
        "shared-computer",
        "shared-computer",
    ]


@pytest.mark.skipif(os.name != "posix", reason="owners and modes as POSIX has them")
def test_only_rules_that_nobody_can_change_are_locked_without_a_word(home, folder, monkeypatch):
    monkeypatch.setattr(office, "ADMINISTRATOR", os.getuid() + 1)
    assert read(home, folder).managed.open
    monkeypatch.setattr(office, "ADMINISTRATOR", os.getuid())
    for path in (folder, folder / office.NAME):
        path.chmod(0o755)
    assert not read(home, folder).managed.open
    (folder / office.NAME).chmod(0o664)
    assert read(home, folder).managed.open


def test_the_usual_folder_goes_before_a_named_one(tmp_path, folder):
    other = tmp_path / "other"
    assert office.folder("", other) is None
    assert office.folder(str(folder), other) == folder
    assert office.folder(str(other), folder) == folder
    assert office.default_folder().is_absolute() or os.name == "nt"


def test_a_named_folder_without_the_file_is_a_mistake(home, tmp_path):
    with pytest.raises(FileError, match="the settings name this folder"):
        read(home, tmp_path / "nowhere")


def test_a_mistake_in_it_is_said_with_its_place(home, folder):
    (folder / office.NAME).write_text("reason: perhaps\n", "utf-8")
    with pytest.raises(FileError, match=r"office\.yaml:1:9"):
        read(home, folder)


def test_everything_is_locked_where_there_is_one(home, folder):
    rules = inforce.Rules(read(home, folder), home, folder)
    assert rules.locked("passport", "mail").key == "office.locked"
    assert inforce.Rules(read(home, None), home).locked("passport", "mail") is None


async def test_a_change_of_the_office_comes_into_force(home, folder):
    rules = inforce.Rules(read(home, folder), home, folder)
    (folder / office.NAME).write_text("approve: always\n", "utf-8")
    assert await rules.refresh() is None
    assert (rules.office.approve, rules.now.policy) == ("always", "personal")
    (folder / office.NAME).write_text("policy: nowhere\n", "utf-8")
    assert "nowhere" in str(await rules.refresh())
    assert rules.office.approve == "always"
    assert Path(rules.managed) == folder
