"""Compiled databases of the fast tier, kept in the person's cache folder from one start to the next.

A database is machine data that is loaded as it is, so only what this person alone may write is trusted:
the folder is theirs with mode 0700, the file theirs with mode 0600, and a digest over its contents stands in
front. Whatever is not so, or does not fit this version and processor, is compiled anew. Nothing in here
fails: a folder that cannot be written costs the time to compile, some milliseconds.
"""

import contextlib
import hashlib
import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from sakchy.extract.hyper import compiled

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
DIGEST = hashlib.sha256().digest_size
LARGEST = 64 << 20
"""Bytes of a database; those of the shipped rules have some hundred thousand."""


def database(words: Sequence[str], hyperscan: Any) -> Any:
    """The database of these literals, from the folder or compiled. Raises what Hyperscan raises."""
    path = folder() / f"{name(words, hyperscan)}.hs"
    if (data := read(path)) is not None:
        with contextlib.suppress(hyperscan.error):
            loaded = hyperscan.loadb(data, mode=hyperscan.HS_MODE_BLOCK)
            loaded.scratch = hyperscan.Scratch(loaded)
            return loaded
    fresh = compiled([word.encode() for word in words])
    write(path, hyperscan.dumpb(fresh))
    return fresh


def folder() -> Path:
    """Where databases are kept."""
    return user_cache_path("sakchy", appauthor=False) / "automata"


def name(words: Sequence[str], hyperscan: Any) -> str:
    """A name that changes with the words and with the version of the library."""
    text = "\0".join([str(hyperscan.__version__), *words])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def read(path: Path) -> bytes | None:
    """A stored database, None if there is none that can be trusted."""
    try:
        with path.open("rb") as file:
            if not mine(os.fstat(file.fileno()), PRIVATE_FILE) or not mine(
                path.parent.stat(), PRIVATE_FOLDER
            ):
                return None
            data = file.read(LARGEST)
    except OSError:
        return None
    return data[DIGEST:] if hashlib.sha256(data[DIGEST:]).digest() == data[:DIGEST] else None


def mine(status: os.stat_result, mode: int) -> bool:
    """Whether only this person may read and write it; Windows keeps that in the folder of the profile."""
    return os.name == "nt" or (status.st_uid == os.getuid() and stat.S_IMODE(status.st_mode) == mode)


def write(path: Path, data: bytes) -> None:
    """Store a database, whole or not at all; a folder that cannot be written is no harm."""
    beside = path.with_name(f".{secrets.token_hex(8)}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(PRIVATE_FOLDER)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.write(hashlib.sha256(data).digest() + data)
        beside.replace(path)
