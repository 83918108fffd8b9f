"""A folder of rules as a whole: what is read, what wins, and what is reported."""

import pytest

from sakchy import rulebook
from sakchy.rulebook import load, problems
from sakchy.yamlfile import FileError

WORDS = "{ky: а, ru: б, en: c}"
CATEGORIES = ["bank", "mail", "unknown", "local", "lookalike", "insecure"]
MATCHES = ", ".join(["{text: made-up}"] * 3)
NO_MATCHES = ", ".join(["{text: real, because: so}"] * 5)
RULE = f"""
id: token
kind: secret
title: A made-up token
why: Because.
pattern: "(?P<secret>made-up)"
match: [{MATCHES}]
no_match: [{NO_MATCHES}]
"""
POLICY = f"""
profile: plain
title: {WORDS}
columns: [{", ".join(CATEGORIES)}]
table:
  secret: [allow, ask, ask, note, block, block]
"""


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "rules"
    for name in ("detectors", "destinations", "policies"):
        (root / name).mkdir(parents=True)
    kinds = "\n".join(f"  {kind}: {{name: {WORDS}, harm: {WORDS}}}" for kind in ("secret", "not-read"))
    (root / "kinds.yaml").write_text(f"kinds:\n{kinds}\n")
    (root / "categories.yaml").write_text(
        "categories:\n"
        + "".join(
            f"  {name}: {{name: {WORDS}, verified: {str(name == 'bank').lower()}}}\n" for name in CATEGORIES
        )
    )
    (root / "detectors" / "token.yaml").write_text(RULE)
    (root / "destinations" / "mail.yaml").write_text(
        "category: mail\nchecked: 2026-11-22\nhosts:\n  - {host: mail.example}\n"
    )
    (root / "policies" / "plain.yaml").write_text(POLICY)
    return root


def test_a_right_folder_loads_and_has_no_problems(folder):
    book = load(folder)
    assert [rule.id for rule in book.rules] == ["token"]
    assert list(book.policies) == ["plain"]
    assert problems(folder) == []


def test_the_version_changes_with_any_file(folder, tmp_path):
    before = load(folder).version
    assert load(folder).version == before
    own = tmp_path / "own" / "destinations"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("category: bank\nchecked: 2026-11-22\nhosts: [{host: b.example}]\n")
    with_own = load(folder, own.parent).version
    (folder / "detectors" / "token.yaml").write_text(RULE.replace("Because.", "So."))
    assert len({before, with_own, load(folder).version}) == 3


def test_a_persons_own_files_come_last_and_win(folder, tmp_path):
    home = tmp_path / "home"
    for name in ("destinations", "policies", "detectors"):
        (home / name).mkdir(parents=True)
    (home / "destinations" / "mine.yaml").write_text(
        "category: bank\nchecked: 2026-11-22\nhosts: [{host: b.example}]\n"
    )
    (home / "policies" / "plain.yaml").write_text(POLICY.replace("secret: [allow", "secret: [note"))
    (home / "detectors" / "ignored.yaml").write_text("not read: at all")
    book = load(folder, home)
    assert [list_.category for list_ in book.destinations] == ["mail", "bank"]
    assert book.policies["plain"].table["secret"][0] == "note"


def broken(folder, path, text):
    (folder / path).write_text(text)
    return [str(error) for error in problems(folder)]


@pytest.mark.parametrize(
    ("path", "text", "first", "line", "caret"),
    [
        (
            "detectors/token.yaml",
            RULE.replace("kind: secret", "kind: secrets"),
            "rules/detectors/token.yaml:3:7: unknown kind `secrets`; did you mean `secret`?",
            "kind: secrets",
            "      ^",
        ),
        (
            "detectors/token.yaml",
            RULE.replace("id: token", "id: tokens"),
            "rules/detectors/token.yaml:2:5: `id` must be the file's name, `token`",
            "id: tokens",
            "    ^",
        ),
        (
            "destinations/mail.yaml",
            "category: male\nchecked: 2026-11-22\nhosts: []\n",
            "rules/destinations/mail.yaml:1:11: unknown category `male`; did you mean `mail`?",
            "category: male",
            "          ^",
        ),
        (
            "destinations/mail.yaml",
            "category: bank\nchecked: 2026-11-22\nhosts:\n  - {host: b.example, evidence: old}\n",
            "rules/destinations/mail.yaml:4:33: `b.example` is `old`: only `seen` hosts may be `bank`",
            "  - {host: b.example, evidence: old}",
            "                                ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("secret:", "secert:"),
            "rules/policies/plain.yaml:6:3: unknown kind `secert`; did you mean `secret`?",
            "  secert: [allow, ask, ask, note, block, block]",
            "  ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("secret:", "not-read/to-large:"),
            "rules/policies/plain.yaml:6:3: unknown reason `to-large`; did you mean `too-large`?",
            "  not-read/to-large: [allow, ask, ask, note, block, block]",
            "  ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("secret:", "secret/tokn:"),
            "rules/policies/plain.yaml:6:3: unknown rule `tokn`; did you mean `token`?",
            "  secret/tokn: [allow, ask, ask, note, block, block]",
            "  ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("allow, ask, ask", "allow, ask"),
            "rules/policies/plain.yaml:6:11: row `secret` has 5 cells, but there are 6 columns",
            "  secret: [allow, ask, note, block, block]",
            "          ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("mail,", "mial,"),
            "rules/policies/plain.yaml:4:17: unknown category `mial`; did you mean `mail`?",
            "columns: [bank, mial, unknown, local, lookalike, insecure]",
            "                ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("mail, ", ""),
            "rules/policies/plain.yaml:4:10: column `mail` is missing, and there is no `extends`",
            "columns: [bank, unknown, local, lookalike, insecure]",
            "         ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("mail,", "bank,"),
            "rules/policies/plain.yaml:4:10: column `bank` is given twice",
            "columns: [bank, bank, unknown, local, lookalike, insecure]",
            "         ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("profile: plain", "profile: plain\nextends: plane"),
            "rules/policies/plain.yaml:3:10: unknown policy `plane`; did you mean `plain`?",
            "extends: plane",
            "         ^",
        ),
        (
            "policies/plain.yaml",
            POLICY.replace("profile: plain", "profile: plain\nextends: plain"),
            "rules/policies/plain.yaml:3:10: `extends` goes round in a circle",
            "extends: plain",
            "         ^",
        ),
    ],
)
def test_a_file_against_the_others(folder, path, text, first, line, caret):  # noqa: PLR0917  the parts of one error
    assert broken(folder, path, text) == [f"{first}\n{line}\n{caret}"]
    with pytest.raises(FileError):
        load(folder)


