"""Start the two proxies and the origin as a person would, and take them down with everything they started."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from benches.rig import cpu, origin

SCRIPTS = Path(__file__).resolve().parents[2]
START_SECONDS = 60  # a cold start reads rules and starts worker processes
STOP_SECONDS = 10


class Proxy(NamedTuple):
    """A running proxy."""

    pid: int
    port: int
    authority: Path
    """Certificate of the authority it signs with."""
    home: Path
    """Its folder."""


@contextmanager
def running_origin(folder: Path) -> Iterator[int]:
    """The origin in a process of its own; gives its port."""
    command = [sys.executable, "-m", "benches.rig.origin", str(folder)]
    with subprocess.Popen(
        command, cwd=SCRIPTS, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


@contextmanager
def bare(folder: Path) -> Iterator[Proxy]:
    """`mitmdump -q` of this environment, which trusts the origin in `folder`."""
    program = shutil.which("mitmdump", path=str(Path(sys.executable).parent))
    assert program, "mitmdump is part of this environment"
    port, home = free_port(), folder / "bare"
    command = [program, "-q", "--listen-host", "127.0.0.1", "-p", str(port), "--set", f"confdir={home}",
               "--set", f"ssl_verify_upstream_trusted_ca={folder / origin.AUTHORITY}"]  # fmt: skip
    with running(command, port, folder / "bare.log") as pid:
        yield Proxy(pid, port, home / "mitmproxy-ca-cert.pem", home)


@contextmanager
def sakchy(folder: Path) -> Iterator[Proxy]:
    """`sakchy run` with a folder of its own, which trusts the origin in `folder`."""
    port, home = free_port(), folder / "sakchy"
    home.mkdir(mode=0o700)
    (home / "settings.yaml").write_text(f"extra_ca: '{folder / origin.AUTHORITY}'\nnotify: false\n", "utf-8")
    command = [sys.executable, "-m", "sakchy", "run", "--home", str(home), "--port", str(port),
               "--page-port", str(free_port())]  # fmt: skip
    with running(command, port, folder / "sakchy.log") as pid:
        yield Proxy(pid, port, home / "ca" / "mitmproxy-ca-cert.pem", home)


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[int]:
    """A program that listens on `port`; gives its pid. Its output goes to `log`, shown when something fails.

    It gets a session of its own, so that Ctrl-C reaches the bench alone, which then ends it in order.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        if not listens(process, port):
            sys.exit(account(process, log))
        yield process.pid
    except Exception as error:
        error.add_note(account(process, log))
        raise
    finally:
        stop(process)


def account(process: subprocess.Popen[bytes], log: Path) -> str:
    """How a program is and what it said last, for the one who looks for what went wrong."""
    code = process.poll()
    state = "still runs" if code is None else f"ended with code {code}"
    return f"{log.stem} {state}. It said:\n{log.read_text('utf-8', 'replace')[-2000:]}"


def listens(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until something accepts connections on `port`; False if the program ended or takes too long."""
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        time.sleep(0.1)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a program politely, then whatever is left of it and of what it started."""
    family = cpu.tree(process.pid)
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    for pid in set(family) & set(cpu.usages()):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
