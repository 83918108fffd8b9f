"""`sakchy run` as a person starts it: three plain lines, a private folder, a clean end on Ctrl-C."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys

import click
import httpx
import pytest
from loopback import Loopback
from playground import free_port

from sakchy.cli.run import is_private, lives, ready, run, running
from sakchy.cli.shared import Install
from sakchy.locale import catalogue
from sakchy.settings import Settings, home_folder
from sakchy.web.session import write_run_file

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
    assert str(home / "ca" / "mitmproxy-ca-cert.pem") in lines[0]
    assert (home / "ca" / "mitmproxy-ca-cert.pem").exists()
    assert "`personal`" in lines[0]
    assert "sakchy try" in lines[1]
    link = lines[2].split()[-1]
    assert re.match(rf"http://s[0-9a-f]{{12}}\.localhost:{page_port}/enter\?token=", link)
    with httpx.Client(transport=Loopback(), follow_redirects=True) as browser:
        assert browser.get(link).status_code == 200
        assert browser.get(link).status_code != 500
    guard.send_signal(signal.SIGINT)
    out, error = guard.communicate(timeout=20)
    assert guard.returncode == 0
    assert (out, error) == ("Stopped.\n", "")
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


def refused(home, *words):
    """What `sakchy run` says on stderr when it does not start."""
    command = [sys.executable, "-m", "sakchy", "run", "--home", str(home), "--language", "en", *words]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_second_guard_of_the_same_folder_does_not_start(started):
    guard, home, _, (_, page_port) = started
    before = (home / "run.json").read_bytes()
    said = refused(home, "--port", "0", "--page-port", "0")
    assert "already running for this folder" in said
    assert f"http://127.0.0.1:{page_port}/" in said
    assert (home / "run.json").read_bytes() == before
    assert guard.poll() is None


def test_what_a_crash_left_behind_is_ignored(tmp_path):
    here = Install(home_folder(tmp_path / "home"), Settings(), catalogue("en"))
    assert running(here) is None
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    write_run_file(here.home, "127.0.0.1:8080", port)  # of a process that lives, with no page there
    assert running(here) is None
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    assert not lives(gone.pid)
    assert lives(os.getpid())


def test_a_taken_port_is_said_plainly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"{port} is used by another program" in refused(tmp_path, "--port", port)
        assert f"{port} is used by another program" in refused(tmp_path, "--port", "0", "--page-port", port)


def test_ports_that_cannot_be_are_said_plainly(tmp_path):
    assert "from 0 to 65535" in refused(tmp_path, "--port", "70000")
    assert "from 0 to 65535" in refused(tmp_path, "--page-port", "-1")
    assert "cannot both use port 8123" in refused(tmp_path, "--port", "8123", "--page-port", "8123")


def test_a_wrong_option_is_named(tmp_path):
    assert refused(tmp_path, "--wait", "1").strip() == "--wait: expected a whole number >= 5"


@pytest.mark.parametrize("host", ["192.0.2.7", "no such host", "a..b"])
def test_a_host_that_is_not_here_is_said_plainly(tmp_path, host):
    (tmp_path / "settings.yaml").write_text(f"host: {host}\n", "utf-8")
    said = refused(tmp_path, "--port", "0", "--page-port", "0")
    assert f"cannot listen on {host}" in said
    assert "another program" not in said


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("", False),
        ("192.168.1.5", False),
        ("pc.local", False),
    ],
)
def test_only_loopback_is_private(host, private):
    assert is_private(host) == private


def test_an_open_proxy_is_warned_of(tmp_path, capsys):
    (tmp_path / "settings.yaml").write_text("host: 0.0.0.0\nport: 0\npage_port: 0\n", "utf-8")
    given = {"policy": None, "port": None, "page_port": None, "language": "en"}
    with click.Context(run, obj=None) as context:
        context.meta["sakchy.home"] = str(tmp_path)
        ready(given)
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "everybody on the network" in said.err


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
