"""Directories of TIFF 6.0, which Exif uses as well."""

from collections.abc import Iterator, Sequence

from sakchy.model import Value

SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 18: 8}
"""Bytes of a value by its type (TIFF 6.0, 2; BigTIFF)."""
MOST = 200  # directories of one file; a loop of them would never end
ENTRIES = 1000
LONGEST = 1 << 16  # bytes of a text
SUB, EXIF = 0x014A, 0x8769
WORDS = frozenset((0x010D, 0x010E, 0x010F, 0x0110, 0x011D, 0x013B, 0x013C, 0x8298, 0x9286, 0xA430, 0xA431))
"""Names of document and page, ImageDescription, Make, Model, Artist, Copyright, UserComment, owner."""
WINDOWS = range(0x9C9B, 0x9CA0)  # XPTitle to XPSubject, in UTF-16
IPTC = 0x83BB
PREVIEW, PREVIEW_LENGTH, STRIPS, STRIP_LENGTHS, PACKING = 0x0201, 0x0202, 0x0111, 0x0117, 0x0103
JPEG = (6, 7)  # compressions that make a strip a JPEG


class Tag(Value, frozen=True):
    """An entry of a directory: its type, and where its value stands."""

    kind: int
    count: int
    at: int


Directory = dict[int, Tag]


def directories(data: bytes) -> Iterator[Directory]:
    """All directories that can be reached, each once."""
    order = "<" if data[:2] == b"II" else ">"
    big = data[2:4] in (b"+\0", b"\0+")
    waiting, seen = [number(data, 8 if big else 4, 8 if big else 4, order)], set[int]()
    while waiting and len(seen) < MOST:
        at = waiting.pop(0)
        if at in seen or not 0 < at < len(data):
            continue
        seen.add(at)
        found, after = directory(data, at, order, big=big)
        yield found
        waiting.append(after)
        for tag in (SUB, EXIF):
            waiting += numbers(data, found.get(tag), order)[:MOST]


def directory(data: bytes, at: int, order: str, *, big: bool) -> tuple[Directory, int]:
    """One directory, and the offset of the next one; 0 if there is none."""
    head, size, wide = (8, 20, 8) if big else (2, 12, 4)
    count = min(number(data, at, head, order), ENTRIES)
    found: Directory = {}
    for start in range(at + head, at + head + count * size, size):
        tag, kind = number(data, start, 2, order), number(data, start + 2, 2, order)
        values = number(data, start + 4, wide, order)
        place = start + 4 + wide
        if values * SIZES.get(kind, 1) > wide:
            place = number(data, place, wide, order)
        found[tag] = Tag(kind, values, place)
    return found, number(data, at + head + count * size, wide, order)


def number(data: bytes, at: int, size: int, order: str) -> int:
    """An unsigned number; 0 where the file has ended."""
    return int.from_bytes(data[at : at + size], "little" if order == "<" else "big")


def numbers(data: bytes, tag: Tag | None, order: str = "") -> list[int]:
    """The whole numbers that an entry holds."""
    if tag is None or SIZES.get(tag.kind, 0) not in (2, 4, 8):
        return []
    order = order or ("<" if data[:2] == b"II" else ">")
    size = SIZES[tag.kind]
    return [number(data, tag.at + k * size, size, order) for k in range(min(tag.count, ENTRIES))]


def words(data: bytes, found: Sequence[Directory]) -> Iterator[str]:
    """Texts of all directories."""
    for one in found:
        for tag, entry in one.items():
            if tag in WORDS or tag in WINDOWS:
                raw = data[entry.at : entry.at + min(entry.count, LONGEST)]
                yield said(raw, windows=tag in WINDOWS, order=data[:2])


def said(raw: bytes, *, windows: bool, order: bytes) -> str:
    """A text in one of the ways that Exif has (2.32, 4.6.5)."""
    if windows:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    if raw.startswith(b"UNICODE\0"):
        return raw[8:].decode("utf-16-le" if order == b"II" else "utf-16-be", "replace").rstrip("\0")
    if raw.startswith((b"ASCII\0\0\0", b"\0" * 8)):
        raw = raw[8:]
    try:
        return raw.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return raw.rstrip(b"\0").decode("cp1251", "replace")


def thumbnails(data: bytes, found: Sequence[Directory]) -> list[bytes]:
    """JPEG files inside: thumbnails of photographs, previews of raw files, largest first."""
    out: list[bytes] = []
    for one in found:
        places = zip(numbers(data, one.get(PREVIEW)), numbers(data, one.get(PREVIEW_LENGTH)), strict=False)
        packing = numbers(data, one.get(PACKING))
        if packing and packing[0] in JPEG:
            strips = zip(numbers(data, one.get(STRIPS)), numbers(data, one.get(STRIP_LENGTHS)), strict=False)
            places = (*places, *strips)  # type: ignore[assignment]
        out += [data[at : at + length] for at, length in places]
    return sorted((one for one in out if one.startswith(b"\xff\xd8\xff")), key=len, reverse=True)
