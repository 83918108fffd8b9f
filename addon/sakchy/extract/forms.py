"""Forms: urlencoded, text/plain, and the query of an address, which is written the same way."""

import binascii
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from urllib.parse import unquote_to_bytes

from msgspec import structs

from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.extract.runs import mended
from sakchy.extract.value import SHORTEST, is_telling, value
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step, StepKind, Text

URLENCODED = "application/x-www-form-urlencoded"
ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})++")  # a whole run at once: Cyrillic is little else
BROKEN = re.compile("%(?![0-9A-Fa-f]{2})")
LOOKS = re.compile(r"[\w.\[\]%+*~$:-]{1,200}=(?:[^\s&=][^\s&]*)?(?:&|$)")
BASE64_END = re.compile(r"[\w+/-]{20,}={1,2}$")  # `aGk=` is no field without a value
BASE64_LINES = re.compile(r"[A-Za-z0-9+/_-]{57,}\r?\n[A-Za-z0-9+/_-]")  # no form has lines
PLAIN = re.compile(
    r"(?:[\w.\[\]-]{1,60}+=[^\r\n]*+(?:\r?\n[A-Za-z0-9+/_-]{1,200}+={0,2}(?=\s))*+(?:[\r\n]++|\Z)){1,2000}+"
)
"""Lines of a text/plain form without its type, or of settings; base64 goes on from line to line."""
NAME = re.compile(r"^(?![\w+/-]{20,}={1,2}\r?$)[^=;:\r\n]{1,200}+=", re.MULTILINE)
PLAIN_FIELDS = 2000
CHARSET = re.compile(r"(?:^|&)_charset_=([\w-]{1,40})")
HEAD = 2048  # characters that must hold no white space in an undeclared form


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """The fields of an urlencoded or text/plain form; None if this is none."""
    text = piece.data
    assert isinstance(text, str)
    declared = piece.type.startswith(URLENCODED) and not BASE64_LINES.match(text)
    if not declared and "=" not in text:
        return None
    if declared or looks_urlencoded(text):
        return fields(with_charset(piece, text), text, "form", limits)
    if PLAIN.fullmatch(text) or (piece.type.startswith("text/plain") and NAME.match(text)):
        return None if BASE64_END.match(text) else plain(piece, text)
    return None


def looks_urlencoded(text: str) -> bool:
    """True for `a=1&b=2` under a wrong content type or none."""
    head = text[:HEAD].strip()  # a line of its own in a letter or a document
    return bool(LOOKS.match(head)) and not BASE64_END.match(head) and head.split(maxsplit=1) == [head]


def fields(piece: Piece, text: str, kind: StepKind, limits: Limits) -> Iterator[Found]:
    """Name and value of every pair; a value without a name is looked at as well."""
    for pair in mended(text).split("&", limits.form_fields):
        name, equals, encoded = pair.partition("=")
        if not equals:
            name, encoded = "", name
        if name and is_telling(name := decoded(name, "replace")):
            yield value(piece, name, Step(kind, "*"), "*")
        if len(encoded) >= SHORTEST:
            name = safe_name(name)
            yield field(piece, encoded, Step(kind, name), name)


def field(piece: Piece, encoded: str, step: Step, name: str) -> Found:
    """One decoded value; bytes that are not UTF-8 are read as a piece of their own."""
    try:
        return value(piece, decoded(encoded), step, name)
    except UnicodeDecodeError:
        data = unquote_to_bytes(encoded.replace("+", " "))
        return Piece(data, (*piece.place, step), name, charset(piece.type), piece.depth + 1)


def decoded(text: str, errors: str = "strict") -> str:
    """Undo percent-encoding and plus signs (WHATWG URL, 5.1). Raises UnicodeDecodeError."""
    if "%" not in text:
        return text.replace("+", " ")
    if not BROKEN.search(text):
        quoted = text.replace("=", "%3D").replace("+", " ").replace("%", "=")  # as in mail, which C undoes
        return binascii.a2b_qp(quoted.encode("utf-8", "replace")).decode("utf-8", errors)
    return ESCAPES.sub(lambda run: unescaped(run[0]).decode("utf-8", errors), text.replace("+", "%20"))


def unescaped(run: str) -> bytes:
    """The bytes of a run of escapes."""
    return bytes.fromhex(run.replace("%", " "))


def with_charset(piece: Piece, text: str) -> Piece:
    """The form with the charset that it names in a field of its own (HTML, 4.10.21.4: `_charset_`)."""
    found = CHARSET.search(text) if "_charset_=" in text and "charset=" not in piece.type else None
    return structs.replace(piece, type=f"{piece.type};charset={found[1]}") if found else piece


def charset(type_: str) -> str:
    """The form's charset handed on to its values, as a content type."""
    _, found, name = type_.partition("charset=")
    return f"text/html;charset={name}" if found and "16" not in name else ""  # no escapes are in UTF-16


def plain(piece: Piece, text: str) -> Iterator[Found]:
    """The fields of a text/plain form (HTML, 4.10.21.8: not to be parsed, so it is looked at as text, too).

    A value ends where another name begins a line.
    """
    starts = [*(found.start() for found in islice(NAME.finditer(text), PLAIN_FIELDS)), len(text)]
    for start, end in pairwise(starts):
        name, _, given = text[start:end].partition("=")
        given = given.removesuffix("\n").removesuffix("\r")
        if is_telling(name):
            yield value(piece, name, Step("form", "*"), "*")
        name = safe_name(name)
        if len(given) >= SHORTEST:
            yield value(piece, given, Step("form", name), name)
    short = [line for line in text.splitlines(keepends=True) if len(line) < HEAD]
    yield Text(piece.place, "".join(short), piece.field)