def entry(category, host):
    return f"category: {category}\nchecked: 2026-11-22\nhosts:\n  - {host}\n"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("https://a.example.com/", "write `a.example.com`"),
        ("HTTP://user@a.example.com:8443/x?y#z", "write `a.example.com`"),
        ("a.example.com/upload", "write `a.example.com`"),
        ("a.example.com:443", "write `a.example.com`"),
        ("a.example.com b.example.com", "write `a.example.com`"),
        (" a.example.com", "write `a.example.com`"),
        ("*.example.com", "write `example.com`"),
        (".example.com", "write `example.com`"),
        ("[::1]", "write `::1`"),
        ("", "write a name such as `example.com`"),
        ("a..example", "write a name such as `example.com`"),
        ("://", "write a name such as `example.com`"),
    ],
)
@pytest.mark.parametrize("category", ["bank", "mail"])
def test_a_host_is_a_bare_name(folder, category, written, hint):
    (told,) = broken(folder, "destinations/mail.yaml", entry(category, f'{{host: "{written}"}}'))
    first, line, caret = told.splitlines()
    assert first == f"rules/destinations/mail.yaml:4:12: `{written}` is not a bare host name: {hint}"
    assert line[len(caret) - 1 :].startswith(f'"{written}"')


@pytest.mark.parametrize(
    "written", ["a.example.com", "A.Example.com.", "банк.example", "10.0.0.1", "'::1'", "xn--p1ai.example"]
)
@pytest.mark.parametrize("category", ["bank", "mail"])
def test_bare_names_and_addresses_are_right(folder, tmp_path, category, written):
    own = tmp_path / "own" / "destinations"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(entry(category, f"host: {written}"), "utf-8")
    assert problems(folder, own.parent) == []


@pytest.mark.parametrize(
    "host", ["com", "intranet", "gov.kg", "co.uk", "github.io", '"*.com", match: glob', '"*", match: glob']
)
def test_a_persons_own_list_cannot_trust_the_sites_of_strangers(folder, tmp_path, host):
    own = tmp_path / "own" / "destinations"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(entry("bank", f"{{host: {host}}}"))
    (error,) = problems(folder, own.parent)
    first, line, caret = str(error).splitlines()
    assert first.startswith("own/destinations/mine.yaml:4:12: ")
    assert first.endswith(" would trust the sites of strangers: name one site, such as `example.com`")
    assert line[len(caret) - 1 :].startswith(host)
    (own / "mine.yaml").write_text(entry("mail", f"{{host: {host}}}"))
    assert problems(folder, own.parent) == []
    (folder / "destinations" / "shipped.yaml").write_text(entry("bank", f"{{host: {host}}}"))
    assert problems(folder, own.parent) == []


def test_one_exact_name_is_the_site_of_nobody_else(folder, tmp_path):
    own = tmp_path / "own" / "destinations"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(entry("bank", "{host: intranet, match: exact}"))
    assert problems(folder, own.parent) == []


def test_each_wrong_file_is_told_once(folder):
    (folder / "detectors" / "token.yaml").write_text(
        RULE.replace("kind: secret", "kind: no").replace("id:", "di:")
    )
    (folder / "policies" / "plain.yaml").write_text("nonsense")
    told = [str(error).partition(":")[0] for error in problems(folder)]
    assert told == ["rules/detectors/token.yaml", "rules/policies/plain.yaml"]


def test_broken_kinds_do_not_blame_every_other_file(folder):
    (folder / "kinds.yaml").write_text("kidns: {}\n")
    assert [str(error).partition(":")[0] for error in problems(folder)] == ["rules/kinds.yaml"]
    (folder / "kinds.yaml").unlink()
    assert [str(error).partition(":")[0] for error in problems(folder)] == ["rules/kinds.yaml"]


def test_a_category_that_judgements_end_in_may_not_be_missing(folder):
    text = (folder / "categories.yaml").read_text().replace("insecure:", "plain:")
    assert broken(folder, "categories.yaml", text)[0].startswith(
        "rules/categories.yaml:2:3: category `insecure` is missing\n"
    )


def test_two_rules_may_not_share_an_id(folder):
    (folder / "detectors" / "more").mkdir()
    (folder / "detectors" / "more" / "token.yaml").write_text(RULE)
    assert [str(error).splitlines()[0] for error in problems(folder)] == [
        "rules/detectors/token.yaml:2:5: rule `token` stands in another file too"
    ]


def test_the_shipped_rules_are_found():
    assert (rulebook.rules_folder() / "kinds.yaml").is_file()
