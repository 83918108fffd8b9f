"""`pin.json`: the PIN of a parent, as an argon2 hash (RFC 9106), and how often somebody guessed wrongly.

A PIN is short, so what protects it is patience: after a few mistakes each further one costs a longer pause,
which outlives a restart. All of it happens on this computer. It keeps a child away from the guard's page; who
may change files of this account can also remove this file, so a child needs an account of their own.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from sakchy.keep.key import replace
from sakchy.model import Value

NAME = "pin.json"
SHORTEST, LONGEST = 4, 64  # characters; a sentence is fine
PAUSES = (
    0,
    0,
    30,
    60,
    300,
    900,
    3600,
)  # seconds after each mistake in a row; then always the last
MOST_NAMES = 200  # whose mistakes are counted; the oldest are forgotten
PARENT = ""
"""The name under which the mistakes with the family's PIN are counted."""
Checked = Literal["right", "wrong", "wait", "unset"]

hasher = PasswordHasher()  # RFC 9106, 4: the second recommended option, 64 MiB of memory


class Tries(Value, frozen=True):
    """Mistakes in a row."""

    count: int = 0
    until: float = 0.0
    """Seconds since 1970 from which on the next try is looked at."""


class Kept(Value, frozen=True):
    """The file's content."""

    hash: str = ""
    tries: Mapping[str, Tries] = {}


class UnfitPinError(ValueError):
    """A PIN that cannot be used: `short`, `long` or `easy`."""


class Pins:
    """The PIN of one install. For several threads; another program's changes are seen at once."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        """Nothing is read or made yet."""
        self.path = home / NAME
        self.clock = clock
        self.lock = threading.Lock()

    @property
    def is_set(self) -> bool:
        """True if there is a PIN, also in a broken file: what cannot be checked lets nobody through."""
        kept = self.read()
        return kept is None or bool(kept.hash)

    def set(self, pin: str) -> None:
        """Take a new PIN; earlier mistakes are forgotten. Raises UnfitPinError or OSError."""
        fit(pin)
        self.write(Kept(hasher.hash(pin)))

    def remove(self) -> None:
        """No PIN any more. Raises OSError."""
        self.path.unlink(missing_ok=True)

    def check(self, pin: str) -> Checked:
        """Whether this is the PIN. Takes a tenth of a second; call it in a thread."""
        kept = self.read()
        if kept is not None and not kept.hash:
            return "unset"
        return self.check_hash(kept.hash if kept else "", pin)

    def check_hash(self, hash_: str, pin: str, name: str = PARENT) -> Checked:
        """The same for somebody else's PIN, an approver's, whose mistakes are counted by `name`.

        A mistake is written down before the PIN is looked at, so that neither two tries at a time nor
        ending the program in between makes another one free.
        """
        with self.lock:
            kept = self.read() or Kept()
            if self.wait(name, kept):
                return "wait"
            tried = self.failed(kept.tries.get(name, Tries()))
            self.write_tries(kept, name, tried)
            if not matches(hash_, pin):
                return "wrong"
            self.write_tries(kept, name, None)
            return "right"

    def wait(self, name: str = PARENT, kept: Kept | None = None) -> int:
        """Seconds until the next try is looked at; 0 if it may be now."""
        tries = (kept or self.read() or Kept()).tries.get(name, Tries())
        # A clock that was set back must not lock anybody out for longer than a pause lasts.
        left = min(tries.until - self.clock(), pause(tries.count))
        return max(0, round(left + 0.5)) if left > 0 else 0

    def failed(self, tries: Tries) -> Tries:
        """One mistake more."""
        count = tries.count + 1
        return Tries(count, self.clock() + pause(count))

    def read(self) -> Kept | None:
        """What the file holds; None if it cannot be read."""
        with contextlib.suppress(FileNotFoundError):
            try:
                return msgspec.json.decode(self.path.read_bytes(), type=Kept)
            except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
                if self.path.exists():
                    return None
        return Kept()

    def write_tries(self, kept: Kept, name: str, tries: Tries | None) -> None:
        """Write down the mistakes under one name. A broken file stays: it lets nobody in anyway."""
        if self.read() is None:
            return
        others = [(key, each) for key, each in kept.tries.items() if key != name][-(MOST_NAMES - 1) :]
        self.write(msgspec.structs.replace(kept, tries=dict([*others, *([(name, tries)] if tries else [])])))

    def write(self, kept: Kept) -> None:
        """Replace the file. Raises OSError."""
        replace(self.path, msgspec.json.encode(kept))


def pause(count: int) -> int:
    """Seconds to wait after so many mistakes in a row."""
    return PAUSES[min(count, len(PAUSES)) - 1] if count else 0


def fit(pin: str) -> None:
    """Raises UnfitPinError for a PIN that is too short or long, or that everybody tries first."""
    if len(pin) < SHORTEST:
        raise UnfitPinError("short")
    if len(pin) > LONGEST:
        raise UnfitPinError("long")
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise UnfitPinError("easy")


def hashed(pin: str) -> str:
    """The hash of a PIN or password, for a file. Raises UnfitPinError."""
    fit(pin)
    return hasher.hash(pin)


def matches(hash_: str, pin: str) -> bool:
    """Whether a hash was made of this PIN. Never raises; a broken hash matches nothing."""
    try:
        return hasher.verify(hash_, pin[: LONGEST + 1])
    except (Argon2Error, InvalidHashError, ValueError):
        return False
