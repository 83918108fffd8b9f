"""Bytes to a grey picture, at the scale that is enough.

A JPEG can be decoded at a half, a quarter or an eighth of its size for little more than the cost of
reading its bits (20 ms for 12 megapixels instead of 80 in colour). Of an animation the first frame is looked
at; of a TIFF, in which scanners and faxes put several sheets, every page.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.header import Size, has_alpha, is_familiar, is_jpeg, is_tiff, size
from sakchy.detect.picture.opencv import MOST_PIXELS, Grey, cv2
from sakchy.model import UnreadReason

MOST_BYTES = 40 * 1024 * 1024
"""An uncompressed scan of an A4 page at 300 dpi is 26 MB; beyond this a picture is not looked at."""
MOST_PAGES = 20
"""Of a TIFF; a thick contract, at a few milliseconds a page."""
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


def limit(data: bytes) -> None:
    """Raise UnreadableError("too-large") beyond 40 MB, or 64 megapixels if the header tells."""
    found = size(data)
    if len(data) > MOST_BYTES or (found is not None and found[0] * found[1] > MOST_PIXELS):
        raise UnreadableError("too-large")


def grey(data: bytes, least_side: int) -> Grey:
    """The picture in grey levels, turned upright by its EXIF tag, transparent places white.

    A JPEG may come smaller than it is, its longer side at least `least_side` pixels if it had so many.
    Raises UnreadableError: too-large, broken, or unknown-format if the bytes are no known picture.
    """
    if has_alpha(data):
        return on_white(decoded(data, cv2.IMREAD_UNCHANGED))
    return np.asarray(decoded(data, REDUCED[reduction(data, least_side)]), np.uint8)


def further_pages(data: bytes) -> Iterator[Grey]:
    """The second page of a TIFF and those after it, decoded one at a time.

    Raises UnreadableError("too-large") after the twentieth if there is one more.
    """
    if not is_tiff(data):
        return
    buffer = np.frombuffer(data, np.uint8)
    for page in range(1, MOST_PAGES + 1):
        try:
            _, found = cv2.imdecodemulti(buffer, cv2.IMREAD_GRAYSCALE, range=(page, page + 1))
        except cv2.error:
            raise UnreadableError("broken") from None
        if not found:
            return
        if page == MOST_PAGES:
            raise UnreadableError("too-large")
        yield np.asarray(found[0], np.uint8)


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
        if "MAX_IMAGE_PIXELS" in str(error):
            raise UnreadableError("too-large") from None
        return None
    return None if image is None else np.asarray(image)


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
