"""Which account of this computer a connection comes from: the kernel knows, and cannot be lied to.

Loopback is open to every account. Linux tells the owner of a socket (sock_diag(7)); elsewhere nobody does
without an administrator's rights, and the answer is None.
"""

import socket
import struct
import sys

Address = tuple[str, int]

SOCK_DIAG = 4  # NETLINK_SOCK_DIAG
BY_FAMILY = 20  # SOCK_DIAG_BY_FAMILY, and the type of its answer
REQUEST = 1  # NLM_F_REQUEST
ANY = 0xFFFFFFFF  # every state of a connection; no cookie
HEADER = struct.Struct("=IHHII")  # struct nlmsghdr
QUERY = struct.Struct("=BBBBI")  # struct inet_diag_req_v2 before its id
ID = struct.Struct("!HH16s16sIII")  # struct inet_diag_sockid
OWNER = 80  # offset of `idiag_uid` in the answer
PATIENCE = 0.5  # seconds: the kernel answers at once


def account_of(client: Address, server: Address) -> int | None:
    """User id behind an open connection from `client` to `server`, both on this computer.

    None if it comes from another computer, is over, or the system does not tell.
    """
    try:
        family = socket.AF_INET6 if ":" in client[0] else socket.AF_INET
        ends = [socket.inet_pton(family, host).ljust(16, b"\0") for host, _ in (client, server)]
        with socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, SOCK_DIAG) as kernel:
            kernel.settimeout(PATIENCE)
            kernel.send(question(family, client[1], server[1], *ends))
            answer = kernel.recv(4096)
    except (AttributeError, OSError):  # no Linux, a sandbox, or no address of ours
        return None
    told = len(answer) >= OWNER + 4 and HEADER.unpack_from(answer)[1] == BY_FAMILY
    return int.from_bytes(answer[OWNER : OWNER + 4], sys.byteorder) if told else None


def question(family: int, client_port: int, server_port: int, client: bytes, server: bytes) -> bytes:
    """The kernel is asked for the one socket whose own end is the client's."""
    body = QUERY.pack(family, socket.IPPROTO_TCP, 0, 0, ANY) + ID.pack(
        client_port, server_port, client, server, 0, ANY, ANY
    )
    return HEADER.pack(HEADER.size + len(body), BY_FAMILY, REQUEST, 1, 0) + body
