"""Bytes to a grey picture, at the scale that is enough.

A JPEG can be decoded at a half, a quarter or an eighth of its size for little more than the cost of
reading its bits (20 ms for 12 megapixels instead of 80 in colour). Of an animation the first frames are
looked at; of a TIFF, in which scanners and faxes put several sheets, the first pages. HEIC of telephones is
decoded by libheif, everything else by OpenCV.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.header import (
    Size,
    has_alpha,
    is_animated,
    is_familiar,
    is_heif,
    is_jpeg,
    is_tiff,
    size,
)
from sakchy.detect.picture.opencv import MOST_PIXELS, Grey, cv2
from sakchy.limits import DEFAULT
from sakchy.model import UnreadReason

MOST_BYTES = 40 * 1024 * 1024
"""An uncompressed scan of an A4 page at 300 dpi is 26 MB; beyond this a picture is not looked at."""
FRAMES_PIXELS = 64_000_000
"""Of all frames of an animation together: they take 256 MB. At least two are looked at."""
LEAST_SIDE = 100
"""Smaller pictures are icons: a line of the zone has 30 characters, which need 3 pixels each at least."""
END_OF_IMAGE = b"\xff\xd9"
"""Without this marker the decoder waits for more bytes; with it the missing rows come out grey."""
REDUCED = {
    8: cv2.IMREAD_REDUCED_GRAYSCALE_8,
    4: cv2.IMREAD_REDUCED_GRAYSCALE_4,
    2: cv2.IMREAD_REDUCED_GRAYSCALE_2,
    1: cv2.IMREAD_GRAYSCALE,
}


class UnreadableError(Exception):
    """A picture cannot be looked at; `reason` says why, and nothing of the picture stands in it."""

    def __init__(self, reason: UnreadReason) -> None:
        super().__init__(reason)
        self.reason: UnreadReason = reason


def is_icon(size: Size | None) -> bool:
    """Whether a picture is too small to hold a zone."""
    return size is not None and max(size) < LEAST_SIDE


def limit(data: bytes, pixels: int = DEFAULT.pixels) -> None:
    """Raise UnreadableError("too-large") beyond 40 MB, or so many pixels if the header tells."""
    found = size(data)
    if len(data) > MOST_BYTES or (found is not None and found[0] * found[1] > min(pixels, MOST_PIXELS)):
        raise UnreadableError("too-large")


def grey(data: bytes, least_side: int) -> Grey:
    """The picture in grey levels, turned upright by its EXIF tag, transparent places white.

    A JPEG may come smaller than it is, its longer side at least `least_side` pixels if it had so many.
    Raises UnreadableError: too-large, broken, or unknown-format if the bytes are no known picture.
    """
    if is_heif(data):
        return heif(data)
    if has_alpha(data):
        return on_white(decoded(data, cv2.IMREAD_UNCHANGED))
    return np.asarray(decoded(data, REDUCED[reduction(data, least_side)]), np.uint8)


def further_pages(data: bytes, most: int = DEFAULT.frames) -> Iterator[Grey]:
    """The pages of a TIFF, or the frames of an animation, from the second to number `most`.

    Raises UnreadableError: "too-many" after them if there is one more, "broken" if one cannot be decoded.
    """
    if is_tiff(data):
        yield from sheets(data, most)
    elif is_animated(data):
        yield from frames(data, most)


def sheets(data: bytes, most: int) -> Iterator[Grey]:
    """Pages of a TIFF, decoded one at a time."""
    buffer = np.frombuffer(data, np.uint8)
    for page in range(1, most + 1):
        try:
            _, found = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE, range=(page, page + 1))
        except cv2.error:
            raise UnreadableError("broken") from None
        if not found:
            return
        if page == most:
            raise UnreadableError("too-many")
        yield np.asarray(found[0], np.uint8)


def frames(data: bytes, most: int) -> Iterator[Grey]:
    """Frames of an animation, decoded together: a frame is the difference to the one before it."""
    canvas = size(data)
    room = max(2, min(most, FRAMES_PIXELS // (canvas[0] * canvas[1]))) if canvas else most
    try:
        _, found = cv2.imdecodeanimation(np.frombuffer(data, np.uint8), start=0, count=room + 1)
    except cv2.error:
        raise UnreadableError("broken") from None
    yield from map(on_white, found.frames[1:room])
    if len(found.frames) > room:
        raise UnreadableError("too-many")


def reduction(data: bytes, least_side: int) -> int:
    """By how much a JPEG can be decoded smaller: 1, 2, 4 or 8."""
    found = size(data) if is_jpeg(data) else None
    return next((by for by in REDUCED if found and max(found) // by >= least_side), 1)


def decoded(data: bytes, flags: int) -> NDArray[Any]:
    """The picture as OpenCV decodes it; a JPEG cut off in the middle still shows its upper part."""
    image = attempt(data, flags)
    if image is None and is_jpeg(data):
        image = attempt(data + END_OF_IMAGE, flags)
    if image is None:
        raise UnreadableError("broken" if is_familiar(data) else "unknown-format")
    return image


def attempt(data: bytes, flags: int) -> NDArray[Any] | None:
    """The picture, or None if no decoder takes it. Raises UnreadableError if one finds it too large."""
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error as error:
        if any(sign in str(error) for sign in ("MAX_IMAGE_PIXELS", "Insufficient memory")):
            raise UnreadableError("too-large") from None
        return None
    return None if image is None else np.asarray(image)


def heif(data: bytes) -> Grey:
    """The main picture of a HEIC or HEIF file, upright: telephones store it in tiles and turned.

    Raises UnreadableError: too-large, broken.
    """
    import pi_heif  # noqa: PLC0415  a process that sees no such picture does without the library

    try:
        file = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
        image = np.asarray(file[file.primary_index])
    except MemoryError:
        raise UnreadableError("too-large") from None
    except Exception:  # noqa: BLE001  the library raises what its decoder makes of a broken file
        raise UnreadableError("broken") from None
    if image.ndim == 3 and image.shape[2] >= 3:
        order = [2, 1, 0, 3][: image.shape[2]]
        image = image[:, :, order]
    return on_white(image[:, :, 0] if image.ndim == 3 and image.shape[2] < 3 else np.ascontiguousarray(image))


def on_white(image: NDArray[Any]) -> Grey:
    """Any decoded picture in grey; text drawn on nothing would else be black on black."""
    if image.dtype == np.uint16:
        image = image >> 8
    if image.ndim == 3 and image.shape[2] == 4:
        plane = cv2.cvtColor(image, cv2.COLOR_BGRA2GRAY)
        alpha = image[:, :, 3]
        if np.min(alpha) < 255:
            plane = 255 - cv2.multiply(255 - plane, alpha, scale=1 / 255)
        return np.asarray(plane, np.uint8)
    return np.asarray(image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
