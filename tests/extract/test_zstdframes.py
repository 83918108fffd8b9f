"""Ends of Zstandard frames, against the library that writes them."""

import os

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.zstdframes import complete

SKIPPED = b"\x50\x2a\x4d\x18\x05\0\0\0hello"


@given(st.binary(max_size=5000), st.booleans(), st.booleans(), st.integers(1, 3))
def test_whole_frames_are_complete_and_cut_ones_are_not(data, size, checksum, times):
    writer = zstandard.ZstdCompressor(write_content_size=size, write_checksum=checksum)
    frame = writer.compress(data)
    assert complete(frame * times)
    assert complete(SKIPPED + frame + SKIPPED)
    for cut in range(1, len(frame)):
        assert not complete(frame[:-cut])


@pytest.mark.parametrize("size", [100, 300_000, 1 << 20])
def test_of_any_size(size):
    data = os.urandom(size // 2) + bytes(size // 2)
    frame = zstandard.compress(data)
    assert complete(frame)
    assert not complete(frame[:-1])
    streamed = zstandard.ZstdCompressor().compressobj()
    assert complete(streamed.compress(data) + streamed.flush())


def test_what_is_no_frame():
    for data in (b"", b"hello", b"\x28\xb5\x2f\xfd", SKIPPED[:-1], b"\x28\xb5\x2f\xfd\0\0" + b"\x07\0\0"):
        assert not complete(data)


def test_empty_blocks_for_ever_end():
    assert not complete(b"\x28\xb5\x2f\xfd\0\0" + b"\0\0\0" * 100_000)
