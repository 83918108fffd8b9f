"""XML and SOAP: every value with the path of its elements, `Envelope.Body.card.number`, attributes too.

Expat reads no files and opens no addresses by itself; what documents declare as entities is bounded here.
"""

from xml.parsers import expat

from sakchy.extract import markup
from sakchy.extract.piece import Found, Piece, safe_name
from sakchy.extract.tags import has_tags
from sakchy.extract.value import SHORTEST, value
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Step, Unread, UnreadReason

START = ("<", "\ufeff<")
HEAD = 200  # characters in which a document begins, after blank lines
ENTITY = 100  # characters of a declared entity: those in use name a letter or a namespace
EXPANDED = 1 << 20  # characters that entities may add to a document


class Refused(Exception):  # noqa: N818  no error of ours: the document is hostile, or so big that it might be
    """The document is not read as XML any further; `reason` says why."""

    def __init__(self, reason: UnreadReason) -> None:
        super().__init__(reason)
        self.reason: UnreadReason = reason


def read(piece: Piece, limits: Limits = DEFAULT) -> list[Found] | None:
    """Values of a document; of a broken one its text and attributes. None if this is none."""
    text = piece.data
    assert isinstance(text, str)
    if "<" not in text or not text[:HEAD].lstrip().startswith(START) or not has_tags(text):
        return None
    document = Document(piece, text, limits)
    try:
        document.parse()
    except Refused as refused:
        return [Unread(piece.place, refused.reason), *markup.stripped(piece, text, limits)]
    except expat.ExpatError:  # HTML, mostly
        return markup.stripped(piece, text, limits)
    return document.out if not document.mixed else [*document.out, *markup.stripped(piece, text, limits)]


class Document:
    """One document while it is parsed."""

    def __init__(self, piece: Piece, text: str, limits: Limits) -> None:
        """`text`: the whole document."""
        self.piece = piece
        self.text = text
        self.limits = limits
        self.room = len(text) + EXPANDED
        self.references = text.count("&")
        self.paths = [""]
        self.words: list[list[str]] = [[]]
        self.parents = [False]
        """Whether the element has children, for each open one."""
        self.mixed = False
        """Whether words stand beside elements: a number may be split by them."""
        self.out: list[Found] = []

    def parse(self) -> None:
        """Collect all values. Raises Refused or ExpatError."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.CommentHandler = self.comment
        parser.EntityDeclHandler = self.entity
        parser.Parse(self.text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), True)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A new element."""
        if len(self.paths) > self.limits.json_depth:
            raise Refused("too-deep")
        path = f"{self.paths[-1]}.{local(name)}".lstrip(".")
        self.parents[-1] = True
        self.paths.append(path)
        self.words.append([])
        self.parents.append(False)
        for key, text in attributes.items():
            self.room -= len(text)
            self.add(text, f"{path}.{local(key)}")

    def end(self, _name: str) -> None:
        """The end of an element: its value is complete."""
        text = "".join(self.words.pop())
        self.mixed |= self.parents.pop() and not text.isspace() and bool(text)
        self.add(text.strip(), self.paths.pop())

    def characters(self, text: str) -> None:
        """Some of an element's text. Raises Refused when entities made too much of it."""
        self.room -= len(text)
        if self.room < 0:
            raise Refused("too-dense")
        self.words[-1].append(text)

    def comment(self, text: str) -> None:
        """What a server does not see, and a script may."""
        self.add(text, f"{self.paths[-1]}.*".lstrip("."))

    def add(self, text: str, path: str) -> None:
        """A value."""
        if len(text) >= SHORTEST:
            self.out.append(value(self.piece, text, Step("json", path), path))
        if len(self.out) > self.limits.parts:
            raise Refused("too-many")

    def entity(self, _name: str, _parameter: bool, text: str | None, *_where: str | None) -> None:
        """A declared entity: one that is long or made of others is a bomb (or as good as one)."""
        made = text is not None and (len(text) > ENTITY or "&" in text or "%" in text)
        if made or self.references * ENTITY > EXPANDED:
            raise Refused("too-dense")


def local(name: str) -> str:
    """An element's or attribute's name without its namespace."""
    return safe_name(name.rpartition(":")[2])
