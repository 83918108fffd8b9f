"""Numbers of varying length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.varint import varint


def written(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


@given(st.integers(0, 2**64 - 1), st.binary(max_size=3))
def test_round_trip(number, after):
    data = b"\xff" + written(number) + after
    assert varint(data, 1) == (number, len(data) - len(after))


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 11, b"\xff" * 100_000])
def test_cut_or_too_long(data):
    assert varint(data, 0) == (0, 0)
