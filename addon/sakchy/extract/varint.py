"""Numbers of varying length, seven bits a byte, as Protocol Buffers and SignalR write them."""

LONGEST = 10  # bytes of 64 bits


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at `at` and the position after it; position 0 if there is none."""
    number = 0
    for index, byte in enumerate(data[at : at + LONGEST]):
        number |= (byte & 127) << 7 * index
        if byte < 128:
            return number, at + index + 1
    return 0, 0
