"""`remembered.json`: what somebody answered once for longer, and what the guard took for something it is not.

A grant names kinds and a site, a mistake is told by a keyed fingerprint alone: no found text is in either.
Grants for an hour stay in memory. A file that cannot be read counts as empty: then people are asked again.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from msgspec.structs import replace as altered

from sakchy.keep.key import replace
from sakchy.model import Destination, Finding, Value

NAME = "remembered.json"
VERSION = 1
MOST = 500  # of each; the oldest go: somebody with more has stopped reading the questions
HOUR = 3600.0
MONTH = 30 * 86400.0

logger = logging.getLogger(__name__)


class Grant(Value, frozen=True):
    """These kinds may go to this site without a question."""

    id: str
    kinds: tuple[str, ...]
    site: str
    category: str
    """It must still be the receiver's: a site that falls out of a list is asked about again."""
    insecure: bool
    since: float
    until: float
    """Seconds since 1970."""
    who: str = ""
    """Whose answer it was, where people are told apart."""


class Mistake(Value, frozen=True):
    """A value that is not what a rule takes it for."""

    id: str
    kind: str
    rule: str
    fingerprint: str
    since: float
    who: str = ""
    """Who said so, where people are told apart: the others are asked as before."""

    @property
    def mark(self) -> tuple[str, str, str, str]:
        """What tells it."""
        return self.kind, self.rule, self.fingerprint, self.who


class Refusal(Value, frozen=True):
    """Nothing of these kinds may go to this site, whatever the policy says."""

    id: str
    kinds: tuple[str, ...]
    site: str
    since: float
    who: str = ""


class Kept(Value, frozen=True):
    """The file's content."""

    grants: tuple[Grant, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    version: int = VERSION
    refusals: tuple[Refusal, ...] = ()


class Remembered:
    """What one install remembers. All of it lives in the thread of one event loop."""

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        """Without a `path` nothing outlives the program."""
        self.path = path
        self.clock = clock
        self.kept = read(path) if path else Kept()
        self.brief: tuple[Grant, ...] = ()
        """Grants for an hour."""
        self.marks = frozenset(each.mark for each in self.kept.mistakes)

    def grant(self, kinds: Iterable[str], to: Destination, lasts: float, who: str = "") -> Grant:
        """Remember an answer for `lasts` seconds; up to an hour in memory only. Raises OSError."""
        now, site = self.clock(), to.site or to.host
        about = (tuple(sorted(set(kinds))), site, to.category, to.insecure)
        made = Grant(secrets.token_hex(8), *about, now, now + lasts, who)
        if lasts <= HOUR:
            self.brief = (*self.brief, made)[-MOST:]
        else:
            self.change(altered(self.kept, grants=(*self.kept.grants, made)[-MOST:]))
        return made

    def granted(self, kinds: Iterable[str], to: Destination, who: str = "") -> Grant | None:
        """The grant under which all these kinds may go there, if there is one."""
        wanted, site = set(kinds), to.site or to.host
        fits = (
            each
            for each in self.grants()
            if (each.site, each.category, each.insecure, each.who) == (site, to.category, to.insecure, who)
            and wanted <= set(each.kinds)
        )
        return next(fits, None) if wanted else None

    def grants(self) -> tuple[Grant, ...]:
        """Those that still hold, newest first."""
        now = self.clock()
        every = (each for each in (*self.kept.grants, *self.brief) if each.since <= now < each.until)
        return tuple(sorted(every, key=lambda each: -each.since))

    def mistake(self, findings: Iterable[Finding], who: str = "") -> tuple[Mistake, ...]:
        """Remember that these are none, but for what could not be read. Raises OSError."""
        told = {mark(each, who) for each in findings if can_be_wrong(each)}
        made = tuple(
            Mistake(secrets.token_hex(8), kind, rule, fingerprint, self.clock(), who)
            for kind, rule, fingerprint, _ in sorted(told - self.marks)
        )
        if made:
            self.change(altered(self.kept, mistakes=(*self.kept.mistakes, *made)[-MOST:]))
        return made

    def mistakes(self) -> tuple[Mistake, ...]:
        """All of them, newest first."""
        return tuple(reversed(self.kept.mistakes))

    def refuse(self, kinds: Iterable[str], to: Destination, who: str = "") -> Refusal:
        """Remember that nothing of these kinds may go there, until that is taken back. Raises OSError."""
        site = to.site or to.host
        made = Refusal(secrets.token_hex(8), tuple(sorted(set(kinds))), site, self.clock(), who)
        self.change(altered(self.kept, refusals=(*self.kept.refusals, made)[-MOST:]))
        return made

    def refused(self, kinds: Iterable[str], to: Destination, who: str = "") -> Refusal | None:
        """The refusal under which something of these kinds may not go there, if there is one."""
        wanted, site = set(kinds), to.site or to.host
        fits = (each for each in self.kept.refusals if (each.site, each.who) == (site, who))
        return next((each for each in fits if not wanted.isdisjoint(each.kinds)), None)

    def refusals(self) -> tuple[Refusal, ...]:
        """All of them, newest first."""
        return tuple(reversed(self.kept.refusals))

    def without_mistakes(self, findings: tuple[Finding, ...], who: str = "") -> tuple[Finding, ...]:
        """Findings but for those that somebody called mistakes."""
        if not self.marks:
            return findings
        return tuple(each for each in findings if mark(each, who) not in self.marks)

    def revoke(self, id: str) -> bool:  # noqa: A002  it is the entry's id
        """Take back a grant, a refusal or a mistake; False if there is none of this id. Raises OSError."""
        brief = tuple(each for each in self.brief if each.id != id)
        kept = Kept(
            tuple(each for each in self.kept.grants if each.id != id),
            tuple(each for each in self.kept.mistakes if each.id != id),
            refusals=tuple(each for each in self.kept.refusals if each.id != id),
        )
        found = kept != self.kept or brief != self.brief
        self.brief = brief
        if kept != self.kept:
            self.change(kept)
        return found

    def forget(self, since: float = 0.0) -> None:
        """Forget what was remembered from then on; without a time everything. Raises OSError."""
        self.brief = ()
        old = Kept(
            tuple(each for each in self.kept.grants if each.since < since),
            tuple(each for each in self.kept.mistakes if each.since < since),
            refusals=tuple(each for each in self.kept.refusals if each.since < since),
        )
        if old != self.kept or old == Kept():
            self.change(old)

    def change(self, kept: Kept) -> None:
        """Write the file, then count by it; what is over goes. An empty file is none. Raises OSError."""
        now = self.clock()
        kept = altered(kept, grants=tuple(each for each in kept.grants if each.until > now))
        if self.path and kept != Kept():
            replace(self.path, msgspec.json.encode(kept))
        elif self.path:
            self.path.unlink(missing_ok=True)
        self.kept = kept
        self.marks = frozenset(each.mark for each in kept.mistakes)


def mark(finding: Finding, who: str) -> tuple[str, str, str, str]:
    """What tells a mistake of somebody's, see `Mistake.mark`."""
    return finding.kind, finding.rule, finding.fingerprint, who


def can_be_wrong(finding: Finding) -> bool:
    """Whether a finding can be called a mistake: what could not be read might be anything."""
    return finding.kind != "not-read" and bool(finding.fingerprint)


def read(path: Path) -> Kept:
    """What the file holds; nothing, if it cannot be read."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except FileNotFoundError:
        return Kept()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        logger.error("%s cannot be read: people are asked again (%s)", NAME, type(error).__name__)  # noqa: TRY400
        return Kept()
    return kept if kept.version == VERSION else Kept()
