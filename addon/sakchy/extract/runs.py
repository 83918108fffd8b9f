"""Where base64 begins inside a text: after `base64,`, and where it spells a picture's first bytes."""

import re
from collections.abc import Iterator

from sakchy.extract.blocks import FULL
from sakchy.extract.marks import LONG, Marks

TOLD = {
    "base64,": "ase",
    "/9j/": "/9j",  # JPEG
    "_9j_": "_9j",  # the same, URL-safe
    "iVBORw0K": "w0K",  # PNG
    "R0lGOD": "R0l",  # GIF
    "UklGR": "Ukl",  # RIFF, which WebP is
    "SUkqA": "Ukq",  # TIFF, little endian
    "TU0AK": "U0A",  # TIFF, big endian
    "Z0eXBhdm": "Z0e",  # AVIF from its seventh letter on
    "AAADGpQICA": "ICA",  # JPEG 2000 from its second
}
"""Each with the three letters by which it is looked for in long texts."""
MARKS = tuple(TOLD)
IN_LONG = Marks({mark.encode(): three.encode() for mark, three in TOLD.items()})
START = r"base64,|(?=[/_]9j[/_]|iVBORw0K|R0lGOD|UklGR|SUkqA|TU0AK|AAAA[\w+/-]{2}Z0eXBhdm|AAAADGpQICA)"
LETTERS = r"[A-Za-z0-9+/_\-%]"
RUN = re.compile(
    rf"({START})({LETTERS}++(?:(?:\r?\n[ \t]?| {{1,2}}(?={LETTERS}{{{FULL}}})){LETTERS}++)*+={{0,2}})",
    re.ASCII,
)
"""Its lines may be folded as in address cards, or joined by blanks as in attributes of XML."""
PASTED = re.compile(rf"(?:{START}|base64%2[Cc])[\w+/\r\n-]+", re.ASCII)


def marked(text: str) -> bool:
    """True if such a run may be in the text; quick, for nearly no text has one."""
    if len(text) >= LONG:
        return IN_LONG.stand_in(text.encode("ascii", "replace"))
    for mark in MARKS:  # noqa: SIM110  `any` with a generator takes twice as long
        if mark in text:
            return True
    return False


def runs(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Every run: where it begins and ends, the base64, and whether `base64,` stands before it."""
    for run in RUN.finditer(text):
        yield run.start(), run.end(), run[2], bool(run[1])


def mended(form: str) -> str:
    """A form or query in which pluses of base64 that nobody escaped are escaped.

    A comma or slash as it is tells: a browser's own form would have escaped it, and a plus in it is a space.
    Servers put such pluses back.
    """
    if "+" in form and ("/" in form or "," in form) and (marked(form) or "base64%2" in form):
        return PASTED.sub(kept, form)
    return form


def kept(run: re.Match[str]) -> str:
    """A run as its script meant it."""
    return run[0].replace("+", "%2B") if "/" in run[0] or "," in run[0] else run[0]
