"""Parts -> Findings: text meets the rules, pictures the recogniser, what was not read is said plainly."""

from collections.abc import Sequence
from functools import cached_property
from mmap import mmap
from typing import TYPE_CHECKING

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.sample import sample
from sakchy.detect.spot import Spot
from sakchy.detect.text import TextDetector
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Finding, Part, Picture, Sample, Text, Unread
from sakchy.rulebook import Rulebook

if TYPE_CHECKING:
    from sakchy.detect.picture.album import Album

__all__ = ["Detector"]


class Detector:
    """Everything that recognises, ready for many messages."""

    def __init__(
        self, rulebook: Rulebook, key: bytes, limits: Limits = DEFAULT, seen: mmap | None = None
    ) -> None:
        """`key` is this installation's fingerprint key, `limits` those for pictures.

        `seen` is the table of pictures that hold nothing, if it is shared with others.
        Raises RuleError for a rule that cannot be used.
        """
        self.key = key
        self.limits = limits
        self.seen = seen
        self.text = TextDetector(
            [rule for rule in rulebook.rules if rule.id not in rulebook.off], key, rulebook.public_keys
        )

    @cached_property
    def album(self) -> "Album":
        """Loaded with the first picture: a process that sees only text stays small."""
        from sakchy.detect.picture import Album, PictureDetector, Seen  # noqa: PLC0415  brings OpenCV along

        return Album(PictureDetector(self.key, self.limits, self.text), Seen(self.key, self.seen))

    def find(
        self, parts: Sequence[Part], host: str = "", spots: list[Spot] | None = None
    ) -> tuple[Finding, ...]:
        """Findings in the parts of one message on its way to `host`.

        Where values of the text rules stand is added to `spots`, which count the texts among the parts.
        """
        texts = [part for part in parts if isinstance(part, Text)]
        findings = self.text.find(texts, host, spots) if texts else []
        others = [part for part in parts if not isinstance(part, Text)] if len(texts) < len(parts) else ()
        pictures = [part for part in others if isinstance(part, Picture)]
        findings += self.album.find(pictures) if pictures else []
        for part in others:
            if isinstance(part, Sample):
                findings.append(sample(part, self.key))
            elif isinstance(part, Unread):
                findings.append(self.not_read(part))
        return tuple(findings)

    def not_read(self, part: Unread) -> Finding:
        """What could not be looked at, for the policy's row `not-read`."""
        mark = fingerprint(self.key, "not-read", part.digest or part.reason)
        return Finding("not-read", part.reason, 1.0, part.place, "", mark)
