"""Formats known by their content. Type by content, never by name alone."""

import re
from collections.abc import Callable

from sakchy.extract import records

PREFIXES: dict[bytes, str] = {
    b"\xff\xd8\xff": "jpeg",  # ITU-T T.81: start of image, next marker
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\0": "tiff",  # TIFF 6.0, little endian; most cameras' raw formats begin alike
    b"MM\0*": "tiff",  # big endian
    b"II+\0": "tiff",  # BigTIFF
    b"MM\0+": "tiff",
    b"IIRO": "tiff",  # Olympus ORF
    b"IIU\0": "tiff",  # Panasonic RW2
    b"FUJIFILMCCD-RAW": "opaque",  # Fujifilm RAF: a JPEG preview stands in it
    b"\0\0\0\x0cjP  \r\n\x87\n": "jp2",  # JPEG 2000, ISO/IEC 15444-1
    b"\xff\x4f\xff\x51": "jp2",  # its codestream by itself
    b"\0\0\0\x0cJXL \r\n\x87\n": "opaque",  # JPEG XL
    b"8BPS\0": "opaque",  # Photoshop: a JPEG thumbnail stands in it
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"PK\x07\x08": "zip",  # in several volumes
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",  # OLE2: DOC, XLS, PPT, MSG
    b"{\\rtf": "rtf",
    b"\x78\x9f\x3e\x22": "tnef",  # winmail.dat, MS-OXTNEF 2.1.3.1
    b"\x1f\x8b\x08": "gzip",
    b"\xfd7zXZ\0": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",  # RFC 8878, 3.1.1
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"MSCF\0\0\0\0": "opaque",  # CAB
    b"\x04\x22\x4d\x18": "opaque",  # LZ4 frame
    b"!<arch>\n": "opaque",  # ar, and with it DEB
    b"\xed\xab\xee\xdb": "opaque",  # RPM
    b"xar!": "opaque",
}
"""What files begin with. `opaque`: known, but nobody here looks into it."""
PICTURES = frozenset(("jpeg", "png", "gif", "tiff", "jp2", "webp", "bmp", "ico", "avif", "heif"))
AVIF = {b"avif", b"avis"}  # ISO/IEC 23000-22 brands
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}  # ISO/IEC 23008-12
BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # sizes of the header that follows, by version
PDF_SEARCH = 1024  # PDF 1.7, annex H: readers accept the header anywhere in the first 1024 bytes
ZIP_END = 22 + 65_535  # bytes: the end record and the longest comment after it (APPNOTE 4.3.16)
LZMA_ALONE = re.compile(rb"\x5d\0\0[\0-\xff]{2}(?:\xff{8}|[\0-\xff]{4}[\0-\x0f]\0{3})", re.DOTALL)
BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")  # block or end mark: digits of pi and its root
WRITTEN = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,8}(?:"
    rb"(?P<card>BEGIN:V(?:CARD|CALENDAR)\b)|(?P<mbox>From \S+[ \t][^\r\n]{10,80}\r?\n[\w-]+:)|"
    rb"(?P<mail>(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|DKIM-Signature|"
    rb"X-[\w-]{1,40}|From|To|Date|Subject|Reply-To|ARC-[\w-]{1,40}):[ \t]))",
    re.IGNORECASE,
)
"""Formats that are text, by their first words."""
MAY_WRITE = frozenset(bytes([byte]) for byte in b"abdfmrstxABDFMRSTX \t\r\n\f\v\xef")
"""First bytes of these."""
MAIL_HEADERS = re.compile(
    rb"^(?:[\w-]{1,60}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n){0,500}){2}", re.ASCII
)
MAIL_SURE = re.compile(
    rb"^(?:MIME-Version|Content-Type|Message-ID|Received|Date):", re.IGNORECASE | re.MULTILINE
)
HEADERS_END = re.compile(rb"\n\r?\n")  # RFC 5322, 2.1; in a note with a date none has to come
FORM = re.compile(rb"--[^\r\n]{1,200}\r?\nContent-", re.IGNORECASE)  # RFC 7578, 4.1
FAST = tuple(PREFIXES)
HEAD = 4096
ISO = 32_769  # ISO 9660, 8.1.2: the first descriptor stands in sector 16
DMG_TRAILER = 512


