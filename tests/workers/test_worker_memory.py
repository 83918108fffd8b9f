"""What a worker holds: networks once it is idle, a photograph in its pipe, and no more than it needs."""

import sys
import time
from pathlib import Path

import pytest

from sakchy.model import Outgoing
from sakchy.workers import Workers, hand

CARD = Outgoing("http", b'{"card":"4111 1111 1111 1111"}')


@pytest.fixture
def workers():
    """One worker, started with the first message."""
    workers = Workers(1, None, b"k" * 32)
    yield workers
    workers.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows what a process has loaded")
def test_an_idle_worker_loads_what_recognises_pictures(workers, monkeypatch, tmp_path):
    (tmp_path / "hasty.py").write_text("from sakchy.workers import worker\nworker.WARM = 0\nworker.main()\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(hand, "PROGRAM", "hasty")
    workers.submit(CARD).result(60)
    loaded = Path(f"/proc/{workers.hands[0].process.pid}/maps")
    assert any(time.sleep(0.05) or "/cv2/" in loaded.read_text() for _ in range(600))
    assert workers.submit(CARD).result(60)[0].kind == "bank-card"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a program choose")
def test_a_photograph_fits_into_the_pipe(workers):
    import fcntl  # noqa: PLC0415  POSIX only

    workers.submit(CARD).result(60)
    assert fcntl.fcntl(workers.hands[0].process.stdin, fcntl.F_GETPIPE_SZ) == hand.PIPE


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the memory of a process")
def test_large_messages_leave_no_memory_behind(workers):
    def held():
        text = Path(f"/proc/{workers.hands[0].process.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0]) << 10

    workers.submit(CARD).result(60)
    before = held()
    pieces = b"".join(b"--e\r\n\r\n%d" % number + b"\1" * (1 << 20) + b"\r\n" for number in range(24))
    for _ in range(2):
        workers.submit(Outgoing("http", pieces + b"--e--\r\n")).result(60)
    assert held() - before < 40 << 20  # without it 52


def test_a_pipe_that_cannot_be_widened_stays_as_it_is(tmp_path):
    with (tmp_path / "no pipe").open("wb") as file:
        hand.widen(file)
        assert file.write(b"works") == 5
