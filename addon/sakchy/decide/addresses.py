"""Addresses as browsers read them, and what in them leads people astray (WHATWG URL)."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

PORTS = {"https": 443, "http": 80, "wss": 443, "ws": 80}
NUMBER = re.compile(r"0[xX][0-9a-fA-F]{0,8}|[0-9]{1,11}")
PARTS = 4  # of an IPv4 address; the last one given fills what is left


class AddressError(ValueError):
    """An address that is none."""


class Address(NamedTuple):
    """A URL taken apart; `path` has its query."""

    scheme: str
    host: str
    port: int
    path: str
    before_at: str = ""
    """What stands before an @: names and passwords for old servers, or the name of somebody else's site."""


def address(url: str) -> Address:
    """Take an address apart (`https://` may be left out). Raises AddressError."""
    whole = url.strip().replace("\\", "/")  # as browsers do: `https://a.kg\@b.example` leads to a.kg
    try:
        parts = urlsplit(whole if "://" in whole else f"https://{whole}")
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise AddressError(url) from None
    if not host or any(letter.isspace() for letter in host):
        raise AddressError(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, dotted(host), port, path, parts.username or "")


def dotted(host: str) -> str:
    """An IPv4 address in any of its old forms (0x7f.1, 3232235777) as four numbers; other hosts unchanged."""
    numbers = [number(part) for part in host.rstrip(".").split(".")]
    if len(numbers) > PARTS or any(each is None for each in numbers):
        return host
    *first, last = (each or 0 for each in numbers)
    room = 256 ** (PARTS - len(first))
    if last >= room or any(each > 255 for each in first):
        return host
    value = sum(each << (8 * (PARTS - 1 - index)) for index, each in enumerate(first)) + last
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def number(part: str) -> int | None:
    """A part of such an address: decimal, octal with a leading 0, or hexadecimal; None for a label."""
    if not NUMBER.fullmatch(part):
        return None
    try:
        return (
            int(part, 16) if part.lower().startswith("0x") else int(part, 8 if part.startswith("0") else 10)
        )
    except ValueError:
        return 0 if part.lower() == "0x" else None
