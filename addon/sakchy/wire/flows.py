"""mitmproxy's flow or WebSocket message -> Outgoing. Nothing else of the flow leaves this folder."""

from urllib.parse import urlsplit

from mitmproxy import http

from sakchy.act.mask import Masked
from sakchy.model import Outgoing, Target

Headers = tuple[tuple[str, str], ...]


def from_request(flow: http.HTTPFlow) -> Outgoing:
    """The request as it would be sent. Raises ValueError if its body is not there to be looked at."""
    if flow.request.raw_content is None:  # a streamed body: some option let it pass before us
        raise ValueError("the body was not kept")
    return from_headers(flow, flow.request.raw_content)


def from_headers(flow: http.HTTPFlow, body: bytes = b"") -> Outgoing:
    """The request without its body: for one that is too large to be kept."""
    headers = lower(flow.request.headers.fields)
    return Outgoing(
        carrier="http",
        method=whole(flow.request.method),
        path=flow.request.path,
        headers=(*headers, *fields_after(flow.request.trailers)),
        body=body,
        target=target(flow, headers),
    )


def fields_after(trailers: http.Headers | None) -> Headers:
    """What was sent after the body, under names that no header can have: it must not pass for one."""
    if not trailers:
        return ()
    return tuple((f"trailer:{name}", text) for name, text in lower(trailers.fields))


def from_message(flow: http.HTTPFlow, content: bytes) -> Outgoing:
    """A WebSocket message from the browser, judged like a request to the socket's host."""
    return Outgoing(
        carrier="websocket",
        method="MESSAGE",
        path="/",
        body=content,
        target=target(flow, lower(flow.request.headers.fields)),
    )


def put(flow: http.HTTPFlow, masked: Masked) -> None:
    """Send something else in a request's place; its lengths follow from that."""
    request = flow.request
    if masked.path != request.path:
        request.path = masked.path
    if masked.body != request.raw_content:
        request.headers.pop("content-encoding", None)
        request.content = masked.body


def target(flow: http.HTTPFlow, headers: Headers = ()) -> Target:
    """Where the flow is going: the true host and every other name the client gave for it.

    `request.host` is what the proxy connects to; the Host header, :authority and SNI are claims of the
    client and may be forged (facts measured: a bank's name in Host goes wherever CONNECT said).
    """
    request = flow.request
    claims = (claimed(request), flow.client_conn.sni)
    given = dict(headers)
    return Target(
        scheme=request.scheme,
        host=whole(request.host),
        port=request.port,
        names=tuple(dict.fromkeys(whole(name) for name in claims if name and name != request.host)),
        page=page_host(given.get("origin", "")) or page_host(given.get("referer", "")),
        navigates=given.get("sec-fetch-mode") == "navigate",
    )


def claimed(request: http.Request) -> str:
    """Host by the Host header or :authority; the true one as it nearly always stands there is not parsed."""
    truth = (request.host, f"{request.host}:{request.port}")
    return request.host if request.host_header in truth else request.pretty_host


def whole(text: str) -> str:
    """Text without halves of characters, which mitmproxy makes of bytes above 0x7F and no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def page_host(url: str) -> str | None:
    """Host of an Origin or Referer header; None for `null`, nothing, or what is no URL."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def lower(fields: tuple[tuple[bytes, bytes], ...]) -> Headers:
    """Header fields with lower-case names, as text (bytes above 0x7F kept one to one)."""
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in fields)
