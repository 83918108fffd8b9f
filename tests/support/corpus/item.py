"""What is packed, and the register of the carriers that pack it."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from PIL import Image

PICTURES = Path(__file__).parents[2] / "data" / "pictures"
Form = Literal["words", "text", "picture", "image", "bytes"]
"""`words`: a sentence. `text`: any text, also JSON or base64. `picture`: the JPEG of the passport, which
other formats are made from. `image`: any picture. `bytes`: anything."""
FITS: dict[Form, tuple[Form, ...]] = {
    "words": ("words",),
    "text": ("words", "text"),
    "picture": ("picture",),
    "image": ("picture", "image"),
    "bytes": ("words", "text", "picture", "image", "bytes"),
}
"""What a carrier that takes the one can be given."""


@dataclass(frozen=True)
class Item:
    """Something on its way into a carrier, with the type and name that a browser would give it."""

    data: bytes | str
    form: Form
    type: str = "text/plain"
    name: str = "note.txt"

    @property
    def text(self) -> str:
        """The data of words and text."""
        assert isinstance(self.data, str)
        return self.data

    @property
    def bytes(self) -> bytes:
        """The data as it goes over the wire."""
        return self.data.encode() if isinstance(self.data, str) else self.data


Pack = Callable[[Item], "bytes | str"]


@dataclass(frozen=True)
class Carrier:
    """One way of packing: what it takes, what comes out."""

    name: str
    takes: Form
    gives: Form
    pack: Pack
    type: str
    file: str

    def __call__(self, item: Item) -> Item:
        """The item inside this carrier."""
        return Item(self.pack(item), self.gives, self.type or item.type, self.file or item.name)

    def fits(self, item: Item) -> bool:
        """True if it can hold the item."""
        return item.form in FITS[self.takes]


CARRIERS: dict[str, Carrier] = {}


def carrier(takes: Form, gives: Form, type_: str = "", file: str = "") -> Callable[[Pack], Pack]:
    """Register a function as a carrier under its own name."""

    def register(pack: Pack) -> Pack:
        name = pack.__name__.strip("_")
        assert name not in CARRIERS, name
        CARRIERS[name] = Carrier(name, takes, gives, pack, type_, file)
        return pack

    return register


@cache
def jpeg(name: str, width: int = 800) -> bytes:
    """One of the drawn pictures, small enough to be copied a thousand times."""
    image = Image.open(PICTURES / name)
    image.thumbnail((width, width))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return out.getvalue()


def passport() -> bytes:
    """The specimen passport as JPEG, 44 kB."""
    return jpeg("passport-scan.jpg")


def holiday() -> bytes:
    """A picture of nothing in particular."""
    return jpeg("holiday.jpg", 300)


CARD = "Моя карта 4111 1111 1111 1111, срок 11/29"
KEY = "Мой ключ " + "ghp_" + "aB3cD4eF5g" * 3 + "aB3cD4"
PAYLOADS: dict[str, Callable[[], Item]] = {
    "bank-card": lambda: Item(CARD, "words"),
    "secret": lambda: Item(KEY, "words"),
    "passport": lambda: Item(passport(), "picture", "image/jpeg", "scan.jpg"),
}
"""What is hidden, by the kind that must be found."""
