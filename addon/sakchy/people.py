"""`people.yaml`: who uses this guard, how they are told apart, and which policy counts for whom.

Three ways of telling people apart, the surest first: a log-in of the proxy (name and password), an account
of this computer (Linux tells whose a connection is), a port of their own (another port makes another person).
Without such a file there is one person, nothing is looked up and nothing costs.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Annotated

import msgspec
import yaml
from msgspec import Meta

from sakchy.detect.own.spelling import spell, tokens
from sakchy.keep.key import replace
from sakchy.rulebook.shapes import Id, Written
from sakchy.yamlfile import FileError, Source, not_known, read_source

NAME = "people.yaml"
NOBODY = ""
"""Who somebody is that nobody is known to be."""
NO_ACCOUNT = -1
MOST_LETTERS = 20  # of an id
Name = Annotated[str, Meta(min_length=1, max_length=60)]
Login = Annotated[str, Meta(pattern=r"^[^:\x00-\x1f]{1,60}$")]
Hash = Annotated[str, Meta(pattern=r"^\$argon2id\$[\w$,=+/.-]{20,300}$")]


class Person(Written, frozen=True, kw_only=True):
    """One person, or several who share everything."""

    id: Id
    name: Name
    policy: Id | None = None
    """Left out: that of the group, else the one that everybody has."""
    child: bool = False
    """A parent's PIN is wanted for remembering an answer and for sending strict kinds."""
    port: Annotated[int, Meta(ge=1, le=65535)] | None = None
    """A port of the proxy for this person alone."""
    account: str | int | None = None
    """Name or number of an account of this computer."""
    login: Login | None = None
    """Name with which this person logs in to the proxy."""
    password: Hash | None = None
    """Argon2 hash of the password that belongs to it."""
    approver: Hash | None = None
    """Argon2 hash of the PIN with which this person approves what others want to send."""


class Group(Written, frozen=True, kw_only=True):
    """People with one policy."""

    name: Name
    policy: Id
    people: tuple[Id, ...]


class People(Written, frozen=True, kw_only=True):
    """The file."""

    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    otherwise: Id | None = None
    """Policy of whoever is none of these; left out: the one that everybody has."""


class Crowd:
    """The people of a file, ready to be told apart."""

    def __init__(self, people: People = People(), accounts: dict[int, str] | None = None) -> None:  # noqa: B008  frozen
        """`accounts`: user ids of this computer and whose they are (see `load`)."""
        self.people = people
        self.accounts = accounts or {}
        self.known = {each.id: each for each in people.people}
        self.ports = {each.port: each.id for each in people.people if each.port}
        self.logins = {each.login: each for each in people.people if each.login}

    def tell(self, port: int, account: int | None) -> str:
        """Who connects to a port of the proxy from an account; where these two differ, a child counts."""
        found = [
            who
            for who in (self.accounts.get(NO_ACCOUNT if account is None else account), self.ports.get(port))
            if who
        ]
        return next((who for who in found if who in self.children), found[0] if found else NOBODY)

    def policy(self, who: str) -> str | None:
        """The policy of somebody; None for the one that everybody has."""
        person = self.known.get(who)
        if person is None:
            return self.people.otherwise
        return person.policy or next((g.policy for g in self.people.groups if who in g.people), None)

    def group(self, who: str) -> str:
        """Name of the group somebody belongs to, or nothing."""
        return next((group.name for group in self.people.groups if who in group.people), "")

    def name(self, who: str) -> str:
        """What somebody is called; an id that nobody has any more stands for itself."""
        return self.known[who].name if who in self.known else who

    @cached_property
    def children(self) -> frozenset[str]:
        """Who wants a parent."""
        return frozenset(each.id for each in self.people.people if each.child)

    @cached_property
    def grown(self) -> frozenset[str]:
        """Who is known and wants none."""
        return frozenset(self.known) - self.children

    @property
    def policies(self) -> frozenset[str]:
        """All policies that are named."""
        own = (self.policy(who) for who in (*self.known, NOBODY))
        return frozenset(name for name in own if name)

    @property
    def approvers(self) -> tuple[Person, ...]:
        """Who may approve what others want to send."""
        return tuple(each for each in self.people.people if each.approver)


