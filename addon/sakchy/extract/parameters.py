"""Value and parameters of a header line: `form-data; filename*=UTF-8''b.jpg` (RFC 2183, RFC 2231)."""

import re
from urllib.parse import unquote_to_bytes

PARAMETER = re.compile(
    rb';\s*+([^\s=;"]{1,80})\s*+=\s*+(?:"((?:[^"\\]++|\\.)*+)(?:"|\Z)|([^;]*+))', re.DOTALL
)
"""Quoted, unquoted, or with a quote that never ends."""
CONTINUED = re.compile(rb"(.+?)\*(\d{1,3})(\*?)")  # RFC 2231, 3: `filename*0*=`
LONGEST = 16 << 10  # bytes of a header that are looked at


def options(header: str) -> tuple[bytes, dict[bytes, bytes]]:
    """Value and parameters; those in extended notation under their plain names, and they win."""
    line = header[:LONGEST].encode("latin-1", "replace")
    given: dict[bytes, bytes] = {}
    extended: dict[bytes, bytes] = {}
    for found in PARAMETER.finditer(line):
        name = found[1].lower()
        text = found[3].strip() if found[2] is None else found[2].replace(b'\\"', b'"')
        if part := CONTINUED.fullmatch(name):
            text = unquote_to_bytes(text) if part[3] else text
            text = without_charset(text) if part[3] and part[2] == b"0" else text
            extended[part[1]] = extended.get(part[1], b"") + text
        elif name.endswith(b"*"):
            extended[name[:-1]] = without_charset(unquote_to_bytes(text))
        else:
            given.setdefault(name, text)
    return line.partition(b";")[0].strip(), given | extended


def without_charset(text: bytes) -> bytes:
    """Extended text as UTF-8; `UTF-8'ru'` stands before it."""
    name, quote, rest = text.partition(b"'")
    language, second, told = rest.partition(b"'")
    if not quote or not second or len(name) > 40 or len(language) > 20:
        return text
    try:
        return told.decode(name.decode("ascii")).encode("utf-8") if name else told
    except (LookupError, ValueError):
        return told
