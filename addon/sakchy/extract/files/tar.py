"""TAR (POSIX.1-2001 and GNU), member by member."""

import io
import tarfile
from collections.abc import Iterator

from sakchy.extract.files.common import Stop, bytes_of, member, named, unread
from sakchy.extract.piece import Found, Piece
from sakchy.limits import Limits


def read(piece: Piece, limits: Limits) -> Iterator[Found]:
    """Every file in the archive; one that claims more bytes than there are is cut. May raise TarError."""
    data = bytes_of(piece)
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:", ignore_zeros=False) as archive:
        for count, entry in enumerate(archive):
            if count >= limits.members:
                raise Stop("too-many")
            yield from named(piece, entry.name)
            if entry.isfile() and not entry.issparse():
                content = data[entry.offset_data : entry.offset_data + max(0, entry.size)]
                if len(content) < entry.size:
                    yield unread(piece.place, "broken", data)
                if content:
                    yield member(piece, content, entry.name)
            archive.members = []  # type: ignore[attr-defined]  # it keeps all that it has seen
