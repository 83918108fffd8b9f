"""Whose a connection is, and log-ins of the proxy (RFC 9110, 11.7) for those whom nothing else tells apart.

Stands before everything else: who has to log in and has not, is heard of by nobody behind.
"""

import asyncio
import base64
import binascii
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Awaitable

from mitmproxy import connection, http
from mitmproxy.exceptions import AddonHalt

from sakchy.account import account_of
from sakchy.act.replies import log_in
from sakchy.people import NOBODY, Crowd
from sakchy.wire.guard import Guard, plain_refusal, response
from sakchy.wire.sink import HEADER

GIVEN = "proxy-authorization"
MOST_KNOWN = 200  # log-ins whose password was checked, right or wrong: checking takes a tenth of a second


class Who:
    """Hooks that tell the guard who it is."""

    def __init__(self, guard: Guard) -> None:
        """`guard` has the services, and is told."""
        self.guard = guard
        self.key = secrets.token_bytes(32)
        self.of = Crowd()
        self.checked: OrderedDict[bytes, str] = OrderedDict()
        """Keyed hash of a log-in -> who that is among the people `of` whom it was checked."""
        self.checking = asyncio.Lock()

    @property
    def crowd(self) -> Crowd:
        """The people, as their file says now."""
        return self.guard.service.crowd

    def client_connected(self, client: connection.Client) -> None:
        """By the port that was connected to, and by the account behind a connection of this computer."""
        if not self.crowd.known:
            return
        ends = client.peername[:2], client.sockname[:2]
        account = account_of(*ends) if self.crowd.accounts else None
        if who := self.crowd.tell(ends[1][1], account):
            self.guard.known[client.id] = who

    def client_disconnected(self, client: connection.Client) -> None:
        """Nobody any more."""
        self.guard.known.pop(client.id, None)

    def http_connect(self, flow: http.HTTPFlow) -> Awaitable[None] | None:
        """A tunnel belongs to whoever asked for it."""
        return self.let_in(flow) if self.crowd.logins else None

    def requestheaders(self, flow: http.HTTPFlow) -> Awaitable[None] | None:
        """A plain request, or one in a tunnel that somebody has opened already."""
        return self.let_in(flow) if self.crowd.logins else None

    async def let_in(self, flow: http.HTTPFlow) -> None:
        """Go on for who is known; ask everybody else to log in."""
        try:
            client, ticket = flow.client_conn, flow.request.headers.get(HEADER, "")
            if client.id in self.guard.known or self.guard.service.sink.awaits(ticket, client.peername[1]):
                flow.request.headers.pop(GIVEN, None)  # for us, never for the site (RFC 9110, 11.7.2)
                return
            who = await self.logged_in(flow.request.headers.pop(GIVEN, ""))
            if who:
                self.guard.known[client.id] = who
                return
            flow.response = response(log_in(self.guard.language(flow)))
        except BaseException:
            flow.response = plain_refusal()
            raise
        raise AddonHalt

    async def logged_in(self, header: str) -> str:
        """Who a log-in is, or nobody. A password is checked once, in a thread, one at a time."""
        if not header:
            return NOBODY
        mark = hmac.digest(self.key, header.encode("utf-8", "replace"), "sha256")
        async with self.checking:
            if self.crowd is not self.of:
                self.checked.clear()
                self.of = self.crowd
            if mark in self.checked:
                return self.checked[mark]
            who = await asyncio.to_thread(self.check, self.crowd, header)
            if who is not None:
                self.checked[mark] = who
            while len(self.checked) > MOST_KNOWN:
                self.checked.popitem(last=False)
            return who or NOBODY

    def check(self, crowd: Crowd, header: str) -> str | None:
        """The same, looked at: `Basic` and base64 of `name:password` (RFC 7617).

        None if it was not looked at, for guessing costs pauses.
        """
        scheme, _, told = header.partition(" ")
        try:
            name, _, password = base64.b64decode(told, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return NOBODY
        person = crowd.logins.get(name)
        if person is None or scheme.lower() != "basic":
            return NOBODY
        checked = self.guard.service.pins.check_hash(person.password or "", password, f"proxy {person.id}")
        return None if checked == "wait" else person.id if checked == "right" else NOBODY
