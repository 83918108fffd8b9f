"""Mail as a file (RFC 5322, MIME), boxes of it, and pages saved with all that belongs to them (MHTML)."""

from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header

from sakchy.extract import multipart
from sakchy.extract.files.common import bytes_of, text, unread
from sakchy.extract.piece import Found, Piece, inside
from sakchy.limits import Limits
from sakchy.model import Step, Text

TOLD = ("subject", "from", "to", "cc", "bcc", "reply-to", "comments", "keywords", "sender")
"""Headers that people write; the others are for programs."""
LONGEST = 64 << 10  # characters of one header: a mail to thousands
SEPARATOR = b"\nFrom "


def read(piece: Piece, _limits: Limits) -> Iterator[Found]:
    """Headers and body; the parts of a body are read by the reader of multipart forms."""
    data = bytes_of(piece)
    begin = len(data) - len(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    headers, begin = multipart.part_headers(data, begin, len(data))
    if not headers:  # they never end
        yield Text((*piece.place, Step("header")), data.decode("utf-8", "replace"))
        return
    lines = [f"{name}: {unencoded(headers[name][:LONGEST])}" for name in TOLD if name in headers]
    yield from text(piece, "\n".join(lines), Step("header"))
    type_ = headers.get("content-type", "")
    body = data[begin:]
    if not type_.lower().startswith("multipart/"):
        body = multipart.transfer_decoded(body, headers.get("content-transfer-encoding", ""))
    if body:
        yield inside(piece, body, type_=type_)


def unencoded(header: str) -> str:
    """A header with its encoded words undone (RFC 2047)."""
    raw = header.encode("latin-1", "replace")
    try:
        plain = raw.decode("utf-8")
    except UnicodeDecodeError:
        plain = raw.decode("cp1251", "replace")
    try:
        return "".join(
            word if isinstance(word, str) else word.decode(codec or "utf-8", "replace")
            for word, codec in decode_header(plain)
        )
    except (HeaderParseError, LookupError, ValueError):
        return plain


def mbox(piece: Piece, limits: Limits) -> Iterator[Found]:
    """One mail after the other, each behind a line that begins with "From "."""
    data = bytes_of(piece)
    mails = data.split(SEPARATOR, limits.members)
    for number, mail in enumerate(mails):
        content = mail.partition(b"\n")[2]
        if number == limits.members:
            yield unread(piece.place, "too-many", data)
        elif content:
            yield inside(piece, content, Step("message"))
