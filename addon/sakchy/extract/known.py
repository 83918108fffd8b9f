"""What its content tells: the reader of a known format takes it apart, and a fault in there is said."""

from collections.abc import Iterator

from sakchy.extract import magic
from sakchy.extract.files import (
    archive,
    card,
    icon,
    isobmff,
    jpeg,
    mail,
    msg,
    opaque,
    pdf,
    picture,
    png,
    rtf,
    sample,
    seven,
    squeezed,
    tar,
    tiff,
    tnef,
)
from sakchy.extract.files.common import Reader, Stop
from sakchy.extract.piece import Found, Piece, unread
from sakchy.limits import DEFAULT, Limits

__all__ = ["read", "read_text", "unread"]

READERS: dict[str, Reader] = {
    "jpeg": jpeg.read,
    "png": png.read,
    "gif": picture.gif,
    "webp": picture.webp,
    "bmp": picture.bmp,
    "jp2": picture.plain,
    "ico": icon.read,
    "tiff": tiff.read,
    "heif": isobmff.read,
    "avif": isobmff.read,
    "pdf": pdf.read,
    "zip": archive.read,
    "ole": msg.read,
    "rtf": rtf.read,
    "tnef": tnef.read,
    "mail": mail.read,
    "mbox": mail.mbox,
    "card": card.read,
    "tar": tar.read,
    "7z": seven.read,
    "rar": opaque.rar,
    "opaque": opaque.read,
    "record": sample.read,
    "gzip": squeezed.gzip,
    "bzip2": squeezed.bzip2,
    "xz": squeezed.xz,
    "lzma": squeezed.xz,
    "zstd": squeezed.zstd,
}
NAMED: dict[str, Reader] = {".br": squeezed.brotli}
"""Formats without any mark; the name only says that it is worth a try."""
FIRST = frozenset("abcdefmrsxABCDEFMRSX\ufeff \r\n\t")
"""What such a text begins with; nearly all other texts are let go by it."""
HEAD = 4096  # characters of a text that tell whether it is a mail or an address card


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """What a file of a known format holds; None if the bytes begin like nothing known."""
    data = piece.data
    assert isinstance(data, bytes)
    reader = READERS.get(magic.sniff(data)) or by_name(piece)
    return guarded(reader, piece, limits) if reader else None


def read_text(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """The same for text: mails, boxes of them and address cards; None for all other text."""
    name = sniff_text(str(piece.data))
    return guarded(READERS[name], piece, limits) if name else None


def sniff_text(text: str) -> str:
    """Name of the format that a text is; empty for nothing in particular."""
    if text.startswith("{\\rtf"):
        return "rtf"
    likely = text[:1] in FIRST and ":" in text[:HEAD]
    return magic.written(text[:HEAD].encode("utf-8", "replace")) if likely else ""


def by_name(piece: Piece) -> Reader | None:
    """The reader that a file's name asks for, if nothing in its content can."""
    if not piece.place or piece.place[-1].kind != "file":
        return None
    name = piece.place[-1].name.lower()
    return next((reader for ending, reader in NAMED.items() if name.endswith(ending)), None)


def guarded(reader: Reader, piece: Piece, limits: Limits) -> Iterator[Found]:
    """All that a reader finds, and what kept it from finding more."""
    data = piece.data if isinstance(piece.data, bytes) else b""
    try:
        yield from reader(piece, limits)
    except Stop as stop:
        yield unread(piece.place, stop.reason, data)
    except MemoryError:
        yield unread(piece.place, "too-large", data)
    except RecursionError:
        yield unread(piece.place, "too-deep", data)
    except Exception:  # noqa: BLE001  half of what travels is half broken; the policy judges that
        yield unread(piece.place, "broken", data)
