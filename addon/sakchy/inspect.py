"""The pure core in one call: extract, then detect. Proxy, workers and command line use it alike."""

import contextlib
from mmap import mmap

from sakchy.detect import Detector
from sakchy.detect.fingerprint import fingerprint
from sakchy.extract import extract, extract_light, large
from sakchy.extract.message import digest
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Finding, Outgoing, Part, Step, Unread, UnreadReason
from sakchy.rulebook import Rulebook


class Inspector:
    """Finds what is personal in a message. Holds no state but compiled rules and loaded models."""

    def __init__(self, rulebook: Rulebook, key: bytes, limits: Limits = DEFAULT) -> None:
        """`key` (1 to 64 bytes) is what fingerprints are made with."""
        self.limits = limits
        self.detector = Detector(rulebook, key)
        self.key = key

    def inspect(self, message: Outgoing) -> tuple[Finding, ...]:
        """Everything found. Never raises: a fault becomes a finding of kind `not-read`, rule `error`."""
        return self.found(message, extract(message, self.limits))

    def inspect_large(self, message: Outgoing, data: mmap | bytes) -> tuple[Finding, ...]:
        """The same for a body too large for memory, which lies in a mapped file. Never raises."""
        findings: tuple[Finding, ...] = ()
        try:
            for piece in large.messages(message, data, self.limits):
                if isinstance(piece, Unread):
                    findings += self.found(message, (piece,))
                else:
                    findings += self.inspect(piece)
        except Exception:  # noqa: BLE001  as below
            findings += (not_read(self.key, "error", message),)
        return findings

    def inspect_light(self, message: Outgoing) -> tuple[Finding, ...] | None:
        """The same where a message arrives; None for work that belongs in a worker process.

        That is what may take long or break something: pictures, compressed data, large bodies and addresses.
        """
        parts = extract_light(message, self.limits)
        return None if parts is None else self.found(message, parts)

    def found(self, message: Outgoing, parts: tuple[Part, ...]) -> tuple[Finding, ...]:
        """Findings in the parts of a message. Never raises."""
        try:
            return self.detector.find(parts, message.target.host if message.target else "")
        except Exception:  # noqa: BLE001  an exception may quote what it choked on; the policy judges instead
            return (not_read(self.key, "error", message),)

    def warm(self) -> None:
        """Load what recognises pictures now rather than with the first one."""
        with contextlib.suppress(Exception):  # whatever is wrong comes up again with the first picture
            _ = self.detector.picture


def not_read(key: bytes, rule: UnreadReason, message: Outgoing) -> Finding:
    """The finding that stands for a message which could not be looked at."""
    return Finding(
        kind="not-read",
        rule=rule,
        confidence=1.0,
        where=(Step("body"),),
        preview="",
        fingerprint=fingerprint(key, "not-read", digest(message)),
    )
