import hashlib
import os
import shutil
import sys
from types import SimpleNamespace

import pytest

from sakchy.model import Outgoing
from sakchy.wire import spool as spool_module
from sakchy.wire.spool import BLOCK, Spool

HEAD = Outgoing("http", b"", path="/a")


async def chunks(data, size=65_536):
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def everything(spool):
    return b"".join([block async for block in spool.blocks()])


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5])
async def test_what_goes_in_comes_out(tmp_path, size):
    data = os.urandom(size)
    with Spool(tmp_path, 10 * BLOCK) as spool:
        await spool.fill(chunks(data))
        assert await everything(spool) == data
        assert await everything(spool) == data
        message = spool.message(HEAD)
        assert (message.size, spool.cut) == (size, None)
        if size < BLOCK:
            assert (message.body, message.apart) == (data, None)
        else:
            assert message.apart.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.skipif(sys.platform == "win32", reason="there the file has a name until it is closed")
async def test_the_file_has_no_name_and_nobody_else_may_read_it(tmp_path):
    with Spool(tmp_path, 10 * BLOCK) as spool:
        await spool.fill(chunks(bytes(3 * BLOCK)))
        assert list(tmp_path.iterdir()) == []
        assert os.fstat(spool.file.fileno()).st_mode & 0o077 == 0
    assert spool.file.closed


@pytest.mark.parametrize("most", [1000, 2 * BLOCK])
async def test_more_than_fits_stays_outside(tmp_path, most):
    data, source = os.urandom(5 * BLOCK), None
    with Spool(tmp_path, most) as spool:
        source = chunks(data)
        await spool.fill(source)
        assert spool.cut == "too-large"
        assert spool.size <= most
        taken = await everything(spool)
        assert taken + b"".join([chunk async for chunk in source]) == data
        message = spool.message(HEAD)
        assert message.apart.cut == "too-large"
        assert message.body == (taken if most < BLOCK else b"")


async def test_a_full_disk_is_said_and_loses_nothing(tmp_path, monkeypatch):
    data = os.urandom(5 * BLOCK)
    with Spool(tmp_path, 10 * BLOCK) as spool:
        free = iter([1 << 40, 1 << 40, 0])
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=next(free)))
        source = chunks(data)
        await spool.fill(source)
        assert (spool.cut, spool.size) == ("no-room", 2 * BLOCK)
        assert await everything(spool) + b"".join([chunk async for chunk in source]) == data


async def test_a_write_that_fails_in_the_middle_counts_as_nothing(tmp_path, monkeypatch):
    class Full:
        def __init__(self, file):
            self.file, self.left = file, BLOCK + 1000

        def write(self, data):
            if not self.left:
                raise OSError("no space left on device")
            written = self.file.write(data[: self.left])
            self.left -= written
            return written

        def __getattr__(self, name):
            return getattr(self.file, name)

    nameless = spool_module.nameless
    monkeypatch.setattr(spool_module, "nameless", lambda folder: Full(nameless(folder)))
    data = os.urandom(3 * BLOCK)
    with Spool(tmp_path, 10 * BLOCK) as spool:
        source = chunks(data)
        await spool.fill(source)
        assert (spool.cut, spool.size) == ("no-room", BLOCK)
        assert await everything(spool) + b"".join([chunk async for chunk in source]) == data
