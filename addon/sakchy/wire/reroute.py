"""Send chosen host names to a loopback port: how `sakchy try` and the tests play messenger and bank."""

from collections.abc import Mapping

from mitmproxy.proxy.server_hooks import ServerConnectionHookData

Address = tuple[str, int]


class Reroute:
    """An add-on that plays resolver: only the socket goes elsewhere, names and TLS stay as they are."""

    def __init__(self, hosts: Mapping[str, Address]) -> None:
        """`hosts`: host name -> address; names not listed are left alone."""
        self.hosts = dict(hosts)
        self.true: dict[str, Address] = {}

    def server_connect(self, data: ServerConnectionHookData) -> None:
        """Before the proxy connects: another address."""
        address = data.server.address
        if address and address[0] in self.hosts:
            self.true[data.server.id] = (address[0], address[1])
            data.server.address = self.hosts[address[0]]

    def server_connected(self, data: ServerConnectionHookData) -> None:
        """After it: the true one again, since everybody judges by it."""
        if address := self.true.pop(data.server.id, None):
            vars(data.server)["address"] = address  # the setter refuses on an open connection
