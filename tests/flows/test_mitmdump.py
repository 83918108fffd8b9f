"""`mitmdump -s addon/guard.py`: the same guard inside somebody's own mitmproxy, without installing."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec
from playground import free_port

GUARD = Path(__file__).parents[2] / "addon" / "guard.py"
START = "import sys; from mitmproxy.tools.main import mitmdump; sys.exit(mitmdump())"


@contextmanager
def mitmdump(home, *options: str):
    """A running mitmdump with the guard in it: the process and the proxy's address."""
    port = free_port()
    home.mkdir(exist_ok=True)
    (home / "settings.yaml").write_bytes(msgspec.json.encode({"page_port": free_port(), "notify": False}))
    command = [sys.executable, "-c", START, "-s", str(GUARD), "--listen-host", "127.0.0.1", "-p", str(port)]
    command += ["--set", f"confdir={home / 'mitmproxy'}", *options]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment["SAKCHY_HOME"] = str(home)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        yield process, f"http://127.0.0.1:{port}"
        process.terminate()
        process.communicate(timeout=30)


def wait_for(path: Path) -> None:
    """The guard says in this file that everything listens."""
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    raise AssertionError(f"{path.name} never came")


def test_it_guards(tmp_path):
    with mitmdump(tmp_path / "home") as (_, proxy):
        wait_for(tmp_path / "home" / "run.json")
        with httpx.Client(proxy=proxy, trust_env=False, timeout=30) as client:
            answer = client.post("http://pastebin.com/new", json={"text": "card 4111 1111 1111 1111"})
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:sakchy:not-sent"


def test_it_refuses_to_start_when_mitmproxy_would_let_bodies_past(tmp_path):
    with mitmdump(tmp_path / "home", "--set", "stream_large_bodies=1m") as (process, _):
        said, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "stream_large_bodies" in said
