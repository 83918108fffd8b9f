"""Keyed fingerprints: equal values on one machine are recognised again, and nobody can guess them back."""

import hashlib

SIZE = 16
"""Bytes. 128 bits: no chance collisions, and short enough to stand in a journal line."""


def fingerprint(key: bytes, kind: str, value: str | bytes) -> str:
    """Hex BLAKE2b (RFC 7693) of a normalised value, keyed with this installation's key (1 to 64 bytes).

    A card number has few enough possibilities to be tried out one by one, so a plain hash would give it
    away; the key makes that impossible without the key file. `kind` keeps kinds apart.
    """
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    return hashlib.blake2b(kind.encode() + b"\0" + data, key=key, digest_size=SIZE).hexdigest()
