import os
import pwd
import socket
import sys
from contextlib import contextmanager

import pytest

from sakchy.account import account_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose a socket is")


def listener(host):
    try:
        return socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError:
        pytest.skip(f"no {host} here")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_connection_from_here_is_ours(host):
    with listener(host) as server, socket.create_connection(server.getsockname()[:2]):
        ours, client = server.accept()
        with ours:
            assert account_of(client[:2], ours.getsockname()[:2]) == os.getuid()


@contextmanager
def somebody_else():
    """Sockets made in here belong to another account."""
    nobody = pwd.getpwnam("nobody").pw_uid
    os.seteuid(nobody)
    try:
        yield nobody
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_a_connection_of_another_account_is_theirs():
    with listener("127.0.0.1") as server:
        with somebody_else() as nobody:
            client = socket.create_connection(server.getsockname())
        ours, address = server.accept()
        with client, ours:
            assert account_of(address, ours.getsockname()) == nobody


@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("192.0.2.7", 4000), ("nonsense", 1), ("", 0)])
def test_what_is_no_connection_of_this_computer_is_nobodys(client):
    assert account_of(client, ("127.0.0.1", 2)) is None
