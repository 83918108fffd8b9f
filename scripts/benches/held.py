"""Held requests: what 300 of them, waiting for an answer at once, cost others and cost in memory.

One guard in a process of its own, real TLS on both sides. Each held request has a connection of its own and
a form with a card number and a film of two megabytes, as large as a photograph; ten different questions
stand behind them. Beside them small requests go to another site at a steady rate, in windows with nothing
held, with all held, and with nothing held again.

- `ratio_p50`: median time of the small requests while all are held, by the median of the windows round it.
- `ratio_memory`: how much more memory the guard's process has resident while all are held, by the bytes of
  their bodies. A first batch has been held and let go before, so that buffers have their size.
- `kb_each`: what of that is no body, for each held request: mostly the two TLS connections it stands on.
"""

import asyncio
import os
import ssl
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from sakchy.wire.origin import Origin, header

SCRIPTS = Path(__file__).resolve().parents[1]
SITE, OTHER = "upload.example", "shop.example"
FILM = 2 << 20  # bytes
KINDS = 10  # different questions
LINES, RATE = 8, 40  # connections and requests a second of the others
WARM = 20  # requests that are held before anything is measured
PATIENCE = 240  # seconds until all are held: workers look at each film


class Answering(Origin):
    """Answers with the length of the body, and keeps nothing."""

    def answer(self, head: bytes) -> bytes:
        """The whole response."""
        self.received.clear()
        told = header(head, b"content-length") or b"0"
        return b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(told), told)


class Guard:
    """The guard's process and what it is told."""

    def __init__(self, process: subprocess.Popen[str], home: Path, port: int) -> None:
        """Use `guarding`."""
        self.process, self.port = process, port
        self.trust = ssl.create_default_context(cafile=str(home / "ca" / "mitmproxy-ca-cert.pem"))

    async def order(self, word: str) -> int:
        """`held`, or `free` first: how many messages are under way."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return int(await asyncio.to_thread(self.process.stdout.readline))

    def resident(self) -> int:
        """Bytes of memory of the process (proc(5))."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text("utf-8").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    async def connect(self, host: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to a site through the guard, decrypted by it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(f"CONNECT {host}:443 HTTP/1.1\r\n\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        await writer.start_tls(self.trust, server_hostname=host)
        return reader, writer


@asynccontextmanager
async def guarding() -> AsyncIterator[Guard]:
    """A guard whose sites are played here."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "origin").mkdir()
        origin = Answering(home / "origin", (SITE, OTHER))
        await origin.start()
        command = [sys.executable, "-m", "benches.rig.guard", folder, str(origin.authority), str(origin.port)]
        paths = os.pathsep.join([str(SCRIPTS), str(SCRIPTS.parent / "addon")])
        with subprocess.Popen(  # noqa: ASYNC220  it lives as long as the bench
            [*command, SITE, OTHER],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths},
        ) as process:  # fmt: skip
            try:
                assert process.stdout
                yield Guard(process, home, int(await asyncio.to_thread(process.stdout.readline)))
            finally:
                process.kill()
                origin.close()


def card(number: int) -> bytes:
    """A card number that nobody has; the last digit is the check (ISO/IEC 7812-1, annex B)."""
    digits = f"41111111{number:07}"
    doubled = (sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(digits))
    return f"{digits}{-sum(doubled) % 10}".encode()


def upload(number: int, batch: int = 0) -> bytes:
    """A request with a card number and a film; what was refused in another batch is not asked about again."""
    part = b'--e\r\ncontent-disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
    film = b"\0\0\0\x18ftypmp42" + os.urandom(FILM)
    body = part % (b"note", b"", b"my card is %b, code 123" % card(batch * KINDS + number % KINDS))
    body += part % (b"film", b'; filename="a.mp4"\r\ncontent-type: video/mp4', film) + b"--e--\r\n"
    head = b"POST /up HTTP/1.1\r\nhost: %b\r\ncontent-type: multipart/form-data; boundary=e\r\n"
    return head % SITE.encode() + b"content-length: %d\r\n\r\n" % len(body) + body


async def hold(
    guard: Guard, count: int, batch: int
) -> list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Send that many uploads; return when all of them are held."""
    connections = []
    for number in range(count):
        reader, writer = await guard.connect(SITE)
        writer.write(upload(number, batch))
        await writer.drain()
        connections.append((reader, writer))
    async with asyncio.timeout(PATIENCE):
        while await guard.order("held") < count:  # noqa: ASYNC110  another process has no event
            await asyncio.sleep(0.5)
    await asyncio.sleep(1)  # until the workers have let go of the last one
    return connections


async def let_go(
    guard: Guard, connections: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
) -> list[int]:
    """Answer all questions; the status that each request got."""
    await guard.order("free")
    statuses = []
    for reader, writer in connections:
        statuses.append(int((await reader.readuntil(b"\r\n")).split()[1]))
        writer.close()
    return statuses


async def others(guard: Guard, seconds: float) -> float:
    """Median of what small requests at a steady rate take, counted from when each was due."""
    took: list[float] = []
    lines = [await guard.connect(OTHER) for _ in range(LINES)]
    request = f"GET /page HTTP/1.1\r\nhost: {OTHER}\r\naccept: text/html\r\n\r\n".encode()
    start, count = perf_counter(), int(seconds * RATE)

    async def work(turn: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for index in range(turn, count, LINES):
            due = start + index / RATE
            await asyncio.sleep(max(due - perf_counter(), 0))
            writer.write(request)
            await reader.readuntil(b"\r\n\r\n0")
            took.append(perf_counter() - due)
        writer.close()

    await asyncio.gather(*(work(turn, *line) for turn, line in enumerate(lines)))
    return median(took[LINES:])


async def measure(count: int, seconds: float, rounds: int) -> dict[str, object]:
    """Hold, look, let go, a few times."""
    slower, larger, statuses = [], [], []
    async with guarding() as guard:
        statuses += await let_go(guard, await hold(guard, min(WARM, count), 0))
        for batch in range(1, rounds + 1):
            before, resident = await others(guard, seconds), guard.resident()
            held = await hold(guard, count, batch)
            grown = guard.resident() - resident
            during = await others(guard, seconds)
            statuses += await let_go(guard, held)
            after = await others(guard, seconds)
            slower.append(during / ((before + after) / 2))
            larger.append(grown / (count * len(upload(0))))
    return {
        "held": count,
        "refused": sum(status == 403 for status in statuses),
        "held_mb": round(count * len(upload(0)) / (1 << 20)),
        "ratio_p50": median(slower),
        "ratio_memory": larger[0],
        "kb_each": round((larger[0] - 1) * len(upload(0)) / 1024),
        "goal": 1.2,
    }


def run(quick: bool = False) -> dict[str, object]:
    """300 held, `quick` 60; about three minutes, `quick` one."""
    count, seconds, rounds = (60, 3.0, 1) if quick else (300, 6.0, 3)
    return asyncio.run(measure(count, seconds, rounds))
