"""How much of one message is looked at. Reaching a limit is an Unread part, never silence."""

DEPTH = 8
"""Wrappings inside each other: clients reach four (gzip, form field, JSON, data URL), quines never end."""

ONE_DECODE = 32 << 20
"""Bytes one decoder may put out: a 600 dpi colour scan has about 30 MB as JPEG; a bomb stops here."""

ALL_BYTES = 128 << 20
"""Bytes of all nested pieces of a message together, so that a thousand small bombs are no way round."""

ALL_TEXT = 8 << 20
"""Characters handed to the text rules, which need up to 40 ms for a million: about a third of a second."""

PARTS = 100_000
"""Parts of one message: a page that saves its state sends forty thousand values in a megabyte of JSON; each
costs some 10 microseconds until it has been looked at, so these take a second."""

PIECES = 2 * PARTS
"""Things opened on the way to the parts: most hold one, and empty ones must cost something too."""

JSON_DEPTH = 100
"""Levels of JSON: real documents stay under thirty, and recursion must end long before Python's limit."""

GZIP_MEMBERS = 1_000
"""Members of one gzip stream: log shippers write tens; an empty member costs 20 bytes and a decoder."""

FORM_FIELDS = 10_000
"""Fields split off one form; what follows them is looked at as one text."""

TRIAL = 64 << 10
"""Longest base64 that is decoded on suspicion; longer ones only if they begin like something known."""

LIGHT = 16 << 10
"""Bytes of address and body, and characters of text, that are looked at where a message arrives.
`scripts/bench.py loop`: 64 KiB of digits hold up the event loop for 22 ms, 16 KiB for 6; asking a worker
costs half a millisecond."""
