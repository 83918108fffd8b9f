"""A token belongs to the site where it was first seen; services with many names raise no question."""

import gc

import pytest

from sakchy import rulebook
from sakchy.decide import Judge
from sakchy.decide.bindings import ELSEWHERE, MOST, PUBLIC, Bindings
from sakchy.extract import extract_light
from sakchy.model import Outgoing, Target

TOKEN = "tok-" + "aB3dE5gH" * 6
BEARER = f"Bearer {TOKEN}"


@pytest.fixture
def bindings():
    return Bindings(b"k" * 32)


def see(bindings, host, page=None, auth="", *, body=b"", path="/", type_="application/json"):
    headers = (("content-type", type_), *((("authorization", auth),) if auth else ()))
    target = Target("https", host, 443, page=page)
    message = Outgoing("http", body, path=path, headers=headers, target=target)
    return [finding.where[0].kind for finding in bindings.seen(message, extract_light(message) or ())]


def test_at_its_own_site_it_goes_every_way(bindings):
    assert see(bindings, "api.shop.example", "www.shop.example", BEARER) == []
    assert see(bindings, "api.shop.example", "www.shop.example", BEARER) == []
    assert see(bindings, "img.shop.example", body=f'{{"token": "{TOKEN}"}}'.encode()) == []
    assert see(bindings, "www.shop.example", path=f"/?t={TOKEN}") == []


@pytest.mark.parametrize(
    ("how", "where"),
    [
        ({"auth": BEARER}, "header"),
        ({"auth": f"Token {TOKEN}"}, "header"),
        ({"auth": TOKEN}, "header"),
        ({"path": f"/collect?token={TOKEN}"}, "query"),
        ({"body": f'{{"a": {{"t": "{TOKEN}"}}}}'.encode()}, "json"),
        ({"body": f'{{"prompt": "why does -H \'Authorization: {BEARER}\' fail?"}}'.encode()}, "json"),
        ({"body": f"t={TOKEN}&x=1".encode(), "type_": "application/x-www-form-urlencoded"}, "form"),
        ({"body": f"here: {TOKEN}".encode(), "type_": "text/plain"}, "body"),
    ],
)
def test_at_another_site_it_is_found(bindings, how, where):
    assert see(bindings, "api.shop.example", "www.shop.example", BEARER) == []
    assert see(bindings, "thief.example", "other.example", **how) == [where]
    assert see(bindings, "thief.example", "other.example", **how) == [where]


def test_a_page_takes_its_token_along_to_the_other_names_of_its_product(bindings):
    assert see(bindings, "login.microsoft.example", "office.example", BEARER) == []
    assert see(bindings, "graph.msapis.example", "office.example", BEARER) == []
    assert see(bindings, "graph.msapis.example", None, BEARER) == []
    assert see(bindings, "graph.msapis.example", "live.example", BEARER) == []
    assert see(bindings, "thief.example", "thief.example", BEARER) == ["header"]


def test_siblings_of_a_large_service(bindings):
    assert see(bindings, "people-pa.googleapis.com", "mail.google.com", BEARER) == []
    assert see(bindings, "mail.google.com", "mail.google.com", BEARER) == []
    assert see(bindings, "clients6.google.com", "drive.google.com", BEARER) == []


def test_keys_that_every_page_gets_raise_no_question(bindings):
    key = "Basic d3JpdGVLZXlXcml0ZUtleVdyaXRlOg=="
    for number in range(PUBLIC):
        assert see(bindings, "api.metrics.example", f"shop{number}.example", key) == []
    assert see(bindings, "cdn-metrics.example", "somewhere.example", key) == []


@pytest.mark.parametrize(
    "auth",
    ["Bearer short", "Digest username=ulgu, response=0123456789abcdef0123",
     "AWS4-HMAC-SHA256 Credential=AAAAAAAAAAAAAAAA",
     "OAuth oauth_signature=abcdefabcdefabcdef", "Negotiate YIIabcdefabcdefabcdef", ""],
)  # fmt: skip
def test_what_is_short_or_new_each_time_is_not_bound(bindings, auth):
    see(bindings, "api.shop.example", None, auth)
    assert not bindings.bound


def test_only_so_many_are_kept_and_the_oldest_goes(bindings):
    for number in range(MOST + 5):
        see(bindings, "api.shop.example", None, f"Bearer {'t' * 20}{number:05}")
    assert len(bindings.bound) == MOST
    assert see(bindings, "b.example", None, f"Bearer {'t' * 20}00000") == []
    assert see(bindings, "b.example", None, f"Bearer {'t' * 20}{MOST:05}") == ["header"]


def test_no_value_is_kept(bindings):
    see(bindings, "api.shop.example", None, BEARER)
    kept = [repr(one) for one in gc.get_referents(bindings, bindings.__dict__, *bindings.bound.values())]
    assert TOKEN not in repr(kept)


def test_the_policy_asks_about_it():
    judge = Judge(rulebook.load(), "personal")
    binding = Bindings(b"k" * 32)
    see(binding, "api.shop.example", None, BEARER)
    message = Outgoing(
        "http", b"", headers=(("authorization", BEARER),), target=Target("https", "b.example", 443)
    )
    (finding,) = binding.seen(message, ())
    assert (finding.kind, finding.rule, finding.preview) == ("secret", ELSEWHERE, "")
    assert dict(finding.about[0].values) == {"site": "shop.example"}
    assert judge.verdict((finding,), judge.destination(message.target)).action == "ask"
