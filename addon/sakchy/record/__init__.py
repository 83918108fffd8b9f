"""Room 6: Event -> journal."""

from sakchy.record.journal import Journal

__all__ = ["Journal"]
