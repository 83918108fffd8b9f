"""Pictures to findings."""

import hashlib
from collections.abc import Iterator

from msgspec.structs import replace

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.mrz import Document, Zone
from sakchy.detect.picture.decode import UnreadableError
from sakchy.detect.picture.fronts import Front, people, search_front
from sakchy.detect.picture.paper import search_paper
from sakchy.detect.picture.pipeline import SURE, Page, pages, zone_of
from sakchy.detect.text import TextDetector
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Finding, Picture, Text, UnreadReason

RULE, FRONT_RULE = "mrz-picture", "front-picture"
SELFIE = "document-selfie"
"""Somebody shows the document to the camera: often enough to open an account."""
CARD, CARD_CODE = "bank-card", "bank-card-code"
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
AS_TEXT = 0.9
"""What was read on paper is so much less sure than the same in text."""


class PictureDetector:
    """Finds documents and bank cards. The networks are loaded with the first picture."""

    def __init__(self, key: bytes, limits: Limits = DEFAULT, texts: TextDetector | None = None) -> None:
        """`key` is this installation's fingerprint key; of `limits` those of pixels and frames count.

        `texts` judges what is read on papers; without it no paper is read.
        """
        self.key = key
        self.limits = limits
        self.texts = texts

    def find(self, picture: Picture) -> list[Finding]:
        """A document, card or what a paper tells; `not-read` (too-large, too-many, broken, unknown-format).

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
                if not found:
                    front = search_front(page.small, page.larger)
                    found += self.front(picture, front, shown=people.shown(page.small)) if front else ()
                    found += self.paper(picture, page)
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

    def front(self, picture: Picture, front: Front, *, shown: bool) -> Iterator[Finding]:
        """What a document without a zone, or a bank card, is; little of what was read is shown.

        A card's security code beside its number is told by itself: policies never let it pass.
        """
        kind = SELFIE if shown and not front.kind.startswith(CARD) else front.kind
        mark = fingerprint(self.key, kind, front.number or picture.data)
        yield Finding(kind, FRONT_RULE, front.confidence, picture.place, front.preview, mark, front.about)
        if front.code and kind == CARD:
            mark = fingerprint(self.key, CARD_CODE, front.number)
            yield Finding(CARD_CODE, FRONT_RULE, front.confidence, picture.place, "", mark)

    def paper(self, picture: Picture, page: Page) -> list[Finding]:
        """What the text rules find in the answers of a form."""
        paper = search_paper(page.small, page.larger) if self.texts else None
        if paper is None or self.texts is None:
            return []
        found = self.texts.find([Text(picture.place, paper.text)])
        believed = (finding for finding in found if paper.tells(finding.kind))
        return [replace(finding, confidence=finding.confidence * AS_TEXT) for finding in believed]

    def not_read(self, picture: Picture, reason: UnreadReason) -> Finding:
        """The finding of a picture that could not be looked at."""
        digest = hashlib.sha256(picture.data).hexdigest()
        return Finding("not-read", reason, 1.0, picture.place, "", fingerprint(self.key, "not-read", digest))
