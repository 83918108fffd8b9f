"""Digits of every script as the plain ones, and nothing between them that nobody sees.

Phones write Arabic and full-width digits, word processors put soft hyphens and direction marks into numbers,
and people copy them. Matched, shown and remembered is the number that was meant. Ordinary text is known at
once.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from sakchy.model import Text

UNUSUAL = re.compile(
    "[^\x00-\xac\xae-\u034e\u0350-\u061b\u061d-\u065f\u2010-\u2027\u2030-\u203e\u20a0-\u20bf\u2100-\u214f]"
)
"""Neither Latin, Greek nor Cyrillic letters, nor their signs: emoji, other scripts, what is folded here."""
INVISIBLE = re.compile(
    "[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
"""Takes no room: format characters (Unicode, category Cf), and what makes an emoji of a digit before it."""
DIGIT = re.compile("(?![0-9])\\d|[\u2460-\u2468\u24ea\u2776-\u277e\u2780-\u2788\u278a-\u2792]")
"""Decimal digits of all scripts (category Nd), and digits in circles."""

FEW = 20
"""Different characters up to which each is replaced by itself: texts use the digits of one script."""
LOOKS = 4
"""Different unusual characters that are looked for one by one, at a third of the price of all characters."""
ASSIGNED = (range(0x20000), range(0xE0000, 0xE1000))
"""Where Unicode has digits and format characters; between them are ideographs and nothing."""


def is_unusual(line: str) -> bool:
    """Whether anything in a text may have to be folded; nearly always not."""
    return not line.isascii() and UNUSUAL.search(line) is not None


def folded(text: Text) -> Text:
    """A text with plain digits and without what is invisible; itself if there is nothing of the kind."""
    plain = unusual_folded(text.text)
    return text if plain == text.text else Text(text.place, plain, text.field)


def unusual_folded(plain: str) -> str:
    """The same for the letters alone."""
    odd = () if plain.isascii() else table().keys() & unusual(plain)
    if len(odd) > FEW:
        return plain.translate({ord(char): meant for char, meant in table().items()})
    for char in odd:
        plain = plain.replace(char, table()[char])
    return plain


def unusual(plain: str) -> set[str]:
    """The unusual characters of a text, and others if they are many: most texts that have some have one."""
    out: set[str] = set()
    at = 0
    for _ in range(LOOKS):
        found = UNUSUAL.search(plain, at)
        if not found:
            return out
        at, char = found.start(), found[0]
        out.add(char)
        plain = plain.replace(char, "")
    return {*out, *plain}


@lru_cache(None)
def table() -> dict[str, str]:
    """What becomes of digits of other scripts, and of what is invisible."""
    every = "".join(map(chr, chain(*ASSIGNED)))
    digits = {digit: str(unicodedata.digit(digit)) for digit in DIGIT.findall(every)}
    return digits | dict.fromkeys(INVISIBLE.findall(every), "")


def seen(text: str, at: int) -> int:
    """Where in a text stands what stands at `at` in it once it is folded."""
    for invisible in INVISIBLE.finditer(text):
        if invisible.start() > at:
            break
        at += 1
    return at
