"""The pure core in one call: extract, then detect. Proxy, workers and command line use it alike."""

import contextlib
import hashlib
import re

from sakchy.detect import Detector
from sakchy.detect.fingerprint import fingerprint
from sakchy.extract import extract, magic
from sakchy.model import Finding, Outgoing, Step, UnreadReason
from sakchy.rulebook import Rulebook

INLINE_BYTES = 16 << 10
"""A body up to here is read where it arrives. `scripts/bench.py loop`: 64 KiB of digits hold up the event
loop for 22 ms, 16 KiB for 6; asking a worker costs half a millisecond."""

RICH = re.compile(
    rb"""
      \xff\xd8\xff | \x89PNG | WEBPVP8 | ftypavi  # JPEG, PNG, WebP, AVIF
    | ;base64,
    | /9j/ | 9j\\/ | 9j%2        # JPEG in base64: as it is, in JSON that escapes slashes, in a form
    | iVBORw0K | R0lGOD | UklGR  # PNG, GIF, RIFF (WebP)
    | SUkqA | TU0AK              # TIFF, little and big endian
    | H4sI | \x1f\x8b\x08        # gzip
    """,
    re.VERBOSE,
)
"""Signs of a picture or of compressed data somewhere in a body: work for a process that may be killed."""
ESCAPED = re.compile(rb"%(?:FF%D8|ff%d8|89PNG|1F%8B|1f%8b)")
"""JPEG, PNG and gzip in percent-encoding; apart, since a form in Cyrillic has a % at every third byte."""


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
        if not body:
            return False
        if len(body) > INLINE_BYTES or message.header("content-encoding"):
            return True
        return bool(magic.sniff(body) or RICH.search(body) or ESCAPED.search(body))


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
