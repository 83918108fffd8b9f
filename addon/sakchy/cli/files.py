"""Open the files a person names, one after another, without stopping at one that cannot be read."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sakchy.model import Finding, Step

MOST_BYTES = 32 << 20  # as much as the guard keeps of one body; larger files are films and disk images
PSEUDO = ("/proc", "/sys", "/dev")  # the system's own view of itself: endless, and nobody's documents


class Opened(NamedTuple):
    """A file's bytes; or none, with what went wrong, or with the finding that says it is too large."""

    path: str
    data: bytes | None = None
    problem: str = ""
    findings: tuple[Finding, ...] = ()


def opened(path: str) -> Opened:
    """Read a regular file of bearable size. Raises nothing: what goes wrong stands in the answer."""
    try:
        about = Path(path).stat()
        if not stat.S_ISREG(about.st_mode):
            return Opened(path, problem="not a file")
        if about.st_size > MOST_BYTES:
            return Opened(path, findings=(too_large(path),))
        return Opened(path, Path(path).read_bytes())
    except (OSError, ValueError) as error:
        return Opened(path, problem=why(error))


def why(error: Exception) -> str:
    """The system's word for an error (`Permission denied`)."""
    return getattr(error, "strerror", None) or "not a file name"


def too_large(path: str) -> Finding:
    """Said instead of looking."""
    return Finding("not-read", "too-large", 1.0, (Step("file", Path(path).name),), "", "")


def walk(paths: Iterable[str]) -> Iterator[Opened | str]:
    """Paths of all files under `paths` in a fixed order, and the problem of each folder that does not open.

    Links inside a folder are not followed: they may lead out of it, or in circles. Pipes, sockets and
    devices are left out: reading one may take for ever.
    """
    for path in paths:
        if Path(path).is_dir():
            yield from inside(path)
        else:
            yield path


def inside(path: str) -> Iterator[Opened | str]:
    """The same for one folder."""
    troubles: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if str(Path(folder, name)) not in PSEUDO)
        yield from (full for name in sorted(names) if regular(full := str(Path(folder, name))))
    yield from (Opened(str(error.filename), problem=why(error)) for error in troubles)


def regular(path: str) -> bool:
    """True for a plain file, and for one that cannot even be asked: opening it will say why."""
    try:
        return stat.S_ISREG(Path(path).lstat().st_mode)
    except OSError:
        return True
