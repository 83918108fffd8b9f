from h11._readers import ChunkedReader
from h11._receivebuffer import ReceiveBuffer
from mitmproxy import http
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.test import tflow

from sakchy.wire import trailers

FIELDS = http.Headers([(b"x-sum", b"12")])


def read(reader, data):
    buffer, events = ReceiveBuffer(), []
    buffer += data
    while event := reader(buffer):
        events.append(event)
        if not hasattr(event, "data"):
            break
    return events


def test_what_stands_after_a_body_is_forgotten():
    data = b"2\r\nok\r\n0\r\nX-Sum: 12\r\n\r\n"
    assert list(read(ChunkedReader(), data)[-1].headers) == [(b"x-sum", b"12")]
    body, end = read(trailers.WithoutTrailers(), data)
    assert (body.data, list(end.headers)) == (b"ok", [])


def test_mitmproxy_reads_chunks_with_it():
    trailers.endure()
    assert isinstance(_http1.make_body_reader(None), trailers.WithoutTrailers)


def test_to_a_site_only_over_http2():
    flow = tflow.tflow()
    flow.server_conn.alpn = b"h2"
    trailers.to_site(flow, FIELDS)
    assert flow.request.trailers == FIELDS
    flow.server_conn.alpn = b"http/1.1"
    trailers.to_site(flow, flow.request.trailers)
    assert flow.request.trailers is None


def test_to_a_browser_only_over_http2():
    flow = tflow.tflow(resp=True)
    flow.request.http_version = "HTTP/2.0"
    trailers.to_browser(flow, FIELDS)
    assert flow.response.trailers == FIELDS
    flow.request.http_version = "HTTP/1.1"
    trailers.to_browser(flow, flow.response.trailers)
    assert flow.response.trailers is None
    flow.response = None
    trailers.to_browser(flow, FIELDS)
    assert flow.response is None
