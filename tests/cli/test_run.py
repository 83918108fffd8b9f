"""`sakchy run` as a person starts it: three plain lines, a private folder, a clean end on Ctrl-C."""

import os
import signal
import socket
import stat
import subprocess
import sys

import httpx
import pytest
from playground import free_port

ENVIRONMENT = {**os.environ, "LANG": "C", "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def started(tmp_path):
    """A running guard: its process, its folder and the lines it printed."""
    ports = [free_port(), free_port()]
    command = [sys.executable, "-m", "sakchy", "run", "--home", str(tmp_path / "home"), "--language", "en"]
    command += ["--port", str(ports[0]), "--page-port", str(ports[1])]
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as guard:
        lines = [guard.stdout.readline() for _ in range(3)]
        yield guard, tmp_path / "home", lines, ports
        guard.kill()


def test_it_says_where_it_is_and_stops_cleanly(started):
    guard, home, lines, (port, page_port) = started
    assert f"127.0.0.1:{port}" in lines[0]
    assert "sakchy try" in lines[1]
    link = lines[2].split()[-1]
    assert link.startswith(f"http://127.0.0.1:{page_port}/enter?token=")
    with httpx.Client(trust_env=False, follow_redirects=True) as browser:
        assert browser.get(link).status_code == 200
        assert browser.get(link).status_code != 500
    guard.send_signal(signal.SIGINT)
    out, error = guard.communicate(timeout=20)
    assert guard.returncode == 0
    assert (out, error) == ("", "")
    assert not (home / "run.json").exists()


def test_everything_in_its_folder_is_private(started):
    guard, home, _, _ = started
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "ca").stat().st_mode) == 0o700
    for name in ("ca/mitmproxy-ca.pem", "fingerprint-key", "page-key", "run.json"):
        assert stat.S_IMODE((home / name).stat().st_mode) == 0o600
    guard.terminate()
    assert guard.wait(20) == 0


def test_it_listens_on_one_loopback_address_only(started):
    for port in started[3]:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=2)


def test_a_taken_port_is_said_plainly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "sakchy", "run", "--home", str(tmp_path), "--port", str(port)]
        done = subprocess.run(
            command, capture_output=True, text=True, env=ENVIRONMENT, timeout=30, check=False
        )
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_policy_is_said_plainly(tmp_path):
    command = [
        sys.executable,
        "-m",
        "sakchy",
        "run",
        "--home",
        str(tmp_path),
        "--policy",
        "persnal",
        "--port",
        "0",
    ]
    done = subprocess.run(
        [*command, "--page-port", "0"],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        timeout=30,
        check=False,
    )
    assert done.returncode == 2
    assert "persnal" in done.stderr
    assert "Traceback" not in done.stderr
