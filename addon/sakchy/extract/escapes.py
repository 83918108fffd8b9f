r"""Letters written as escapes inside ordinary text: `%34`, `\u0034`, `\x34`, `&#52;`, `&nbsp;`, `=34`.

Forms, JSON and XML were decoded before; what is left was escaped once more, by a page or to hide it.
"""

import quopri
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from html.entities import html5

from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Text

MARKS = ("\\", "%", "&", "=")
SCRIPT = re.compile(r"(?:\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|%u[0-9A-Fa-f]{4})")
PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})++")
ENTITY = re.compile(
    r"&(?:#0{0,50}([0-9]{1,7})|#[xX]0{0,50}([0-9A-Fa-f]{1,6})|([A-Za-z]{2,12}[0-9]{0,2})(?=;)|(nbsp|shy)(?![=A-Za-z]));?"
)
"""Limited lengths: Python refuses numbers of thousands of digits, and no name in use is longer."""
QUOTED_RUN = re.compile(r"(?:=[0-9A-F]{2}){3,}+")
QUOTED = rf"{QUOTED_RUN.pattern}|=\r?\n"
"""Quoted-printable (RFC 2045, 6.7): one `=34` may be a sum or a field, three in a row are not."""
ALL_QUOTED = re.compile(r"[^=]*+(?:=(?:[0-9A-F]{2}|\r?\n)[^=]*+)++")
"""It escapes every equals sign; where one stands for itself, only runs are escapes."""
ESCAPED = re.compile(rf"{SCRIPT.pattern}|%[0-9A-Fa-f]{{2}}|{ENTITY.pattern}|{QUOTED}")
BY_MARK = {
    "\\": re.compile(r"\\(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2})"),
    "%": re.compile(r"%(?:u[0-9A-Fa-f]{4}|[0-9A-Fa-f]{2})"),
    "&": ENTITY,
    "=": re.compile(r"=(?:[0-9A-F]{2}(?:=[0-9A-F]{2}){2}|\r?\n)"),
}
"""The same by the first character, for which a text is searched ten times as fast."""
SCRIPTS, PERCENTS, ENTITIES = (
    re.compile(rf"({each.pattern.replace('(', '(?:').replace('(?:?', '(?')})")
    for each in (SCRIPT, PERCENT, ENTITY)
)
"""The same with nothing but each whole escape as a group."""
SIGNS = "\x01\x02\x03\x04\x05\x06\x0e\x0f"
SIGN = re.compile(r"&#(?:0*(?:[1-6]|1[45])(?![0-9])|[xX]0*[1-6EFef](?![0-9A-Fa-f]))")  # an entity of one
CODEC = "raw_unicode_escape"
LETTERS = bytes(119 if re.match(rb"[A-Za-z0-9+/_-]", bytes([byte])) else byte for byte in range(256))
SOFT = (b"wwwwwwww=\n", b"wwwwwwww=\r\n")  # letters of base64 as w
WORD = 200  # characters; a shorter text without blanks may be a password that only looks escaped
ONE = 9  # characters of the escapes of one letter
LAST = 0x10FFFF
KEEP = 1024  # letters remembered, never words


def escaped(text: str) -> bool:
    """True if there is an escape in the text; quick, for most have none."""
    for mark, pattern in BY_MARK.items():  # noqa: SIM110  `any` with a generator takes twice as long
        if mark in text and pattern.search(text):
            return True
    return False


