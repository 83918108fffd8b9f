"""What is printed on a document: headings, labels and values, in one issuer's style."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import yaml

from training.fronts.faces import tone
from training.fronts.people import VALUES, date, name, number, pin, place, short, surname
from training.fronts.print import Colour, Pen, typeface

LABELS = Path(__file__).parents[3] / "addon/sakchy/detect/picture/fronts/labels.yaml"
LATIN_ONLY = frozenset(["classes", "height", "weight", "eyes", "hair", "restrictions", "donor"])


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """Headings by kind and labels by group, as the product knows them."""
    return dict(yaml.safe_load(LABELS.read_text("utf-8")))


def label(chance: Random, group: str, sort: int) -> str:
    """A label as this issuer prints it: one language or several."""
    known = words()["labels"][group]
    if sort == 0 and group not in LATIN_ONLY and len(known) > 2:  # Kyrgyz, Russian, English come first
        several = known[: chance.choice((1, 2, 3, 3))]
        return chance.choice((" / ", "/", " / ")).join(several)
    text = chance.choice(known)
    if sort == 2:
        return text.upper()
    if chance.random() < 0.15:
        text = f"{text} / {chance.choice(known)}"
    return text


def value(chance: Random, group: str) -> str:
    """What stands in a field."""
    text = VALUES[group](chance) if group in VALUES else short(chance)
    return text.upper() if chance.random() < 0.7 else text


class Style:
    """How one issuer prints: typefaces, inks, sizes, the kind of labels."""

    def __init__(self, chance: Random) -> None:
        self.sort = chance.choice((0, 0, 0, 1, 1, 2))
        """0 Kyrgyz, Russian and English; 1 any language; 2 capitals."""
        self.head, self.small = typeface(chance), typeface(chance)
        self.large = typeface(chance) if chance.random() < 0.5 else self.small
        self.ink: Colour = tone(chance, 0, 70)
        self.pale: Colour = tone(chance, 20, 130)
        self.heading: Colour = tone(chance, 0, 140)
        self.before = chance.random() < 0.25
        """Labels stand before their values, not above them."""
        self.colon = chance.choice((":", "", " "))
        self.small_share, self.large_share = chance.uniform(0.27, 0.4), chance.uniform(0.42, 0.6)
        """Sizes of labels and values over the height of a row: some issuers leave no space between them."""
        self.leading = chance.uniform(0.95, 1.2)


def headings(pen: Pen, chance: Random, style: Style, kind: str, x: int, y: int) -> int:
    """One to three lines that name the document; where they end."""
    known = words()["headings"][kind]
    if kind == "id-card" and style.sort == 0:
        known = known[:7] if chance.random() < 0.8 else known
    size = chance.randint(24, 46)
    for text in chance.sample(known, chance.choice((1, 2, 2, 3))):
        cased = text if chance.random() < 0.7 else text.title()
        pen.write((x, y), cased, style.head, size, style.heading)
        y += int(size * 1.25)
        size = max(18, int(size * chance.choice((1, 0.8, 0.65))))
    return y


def field_(pen: Pen, chance: Random, style: Style, group: str, x: float, y: float, step: float) -> None:
    """A label and its value, the value beside it or close below."""
    small, large = max(11, step * style.small_share), max(14, step * style.large_share)
    text = label(chance, group, style.sort)
    if group == "signature":
        pen.write((x, y), text, style.small, small, style.pale)
    elif style.before:
        end = pen.write((x, y), text + style.colon, style.small, small * 1.2, style.pale)
        pen.write((end + 10, y - large * 0.1), value(chance, group), style.large, large, style.ink)
    else:
        pen.write((x, y), text, style.small, small, style.pale)
        pen.write((x, y + small * style.leading), value(chance, group), style.large, large, style.ink)


def fields(
    pen: Pen, chance: Random, style: Style, groups: Sequence[str], box: tuple[int, int, int, int]
) -> None:
    """Fields down a box, in one or two columns."""
    left, top, right, bottom = box
    columns = chance.choice((1, 1, 2)) if right - left > 420 and style.sort else 1
    rows = -(-len(groups) // columns)
    step = min(chance.choice((100.0, 70.0, 50.0)), (bottom - top) / max(1, rows))
    for index, group in enumerate(groups):
        column, row = (index % columns, index // columns) if columns > 1 else (0, index)
        field_(pen, chance, style, group, left + column * (right - left) / columns, top + row * step, step)


def numbered(pen: Pen, chance: Random, style: Style, box: tuple[int, int, int, int]) -> None:
    """The numbered fields of a driving licence (Directive 2006/126/EC, annex I)."""
    left, top, _, bottom = box
    marks = ("1", "2", "3", "4a", "4b", "4c", "4d", "5", "7", "8", "9")
    texts = (surname(chance), name(chance), f"{date(chance)} {place(chance)}", date(chance), date(chance),
             place(chance),
             pin(chance), number(chance), "", place(chance), "AM/B1/B")  # fmt: skip
    tail = chance.choice((".", ".", "", ")"))
    step = (bottom - top) / len(marks)
    for row, (mark, text) in enumerate(zip(marks, texts, strict=True)):
        size = step * style.large_share * 1.5
        end = pen.write((left, top + row * step), mark + tail, style.small, size * 0.85, style.pale)
        if text:
            pen.write((end + 14, top + row * step), text.upper(), style.large, size, style.ink)


def american(chance: Random) -> list[str]:
    """Groups of an American licence."""
    first = chance.sample(["number", "birth", "expiry", "issue", "classes"], 4)
    last = chance.sample(["sex", "height", "weight", "eyes", "hair", "restrictions", "donor"], 5)
    return [*first, "surname", "given-names", "address", *last]
