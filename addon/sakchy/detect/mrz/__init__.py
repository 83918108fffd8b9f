"""The machine readable zone of travel documents (ICAO 9303), read with its check digits.

    lines as read or written  ->  fold  ->  layouts (TD1, TD2, TD3, visas, French cards)  ->  Zone

Text and pictures share this grammar: a line that a camera misread is mended by what its place allows,
and only check digits and structure decide how sure the result is.
"""

from sakchy.detect.mrz.read import read_zone
from sakchy.detect.mrz.zone import Document, Format, Zone

__all__ = ["Document", "Format", "Zone", "read_zone"]
