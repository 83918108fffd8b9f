"""The add-on that plays a receiver whom nobody knows, for the test upload of the first steps.

What the page sends to it is looked at and asked about like everything else. If the person lets it go, it
ends here: the name exists nowhere (RFC 6761, 6.2), nothing leaves this computer, and the browser is led back.
"""

from mitmproxy import http, tls
from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from sakchy.decide.hosts import normalise
from sakchy.web.address import LOOPBACK, OWN_ORIGIN
from sakchy.web.welcome import ARRIVED, STRANGER
from sakchy.wire.guard import Guard
from sakchy.wire.reroute import Reroute


class Stranger:
    """Hooks that stand behind the guard's: what comes here may go."""

    def __init__(self, guard: Guard) -> None:
        """`guard` knows where the page listens: the proxy connects somewhere before it knows what for."""
        self.guard = guard
        self.reroute = Reroute({})

    def server_connect(self, data: ServerConnectionHookData) -> None:
        """The name exists nowhere but here."""
        self.reroute.hosts[STRANGER] = (LOOPBACK, self.guard.service.page_port)
        self.reroute.server_connect(data)

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """After it."""
        self.reroute.server_connected(data)

    def tls_clienthello(self, data: tls.ClientHelloData) -> None:
        """Nobody behind speaks TLS."""
        address = data.context.server.address
        if address and normalise(address[0]) == STRANGER:
            data.establish_server_tls_first = False

    def request(self, flow: http.HTTPFlow) -> None:
        """It may go: say so, and send nothing on."""
        if not flow.response and normalise(flow.request.host) == STRANGER:
            flow.response = http.Response.make(303, b"", {"location": OWN_ORIGIN + ARRIVED})
