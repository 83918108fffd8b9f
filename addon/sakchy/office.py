"""An office's own folder of rules, which nobody who is guarded by it can change: `/etc/sakchy/office.yaml`.

Where it is, it takes the place of the person's own files: its `policies/`, `destinations/` and `people.yaml`
count, and theirs do not. What protects it is the system: the folder belongs to the administrator. If it does
not, that is said, for then it is a wish and no rule.
"""

import os
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from sakchy.model import Value, Why
from sakchy.rulebook.shapes import Id, Words, Written
from sakchy.yamlfile import FileError, read_file

NAME = "office.yaml"
ADMINISTRATOR = 0  # user id of root
OTHERS_WRITE = 0o022
LOCKED = Why("office.locked")


class Office(Written, frozen=True, kw_only=True):
    """The file."""

    policy: Id | None = None
    """The policy of everybody whom `people.yaml` gives no other; left out: the one a person has chosen."""
    reason: bool = False
    """Whoever sends something after a question says why."""
    reasons: Annotated[tuple[Words, ...], Meta(max_length=12)] = ()
    """Reasons to choose from, besides words of one's own; left out: some that most offices know."""
    approve: Literal["never", "twice", "always"] = "never"
    """Which questions a second person must agree to: those that want two confirmations, or all."""
    contact: Annotated[str, Meta(max_length=120)] = ""
    """Whom to ask, as it stands on the guard's page."""

    @property
    def settles(self) -> bool:
        """Whether a person may settle something for longer, by remembering an answer or calling it a mistake:
        not where every sending has its reason or its second person.
        """
        return not self.reason and self.approve == "never"


class Managed(Value, frozen=True):
    """An office's folder that is in force."""

    folder: Path
    office: Office
    open: bool
    """Somebody else than the administrator may change it."""


def default_folder() -> Path:
    """Where the administrator of this computer puts it."""
    if os.name == "nt":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "sakchy"
    return Path("/etc/sakchy")


def folder(named: str = "", default: Path | None = None) -> Path | None:
    """The folder to look into: the default one where it is used, else the one that the settings name."""
    usual = default or default_folder()
    if (usual / NAME).exists():
        return usual
    return Path(named) if named else None


def read(where: Path | None) -> Managed | None:
    """What an office says. Raises FileError for a file that is wrong, and for a named folder without one."""
    if where is None:
        return None
    path = where / NAME
    if not path.exists():
        raise FileError(str(path), "", 0, 0, "there is no such file, but the settings name this folder")
    return Managed(where, read_file(path, Office), changeable(where) or changeable(path))


def changeable(path: Path) -> bool:
    """Whether others than the administrator may write there. Windows is asked for what this account may."""
    if os.name == "nt":
        return os.access(path, os.W_OK)
    found = path.stat()
    return found.st_uid != ADMINISTRATOR or bool(found.st_mode & OTHERS_WRITE)
