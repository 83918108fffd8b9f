"""Room 2: Outgoing -> Parts. Pure: no sockets, no event loop, bounded in size and depth."""
