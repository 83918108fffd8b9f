"""What reading promises about any message whatever: no fault, and nothing without bounds."""

import sys
import traceback
from pathlib import PurePath

from sakchy.extract import extract_light
from sakchy.extract.walk import Walk
from sakchy.limits import Limits
from sakchy.model import Outgoing, Part, Picture, Place, Text, Unread, UnreadReason

SMALL = Limits(
    decoded=1 << 20,
    opened=4 << 20,
    text=1 << 20,
    parts=5000,
    form_fields=500,
    gzip_members=100,
    members=50,
    pages=3,
    pixels=2_000_000,
    seconds=10,
)
"""Limits that a small message can reach."""
MARGIN = 16  # parts that say why no more were taken


class BrokenPromiseError(Exception):
    """Says which promise and where in the source, never with words of the message."""


class Watched(Walk):
    """A walk that remembers where a fault came from, which the walk itself survives."""

    fault = ""

    def unread(self, place: Place, reason: UnreadReason) -> Unread:
        """The same part; file and line of the fault are kept beside it."""
        if reason == "error":
            self.fault = origin()
        return super().unread(place, reason)


def origin() -> str:
    """The exception being handled: its type and the innermost frames, without its text."""
    kind, _, trace = sys.exc_info()
    frames = [f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__ if kind else 'no exception'} at {' < '.join(frames[:-5:-1])}"


def keep(message: Outgoing, limits: Limits = SMALL) -> tuple[Part, ...]:
    """The parts of a message. Raises BrokenPromiseError, or whatever reading lets through."""
    walk = Watched(message, limits)
    parts = walk.parts_of_all()
    if walk.fault or any(isinstance(part, Unread) and part.reason == "error" for part in parts):
        raise BrokenPromiseError(walk.fault or "error")
    if sum(len(part.text) for part in parts if isinstance(part, Text)) > limits.text:
        raise BrokenPromiseError("more text than allowed")
    if sum(len(part.data) for part in parts if isinstance(part, Picture)) > limits.opened * 2:
        raise BrokenPromiseError("more pictures than allowed")
    if len(parts) > limits.parts + MARGIN:
        raise BrokenPromiseError("more parts than allowed")
    if any(isinstance(part, Picture) for part in extract_light(message, limits) or ()):
        raise BrokenPromiseError("a picture was opened in place")
    return parts
