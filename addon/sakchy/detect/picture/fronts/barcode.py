"""PDF417 on the backs of North American licences and identity cards (AAMVA DL/ID Card Design Standard)."""

import re

import numpy as np
import zxingcpp

from sakchy.detect.picture.opencv import Grey, cv2
from sakchy.model import Value

FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.PDF417)
PLAIN = zxingcpp.TextMode.Plain  # the default writes <LF> for a line feed
HEADER = re.compile(r"ANSI \d{6}\d{2}(?:\d{2})?\d{2}")
"""What opens the data (annex D.12.3): issuer, versions, how many subfiles; then their names."""
NUMBER = re.compile(r"DAQ(?P<number>[^\r\n\x1e\x1d]{1,25})")

LEVELLED, ENLARGED = 1700, 1.6
"""A smaller picture is enlarged when it is levelled: a module is then some two pixels wide."""
SLOPE_SIDE, STRONG = 700, 60
"""Pixels of the longer side at which the slope is measured, and the steepness of an edge that counts."""

LOOK_SIDE, EDGE = 640, 120
"""Pixels of the longer side at which bars are looked for, and the steepness of the edge of a bar."""
BLOCK, DENSE = (96, 20), 0.5
"""The least barcode in such pixels, along and across, and the share of it that is edges of bars."""


class Licence(Value, frozen=True):
    """What a barcode says it stands on. `repr` does not show its number."""

    kind: str
    number: str

    def __repr__(self) -> str:
        return f"Licence({self.kind})"


def likely(image: Grey) -> bool:
    """Whether somewhere so many bars stand close together as in a barcode: little work beside reading."""
    by = min(1.0, LOOK_SIDE / max(image.shape))
    small = cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    for way, block in (((1, 0), BLOCK), ((0, 1), BLOCK[::-1])):
        edges = (np.abs(cv2.Sobel(small, cv2.CV_16S, *way)) > EDGE).astype(np.float32)
        if float(np.max(cv2.blur(edges, block))) >= DENSE:
            return True
    return False


def read(image: Grey) -> Licence | None:
    """The licence or card whose barcode is in the picture, which may lie askew."""
    return read_level(image) or read_level(levelled(image))


def read_level(image: Grey) -> Licence | None:
    """The same, if it lies level or upright: the decoder allows for two degrees at most."""
    for code in zxingcpp.read_barcodes(image, formats=FORMATS, text_mode=PLAIN, try_invert=False):
        if found := licence(code.text):
            return found
    return None


def levelled(image: Grey) -> Grey:
    """The picture turned so that its edges lie level and upright, enlarged if it is small."""
    height, width = image.shape
    scale = ENLARGED if max(image.shape) < LEVELLED else 1.0
    move = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), slope(image), scale), np.float64)
    move[:, 2] += np.array([width, height]) * (scale - 1) / 2
    size = (round(width * scale), round(height * scale))
    turned = cv2.warpAffine(image, move, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def slope(image: Grey) -> float:
    """Degrees, -45 to 45, by which most edges are off level or upright.

    The fourth power of a direction is the same for all four sides of a box, so their mean tells.
    """
    by = min(1.0, SLOPE_SIDE / max(image.shape))
    small = cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    edge = cv2.Sobel(small, cv2.CV_32F, 1, 0) + 1j * cv2.Sobel(small, cv2.CV_32F, 0, 1)
    edge = edge[np.abs(edge) > STRONG]
    return float(np.degrees(np.angle((edge**4 / np.abs(edge) ** 2).sum()))) / 4 if edge.size else 0.0


def licence(text: str) -> Licence | None:
    """The licence or card that data of a barcode are of."""
    header = HEADER.search(text)
    if header is None:
        return None
    subfiles = text[header.end() :]
    number = NUMBER.search(subfiles)
    kind = "id-card" if subfiles.startswith("ID") else "driving-licence"
    return Licence(kind, number["number"].strip() if number else "")
