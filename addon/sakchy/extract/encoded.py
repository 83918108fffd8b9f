"""base64, base32, hexadecimal, data: URLs in text, when they decode to a known format or to readable text."""

import base64
import binascii
import codecs
import contextlib
import re
import string
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

import msgspec

from sakchy.extract import carve, charset, magic, multipart
from sakchy.extract.blocks import FULL, MIXED
from sakchy.extract.piece import Found, Piece, inside
from sakchy.extract.runs import marked, runs
from sakchy.extract.value import is_wrapped
from sakchy.limits import DEFAULT, TRIAL, Limits
from sakchy.model import Step, Text

BASE64 = re.compile(
    r"\s*[A-Za-z0-9+/_-]{22}[A-Za-z0-9+/_\-\r\n ]*+"
    r"(?:={1,2}[A-Za-z0-9+/_-][A-Za-z0-9+/_\-\r\n ]*+)*+={0,2}\s*"
)
"""Perhaps in several pieces, each padded, as frames are sent."""
WORD = re.compile(r"[A-Za-z0-9+/_-]{22,}={0,2}")
"""No sign of any other format."""
HEAD = 512  # characters decoded to see whether it is worth it
SIXTEEN = re.compile(
    r"\s*(?:data:[\w/+.;-]{0,60},)?(?:0x|\\\\?x)?(?:[fF]{2}[dD]8[fF]{2}|89504[eE]47|47494638|52494646"
    r"|424[dD]|25504446|504[bB]0304|77MP[67]|RFIE4RY|I5EUM|KJEUMR|EVIEIR|KBFQG)[0-9A-Za-z\s]{64,}+=*\s*\Z"
)
"""Pictures, PDF and ZIP in hexadecimal, as databases write them, and in base32."""
THIRTY_TWO = re.compile(r"[A-Z2-7\s]+=*\s*")
DATA_URL = re.compile(r"\s*data:[\w/+.;=-]{0,100},")
"""RFC 2397 without base64: bytes as percent escapes."""
SPEAKS = re.compile(
    rb"[ -~]{6}|(?:[\xd0-\xd3][\x80-\xbf]){3}|\xff\xd8\xff|\x89PNG|PK\x03\x04|\x1f\x8b\x08|BZh[1-9]1A"
    rb"|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf"
)
"""Words or a file amid other bytes; one in thirty random tokens decodes to something like that."""
URL_SAFE = bytes.maketrans(b"-_", b"+/")
LETTERS = string.ascii_letters.encode() + string.digits.encode() + b"+/-_"
OTHERS = bytes(set(range(256)) - set(LETTERS))
PLUS = re.compile(rb"(?<=[^\s]) +(?=[^\s])")
LONG = 1000  # characters: no word, and no token in use
TOKEN = 8192  # characters: shorter base64 may itself be what somebody looks for, an API token


def is_word(piece: Piece) -> bool:
    """True for a text that cannot be anything but base64, if even that; there may be thousands of them."""
    text = piece.data
    return not piece.type and len(text) <= TOKEN and WORD.fullmatch(str(text)) is not None


def read(piece: Piece, _limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """What the base64 in a text holds, and the text around it; None if there is none."""
    text = piece.data
    assert isinstance(text, str)
    if marked(text) and (found := taken_out(piece, text)):
        return iter(found)
    if "%" in text and (url := DATA_URL.match(text)):
        return iter([inside(piece, unquote_to_bytes(text[url.end() :]), Step("base64"))])
    if SIXTEEN.match(text) and (data := other_base(text)):
        return iter([inside(piece, data, Step("base64"))])
    if not BASE64.match(text[:HEAD]) or not (data := worthwhile(text)):
        return None
    return iter([inside(piece, data, Step("base64")), *whole(piece, text)])


def taken_out(piece: Piece, text: str) -> list[Found]:
    """Every data: URL and every picture as a piece of its own, and the text without them."""
    found: list[Found] = []
    around, end = [], 0
    for start, stop, run, announced in runs(text):
        data = decode(run)
        if announced or is_picture(data):
            around.append(text[end:start])
            end = stop
            found.append(inside(piece, data, Step("base64")))
    rest = " ".join([*around, text[end:]])
    if found and rest.strip():
        found.append(inside(piece, rest) if is_wrapped(rest) else Text(piece.place, rest, piece.field))
    return found


def other_base(text: str) -> bytes:
    """What hexadecimal or base32 text holds, if it is something known."""
    text = "".join(text.split()).rpartition(",")[2]
    digits = text.rpartition("x")[2]
    try:
        data = bytes.fromhex(digits[: len(digits) & ~1])
    except ValueError:
        text = text.rstrip("=")
        text = text[: len(text) - len(text) % 8]
        data = base64.b32decode(text) if THIRTY_TWO.fullmatch(text) else b""
    return data if magic.sniff(data) else b""


def is_picture(data: bytes) -> bool:
    """True if this is a picture beyond doubt: in a long text the few letters of a mark turn up by chance."""
    return magic.is_picture(data) and (not data.startswith(carve.JPEG) or carve.is_jpeg(data, 0))


def worthwhile(text: str) -> bytes:
    """The decoded bytes if they are something we know, else nothing: most long words are no base64."""
    head = decode(text[:HEAD])
    if magic.sniff(head) or multipart.FIRST_LINE.match(head):
        return decode(text)
    if not BASE64.fullmatch(text, 0, TRIAL):
        return b""
    sure = (
        (len(text) > LONG and MIXED.match(text, 0, LONG))
        or is_readable(head)
        or SPEAKS.search(head if len(text) <= HEAD else decode(text[:TOKEN]))
    )
    if not sure:
        return b""
    return head if len(text) <= HEAD else decode(text)


def whole(piece: Piece, text: str) -> list[Found]:
    """The base64 itself as text, if it is short enough to be a token."""
    return [Text(piece.place, text, piece.field)] if len(text) <= TOKEN else []


def is_readable(head: bytes) -> bool:
    """UTF-8 (its last character may be cut) or UTF-16; strict on purpose, for random bytes must not pass."""
    if charset.utf16(head):
        return True
    head = head.removeprefix(codecs.BOM_UTF8)
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return "".join(text.split()).isprintable()


def decode(text: str) -> bytes:
    """Standard or URL-safe base64, wrapped or not, padded or not; what is not of it is skipped.

    A space in the middle of a line was a plus sign before somebody read it as a form's, or a line break.
    """
    with contextlib.suppress(msgspec.ValidationError):  # most are without anything else: the fastest way
        return msgspec.convert(text + "=" * (-len(text) % 4), bytes)
    data = unquote_to_bytes(text) if "%" in text else text.encode("ascii", "ignore")
    if b" " in (data := data.strip()) and not is_folded(data):
        data = PLUS.sub(lambda blanks: b"+" * len(blanks[0]), data)
    if b"=" in (bare := data.rstrip(b"=")):
        one, *others = bare.split(b"=")
        if len(one.translate(URL_SAFE, OTHERS)) % 4 in (2, 3):
            return b"".join(map(unbased, (one, *others)))
    return unbased(data)


def is_folded(data: bytes) -> bool:
    """True if blanks stand for line breaks, as in an attribute of XML: its words are of one length."""
    _, *lines = map(len, data.split(None, 4)[:4])
    return len(lines) > 2 and lines[0] >= FULL and min(lines) == max(lines)


def unbased(data: bytes) -> bytes:
    """One run of base64."""
    data = data.translate(URL_SAFE, OTHERS)
    return binascii.a2b_base64(data[: len(data) - (len(data) % 4 == 1)] + b"==")
