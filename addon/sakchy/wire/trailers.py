"""Trailers: header fields after a body (RFC 9110, 6.5). mitmproxy has them in HTTP/2 and 3 only.

Where one side speaks HTTP/1 it gives up in the middle of the message, request or answer, and who waits for it
waits for ever. Who takes a chunked body apart may discard them (RFC 9112, 7.1.2), so here they are.
"""

from h11 import Data, EndOfMessage
from h11._readers import ChunkedReader
from h11._receivebuffer import ReceiveBuffer
from mitmproxy import http
from mitmproxy.proxy.layers.http import _http1


class WithoutTrailers(ChunkedReader):
    """Reads a chunked body; what stands after it is read and forgotten."""

    def __call__(self, buf: ReceiveBuffer) -> Data | EndOfMessage | None:
        """The next that is there."""
        event = super().__call__(buf)
        return EndOfMessage() if isinstance(event, EndOfMessage) else event


def endure() -> None:
    """Have mitmproxy read HTTP/1 messages with trailers, all of this process."""
    vars(_http1)["ChunkedReader"] = WithoutTrailers


def to_site(flow: http.HTTPFlow, trailers: http.Headers | None) -> None:
    """Trailers of the request, if they can be sent there. Before it is sent, when the connection is known."""
    flow.request.trailers = trailers if flow.server_conn.alpn in (b"h2", b"h3") else None


def to_browser(flow: http.HTTPFlow, trailers: http.Headers | None) -> None:
    """Trailers of the answer, if they can be sent there."""
    if flow.response:
        framed = flow.request.is_http2 or flow.request.is_http3
        flow.response.trailers = trailers if framed else None
