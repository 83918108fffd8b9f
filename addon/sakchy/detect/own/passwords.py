"""Passwords of one site on their way to another, known by two stages of keyed fingerprints.

A value of a watched length costs one keyed BLAKE2b, of which 16 bits are kept: enough to tell nearly every
other value apart, too few to find a password with. Only where these agree does scrypt (RFC 7914) decide, and
40 bits of it are kept. Google's Password Alert and Chrome keep 37 bits, for the same reason.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.own.enrolled import OwnPassword
from sakchy.model import Finding, Text, Value
from sakchy.rulebook.names import suffixes

SHORTEST, LONGEST = 8, 128  # characters; what is shorter is a word, what is longer no person types
CHEAP = 2  # bytes of the first stage
STRONG = 5  # bytes of the second
COST = {"n": 1 << 15, "r": 8, "p": 1, "maxmem": 64 << 20}
"""scrypt with 32 MiB: a tenth of a second for us, and for everybody who tries words one by one."""
MOST_TRIES = 24
"""scrypt calls for one message. By chance one of 65,536 values needs one; a message that needs more tries
words out, and is taken as one that holds the password: it learns nothing from how long that took."""
WORD = re.compile(r"[^\s\"'«»“”„<>`]{8,}")  # not shorter than SHORTEST
ENDS = ".,;:!?)]}"  # what a sentence puts behind a word


class Hit(Value, frozen=True):
    """A value that passed the first stage, and the passwords it may be."""

    text: Text
    value: str
    of: tuple[OwnPassword, ...]

    def __repr__(self) -> str:
        return "Hit(…)"


class Passwords:
    """The enrolled passwords, ready to be found."""

    def __init__(self, key: bytes, passwords: Sequence[OwnPassword]) -> None:
        """`key` is the one they were enrolled with."""
        self.key = key
        self.by_mark: dict[int, list[OwnPassword]] = defaultdict(list)
        for password in passwords:
            self.by_mark[password.cheap].append(password)
        self.least = 2 * min((password.bucket for password in passwords), default=0)
        self.buckets = frozenset(password.bucket for password in passwords)

    def hits(self, texts: Sequence[Text], host: str) -> list[Hit]:
        """Values that may be the password of another site than `host`'s; nearly always none."""
        return [hit for text, value in self.watched(texts) if (hit := self.hit(text, value, host))]

    def candidates(self, texts: Sequence[Text], host: str) -> Iterator[Text]:
        """Texts with a value of a watched length, but for the password that is at home there."""
        for text, value in self.watched(texts):
            if not self.at_home(self.by_mark.get(cheap(self.key, value), ()), host):
                yield text

    def watched(self, texts: Sequence[Text]) -> Iterator[tuple[Text, str]]:
        """Values of a watched length, whole texts and the words in them, each once."""
        buckets, least, seen = self.buckets, self.least, set[str]()
        for text in texts:
            value = text.text
            if (length := len(value)) < least:
                continue
            if length >> 1 in buckets and value not in seen:
                seen.add(value)
                yield text, value
            if value.isalnum() and value.isascii():
                continue
            if " " in value or '"' in value or "\n" in value or "'" in value or not value.isascii():  # words
                for word in self.words(value) - seen:
                    seen.add(word)
                    yield text, word

    def words(self, text: str) -> set[str]:
        """Words of a watched length, also without the punctuation behind them."""
        long = [word for word in text.split() if len(word) >= self.least]
        found = WORD.findall(" ".join(long)) if long else ()
        return {one for word in found for one in (word, word.rstrip(ENDS)) if len(one) >> 1 in self.buckets}

    def hit(self, text: Text, value: str, host: str) -> Hit | None:
        """The first stage: one hash. A password that is at home there is none of ours to stop."""
        may_be = self.by_mark.get(cheap(self.key, value))
        return Hit(text, value, tuple(may_be)) if may_be and not self.at_home(may_be, host) else None

    def at_home(self, may_be: Sequence[OwnPassword], host: str) -> bool:
        """Whether one of these passwords belongs to a host."""
        return bool(may_be) and site(host) in {password.home for password in may_be}

    def confirmed(self, hits: Sequence[Hit]) -> Iterator[Finding]:
        """The second stage, a tenth of a second for each hit: not for the event loop."""
        tries = 0
        for hit in hits:
            for password in hit.of:
                tries += 1
                if tries > MOST_TRIES or strong(self.key, hit.value, password.salt) == password.strong:
                    yield self.finding(hit.text, password)

    def finding(self, text: Text, password: OwnPassword) -> Finding:
        """What may be told of it: whose password it is."""
        return Finding(
            kind="password",
            rule="own-password",
            confidence=1.0,
            where=text.place,
            preview=password.home,
            fingerprint=fingerprint(self.key, "own-password", password.id),
        )


def enrol(key: bytes, id_: str, value: str, home: str, salt: bytes, *, learnt: bool = False) -> OwnPassword:
    """The fingerprints of a password, for keeping. `salt`: 16 random bytes; `home`: a registrable domain."""
    return OwnPassword(id_, home, len(value) >> 1, cheap(key, value), salt, strong(key, value, salt), learnt)


def cheap(key: bytes, value: str) -> int:
    """First stage."""
    data = value.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, key=key, digest_size=CHEAP, person=b"own-password").digest())


def strong(key: bytes, value: str, salt: bytes) -> bytes:
    """Second stage: the key is part of the salt, so that a stolen file without it cannot be tried."""
    keyed = hashlib.blake2b(salt, key=key, digest_size=32, person=b"own-password").digest()
    return hashlib.scrypt(value.encode("utf-8", "surrogatepass"), salt=keyed, dklen=STRONG, **COST)


@lru_cache(4096)
def site(host: str) -> str:
    """Registrable domain of a host; the host itself for an address or a public suffix."""
    name = host.lower().rstrip(".")
    found: str | None = None if name.replace(".", "").isdigit() else suffixes().privatesuffix(name)
    return found or name
