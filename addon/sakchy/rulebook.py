"""rules/**/*.yaml -> one frozen Rulebook. Parsed once; a reload makes a new one and swaps the whole.

A rulebook holds what people wrote, checked against its shape. Each room compiles its own part of it:
`detect` the rules, `decide` the destinations and the policies.
"""

import hashlib
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sakchy.yamlfile import FileError, T, read_file

Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Share = Annotated[float, Meta(ge=0, le=1)]
Cell = Literal["allow", "note", "warn", "ask", "ask-twice", "block"]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything read from a file: frozen, and a misspelt key is an error."""


class Words(Written, frozen=True, kw_only=True):
    """One thing said in the three languages."""

    ky: str
    ru: str
    en: str


class WordLists(Written, frozen=True, kw_only=True):
    """Context words in the three languages, lower case; a word may be a stem."""

    ky: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Kind(Written, frozen=True, kw_only=True):
    """What can be found: its names, the harm in one sentence, and its tier."""

    name: Words
    harm: Words
    tier: Literal["ordinary", "strict"] = "ordinary"


class Kinds(Written, frozen=True, kw_only=True):
    """`rules/kinds.yaml`."""

    kinds: dict[Id, Kind]


class Category(Written, frozen=True, kw_only=True):
    """A column of the policy grid: what kind of receiver it is."""

    name: Words
    trusted: bool = False
    """Verified hosts of this category pass undecrypted."""
    receives: bool = False
    """An upload from a page of this category to an unlisted host counts as going to this category."""


class Categories(Written, frozen=True, kw_only=True):
    """`rules/categories.yaml`."""

    categories: dict[Id, Category]


class Match(Written, frozen=True, kw_only=True):
    """A text in which a rule must find `secret` (or just something, if that is left out)."""

    text: str
    secret: str = ""
    because: str = ""


class NoMatch(Written, frozen=True, kw_only=True):
    """A text in which a rule must find nothing, with the reason."""

    text: str
    because: str


class Confidence(Written, frozen=True, kw_only=True):
    """How sure a finding is: as found, with checks passed, with a context word, in a telling field."""

    found: Share = 0.5
    checked: Share = 0.0
    context: Share = 0.0
    field: Share = 0.0


class Rule(Written, frozen=True, kw_only=True):
    """A text detector: `rules/detectors/**/ID.yaml`. It goes anchor -> window -> pattern -> checks."""

    id: Id
    kind: Id
    title: str
    why: str
    anchors: tuple[str, ...] = ()
    """Literals (case matters not), one of which stands in or right before every value."""
    digits: tuple[int, int] | None = None
    """Instead of anchors: a value is built round a run of so many digits, separators not counted."""
    pattern: str
    """`regex` syntax, applied to a window only; group `secret` is the value."""
    window: tuple[int, int] = (40, 400)
    """Characters before and after the candidate that `pattern` sees."""
    checks: tuple[str, ...] = ()
    """Functions of `sakchy.detect.checks`, all of which must accept the value."""
    context: WordLists = WordLists()
    near: int = 60
    """How many characters round the value a context word may stand."""
    fields: tuple[str, ...] = ()
    """Names of form or JSON fields in which the value is at home (compared without case, - and _)."""
    confidence: Confidence = Confidence()
    at_least: Share = 0.6
    """Below this nothing is reported."""
    keep: tuple[int, int] = (0, 4)
    """How many characters at either end the masked preview may show."""
    home: tuple[str, ...] = ()
    """Registrable domains where the value belongs and raises no finding."""
    match: tuple[Match, ...]
    no_match: tuple[NoMatch, ...]
    references: tuple[str, ...] = ()


class Host(Written, frozen=True, kw_only=True):
    """A host and how it is known. Only evidence `seen` may stand in a trusted category."""

    host: str
    match: Literal["exact", "suffix", "glob"] = "suffix"
    evidence: Literal["seen", "old", "assumed"] = "seen"
    note: str = ""


class DestinationList(Written, frozen=True, kw_only=True):
    """`rules/destinations/NAME.yaml`: who is who."""

    category: Id
    checked: str
    """Date on which the evidence was looked at, ISO 8601."""
    hosts: tuple[Host, ...]


class Ask(Written, frozen=True, kw_only=True):
    """How a question is put."""

    wait: Annotated[int, Meta(ge=5, le=600)] = 60
    """Seconds a message is held; unanswered means blocked and listed as expired."""


class Policy(Written, frozen=True, kw_only=True):
    """`rules/policies/NAME.yaml`: a grid, rows are kinds (or kind/rule), columns are categories."""

    profile: Id
    title: Words
    extends: Id | None = None
    ask: Ask | None = None
    inspect_trusted: bool = False
    """Decrypt and look even at verified state and bank hosts."""
    columns: tuple[Id, ...] = ()
    """Order of the cells in `table`."""
    table: dict[str, tuple[Cell, ...]] = {}
    """Row -> one cell for each column."""
    otherwise: Cell = "note"
    """For a kind that has no row."""


class Rulebook(Written, frozen=True, kw_only=True):
    """Everything people wrote, in one value."""

    kinds: dict[str, Kind]
    categories: dict[str, Category]
    rules: tuple[Rule, ...]
    destinations: tuple[DestinationList, ...]
    policies: dict[str, Policy]
    version: str
    """First 12 hex digits of the SHA-256 over all files: stands in the journal beside each decision."""


def rules_folder() -> Path:
    """The shipped rules: inside the wheel, or at the top of a checkout."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "rules"


def load(folder: Path | None = None) -> Rulebook:
    """Read a rules folder. Raises FileError for the first file that is wrong."""
    folder = folder or rules_folder()
    rules = tuple(named(folder, path, Rule, "id") for path in files(folder, "detectors"))
    policies = [named(folder, path, Policy, "profile") for path in files(folder, "policies")]
    return Rulebook(
        kinds=one(folder, "kinds.yaml", Kinds).kinds,
        categories=one(folder, "categories.yaml", Categories).categories,
        rules=rules,
        destinations=tuple(one(folder, path, DestinationList) for path in files(folder, "destinations")),
        policies={policy.profile: policy for policy in policies},
        version=digest(folder),
    )


def files(folder: Path, kind: str) -> list[Path]:
    """All YAML files of one kind, in a fixed order."""
    return sorted((folder / kind).rglob("*.yaml"))


def one(folder: Path, path: str | Path, type_: type[T]) -> T:
    """Read one file, named in errors as seen from the rules folder."""
    full = folder / path
    return read_file(full, type_, name=str(Path(folder.name) / full.relative_to(folder)))


def named(folder: Path, path: Path, type_: type[T], key: str) -> T:
    """Read one file whose name must be its id."""
    value = one(folder, path, type_)
    if getattr(value, key) != path.stem:
        raise FileError(str(path), "", 0, 0, f"`{key}` must be the file's name, `{path.stem}`")
    return value


def digest(folder: Path) -> str:
    """Short hash over names and contents of every rule file."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        total.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]