def sniff(data: bytes) -> str:
    """Name of the format, one of those that `known` has readers for; empty if text or something unknown."""
    if data.startswith(FAST):
        return of_table(data)
    if data[4:8] == b"ftyp":
        return of_box(data)
    return of_head(data) or written(data) or of_record(data) or of_tail(data)


def is_picture(data: bytes) -> bool:
    """True if the bytes begin like a picture."""
    return sniff(data) in PICTURES


def of_table(data: bytes) -> str:
    """The format of bytes that begin with an entry of the table."""
    return next(name for prefix, name in PREFIXES.items() if data.startswith(prefix))


def of_box(data: bytes) -> str:
    """ISO base media file: by its major brand and the compatible ones (ISO/IEC 14496-12, 4.3)."""
    length = min(int.from_bytes(data[:4], "big"), 64)
    brands = {data[8:12], *(data[i : i + 4] for i in range(16, length, 4))}
    if brands & AVIF:
        return "avif"
    if b"crx " in brands:
        return "opaque"  # Canon CR3: JPEG previews stand in it
    return "heif" if brands & HEIF else ""


def of_head(data: bytes) -> str:
    """Formats that need more than a prefix."""
    if data[257:262] == b"ustar":
        return "tar"
    if not data.startswith(MAY_START):
        return ""
    return next((name for start, name, is_one in STARTS if data.startswith(start) and is_one(data)), "")


def is_icon(data: bytes) -> bool:
    """Windows icon or cursor: a directory whose first entry points behind the directory."""
    count = int.from_bytes(data[4:6], "little")
    after = int.from_bytes(data[18:22], "little")
    return (
        data[2:4] in (b"\1\0", b"\2\0")
        and 0 < count < 256
        and data[9:10] == b"\0"
        and after >= 6 + 16 * count
    )


def is_codestream(data: bytes) -> bool:
    """JPEG XL without its container; two bytes are little, so that text is asked about."""
    return not data[2:HEAD].isascii()


STARTS: tuple[tuple[bytes, str, Callable[[bytes], object]], ...] = (
    (b"RIFF", "webp", lambda data: data[8:12] == b"WEBP"),
    (b"BM", "bmp", lambda data: int.from_bytes(data[14:18], "little") in BMP_HEADERS),
    (b"BZh", "bzip2", BZIP2.match),
    (b"\0\0", "ico", is_icon),
    (b"\x5d\0", "lzma", LZMA_ALONE.match),
    (b"\xff\x0a", "opaque", is_codestream),
)
MAY_START = tuple(start for start, _, _ in STARTS)


def written(data: bytes) -> str:
    """Mail, address cards and calendars, which are text; empty for all other text."""
    found = WRITTEN.match(data) if data[:1] in MAY_WRITE else None
    if not found or not found.lastgroup:
        return ""
    if found.lastgroup == "mail" and not is_mail(data):
        return ""
    return found.lastgroup


def is_mail(data: bytes) -> bool:
    """True if two header lines follow each other, one of the first is none that people type, and they end."""
    head = data[:HEAD].lstrip()
    ended = len(data) >= HEAD or HEADERS_END.search(head)
    return bool(ended and MAIL_HEADERS.match(head) and MAIL_SURE.search(head))


def of_record(data: bytes) -> str:
    """Biometric templates and pictures from hospitals."""
    return "record" if records.sniff(data) else ""


def of_tail(data: bytes) -> str:
    """Formats that are recognised by their middle or end, whatever stands before."""
    if data.startswith(b"--") and FORM.match(data):  # with a PDF at its beginning, or a ZIP at its end
        return ""
    if b"%PDF-" in data[:PDF_SEARCH]:
        return "pdf"
    if b"PK\x05\x06" in data[-ZIP_END:]:
        return "zip"
    if data[ISO : ISO + 5] == b"CD001" or data[-DMG_TRAILER:][:4] == b"koly":
        return "opaque"
    return ""
