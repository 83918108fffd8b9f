"""Where the guard's own page stands. It has two addresses, and each keeps its cookies to itself.

`https://sakchy.internal/` is the safe one, for every browser that uses the proxy: the proxy answers for that
name itself, over TLS with this install's certificate, so no other program can stand there and the cookie
goes nowhere else. `http://s….localhost:8079/` is loopback, for a browser that is not set up yet. Cookies do
not tell ports apart (RFC 6265, 8.5), so the page shares no name with other servers of this computer.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any

from sakchy.account import account_of
from sakchy.model import Value

OWN_HOST = "sakchy.internal"  # a name under .internal is never in the public DNS (ICANN, 29 July 2024)
OWN_ORIGIN = f"https://{OWN_HOST}"
LOOPBACK = "127.0.0.1"
THROUGH = "sakchy-through"  # header by which the proxy proves to the page that it forwards
API = "/api/"


class Came(Value, frozen=True):
    """Which way a request came to the page."""

    own: bool
    """Through the proxy, over TLS with the guard's certificate, to the safe address."""
    origin: str
    """Scheme, name and port of the page for whoever asks."""
    account: int | None
    """User id of whoever asks, where the system tells."""


def loopback_name(key: bytes) -> str:
    """A name for loopback that no other install has (RFC 6761, 6.3); browsers resolve it without asking."""
    return f"s{hmac.new(key, b'page-name', hashlib.sha256).hexdigest()[:12]}.localhost"


@dataclass(frozen=True)
class Address:
    """The names that the page answers to."""

    name: str
    """On loopback."""
    secret: str = field(default_factory=secrets.token_hex, repr=False)
    """Known to the proxy and the page of this run."""

    def origin(self, port: int) -> str:
        """The page on loopback."""
        return f"http://{self.name}:{port}"

    def through(self, account: int | None) -> str:
        """What the proxy says of a request that it forwards to the page."""
        return self.secret if account is None else f"{self.secret} {account}"

    def came(self, scope: Any) -> Came | None:
        """By which of its names a request (an ASGI scope) asks for the page; None if by no name of ours."""
        hosts, forwarded = (values(scope, name) for name in (b"host", THROUGH.encode()))
        server = tuple(scope.get("server") or ("", 0))
        if forwarded:
            secret, _, account = forwarded[0].partition(" ")
            true = hmac.compare_digest(secret.encode(), self.secret.encode())
            if len(forwarded) > 1 or not true or hosts != [OWN_HOST]:
                return None
            return Came(True, OWN_ORIGIN, int(account) if account.isdecimal() else None)
        origin = self.origin(server[1])
        plain = scope["path"].startswith(API) and hosts == [f"{LOOPBACK}:{server[1]}"]
        if not plain and hosts != [origin.removeprefix("http://")]:
            return None
        return Came(False, origin, account_of(tuple(scope.get("client") or ("", 0)), server))


def values(scope: Any, wanted: bytes) -> list[str]:
    """All values of a header field."""
    return [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == wanted]
