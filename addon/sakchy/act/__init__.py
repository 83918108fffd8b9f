"""Room 5: let through, note, warn, hold and ask, block."""
