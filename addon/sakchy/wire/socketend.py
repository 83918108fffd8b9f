"""Tell a page over its WebSocket that something was not sent: by closing it, when the same comes again.

A text that is dropped leaves the page waiting, which harms nothing once. A page that sends it again learns
it from code 1008, "policy violation" (RFC 6455, 7.4.1); binary messages may be pieces of one thing. mitmproxy
has no word for closing one, so the news is laid before its layer; tests/flows/test_websocket.py holds how
that looks in the versions supported.
"""

from mitmproxy import ctx, http
from mitmproxy.proxy.layers.websocket import WebsocketLayer, WebSocketMessageInjected
from mitmproxy.websocket import WebSocketMessage
from wsproto.events import CloseConnection
from wsproto.frame_protocol import Opcode

from sakchy.act.question import content
from sakchy.engine import Ruling
from sakchy.locale import catalogue, from_system
from sakchy.wire.takenback import streams
from sakchy.wire.tasks import spawn

POLICY = 1008
MOST_REASON = 123  # bytes (RFC 6455, 5.5: a control frame has 125, two are the code)
DROPPED = "sakchy.dropped"  # flow.metadata: what this socket has tried to send
CLOSING = "sakchy.closing"  # flow.metadata: nothing goes any more


def again(flow: http.HTTPFlow, ruling: Ruling) -> bool:
    """Whether what was not sent now was not sent over this socket before."""
    what = content(ruling.event.verdict) if ruling.event else None
    dropped = flow.metadata.setdefault(DROPPED, set())
    repeated = what is not None and what in dropped
    dropped.add(what)
    return repeated


def close(flow: http.HTTPFlow, number: str) -> None:
    """Close a WebSocket towards page and site, with the number of the question as its reason."""
    handler = ctx.master.addons.get("proxyserver").connections.get(flow.client_conn.id)
    ours = (
        (each for each in streams(handler.layer.context) if vars(each).get("flow") is flow) if handler else ()
    )
    layer = next((stream.child_layer for stream in ours), None)
    if isinstance(layer, WebsocketLayer) and not flow.metadata.get(CLOSING):
        flow.metadata[CLOSING] = True
        words = f"{catalogue(from_system())('act.reply.title')} · Sakchy {number}"
        reason = words.encode()[:MOST_REASON].decode("utf-8", "ignore")
        layer.client_ws._events.append(CloseConnection(POLICY, reason))  # noqa: SLF001
        wakes = WebSocketMessage(Opcode.TEXT, from_client=True, content=b"", injected=True)
        news = handler.server_event(WebSocketMessageInjected(flow, wakes))  # is dropped when it comes by
        spawn(news, "sakchy-closing")
