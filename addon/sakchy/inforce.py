"""The rules in force: rulebook, judges and recognisers as one value, swapped whole when a file has changed.

Whoever needs rules holds a `Rules` and reads `now` when a message comes; nobody keeps a copy. A file with a
mistake changes nothing: what was right before stays in force, and `trouble` says what is wrong where.
"""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from sakchy import office, people, rulebook, settings
from sakchy.decide import Judge
from sakchy.detect.compiled import RuleError
from sakchy.inspect import Inspector
from sakchy.model import Why
from sakchy.office import LOCKED, Managed, Office
from sakchy.people import NOBODY, Crowd
from sakchy.rulebook import Rule, Rulebook, rules_folder
from sakchy.rulebook.loading import files
from sakchy.yamlfile import FileError, read_source

LOOK = 2.0  # seconds between two looks at the files: somebody who saves one waits no longer than that
WATCHED = ("destinations", "policies", "changes")
"""Folders of Sakchy's folder that hold rules; beside them single files."""
FILES = ("settings.yaml", "rules-off.yaml", people.NAME, office.NAME)
Make = Callable[[Rulebook], Inspector]
Stamp = frozenset[tuple[str, int, int]]


class InForce:
    """One rulebook with all that is made of it. Never changed once it is made."""

    def __init__(
        self,
        book: Rulebook,
        policy: str,
        make: Make,
        before: "InForce | None" = None,
        *,
        crowd: Crowd | None = None,
        managed: Managed | None = None,
    ) -> None:
        """`policy`: what the person has chosen; an office may say another. What is the same as `before` is
        taken over. Raises ValueError for an unknown policy.
        """
        self.rulebook = book
        self.chosen = policy
        policy = (managed.office.policy if managed else None) or policy
        self.policy = policy
        self.crowd = crowd or Crowd()
        self.managed = managed
        self.make = make
        self.judge: Judge = Judge(
            book, policy, before.judge.where_to if before and same_places(book, before) else None
        )
        self.judges = {policy: self.judge}
        if before and same_rules(book, before.rulebook) and "inspector" in before.__dict__:
            self.inspector = before.inspector

    @cached_property
    def inspector(self) -> Inspector:
        """What finds; made when first used. Raises RuleError."""
        return self.make(self.rulebook)

    def judge_of(self, policy: str) -> Judge:
        """The judge of any policy, made once. Raises ValueError for one that there is not."""
        if policy not in self.judges:
            self.judges[policy] = Judge(self.rulebook, policy, self.judge.where_to)
        return self.judges[policy]

    def judge_for(self, who: str) -> Judge:
        """The judge of somebody's policy."""
        policy = self.crowd.policy(who)
        return self.judge_of(policy) if policy else self.judge

    @property
    def office(self) -> Office:
        """What an office says; of a person at home, nothing."""
        return self.managed.office if self.managed else AT_HOME


AT_HOME = Office()


