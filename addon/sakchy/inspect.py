"""The pure core in one call: extract, then detect. Proxy, workers and command line use it alike."""

import contextlib
import hashlib

from sakchy.detect import Detector
from sakchy.detect.fingerprint import fingerprint
from sakchy.extract import extract, magic
from sakchy.model import Finding, Outgoing, Step, UnreadReason
from sakchy.rulebook import Rulebook

INLINE_BYTES = 16 << 10
"""A body up to here is read where it arrives. `scripts/bench.py loop`: 64 KiB of digits hold up the event
loop for 22 ms, 16 KiB for 6; asking a worker costs half a millisecond."""

RICH = (
    b"\xff\xd8\xff",  # JPEG
    b"\x89PNG",
    b";base64,",
    b"/9j/",  # JPEG in base64
    b"9j\\/",  # the same where JSON escapes its slashes
    b"9j%2",  # and where a form does
    b"iVBORw0K",  # PNG
    b"R0lGOD",  # GIF
    b"UklGR",  # RIFF: WebP
    b"SUkqA",  # TIFF, little endian
    b"TU0AK",  # TIFF, big endian
    b"H4sI",  # gzip
    b"\x1f\x8b\x08",
    b"%1F%8B",  # gzip, percent-encoded
    b"%1f%8b",
    b"%FF%D8",  # JPEG, percent-encoded
    b"%ff%d8",
    b"%89PNG",
    b"WEBPVP8",
    b"ftypavi",  # AVIF
)
"""Signs of a picture or of compressed data somewhere in a body: work for a process that may be killed."""


class Inspector:
    """Finds what is personal in a message. Holds no state but compiled rules and loaded models."""

    def __init__(self, rulebook: Rulebook, key: bytes) -> None:
        """`key` (1 to 64 bytes) is what fingerprints are made with."""
        self.detector = Detector(rulebook, key)
        self.key = key

    def inspect(self, message: Outgoing) -> tuple[Finding, ...]:
        """Everything found. Never raises: a fault becomes a finding of kind `not-read`, rule `error`."""
        try:
            return self.detector.find(extract(message), message.target.host if message.target else "")
        except Exception:  # noqa: BLE001  an exception may quote what it choked on; the policy judges instead
            return (not_read(self.key, "error", message),)

    def warm(self) -> None:
        """Load what recognises pictures now rather than with the first one."""
        with contextlib.suppress(Exception):  # whatever is wrong comes up again with the first picture
            _ = self.detector.picture

    @staticmethod
    def wants_worker(message: Outgoing) -> bool:
        """True if looking at it may take long or break something: pictures, compressed or large bodies."""
        body = message.body
        if len(body) > INLINE_BYTES or (body and message.header("content-encoding")):
            return True
        return bool(magic.sniff(body)) or any(sign in body for sign in RICH)


def not_read(key: bytes, rule: UnreadReason, message: Outgoing) -> Finding:
    """The finding that stands for a message which could not be looked at."""
    digest = hashlib.sha256(message.body).digest()
    return Finding(
        kind="not-read",
        rule=rule,
        confidence=1.0,
        where=(Step("body"),),
        preview="",
        fingerprint=fingerprint(key, "not-read", digest),
    )
