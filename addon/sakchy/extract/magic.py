"""Formats known by their first bytes. Type by content, never by name alone."""

from typing import Literal

Format = Literal["picture", "document", "gzip", ""]

PICTURES: tuple[bytes, ...] = (
    b"\xff\xd8\xff",  # JPEG, ITU-T T.81: start of image, next marker
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",  # TIFF 6.0, little endian
    b"MM\0*",  # TIFF 6.0, big endian
    b"\0\0\0\x0cjP  \r\n\x87\n",  # JPEG 2000, ISO/IEC 15444-1
)
DOCUMENTS: tuple[bytes, ...] = (
    b"PK\x03\x04",  # ZIP, and with it DOCX, XLSX, ODF
    b"PK\x07\x08",  # ZIP in several volumes
    b"%PDF-",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # OLE2: DOC, XLS, MSG
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"{\\rtf",
    b"\xfd7zXZ\0",
    b"BZh",
    b"\x28\xb5\x2f\xfd",  # Zstandard file, RFC 8878
    b"\xff\x0a",  # JPEG XL codestream
    b"\0\0\0\x0cJXL \r\n\x87\n",
)
GZIP = b"\x1f\x8b\x08"
BOX_PICTURES = {b"avif", b"avis"}  # ISO/IEC 23000-22 brands; OpenCV decodes AV1 pictures
BOX_UNREADABLE = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}  # HEIF: not decoded
BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # sizes of the header that follows, by version
PDF_SEARCH = 1024  # PDF 1.7, annex H: readers accept the header anywhere in the first 1024 bytes
FAST = (*PICTURES, *DOCUMENTS, GZIP)


def sniff(data: bytes) -> Format:
    """What the bytes begin like; empty if text or something unknown."""
    if data.startswith(FAST):
        return of_table(data)
    if data[4:8] == b"ftyp":
        return of_box(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "picture"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in BMP_HEADERS:
        return "picture"
    if data[257:262] == b"ustar" or b"%PDF-" in data[:PDF_SEARCH]:
        return "document"
    return ""


def of_table(data: bytes) -> Format:
    """The format of bytes that begin with an entry of one of the tables."""
    if data.startswith(PICTURES):
        return "picture"
    return "gzip" if data.startswith(GZIP) else "document"


def of_box(data: bytes) -> Format:
    """ISO base media file: by its major brand and the compatible ones (ISO/IEC 14496-12, 4.3)."""
    length = min(int.from_bytes(data[:4], "big"), 64)
    brands = {data[8:12], *(data[i : i + 4] for i in range(16, length, 4))}
    if brands & BOX_PICTURES:
        return "picture"
    return "document" if brands & BOX_UNREADABLE else ""


def is_encrypted(data: bytes) -> bool:
    """A ZIP whose first member has a password (APPNOTE 4.4.4: bit 0 of the general purpose flag)."""
    return data.startswith(b"PK\x03\x04") and len(data) > 6 and bool(data[6] & 1)
