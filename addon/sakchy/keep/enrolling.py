"""Enrolling own values and passwords, and taking them out: for the page and for the command line."""

import secrets
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec.structs import replace

from sakchy.decide.hosts import normalise, site
from sakchy.detect.own import Enrolled, Own, passwords, values
from sakchy.detect.own.enrolled import OwnKind
from sakchy.detect.own.passwords import LONGEST, SHORTEST
from sakchy.detect.own.shapes import UnfitError
from sakchy.keep import key, ownfile
from sakchy.keep.key import fingerprint_key
from sakchy.keep.ownfile import OwnFile
from sakchy.model import Text
from sakchy.rulebook.names import bare_name

SALT = 16  # bytes: no two passwords have the same
MOST_LABEL = 40  # characters
BLANKS: dict[str, dict[str, object]] = {
    "long-label": {"most": MOST_LABEL},
    "password-length": {"least": SHORTEST, "most": LONGEST},
}
"""What the sentence for an UnfitError wants filled in."""


def opened(home: Path) -> OwnFile:
    """The file of an install. At first use its key goes into the system's keyring, if there is one.

    Raises FileError if the key cannot be had.
    """
    if not (home / ownfile.NAME).exists():
        key.move(home, "system")
    return OwnFile(home / ownfile.NAME, fingerprint_key(home))


def add(file: OwnFile, kind: OwnKind, label: str, texts: Sequence[str]) -> None:
    """Enrol values under a label. Raises UnfitError (`few-digits` …, `long-label`, `told`, `nothing`) or
    FileError; then nothing has changed.
    """
    if len(label) > MOST_LABEL or not label.isprintable():
        raise UnfitError("long-label")
    if not texts:
        raise UnfitError("nothing")

    def enrol(enrolled: Enrolled) -> Enrolled:
        for text in texts:
            value = values.enrol(file.key, ownfile.fresh_id(enrolled), kind, text, label)
            if Own(file.key, Enrolled((value,))).find([Text((), label)], ()):
                raise UnfitError("told")
            enrolled = replace(enrolled, values=(*enrolled.values, value))
        return enrolled

    file.change(enrol)


def add_password(file: OwnFile, sites: Sequence[str], given: str) -> None:
    """Enrol a password for the sites (see `home_site`) where it is at home. Takes a tenth of a second each.

    Raises UnfitError (`password-length`) or FileError.
    """
    if not SHORTEST <= len(given) <= LONGEST:
        raise UnfitError("password-length")

    def enrol(enrolled: Enrolled) -> Enrolled:
        for home in sites:
            made = passwords.enrol(
                file.key, ownfile.fresh_id(enrolled), given, home, secrets.token_bytes(SALT)
            )
            kept = [each for each in enrolled.passwords if (each.home, each.cheap) != (home, made.cheap)]
            enrolled = replace(enrolled, passwords=(*kept, made))
        return enrolled

    file.change(enrol)


def home_site(given: str) -> str:
    """The site that a name or address belongs to. Raises UnfitError (`no-site`) for what is none."""
    name = bare_name(given)
    found = site(normalise(name)) if name else ""
    if not found:
        raise UnfitError("no-site")
    return found


def remove(file: OwnFile, ids: Collection[str]) -> None:
    """Take enrolled things out; ids that nothing has change nothing. Raises FileError."""
    file.change(
        lambda enrolled: replace(
            enrolled,
            values=tuple(each for each in enrolled.values if each.id not in ids),
            passwords=tuple(each for each in enrolled.passwords if each.id not in ids),
        )
    )


def learn(file: OwnFile, on: bool) -> None:
    """Take up passwords at verified sites from now on, or no longer. Raises FileError."""
    file.change(lambda enrolled: replace(enrolled, learn=on))
