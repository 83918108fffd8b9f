"""Compressed RTF of Outlook (MS-OXRTFCP)."""

START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier"
    rb"{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary begins with (2.1.2.1)."""
PACKED, PLAIN = b"LZFu", b"MELA"
WINDOW = 4096


def unpacked(data: bytes, most: int) -> bytes:
    """The RTF, at most `most` bytes of it; empty if this is none."""
    if data[8:12] == PLAIN:
        return data[16 : 16 + most]
    if data[8:12] != PACKED:
        return b""
    window, write = bytearray(START.ljust(WINDOW, b"\0")), len(START)
    out, at = bytearray(), 16
    while at < len(data) and len(out) < most:
        control = data[at]
        at += 1
        for bit in range(8):
            run, at = token(data, at, control >> bit & 1, window, write)
            if run is None:
                return bytes(out)
            for byte in run:
                window[write % WINDOW] = byte
                write += 1
            out += run
    return bytes(out)


def token(data: bytes, at: int, pointer: int, window: bytearray, write: int) -> tuple[bytes | None, int]:
    """What the next token says, and where it ends; None at the end of the text."""
    if not pointer:
        return (data[at : at + 1] or None), at + 1
    if at + 2 > len(data):
        return None, at
    value = int.from_bytes(data[at : at + 2], "big")
    offset, length = value >> 4, (value & 15) + 2
    if offset == write % WINDOW:
        return None, at + 2
    run = bytearray()
    distance = (write - offset) % WINDOW
    for k in range(length):  # a run may reach into itself
        run.append(window[(offset + k) % WINDOW] if k < distance else run[k - distance])
    return bytes(run), at + 2
