"""The notations that texts are written in, each as the layers inside a layer: form, JSON, XML."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from sakchy.act.mask.layer import Layer, part, undone
from sakchy.extract.escapes import ENTITY, entity
from sakchy.extract.forms import looks_urlencoded

DEPTH = 5  # notations inside each other: JSON in JSON in a form, and what somebody pasted into that
NUMBER = "0"
"""Stands for a JSON number, for nothing else may stand there."""
PERCENT = re.compile(
    r"\+|%[0-7][0-9A-F]|%[CD][0-9A-F]%[89AB][0-9A-F]|%E[0-9A-F](?:%[89AB][0-9A-F]){2}|%F[0-7](?:%[89AB][0-9A-F]){3}",
    re.IGNORECASE,
)
"""One letter of UTF-8 as a form writes it."""
PAIR = re.compile(r"([^&=]*)(?:=([^&]*))?(?:&|$)")
WRITTEN = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)
"""One letter of a JSON string (RFC 8259, 7)."""
TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(?<![\w.+-])(-?\d+(?:\.\d+)?)(?![\w.+-])', re.DOTALL)
"""A JSON string or number; strings first, so that what stands in one is no number."""
MARKUP = re.compile(r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<([^>]*)>|([^<]+)", re.DOTALL)
ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")


def layers(layer: Layer, *, form: bool = False, depth: int = DEPTH) -> Iterator[Layer]:
    """A layer and everything in it, from the beginning to the end; `form`: it was declared to be one."""
    yield layer
    for inner in inside(layer, form=form) if depth else ():
        yield from layers(inner, depth=depth - 1)


def inside(layer: Layer, *, form: bool = False) -> Iterator[Layer]:
    """The layers right inside a layer."""
    text = layer.text
    if form or looks_urlencoded(text):
        yield from pairs(layer)
    elif text.lstrip()[:1] == "<":
        yield from elements(layer)
    elif '"' in text or text.lstrip()[:1] == "[":
        yield from tokens(layer)


def pairs(layer: Layer) -> Iterator[Layer]:
    """Names and values of a form or query (WHATWG URL, 5.1)."""
    filler = quote(layer.filler, safe="")
    for pair in PAIR.finditer(layer.text):
        for group in (1, 2):
            if pair[group]:
                yield undone(layer, pair.span(group), PERCENT, percent, filler)


def tokens(layer: Layer) -> Iterator[Layer]:
    """Strings of JSON, GraphQL or source text; numbers only of what is a JSON document."""
    document = layer.text.lstrip("\ufeff \t\r\n)]}',")[:1] in ("{", "[")
    for found in TOKEN.finditer(layer.text):
        if found[1] is not None:
            yield undone(layer, found.span(1), WRITTEN, written)
        elif document:
            yield part(layer, *found.span(2), filler=NUMBER)


def elements(layer: Layer) -> Iterator[Layer]:
    """Words, CDATA and attributes of XML or HTML, without the blanks round them."""
    for found in MARKUP.finditer(layer.text):
        if found[1] is not None:
            yield part(layer, *trimmed(layer.text, *found.span(1)))
        elif found[2] is not None:
            for attribute in ATTRIBUTE.finditer(layer.text, *found.span(2)):
                span = attribute.span(1 if attribute[1] is not None else 2)
                yield undone(layer, trimmed(layer.text, *span), ENTITY, entity)
        elif found[3] is not None:
            yield undone(layer, trimmed(layer.text, *found.span(3)), ENTITY, entity)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks at its ends."""
    inner = text[start:end].strip()
    start += text[start:end].find(inner)
    return start, start + len(inner)


def percent(escape: re.Match[str]) -> str:
    """What an escape of a form means."""
    return " " if escape[0] == "+" else unquote(escape[0], errors="replace")


def written(escape: re.Match[str]) -> str:
    """What an escape of a JSON string means; one that JSON does not have means its letter."""
    try:
        return str(json.loads(f'"{escape[0]}"'))
    except ValueError:
        return escape[0][1:]
