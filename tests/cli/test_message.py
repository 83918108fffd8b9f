"""A file as the message a browser would make of it: what `extract` reads back is the file."""

import json
from urllib.parse import unquote_to_bytes

import pytest

from sakchy.cli.message import SHAPES, receiver, upload
from sakchy.decide.addresses import Address, AddressError, address
from sakchy.extract import extract
from sakchy.model import Picture, Text

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://example.com", ("https", "example.com", 443, "/")),
        ("example.com/a?b=c", ("https", "example.com", 443, "/a?b=c")),
        ("http://Example.COM:8080/x", ("http", "example.com", 8080, "/x")),
        ("wss://chat.example.com/live", ("wss", "chat.example.com", 443, "/live")),
        ("http://[::1]/", ("http", "::1", 80, "/")),
    ],
)
def test_address_is_taken_apart(url, parts):
    assert address(url) == Address(*parts)


@pytest.mark.parametrize(
    "url", ["", "https://", "ftp://example.com", "https://exa mple.com", "http://a:99999/", "http://["]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(AddressError):
        address(url)


def test_receiver_has_the_host_of_the_page_it_comes_from():
    target = receiver("https://storage.example.com/put", "https://mail.example.com/compose").target
    assert (target.host, target.page, target.names) == (
        "storage.example.com",
        "mail.example.com",
        ("storage.example.com",),
    )


def test_without_an_address_the_receiver_is_unknown():
    assert receiver(None, None).target is None


def test_a_page_that_is_no_address_is_refused_too():
    with pytest.raises(AddressError):
        receiver("https://example.com", "http://[")


@pytest.mark.parametrize("shape", SHAPES)
def test_text_comes_back_out_of_every_shape(shape):
    text = "Салам, дүйнө! a=1&b=2\r\n--x"
    message = upload(text.encode(), "note.txt", shape)
    found = [part.text for part in extract(message) if isinstance(part, Text)]
    assert any(text in each or each in text for each in found), found


@pytest.mark.parametrize("shape", ["multipart", "json", "raw"])
def test_picture_comes_back_out_byte_for_byte(shape):
    parts = extract(upload(PNG, "scan.png", shape))
    assert [part.data for part in parts if isinstance(part, Picture)] == [PNG]


def test_form_holds_every_byte():
    assert unquote_to_bytes(upload(PNG, "", "form").body.removeprefix(b"file=")) == PNG


def test_a_file_that_holds_json_is_the_body_itself():
    data = json.dumps({"card": "none"}).encode()
    assert upload(data, "a.json", "json").body == data


def test_text_that_only_begins_like_json_becomes_a_value():
    assert json.loads(upload(b"{not json", "a.txt", "json").body) == {"file": "{not json"}


def test_quotes_and_line_breaks_in_a_file_name_do_not_end_the_header():
    body = upload(b"data", 'a"\r\nX-Evil: 1.png', "multipart").body
    assert b'filename="a%22%0D%0AX-Evil: 1.png"' in body


def test_path_and_query_travel_with_the_message():
    message = upload(b"", "", "raw", receiver("https://example.com/a?b=c", None))
    assert (message.path, message.method) == ("/a?b=c", "POST")
