"""The security code of a bank card: three digits where the signature is, or beside `CVV`."""

import re
from collections.abc import Iterable, Sequence

from sakchy.detect.picture.fronts.labels import Label
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.numbers import as_digits
from sakchy.detect.picture.fronts.printed import Row

SIGNED = frozenset(
    fold(text)
    for text in (
        "AUTHORIZED SIGNATURE",
        "NOT VALID UNLESS SIGNED",
        "ПОДПИСЬ ВЛАДЕЛЬЦА",
        "КАРТА ЭЭСИНИН КОЛУ",
        "SECURITY CODE",
    )
)
"""What is printed beside the panel: headings of labels.yaml, in the reader's letters."""
NAMED = re.compile(r"(?<![A-Z])C[VW][VC] ?2?[ .:/]{0,3}[0-9OIB]{3}(?![0-9A-Z])")
ALONE = re.compile(r"(?<![\d./-])(?:\d{4} )?\d{3}(?![\d./-])")
"""On the panel stand the code and, at times, the last four digits before it."""


def is_back(labels: Iterable[Label]) -> bool:
    """Whether a panel for the signature was seen."""
    return any(label.text in SIGNED for label in labels)


def shown(rows: Sequence[Row], labels: Iterable[Label]) -> bool:
    """Whether a card shows its security code."""
    if any(NAMED.search(text) for row in rows for text in row.texts):
        return True
    return is_back(labels) and any(ALONE.fullmatch(as_digits(row.number).strip(" .:/-")) for row in rows)
