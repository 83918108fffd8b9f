"""Rules that a person switched off: `rules-off.yaml` in Sakchy's folder."""

from collections.abc import Iterable
from pathlib import Path

from sakchy.keep.key import replace
from sakchy.rulebook import Off
from sakchy.rulebook.loading import OFF
from sakchy.yamlfile import read_source

HEAD = "# Rules that you switched off: they find nothing. The guard's page writes this file anew.\n"


def read(home: Path) -> tuple[str, ...]:
    """Names of all that is off. Raises FileError."""
    path = home / OFF
    return read_source(path, Off, OFF).value.rules if path.exists() else ()


def write(home: Path, names: Iterable[str]) -> None:
    """Have exactly these off. Raises OSError."""
    lines = "".join(f'  - "{name}"\n' for name in sorted(set(names)))
    if lines:
        replace(home / OFF, f"{HEAD}rules:\n{lines}".encode())
    else:
        (home / OFF).unlink(missing_ok=True)


def switch(home: Path, name: str, *, on: bool) -> None:
    """Switch one rule on or off. Raises FileError or OSError."""
    others = [each for each in read(home) if each != name]
    write(home, others if on else [*others, name])
