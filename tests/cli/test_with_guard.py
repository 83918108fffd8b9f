"""The command line beside a running guard: a held passport is answered from a terminal, told in history."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from playground import PASSPORT, playground

ADDON = Path(__file__).parents[2] / "addon"
UPLOAD = {"files": {"scan": ("scan.jpg", PASSPORT.read_bytes(), "image/jpeg")}}
TO = "https://discord.com/api/upload"


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path) as ground:
        yield ground


async def sakchy(home, *words, code=0):
    """A true `sakchy` process that ends with `code`; what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ADDON), "SAKCHY_HOME": str(home), "LC_ALL": "C.UTF-8"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sakchy", *words, env=environment, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert process.returncode == code
    return out.decode()


async def test_sent_from_a_terminal(ground):
    sending = asyncio.ensure_future(ground.client().post(TO, **UPLOAD))
    question = await ground.question()
    listed = await sakchy(ground.home, "answer")
    assert question.number in listed
    assert "passport" in listed
    assert "Sent" in await sakchy(ground.home, "answer", question.number, "send")
    assert (await sending).status_code == 200
    assert PASSPORT.read_bytes() in ground.bodies("discord.com")[0]


async def test_stopped_from_a_terminal_and_told_in_the_history(ground):
    sending = asyncio.ensure_future(ground.client().post(TO, **UPLOAD))
    question = await ground.question()
    assert "Not sent" in await sakchy(ground.home, "answer", question.number, "stop")
    assert (await sending).status_code == 403
    assert ground.bodies("discord.com") == []
    ground.service.journal.flush()
    (event,) = [json.loads(line) for line in (await sakchy(ground.home, "history", "--json")).splitlines()]
    assert (event["outcome"], event["destination"]["host"]) == ("refused", "discord.com")
    assert "scan.jpg" not in json.dumps(event)


async def test_check_says_beforehand_what_the_guard_does(ground):
    said = json.loads(await sakchy(ground.home, "check", "--json", "--to", TO, str(PASSPORT), code=1))
    sending = asyncio.ensure_future(ground.client().post(TO, **UPLOAD))
    verdict = (await ground.question()).verdict
    ground.service.desk.answer((await ground.question()).id, send=False)
    await sending
    assert said["action"] == verdict.action == "ask"
    assert [each["kind"] for each in said["findings"]] == [each.kind for each in verdict.findings]
