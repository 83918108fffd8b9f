import pytest
from mitmproxy.test import tflow, tutils

from sakchy.model import Outgoing
from sakchy.wire.upload import LED, Upload, declared_length, lead, led_to_its_end, some


def request(method=b"POST", version=b"HTTP/1.1", **headers):
    fields = tuple((name.replace("_", "-").encode(), text.encode()) for name, text in headers.items())
    return tutils.treq(method=method, http_version=version, headers=fields, content=None)


@pytest.mark.parametrize(
    ("made", "length"),
    [
        (request(content_length="12"), 12),
        (request(), 0),
        (request(transfer_encoding="chunked"), None),
        (request(transfer_encoding="chunked", content_length="3"), None),
        (request(version=b"HTTP/2.0"), None),
        (request(version=b"HTTP/2.0", content_length="0"), 0),
        (request(b"GET", b"HTTP/2.0"), 0),
        (request(content_length="many"), 0),
    ],
)
def test_lengths(made, length):
    assert declared_length(made) == length


def test_an_empty_frame_is_no_end():
    assert list(some(b"")) == []
    assert list(some(b"ab")) == [b"ab"]


def test_led_to_the_sink_only_the_socket_changes_and_without_a_body_all_is_as_before():
    flow = tflow.tflow(req=request(b"DELETE", b"HTTP/2.0", host="a.example"))
    flow.request.scheme, flow.request.port, flow.request.host = "https", 443, "a.example"
    before = flow.request.copy()
    upload = Upload(Outgoing("http", b""), flow.request.copy(), refusal=lambda _ruling: None)
    lead(flow, upload, "ticket", 1234)
    assert (flow.request.host, flow.request.port, flow.request.scheme) == ("127.0.0.1", 1234, "http")
    assert flow.request.headers["host"] == "a.example"
    assert flow.request.headers["transfer-encoding"] == "chunked"
    assert led_to_its_end(flow, upload)
    flow.request.raw_content = b""
    assert not led_to_its_end(flow, upload)
    assert LED not in flow.metadata
    assert flow.request.headers == before.headers
    assert (flow.request.host, flow.request.port, flow.request.scheme) == ("a.example", 443, "https")
