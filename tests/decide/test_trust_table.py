"""Who is trusted, case by case: (destination, page, scheme, certificate's name) -> category and why."""

import pytest

from sakchy.decide.whereto import WhereTo
from sakchy.model import Target
from sakchy.rulebook import load

WHERE_TO = WhereTo(load())
VERIFIED = {
    "portal.tunduk.kg": "state", "esia.tunduk.kg": "state", "cabinet.salyk.kg": "state",
    "some.ministry.gov.kg": "state", "portal.srs.kg": "state", "socfond.kg": "state",
    "online.demirbank.kg": "bank", "ibank.kicb.net": "bank", "app.mbank.kg": "bank",
    "online.optimabank.kg": "bank", "bakai24.app": "bank",
    "pay.payqr.kg": "payment", "api.stripe.com": "payment", "www.paypal.com": "payment",
}  # fmt: skip
OPEN = {
    "mail.google.com": "mail", "e.mail.ru": "mail", "proton.me": "mail",
    "discord.com": "messenger", "files.slack.com": "messenger",
    "web.whatsapp.com": "messenger-e2ee", "web.telegram.org": "messenger-e2ee",
    "vk.com": "social", "www.instagram.com": "social", "upload.facebook.com": "social",
    "wetransfer.com": "file-sharing", "www.dropbox.com": "file-sharing",
    "pastebin.com": "paste", "chatgpt.com": "ai-chat", "claude.ai": "ai-chat",
}  # fmt: skip
OTHER = "store.example"


def case(expected, why, host, *, scheme="https", port=443, names=None, page=None, navigates=False):
    names = (host,) if names is None else names
    return expected, why, Target(scheme, host, port, tuple(names), page, navigates)


def verified(host, category):
    """Trust needs the true address, every name given for it, https and its port to agree."""
    yield case(category, "listed", host)
    yield case(category, "listed", host, scheme="wss")
    yield case(category, "listed", host.upper())
    yield case(category, "listed", f"{host}.")
    yield case(category, "listed", host, names=(f"{host}:443", host))
    yield case(category, "listed", host, page=OTHER)
    yield case("unknown", "not-https", host, scheme="http", port=80)
    yield case("unknown", "not-https", host, scheme="http", port=443)
    yield case("unknown", "not-https", host, port=8443)
    yield case("unknown", "names-differ", host, names=(OTHER,))  # Host header or certificate of somebody else
    yield case("unknown", "names-differ", host, names=(host, "mail.google.com"))
    yield case("unknown", "names-differ", host, names=("192.0.2.7",))
    yield case("unknown", "unlisted", OTHER, names=(host,))  # a forged Host header
    yield case("unknown", "unlisted", OTHER, names=(host, host), page=host)
    yield case("unknown", "unlisted", OTHER, page=host)  # trust is never inherited from a page
    yield case("unknown", "unlisted", "192.0.2.7", names=(host,))
    yield case("lookalike", "lookalike", f"{host}.{OTHER}")
    yield case("lookalike", "lookalike", f"{host}-login.com")
    yield case("lookalike", "lookalike", OTHER, names=(f"{host}.{OTHER}",))
    yield case("lookalike", "lookalike", OTHER, page=f"{host}.{OTHER}")


def unverified(host, category):
    """These count however they are reached: what goes there is seen by others."""
    yield case(category, "listed", host)
    yield case(category, "listed", host, scheme="http", port=80)
    yield case(category, "listed", host, port=8443)
    yield case(category, "listed", host, names=(OTHER,))
    yield case(category, "page", OTHER, page=host)
    yield case("unknown", "unlisted", OTHER, page=host, navigates=True)
    yield case("lookalike", "lookalike", host, names=("tunduk-kg.com",))


ODD = [
    case("local", "local", "127.0.0.1"),
    case("local", "local", "localhost", scheme="http", port=8000),
    case("local", "local", "::1"),
    case("unknown", "names-differ", "127.0.0.1", names=("portal.tunduk.kg",)),
    case("unknown", "unlisted", "192.168.1.1", scheme="http", port=80),
    case("unknown", "unlisted", ""),
    case("unknown", "unlisted", "kg"),
    case("state", "listed", "gov.kg"),
    case("lookalike", "mixed-letters", "gаzprоm.example"),
    case("lookalike", "lookalike", "мbank.kg"),
]

CASES = [
    *(one for host, category in VERIFIED.items() for one in verified(host, category)),
    *(one for host, category in OPEN.items() for one in unverified(host, category)),
    *ODD,
]


def test_there_are_enough_cases():
    assert len(CASES) > 300


@pytest.mark.parametrize(("expected", "why", "target"), CASES)
def test_category_and_why(expected, why, target):
    found = WHERE_TO.destination(target)
    assert found.category == expected
    assert found.because[0].key.removeprefix("decide.") in {why, *(["assumed"] if why == "listed" else [])}
    near = expected == "local" or target.host == "192.168.1.1"
    assert found.insecure == (target.scheme == "http" and not near)
