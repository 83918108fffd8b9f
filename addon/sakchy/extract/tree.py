"""Values of tree-shaped data, each with its path `a.b[3].c`: JSON, and what is built like it."""

from typing import Any

from sakchy.extract.piece import SHORT, Found, Piece, safe_name
from sakchy.extract.value import SHORTEST, is_plain, is_telling, value
from sakchy.limits import Limits
from sakchy.model import Step, Text, Unread, UnreadReason

LONE = 12  # digits from which a number in a list is worth looking at (ISO/IEC 7812: 12 to 19)
SHORTEST_LONE = 10 ** (LONE - 1)
SHORTEST_NUMBER = 10 ** (SHORTEST - 1)
LONGEST = 10**40  # no identifier is longer, and Python refuses to print numbers of thousands of digits
NUMBERS = (int, float)  # whole floats are numbers that went through a program without integers
BLOB = 16  # numbers from which a list of bytes is looked at: `[255, 216, …]`, as scripts write typed arrays


class Values:
    """The values of one document, as they are collected."""

    def __init__(self, piece: Piece, limits: Limits, out: list[Found]) -> None:
        """`out` is what the values are added to."""
        self.piece = piece
        self.most = limits.parts
        self.out = out

    def collect(self, node: Any, path: str, left: int) -> None:
        """Add what is under `node`, `left` levels deep at most. Raises RecursionError if that is too few."""
        kind = type(node)
        if kind is str:
            if len(node) >= SHORTEST:
                self.out.append(value(self.piece, node, Step("json", path), path))
        elif kind is int:
            if SHORTEST_NUMBER <= node < LONGEST:
                self.out.append(Text((*self.piece.place, Step("json", path)), str(node), path))
        elif kind is dict or kind is list:
            if left <= 0:
                raise RecursionError
            (self.members if kind is dict else self.items)(node, path, left - 1)
        elif kind is bytes:
            self.blob(node, path)
        elif kind is float and node.is_integer():
            self.collect(int(node), path, left)

    def blob(self, data: bytes, path: str) -> None:
        """Bytes are read further: pictures, mostly."""
        if len(data) >= SHORTEST:
            place = (*self.piece.place, Step("json", path))
            self.out.append(Piece(data, place, path, "", self.piece.depth + 1))

    def members(  # noqa: C901, PLR0912  one loop without calls: see below
        self, node: dict[str, Any], path: str, left: int
    ) -> None:
        """Under an object; stops when no more parts would be taken anyway.

        The usual texts and numbers are added right here: these lines run for every value that any page sends.
        """
        before = f"{path}." if path else ""
        out, place = self.out, self.piece.place
        if "0" in node and "1" in node and len(node) >= BLOB and self.bytes_of([*node.values()], path):
            return
        for key, child in node.items():
            if len(key) < SHORT and key.isprintable():
                name = before + key
            else:
                if is_telling(key):
                    self.collect(key, f"{before}*", left)
                name = before + safe_name(key)
            kind = type(child)
            if kind is str:
                if len(child) < SHORTEST:
                    continue
                if is_plain(child):
                    out.append(Text((*place, Step("json", name)), child, name))
                else:
                    out.append(value(self.piece, child, Step("json", name), name))
            elif kind is int and child < SHORTEST_LONE:
                if child >= SHORTEST_NUMBER:
                    out.append(Text((*place, Step("json", name)), str(child), name))
            elif kind is float:
                if child >= SHORTEST_NUMBER and child.is_integer():
                    self.collect(int(child), name, left)
            elif kind is not bool and child is not None:
                self.collect(child, name, left)
            if len(out) > self.most:
                return

    def items(self, node: list[Any], path: str, left: int) -> None:
        """Under a list, where short numbers are coordinates and samples."""
        if len(node) >= BLOB and self.bytes_of(node, path):
            return
        for index, child in enumerate(node):
            if type(child) in NUMBERS and child < SHORTEST_LONE:
                continue
            self.collect(child, f"{path}[{index}]", left)
            if len(self.out) > self.most:
                return

    def bytes_of(self, node: list[Any], path: str) -> bool:
        """True for a list of bytes, which is then read as such."""
        if type(node[0]) is not int or type(node[-1]) is not int:
            return False
        try:
            self.blob(bytes(node), path)
        except (ValueError, TypeError):
            return False
        return True