def read(piece: Piece, _limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """The text with its escapes undone, once: what was escaped twice comes by again. None without escapes."""
    text = piece.data
    assert isinstance(text, str)
    if not escaped(text) or (plainly := unescaped(text)) == text:
        return None
    return both(piece, text, plainly)


def both(piece: Piece, text: str, plainly: str) -> Iterator[Found]:
    """The text as meant; a short word also as it stands, and lines that may end in base64."""
    if (len(text) < WORD and not any(map(str.isspace, text))) or breaks_softly(text):
        yield Text(piece.place, text, piece.field)
    yield inside(piece, plainly)


def breaks_softly(text: str) -> bool:
    """Whether a line ends as one of quoted-printable does, or as one of base64."""
    if "=\n" not in text and "=\r\n" not in text:
        return False
    row = text.encode("ascii", "replace").translate(LETTERS)
    return any(end in row for end in SOFT)


def unescaped(text: str) -> str:
    """The text with every kind of escape undone once."""
    if "=" in text and BY_MARK["="].search(text):
        every = ALL_QUOTED.fullmatch(text)
        text = quoted(every) if every else QUOTED_RUN.sub(quoted, text)
    if ("\\" in text or "%u" in text) and SCRIPT.search(text):
        return whole(scripts(text))  # a form or JSON may come out, with escapes of its own
    if "%" in text:
        text = percents(text)
    return entities(text) if "&" in text else text


def meant(pattern: re.Pattern[str], letters: Callable[[str], str], text: str) -> str:
    """The text with what `letters` says for each escape; thousands take half as long as with `sub`."""
    parts = pattern.split(text)
    parts[1::2] = map(letters, parts[1::2])
    return "".join(parts)


def scripts(text: str) -> str:
    r"""The text without a script's escapes; where all are `\u0034`, Python's codec does it at once."""
    if text.count("\\") == text.count("\\u") and "%u" not in text:
        with suppress(UnicodeError):
            return text.encode(CODEC).decode(CODEC)
    return meant(SCRIPTS, scripted, text)


def percents(text: str) -> str:
    """The text without percent escapes; where all are good and their bytes UTF-8, the same codec does it."""
    if "\\" not in text:
        with suppress(UnicodeError):
            return text.encode().replace(b"%", rb"\u00").decode(CODEC).encode("latin-1").decode()
    return meant(PERCENTS, percent, text)


def entities(text: str) -> str:
    """The text without entities; of a few that come again and again, each is replaced everywhere at once.

    First by a sign that the text has not, lest the letter makes another entity with its neighbours.
    """
    at, letters = 0, {}
    for sign in SIGNS if not SIGN.search(text) else "":
        found = ENTITY.search(text, at)
        if not found or not found[0].endswith(";") or sign in text:
            break
        at, letters[sign] = found.start(), spelled_out(found[0])
        text = text.replace(found[0], sign)
    text = meant(ENTITIES, spelled_out, text)
    for sign, letter in letters.items():
        text = text.replace(sign, letter)
    return text


def quoted(found: re.Match[str]) -> str:
    """Quoted-printable as it was meant."""
    return quopri.decodestring(found[0].encode("utf-8", "replace")).decode("utf-8", "replace")


@lru_cache(KEEP)
def scripted(escape: str) -> str:
    """The letter of a script's escape, of which a text uses few again and again; half of a pair is kept."""
    return letter(int(escape.strip("\\u%x{}"), 16))


def percent(run: str) -> str:
    """A run of percent escapes as it was meant."""
    return spelled(run) if len(run) <= ONE else lettered(run)


@lru_cache(KEEP)
def spelled(run: str) -> str:
    """The same for one letter: a text uses few of them again and again."""
    return lettered(run)


def lettered(run: str) -> str:
    """What a run says; bytes that are no UTF-8 are Windows' Cyrillic or nothing worse than that."""
    data = bytes.fromhex(run.replace("%", ""))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


def entity(found: re.Match[str]) -> str:
    """The letter of an HTML entity, or the entity as it is if there is none of this name."""
    return spelled_out(found[0])


@lru_cache(KEEP)
def spelled_out(escape: str) -> str:
    """The same of an entity as it is written."""
    found = ENTITY.fullmatch(escape)
    decimal, hexadecimal, name, bare = found.groups() if found else ("", "", "", "")
    if name or bare:
        return html5.get(f"{name or bare};", escape)
    return letter(int(decimal) if decimal else int(hexadecimal or "", 16))


def letter(code: int) -> str:
    """The letter of a code point."""
    return chr(code) if code <= LAST else "\ufffd"


def whole(text: str) -> str:
    """Pairs of surrogates as one letter, halves as a replacement: nothing after this could encode them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
