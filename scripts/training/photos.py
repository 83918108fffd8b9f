"""Photographs free to use, out of packages of Debian: `photos.py UNPACKED... FOLDER`.

    apt-get download gnome-backgrounds mate-backgrounds plasma-workspace-wallpapers gcompris-qt-data
    for package in *.deb; do dpkg -x $package unpacked; done
    python scripts/training/photos.py unpacked photos

Every picture file counts, of a wallpaper in many sizes the largest, and what stands inside the resource files
of GCompris (`.rcc`, which hold their files as they are). Pictures come out as JPEG at most SIDE pixels wide,
each once.
"""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np

SIDE, QUALITY = 1000, 90
LEAST = 200
"""Pixels of the shorter side: smaller ones are icons."""
LEAST_BYTES, MOST_BYTES = 20_000, 2_000_000
"""Of a JPEG inside a resource file: its end is not told, and decoders do not mind what follows."""
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
RIFF = re.compile(rb"RIFF(.{4})WEBP", re.DOTALL)
SIGNS = re.compile(rb"(\xff\xd8\xff|\x89PNG\r\n\x1a\n)")
SIZES = "contents/images"
"""Where a wallpaper of KDE has one file for every size of screen."""


def files(root: Path) -> Iterator[bytes]:
    """Contents of everything under a folder that is a picture or may hold some."""
    for path in sorted(root.rglob("*")):
        if path.suffix == ".rcc":
            yield from carved(path.read_bytes())
        elif path.suffix.lower() in ENDINGS and path.is_file() and path == largest(path):
            yield path.read_bytes()


def largest(path: Path) -> Path:
    """The picture itself, or the largest of the same wallpaper."""
    if not path.parent.as_posix().endswith(SIZES):
        return path
    return max(sorted(path.parent.iterdir()), key=lambda file: file.stat().st_size)


def carved(data: bytes) -> Iterator[bytes]:
    """The pictures inside a resource file."""
    for found in RIFF.finditer(data):
        yield data[found.start() : found.start() + 8 + int.from_bytes(found[1], "little")]
    for found in SIGNS.finditer(data):
        mark, extra = (b"IEND", 4) if found[1][0] == 0x89 else (b"\xff\xd9", MOST_BYTES)
        end = data.find(mark, found.start())
        if end >= 0 and (extra == 4 or end - found.start() > LEAST_BYTES):
            yield data[found.start() : min(end + len(mark) + extra, found.start() + MOST_BYTES * 8)]


def drawn(data: bytes) -> np.ndarray | None:
    """A picture in colour, on white where it is transparent, at most SIDE wide; None for icons and others."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if image is None or min(image.shape[:2]) < LEAST:
        return None
    if image.ndim == 2:
        image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    if image.dtype == np.uint16:
        image = (image // 256).astype(np.uint8)
    if image.shape[2] == 4:
        alpha = image[:, :, 3:].astype(np.float32) / 255
        image = (image[:, :, :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)
    scale = min(1.0, SIDE / image.shape[1])
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def save(roots: Iterable[Path], folder: Path) -> int:
    """Write the pictures under some folders, by number; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = set[bytes]()
    for data in (one for root in roots for one in files(root)):
        mark = hashlib.sha256(data).digest()
        if mark not in seen and (image := drawn(data)) is not None:
            cv2.imwrite(str(folder / f"{len(seen):04}.jpg"), image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
            seen.add(mark)
    return len(seen)


if __name__ == "__main__":
    *unpacked, target = map(Path, sys.argv[1:])
    print(save(unpacked, target), "pictures")
