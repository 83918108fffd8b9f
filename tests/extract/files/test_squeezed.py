import bz2
import gzip
import lzma

import brotli
import pytest
import zstandard

CARD = b"card 4111 1111 1111 1111 " * 4
PACKERS = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "zst": zstandard.compress,
    "br": brotli.compress,
}


@pytest.mark.parametrize("name", PACKERS)
def test_single_streams_are_unpacked_whatever_they_are_called(opened, name):
    assert opened(PACKERS[name](CARD), f"file.{name}").text == CARD.decode()
    if name != "br":  # which nothing but its name tells
        assert opened(PACKERS[name](CARD), "photo.jpg").text == CARD.decode()


@pytest.mark.parametrize("name", PACKERS)
def test_bombs_end_at_their_ratio(opened, name):
    found = opened(PACKERS[name](bytes(64 << 20)), f"bomb.{name}")
    assert found.reasons == ["too-dense"]


@pytest.mark.parametrize("name", PACKERS)
def test_cut_streams_are_said(opened, name):
    packed = PACKERS[name](bytes(range(256)) * 2000 + CARD)
    assert "broken" in opened(packed[: len(packed) * 2 // 3], f"cut.{name}").reasons


@pytest.mark.parametrize("name", ["gz", "bz2", "xz", "zst"])
def test_several_streams_are_one_file(opened, name):
    assert (
        opened(PACKERS[name](b"card 4111 1111 ") + PACKERS[name](b"1111 1111")).text
        == "card 4111 1111 1111 1111"
    )


def test_a_dictionary_of_gigabytes_is_refused(opened):
    header = b"\x5d\0\0\0\x80" + b"\xff" * 8  # 2 GiB
    assert "broken" in opened(header + lzma.compress(CARD, lzma.FORMAT_ALONE)[13:]).reasons


def test_a_text_with_the_name_of_brotli_is_still_read(opened):
    assert CARD.decode() in opened(CARD, "notes.br").text


def test_gzip_inside_itself_ends_at_the_depth(opened):
    data = CARD
    for _ in range(30):
        data = gzip.compress(data)
    assert opened(data).reasons == ["too-deep"]
