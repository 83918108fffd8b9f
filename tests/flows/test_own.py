"""A person's own values and passwords on their way through a true guard."""

import asyncio
import base64
import secrets
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from playground import playground

from sakchy.detect.own import passwords, values
from sakchy.keep.ownfile import OwnFile, fresh_id

PACKAGE = Path(__file__).parents[2] / "addon"
NAME, NUMBER, SECRET = "Асанов Тилек", "22101199000177", "Correct-Horse9"


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


def enrol(ground):
    """What `sakchy protect` does in a process of its own."""
    file = OwnFile(ground.home / "own.json", (ground.home / "fingerprint-key").read_bytes())

    def change(enrolled):
        kept = tuple(
            values.enrol(file.key, f"id{at:02}", kind, text, kind)
            for at, (kind, text) in enumerate([("name", NAME), ("number", NUMBER)])
        )
        salt = secrets.token_bytes(16)
        one = passwords.enrol(file.key, fresh_id(enrolled), SECRET, "google.com", salt)
        return replace(enrolled, values=kept, passwords=(one,))

    file.change(change)


async def asked(ground, sending, send=False):
    """The finding's rule of the question that a message raises; the message is then refused or sent."""
    question = await ground.question()
    ground.service.desk.answer(question.id, send, True)
    await sending
    return [finding.rule for finding in question.verdict.findings]


async def test_a_name_in_latin_letters_is_asked_about_as_soon_as_it_is_enrolled(ground):
    client, form = ground.client(), {"first": "Tilek", "last": "ASANOV"}
    assert (await client.post("https://shop.example/order", data=form)).status_code == 200
    enrol(ground)
    sending = asyncio.ensure_future(client.post("https://shop.example/order", data=form))
    assert await asked(ground, sending) == ["own-name"]
    assert (await sending).status_code == 403
    assert len(ground.bodies("shop.example")) == 1


async def test_a_number_is_found_in_a_worker_too_and_after_forgetting_it_is_not(ground):
    enrol(ground)
    client = ground.client()
    long = "слово " * 20_000 + "2210 1199 0001 77"
    sending = asyncio.ensure_future(client.post("https://shop.example/", json={"message": long}))
    assert "own-number" in await asked(ground, sending)
    (ground.home / "own.json").unlink()
    name = {"message": f"{'word ' * 20_000} {NAME}"}
    assert (await client.post("https://shop.example/", json=name)).status_code == 200


async def test_a_password_passes_at_home_and_is_stopped_anywhere_else(ground):
    enrol(ground)
    client, form = ground.client(), {"login": "me", "pw": SECRET}
    assert (await client.post("https://mail.google.com/login", data=form)).status_code == 200
    assert (await client.post("https://shop.example/login", data=form)).status_code == 403
    assert (await client.post("https://shop.example/", json={"u": [{"p": SECRET}]})).status_code == 403
    assert (await client.get("https://shop.example/", params={"p": SECRET})).status_code == 403
    assert (await client.get("https://shop.example/", auth=("me", SECRET))).status_code == 403
    chat = {"message": f"here it is: {SECRET}, thanks"}
    assert (await client.post("https://chatgpt.com/", json=chat)).status_code == 403
    assert len(ground.bodies("mail.google.com")) == 1
    assert ground.bodies("shop.example") == ground.bodies("chatgpt.com") == []
    assert {event.verdict.findings[0].rule for event in ground.events()} == {"own-password"}
    assert all(event.verdict.findings[0].preview == "google.com" for event in ground.events())


async def test_neither_the_disk_nor_the_reply_holds_it(ground):
    enrol(ground)
    reply = await ground.client().post("https://shop.example/", data={"pw": SECRET})
    ground.events()
    disk = [path.read_bytes() for path in ground.home.rglob("*") if path.is_file()]
    for plain in (SECRET, NUMBER, NAME, "asanov"):
        forms = (plain.encode(), plain.encode("utf-16-le"), base64.b64encode(plain.encode()))
        assert not any(form in data for form in forms for data in disk)
    assert SECRET not in reply.text
    assert "password" not in reply.text.lower()


READER = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from sakchy.keep.ownfile import OwnFile
from sakchy.model import Text
file = OwnFile(Path(sys.argv[2]) / "own.json", (Path(sys.argv[2]) / "fingerprint-key").read_bytes())
assert file.own.watches and not file.own.find([Text((), "nothing of mine")], ())
found = set()
masked = [bytes.fromhex(line) for line in sys.stdin.read().split()]  # or it would find its own question
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
    for line in maps:
        area, rights = line.split()[:2]
        low, high = (int(end, 16) for end in area.split("-"))
        if "rw" not in rights or line.rstrip().endswith(("[vvar]", "[vsyscall]")):
            continue
        memory.seek(low)
        data = memory.read(high - low).translate(bytes(byte ^ 0x55 for byte in range(256)))
        found |= {at for at, each in enumerate(masked) if each in data}
        del data
print(sorted(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads its own memory as Linux shows it")
async def test_the_memory_of_a_program_that_watches_holds_none_of_it(ground, tmp_path):
    enrol(ground)
    program = tmp_path / "reader.py"
    program.write_text(READER)
    words = [sys.executable, str(program), str(PACKAGE), str(ground.home)]
    process = await asyncio.create_subprocess_exec(
        *words, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    known = b"sakchy.keep.ownfile"  # what does stand there: the search can find something
    searched = [SECRET.encode(), NUMBER.encode(), NAME.encode(), b"asanov tilek", known]
    typed = "\n".join(bytes(byte ^ 0x55 for byte in each).hex() for each in searched)
    out, _ = await process.communicate(typed.encode())
    assert out.decode().strip() == "[4]"


async def test_a_page_that_tries_words_out_soon_gets_no_more_answers(ground):
    enrol(ground)
    client = ground.client()
    guess = [{"p": SECRET, "n": str(at)} for at in range(5)]
    assert [(await client.post("https://shop.example/", data=each)).status_code for each in guess] == [
        403
    ] * 5
    wrong = await client.post("https://shop.example/", data={"p": "Correct-Horse8"})
    assert wrong.status_code == 403
    assert (await client.post("https://shop.example/", data={"p": "two teapots"})).status_code == 200
    assert (await client.post("https://vk.com/", data={"p": "Correct-Horse8"})).status_code == 200
    assert (await client.post("https://mail.google.com/", data={"p": SECRET})).status_code == 200
