"""The shapes of what people write in rules/**/*.yaml: a misspelt key or a wrong value is an error."""

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

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
    verified: bool = False
    """A host earns this category only over https on port 443, with every name the sender gave agreeing."""
    trusted: bool = False
    """Verified hosts of this category pass undecrypted."""
    guarded: bool = False
    """A name that imitates one of this category is a look-alike."""
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
    """How sure a finding is: the strongest of what speaks for it. The checks have passed in every case."""

    found: Share = 0.5
    """Pattern and checks agree, nothing else is known."""
    alone: Share = 0.0
    """The value is all that was written, in a message or a field that may hold anything."""
    sibling: Share = 0.0
    """A telling field stands beside it in the same form or object."""
    context: Share = 0.0
    """A context word stands near."""
    field: Share = 0.0
    """It stands in a field in which such values are at home."""


class Owner(Written, frozen=True, kw_only=True):
    """What a value belongs to, as the code on its back belongs to a card."""

    fields: tuple[str, ...] = ()
    """Names of the fields beside the value in which it stands."""
    checks: tuple[str, ...] = ()
    """What stands there must pass these, or the value is worth nothing and not reported."""


class Rule(Written, frozen=True, kw_only=True):
    """A text detector: `rules/detectors/**/ID.yaml`. It goes candidate -> window -> pattern -> checks.

    Candidates come from `prefixes`, `anchors` and `digits`; a rule with none of these looks only into
    its `fields`.
    """

    id: Id
    kind: Id
    title: str
    why: str
    prefixes: tuple[Annotated[str, Meta(min_length=3)], ...] = ()
    """Literals (case matters) that begin a word of 16 or more letters, digits, `_`, `-`, `.`: cheapest."""
    anchors: tuple[Annotated[str, Meta(min_length=1)], ...] = ()
    """Literals (case matters not), one of which stands in or near every value."""
    also: tuple[Annotated[str, Meta(min_length=1)], ...] = ()
    """Literals (case matters not), all of which stand beside the anchors in every message with a value."""
    digits: tuple[int, int] | None = None
    """A value is built round a run of so many digits, separators not counted."""
    names: tuple[str, ...] = ()
    """Who gave the value out: words (letters and digits, lower case) one of which stands in the name that the
    value is given (`datadog_api_key = …`) or near it, together with a word for a credential."""
    pattern: str = ""
    """`regex` syntax, applied to a window only; group `secret` is the value."""
    shape: str = ""
    """Instead of `pattern`: what the value itself looks like; what stands round it is looked after."""
    window: tuple[int, int] = (40, 400)
    """Characters before and after the candidate that `pattern` sees."""
    checks: tuple[str, ...] = ()
    """Functions of `sakchy.detect.checks`, all of which must accept the value."""
    context: WordLists = WordLists()
    """Words that speak for the value; `карт*` is a stem, `карта` a whole word."""
    against: WordLists = WordLists()
    """Words that, standing right before the value, say that it is something else."""
    near: int = 60
    """How many characters round the value a context word may stand."""
    fields: tuple[str, ...] = ()
    """Names of form or JSON fields in which the value is at home (compared without case, - and _)."""
    siblings: tuple[str, ...] = ()
    """Names of fields that speak for the value when they stand beside it."""
    owner: Owner = Owner()
    """What the value belongs to: if it stands beside it and is none, nothing is reported."""
    confidence: Confidence = Confidence()
    at_least: Share = 0.6
    """Below this nothing is reported."""
    keep: tuple[int, int] = (0, 4)
    """How many characters at either end the masked preview may show."""
    home: tuple[str, ...] = ()
    """Registrable domains where the value belongs and raises no finding."""
    match: Annotated[tuple[Match, ...], Meta(min_length=3)]
    no_match: Annotated[tuple[NoMatch, ...], Meta(min_length=5)]
    references: tuple[str, ...] = ()


class Vendor(Written, frozen=True, kw_only=True):
    """One line of a table of vendors: a rule that differs from the others by name and shape only."""

    id: Id
    title: str
    names: Annotated[tuple[str, ...], Meta(min_length=1)]
    """As in a rule."""
    shape: str
    """As in a rule."""
    near: int = 48
    """0: only in the name of the value, because the vendor is spoken of beside every checksum."""
    value: str
    """A made-up value of that shape; the rule's examples are built of it."""
    home: tuple[str, ...] = ()


class VendorTable(Written, frozen=True, kw_only=True):
    """`rules/vendors/NAME.yaml`: keys and tokens that only the name beside them tells from a checksum."""

    table: Id
    title: str
    why: str
    references: Annotated[tuple[str, ...], Meta(min_length=1)]
    vendors: tuple[Vendor, ...]


