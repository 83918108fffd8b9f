"""Something wrapped amid the lines of a text: base64 in a letter, a form in a page, an address card."""

from collections.abc import Iterator

from sakchy.extract import encoded
from sakchy.extract.blocks import MIXED, apart, has_blocks
from sakchy.extract.piece import Found, Piece, inside
from sakchy.extract.value import is_wrapped
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Text


def read(piece: Piece, limits: Limits = DEFAULT) -> Iterator[Found] | None:
    """Every such block as a piece of its own, and the text; None if there is none beside other lines."""
    text = piece.data
    assert isinstance(text, str)
    if not has_blocks(text):
        return None
    lines = [*apart(text)]
    blocks = [block for wrapped, block in lines if wrapped and promises(block)]
    if not blocks or len(lines) == 1:
        return None
    return parts(piece, lines, blocks[: limits.parts])


def promises(block: str) -> bool:
    """True unless it is a long word that is no base64."""
    if len(block) > encoded.LONG or not MIXED.match(block.lstrip()):
        return True
    data = encoded.decode(block)  # asked first what most are asked last: there may be thousands of such lines
    return bool(encoded.SPEAKS.search(data) or 0 in data) and bool(encoded.worthwhile(block))


def parts(piece: Piece, lines: list[tuple[bool, str]], blocks: list[str]) -> Iterator[Found]:
    """The blocks; the text, of which short blocks are still a part: keys in PEM are one with their frame."""
    for block in blocks:
        yield inside(piece, block)
    taken = {*blocks}
    short = "\n".join(line for _, line in lines if len(line) < encoded.TOKEN or line not in taken)
    yield Text(piece.place, short, piece.field)
    bare = "\n".join(line for _, line in lines if line not in taken)
    if is_wrapped(bare):
        yield inside(piece, bare)
