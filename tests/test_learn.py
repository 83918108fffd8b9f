"""Passwords typed at verified sites, taken up only where that was switched on."""

import asyncio

import pytest
from msgspec.structs import replace

from sakchy import rulebook
from sakchy.inforce import still
from sakchy.keep.ownfile import OwnFile
from sakchy.learn import MOST, Learner
from sakchy.model import Outgoing, Target, Text

RULES = still(rulebook.load(), "personal")
MAIL = Target("https", "mail.google.com", 443)
SECRET = "Correct-Horse9"


@pytest.fixture
def learner(tmp_path):
    learner = Learner(OwnFile(tmp_path / "own.json", b"k" * 32), RULES)
    learner.file.change(lambda enrolled: replace(enrolled, learn=True))
    return learner


def post(body, target=MAIL, method="POST"):
    return Outgoing("http", body.encode(), method, target=target)


async def after(learner, message):
    """What is enrolled once a message has passed."""
    learner.passed(message)
    await asyncio.gather(*learner.working)
    return [(each.home, each.learnt) for each in learner.file.read().passwords]


async def test_a_password_typed_at_a_verified_site_is_learnt_for_it(learner):
    assert await after(learner, post(f"user=me&password={SECRET}")) == [("google.com", True)]
    own = learner.file.own
    assert own.find([], own.hits([Text((), SECRET)], "evil.example"))
    assert own.hits([Text((), SECRET)], "accounts.google.com") == []
    assert len(await after(learner, post(f'{{"auth":{{"passwd":"{SECRET}"}}}}'))) == 1


@pytest.mark.parametrize(
    "field", ["password", "j_password", "user[pass]", "Passwd", "пароль", "сырсөз", "pwd"]
)
def test_names_of_fields_that_hold_one(learner, field):
    assert learner.passwords(post(f"user=me&{field}={SECRET}")) == [SECRET]


@pytest.mark.parametrize(
    "body",
    [
        f"user=me&comment={SECRET}",
        "password=short",
        f"password={'ab12' * 16}",
        f"compass={SECRET}",
        "nothing",
        "",
    ],
)
def test_what_is_no_password_is_not_taken(learner, body):
    assert learner.passwords(post(body)) == []


@pytest.mark.parametrize(
    "target",
    [
        None,
        Target("https", "shop.example", 443),
        Target("http", "mail.google.com", 80),
        Target("https", "mail.google.com", 8443),
        Target("https", "mail.google.com", 443, names=("evil.example",)),
        Target("https", "evil.example", 443, names=("mail.google.com",), page="mail.google.com"),
        Target("https", "discord.com", 443),
    ],
)
def test_only_verified_sites_teach(learner, target):
    assert learner.passwords(post(f"password={SECRET}", target)) == []


async def test_switched_off_it_learns_nothing(learner):
    learner.file.change(lambda enrolled: replace(enrolled, learn=False))
    assert await after(learner, post(f"password={SECRET}")) == []
    learner.file.delete()
    assert await after(learner, post(f"password={SECRET}")) == []
    assert await after(learner, post(f"password={SECRET}", method="GET")) == []


async def test_mistyped_ones_go_when_newer_ones_come(learner):
    first = (await after(learner, post("password=Mistyped-000")), learner.file.read().passwords[0])[1]
    for number in range(1, MOST + 2):
        await after(learner, post(f"password=Mistyped-{number:03}"))
    kept = learner.file.read().passwords
    assert len(kept) == MOST
    assert first not in kept


async def test_a_file_that_cannot_be_written_is_said_without_the_password(learner, caplog):
    learner.file.own  # noqa: B018  it is read while it is whole
    learner.take([SECRET], "google.com")
    learner.file.path.write_text("{")
    learner.take(["Another-Horse9"], "google.com")
    assert "FileError" in caplog.text
    assert "Horse" not in caplog.text
