"""Forms: urlencoded, text/plain, and the query of an address, which is written the same way."""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from msgspec import structs

from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.extract.runs import mended
from sakchy.extract.value import SHORTEST, is_telling, value
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step, StepKind, Text

URLENCODED = "application/x-www-form-urlencoded"
ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})++")  # a whole run at once: Cyrillic is little else
LOOKS = re.compile(r"[\w.\[\]%+*~$:-]{1,200}=(?:[^\s&=][^\s&]*)?(?:&|$)")
BASE64_END = re.compile(r"[\w+/-]{20,}={1,2}$")  # `aGk=` is no field without a value
PLAIN = re.compile(r"(?:[\w.\[\]-]{1,60}+=[^\r\n]*+(?:\r?\n|\Z)){1,2000}+")
"""Lines of a text/plain form without its type, or of settings."""
CHARSET = re.compile(r"(?:^|&)_charset_=([\w-]{1,40})")
HEAD = 2048  # characters that must hold no white space in an undeclared form


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """The fields of an urlencoded or text/plain form; None if this is none."""
    text = piece.data
    assert isinstance(text, str)
    if piece.type.startswith(URLENCODED) or looks_urlencoded(text):
        return fields(with_charset(piece, text), text, "form", limits)
    if (
        (piece.type.startswith("text/plain") or PLAIN.fullmatch(text, 0, HEAD * 8))
        and len(text) < HEAD * 8
        and not BASE64_END.match(text)
    ):
        lines = text.splitlines()
        if lines and all("=" in line for line in lines):
            return plain(piece, lines)
    return None


def looks_urlencoded(text: str) -> bool:
    """True for `a=1&b=2` under a wrong content type or none."""
    head = text[:HEAD].strip()  # a line of its own in a letter or a document
    return bool(LOOKS.match(head)) and not BASE64_END.match(head) and not any(map(str.isspace, head))


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


def plain(piece: Piece, lines: list[str]) -> Iterator[Found]:
    """The lines of a text/plain form (HTML, 4.10.21.8: not to be parsed, so all of it is looked at)."""
    for line in lines:
        name, _, text = line.partition("=")
        if is_telling(name):
            yield value(piece, name, Step("form", "*"), "*")
        name = safe_name(name)
        if len(text) >= SHORTEST:
            yield value(piece, text, Step("form", name), name)
    yield Text(piece.place, str(piece.data), piece.field)
