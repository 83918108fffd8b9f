"""What the shapes alone cannot check: one file against the names that the others give."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePath
from typing import get_args

from sakchy.model import UnreadReason
from sakchy.rulebook.names import too_wide, wrong_name
from sakchy.rulebook.shapes import Categories, Category, Changes, DestinationList, Policy, Rule, VendorTable
from sakchy.yamlfile import FileError, Source, not_known

RECOGNISERS = (
    "mrz-picture", "front-picture", "questionnaire", "medical-record", "medical-file", "biometric-file",
    "seed-phrase", "own-number", "own-name", "own-phone", "own-address", "own-other", "own-password",
    "authorization-elsewhere",
)  # fmt: skip
"""What finds without a rule file."""
BUILT_IN = ("unknown", "local", "lookalike", "insecure")  # columns that `decide` gives by itself


def categories(source: Source[Categories]) -> Iterator[FileError]:
    """The columns that every judgement can end in must be there."""
    for name in BUILT_IN:
        if name not in source.value.categories:
            yield source.wrong(f"category `{name}` is missing", "categories")


def rule(source: Source[Rule], kinds: Collection[str]) -> Iterator[FileError]:
    """A rule is named like its file and finds a kind that exists."""
    yield from named(source, source.value.id, "id")
    if kinds and source.value.kind not in kinds:
        yield source.wrong(not_known("kind", source.value.kind, kinds), "kind")
    if bool(source.value.pattern) == bool(source.value.shape):
        yield source.wrong(
            "a rule has either `pattern` or `shape`", "pattern" if source.value.pattern else "id"
        )


def vendors(source: Source[VendorTable]) -> Iterator[FileError]:
    """A table is named like its file."""
    yield from named(source, source.value.table, "table")


def twice_in_tables(rules: list[Source[Rule]], tables: list[Source[VendorTable]]) -> Iterator[FileError]:
    """A line of a table may share its id with no rule and no other line."""
    seen = {source.value.id for source in rules}
    for source in tables:
        for index, vendor in enumerate(source.value.vendors):
            if vendor.id in seen:
                yield source.wrong(f"rule `{vendor.id}` stands elsewhere too", "vendors", index, "id")
            seen.add(vendor.id)


def twice(rules: list[Source[Rule]]) -> Iterator[FileError]:
    """Two files in different folders may not share an id."""
    seen: set[str] = set()
    for source in rules:
        if source.value.id in seen:
            yield source.wrong(f"rule `{source.value.id}` stands in another file too", "id")
        seen.add(source.value.id)


def destinations(
    source: Source[DestinationList], known: Mapping[str, Category], *, own: bool = False
) -> Iterator[FileError]:
    """A list is of a known category, holds names of hosts, and only seen ones if it is a verified category.

    `own`: a person's list. The shipped ones may name a whole public suffix, as `gov.kg` is one.
    """
    for index, host in enumerate(source.value.hosts):
        if message := wrong_name(host):
            yield source.wrong(message, "hosts", index, "host")
    category = source.value.category
    if known and category not in known:
        yield source.wrong(not_known("category", category, known), "category")
    elif known and known[category].verified:
        yield from earned(source, own=own)


def earned(source: Source[DestinationList], *, own: bool) -> Iterator[FileError]:
    """What stands in a verified category was seen, and a person's own entry names one site."""
    category = source.value.category
    for index, host in enumerate(source.value.hosts):
        if host.evidence != "seen":
            message = f"`{host.host}` is `{host.evidence}`: only `seen` hosts may be `{category}`"
            yield source.wrong(message, "hosts", index, "evidence")
        if own and (message := too_wide(host)):
            yield source.wrong(message, "hosts", index, "host")


def policy(
    source: Source[Policy], kinds: Collection[str], known: Collection[str], rules: Collection[str]
) -> Iterator[FileError]:
    """Columns are categories, rows are kinds, and every row has a cell for each column."""
    yield from named(source, source.value.profile, "profile")
    yield from columns(source, known)
    for index, name in enumerate(source.value.stop or ()):
        if known and (name not in known or name in BUILT_IN):
            listed = [each for each in known if each not in BUILT_IN]
            yield source.wrong(not_known("category", name, listed), "stop", index)
    for row, cells in source.value.table.items():
        if message := wrong_row(row, kinds, rules):
            yield source.wrong(message, "table", row, "?")
        if len(cells) != len(source.value.columns):
            message = f"row `{row}` has {len(cells)} cells, but there are {len(source.value.columns)} columns"
            yield source.wrong(message, "table", row)


def changes(
    source: Source[Changes],
    policies: list[Source[Policy]],
    kinds: Collection[str],
    known: Collection[str],
    rules: Collection[str],
) -> Iterator[FileError]:
    """The file is named like a policy that exists; rows are kinds, columns categories."""
    yield from named(source, source.value.policy, "policy")
    names = [each.value.profile for each in policies]
    if source.value.policy not in names:
        yield source.wrong(not_known("policy", source.value.policy, names), "policy")
    for row, cells in source.value.cells.items():
        if message := wrong_row(row, kinds, rules):
            yield source.wrong(message, "cells", row, "?")
        for column in cells:
            if known and column not in known:
                yield source.wrong(not_known("category", column, known), "cells", row, column, "?")


def columns(source: Source[Policy], known: Collection[str]) -> Iterator[FileError]:
    """Each column is a category and stands once; a policy that extends no other has them all."""
    given = source.value.columns
    for index, (name, times) in enumerate(Counter(given).items()):
        if known and name not in known:
            yield source.wrong(not_known("category", name, known), "columns", index)
        if times > 1:
            yield source.wrong(f"column `{name}` is given twice", "columns")
    missing = [name for name in known if name not in given]
    if missing and source.value.extends is None:
        yield source.wrong(f"column `{missing[0]}` is missing, and there is no `extends`", "columns")


def wrong_row(row: str, kinds: Collection[str], rules: Collection[str]) -> str:
    """What is wrong with the name of a row (`kind` or `kind/rule`); empty if nothing."""
    kind, slash, detail = row.partition("/")
    if kinds and kind not in kinds:
        return not_known("kind", kind, kinds)
    if not slash:
        return ""
    what, known = (
        ("reason", get_args(UnreadReason)) if kind == "not-read" else ("rule", [*rules, *RECOGNISERS])
    )
    return "" if detail in known else not_known(what, detail, known)


def families(policies: list[Source[Policy]]) -> Iterator[FileError]:
    """`extends` names a policy that exists and does not go round in a circle."""
    by_name = {source.value.profile: source for source in policies}
    for source in policies:
        parent = source.value.extends
        if parent and parent not in by_name:
            yield source.wrong(not_known("policy", parent, by_name), "extends")
        seen = {source.value.profile}
        while parent in by_name and parent not in seen:
            seen.add(parent)
            parent = by_name[parent].value.extends
        if parent and parent == source.value.profile:
            yield source.wrong("`extends` goes round in a circle", "extends")


def named(
    source: Source[Rule] | Source[Policy] | Source[VendorTable] | Source[Changes], given: str, key: str
) -> Iterator[FileError]:
    """The name inside a file is the file's name, so that one finds the other."""
    if given != PurePath(source.name).stem:
        yield source.wrong(f"`{key}` must be the file's name, `{PurePath(source.name).stem}`", key)
