"""What the readers of files share: giving up, naming members, unpacking within limits."""

from collections.abc import Callable, Iterator

from sakchy.extract.piece import Found, Piece, inside, safe_name, unread
from sakchy.extract.value import is_telling, is_wrapped
from sakchy.limits import Limits
from sakchy.model import Step, Text, UnreadReason

__all__ = ["Reader", "Stop", "bytes_of", "file_step", "filled", "member", "most", "named", "text", "unread"]

Reader = Callable[[Piece, Limits], Iterator[Found]]
"""Takes a file apart; may raise anything."""
LONGEST_NAME = 300  # characters of a member's name that are looked at; a name of megabytes is an attack
FREE = 1 << 20  # bytes that may come out of anything, however few went in: an empty bitmap is dense as well


class Stop(Exception):  # noqa: N818  no error of ours: the file is done with
    """A file cannot be read further; `reason` says why, and nothing of the file stands in it."""

    def __init__(self, reason: UnreadReason) -> None:
        super().__init__(reason)
        self.reason: UnreadReason = reason


def bytes_of(piece: Piece) -> bytes:
    """The bytes of a piece; text as UTF-8."""
    return piece.data if isinstance(piece.data, bytes) else piece.data.encode("utf-8", "replace")


def member(piece: Piece, data: bytes | str, name: str, type_: str = "") -> Piece:
    """A file inside a file. Its name is shown, never used as a path."""
    return inside(piece, data, file_step(name), type_=type_)


def file_step(name: str) -> Step:
    """The last part of a member's name, as it may be shown."""
    return Step("file", safe_name(name.replace("\\", "/").rstrip("/").rpartition("/")[2][:LONGEST_NAME]))


def named(piece: Piece, name: str) -> Iterator[Found]:
    """A member's name as text, where it may itself hold something."""
    if is_telling(name):
        yield Text((*piece.place, Step("file")), name[:LONGEST_NAME], "filename")


def text(piece: Piece, words: str, *steps: Step, field: str = "") -> Iterator[Found]:
    """A text part, unless there is nothing in it; a piece if something else is wrapped in the words."""
    if words and not words.isspace():
        words = words.encode("utf-8", "replace").decode("utf-8")
        if is_wrapped(words.lstrip()):
            yield inside(piece, words, *steps, field=field)
        else:
            yield Text(piece.place + steps, words, field or piece.field)


def most(packed: int, limits: Limits) -> tuple[int, UnreadReason]:
    """How many bytes may come out of `packed` ones, and what reaching that means."""
    dense = FREE + packed * limits.ratio
    return (dense, "too-dense") if dense < limits.decoded else (limits.decoded, "too-large")


def filled(blocks: Iterator[bytes], packed: int, limits: Limits) -> tuple[bytes, UnreadReason | None]:
    """Blocks joined up to the limits, and why not all of them; what came before a fault is kept."""
    room, reason = most(packed, limits)
    out = bytearray()
    try:
        for block in blocks:
            out += block
            if len(out) > room:
                return bytes(out[:room]), reason
    except Stop as stop:
        return bytes(out), stop.reason
    except MemoryError:
        return bytes(out), "too-large"
    except Exception:  # noqa: BLE001  whatever a decoder makes of hostile bytes
        return bytes(out), "broken"
    return bytes(out), None
