"""The add-on that lets a browser behind the proxy reach the guard's own page, at its safe address only.

The proxy answers for that name itself, with a certificate of this install, and forwards to the page on
loopback with a word that only the two of them know. Nothing of it is held, looked at or asked about. Every
other way to the page through the proxy is refused by the guard.
"""

from mitmproxy import http, tls
from mitmproxy.exceptions import AddonHalt
from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from sakchy.account import account_of
from sakchy.decide.hosts import normalise
from sakchy.web.address import LOOPBACK, OWN_HOST, OWN_ORIGIN, THROUGH
from sakchy.wire.guard import OURS, Guard, plain_refusal
from sakchy.wire.reroute import Reroute

HTTPS = 443


class OwnPage:
    """Hooks that stand before the guard's."""

    def __init__(self, guard: Guard) -> None:
        """`guard` has the services."""
        self.guard = guard
        self.reroute = Reroute({})

    def http_connect(self, flow: http.HTTPFlow) -> None:
        """A tunnel to the safe address; none to its other ports and spellings, of which nobody knows."""
        if is_ours(flow.request.host) and (flow.request.host, flow.request.port) != (OWN_HOST, HTTPS):
            flow.response = plain_refusal()

    def server_connect(self, data: ServerConnectionHookData) -> None:
        """The proxy connects before it knows what for: the name exists nowhere but here."""
        self.reroute.hosts[OWN_HOST] = (LOOPBACK, self.guard.service.page_port)
        self.reroute.server_connect(data)

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """After it."""
        self.reroute.server_connected(data)

    def tls_clienthello(self, data: tls.ClientHelloData) -> None:
        """The page behind speaks no TLS."""
        address = data.context.server.address
        if address and address[0] == OWN_HOST:
            data.establish_server_tls_first = False

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Forward to the page; nobody behind hears of it."""
        request = flow.request
        if flow.response or not is_ours(request.host):
            return
        flow.metadata[OURS] = True
        if request.scheme != "https":
            flow.response = to_https(request)
        elif (request.host, request.port) != (OWN_HOST, HTTPS):
            flow.response = plain_refusal()
        else:
            self.forward(flow)
        raise AddonHalt

    def forward(self, flow: http.HTTPFlow) -> None:
        """Only the socket goes elsewhere; what the browser says stays as it is."""
        request, client, site = flow.request, flow.client_conn, self.guard.service.app.state.site
        account = account_of(client.peername[:2], client.sockname[:2])
        request.headers[THROUGH] = site.address.through(account)
        request.data.scheme, request.data.host = b"http", LOOPBACK
        request.data.port = self.guard.service.page_port
        request.stream = True


def is_ours(host: str) -> bool:
    """True for the safe address in any spelling, and for all names under it."""
    name = normalise(host)
    return name == OWN_HOST or name.endswith(f".{OWN_HOST}")


def to_https(request: http.Request) -> http.Response:
    """Whoever opens the page without TLS is sent to the same path with it; nothing else is answered."""
    if request.host != OWN_HOST or request.method not in ("GET", "HEAD"):
        return plain_refusal()
    path = request.path if request.path.startswith("/") else "/"
    return http.Response.make(307, b"", {"location": OWN_ORIGIN + path, "cache-control": "no-store"})
