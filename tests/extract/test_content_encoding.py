import gzip
import os
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.content_encoding import BROTLI_MARGIN, decode, decode_all, old_brotli
from sakchy.limits import DEFAULT, Limits

PLAIN = b"name=Test+Testov&card=4111" * 40


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}


@given(st.binary(max_size=2000), st.lists(st.sampled_from(sorted(PACK)), min_size=1, max_size=4))
def test_any_stack_comes_back_byte_for_byte(data, names):
    body = data
    for name in names:
        body = PACK[name](body)
    assert decode_all(body, ", ".join(names))[0] == data


def test_deflate_without_its_wrapping_is_read_too():
    assert decode(raw_deflate(PLAIN), "deflate") == (PLAIN, None)


def test_all_gzip_members_are_read_and_zeros_after_them_ignored():
    body = gzip.compress(b"harmless") + gzip.compress(PLAIN) + bytes(512)
    assert decode(body, "gzip") == (b"harmless" + PLAIN, None)


def test_endless_empty_members_stop():
    body = gzip.compress(b"") * (DEFAULT.gzip_members + 5)
    assert decode(body, "gzip") == (b"", "too-large")


def test_all_zstd_frames_are_read():
    assert decode(zstandard.compress(b"one") + zstandard.compress(b"two"), "zstd") == (b"onetwo", None)


@pytest.mark.parametrize("name", sorted(PACK))
def test_what_came_before_the_break_is_kept(name):
    data = bytes(range(256)) * 4000
    out, reason = decode(PACK[name](data)[:-20], name)
    assert data.startswith(out)
    assert reason == "broken" or name == "zstd"  # a cut zstd stream ends like a short one


@pytest.mark.parametrize("name", sorted(PACK))
def test_noise_is_broken_not_an_exception(name):
    assert decode(b"\x07no such stream", name) == (b"", "broken")


@pytest.mark.parametrize("name", sorted(PACK))
def test_bombs_stop_at_the_limit(name):
    out, reason = decode(PACK[name](bytes(DEFAULT.decoded * 3)), name)
    assert reason == "too-large"
    assert len(out) <= DEFAULT.decoded * 2  # Brotli 1.1 cannot stop inside a step


def test_old_brotli_reads_in_small_steps_and_stops(monkeypatch):
    out = bytearray()
    assert old_brotli(brotli.Decompressor(), brotli.compress(PLAIN), out, DEFAULT) is None
    assert bytes(out) == PLAIN
    bomb = bytearray()
    packed = brotli.compress(bytes(DEFAULT.decoded * 6))
    assert old_brotli(brotli.Decompressor(), packed, bomb, DEFAULT) == "too-large"
    assert len(bomb) < DEFAULT.decoded * 2.5


def test_unknown_encodings_are_said_and_identity_is_none():
    assert decode_all(PLAIN, "compress") == (PLAIN, "unknown-format")
    assert decode_all(PLAIN, "identity, ") == (PLAIN, None)
    assert decode_all(gzip.compress(PLAIN), "X-GZIP") == (PLAIN, None)


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_cut_zstd_is_said_and_what_came_out_is_kept(cut):
    frame = zstandard.compress(b"words " + os.urandom(300_000))
    out, reason = decode_all(frame[:-cut], "zstd")
    assert reason == "broken"
    assert out.startswith(b"words ") or cut > 1
    assert decode_all(frame + frame, "zstd")[1] is None


def test_a_brotli_bomb_stays_within_the_margin():
    """Whichever generation of the library there is: 1.1 has no limit of its own."""
    limits = Limits(decoded=1 << 20)
    out, reason = decode_all(brotli.compress(bytes(200 << 20)), "br", limits)
    assert reason == "too-large"
    assert len(out) <= limits.decoded + BROTLI_MARGIN


def test_what_stands_behind_a_zstd_frame_does_not_hide_it():
    out, reason = decode(zstandard.compress(PLAIN) + b"\0trailing", "zstd")
    assert (out, reason) == (PLAIN, "broken")
