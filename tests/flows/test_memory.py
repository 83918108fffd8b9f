"""What a large upload costs the guard: a guard in a process of its own, and what Linux says of its memory."""

import asyncio
import hashlib
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playground import PASSPORT, trusting

from sakchy.wire.body import chunks, read_head
from sakchy.wire.origin import ANSWER, Origin

SIZE = 200 << 20
MOST = 20 << 20  # bytes that an upload may add
BLOCK = bytes(range(256)) * 1024
ROOT = Path(__file__).parents[2]
SITE = "shop.example"
GUARD = """
import asyncio, sys
from pathlib import Path
from sakchy.service import Service
from sakchy.settings import Settings
from sakchy.wire.master import make_master
from sakchy.wire.reroute import Reroute

async def main(home, authority, port):
    chosen = Settings(port=0, page_port=0, notify=False, language="en", extra_ca=authority)
    service = Service(Path(home), chosen)
    master = await make_master(service, Reroute({"shop.example": ("127.0.0.1", int(port))}))
    running = asyncio.ensure_future(master.run())
    await service.started.wait()
    print(service.proxy_port, flush=True)
    while not running.done():
        for question in service.desk.waiting():
            send = sys.stdin.readline() == "send\\n"
            print("asked", flush=True)
            service.desk.answer(question.id, send=send, confirmed=True)
        await asyncio.sleep(0.05)

asyncio.run(main(*sys.argv[1:]))
"""


class Hashing(Origin):
    """A site that keeps only the size and the hash of what it gets."""

    async def serve(self, reader, writer):
        fields, digest, size = await read_head(reader), hashlib.sha256(), 0
        async for data in chunks(reader, fields):
            digest.update(data)
            size += len(data)
        self.received.append((size, digest.hexdigest()))
        writer.write(ANSWER)
        await writer.drain()
        writer.close()


def peak(pid):
    """Most memory a process ever had resident, in bytes (proc(5))."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM:"))


async def body(size):
    """A form with a passport and a film."""
    part = b'--e\r\nContent-Disposition: form-data; name="%b"; filename="%b.bin"\r\n\r\n'
    yield part % (b"a", b"a") + PASSPORT.read_bytes() + b"\r\n" + part % (b"b", b"b")
    for _ in range(size // len(BLOCK)):
        yield BLOCK
    yield b"\r\n--e--\r\n"


async def measured(size):
    digest, length = hashlib.sha256(), 0
    async for block in body(size):
        digest.update(block)
        length += len(block)
    return length, digest.hexdigest()


@pytest.fixture
async def guard(tmp_path):
    """The guard's process, the site, and a function that makes clients."""
    (tmp_path / "origin").mkdir()
    origin = Hashing(tmp_path / "origin", (SITE,))
    await origin.start()
    arguments = [sys.executable, "-c", GUARD, str(tmp_path), str(origin.authority), str(origin.port)]
    with subprocess.Popen(  # noqa: ASYNC220  it lives as long as the test
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": str(ROOT / "addon"), "PATH": "/usr/bin:/bin"},
    ) as process:
        try:
            port = int(await asyncio.to_thread(process.stdout.readline))
            trust = trusting(tmp_path, origin)

            def client(http2):
                return httpx.AsyncClient(
                    proxy=f"http://127.0.0.1:{port}", verify=trust, http2=http2, timeout=120, trust_env=False
                )

            yield process, origin, client
        finally:
            process.kill()
            origin.close()


async def post(guard, size, *, http2, known, send):
    process, _, client = guard
    process.stdin.write("send\n" if send else "refuse\n")
    process.stdin.flush()
    headers = {"content-type": "multipart/form-data; boundary=e"}
    if known:
        headers["content-length"] = str((await measured(size))[0])
    async with client(http2) as browser:
        return await browser.post(
            f"https://{SITE}/up/{http2}{known}{send}", content=body(size), headers=headers
        )


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(sys.platform != "linux", reason="memory as Linux tells it")
async def test_200_mb_add_less_than_20(guard):
    process, origin, _ = guard
    for http2 in (False, True):  # everything is imported, buffers have their size
        assert (await post(guard, 2 << 20, http2=http2, known=False, send=True)).status_code == 200
    before = peak(process.pid)
    for http2, known in ((False, True), (True, False)):
        assert (await post(guard, SIZE, http2=http2, known=known, send=True)).status_code == 200
    assert (await post(guard, SIZE // 4, http2=True, known=True, send=False)).status_code == 403
    added = peak(process.pid) - before
    assert origin.received[2:] == [await measured(SIZE)] * 2
    assert added < MOST, f"{added >> 20} MB"
