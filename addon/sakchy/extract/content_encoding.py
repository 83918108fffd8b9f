"""Content-Encoding: gzip, deflate, br, zstd and stacks of them, with a bounded output (RFC 9110, 8.4).

mitmproxy's own decoders know one encoding, read only the first gzip member and have no limit.
"""

import zlib
from collections.abc import Callable
from typing import Any

import brotli
import zstandard

from sakchy.extract import zstdframes
from sakchy.limits import DEFAULT, Limits
from sakchy.model import UnreadReason

Decoded = tuple[bytes, UnreadReason | None]
"""What could be decoded, and why not all of it."""

WINDOW = 64 << 10  # input per step: what is left over after a gzip member is copied, so it must stay short
BROTLI_STEP = 8  # bytes; Brotli < 1.2 has no output limit of its own
BROTLI_MARGIN = 32 << 20
"""Bytes by which Brotli 1.1 may exceed the limit: a step ends at most two of 16 MiB (RFC 7932, 9.2)."""
BROTLI_OUT = 1 << 20
ZSTD_WINDOW = 8 << 20  # RFC 8878, 3.1.1.1.2: decoders should support at least 8 MB; RFC 9659 allows no more


def decode_all(body: bytes, header: str, limits: Limits = DEFAULT) -> Decoded:
    """Undo every encoding the header names, last one first. Never raises."""
    reason: UnreadReason | None = None
    for name in reversed([name.strip().lower() for name in header.split(",")]):
        if name in ("", "identity"):
            continue
        if name not in DECODERS:
            return body, "unknown-format"
        body, problem = decode(body, name, limits)
        reason = reason or problem
        if not body:
            break
    return body, reason


def decode(body: bytes, name: str, limits: Limits = DEFAULT) -> Decoded:
    """Undo one encoding; what came before an error is kept, for a server may read that much."""
    out = bytearray()
    try:
        reason = DECODERS[name](body, out, limits)
    except (zlib.error, brotli.error, zstandard.ZstdError):
        reason = "broken"
    return bytes(out), reason


def gzip(body: bytes, out: bytearray, limits: Limits) -> UnreadReason | None:
    """All members, one after the other (RFC 1952, 2.2); zeros after the last one are padding."""
    position = 0
    for _ in range(limits.gzip_members):
        position, reason = inflate(body, position, out, zlib.MAX_WBITS | 16, limits)
        if reason or not body[position : position + 1].strip(b"\0"):
            return reason
    return "too-large"


def deflate(body: bytes, out: bytearray, limits: Limits) -> UnreadReason | None:
    """With the zlib wrapping as RFC 9110 says, or raw as some clients send it."""
    raw = len(body) < 2 or body[0] & 15 != 8 or int.from_bytes(body[:2], "big") % 31
    return inflate(body, 0, out, -zlib.MAX_WBITS if raw else zlib.MAX_WBITS, limits)[1]


def inflate(
    body: bytes, position: int, out: bytearray, wbits: int, limits: Limits
) -> tuple[int, UnreadReason | None]:
    """One zlib stream from `position`; gives the position after it."""
    decoder, view = zlib.decompressobj(wbits), memoryview(body)
    while not decoder.eof:
        window = decoder.unconsumed_tail or view[position : position + WINDOW]
        if not decoder.unconsumed_tail:
            position += len(window)
        if not window:
            return position, "broken"
        out += decoder.decompress(window, limits.decoded + 1 - len(out))
        if len(out) > limits.decoded:
            return position, "too-large"
    return position - len(decoder.unused_data), None


def brotli_(body: bytes, out: bytearray, limits: Limits) -> UnreadReason | None:
    """RFC 7932, with either generation of the library."""
    decoder: Any = brotli.Decompressor()
    if not hasattr(decoder, "can_accept_more_data"):
        return old_brotli(decoder, body, out, limits)
    out += decoder.process(body, output_buffer_limit=BROTLI_OUT)
    while not decoder.is_finished() and not decoder.can_accept_more_data():
        if len(out) > limits.decoded:
            return "too-large"
        out += decoder.process(b"", output_buffer_limit=BROTLI_OUT)
    return None if decoder.is_finished() else "broken"


def old_brotli(decoder: Any, body: bytes, out: bytearray, limits: Limits) -> UnreadReason | None:
    """Brotli 1.1 (all that mitmproxy 11 allows): small steps, so that a bomb is seen while it goes off."""
    for start in range(0, len(body), BROTLI_STEP):
        out += decoder.process(body[start : start + BROTLI_STEP])
        if len(out) > limits.decoded:
            return "too-large"
    return None if decoder.is_finished() else "broken"


def zstd(body: bytes, out: bytearray, limits: Limits) -> UnreadReason | None:
    """RFC 8878, all frames. The library takes a cut frame for a whole one, so its end is looked for here."""
    whole = zstdframes.complete(body)
    decoder = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    reader = decoder.stream_reader(body, read_across_frames=whole)  # what follows the last frame is no fault
    while block := reader.read(BROTLI_OUT):
        out += block
        if len(out) > limits.decoded:
            return "too-large"
    return None if whole else "broken"


DECODERS: dict[str, Callable[[bytes, bytearray, Limits], UnreadReason | None]] = {
    "gzip": gzip,
    "x-gzip": gzip,  # RFC 9110, 8.4.1.3: the same
    "deflate": deflate,
    "br": brotli_,
    "zstd": zstd,
}
