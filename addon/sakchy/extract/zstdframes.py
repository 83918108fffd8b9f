"""Where Zstandard frames end (RFC 8878, 3.1), without decoding them."""

MAGIC = b"\x28\xb5\x2f\xfd"
SKIPPABLE = range(0x184D2A50, 0x184D2A60)
DICTIONARY = (0, 1, 2, 4)  # bytes of its id, by the lowest bits of the descriptor
CONTENT = (0, 2, 4, 8)  # bytes of the content's size, by the highest
SINGLE, CHECKSUM = 0x20, 0x04
RLE, RESERVED = 1, 3
BLOCKS = 2_000_000  # in one body: a block holds up to 128 KiB, one of nothing takes three bytes


def complete(data: bytes) -> bool:
    """True if the bytes are whole frames, one after the other, and at least one."""
    at, left = 0, BLOCKS
    while at >= 0 and at < len(data):
        at, left = frame_end(data, at, left)
    return bool(data) and at == len(data)


def frame_end(data: bytes, at: int, left: int) -> tuple[int, int]:
    """Position after the frame at `at`, -1 if it is cut or none, and how many more blocks are looked at."""
    if int.from_bytes(data[at : at + 4], "little") in SKIPPABLE:
        return at + 8 + int.from_bytes(data[at + 4 : at + 8], "little"), left
    descriptor = data[at + 4 : at + 5]
    if not data.startswith(MAGIC, at) or not descriptor:
        return -1, left
    flags = descriptor[0]
    single = flags & SINGLE
    at += 5 + (not single) + DICTIONARY[flags & 3] + (CONTENT[flags >> 6] or (1 if single else 0))
    last = False
    while not last:
        head = int.from_bytes(data[at : at + 3], "little")
        kind, size = head >> 1 & 3, head >> 3
        left -= 1
        if at + 3 > len(data) or kind == RESERVED or left < 0:
            return -1, left
        last = bool(head & 1)
        at += 3 + (1 if kind == RLE else size)
    return at + (4 if flags & CHECKSUM else 0), left
