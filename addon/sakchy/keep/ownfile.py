"""`own.json`: what a person enrolled, as keyed fingerprints. Whoever uses it sees changes at once."""

import contextlib
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.own import NOTHING, Enrolled, Own
from sakchy.keep.key import fingerprint_key, replace
from sakchy.model import Value
from sakchy.yamlfile import FileError

NAME = "own.json"
VERSION = 1
MOST_BYTES = 4 << 20  # some ten thousand values; more is no person's
PATIENCE = 5.0  # seconds to wait for another program that is writing; after as many its lock is a crash's
TICK = 0.02
Stamp = tuple[int, int, int]

logger = logging.getLogger(__name__)


class Kept(Value, frozen=True):
    """The file's content."""

    key: str
    """A fingerprint that only the right key gives."""
    enrolled: Enrolled
    version: int = VERSION


class OwnFile:
    """The file of one install, with the key its fingerprints are made with."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Nothing is read yet; a missing file means that nothing is enrolled."""
        self.path = path
        self.key = key
        self.stamp: Stamp | None = None
        self.held: Own | None = None

    @property
    def own(self) -> Own:
        """What is enrolled now: read again whenever the file has changed (a look at it costs a microsecond).

        A file broken later is said once, and what was read before counts on. Raises FileError if there is
        nothing before.
        """
        stamp = self.look()
        if self.held is None or stamp != self.stamp:
            try:
                self.held = Own(self.key, self.read())
            except FileError:
                if self.held is None:
                    raise
                logger.error("%s cannot be read: what was enrolled before counts on", NAME)  # noqa: TRY400
            self.stamp = stamp
        return self.held

    def look(self) -> Stamp:
        """What changes with the file."""
        try:
            stat = os.stat(self.path)  # noqa: PTH116  for every message: half the price of Path.stat
        except OSError:
            return (0, 0, 0)
        return (stat.st_mtime_ns, stat.st_size, stat.st_ino)

    def read(self) -> Enrolled:
        """What the file holds. Raises FileError for a file that is broken or made with another key."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return NOTHING
        except OSError as error:
            raise self.wrong(error.strerror or "cannot be read") from None
        if len(data) > MOST_BYTES:
            raise self.wrong(f"file is larger than {MOST_BYTES} bytes")
        try:
            kept = msgspec.json.decode(data, type=Kept)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self.wrong(str(error)) from None
        if kept.version != VERSION:
            raise self.wrong(f"made by another version of Sakchy ({kept.version})")
        if kept.key != self.proof():
            raise self.wrong("made with another key than this install's; enrol again after `sakchy forget`")
        return kept.enrolled

    def change(self, how: Callable[[Enrolled], Enrolled]) -> Enrolled:
        """Change what is enrolled, one program at a time. Raises FileError or OSError: no change then."""
        with self.locked():
            changed = how(self.read())
            replace(self.path, msgspec.json.encode(Kept(self.proof(), changed)))
        return changed

    def count(self) -> int:
        """How many values and passwords there are; 0 in a file that cannot be read."""
        try:
            enrolled = msgspec.json.decode(self.path.read_bytes(), type=Kept).enrolled
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return 0
        return len(enrolled.values) + len(enrolled.passwords)

    def delete(self) -> None:
        """Forget everything, be it broken or not. Raises OSError."""
        with self.locked():
            self.path.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the file. A lock that nobody let go of counts as a crash's after PATIENCE seconds."""
        lock = self.path.with_name(f".{NAME}.lock")
        while True:
            with contextlib.suppress(FileExistsError):
                os.close(os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                break
            with contextlib.suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > PATIENCE:  # its own age: others waited as long as we
                    lock.unlink()
            time.sleep(TICK)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)

    def proof(self) -> str:
        """What only this key gives."""
        return fingerprint(self.key, "own-key", b"")

    def wrong(self, message: str) -> FileError:
        """The error that names the file."""
        return FileError(str(self.path), "", 0, 0, message)


def enrolled_in(home: Path) -> OwnFile | None:
    """The file of a folder, read once; None if nothing was ever enrolled. Makes nothing. Raises FileError."""
    if not (home / NAME).exists():
        return None
    file = OwnFile(home / NAME, fingerprint_key(home))
    _ = file.own  # a broken one is said now
    return file


def fresh_id(enrolled: Enrolled) -> str:
    """A short name that nothing enrolled has yet."""
    taken = {value.id for value in enrolled.values} | {password.id for password in enrolled.passwords}
    return next(name for name in iter(lambda: secrets.token_hex(2), "") if name not in taken)
