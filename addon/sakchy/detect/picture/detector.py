"""Pictures to findings."""

import hashlib

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.mrz import Document, Zone
from sakchy.detect.picture.decode import UnreadableError
from sakchy.detect.picture.pipeline import SURE, search
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Finding, Picture, UnreadReason

RULE = "mrz-picture"
KINDS: dict[Document, str] = {
    "P": "passport",
    "V": "passport",  # a visa stands in one, and tells as much
    "I": "id-card",
    "A": "id-card",
    "C": "id-card",
    "D": "driving-licence",
}
CONFIDENCE = {2: 0.95, 3: 0.99}
"""By strength of the zone: no false alarm was measured, but two check digits can agree by chance."""


class PictureDetector:
    """Finds documents with a machine readable zone. The networks are loaded with the first picture."""

    def __init__(self, key: bytes, limits: Limits = DEFAULT) -> None:
        """`key` is this installation's fingerprint key; of `limits` those of pixels and frames count."""
        self.key = key
        self.limits = limits

    def find(self, picture: Picture) -> list[Finding]:
        """At most one finding: a document, or `not-read` (too-large, too-many, broken, unknown-format).

        Looks at JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC, AVIF and JPEG 2000 of at most 40 MB and so many pixels
        as the limits allow: of an animation the first frames, of a TIFF the first pages. Pictures of fewer
        than 100 pixels are icons and hold nothing.
        """
        try:
            zone = search(picture.data, self.limits)
        except UnreadableError as error:
            return [self.not_read(picture, error.reason)]
        return [self.document(picture, zone)] if zone and zone.strength >= SURE else []

    def document(self, picture: Picture, zone: Zone) -> Finding:
        """The finding of a document: its layout and issuer are shown, nothing of its holder.

        The same document photographed again has the same fingerprint if its number could be read.
        """
        value: str | bytes = f"{zone.format}{zone.number}" if zone.number else picture.data
        kind = KINDS[zone.document]
        mark = fingerprint(self.key, kind, value)
        preview = f"{zone.format} {zone.issuer}"
        return Finding(kind, RULE, CONFIDENCE[zone.strength], picture.place, preview, mark)

    def not_read(self, picture: Picture, reason: UnreadReason) -> Finding:
        """The finding of a picture that could not be looked at."""
        digest = hashlib.sha256(picture.data).hexdigest()
        return Finding("not-read", reason, 1.0, picture.place, "", fingerprint(self.key, "not-read", digest))
