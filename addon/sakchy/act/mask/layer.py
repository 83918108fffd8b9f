"""A text as a reader sees it, with the place of every letter in the bytes as they are sent."""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

import msgspec

WORD = "[removed]"
"""Stands for what was removed. The same inside JSON, XML and text; only addresses and forms escape it."""


class Layer(msgspec.Struct, frozen=True):
    """One text on the way from the bytes to the words; `repr` shows nothing of it."""

    text: str
    at: Sequence[int]
    """Byte offset of each letter, and of what follows the last one."""
    filler: str = WORD
    """What must be written into the bytes so that `word` is read here."""
    word: str = WORD

    def __repr__(self) -> str:
        return "Layer(…)"

    @property
    def span(self) -> tuple[int, int]:
        """Where it lies in the bytes."""
        return self.at[0], self.at[-1]


def root(data: bytes, start: int, end: int) -> Layer | None:
    """The outermost layer of some bytes; None if they are no text in UTF-8."""
    try:
        text = data[start:end].decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii():
        return Layer(text, range(start, end + 1))
    return Layer(text, list(accumulate((len(letter.encode()) for letter in text), initial=start)))


def part(layer: Layer, start: int, end: int, filler: str = "") -> Layer:
    """Some letters of a layer that mean what they are; `filler` for places that do not take words."""
    cut = layer.text[start:end], layer.at[start : end + 1]
    return Layer(*cut, filler, filler) if filler else Layer(*cut, layer.filler)


def undone(
    layer: Layer,
    span: tuple[int, int],
    escapes: re.Pattern[str],
    meaning: Callable[[re.Match[str]], str],
    filler: str = "",
) -> Layer:
    """Some letters of a layer with their escapes undone; each match of `escapes` is one letter."""
    text, at, (done, end) = layer.text, layer.at, span
    letters: list[str] = []
    places: list[int] = []
    for found in escapes.finditer(text, *span):
        meant = meaning(found)
        letters += text[done : found.start()], meant
        places += *at[done : found.start()], *[at[found.start()]] * len(meant)
        done = found.end()
    letters.append(text[done:end])
    places += at[done : end + 1]
    return Layer("".join(letters), places, filler or layer.filler)
