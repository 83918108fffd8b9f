"""What a person changed of a policy: `changes/NAME.yaml` in Sakchy's folder, with the versions before it.

The file is plain YAML that people may edit too. Each version that is replaced stays beside it under a number,
so that `undo` can step back; an empty version stands for "no changes".
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace as with_fields

from sakchy.keep.key import replace
from sakchy.rulebook import Cell, Changes
from sakchy.yamlfile import read_source

FOLDER = "changes"
VERSIONS = 20
"""Steps back that are kept: more than anybody remembers the reasons of."""
HEAD = "# What you changed of this policy. The guard's page writes this file anew, without other comments.\n"
NUMBERED = re.compile(r"\.yaml\.(\d{1,9})$")


def read(home: Path, policy: str) -> Changes:
    """What is changed of a policy now. Raises FileError for a file with a mistake."""
    path = file(home, policy)
    if not path.exists():
        return Changes(policy=policy)
    return read_source(path, Changes, f"{FOLDER}/{path.name}").value


def with_cell(changes: Changes, row: str, column: str, cell: Cell | None) -> Changes:
    """The same with one cell changed; None takes the change of that cell back."""
    cells = {name: dict(each) for name, each in changes.cells.items()}
    if cell is None:
        cells.get(row, {}).pop(column, None)
    else:
        cells.setdefault(row, {})[column] = cell
    return with_fields(changes, cells={name: each for name, each in cells.items() if each})


def write(home: Path, changes: Changes) -> None:
    """Put changes in the place of what is there, which becomes a version. Raises OSError."""
    path = file(home, changes.policy)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    known = versions(home, changes.policy)
    path.with_name(f"{path.name}.{(known or [0])[-1] + 1}").write_bytes(
        path.read_bytes() if path.exists() else b""
    )
    for old in known[: -(VERSIONS - 1)]:
        path.with_name(f"{path.name}.{old}").unlink()
    put(path, as_yaml(changes).encode() if changes.cells else b"")


def previous(home: Path, policy: str) -> Changes | None:
    """What `undo` would bring back; None for no changes. Raises FileError."""
    known = versions(home, policy)
    path = file(home, policy)
    before = path.with_name(f"{path.name}.{known[-1]}") if known else None
    if before is None or not before.stat().st_size:
        return None
    return read_source(before, Changes, f"{FOLDER}/{before.name}").value


def undo(home: Path, policy: str) -> bool:
    """Go back to the version before; False if there is none. Raises OSError."""
    path, known = file(home, policy), versions(home, policy)
    if not known:
        return False
    before = path.with_name(f"{path.name}.{known[-1]}")
    put(path, before.read_bytes())
    before.unlink()
    return True


def put(path: Path, data: bytes) -> None:
    """Write the file, or take it away if it would be empty."""
    if data:
        replace(path, data)
    else:
        path.unlink(missing_ok=True)


def versions(home: Path, policy: str) -> list[int]:
    """Numbers of the versions that are kept, the newest last."""
    found = (NUMBERED.search(path.name) for path in file(home, policy).parent.glob(f"{policy}.yaml.*"))
    return sorted(int(each[1]) for each in found if each)


def file(home: Path, policy: str) -> Path:
    """Where the changes of a policy stand."""
    return home / FOLDER / f"{policy}.yaml"


def as_yaml(changes: Changes) -> str:
    """The text of the file: one line a row."""
    rows = [f"  {scalar(row)}: {flow(cells)}\n" for row, cells in changes.cells.items()]
    return f"{HEAD}policy: {scalar(changes.policy)}\n" + ("cells:\n" + "".join(rows) if rows else "")


def flow(cells: Mapping[str, Cell]) -> str:
    """`{mail: ask, social: block}`."""
    return "{" + ", ".join(f"{scalar(column)}: {cell}" for column, cell in cells.items()) + "}"


def scalar(text: str) -> str:
    """A name as YAML reads it back as text."""
    return text if re.fullmatch(r"[a-z][a-z0-9/-]*", text) and text not in WORDS else json.dumps(text)


WORDS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
"""What YAML 1.1 does not take for text."""
