"""Receivers put into categories by a person: lists like any other."""

import datetime as dt

import pytest

from sakchy import rulebook
from sakchy.decide.directory import Directory
from sakchy.keep import places
from sakchy.rulebook import Host
from sakchy.yamlfile import FileError

SOON = dt.date(2999, 1, 2)


def listed(home, name):
    found = Directory(rulebook.load(extra=home).destinations).find(name)
    return found.category if found else ""


def test_an_entry_is_a_list_like_any_other(tmp_path):
    places.put(tmp_path, "approved", Host(host="notary.example.com", until=SOON, note='the "old" one: №1'))
    places.put(tmp_path, "approved", Host(host="on.example.com", match="exact"))
    assert listed(tmp_path, "www.notary.example.com") == "approved"
    assert (listed(tmp_path, "on.example.com"), listed(tmp_path, "a.on.example.com")) == ("approved", "")
    first, second = places.entries(tmp_path)
    assert (first.host.until, first.host.note, second.host.match) == (SOON, 'the "old" one: №1', "exact")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "destinations").iterdir()} == {0o600}


def test_a_host_stands_in_one_category_only(tmp_path):
    places.put(tmp_path, "approved", Host(host="shop.example"))
    places.put(tmp_path, "social", Host(host="shop.example"))
    assert [mine.category for mine in places.entries(tmp_path)] == ["social"]
    assert not (tmp_path / "destinations" / "mine-approved.yaml").exists()


def test_it_can_be_taken_out_again(tmp_path):
    places.put(tmp_path, "mail", Host(host="a.example"))
    places.put(tmp_path, "mail", Host(host="b.example"))
    assert places.remove(tmp_path, "a.example")
    assert not places.remove(tmp_path, "a.example")
    assert [mine.host.host for mine in places.entries(tmp_path)] == ["b.example"]
    assert places.remove(tmp_path, "b.example")
    assert list((tmp_path / "destinations").iterdir()) == []


def test_what_is_over_is_still_shown_but_counts_no_more(tmp_path):
    places.put(tmp_path, "mail", Host(host="a.example", until=dt.date(2020, 1, 1)))
    assert len(places.entries(tmp_path)) == 1
    assert listed(tmp_path, "a.example") == ""


def test_a_broken_file_says_where(tmp_path):
    (tmp_path / "destinations").mkdir()
    (tmp_path / "destinations" / "mine-mail.yaml").write_text("category: mail\nhosts: []\n")
    with pytest.raises(FileError, match=r"destinations/mine-mail\.yaml:1:1"):
        places.entries(tmp_path)
