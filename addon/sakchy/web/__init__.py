"""The guard's own page, on loopback."""
