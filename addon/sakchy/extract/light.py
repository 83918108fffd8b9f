"""The walk that gives up at once where work for another process begins."""

from typing import NoReturn

from sakchy.extract import known, magic
from sakchy.extract.piece import Piece
from sakchy.extract.walk import Full, Walk
from sakchy.limits import DEFAULT, LIGHT, Limits
from sakchy.model import Outgoing, Picture, Sample, Text, Unread


class LightWalk(Walk):
    """One walk through one message that opens nothing which may take long or break something."""

    def __init__(self, whole: Outgoing, limits: Limits = DEFAULT) -> None:
        """`whole`: the message; nothing of it is looked at yet."""
        super().__init__(whole, limits)
        self.text_left = LIGHT
        self.heavy = False
        """True once there was a picture, something compressed, or too much text."""

    def read(self, piece: Piece) -> None:
        """Give a piece to its reader, unless it is a file. Raises Full."""
        data = piece.data
        if magic.sniff(data) if type(data) is bytes else known.sniff_text(str(data)):
            self.give_up()
        super().read(piece)

    def rare(self, part: Picture | Unread | Sample) -> None:
        """Keep what could not be read; a picture is for others. Raises Full."""
        if isinstance(part, Picture):
            self.give_up()
        super().rare(part)

    def cut(self, part: Text) -> None:  # noqa: ARG002  whatever the text is
        """More text than is looked at in place. Raises Full."""
        self.give_up()

    def give_up(self) -> NoReturn:
        """Leave the message to a worker. Raises Full."""
        self.heavy = True
        raise Full
