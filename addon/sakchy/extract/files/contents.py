"""The members of a ZIP, unpacked when they are asked for."""

from sakchy.extract.files import zipped
from sakchy.extract.files.common import filled
from sakchy.extract.files.zipped import Entry
from sakchy.limits import Limits
from sakchy.model import UnreadReason


class Contents:
    """Members by name; which of them have been read as a part of the document is remembered."""

    def __init__(self, data: bytes, entries: list[Entry], limits: Limits) -> None:
        """`data` is the archive, `entries` what lies in it."""
        self.data = data
        self.entries = entries
        self.limits = limits
        self.by_name = {entry.name.lower(): entry for entry in entries}
        self.done: set[int] = set()

    def bytes_of(self, entry: Entry) -> tuple[bytes, UnreadReason | None]:
        """A member unpacked, as far as that goes, and why not further."""
        packed = entry.packed if entry.packed >= 0 else len(self.data) - entry.start
        return filled(zipped.blocks(self.data, entry), packed, self.limits)

    def take(self, name: str) -> bytes:
        """A member of a document, which is then not listed any more; empty if there is none."""
        entry = self.by_name.get(name.lower())
        if entry is None:
            return b""
        data, reason = self.bytes_of(entry)
        if not reason:
            self.done.add(entry.start)
        return data

    def rest(self) -> list[Entry]:
        """Members that nobody has taken."""
        return [entry for entry in self.entries if entry.start not in self.done]
