"""My data: enrolled on the page, never shown, found on its way out, taken out again."""

import html
import re

import pytest

from sakchy.detect.own.shapes import UnfitError
from sakchy.keep import enrolling
from sakchy.keep.ownfile import OwnFile, enrolled_in
from sakchy.keep.pin import Pins
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Text
from sakchy.web.own import KINDS

SAY = catalogue("en")
NUMBER, SECRET = "22101199000177", "Correct-Horse9"


async def post(client, path, **fields):
    form = (await client.get("/own")).text
    token = re.search(r'name="csrf" value="([0-9a-f]{64})"', form)[1]
    return await client.post(path, data={"csrf": token, **fields}, follow_redirects=True)


async def test_looking_makes_no_file(page):
    async with page.browser() as client:
        text = (await client.get("/own")).text
    assert SAY("own.none") in text
    assert not {"own.json", "fingerprint-key"} & {path.name for path in page.home.iterdir()}


async def test_a_value_is_watched_over_and_never_shown(page):
    async with page.browser() as client:
        answer = await post(client, "/own/add", kind="number", label="my PIN", value=NUMBER)
    assert SAY("own.done.added") in html.unescape(answer.text)
    assert "my PIN" in answer.text
    assert NUMBER not in answer.text
    own = enrolled_in(page.home).own
    assert [each.preview for each in own.find([Text((), f"it is {NUMBER}")], ())] == ["my PIN"]
    assert not any(NUMBER.encode() in each.read_bytes() for each in page.home.iterdir() if each.is_file())


async def test_a_password_is_at_home_at_its_sites(page):
    async with page.browser() as client:
        answer = await post(
            client, "/own/password", sites="https://online.mbank.kg/x, example.com", password=SECRET
        )
    enrolled = enrolled_in(page.home).read()
    assert sorted(each.home for each in enrolled.passwords) == ["example.com", "mbank.kg"]
    assert "mbank.kg" in answer.text
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    ("path", "fields", "why"),
    [
        ("add", {"kind": "number", "value": "123"}, "few-digits"),
        ("add", {"kind": "name", "value": "Aibek"}, "one-word"),
        ("add", {"kind": "number", "value": NUMBER, "label": NUMBER}, "told"),
        ("add", {"kind": "number", "value": NUMBER, "label": "x" * 41}, "long-label"),
        ("add", {"kind": "nonsense", "value": ""}, "nothing"),
        ("add", {"kind": "other", "value": "x" * 500}, "nothing"),
        ("password", {"sites": "???", "password": SECRET}, "no-site"),
        ("password", {"sites": "", "password": SECRET}, "no-site"),
        ("password", {"sites": "shop.example", "password": "xq7!z"}, "password-length"),
    ],
)
async def test_what_cannot_be_enrolled_is_explained_and_not_shown(page, path, fields, why):
    async with page.browser() as client:
        answer = await post(client, f"/own/{path}", **fields)
    assert answer.status_code == 400
    assert SAY(f"own.wrong.{why}", **enrolling.BLANKS.get(why, {})) in html.unescape(answer.text)
    assert all(len(value) < 5 or value not in answer.text for key, value in fields.items() if key != "kind")
    found = enrolled_in(page.home)
    assert found is None or not found.own.watches


async def test_taking_out_wants_a_pin_where_there_is_one(page):
    Pins(page.home).set("2748")
    async with page.browser() as client:
        await post(client, "/own/add", kind="number", label="one", value=NUMBER)
        (value,) = enrolled_in(page.home).read().values
        asked = await post(client, "/own/remove", id=value.id)
        assert SAY("pin.asked.own") in html.unescape(asked.text)
        assert enrolled_in(page.home).own.watches
        answer = await post(client, "/own/remove", id=value.id, pin="2748")
    assert SAY("own.done.removed") in answer.text
    assert not enrolled_in(page.home).own.watches


async def test_learning_is_switched_on_freely_and_off_with_the_pin(page):
    Pins(page.home).set("2748")
    async with page.browser() as client:
        assert SAY("own.learn.on") in (await post(client, "/own/learn", learn="on")).text
        await post(client, "/own/learn", learn="off")
        assert enrolled_in(page.home).own.learns
        await post(client, "/own/learn", learn="off", pin="2748")
    assert not enrolled_in(page.home).own.learns


async def test_a_broken_file_is_said_and_not_overwritten(page):
    enrolling.add(enrolling.opened(page.home), "number", "one", [NUMBER])
    (page.home / "own.json").write_text("{nonsense")
    async with page.browser() as client:
        assert (await client.get("/own")).status_code == 500
        answer = await post(client, "/own/add", kind="number", label="two", value=NUMBER)
    assert SAY("own.wrong.broken") in answer.text
    assert (page.home / "own.json").read_text() == "{nonsense"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_explained_in_three_languages(page, language):
    say = catalogue(language)
    async with page.browser(language=language) as client:
        text = html.unescape((await client.get("/own")).text)
    assert all(say(f"own.stored.{line}") in text for line in ("never", "prints", "labels", "here"))
    assert all(say(f"own.kinds.{kind}") for kind in (*KINDS, "password"))


async def test_strangers_neither_see_nor_change_it(page):
    async with page.browser(enter=False) as client:
        assert (await client.get("/own")).status_code == 403
        for path in ("add", "password", "remove", "learn"):
            assert (await client.post(f"/own/{path}", data={})).status_code == 403


def test_nothing_changes_if_one_of_several_is_unfit(tmp_path):
    file = OwnFile(tmp_path / "own.json", bytes(32))
    with pytest.raises(UnfitError):
        enrolling.add(file, "number", "", [NUMBER, "12"])
    assert not file.path.exists()
