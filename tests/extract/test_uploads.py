import base64
import json

import pytest

from sakchy.extract.uploads import chunk, likely, packed
from sakchy.limits import DEFAULT
from sakchy.model import Outgoing

DATA = b"\xff\xd8 some bytes" * 40


def message(method, path, body=DATA, **headers):
    fields = tuple((name.replace("_", "-"), text) for name, text in headers.items())
    return Outgoing("http", body, method, path, fields)


def form(data=DATA, **fields):
    parts = [
        f'--e\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode()
        for n, v in fields.items()
    ]
    file = b'--e\r\nContent-Disposition: form-data; name="file"; filename="blob"\r\n\r\n' + data + b"\r\n"
    return b"".join([*parts, file, b"--e--\r\n"])


def sent(path="/up", **fields):
    return message("POST", path, form(**fields), content_type="multipart/form-data; boundary=e")


BY_OFFSET = {
    "tus": lambda at: message("PATCH", "/files/24e5", tus_resumable="1.0.0", upload_offset=str(at)),
    "google": lambda at: message("PUT", "/upload?upload_id=x", content_range=f"bytes {at}-{at + 479}/2000"),
    "graph": lambda at: message("PUT", "/items/1/session", content_range=f"bytes {at}-{at + 479}/*"),
    "goog": lambda at: message(
        "POST", "/up?id=1", x_goog_upload_offset=str(at), x_goog_upload_command="upload"
    ),
    "dropbox": lambda at: message(
        "POST",
        "/2/files/upload_session/append_v2",
        dropbox_api_arg=json.dumps({"cursor": {"session_id": "s1", "offset": at}, "close": False}),
    ),
    "dropzone": lambda at: sent(
        dzuuid="u1", dzchunkindex=at // 480, dztotalchunkcount=9, dzchunkbyteoffset=at
    ),
    "fine": lambda at: sent(qquuid="u1", qqpartindex=at // 480, qqtotalparts=9, qqpartbyteoffset=at),
}
BY_NUMBER = {
    "s3": lambda n: message("PUT", f"/bucket/key?partNumber={n}&uploadId=abc&X-Amz-Signature=f{n}"),
    "resumable": lambda n: sent(resumableChunkNumber=n, resumableIdentifier="1-a", resumableTotalChunks=9),
    "flow in the address": lambda n: message(
        "POST", f"/up?flowChunkNumber={n}&flowIdentifier=q&flowTotalChunks=9"
    ),
    "plupload": lambda n: sent(name="a.jpg", chunk=n, chunks=9),
    "underscores": lambda n: sent(upload_id="77", chunk_number=n, total_chunks=9),
}


@pytest.mark.parametrize("make", BY_OFFSET.values(), ids=BY_OFFSET)
def test_by_offset(make):
    one, two = chunk(make(0), DEFAULT), chunk(make(480), DEFAULT)
    assert (one.order, two.order, one.key) == (0, 480, two.key)
    assert (one.data, one.last) == (DATA, False)
    assert likely(make(0))


@pytest.mark.parametrize("make", BY_NUMBER.values(), ids=BY_NUMBER)
def test_by_number(make):
    one, two = chunk(make(2), DEFAULT), chunk(make(3), DEFAULT)
    assert (one.order, two.order, one.key) == (2, 3, two.key)
    assert (one.data, one.last) == (DATA, False)
    assert likely(make(2))


def test_blocks_of_azure_have_names_only():
    one = chunk(message("PUT", "/c/blob?comp=block&blockid=QUE%3D&sig=x"), DEFAULT)
    assert (one.order, one.data) == ("QUE=", DATA)
    end = chunk(message("PUT", "/c/blob?comp=blocklist&sig=y", b"<BlockList/>"), DEFAULT)
    assert (end.key, end.data, end.last) == (one.key, b"", True)


@pytest.mark.parametrize(
    "end",
    [
        message("PUT", "/u", content_range="bytes 1000-1999/2000"),
        message("POST", "/k?uploadId=abc", b"<CompleteMultipartUpload/>"),
        message("POST", "/u", x_goog_upload_offset="9", x_goog_upload_command="upload, finalize"),
        message(
            "POST",
            "/2/files/upload_session/finish",
            dropbox_api_arg='{"cursor": {"session_id": "s", "offset": 9}}',
        ),
        sent(dzuuid="u", dzchunkindex=8, dztotalchunkcount=9),
        sent(resumableChunkNumber=9, resumableIdentifier="a", resumableTotalChunks=9),
        sent(name="a.jpg", chunk=8, chunks=9),
    ],
)
def test_the_last_one_says_so(end):
    assert chunk(end, DEFAULT).last


@pytest.mark.parametrize(
    "other",
    [
        message("POST", "/save", b'{"a": 1}', content_type="application/json"),
        message("POST", "/photo", form(), content_type="multipart/form-data; boundary=e"),
        sent(part="1", title="x"),
        sent(chunk="first", chunks="9", name="a"),
        message("PUT", "/u", content_range="bytes many-9/10"),
        message("PATCH", "/u", upload_offset="x"),
        message("POST", "/u", dropbox_api_arg='{"path": "/a.jpg"}'),
        message("POST", "/u", dropbox_api_arg="no json"),
        message("POST", "/u?partNumber=x&uploadId=1"),
        message("POST", "/files", b"", upload_length="900"),
    ],
)
def test_others_are_none(other):
    assert chunk(other, DEFAULT) is None


def test_uploads_do_not_mix():
    makes = [sent(dzuuid=u, dzchunkindex=0, dztotalchunkcount=2) for u in "ab"]
    makes += [message("PATCH", f"/files/{u}", upload_offset="0") for u in "ab"]
    assert len({chunk(one, DEFAULT).key for one in makes}) == 4


def test_ordinary_requests_are_not_worth_asking():
    assert not likely(message("GET", "/upload?x=1"))
    assert not likely(message("POST", "/api/save", b'{"chunk": 1}'))
    assert not likely(Outgoing("websocket", DATA, "MESSAGE"))


@pytest.mark.parametrize(
    "first",
    [
        message("POST", "/files", tus_resumable="1.0.0", upload_length="900"),
        message("POST", "/2/files/upload_session/start", dropbox_api_arg='{"close": false}'),
    ],
)
def test_a_first_piece_may_have_no_name_yet(first):
    one = chunk(first, DEFAULT)
    assert (one.key, one.data, one.order) == ("", DATA, 0)
    assert likely(first)


@pytest.mark.parametrize("spell", [base64.b64encode, base64.urlsafe_b64encode])
def test_what_a_text_packs(spell):
    text = b'{"id": "aGVsbG8", "part": "' + spell(DATA) + b'"}'
    assert packed(text) == DATA
    assert packed(b'{"part": "' + spell(DATA)[:601]) == DATA[:450]


@pytest.mark.parametrize("text", [b"", b"salam", b"aGVsbG8gd29ybGQ=", b"word " * 200])
def test_other_texts_pack_nothing(text):
    assert packed(text) == b""