class Flow:
    """Collects from formats that are read item by item: what came before a fault is kept."""

    def __init__(self, piece: Piece, limits: Limits) -> None:
        """Nothing is kept but paths: a hostile count costs no memory."""
        self.values = Values(piece, limits, [])
        self.deepest = limits.json_depth
        self.left = limits.items
        self.open_: list[Level] = []
        self.texts = 0
        self.junk = False
        """Whether a text was none: so is the document, perhaps."""

    @property
    def out(self) -> list[Found]:
        """What was collected."""
        return self.values.out

    def put(self, item: Any) -> None:
        """Add one text, number, byte string or other thing (None). Raises OverflowError for too many."""
        self.left -= 1
        if self.left < 0 or len(self.out) > self.values.most:
            raise OverflowError
        self.texts += type(item) is str and len(item) >= SHORTEST
        if self.open_ and self.open_[-1].awaits_key():
            self.name(item)
        elif type(item) in NUMBERS and self.open_ and not self.open_[-1].is_map and item < SHORTEST_LONE:
            pass  # coordinates and samples, as in JSON's lists
        else:
            self.values.collect(item, self.path(), 1)
        self.passed()

    def text(self, data: bytes) -> None:
        """Add a text; what is none is bytes. Raises OverflowError."""
        try:
            self.put(data.decode("utf-8"))
        except UnicodeDecodeError:
            self.junk = True
            self.put(data)

    def told(self, reason: UnreadReason | None) -> list[Found] | None:
        """What was collected of undeclared bytes, and why not more; None if they are something else.

        Deep and endless is what much junk looks like, in which hardly a text is one.
        """
        if reason == "broken" or not self.texts or (reason and self.junk):
            return None
        return [*self.out, *([Unread(self.values.piece.place, reason)] if reason else [])]

    def name(self, key: Any) -> None:
        """The name of the next member of a map."""
        text = key if type(key) is str else str(key) if type(key) is int and abs(key) < LONGEST else "*"
        if is_telling(text):
            self.values.collect(text, f"{self.open_[-1].path}.*".lstrip("."), 1)
        self.open_[-1].key = safe_name(text)

    def start(self, count: int, *, is_map: bool) -> None:
        """Begin a list of `count` items or a map of `count` pairs; below 0: until `end`. May raise."""
        if len(self.open_) >= self.deepest:
            raise RecursionError
        self.left -= 1
        if self.left < 0:
            raise OverflowError
        self.open_.append(Level(self.path(), is_map, count * 2 if is_map else count))
        self.passed(0)

    def end(self) -> None:
        """The end of a list or map without a count. Raises ValueError if there is none."""
        if not self.open_ or self.open_[-1].left >= 0:
            raise ValueError
        self.open_[-1].left = 0
        self.passed(0)

    def passed(self, items: int = 1) -> None:
        """One more item of the innermost list or map is there; what is complete with it is closed."""
        while self.open_:
            level = self.open_[-1]
            level.index += items
            level.left -= items if level.left > 0 else 0
            if level.left != 0:
                return
            self.open_.pop()
            items = 1

    def path(self) -> str:
        """Where the next item stands."""
        if not self.open_:
            return ""
        level = self.open_[-1]
        if not level.is_map:
            return f"{level.path}[{level.index}]"
        return f"{level.path}.{level.key}" if level.path else level.key


class Level:
    """A list or map that is not complete."""

    __slots__ = ("index", "is_map", "key", "left", "path")

    def __init__(self, path: str, is_map: bool, left: int) -> None:
        """`left`: items until its end, keys included; below 0 unknown."""
        self.path = path
        self.is_map = is_map
        self.left = left
        self.index = 0
        self.key = ""

    def awaits_key(self) -> bool:
        """True if the next item is the name of a member."""
        return self.is_map and self.index % 2 == 0
