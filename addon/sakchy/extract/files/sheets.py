"""Worksheets of XLSX: rows as lines, cells apart by tabs, numbers and dates as a person sees them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from sakchy.extract.files import xmlwords
from sakchy.extract.files.common import text
from sakchy.extract.files.contents import Contents
from sakchy.extract.piece import Found, Piece
from sakchy.model import Step

SHEET = re.compile(r"xl/(?:work|chart|macro)sheets/[^/]*?(\d*)\.xml$")
DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Number formats that are dates or times (ECMA-376 part 1, 18.8.30)."""
DAY = re.compile(r"[dmyдмг]", re.IGNORECASE)
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
EPOCH = date(1899, 12, 30)  # so that serial 61 is 1 March 1900: before it Excel counts a day that never was
LAST_DAY = 2_958_465  # 31 December 9999
LONG = 1e11  # from here on a sheet shows an exponent, and nobody means what follows the point
WHOLE = 1e18  # a double beyond this is no identifier any more


def read(piece: Piece, contents: Contents) -> Iterator[Found]:
    """The text of every sheet, and strings that no sheet shows."""
    sheets = [(name, found) for name in contents.by_name if (found := SHEET.match(name))]
    if not sheets:
        return
    strings = shared(contents.take("xl/sharedStrings.xml"))
    dates = date_styles(contents.take("xl/styles.xml"))
    used: set[int] = set()
    for name, found in sheets:
        yield from text(
            piece, "".join(cells(contents.take(name), strings, dates, used)), Step("page", found[1])
        )
    yield from text(piece, "\n".join(words for index, words in enumerate(strings) if index not in used))


def shared(data: bytes) -> list[str]:
    """The table of strings (18.4): every item, its runs joined."""
    items: list[str] = []
    for kind, name, words in xmlwords.tokens(xmlwords.decoded(data)):
        if name == "si" and kind == "open":
            items.append("")
        elif kind == "text" and items:
            items[-1] += words
    return items


def date_styles(data: bytes) -> set[int]:
    """Indexes of the cell styles that show a date (18.8.10, 18.8.30)."""
    custom: set[int] = set()
    styles: list[int] = []
    within = False
    for kind, name, more in xmlwords.tokens(xmlwords.decoded(data)):
        if name == "cellXfs":
            within = kind == "open"
        elif kind in ("open", "empty") and name == "numFmt":
            found = xmlwords.attributes(more)
            if DAY.search(LITERAL.sub("", found.get("formatCode", ""))):
                custom.add(whole(found.get("numFmtId", "")))
        elif kind in ("open", "empty") and name == "xf" and within:
            styles.append(whole(xmlwords.attributes(more).get("numFmtId", "")))
    return {index for index, style in enumerate(styles) if style in DATES or style in custom}


def cells(data: bytes, strings: list[str], dates: set[int], used: set[int]) -> Iterator[str]:
    """The text of a sheet, a tab after every cell, a line break after every row."""
    found: dict[str, str] = {}
    value, formula = "", False
    for kind, name, more in xmlwords.tokens(xmlwords.decoded(data)):
        if kind == "text":
            value += "" if formula else more
        elif kind == "open":
            formula = name == "f"
            if name == "c":
                found, value = xmlwords.attributes(more), ""
        elif name == "c":
            yield shown(value, found, strings, dates, used) + "\t"
            value, found = "", {}
        elif name == "row":
            yield "\n"
        elif name in ("f", "v", "t"):
            formula = False
    yield value


def shown(value: str, cell: dict[str, str], strings: list[str], dates: set[int], used: set[int]) -> str:
    """A cell as a person sees it (18.3.1.4)."""
    if cell.get("t") == "s":
        index = whole(value)
        used.add(index)
        return strings[index] if 0 <= index < len(strings) else ""
    if cell.get("t") in (None, "n") and value:
        return number(value, is_date=whole(cell.get("s", "0")) in dates)
    return value


def number(value: str, *, is_date: bool) -> str:
    """A number written out, not as 4.1E+15; a day as 31.12.2000."""
    try:
        exact = float(value)
    except ValueError:
        return value
    if is_date and 1 <= exact <= LAST_DAY:
        return (EPOCH + timedelta(days=int(exact))).strftime("%d.%m.%Y")
    if not (LONG <= abs(exact) < WHOLE or (abs(exact) < LONG and exact.is_integer())):
        return value
    return value if value.isdigit() else str(round(exact))


def whole(value: str) -> int:
    """A number of the file as an integer; -1 for anything else."""
    return int(value) if value.isdecimal() and len(value) < 10 else -1
