"""Bodies too large to keep whole: streamed past or swallowed by the sink, as the policy says."""

import pytest
from msgspec.structs import replace
from playground import playground

from sakchy.limits import Limits


@pytest.fixture
async def ground(tmp_path):
    async with playground(tmp_path, limits=Limits(whole=100_000)) as ground:
        yield ground


async def test_what_the_policy_lets_pass_streams_through(ground):
    film = bytes(200_000)
    response = await ground.client().post("https://shop.example/film", content=film)
    events = ground.events()
    assert [event.verdict.findings[0].rule for event in events] == ["too-large"]
    passed = events[0].outcome in ("noted", "warned")
    assert response.status_code == (200 if passed else 403)
    assert ground.bodies("shop.example") == ([film] if passed else [])


@pytest.mark.parametrize("http2", [False, True])
async def test_what_the_policy_stops_goes_to_the_sink(ground, monkeypatch, http2):
    verdict = ground.service.judge.verdict

    def strict(findings, destination):
        return replace(verdict(findings, destination), action="block")

    monkeypatch.setattr(ground.service.judge, "verdict", strict)
    for number in range(3):
        client = ground.client(http2=http2)
        response = await client.post(f"https://shop.example/{number}", content=bytes(3_000_000))
        assert response.status_code == 403
        assert response.headers["content-type"] == "application/problem+json"
    assert ground.bodies("shop.example") == []
    assert [event.outcome for event in ground.events()] == ["blocked"] * 3


async def test_the_address_is_looked_at_even_then(ground):
    address = "https://shop.example/film?card_number=4111111111111111"
    ground.service.desk.wait = 0.2
    response = await ground.client().post(address, content=bytes(200_000))
    assert response.status_code == 403
    assert ground.bodies("shop.example") == []
    (event,) = ground.events()
    assert {finding.kind for finding in event.verdict.findings} == {"bank-card", "not-read"}