def load(path: Path, policies: Collection[str]) -> Crowd:
    """The people of a file; nobody without one. Raises FileError for what cannot be meant."""
    if not path.is_file():
        return Crowd()
    source = read_source(path, People)
    for error in mistakes(source, policies):
        raise error
    return Crowd(source.value, dict(accounts(source)))


def mistakes(source: Source[People], policies: Collection[str]) -> Iterator[FileError]:
    """Names that there are not, or that two have; a log-in without a password."""
    people = source.value.people
    for key in ("id", "port", "account", "login"):
        counted = Counter(getattr(each, key) for each in people)
        for at, each in enumerate(people):
            if getattr(each, key) is not None and counted[getattr(each, key)] > 1:
                yield source.wrong(f"two people have this {key}", "people", at, key)
    for at, each in enumerate(people):
        if bool(each.login) != bool(each.password):
            yield source.wrong("`login` and `password` belong together", "people", at)
        if each.policy and each.policy not in policies:
            yield source.wrong(not_known("policy", each.policy, policies), "people", at, "policy")
    yield from wrong_groups(source, policies)
    if (otherwise := source.value.otherwise) and otherwise not in policies:
        yield source.wrong(not_known("policy", otherwise, policies), "otherwise")


def wrong_groups(source: Source[People], policies: Collection[str]) -> Iterator[FileError]:
    """Groups of people or policies that there are not, and people of two groups."""
    known, taken = [each.id for each in source.value.people], set[str]()
    for at, group in enumerate(source.value.groups):
        if group.policy not in policies:
            yield source.wrong(not_known("policy", group.policy, policies), "groups", at, "policy")
        for row, who in enumerate(group.people):
            if who not in known:
                yield source.wrong(not_known("person", who, known), "groups", at, "people", row)
            if who in taken:
                yield source.wrong("this person is in two groups", "groups", at, "people", row)
            taken.add(who)


def accounts(source: Source[People]) -> Iterator[tuple[int, str]]:
    """User ids and whose they are. Raises FileError for an account that this computer does not have."""
    for at, each in enumerate(source.value.people):
        if isinstance(each.account, int):
            yield each.account, each.id
        elif each.account:
            try:
                import pwd  # noqa: PLC0415  Windows has none

                yield pwd.getpwnam(each.account).pw_uid, each.id
            except (ImportError, KeyError):
                raise source.wrong(
                    "there is no such account on this computer", "people", at, "account"
                ) from None


def fresh_id(people: People, name: str) -> str:
    """A short id for a name, in Latin letters, that nobody has yet."""
    letters = b"".join(token for token in tokens(spell(name)) if token.isalnum()).decode("ascii", "ignore")
    base, taken = letters.lower()[:MOST_LETTERS] or "person", {each.id for each in people.people}
    return base if base not in taken else next(one for n in count(2) if (one := f"{base}-{n}") not in taken)


def added(path: Path, person: Person, policies: Collection[str]) -> Crowd:
    """Add a person to a file. Raises FileError for what cannot be meant, or OSError; then nothing changes."""
    before = load(path, policies).people
    trial = path.with_name(f".{path.name}-trial")
    try:
        save(trial, msgspec.structs.replace(before, people=(*before.people, person)))
        crowd = load(trial, policies)
        trial.replace(path)
    finally:
        trial.unlink(missing_ok=True)
    return crowd


def removed(path: Path, id_: str, policies: Collection[str]) -> None:
    """Take a person out, of their groups too. Raises FileError or OSError."""
    before = load(path, policies).people
    groups = (
        msgspec.structs.replace(group, people=tuple(each for each in group.people if each != id_))
        for group in before.groups
    )
    kept = tuple(each for each in before.people if each.id != id_)
    save(path, msgspec.structs.replace(before, people=kept, groups=tuple(groups)))


def save(path: Path, people: People) -> None:
    """Write the file anew; comments in it are lost. Raises OSError."""
    rows = msgspec.to_builtins(people)
    kept = {key: [short(row) for row in rows[key]] for key in ("people", "groups") if rows[key]}
    if people.otherwise:
        kept["otherwise"] = rows["otherwise"]
    replace(path, yaml.safe_dump(kept, allow_unicode=True, sort_keys=False).encode())


def short(row: dict[str, object]) -> dict[str, object]:
    """Without what is left out anyway."""
    return {key: value for key, value in row.items() if not (value is None or value is False)}
