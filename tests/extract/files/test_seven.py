import io

import py7zr
import pytest

from sakchy.extract.files import seven
from sakchy.extract.files.seven import memory

CARD = b"card 4111 1111 1111 1111"


def packed(files, **options):
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


@pytest.mark.parametrize(
    "method", [py7zr.FILTER_LZMA2, py7zr.FILTER_PPMD, py7zr.FILTER_BZIP2, py7zr.FILTER_ZSTD]
)
def test_members_are_read_and_named(opened, method):
    options = {py7zr.FILTER_PPMD: {"order": 6, "mem": 24}, py7zr.FILTER_LZMA2: {"preset": 3}}.get(method, {})
    found = opened(packed({"папка/a.txt": CARD, "b.txt": b"other"}, filters=[{"id": method, **options}]))
    assert found.places() == ["file:a.txt", "file:b.txt"]
    assert CARD.decode() in found.text


@pytest.mark.parametrize("hidden", [False, True])
def test_a_locked_archive_is_said(opened, hidden):
    assert opened(packed({"a.txt": CARD}, password="x", header_encryption=hidden)).reasons == ["encrypted"]


def test_a_bomb_ends_at_its_ratio(opened):
    found = opened(packed({"first.txt": CARD, "zeros": bytes(64 << 20)}))
    assert found.reasons == ["too-dense"]
    assert CARD.decode() in found.text


def test_too_many_members_are_said(opened):
    assert opened(packed({f"{k}": b"word" for k in range(12)}), members=10).reasons == ["too-many"]


def test_what_a_decoder_would_take_is_known_beforehand(opened, monkeypatch):
    assert memory(b"\x21", bytes([40])) > 1 << 31
    assert memory(b"\x21", bytes([24])) == 16 << 20
    assert memory(b"\x03\x01\x01", b"\x5d" + (1 << 30).to_bytes(4, "little")) == 1 << 30
    assert memory(b"\x03\x04\x01", b"\x06" + (1 << 28).to_bytes(4, "little")) == 1 << 28
    monkeypatch.setattr(seven, "DICTIONARY", 1 << 16)
    assert opened(packed({"a": CARD})).reasons == ["too-large"]


@pytest.mark.parametrize("cut", [40, 80, 120])
def test_a_cut_archive_is_broken(opened, cut):
    assert opened(packed({"a": CARD * 20})[:cut]).reasons == ["broken"]
