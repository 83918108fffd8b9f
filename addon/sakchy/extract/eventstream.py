"""Event streams (HTML, 9.2.6) that are sent instead of received: the data of every event."""

import re
from collections.abc import Iterator

from sakchy.extract.piece import Found, Piece, inside
from sakchy.extract.value import SHORTEST
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step, Text

TYPE = "text/event-stream"
START = re.compile(
    r"\ufeff?(?::[^\n]{0,200}\n|(?:id|event|retry):[^\n]{0,200}\n|\s*\n){0,20}+data:(?![\w/+.-]+[;,])"
)
"""The first fields of a stream; `data:image/png;base64,` is none."""
FIELD = re.compile(r"^(?:id|event|data|retry)?:", re.MULTILINE)
BLANK = re.compile(r"\r?\n\r?\n|\r\r")


def read(piece: Piece, _limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """Every event's data by itself and what else there is; None if this is no event stream."""
    text = piece.data
    assert isinstance(text, str)
    declared = piece.type.startswith(TYPE) and FIELD.search(text)  # the type may be that of what was escaped
    return events(piece, text) if declared or START.match(text) else None


def events(piece: Piece, text: str) -> Iterator[Found]:
    """Lines of data joined event by event; names, numbers and comments as text."""
    others = []
    for event in BLANK.split(text):
        data = []
        for line in event.splitlines():
            name, _, rest = line.partition(":")
            if name == "data":
                data.append(rest.removeprefix(" "))
            else:
                others.append(line)
        if len(said := "\n".join(data)) >= SHORTEST:
            yield inside(piece, said, Step("text", "data"))
    if others:
        yield Text(piece.place, "\n".join(others), piece.field)
