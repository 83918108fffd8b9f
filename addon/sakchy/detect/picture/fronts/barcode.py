"""PDF417 on the backs of North American licences and identity cards (AAMVA DL/ID Card Design Standard)."""

import re

import zxingcpp

from sakchy.detect.picture.opencv import Grey
from sakchy.model import Value

FORMATS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.PDF417)
PLAIN = zxingcpp.TextMode.Plain  # the default writes <LF> for a line feed
HEADER = re.compile(r"ANSI \d{6}\d{2}(?:\d{2})?\d{2}")
"""What opens the data (annex D.12.3): issuer, versions, how many subfiles; then their names."""
NUMBER = re.compile(r"DAQ(?P<number>[^\r\n\x1e\x1d]{1,25})")


class Licence(Value, frozen=True):
    """What a barcode says it stands on. `repr` does not show its number."""

    kind: str
    number: str

    def __repr__(self) -> str:
        return f"Licence({self.kind})"


def read(image: Grey) -> Licence | None:
    """The licence or card whose barcode is in the picture."""
    for code in zxingcpp.read_barcodes(image, formats=FORMATS, text_mode=PLAIN, try_invert=False):
        if found := licence(code.text):
            return found
    return None


def licence(text: str) -> Licence | None:
    """The licence or card that data of a barcode are of."""
    header = HEADER.search(text)
    if header is None:
        return None
    subfiles = text[header.end() :]
    number = NUMBER.search(subfiles)
    kind = "id-card" if subfiles.startswith("ID") else "driving-licence"
    return Licence(kind, number["number"].strip() if number else "")
