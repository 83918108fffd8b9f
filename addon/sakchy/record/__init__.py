"""Room 6: Event -> journal."""

from sakchy.record.journal import Journal
from sakchy.record.wanted import ALL, Wanted, Word
from sakchy.record.wipe import wipe

__all__ = ["ALL", "Journal", "Wanted", "Word", "wipe"]
