"""How the networks were trained: what is drawn for them, what they are built of, how they are exported."""
