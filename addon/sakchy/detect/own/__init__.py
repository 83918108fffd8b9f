"""What is a person's own: values and passwords that were enrolled, found without being known."""

from collections.abc import Sequence

from sakchy.detect.own.enrolled import NOTHING, Enrolled
from sakchy.detect.own.passwords import Hit, Passwords
from sakchy.detect.own.values import Values
from sakchy.model import Finding, Text

__all__ = ["NOTHING", "Enrolled", "Own"]


class Own:
    """An enrolled set with its key, ready for many messages."""

    def __init__(self, key: bytes, enrolled: Enrolled = NOTHING) -> None:
        """`key` is the one it was enrolled with."""
        self.values = Values(key, enrolled.values)
        self.passwords = Passwords(key, enrolled.passwords)
        self.learns = enrolled.learn
        self.watches = bool(enrolled.values or enrolled.passwords)

    def may_match(self, raw: bytes) -> bool:
        """Whether anything own may stand in a message of these bytes, however it is wrapped.

        How a value is spelt, split and escaped is known only after decoding: so whatever is long enough may.
        """
        return self.watches and len(raw) >= SHORTEST

    def hits(self, texts: Sequence[Text], host: str) -> list[Hit]:
        """What may be a password, for `find`: microseconds, and nearly always nothing."""
        return self.passwords.hits(texts, host) if self.passwords.buckets else []

    def find(self, texts: Sequence[Text], hits: Sequence[Hit]) -> list[Finding]:
        """Own values in the texts, and the hits that are passwords (a tenth of a second each)."""
        return [*self.values.find(texts), *self.passwords.confirmed(hits)]


SHORTEST = 6  # bytes: `shapes` enrols nothing shorter, and no wrapping makes it shorter
