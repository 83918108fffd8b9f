"""Receivers that a person put into a category on the guard's page: `destinations/mine-CATEGORY.yaml`.

Lists like any other (`rulebook.DestinationList`), one file a category, because a list has one.
"""

import datetime as dt
import json
from pathlib import Path

from sakchy.keep.key import replace
from sakchy.model import Value
from sakchy.rulebook import DestinationList, Host
from sakchy.yamlfile import read_source

FOLDER = "destinations"
PREFIX = "mine-"
HEAD = "# Receivers that you put here. The guard's page writes this file anew, without other comments.\n"


class Mine(Value, frozen=True):
    """One entry of the person's own."""

    category: str
    host: Host


def entries(home: Path) -> list[Mine]:
    """All of them, also those whose time is over, by name. Raises FileError."""
    found = [Mine(listed.category, host) for listed in lists(home) for host in listed.hosts]
    return sorted(found, key=lambda mine: mine.host.host)


def put(home: Path, category: str, host: Host) -> None:
    """Put a host into a category, out of any other it was in. Raises FileError or OSError."""
    remove(home, host.host)
    there = next((each for each in lists(home) if each.category == category), None)
    write(home, category, (*(there.hosts if there else ()), host))


def remove(home: Path, name: str) -> bool:
    """Take a host out again; False if it was nowhere. Raises FileError or OSError."""
    found = False
    for listed in lists(home):
        left = tuple(host for host in listed.hosts if host.host != name)
        if len(left) < len(listed.hosts):
            found = True
            write(home, listed.category, left)
    return found


def lists(home: Path) -> list[DestinationList]:
    """The files as they are. Raises FileError."""
    paths = sorted((home / FOLDER).glob(f"{PREFIX}*.yaml"))
    return [read_source(path, DestinationList, f"{FOLDER}/{path.name}").value for path in paths]


def write(home: Path, category: str, hosts: tuple[Host, ...]) -> None:
    """Write one file, or take it away if nothing is left in it."""
    path = home / FOLDER / f"{PREFIX}{category}.yaml"
    if not hosts:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, exist_ok=True)
    today = dt.datetime.now().astimezone().date().isoformat()
    lines = "".join(f"  - {entry(host)}\n" for host in hosts)
    replace(path, f"{HEAD}category: {category}\nchecked: {today}\nhosts:\n{lines}".encode())


def entry(host: Host) -> str:
    """One line of the list."""
    given = [f"host: {json.dumps(host.host, ensure_ascii=False)}"]
    given += [f"match: {host.match}"] if host.match != "suffix" else []
    given += [f"until: {host.until.isoformat()}"] if host.until else []
    given += [f"note: {json.dumps(host.note, ensure_ascii=False)}"] if host.note else []
    return "{" + ", ".join(given) + "}"
