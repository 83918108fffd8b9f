"""Names and headers in the ways they are written: percent escapes, RFC 2047, RFC 5987, base64."""

import binascii
import re
from urllib.parse import unquote_to_bytes

from sakchy.extract import charset

WORD = re.compile(r"=\?([\w-]{1,40})(?:\*[\w-]{1,20})?\?([BbQq])\?([^?\s]{0,4000})\?=(?:\s+(?==\?))?")
"""RFC 2047: `=?utf-8?B?0J/QsNGB?=`; the space between two of them does not count."""
EXTENDED = re.compile(
    r"^((?:utf-?8|iso-8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|us-ascii|))'[\w-]{0,20}'(.*)$",
    re.DOTALL | re.IGNORECASE,
)
"""RFC 8187: `UTF-8'ru'%D0%9F`."""
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}")
PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")


def told(text: str) -> str:
    """A name as its sender meant it, whichever way it is written; what is none comes back as it is."""
    if extended := EXTENDED.match(text):
        return decoded(unquote_to_bytes(extended[2]), extended[1])
    if "=?" in text:
        return WORD.sub(word, text)
    if PERCENT.search(text):
        return decoded(unquote_to_bytes(text), "")
    return from_base64(text) or from_latin(text)


def word(found: re.Match[str]) -> str:
    """One encoded word."""
    name, kind, text = found.groups()
    if kind in "Bb":
        return decoded(unbased(text), name)
    return decoded(binascii.a2b_qp(text.encode("utf-8"), header=True), name)


def from_base64(text: str) -> str:
    """Text in base64, if it is nothing but letters; else empty: most names that look like it are none."""
    if not BASE64.fullmatch(text) or len(text) % 4 == 1:
        return ""
    try:
        out = unbased(text).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return out if out.isprintable() and len(out) >= 3 else ""


def from_latin(text: str) -> str:
    """UTF-8 that was read byte by byte, as headers are."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def unbased(text: str) -> bytes:
    """Standard or URL-safe base64, padded or not."""
    data = text.replace("-", "+").replace("_", "/").rstrip("=").encode("ascii", "ignore")
    try:
        return binascii.a2b_base64(data[: len(data) - (len(data) % 4 == 1)] + b"==")
    except binascii.Error:
        return b""


def decoded(data: bytes, name: str) -> str:
    """Bytes as text in a declared charset, or by their content."""
    return charset.decode(data, name) or data.decode("utf-8", "replace")
