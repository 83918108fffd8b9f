import io
import struct
import zipfile
import zlib

import pytest

from sakchy.extract.files import zipped
from sakchy.model import Unread

CARD = b"card 4111 1111 1111 1111"
ALL_METHODS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def archive(files, method=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
        made.comment = comment
    return out.getvalue()


def local(name, packed, method=8, flags=0, size=None):
    size = len(packed) if size is None else size
    return (
        struct.pack("<4sHHHIIIIHH", b"PK\3\4", 20, flags, method, 0, 0, size, 9, len(name), 0) + name + packed
    )


def central(name, packed, offset, method=8, flags=0):
    return (
        struct.pack(
            "<4sHHHHIIIIHHHHHII",
            b"PK\1\2",
            20,
            20,
            flags,
            method,
            0,
            0,
            packed,
            9,
            len(name),
            0,
            0,
            0,
            0,
            0,
            offset,
        )
        + name
    )


def end(count, size, offset):
    return struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, size, offset, 0)


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("method", ALL_METHODS)
def test_every_method_is_unpacked_and_members_are_named(opened, method):
    found = opened(archive({"a/b.txt": CARD, "empty": b""}, method), "anketa.zip")
    assert found.text == CARD.decode()
    assert found.places() == ["file:b.txt"]
    assert found.reasons == []


def test_archives_in_archives_are_opened_to_the_limit(opened):
    data = CARD
    for _ in range(4):
        data = archive({"inner.zip": data})
    assert CARD.decode() in opened(data).text
    assert opened(data, depth=3).reasons == ["too-deep"]


def test_names_are_shown_never_used_and_themselves_looked_at(opened):
    names = [
        "../../../etc/card.txt",
        "C:\\x\\y.txt",
        "/root.txt",
        "a\0b.txt",
        "passport 4111111111111111.txt",
    ]
    members = b"".join(local(name.encode(), CARD, 0) for name in names)
    found = opened(members + end(0, 0, 0))
    assert found.places()[:4] == ["file:card.txt", "file:y.txt", "file:root.txt", "file:a b.txt"]
    assert "passport 4111111111111111.txt" in found.text
    assert "4111111111111111" not in "".join(found.places())


def test_a_name_of_megabytes_is_cut(opened):
    found = opened(local(b"n" * 65535, CARD, 0) + end(0, 0, 0))
    assert CARD.decode() in found.text
    assert max(map(len, found.places())) < 60


def test_old_names_are_read_as_cyrillic(opened):
    data = local("паспорт.txt".encode("cp866"), CARD, 0) + end(0, 0, 0)
    assert opened(data).places() == ["file:паспорт.txt"]


def test_a_locked_member_is_said_at_its_place_and_the_others_are_read(opened):
    data = local(b"open.txt", CARD, 0) + local(b"a.txt", b"\1" * 40, 0, 1) + local(b"b.txt", b"\2" * 40, 0, 9)
    found = opened(data + end(0, 0, 0), "x.zip")
    assert CARD.decode() in found.text
    assert (found.places(Unread), found.reasons) == (["file:a.txt"], ["encrypted"])


def test_methods_nobody_knows_are_said(opened):
    assert opened(local(b"a", CARD, 97) + end(0, 0, 0)).reasons == ["unknown-format"]


def test_a_bomb_ends_at_its_ratio_and_at_the_limit(opened):
    bomb = archive({"zeros": bytes(40 << 20)})
    assert opened(bomb).reasons == ["too-dense"]
    assert opened(archive({"zeros": bytes(3 << 20)}), decoded=1 << 20, ratio=10_000).reasons == ["too-large"]


def test_overlapping_members_are_read_once_and_said(opened):
    kernel = local(b"k", deflated(bytes(1 << 20)))
    listed = b"".join(central(b"%d" % k, len(kernel) - 31, 0) for k in range(500))
    found = opened(kernel + listed + end(500, len(listed), len(kernel)))
    assert found.reasons == ["too-dense"]


def test_members_that_no_directory_names_are_found(opened):
    hidden, shown = local(b"hidden.txt", CARD, 0), local(b"shown.txt", b"hello", 0)
    listed = central(b"shown.txt", 5, len(hidden), 0)
    found = opened(hidden + shown + listed + end(1, len(listed), len(hidden) + len(shown)))
    assert found.places() == ["file:hidden.txt", "file:shown.txt"]


def test_a_directory_that_disagrees_hides_nothing(opened):
    member = local(b"real.txt", CARD, 0)
    listed = central(b"other.txt", 4, 0, 0)  # says four bytes
    found = opened(member + listed + end(1, len(listed), len(member)))
    assert "file:real.txt" in found.places()
    assert "card" in found.text


@pytest.mark.parametrize("method", [0, 8])
def test_members_of_unknown_length_are_read(opened, method):
    packed = CARD if method == 0 else deflated(CARD)
    member = local(b"a.txt", packed, method, 8, 0) + b"PK\7\x08" + bytes(12)
    assert opened(member + end(0, 0, 0)).text == CARD.decode()


def test_zip64_sizes_are_read():
    extra = struct.pack("<HHQQQ", 1, 24, 9, len(CARD), 0)
    header = struct.pack(
        "<4sHHHHIIIIHHHHHII",
        b"PK\1\2",
        45,
        45,
        0,
        0,
        0,
        0,
        zipped.FULL,
        zipped.FULL,
        1,
        28,
        0,
        0,
        0,
        0,
        zipped.FULL,
    )
    data = local(b"a", CARD, 0, 0, zipped.FULL)
    listed = header + b"a" + extra
    big = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(listed), len(data))
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(data) + len(listed), 1)
    whole = data + listed + big + locator + end(0xFFFF, zipped.FULL, zipped.FULL)
    ((entry,), overlap, more) = zipped.entries(whole, 10)
    assert (entry.start, entry.packed, overlap, more) == (31, len(CARD), False, False)
    assert b"".join(zipped.blocks(whole, entry)) == CARD


def test_what_stands_before_and_after_an_archive_is_read(opened, drawn):
    picture = drawn()
    found = opened(b"\1\2\3junk" + picture + archive({"a.txt": b"hello"}, comment=CARD))
    assert found.pictures == [picture]
    assert CARD.decode() in found.text


def test_too_many_members_are_said(opened):
    found = opened(archive({f"{k}.txt": b"word" for k in range(30)}), members=10)
    assert found.reasons == ["too-many"]
    assert len(found.places()) == 11


def test_a_droste_archive_ends(opened):
    data = archive({"r/r.zip": b"x" * 5000}, zipfile.ZIP_STORED)
    at = data.index(b"x" * 5000)
    nested = data[:at] + (data * 40)[:5000] + data[at + 5000 :]
    assert set(opened(nested).reasons) <= {"too-deep", "broken", "too-dense"}


def test_a_cut_archive_gives_what_is_there(opened):
    whole = archive({"a.txt": CARD, "b.txt": bytes(range(256)) * 40})
    found = opened(whole[: len(whole) // 2])
    assert CARD.decode() in found.text
    assert "broken" in found.reasons
