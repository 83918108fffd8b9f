"""A request whose body is led through the sink: what it was, and what the site answers to its replay.

mitmproxy sees two flows. The browser's own goes to the sink; once it may go on, the sink sends the body
through the proxy again, and that flow is given the browser's request back, as it was, for the true
destination. Both live in this process, so nothing but the body has to be told from one to the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mitmproxy import http
from msgspec.structs import replace

from sakchy.act.replies import Reply
from sakchy.engine import Ruling
from sakchy.model import Outgoing
from sakchy.wire import flows
from sakchy.wire.sink import HEADER

LED = "sakchy.led"  # flow.metadata: the Upload whose body goes to the sink
REPLAYED = "sakchy.replayed"  # flow.metadata: the Upload whose body comes from it
NO_BODY = (
    "GET",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "CONNECT",
)  # methods with which browsers send none (Fetch, 2.2.1)


@dataclass
class Upload:
    """One such request."""

    message: Outgoing
    """Without its body."""
    request: http.Request
    refusal: Callable[[Ruling], Reply]
    asked: bool = False
    """Its message is being ruled about: what the browser sends now is not looked at any more."""
    trailers: http.Headers | None = None
    response: http.Response | None = None
    response_trailers: http.Headers | None = None

    @property
    def length(self) -> int | None:
        """Bytes of the body as announced, or None."""
        return declared_length(self.request)


def declared_length(request: http.Request) -> int | None:
    """Bytes of the body: None if it has one of unknown length."""
    length = request.headers.get("content-length", "")
    if "transfer-encoding" in request.headers:
        return None  # which goes before a length (RFC 9112, 6.3)
    if length.isdecimal():
        return int(length)
    framed = request.is_http2 or request.is_http3  # a body may follow without any word of it
    return None if framed and request.method.upper() not in NO_BODY else 0


def lead(flow: http.HTTPFlow, upload: Upload, ticket: str, port: int) -> None:
    """Send the browser's request to the sink. Its names stay as they are: only the socket goes elsewhere."""
    request = flow.request
    request.headers[HEADER] = ticket
    if "content-length" not in request.headers:
        request.headers["transfer-encoding"] = "chunked"  # mitmproxy makes no frames of its own for HTTP/1
    request.data.scheme, request.data.host, request.data.port = b"http", "127.0.0.1", port
    flow.metadata[LED] = upload
    request.stream = some  # last: a body that streams can no longer be refused


def some(data: bytes) -> Iterable[bytes]:
    """Data as it comes, but for nothing: an empty frame of HTTP/2 would be the chunk that ends HTTP/1.1."""
    return [data] if data else []


def led_to_its_end(flow: http.HTTPFlow, upload: Upload) -> bool:
    """True once the whole body has gone to the sink; False if there was none: the request is as before."""
    if flow.request.raw_content is None:
        trailers, flow.request.trailers = flow.request.trailers, None
        if trailers and not upload.asked:
            named = flows.fields_after(trailers)
            upload.message = replace(upload.message, headers=(*upload.message.headers, *named))
            upload.trailers = trailers
        return True
    del flow.metadata[LED]
    flow.request = upload.request
    flow.request.raw_content = b""  # `content` would write a length
    return False


def replay(flow: http.HTTPFlow, upload: Upload) -> None:
    """Give the sink's request the browser's method, address and headers back; its body streams through."""
    request = upload.request
    if request.is_http2 or request.is_http3:
        flow.client_conn.alpn_offers = [b"h2", b"http/1.1"]  # mitmproxy offers the server what it was offered
    if (request.is_http2 or request.is_http3) and upload.length is None:
        request.http_version = "HTTP/1.1"  # else there would be no frames towards an HTTP/1.1 server
        request.headers.insert(0, "host", request.authority or request.host)
        request.headers["transfer-encoding"] = "chunked"
        request.authority = ""
    flow.request, flow.response = request, None
    flow.metadata[REPLAYED] = upload
    flow.request.stream = True


def keep_response(flow: http.HTTPFlow, upload: Upload) -> None:
    """The site's answer to a replay: its head is kept for the browser's flow, its body goes to the sink."""
    upload.response = flow.response
    flow.response = http.Response.make(200, b"", {"transfer-encoding": "chunked", "connection": "close"})
    flow.response.headers.pop("content-length", None)


def give_response(flow: http.HTTPFlow, upload: Upload) -> None:
    """The browser's flow gets the answer's head; without one (the site was not reached) the sink's."""
    if upload.response:
        flow.response = upload.response


def keep_trailers(flow: http.HTTPFlow, upload: Upload) -> None:
    """Trailers of the site's answer do not pass the sink."""
    if flow.response:
        upload.response_trailers, flow.response.trailers = flow.response.trailers, None
