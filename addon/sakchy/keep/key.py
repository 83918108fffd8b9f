"""The key that fingerprints are made with: in the system's keyring where there is one, else in a 0600 file.

The file `fingerprint-key` holds either the key itself or a line that says where in the keyring it is, so that
a guard started without a desktop never makes a second key in silence.
"""

import os
import secrets
from pathlib import Path
from typing import Literal

from sakchy import settings
from sakchy.yamlfile import FileError

NAME = "fingerprint-key"
SERVICE = "sakchy"
POINTER = b"keyring:"
REAL = 1.0
"""Priority from which on a backend of `keyring` is a store of the system; below are plain files and none."""
Where = Literal["file", "system"]


def fingerprint_key(home: Path) -> bytes:
    """The key of this install, made on first use. Raises FileError if the keyring that holds it is closed."""
    path = home / NAME
    data = settings.secret(home, NAME)
    if not data.startswith(POINTER):
        return data
    held = from_keyring(data[len(POINTER) :].decode("ascii", "replace").strip())
    if held is None:
        raise FileError(str(path), "", 0, 0, "the key is in the system's keyring, which cannot be opened")
    return held


def where(home: Path) -> Where:
    """Where the key is kept."""
    return "system" if settings.secret(home, NAME).startswith(POINTER) else "file"


def move(home: Path, to: Where) -> bool:
    """Keep the key elsewhere from now on; True if it is there. It never gets lost. Raises FileError."""
    if where(home) == to:
        return True
    key = fingerprint_key(home)
    if to == "file":
        replace(home / NAME, key)
        return True
    name = secrets.token_hex(8)
    if not into_keyring(name, key):
        return False
    replace(home / NAME, POINTER + name.encode() + b"\n")
    return True


def into_keyring(name: str, key: bytes) -> bool:
    """Whether the system's keyring took the key and gives it back."""
    try:
        import keyring  # noqa: PLC0415  a tenth of a second, and only for those who enrol something

        if keyring.get_keyring().priority < REAL:
            return False
        keyring.set_password(SERVICE, name, key.hex())
    except Exception:  # noqa: BLE001  backends raise whatever their system does; the file stays
        return False
    return from_keyring(name) == key


def from_keyring(name: str) -> bytes | None:
    """The key of this name; None if the keyring does not give it."""
    try:
        import keyring  # noqa: PLC0415  as above

        return bytes.fromhex(keyring.get_password(SERVICE, name) or "") or None
    except Exception:  # noqa: BLE001  as above
        return None


def replace(path: Path, data: bytes) -> None:
    """Write a file of mode 0600 in one step: after a crash it is the old or the new one. Raises OSError."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
