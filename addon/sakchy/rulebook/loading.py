"""Read the folder of rules, and a person's own destinations and policies, into one Rulebook."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import msgspec

from sakchy.rulebook import checks
from sakchy.rulebook.hostlist import read_list
from sakchy.rulebook.shapes import (
    Categories,
    Category,
    Changes,
    DestinationList,
    Kinds,
    Off,
    Policy,
    PublicKeys,
    Rule,
    Rulebook,
    VendorTable,
)
from sakchy.rulebook.vendors import rules_of
from sakchy.yamlfile import FileError, Source, T, read_source

OFF = "rules-off.yaml"
Check = Callable[[Source[T]], Iterator[FileError]]


def rules_folder() -> Path:
    """The shipped rules: inside the wheel, or at the top of a checkout."""
    inside = Path(__file__).parents[1] / "rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "rules"


def load(folder: Path | None = None, extra: Path | None = None) -> Rulebook:
    """Read a rules folder, and of a second one `destinations/`, `policies/`, `changes/` and `rules-off.yaml`.
    Raises the first FileError.

    Of two policies with one name, and two entries for one host, that of `extra` counts.
    """
    book, errors = read(folder or rules_folder(), extra)
    if errors:
        raise errors[0]
    return book


def problems(folder: Path | None = None, extra: Path | None = None) -> list[FileError]:
    """What is wrong in these folders: the first error of every file, in the order of the files."""
    return read(folder or rules_folder(), extra)[1]


def read(folder: Path, extra: Path | None) -> tuple[Rulebook, list[FileError]]:
    """A rulebook of the files that are right, and the errors of the others."""
    reader = Reader()
    kind_files = reader.read([(folder, folder / "kinds.yaml")], Kinds, lambda _: iter(()))
    kinds = kind_files[0].value.kinds if kind_files else {}
    category_files = reader.read([(folder, folder / "categories.yaml")], Categories, checks.categories)
    categories = category_files[0].value.categories if category_files else {}
    rules = reader.read(files(folder, "detectors"), Rule, lambda rule: checks.rule(rule, kinds))
    tables = reader.read(files(folder, "vendors"), VendorTable, checks.vendors)
    shown = [(folder, path) for path in [folder / "public-keys.yaml"] if path.is_file()]
    public = reader.read(shown, PublicKeys, lambda _: iter(()))
    destinations = [
        source
        for root, own in ((folder, False), (extra, True))
        for source in reader.read(
            files(root, "destinations"),
            DestinationList,
            partial(checks.destinations, known=categories, own=own),
        )
    ]
    lists = reader.lists(extra, categories)
    grids = [*files(folder, "policies"), *files(extra, "policies")]
    every = (
        *(source.value for source in rules),
        *(rule for table in tables for rule in rules_of(table.value)),
    )
    ids = [rule.id for rule in every]
    policies = reader.read(grids, Policy, lambda policy: checks.policy(policy, kinds, categories, ids))
    changed = reader.read(
        files(extra, "changes"), Changes, lambda each: checks.changes(each, policies, kinds, categories, ids)
    )
    switched = [(extra, extra / OFF)] if extra and (extra / OFF).is_file() else []
    off = reader.read(switched, Off, lambda _: iter(()))
    reader.errors += [
        *checks.twice(rules),
        *checks.twice_in_tables(rules, tables),
        *checks.families(policies),
    ]
    return Rulebook(
        kinds=kinds,
        categories=categories,
        rules=every,
        public_keys=tuple(key for source in public for key in source.value.keys),
        destinations=(*(current(source.value) for source in destinations), *lists),
        policies={source.value.profile: source.value for source in policies},
        changes={source.value.policy: source.value for source in changed},
        off=frozenset(name for source in off for name in source.value.rules),
        version=digest(folder, extra),
    ), reader.errors


def current(listed: DestinationList) -> DestinationList:
    """A list without the entries whose last day is over."""
    today = dt.datetime.now().astimezone().date()
    kept = tuple(host for host in listed.hosts if host.until is None or host.until >= today)
    return listed if len(kept) == len(listed.hosts) else msgspec.structs.replace(listed, hosts=kept)


class Reader:
    """Reads files, checks them, and collects what is wrong."""

    def __init__(self) -> None:
        """No errors yet."""
        self.errors: list[FileError] = []

    def read(self, paths: list[tuple[Path, Path]], type_: type[T], check: Check[T]) -> list[Source[T]]:
        """The files among (folder, path) that are right."""
        right = []
        for folder, path in paths:
            try:
                source = read_source(path, type_, name=str(Path(folder.name) / path.relative_to(folder)))
                for error in check(source):
                    raise error
            except FileError as error:
                self.errors.append(error)
            else:
                right.append(source)
        return right

    def lists(self, folder: Path | None, known: Mapping[str, Category]) -> list[DestinationList]:
        """The long lists of a person's folder that are right."""
        right = []
        for root, path in files(folder, "destinations", ".txt"):
            try:
                right.append(read_list(path, str(Path(root.name) / path.relative_to(root)), known))
            except FileError as error:
                self.errors.append(error)
        return right


def files(folder: Path | None, kind: str, suffix: str = ".yaml") -> list[tuple[Path, Path]]:
    """All YAML files of one kind, in a fixed order, each with its folder."""
    return [(folder, path) for path in sorted((folder / kind).rglob(f"*{suffix}"))] if folder else []


def digest(folder: Path, extra: Path | None) -> str:
    """Short hash over names and contents of every file that was read."""
    total = hashlib.sha256()
    own = [
        *files(extra, "destinations"),
        *files(extra, "destinations", ".txt"),
        *files(extra, "policies"),
        *files(extra, "changes"),
        *([(extra, extra / OFF)] if extra else []),
    ]
    for root, path in [(folder, path) for path in sorted(folder.rglob("*.yaml"))] + own:
        data = path.read_bytes() if path.is_file() else b""
        total.update(str(path.relative_to(root)).encode() + b"\0" + data + b"\0")
    return total.hexdigest()[:12]
