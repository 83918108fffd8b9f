import struct

import pytest

RAR5, RAR4 = b"Rar!\x1a\x07\x01\x00", b"Rar!\x1a\x07\x00"


def main4(flags):
    return RAR4 + struct.pack("<HBHH", 0, 0x73, flags, 13) + bytes(6)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (RAR5 + bytes(4) + b"\x21\x04" + bytes(30), "encrypted"),
        (RAR5 + bytes(4) + b"\x0b\x01" + bytes(30), "unknown-format"),
        (main4(0x80) + bytes(9), "encrypted"),
        (main4(0) + struct.pack("<HBHH", 0, 0x74, 0x8004, 32), "encrypted"),
        (main4(0) + struct.pack("<HBHH", 0, 0x74, 0x8000, 32), "unknown-format"),
        (RAR5, "unknown-format"),
        (RAR4 + b"\xff" * 3, "unknown-format"),
        (b"xar!" + bytes(30), "unknown-format"),
    ],
)
def test_a_locked_archive_is_told_from_another(opened, data, reason):
    assert opened(data).reasons == [reason]


def test_stored_pictures_are_seen_all_the_same(opened, drawn):
    picture = drawn()
    found = opened(main4(0) + bytes(40) + picture)
    assert (found.pictures, found.reasons) == ([picture], ["unknown-format"])
