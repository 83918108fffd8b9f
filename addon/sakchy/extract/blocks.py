"""Lines of a text that may be something wrapped: base64, a form, a data: URL, JSON, an address card."""

import re
from collections.abc import Iterator
from itertools import islice

LEAST = 22  # characters of such a line: base64 of fewer is a word like others
FULL = 57  # characters from which a line of base64 is one of several (RFC 2045, 6.8: 76; RFC 7468: 64)
BREAK = b"\n"
IN_LINE = bytes(byte if byte in BREAK else 1 for byte in range(256))
LONG = b"\1" * LEAST
HEAD = 2048  # characters of a line that are judged
MIXED = re.compile(r"(?=[^\r]{0,400}?[a-z])(?=[^\r]{0,400}?[A-Z])[A-Za-z0-9+/_-]{22,}+={0,2}")
"""base64 has small and capital letters; digests, UUIDs and names in capitals do not."""
ALPHABET = re.compile(r"[A-Za-z0-9+/_-]++={0,2}")
FORM = re.compile(r"[\w.\[\]%+-]{1,60}=[^\s&=]*[&%]|data:[\w/+.;=-]{0,100},")
CARD = "BEGIN:V"
OPENING, CLOSING = ("{", "["), ("}", "]")


def has_blocks(text: str) -> bool:
    """True if such a line is in the text beside others; quick, for most have none."""
    if "\n" not in text:
        return False
    if CARD not in text:
        return any(height([line], 0) for line in long_lines(text))
    lines = lines_of(text)
    return any(height(lines, at) for at, line in enumerate(lines) if len(line) >= LEAST or CARD in line)


def long_lines(text: str) -> Iterator[str]:
    """Those of at least `LEAST` characters; short ones are passed over without a loop in Python."""
    mask = text.encode("latin-1", "replace").translate(IN_LINE) + BREAK
    at = mask.find(LONG)
    while at >= 0:
        end = mask.find(BREAK, at)
        yield text[at:end]
        at = mask.find(LONG, end)


def apart(text: str) -> Iterator[tuple[bool, str]]:
    """The text cut into lines that are something wrapped, all that belong to it at once, and the others."""
    lines = lines_of(text)
    at = 0
    while at < len(lines):
        size = height(lines, at)
        yield size > 0, "\n".join(lines[at : at + (size or 1)])
        at += size or 1


def lines_of(text: str) -> list[str]:
    """The lines of a text; an address card begins one of its own, also as the value of a plain form."""
    return text.replace("=" + CARD, "=\n" + CARD).split("\n")


def height(lines: list[str], at: int) -> int:
    """How many lines from `at` on belong together; 0 if this one is nothing wrapped."""
    line = lines[at]
    if len(line) < LEAST and CARD not in line:
        return 0
    line = line.strip()
    if line.startswith(CARD):
        return card(lines, at, "END" + line[5:])
    if line[:1] in OPENING:
        return int(line[-1:] in CLOSING and '"' in line)
    if " " in line[:HEAD]:
        return 0
    if MIXED.fullmatch(line[:HEAD]):
        return base64(lines, at, len(line))
    return int(FORM.match(line) is not None)


def card(lines: list[str], at: int, end: str) -> int:
    """Lines of an address card or calendar; all that are left if its end is missing."""
    for size, line in enumerate(islice(lines, at, None), 1):
        if line.strip() == end:
            return size
    return len(lines) - at


def base64(lines: list[str], at: int, length: int) -> int:
    """Lines of base64, all of one length but the last."""
    size = 1
    while length >= FULL and at + size < len(lines):
        line = lines[at + size].strip()
        if not line or len(line) > length or not ALPHABET.fullmatch(line):
            break
        size += 1
        if len(line) < length:
            break
    return size
