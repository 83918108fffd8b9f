"""All pictures of one message: several at a time, those known to hold nothing not at all.

OpenCV lets other threads run while it works, so that one picture is decoded while the networks look at
another; more than that would take more memory than a worker shall have. As soon as one of many pictures
surely holds a document, no further one is begun: the message is asked about anyway. Which findings there
are does not depend on which thread was faster.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

from sakchy.detect.picture.detector import PictureDetector
from sakchy.detect.picture.seen import Seen
from sakchy.model import Finding, Picture

THREADS = 2
FEW = 3
"""Fewer pictures are looked at one after the other: starting threads would take as long."""
MANY, ENOUGH = 8, 0.9
"""Among more than MANY pictures, a finding of at least this confidence makes the rest of them needless."""


class Album:
    """Looks at the pictures of messages, one message at a time."""

    def __init__(self, detector: PictureDetector, seen: Seen) -> None:
        self.detector = detector
        self.seen = seen

    @cached_property
    def threads(self) -> ThreadPoolExecutor:
        """Started with the first album."""
        return ThreadPoolExecutor(THREADS, "sakchy-picture")

    def find(self, pictures: Sequence[Picture]) -> list[Finding]:
        """Findings in the pictures of a message; of many, up to the first that surely holds a document."""
        findings: list[Finding] = []
        for found in self.together(pictures) if len(pictures) >= FEW else map(self.one, pictures):
            findings += found
            if len(pictures) > MANY and any(map(enough, found)):
                break
        return findings

    def together(self, pictures: Sequence[Picture]) -> Iterator[list[Finding]]:
        """Findings of each picture in their order, read ahead; what is not begun is cancelled in the end."""
        waiting: list[Future[list[Finding]]] = []
        try:
            waiting += (self.threads.submit(self.one, picture) for picture in pictures)
            yield from (future.result() for future in waiting)
        finally:
            for future in waiting:
                future.cancel()

    def one(self, picture: Picture) -> list[Finding]:
        """Findings of a picture; nothing at once if nothing was found in it before."""
        mark = self.seen.mark(picture.data)
        if self.seen.knows(mark):
            return []
        found = self.detector.find(picture)
        if not found:
            self.seen.remember(mark)
        return found


def enough(finding: Finding) -> bool:
    """Whether a finding decides that the message is asked about: a document, not merely something unread."""
    return finding.kind != "not-read" and finding.confidence >= ENOUGH
