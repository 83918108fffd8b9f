"""Room 6: Event -> journal."""

from sakchy.record.journal import Journal
from sakchy.record.wipe import wipe

__all__ = ["Journal", "wipe"]
