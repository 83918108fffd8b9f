"""Whether a request that is held was taken back: a tab closed, a stream of HTTP/2 reset.

mitmproxy knows at once and will send nothing, but tells no add-on before the hook is over: the news waits in
the queue of the stream's layer. So it is looked for there. These are mitmproxy's own insides; what they look
like in the versions supported is held by tests/flows/test_taken_back.py.
"""

from collections.abc import Iterator

from mitmproxy import ctx, http
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import HttpLayer, HttpStream
from mitmproxy.proxy.layers.http._events import RequestProtocolError


def taken_back(flow: http.HTTPFlow) -> bool:
    """True if nobody waits for this request any more, though its connection may live on."""
    handler = ctx.master.addons.get("proxyserver").connections.get(flow.client_conn.id)
    if handler is None:
        return False
    ours = (stream for stream in streams(handler.layer.context) if vars(stream).get("flow") is flow)
    news = (event for stream in ours for event in stream._paused_event_queue)  # noqa: SLF001
    return any(isinstance(event, RequestProtocolError) for event in news)


def streams(context: Context) -> Iterator[HttpStream]:
    """All streams of a connection: those of the proxy's own, and those in its tunnels."""
    layers, seen = [*context.layers], set()
    while layers:
        layer = layers.pop()
        if isinstance(layer, HttpLayer) and id(layer) not in seen:
            seen.add(id(layer))
            for stream in layer.streams.values():
                yield stream
                layers += stream.context.layers
