import pytest
from mitmproxy import http
from mitmproxy.test import tflow

from sakchy.wire.flows import from_message, from_request, page_host

SNI = "address"  # what mitmproxy's test flow says


def make(**headers):
    flow = tflow.tflow()
    flow.request.host, flow.request.port, flow.request.scheme = "shop.example", 443, "https"
    for name, value in headers.items():
        flow.request.headers[name.replace("_", "-")] = value
    return flow


def test_a_request_keeps_its_body_and_lower_case_names():
    flow = make(X_Custom="Value")
    flow.request.raw_content = b"\x00body"
    message = from_request(flow)
    assert message.body == b"\x00body"
    assert message.header("x-custom") == "Value"
    assert (message.carrier, message.method, message.path) == ("http", "GET", "/path")


def test_a_body_that_was_streamed_past_is_an_error():
    flow = make()
    flow.request.raw_content = None
    with pytest.raises(ValueError, match="not kept"):
        from_request(flow)


def test_every_name_the_client_gave_is_told():
    flow = make(Host="mbank.kg")
    flow.client_conn.sni = "portal.tunduk.kg"
    target = from_request(flow).target
    assert target.host == "shop.example"
    assert set(target.names) == {"mbank.kg", "portal.tunduk.kg"}


@pytest.mark.parametrize("claim", ["shop.example", "shop.example:443"])
def test_the_true_name_is_no_other_one(claim):
    assert from_request(make(Host=claim)).target.names == (SNI,)


@pytest.mark.parametrize(
    ("claim", "names"),
    [("bank.example:443", ("bank.example", SNI)), ("shop.example:8443", (SNI,)), ("a, b", ("a, b", SNI))],
)
def test_another_claim_is_told_as_it_stands(claim, names):
    assert from_request(make(Host=claim)).target.names == names


@pytest.mark.parametrize(
    ("headers", "page"),
    [
        ({"Origin": "https://discord.com", "Referer": "https://other.example/x"}, "discord.com"),
        ({"Origin": "null", "Referer": "https://discord.com/channels/1"}, "discord.com"),
        ({"Referer": "https://user@discord.com:8443/"}, "discord.com"),
        ({"Origin": "https://[broken"}, None),
        ({}, None),
    ],
)
def test_the_page_is_the_origin_else_the_referer(headers, page):
    assert from_request(make(**headers)).target.page == page


def test_navigation_is_told_by_the_browser():
    assert from_request(make(sec_fetch_mode="navigate")).target.navigates
    assert not from_request(make(sec_fetch_mode="cors")).target.navigates


def test_a_websocket_message_goes_to_the_sockets_host():
    message = from_message(make(), b"salam")
    assert (message.carrier, message.body, message.target.host) == ("websocket", b"salam", "shop.example")


def test_page_host_of_nothing():
    assert page_host("") is None


def test_raw_bytes_in_names_do_not_become_half_characters():
    flow = make()
    flow.request.data.method = b"P\xffST"
    flow.request.headers["Host"] = "h\udcffst"
    message = from_request(flow)
    assert message.method == "P?ST"
    assert all(name.encode() for name in message.target.names)


def test_trailers_are_told_apart_from_headers():
    flow = make()
    flow.request.trailers = http.Headers([(b"X-Name", b"AN1234567"), (b"Content-Encoding", b"gzip")])
    message = from_request(flow)
    assert message.header("trailer:x-name") == "AN1234567"
    assert message.header("content-encoding") == ""
