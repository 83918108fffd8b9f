"""JSON web tokens (RFC 7519): which are worth something to whoever finds them."""

import time
from base64 import urlsafe_b64decode
from typing import Any

import msgspec

SAMPLES = frozenset(["1234567890"])
"""Subjects of the tokens that manuals print."""
NOBODY = frozenset(["anon", "guest", "public"])
"""Roles that a page gives to everybody who opens it."""


def live_token(value: str) -> bool:
    """Whether three parts are a signed token of somebody that has not run out, and no manual's sample."""
    head, _, rest = value.partition(".")
    body = rest.partition(".")[0]
    header, claims = decoded(head), decoded(body)
    if not header or claims is None or str(header.get("alg", "none")).lower() == "none":
        return False
    ends = claims.get("exp")
    if isinstance(ends, int | float) and ends < time.time():
        return False
    return claims.get("role") not in NOBODY and claims.get("sub") not in SAMPLES


def decoded(part: str) -> dict[str, Any] | None:
    """The JSON object that a part is, None if it is none."""
    try:
        return msgspec.json.decode(urlsafe_b64decode(part + "=" * (-len(part) % 4)), type=dict[str, Any])
    except (ValueError, msgspec.MsgspecError):
        return None
