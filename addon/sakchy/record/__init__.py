"""Room 6: Event -> journal."""

from sakchy.record.journal import Journal
from sakchy.record.search import Brief, Tally
from sakchy.record.wanted import ALL, Wanted, Word
from sakchy.record.wipe import wipe

__all__ = ["ALL", "Brief", "Journal", "Tally", "Wanted", "Word", "wipe"]
