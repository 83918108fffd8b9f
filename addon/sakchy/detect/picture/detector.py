"""Pictures to findings."""

import hashlib

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.mrz import Document, Zone
from sakchy.detect.picture.decode import UnreadableError
from sakchy.detect.picture.fronts import Front, people, search_front
from sakchy.detect.picture.pipeline import SURE, pages, zone_of
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Finding, Picture, UnreadReason

RULE, FRONT_RULE = "mrz-picture", "front-picture"
SELFIE = "document-selfie"
"""Somebody shows the document to the camera: often enough to open an account."""
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
    """Finds documents and bank cards. The networks are loaded with the first picture."""

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
        found: list[Finding] = []
        try:
            for page in pages(picture.data, self.limits):
                zone = zone_of(page)
                if zone and zone.strength >= SURE:
                    return [self.document(picture, zone, shown=people.shown(page.small))]
                if not found and (front := search_front(page.small, page.larger)):
                    found = [self.front(picture, front, shown=people.shown(page.small))]
        except UnreadableError as error:
            return found or [self.not_read(picture, error.reason)]
        return found

    def document(self, picture: Picture, zone: Zone, *, shown: bool) -> Finding:
        """The finding of a document: its layout and issuer are shown, nothing of its holder.

        The same document photographed again has the same fingerprint if its number could be read.
        """
        value: str | bytes = f"{zone.format}{zone.number}" if zone.number else picture.data
        kind = SELFIE if shown else KINDS[zone.document]
        mark = fingerprint(self.key, kind, value)
        preview = f"{zone.format} {zone.issuer}"
        return Finding(kind, RULE, CONFIDENCE[zone.strength], picture.place, preview, mark)

    def front(self, picture: Picture, front: Front, *, shown: bool) -> Finding:
        """The finding of a document without a zone, or of a bank card; little of what was read is shown."""
        kind = SELFIE if shown and front.kind != "bank-card" else front.kind
        mark = fingerprint(self.key, kind, front.number or picture.data)
        return Finding(kind, FRONT_RULE, front.confidence, picture.place, front.preview, mark, front.about)

    def not_read(self, picture: Picture, reason: UnreadReason) -> Finding:
        """The finding of a picture that could not be looked at."""
        digest = hashlib.sha256(picture.data).hexdigest()
        return Finding("not-read", reason, 1.0, picture.place, "", fingerprint(self.key, "not-read", digest))
