"""A visit: what came while the guard ran is forgotten when it stops, what was there before stays.

The file `visit.json` says what was there at the beginning. A visit that never ended, because the computer was
switched off, ends with the next start.
"""

import logging
import sqlite3
import time
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sakchy.detect.own import NOTHING, Enrolled
from sakchy.keep import OwnFile, remembered
from sakchy.keep.remembered import Remembered
from sakchy.model import Value
from sakchy.record import Wanted, wipe
from sakchy.yamlfile import FileError

NAME = "visit.json"
JOURNAL = "journal.sqlite"

logger = logging.getLogger(__name__)


class Visit(Value, frozen=True):
    """The beginning."""

    began: float
    """Seconds since 1970."""
    ids: tuple[str, ...]
    """What was enrolled already."""
    learn: bool
    """Whether passwords were learnt already."""


def begin(home: Path, own: OwnFile) -> None:
    """Remember what is there now, unless an earlier visit has not ended yet. Raises FileError or OSError."""
    if (home / NAME).exists():
        return
    there = own.read()
    ids = (*(value.id for value in there.values), *(password.id for password in there.passwords))
    (home / NAME).write_bytes(msgspec.json.encode(Visit(time.time(), ids, there.learn)))


def end(home: Path, own: OwnFile) -> None:
    """Forget what came since the visit began, if one did. Never raises: the next start tries again."""
    try:
        forget(home, own)
    except (OSError, sqlite3.Error, FileError) as error:
        logger.error("not all of the visit is forgotten yet: %s", type(error).__name__)  # noqa: TRY400


def forget(home: Path, own: OwnFile) -> None:
    """The same. Raises OSError, sqlite3.Error or FileError."""
    try:
        visit = msgspec.json.decode((home / NAME).read_bytes(), type=Visit)
    except FileNotFoundError:
        return
    except msgspec.MsgspecError:  # switched off while it was written: before anything came
        visit = None
    if visit:
        wipe(home / JOURNAL, Wanted(since=visit.began))
        forget_own(own, visit)
        Remembered(home / remembered.NAME).forget(since=visit.began)
    (home / NAME).unlink()


def forget_own(own: OwnFile, visit: Visit) -> None:
    """Take out what was enrolled since; the file goes if nothing is left in it."""
    if own.path.exists() and own.change(lambda enrolled: before(enrolled, visit)) == NOTHING:
        own.delete()


def before(enrolled: Enrolled, visit: Visit) -> Enrolled:
    """What of this was there at the beginning and still is."""
    return replace(
        enrolled,
        values=tuple(each for each in enrolled.values if each.id in visit.ids),
        passwords=tuple(each for each in enrolled.passwords if each.id in visit.ids),
        learn=enrolled.learn and visit.learn,
    )
