"""OLE2 compound files, as Outlook writes its messages ([MS-CFB], version 3)."""

from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NOTHING = 0xFFFFFFFF
IN_HEADER = 109  # table sectors the header has room for: 7 MB


def words(*numbers: int) -> bytes:
    """32-bit numbers."""
    return b"".join(number.to_bytes(4, "little") for number in numbers)


def padded(data: bytes, to: int, by: bytes = b"\0") -> bytes:
    """Filled up to a whole number of sectors."""
    return data + by * (-len(data) % to)


@dataclass
class Node:
    """A directory entry: a storage with children, or a stream."""

    name: str
    data: bytes | None = None
    children: list["Node"] = field(default_factory=list)
    start: int = END
    number: int = 0


def chain(start: int, count: int) -> list[int]:
    """Table entries of a run of sectors one after the other."""
    return [*range(start + 1, start + count), END] if count else []


def flat(node: Node) -> list[Node]:
    """The node and everything under it."""
    return [node, *(each for child in node.children for each in flat(child))]


def directory(root: Node, nodes: list[Node], mini_size: int) -> bytes:
    """Entries of 128 bytes; siblings hang to the right of each other, a tree as well as any."""
    rights: dict[int, int] = {}
    for node in nodes:
        node.children.sort(key=lambda child: (len(child.name), child.name.upper()))
        rights |= {a.number: b.number for a, b in zip(node.children, node.children[1:], strict=False)}
    out = b""
    for node in nodes:
        name = (node.name + "\0").encode("utf-16-le")
        kind = 5 if node is root else 1 if node.data is None else 2
        child = node.children[0].number if node.children else NOTHING
        size = mini_size if node is root else len(node.data or b"")
        out += name.ljust(64, b"\0") + len(name).to_bytes(2, "little") + bytes([kind, 1])
        out += words(NOTHING, rights.get(node.number, NOTHING), child) + bytes(16 + 4 + 16)
        out += words(node.start) + size.to_bytes(8, "little")
    return padded(out, SECTOR)


def compound(root: Node) -> bytes:
    """The file: mini stream, large streams, directory, mini table, table, each in a run of its own."""
    nodes = flat(root)
    mini, mini_table, large = b"", list[int](), b""
    for number, node in enumerate(nodes):
        node.number = number
        if node.data is not None and 0 < len(node.data) < CUTOFF:
            node.start = len(mini) // MINI
            mini += padded(node.data, MINI)
            mini_table += chain(node.start, len(mini) // MINI - node.start)
    table = chain(0, len(padded(mini, SECTOR)) // SECTOR)
    root.start = 0 if mini else END
    for node in nodes:
        if node.data is not None and len(node.data) >= CUTOFF:
            node.start = len(table)
            large += padded(node.data, SECTOR)
            table += chain(node.start, -(-len(node.data) // SECTOR))
    first_directory = len(table)
    entries = directory(root, nodes, len(mini))
    table += chain(first_directory, len(entries) // SECTOR)
    first_mini = len(table)
    minis = padded(words(*mini_table), SECTOR, b"\xff")
    table += chain(first_mini, len(minis) // SECTOR)
    fats = 1
    while (len(table) + fats) * 4 > fats * SECTOR:
        fats += 1
    assert fats <= IN_HEADER, "more would need a table of tables"
    first_fat = len(table)
    fat = padded(words(*table, *[FAT] * fats), SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(6)
    header += words(
        0, fats, first_directory, 0, CUTOFF, first_mini if minis else END, len(minis) // SECTOR, END, 0
    )
    header += words(*range(first_fat, first_fat + fats)).ljust(436, b"\xff")
    return header + padded(mini, SECTOR) + large + entries + minis + fat
