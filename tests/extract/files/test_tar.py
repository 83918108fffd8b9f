import io
import tarfile

import pytest

from sakchy.model import Unread

CARD = b"card 4111 1111 1111 1111"


def tar(files, format_=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format_) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("format_", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_members_are_read_and_named(opened, format_):
    found = opened(tar({"../../x/a.txt": CARD, "b/" + "long" * 20 + ".txt": b"other"}, format_))
    assert found.places()[0] == "file:a.txt"
    assert CARD.decode() in found.text


def test_a_lying_size_is_cut(opened):
    data = bytearray(tar({"a.txt": CARD}))
    info = tarfile.TarInfo("a.txt")
    info.size = 1 << 33
    data[:512] = info.tobuf(tarfile.GNU_FORMAT)
    found = opened(bytes(data))
    assert CARD.decode() in found.text
    assert "broken" in found.reasons


def test_too_many_members_are_said(opened):
    found = opened(tar({f"{k}": b"word" for k in range(20)}), members=5)
    assert (len(found.places()), found.reasons) == (6, ["too-many"])


def test_links_and_devices_are_no_files(opened):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo("x")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert opened(out.getvalue()).parts == ()


def test_a_cut_archive_is_said(opened):
    found = opened(tar({"a.txt": CARD, "b.txt": b"x" * 5000})[:2000])
    assert CARD.decode() in found.text
    assert found.places(Unread) != []
