"""What lies in Sakchy's folder, by what it is for: for the page that tells it all."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from sakchy.model import Value

Purpose = Literal["history", "aside", "own", "remembered", "wishes", "keys", "running", "other"]
MOST = 5000  # files that are looked at: a folder with more is not only ours
PATTERNS: tuple[tuple[Purpose, tuple[str, ...]], ...] = (
    ("aside", ("journal.sqlite.unreadable-*",)),
    ("history", ("journal.sqlite*",)),
    ("own", ("own.json", ".own.json*")),
    ("remembered", ("remembered.json",)),
    ("wishes", ("settings.yaml", "people.yaml", "office.yaml", "policies/*", "destinations/*",
                "detectors/*", "words/*", "vendors/*")),
    ("keys", ("fingerprint-key", "page-key", "pin.json", "ca/*", "trusted-roots.pem")),
    ("running", ("run.json*", "visit.json")),
)  # fmt: skip
"""The first that fits a file's path in the folder; a star stands for slashes, too."""
ORDER: tuple[Purpose, ...] = ("history", "aside", "own", "remembered", "wishes", "keys", "running", "other")


class Stored(Value, frozen=True):
    """What is kept for one purpose."""

    purpose: Purpose
    files: tuple[str, ...]
    """Paths in the folder."""
    size: int
    """Bytes."""


def stored(home: Path) -> list[Stored]:
    """Everything in the folder; a purpose for which nothing is there is left out."""
    every = [(purpose(path), path, size) for path, size in files(home)]
    return [
        Stored(name, tuple(path for _, path, _ in these), sum(size for _, _, size in these))
        for name in ORDER
        if (these := [one for one in every if one[0] == name])
    ]


def files(home: Path) -> Iterator[tuple[str, int]]:
    """Path and size of every file; one that goes away meanwhile is not there."""
    for number, path in enumerate(sorted(home.rglob("*"))):
        if number >= MOST:
            return
        try:
            if path.is_file():
                yield path.relative_to(home).as_posix(), path.stat().st_size
        except OSError:
            continue


def purpose(path: str) -> Purpose:
    """What a file is for, by its path in the folder."""
    fits = (name for name, patterns in PATTERNS if any(fnmatchcase(path, one) for one in patterns))
    return next(fits, "other")
