import pytest

from sakchy.rulebook import load
from sakchy.rulebook.hostlist import entries, read_list
from sakchy.yamlfile import FileError

KNOWN = load().categories


def hosts(text):
    return [host.host for host in entries(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Share.Example",
        "share.example.",
        "0.0.0.0 share.example",
        "127.0.0.1\tshare.example # sharing",
        "||share.example^",
        "||share.example^$third-party",
        "17,share.example",
        "*.share.example",
    ],
)
def test_a_host_is_read_however_it_is_written(line):
    assert hosts(line) == ["share.example"]


@pytest.mark.parametrize(
    "line",
    ["", "# a comment", "! title", "localhost", "0.0.0.0", "@@||share.example^", "/ads/banner", "a..b.kg"],
)
def test_other_lines_are_none(line):
    assert hosts(line) == []


def test_a_long_line_takes_no_time():
    assert hosts("a." * 500_000 + "\n" + "-" * 1_000_000) == []


def test_a_list_names_its_category(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("# category: paste\npaste.example\n")
    found = read_list(path, "x.txt", KNOWN)
    assert (found.category, [host.evidence for host in found.hosts]) == ("paste", ["assumed"])


@pytest.mark.parametrize("first", ["paste.example", "# category: bank", "# category: pasta", ""])
def test_a_list_without_a_fitting_category_is_refused(tmp_path, first):
    path = tmp_path / "x.txt"
    path.write_text(f"{first}\npaste.example\n")
    with pytest.raises(FileError, match=r"^x\.txt:1:"):
        read_list(path, "x.txt", KNOWN)
    with pytest.raises(FileError):
        read_list(tmp_path / "none.txt", "none.txt", KNOWN)
