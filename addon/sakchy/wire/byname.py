"""The add-on that stops sites by name: no connection to them, no certificate in their place.

Stands before the guard, so that what is stopped is never held, led or looked at. The name comes from CONNECT,
from the server name of a TLS handshake (RFC 6066, 3), or from a request. Where these differ, each counts.
"""

from mitmproxy import connection, http, tls

from sakchy.act import replies
from sakchy.model import Verdict
from sakchy.stopped import explained
from sakchy.wire import flows
from sakchy.wire.guard import Guard, plain_refusal, response


class ByName:
    """Hooks that turn a connection away before the guard hears of it."""

    def __init__(self, guard: Guard) -> None:
        """`guard` has the services."""
        self.guard = guard

    def http_connect(self, flow: http.HTTPFlow) -> None:
        """A tunnel to a stopped site is refused; a browser hides why, so the guard's own page tells."""
        try:
            if verdict := self.stopped(flow.client_conn, flow.request.host):
                flow.response = response(
                    replies.no_tunnel(verdict.destination.host, self.guard.language(flow))
                )
                self.guard.service.stopped.announce(verdict, "CONNECT")
        except BaseException:
            flow.response = plain_refusal()
            raise

    def tls_start_client(self, data: tls.TlsData) -> None:
        """A handshake that names a stopped site, though the tunnel did not, ends without a certificate."""
        if verdict := self.stopped(data.context.client, data.conn.sni):
            data.ssl_conn = None
            self.guard.service.stopped.announce(verdict, "CONNECT")

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """A plain request gets the page in the site's place."""
        try:
            names = (flow.request.host, flows.claimed(flow.request), flow.client_conn.sni)
            if verdict := self.stopped(flow.client_conn, *names):
                flow.response = response(self.reply(flow, verdict))
                self.guard.service.stopped.announce(verdict, flow.request.method)
        except BaseException:
            flow.response = plain_refusal()
            raise

    def stopped(self, client: connection.Client, *names: str | None) -> Verdict | None:
        """Whether a connection of this client to these names is stopped, and why."""
        return self.guard.service.stopped.verdict(*names, who=self.guard.who(client))

    def reply(self, flow: http.HTTPFlow, verdict: Verdict) -> replies.Reply:
        """The explanation, as a page where a page is being opened."""
        headers, service = flow.request.headers, self.guard.service
        return replies.stopped(
            verdict.destination.host,
            navigates=headers.get("sec-fetch-mode") == "navigate" or opens_page(headers),
            origin=headers.get("origin"),
            language=self.guard.language(flow),
            page_url=service.page_url.rstrip("/") + explained(verdict),
        )


def opens_page(headers: http.Headers) -> bool:
    """True if a page is wanted: browsers send no Sec-Fetch headers to an address that is not encrypted."""
    return "sec-fetch-mode" not in headers and "text/html" in headers.get("accept", "")
