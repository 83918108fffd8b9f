"""Long lists of hosts as people publish them: a name a line, hosts files, filter lists of ad blockers.

The first line says what they are: `# category: file-sharing`. Such a list earns nobody any trust.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from sakchy.rulebook.shapes import Category, DestinationList, Host
from sakchy.yamlfile import FileError, not_known

HEAD = re.compile(r"#\s*category:\s*([a-z0-9-]+)\s*")
LINE = re.compile(
    r"(?:(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+|\|\||[0-9]{1,8},|\*\.)?"  # hosts file, ad blocker, rank
    r"((?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,10}[a-z0-9-]{2,63})\.?(?:\^.*|\s*#.*)?\s*"
)
MAX_BYTES = 64 << 20  # two million names; the largest public lists have that many


def read_list(path: Path, name: str, known: Mapping[str, Category]) -> DestinationList:
    """One list. Raises FileError for one without a category, with a category that is earned, or too large."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(name, "", 0, 0, error.strerror or "cannot be read") from None
    if len(data) > MAX_BYTES:
        raise FileError(name, "", 0, 0, f"file is larger than {MAX_BYTES} bytes")
    first, _, rest = data.decode("utf-8", "replace").partition("\n")
    head = HEAD.fullmatch(first)
    if not head:
        raise FileError(name, first, 0, 0, "the first line is no `# category: …`")
    category = head[1]
    if known and category not in known:
        raise FileError(name, first, 0, head.start(1), not_known("category", category, known))
    if known and known[category].verified:
        message = f"`{category}` must be earned host by host, in a YAML file, with evidence"
        raise FileError(name, first, 0, head.start(1), message)
    day = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
    return DestinationList(category=category, checked=day, hosts=tuple(entries(rest)))


def entries(text: str) -> Iterator[Host]:
    """An entry for every line that names a host; other lines are comments or rules for something else."""
    for line in text.splitlines():
        if found := LINE.fullmatch(line.lower()):
            yield Host(host=found[1], evidence="assumed")
