"""Errors in files are read by people: the whole text is compared."""

import datetime as dt
import pickle

import pytest

from sakchy.rulebook import DestinationList, Policy, Rule
from sakchy.yamlfile import (
    MAX_DEPTH,
    MAX_FILE,
    FileError,
    not_known,
    parse,
    read_file,
    read_source,
    read_text,
)

LIST = "category: bank\nchecked: 2026-11-22\nhosts:\n  - {host: bank.example, match: suffix}\n"

GRID = "profile: x\ntitle: {ky: a, ru: b, en: c}\ntable:\n  passport: [allow]\n  secret: [allow]\n"


def error_of(text, type_):
    with pytest.raises(FileError) as caught:
        read_text(text, type_, "lists/bank.yaml")
    return str(caught.value)


def test_a_right_file_is_read():
    read = read_text(LIST, DestinationList, "bank.yaml").value
    assert read.checked.isoformat() == "2026-11-22"
    assert [host.host for host in read.hosts] == ["bank.example"]


@pytest.mark.parametrize(
    ("text", "type_", "first", "line", "caret"),
    [
        (
            LIST.replace("checked", "cheked"),
            DestinationList,
            "lists/bank.yaml:2:1: unknown field `cheked`; did you mean `checked`?",
            "cheked: 2026-11-22",
            "^",
        ),
        (
            LIST.replace("host: bank", "hots: bank"),
            DestinationList,
            "lists/bank.yaml:4:6: unknown field `hots`; did you mean `hosts`?",
            "  - {hots: bank.example, match: suffix}",
            "     ^",
        ),
        (
            LIST.replace("match: suffix", "match: suffx"),
            DestinationList,
            "lists/bank.yaml:4:33: unknown word `suffx`; did you mean `suffix`?",
            "  - {host: bank.example, match: suffx}",
            "                                ^",
        ),
        (
            GRID.replace("secret: [allow]", "secret: [aks]"),
            Policy,
            "lists/bank.yaml:5:12: unknown word `aks`; did you mean `ask`?",
            "  secret: [aks]",
            "           ^",
        ),
        (
            LIST.replace("2026-11-22", "2026-13-22"),
            DestinationList,
            "lists/bank.yaml:2:10: month must be in 1..12",
            "checked: 2026-13-22",
            "         ^",
        ),
        (
            "category: bank\nhosts: []\n",
            DestinationList,
            "lists/bank.yaml:1:1: object missing required field `checked`",
            "category: bank",
            "^",
        ),
        (
            "category: bank\ncategory: state\n",
            DestinationList,
            "lists/bank.yaml:2:1: key `category` is given twice",
            "category: state",
            "^",
        ),
        (
            "category: [bank\nchecked: 1\n",
            DestinationList,
            "lists/bank.yaml:2:8: did not find expected ',' or ']'",
            "checked: 1",
            "       ^",
        ),
        ("", Rule, "lists/bank.yaml:1:1: the file is empty", "", "^"),
        (
            LIST + "---\na: 1\n",
            DestinationList,
            "lists/bank.yaml:5:1: one file holds one document",
            "---",
            "^",
        ),
        ("? [a]\n: b\n", Rule, "lists/bank.yaml:1:3: a key must be a plain word", "? [a]", "  ^"),
        (
            "id: &a [x]\nkind: *a\n",
            Rule,
            "lists/bank.yaml:2:7: write it out: `*` is not used here",
            "kind: *a",
            "      ^",
        ),
    ],
)
def test_what_is_wrong_is_shown_with_its_place(text, type_, first, line, caret):
    assert error_of(text, type_) == f"{first}\n{line}\n{caret}"


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "a: " * 100_000])
def test_hostile_depth_is_refused_and_does_not_crash(text):
    with pytest.raises(FileError):
        read_text(text, Rule, "deep.yaml")


def test_a_list_can_be_deep_enough_but_not_deeper():
    for depth in (MAX_DEPTH, MAX_DEPTH + 1):
        inner = error_of("hosts: " + "[" * depth + "]" * depth, DestinationList)
        assert ("nested too deep" in inner) == (depth > MAX_DEPTH)


def test_numbers_dates_and_quoted_text_are_told_apart():
    data, marks = parse("a: 1\nb: '1'\nc: yes\nd: 2026-11-22\n~: !!str 5\ne: [1.5, x]\n", "x.yaml")
    assert data == {"a": 1, "b": "1", "c": True, "d": dt.date(2026, 11, 22), None: "5", "e": [1.5, "x"]}
    assert (marks["e", 1].line, marks["e", 1].column) == (5, 9)


def test_long_lines_are_cut_round_the_place():
    text = "category: bank\nchecked: 2026-11-22\nhosts: [" + " " * 900 + "{hots: 1}]" + " " * 900
    first, line, caret = error_of(text, DestinationList).splitlines()
    assert first == "lists/bank.yaml:3:910: unknown field `hots`; did you mean `hosts`?"
    assert len(line) <= 180
    assert line[len(caret) - 1 :].startswith("hots")


def test_files_that_cannot_be_read_are_errors_too(tmp_path):
    with pytest.raises(FileError, match=r"gone\.yaml:1:1: No such file"):
        read_file(tmp_path / "gone.yaml", Rule)
    (tmp_path / "latin.yaml").write_bytes(b"id: x\ntitle: \xff\n")
    with pytest.raises(FileError, match=r"latin\.yaml:2:1: not UTF-8"):
        read_file(tmp_path / "latin.yaml", Rule)
    (tmp_path / "big.yaml").write_bytes(b"#" * (MAX_FILE + 1))
    with pytest.raises(FileError, match="larger than"):
        read_file(tmp_path / "big.yaml", Rule)


def test_an_error_keeps_its_text_between_processes():
    error = FileError("a.yaml", "x: 1\ny: 2\n", 1, 3, "wrong")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "a.yaml:2:4: wrong\ny: 2\n   ^"


def test_a_source_points_at_any_part_of_itself(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_text(LIST)
    source = read_source(path, DestinationList, "bank.yaml")
    assert str(source.wrong("no", "hosts", 0, "host")).startswith("bank.yaml:4:12: no\n")
    assert str(source.wrong("no", "hosts", 0, "host", "?")).startswith("bank.yaml:4:6: no\n")
    assert str(source.wrong("no", "hosts", 0, "note")).startswith("bank.yaml:4:5: no\n")  # absent: its parent


def test_suggestions_only_for_near_names():
    assert not_known("kind", "pasport", ["passport"]) == "unknown kind `pasport`; did you mean `passport`?"
    assert not_known("kind", "zebra", ["passport"]) == "unknown kind `zebra`"