class Rules:
    """Holds what is in force."""

    def __init__(self, now: InForce, home: Path | None = None, managed: Path | None = None) -> None:
        """`home`: Sakchy's folder, whose files are read again; without it nothing ever changes. `managed`: an
        office's folder, whose files count in their place.
        """
        self.now = now
        self.home = home
        self.managed = managed
        self.trouble: FileError | None = None
        """What is wrong in a file that was changed: it is not in force."""
        self.listeners: list[Callable[[InForce], None]] = []
        """Hear, in the event loop, of everything that comes into force."""
        self.complain: Callable[[FileError], None] = lambda _: None
        """Hears of a file that has become wrong, once."""
        self.chosen = filed(home) if home else ""
        """The policy that `settings.yaml` named when it was last read: the command line may say another."""
        self.stamp = stamp(home, managed) if home else frozenset()
        self.lock = asyncio.Lock()

    @property
    def judge(self) -> Judge:
        """Of the policy of this install."""
        return self.now.judge

    @property
    def inspector(self) -> Inspector:
        """What finds."""
        return self.now.inspector

    @property
    def rulebook(self) -> Rulebook:
        """What people wrote."""
        return self.now.rulebook

    @property
    def crowd(self) -> Crowd:
        """The people who are told apart."""
        return self.now.crowd

    @property
    def office(self) -> Office:
        """What an office says."""
        return self.now.office

    def judge_for(self, who: str = NOBODY) -> Judge:
        """Of somebody's policy."""
        return self.now.judge_for(who)

    def locked(self, _row: str = "", _column: str = "") -> Why | None:
        """Why a person cannot change a cell, or anything else of the rules; None if they can."""
        return LOCKED if self.now.managed else None

    async def refresh(self, policy: str = "") -> FileError | None:
        """Read the files again and put them in force; what is wrong with them, if that cannot be done.

        `policy`: the one that the person has just chosen, in place of what was chosen at the start.
        """
        if self.home is None:
            return None
        async with self.lock:
            self.stamp = await asyncio.to_thread(stamp, self.home, self.managed)
            try:
                fresh, chosen = await asyncio.to_thread(self.read, self.home, policy)
            except FileError as error:
                known, self.trouble = str(self.trouble), error
                if str(error) != known:
                    self.complain(error)
                return error
            except OSError:  # a file that is being replaced: the next look sees it
                self.stamp = frozenset()
                return None
            self.trouble, self.chosen = None, chosen
            self.adopt(fresh)
            return None

    def read(self, home: Path, policy: str = "") -> tuple[InForce, str]:
        """What the files say now, ready for use, and the policy that the settings name.

        Raises FileError or OSError.
        """
        chosen = filed(home)
        policy = policy or (chosen if chosen != self.chosen else self.now.chosen)
        try:
            fresh = read(home, self.managed, policy, self.now.make, self.now)
            _ = fresh.inspector  # compiled here, in a thread
        except FileError:
            raise
        except RuleError as error:
            raise in_file(error) from None
        except ValueError as error:  # a policy that there is not
            raise FileError(
                "settings.yaml" if policy == chosen else "policies", "", 0, 0, str(error)
            ) from None
        return fresh, chosen

    def adopt(self, fresh: InForce) -> None:
        """Swap the whole. What was learnt from messages is no rule and stays."""
        before, self.now = self.now, fresh
        if fresh.inspector is not before.inspector:
            fresh.inspector.bindings = before.inspector.bindings
            fresh.inspector.guessing = before.inspector.guessing
        for hears in self.listeners:
            hears(fresh)

    async def watch(self) -> None:
        """Look at the files every few seconds, for ever."""
        while self.home:
            await asyncio.sleep(LOOK)
            if await asyncio.to_thread(stamp, self.home, self.managed) != self.stamp:
                await self.refresh()


def read(home: Path, managed: Path | None, policy: str, make: Make, before: InForce | None = None) -> InForce:
    """What the files of a person, or those of their office, put in force. Raises FileError or ValueError."""
    theirs = office.read(managed)
    folder = theirs.folder if theirs else home
    book = rulebook.load(extra=folder)
    crowd = people.load(folder / people.NAME, book.policies)
    return InForce(book, policy, make, before, crowd=crowd, managed=theirs)


def still(book: Rulebook, policy: str, key: bytes = bytes(32)) -> Rules:
    """Rules that stay as they are, for whoever needs no folder."""
    return Rules(InForce(book, policy, lambda known: Inspector(known, key)))


def in_file(error: RuleError) -> FileError:
    """The same with the file and line of the rule, if it has a file of its own."""
    name, _, message = str(error).partition(": ")
    for folder, path in files(rules_folder(), "detectors"):
        if path.stem == name:
            source = read_source(path, Rule, str(path.relative_to(folder.parent)))
            return source.wrong(message, "pattern" if source.value.pattern else "shape")
    return FileError("rules", "", 0, 0, str(error))


def same_places(book: Rulebook, before: InForce) -> bool:
    """Whether the lists of receivers are the same."""
    old = before.rulebook
    return (book.destinations, book.categories) == (old.destinations, old.categories)


def same_rules(book: Rulebook, old: Rulebook) -> bool:
    """Whether the recognisers are the same."""
    return (book.rules, book.public_keys, book.off) == (old.rules, old.public_keys, old.off)


def filed(home: Path) -> str:
    """The policy that `settings.yaml` names. Raises FileError."""
    return settings.load(home).policy


def stamp(home: Path, managed: Path | None = None) -> Stamp:
    """What changes with any file that is read, and at midnight, when entries of a list run out."""
    day = (dt.datetime.now().astimezone().date().isoformat(), 0, 0)
    return frozenset([day, *(seen for path in watched(home, managed) if (seen := look(path)))])


def watched(home: Path, managed: Path | None) -> Iterator[Path]:
    """All files that matter."""
    yield from rules_folder().rglob("*.yaml")
    for root in (home, managed) if managed else (home,):
        for folder in WATCHED:
            yield from (root / folder).rglob("*")
        yield from (root / name for name in FILES)


def look(path: Path) -> tuple[str, int, int] | None:
    """Name, time and size of a file; None if it is gone meanwhile."""
    try:
        found = path.stat()
    except OSError:
        return None
    return str(path), found.st_mtime_ns, found.st_size