class PublicKey(Written, frozen=True, kw_only=True):
    """A key that sites show to everybody on purpose: a value that is one is no finding of any rule.

    If `fields`, `siblings`, `near` or `home` are given, one of them must hold besides the shape.
    """

    id: Id
    title: str
    shape: str
    """`regex` syntax for the whole value."""
    fields: tuple[str, ...] = ()
    """As in a rule."""
    siblings: tuple[str, ...] = ()
    """As in a rule."""
    near: str = ""
    """`regex` syntax for the value and what stands round it."""
    home: tuple[str, ...] = ()
    """Domains on the way to which it is public."""
    match: Annotated[tuple[str, ...], Meta(min_length=1)]
    no_match: Annotated[tuple[str, ...], Meta(min_length=1)]
    references: Annotated[tuple[str, ...], Meta(min_length=1)]


class PublicKeys(Written, frozen=True, kw_only=True):
    """`rules/public-keys.yaml`."""

    keys: tuple[PublicKey, ...]


class Host(Written, frozen=True, kw_only=True):
    """A host and how it is known. Only evidence `seen` may stand in a verified category."""

    host: str
    match: Literal["exact", "suffix", "glob"] = "suffix"
    evidence: Literal["seen", "old", "assumed"] = "seen"
    name: Literal["own", "worldwide", "ordinary"] = "own"
    """Whose the name is: its bearer's alone, borne by one or several under many suffixes, or a plain word.
    The less it is somebody's own, the fewer names count as imitations of it."""
    wallet: bool = False
    """People log in here to their own money, as at a bank: stopped by name where banks are."""
    note: str = ""
    until: dt.date | None = None
    """Last day on which the entry counts; left out: for ever."""


class DestinationList(Written, frozen=True, kw_only=True):
    """`rules/destinations/NAME.yaml`: who is who."""

    category: Id
    checked: dt.date
    """Day on which the evidence was looked at."""
    hosts: tuple[Host, ...]


class Ask(Written, frozen=True, kw_only=True):
    """How a question is put."""

    wait: Annotated[int, Meta(ge=5, le=600)] = 60
    """Seconds a message is held; unanswered means blocked and listed as expired."""
    most: Annotated[int, Meta(ge=0, le=1000)] | None = None
    """Questions an hour: beyond that, what is asked about once only is not sent and listed as missed. 0: any
    number; left out: as in the extended policy."""


class Policy(Written, frozen=True, kw_only=True):
    """`rules/policies/NAME.yaml`: a grid, rows are kinds (or kind/rule), columns are categories.

    With `extends` it holds only what differs: what is left out stands as in the other policy.
    """

    profile: Id
    title: Words
    extends: Id | None = None
    raise_asks: bool = False
    """Every `ask` of the extended policy becomes `ask-twice`, and every `ask-twice` becomes `block`."""
    ask: Ask | None = None
    inspect_trusted: bool | None = None
    """Decrypt and look even at verified state and bank hosts; left out everywhere: no."""
    stop: tuple[Id, ...] | None = None
    """Categories whose hosts are not connected to at all: judged by name, before anything is decrypted."""
    clear_after_logout: bool | None = None
    """Tell the browser to drop what it keeps of a site when its log-out page is opened."""
    forget_on_exit: bool | None = None
    """When the guard stops, forget what came while it ran."""
    observe: bool | None = None
    """Hold and stop nothing, only write down what would have been asked about or stopped."""
    columns: tuple[Id, ...] = ()
    """Order of the cells in `table`."""
    table: dict[str, tuple[Cell, ...]] = {}
    """Row -> one cell for each column."""
    otherwise: Cell | None = None
    """For a kind that has no row; left out everywhere: `ask`."""


class Changes(Written, frozen=True, kw_only=True):
    """`changes/NAME.yaml` in Sakchy's folder: what a person changed of one policy, cell by cell.

    Laid over the policy of that name alone, not under those that extend it.
    """

    policy: Id
    cells: dict[str, dict[Id, Cell]] = {}
    """Row -> category -> what is said there instead."""


class Off(Written, frozen=True, kw_only=True):
    """`rules-off.yaml` in Sakchy's folder: rules and recognisers that are not to find anything."""

    rules: tuple[Id, ...] = ()
    """A name that no rule has (any more) is no mistake: nothing is off by it."""


class Rulebook(Written, frozen=True, kw_only=True):
    """Everything people wrote, in one value."""

    kinds: dict[str, Kind]
    categories: dict[str, Category]
    rules: tuple[Rule, ...]
    destinations: tuple[DestinationList, ...]
    policies: dict[str, Policy]
    public_keys: tuple[PublicKey, ...] = ()
    changes: dict[str, Changes] = {}
    """Policy -> what the person changed of it."""
    off: frozenset[str] = frozenset()
    """Rules that were switched off."""
    version: str
    """First 12 hex digits of the SHA-256 over all files: stands in the journal beside each decision."""
