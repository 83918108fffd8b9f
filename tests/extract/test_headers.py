"""Headers that carry words, each in its notation; and those that belong to the site."""

import base64
import json
from urllib.parse import quote

import pytest

from sakchy.extract import extract
from sakchy.extract.headers import carries
from sakchy.model import Outgoing, Step, Text

NAME = "паспорт AN1234567.jpg"


def words(name, text):
    return [
        part.text
        for part in extract(Outgoing("http", b"", headers=((name, text),)))
        if isinstance(part, Text)
    ]


def encoded(text):
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x-file-name", quote(NAME)),
        ("x-filename", encoded(NAME)),
        ("x-upload-file-name", NAME.encode().decode("latin-1")),
        ("x-goog-upload-file-name", NAME),
        ("x-goog-meta-name", f"=?utf-8?B?{encoded(NAME)}?="),
        ("x-amz-meta-original", f"UTF-8''{quote(NAME)}"),
        ("x-goog-upload-header-content-disposition", f"attachment; filename*=UTF-8''{quote(NAME)}"),
        ("content-disposition", f'form-data; name="x"; filename="{NAME}"'.encode().decode("latin-1")),
        ("upload-metadata", f"type {encoded('image/jpeg')},filename {encoded(NAME)},flag"),
        ("dropbox-api-arg", json.dumps({"path": f"/docs/{NAME}", "mode": "add"})),
        ("slug", quote(NAME)),
        ("trailer:x-anything", NAME),
    ],
)
def test_names_are_read_in_every_notation(name, text):
    assert any(NAME in each for each in words(name, text))


def test_fields_have_their_names():
    (part, *_) = extract(Outgoing("http", b"", headers=(("dropbox-api-arg", '{"path":"/my scan.jpg"}'),)))
    assert part == Text((Step("header", "dropbox-api-arg"), Step("json", "path")), "/my scan.jpg", "path")
    found = extract(Outgoing("http", b"", headers=(("upload-metadata", f"card {encoded('4111 1111')}"),)))
    assert found == (Text((Step("header", "upload-metadata"), Step("form", "card")), "4111 1111", "card"),)


@pytest.mark.parametrize(
    "name",
    [
        "cookie",
        "authorization",
        "user-agent",
        "x-csrf-token",
        "x-api-key",
        "x-request-id",
        "referer",
        "accept",
    ],
)
def test_what_belongs_to_the_site(name):
    assert not carries(name)
    assert words(name, NAME) == []
