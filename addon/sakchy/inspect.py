"""The pure core in one call: extract, then detect. Proxy, workers and command line use it alike."""

import contextlib
from functools import lru_cache
from mmap import mmap

from msgspec.structs import replace

from sakchy.act.mask import Masked, of, replaced
from sakchy.decide.bindings import Bindings
from sakchy.detect import Detector
from sakchy.detect.clean import Clean
from sakchy.detect.cut import cut, decoded
from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.own.guessing import Guessing
from sakchy.detect.spot import Mark, Spot
from sakchy.extract import extract, extract_light, large
from sakchy.extract.authorization import credentials
from sakchy.extract.bare import bare
from sakchy.extract.headers import carries
from sakchy.extract.message import digest
from sakchy.keep.ownfile import OwnFile
from sakchy.limits import DEFAULT, LIGHT, Limits
from sakchy.model import Finding, Outgoing, Part, Picture, Place, Step, Text, Unread, UnreadReason
from sakchy.rulebook import Rulebook

PATHS = 2_000  # addresses remembered: a page reports to the same few


class Inspector:
    """Finds what is personal in a message. Holds no state but compiled rules and loaded models."""

    def __init__(
        self,
        rulebook: Rulebook,
        key: bytes,
        limits: Limits = DEFAULT,
        own: OwnFile | None = None,
        seen: mmap | None = None,
    ) -> None:
        """`key` (1 to 64 bytes) is what fingerprints are made with; `own` holds the person's own values.

        `seen`: the table of pictures that hold nothing, shared with others; None: one of its own.
        """
        self.own = own
        self.guessing = Guessing()
        self.bindings = Bindings(key)
        self.limits = limits
        self.detector = Detector(rulebook, key, limits, seen)
        self.key = key
        self.clean = Clean(self.detector.text, limits)
        self.path = lru_cache(PATHS)(self.clean_path)

    def inspect(self, message: Outgoing) -> tuple[Finding, ...]:
        """Everything found. Never raises: a fault becomes a finding of kind `not-read`, rule `error`."""
        return () if self.is_clean(message) else self.found(message, extract(message, self.limits))

    def is_clean(self, message: Outgoing) -> bool:
        """True only for a message in which nothing can be found; far cheaper than looking for it."""
        if (self.own and self.own.own.watches) or message.apart or len(message.path) > LIGHT:
            return False
        type_ = None
        for name, value in message.headers:
            if name == "content-type":
                type_ = value if type_ is None else type_
            elif carries(name) or (name == "content-encoding" and value):
                return False
        beside = self.path(message.path)[1] if message.carrier == "http" else frozenset()
        if beside is None or not message.body:
            return beside is not None
        return self.clean.is_clean(message.body, beside, None if message.carrier == "file" else type_ or "")

    def clean_path(self, path: str) -> tuple[tuple[Part, ...], frozenset[bytes] | None]:
        """The target of a request, taken apart, and what of it may tell something beside a body.

        None if something is found in it already.
        """
        message = Outgoing("http", b"", path=path)
        parts = extract(message)
        clean = not self.found(message, parts)
        return parts, self.clean.beside(texts_of(message, parts)) if clean else None

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
        if self.is_clean(message):
            return self.bindings.seen(message, self.unopened(message) if self.bindings.bound else ())
        parts = extract_light(message, self.limits)
        if parts is None or (self.own and self.password_likely(self.own, message, parts)):
            return None
        return (*self.found(message, parts, passwords=False), *self.bindings.seen(message, parts))

    def unopened(self, message: Outgoing) -> tuple[Part, ...]:
        """The texts of a clean message in which a word may be looked for."""
        least = self.bindings.least
        if cuts := cut(message.body):
            texts = [decoded(piece) for piece in cuts[0] if len(piece) >= least]
        else:
            texts = [bare(message.body, message.header("content-type")) or ""]
        body = [Text((Step("body"),), text) for text in texts]
        return (*body, *(self.path(message.path)[0] if message.carrier == "http" else ()))

    def masked(self, message: Outgoing, marks: frozenset[Mark]) -> Masked | None:
        """The message with the findings of these marks removed, and what is found in it then.

        None unless every one of them can be removed exactly and is really gone. Never raises.
        """
        spots: list[Spot] = []
        with contextlib.suppress(Exception):  # then it cannot be removed, and nobody offers to
            parts = extract(message, self.limits)
            self.detector.find(parts, host(message), spots)
            meant = [spot for spot in spots if spot.mark in marks]
            if {spot.mark for spot in meant} == marks and (
                made := replaced(message, parts, meant, self.limits)
            ):
                left = self.inspect(of(message, made))
                gone = marks.isdisjoint((finding.kind, finding.fingerprint) for finding in left)
                return replace(made, left=left) if gone else None
        return None

    def painted(self, message: Outgoing, where: Place) -> bytes:
        """A tiny PNG of the picture that stands there; nothing, if that cannot be. Never raises."""
        with contextlib.suppress(Exception):  # a question without a picture is still a question
            from sakchy.detect.picture.thumbnail import thumbnail  # noqa: PLC0415  brings OpenCV along

            parts = extract(message, self.limits)
            found = (part for part in parts if isinstance(part, Picture) and part.place == where)
            return thumbnail(next(found).data, self.limits)
        return b""

    def found(
        self, message: Outgoing, parts: tuple[Part, ...], *, passwords: bool = True
    ) -> tuple[Finding, ...]:
        """Findings in the parts of a message, with or without own passwords. Never raises."""
        try:
            found = self.detector.find(parts, host(message))
            return (*found, *self.found_own(self.own, message, parts, passwords)) if self.own else found
        except Exception:  # noqa: BLE001  an exception may quote what it choked on; the policy judges instead
            return (not_read(self.key, "error", message),)

    def found_own(
        self, file: OwnFile, message: Outgoing, parts: tuple[Part, ...], passwords: bool
    ) -> list[Finding]:
        """What is the person's own in the parts of a message. Raises FileError."""
        own = file.own if passwords or not file.held else file.held  # where there are none, it was just read
        if not own.watches:
            return []
        texts = texts_of(message, parts)
        return own.find(texts, own.hits(texts, host(message)) if passwords else ())

    def no_answer(self, message: Outgoing) -> tuple[Finding, ...]:
        """What a site hears that has guessed too often at own passwords; nothing for all others."""
        if not self.own or not self.guessing.shut(host(message)):
            return ()
        parts = extract_light(message, self.limits)
        texts = texts_of(message, parts) if parts is not None else None
        return self.guessing.answer(self.own.own.passwords, texts, host(message))

    def heard(self, message: Outgoing, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """What a worker found and what it cannot know: it has seen no other message.

        Remembers which sites own passwords were on their way to.
        """
        if any(finding.rule == "own-password" for finding in findings):
            self.guessing.stopped(host(message), digest(message))
        return (*findings, *self.bindings.seen(message, ()))

    def password_likely(self, file: OwnFile, message: Outgoing, parts: tuple[Part, ...]) -> bool:
        """Whether a password may be among the parts: telling for sure takes a tenth of a second."""
        with contextlib.suppress(Exception):  # `found` will meet it again, and say so
            own = file.own
            return own.watches and bool(own.hits(texts_of(message, parts), host(message)))
        return False

    def warm(self) -> None:
        """Load what recognises pictures now rather than with the first one. Any thread may do so."""
        with contextlib.suppress(Exception):  # whatever is wrong comes up again with the first picture
            from sakchy.detect import picture  # noqa: PLC0415  brings OpenCV along

            picture.warm()


def host(message: Outgoing) -> str:
    """Where a message goes; empty if nowhere in particular."""
    return message.target.host if message.target else ""


def texts_of(message: Outgoing, parts: tuple[Part, ...]) -> list[Text]:
    """The texts among the parts, and the password of an Authorization header."""
    return [*(part for part in parts if isinstance(part, Text)), *credentials(message)]


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
