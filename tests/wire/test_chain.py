from types import SimpleNamespace

import pytest
from mitmproxy.exceptions import AddonHalt
from mitmproxy.hooks import UpdateHook
from mitmproxy.options import Options

from sakchy.wire.chain import Chain


@pytest.fixture
def called():
    return []


def hook(called, name, error=None):
    def update(_flows):
        called.append(name)
        if error:
            raise error

    return SimpleNamespace(update=update)


async def trigger(*addons):
    chain = Chain(SimpleNamespace(options=Options()))
    chain.chain = list(addons)
    await chain.trigger_event(UpdateHook([]))


async def test_whoever_has_the_hook_is_called_in_order(called):
    async def update(_flows):
        called.append("waited for")

    await trigger(hook(called, "one"), SimpleNamespace(), SimpleNamespace(update=update), hook(called, "two"))
    assert called == ["one", "waited for", "two"]


async def test_add_ons_inside_another_are_called_too(called):
    await trigger(SimpleNamespace(addons=[SimpleNamespace(), hook(called, "inside")]))
    assert called == ["inside"]


async def test_an_error_in_one_does_not_stop_the_others(called, caplog):
    await trigger(hook(called, "one", ValueError("broken")), hook(called, "two"))
    assert called == ["one", "two"]
    assert "broken" in caplog.text


async def test_one_may_stop_the_others(called):
    await trigger(hook(called, "one", AddonHalt()), hook(called, "two"))
    assert called == ["one"]
