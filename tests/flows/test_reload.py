"""A running guard takes up what changes in its files, workers and all, and survives mistakes."""

import asyncio

from playground import PASSPORT, playground

CARD = b'{"note": "card 4111 1111 1111 1111"}'
JSON = {"content-type": "application/json"}


async def until(true):
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.05)


def write(ground, name, text):
    path = ground.home / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


async def test_a_running_guard_takes_up_changes_and_keeps_the_last_good_ones(tmp_path):
    async with playground(tmp_path) as ground:
        client, rules = ground.client(), ground.service.rules
        assert (await client.post("https://mbamk.kg/", content=CARD, headers=JSON)).status_code == 403
        write(ground, "changes/personal.yaml", "policy: personal\ncells:\n  bank-card: {lookalike: warn}\n")
        await until(lambda: rules.judge.grid.changed)
        assert (await client.post("https://mbamk.kg/", content=CARD, headers=JSON)).status_code == 200
        write(ground, "changes/personal.yaml", "policy: personal\ncells:\n  bank-card: {lookalike: wran}\n")
        await until(lambda: rules.trouble)
        assert "changes/personal.yaml:3:26" in str(rules.trouble)
        assert (await client.post("https://mbamk.kg/", content=CARD, headers=JSON)).status_code == 200
        assert [event.outcome for event in ground.events()] == ["warned", "warned", "blocked"]


async def test_workers_look_by_the_rules_in_force(tmp_path):
    async with playground(tmp_path, workers=1) as ground:
        service, client = ground.service, ground.client()
        long = CARD.replace(b"card", b"x " * 20_000 + b"card")  # a worker's work
        assert (await client.post("https://mbamk.kg/", content=long, headers=JSON)).status_code == 403
        rule = ground.events()[0].verdict.findings[0].rule
        write(ground, "rules-off.yaml", f"rules: [{rule}]\n")
        await until(lambda: service.rulebook.off)
        assert (await client.post("https://mbamk.kg/", content=long, headers=JSON)).status_code == 200
        picture = PASSPORT.read_bytes()
        assert (await client.post("https://mbamk.kg/", content=picture)).status_code == 403
        assert service.workers.setup.known.off == {rule}
