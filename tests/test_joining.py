"""Which pieces come together; what a person says about them is in flows/test_pieces.py."""

import asyncio
import base64

import pytest

from sakchy import joining as module
from sakchy.engine import CLEAN, Ruling
from sakchy.joining import MESSAGES, MOST, Joining
from sakchy.limits import Limits
from sakchy.model import Outgoing, Target

PICTURE = b"\xff\xd8\xff\xe0 begins" + bytes(range(256)) * 8
CUT = 700


class Looking:
    """An engine that finds nothing and remembers what it was shown."""

    def __init__(self):
        self.seen = []
        self.inspector = self

    key = b"k"

    async def look(self, message, gone, file):
        self.seen.append(message.body)
        return ()

    async def handle(self, message, gone=None, file=None, look=None):
        await (look or self.look)(message, gone, file)
        return CLEAN


@pytest.fixture
def joining(tmp_path):
    made = Joining(Looking(), tmp_path, Limits(joined=1 << 16))
    yield made
    made.forget()


def patch(at, body, file="1", host="shop.example"):
    headers = (("upload-offset", str(at)),)
    return Outgoing("http", body, "PATCH", f"/files/{file}", headers, Target("https", host, 443))


def said(body):
    return Outgoing("websocket", body, "MESSAGE", "/", (), Target("wss", "chat.example", 443))


async def test_a_piece_is_looked_at_alone_and_with_those_before_it(joining):
    for at in range(0, 2100, CUT):
        await joining.handle(patch(at, PICTURE[at : at + CUT]))
    assert joining.engine.seen == [
        PICTURE[:700], PICTURE[700:1400], PICTURE[:1400], PICTURE[1400:2100], PICTURE[:2100],
    ]  # fmt: skip


async def test_uploads_of_others_and_other_requests_stand_alone(joining):
    await joining.handle(patch(0, b"one"))
    await joining.handle(patch(3, b"two", file="2"))
    await joining.handle(patch(3, b"six", host="other.example"))
    await joining.handle(Outgoing("http", b"{}", "POST", "/save"))
    assert joining.engine.seen == [b"one", b"two", b"six", b"{}"]


TUS = ("/files", ("upload-length", "9"))
DROPBOX = ("/2/files/upload_session/start", ("dropbox-api-arg", "{}"))


@pytest.mark.parametrize(("path", "header"), [TUS, DROPBOX])
async def test_a_first_piece_without_a_name_belongs_to_the_one_that_begins_where_it_ends(
    joining, path, header
):
    site = Target("https", "a.example", 443)
    await joining.handle(Outgoing("http", b"one", "POST", path, (header,), site))
    await joining.handle(patch(5, b"far", file="7", host="a.example"))
    await joining.handle(patch(3, b"not here", file="7", host="b.example"))
    await joining.handle(patch(3, b"two", file="8", host="a.example"))
    assert joining.engine.seen == [b"one", b"far", b"not here", b"two", b"onetwo"]


async def test_messages_of_a_socket_come_together_from_one_on_in_which_a_file_begins(joining):
    await joining.handle_message(said(b"sound"), "s1")
    for data in (PICTURE[:CUT], PICTURE[CUT:1400]):
        await joining.handle_message(said(data), "s1")
    await joining.handle_message(said(b"of another socket"), "s2")
    assert joining.engine.seen[-2:] == [PICTURE[:1400], b"of another socket"]


async def test_so_do_texts_that_pack_one(joining):
    for at in range(0, 1400, CUT):
        packed = base64.b64encode(PICTURE[at : at + CUT])
        await joining.handle_message(said(b'{"part": "' + packed + b'"}'), "s1", text=True)
    await joining.handle_message(said(b'{"text": "salam"}'), "s1", text=True)
    assert joining.engine.seen[-2:] == [PICTURE[:1400], b'{"text": "salam"}']


async def test_after_so_many_messages_nothing_is_kept_until_the_next_file(joining):
    await joining.handle_message(said(PICTURE[:20]), "s1")
    for _ in range(MESSAGES):
        await joining.handle_message(said(b"."), "s1")
    assert joining.uploads == {}


async def test_the_oldest_make_room(joining, monkeypatch):
    for number in range(MOST + 5):
        await joining.handle(patch(0, b"one", file=str(number)))
    assert len(joining.uploads) == MOST
    now = module.time.monotonic()
    monkeypatch.setattr(module.time, "monotonic", lambda: now + module.AGE + 1)
    await joining.handle(patch(0, b"one", file="new"))
    assert [name for _, name in joining.uploads] == ["/files/new"]


async def test_what_is_too_large_to_be_put_together_is_said(tmp_path):
    engine, found = Looking(), []

    async def handle(message, gone=None, file=None, look=None):
        found.extend(await look(message, gone, file))
        return Ruling("noted")

    engine.handle = handle
    joining = Joining(engine, tmp_path, Limits(joined=100))
    for at in (0, 60):
        await joining.handle(patch(at, bytes(60)))
    assert [(one.kind, one.rule) for one in found] == [("not-read", "too-large")]


async def test_pieces_of_one_upload_wait_for_each_other(joining):
    order = []

    async def slow(message, gone, file):
        order.append(("begin", message.body))
        await asyncio.sleep(0)
        order.append(("end", message.body))
        return ()

    joining.engine.look = slow
    await asyncio.gather(*(joining.handle(patch(at, b"x" * 3)) for at in (0, 3, 6)))
    assert all(order[at][0] == "begin" and order[at + 1][0] == "end" for at in range(0, len(order), 2))
