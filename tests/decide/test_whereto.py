"""Of which category a receiver is. Trust is earned, never claimed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.decide.whereto import WhereTo
from sakchy.model import Target
from sakchy.rulebook import load

BOOK = load()
WHERE_TO = WhereTo(BOOK)
VERIFIED = [name for name, category in BOOK.categories.items() if category.verified]
STATE, BANK, PAYMENT, MAIL, STORE = (
    "portal.tunduk.kg",
    "online.demirbank.kg",
    "pay.payqr.kg",
    "mail.google.com",
    "store.example",
)


def to(host, scheme="https", port=443, names=(), **given):
    return WHERE_TO.destination(Target(scheme, host, port, tuple(names), **given))


def category(host, **given):
    found = to(host, **given)
    return found.category, [why.key for why in found.because]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        (STATE, "state"),
        ("some.ministry.gov.kg", "state"),
        (BANK, "bank"),
        ("ibank.kicb.net", "bank"),
        (PAYMENT, "payment"),
        ("api.stripe.com", "payment"),
        (MAIL, "mail"),
        ("discord.com", "messenger"),
        ("web.whatsapp.com", "messenger-e2ee"),
        ("web.telegram.org", "messenger-e2ee"),
        ("i.imgur.com", "social"),
        ("upload.facebook.com", "social"),
        ("vk.com", "social"),
        ("pu.vk.com", "social"),
        ("m.ok.ru", "social"),
        ("sun9-1.userapi.com", "social"),
        ("wetransfer.com", "file-sharing"),
        ("pastebin.com", "paste"),
        ("oaisdmntprwest.blob.core.windows.net", "ai-chat"),
        ("shop.example", "unknown"),
        ("tunduk-kg.com", "lookalike"),
        ("127.0.0.1", "local"),
        ("localhost", "local"),
    ],
)
def test_categories(host, expected):
    assert to(host).category == expected


def test_sites_are_registrable_domains():
    assert to("esia.tunduk.kg").site == "tunduk.kg"
    assert to("10.0.0.1").site == "10.0.0.1"


def test_every_name_must_agree_to_earn_trust():
    assert category(STATE, names=["www.gov.kg", STATE + ":443"]) == ("state", ["decide.listed"])
    assert category(STATE, names=["store.example"]) == ("unknown", ["decide.names-differ"])
    assert category(STATE, names=[BANK]) == ("unknown", ["decide.names-differ"])
    assert category("store.example", names=[STATE, STATE]) == ("unknown", ["decide.unlisted"])
    assert category(PAYMENT, names=[MAIL])[0] == "unknown"


@pytest.mark.parametrize(
    "name", [".", "a" * 300 + ".gov.kg", " ", "\x00", "portal.tunduk.kg\n.example", "[", "[tunduk.kg]x"]
)
def test_a_name_that_is_none_agrees_with_nothing(name):
    assert category("www.gov.kg", names=[name])[0] == "unknown"


@pytest.mark.parametrize(
    "given", [{"scheme": "http", "port": 80}, {"port": 8443}, {"scheme": "ws"}, {"scheme": "ftp"}]
)
def test_trust_needs_ordinary_https(given):
    for host in (STATE, BANK, PAYMENT):
        found, because = category(host, **given)
        assert found == "unknown"
        assert because[0] == "decide.not-https"


def test_an_unencrypted_connection_is_marked_besides_its_category():
    mail = to(MAIL, scheme="http", port=80)
    assert (mail.category, mail.insecure) == ("mail", True)
    assert [why.key for why in mail.because] == ["decide.listed", "decide.insecure"]
    assert not to(MAIL, scheme="wss").insecure
    assert not to("127.0.0.1", scheme="http", port=8000).insecure
    assert not to("app.localhost", scheme="ws", port=8000).insecure


@pytest.mark.parametrize(
    "host",
    ["192.168.0.1", "10.1.2.3", "172.31.0.9", "169.254.7.7", "fe80::1", "fd00::1", "router", "nas.local",
     "printer.home.arpa", "::ffff:192.168.0.1"],
)  # fmt: skip
def test_the_own_network_is_unknown_but_nobody_else_reads_along(host):
    found = to(host, scheme="http", port=80)
    assert (found.category, found.insecure) == ("unknown", False)


@pytest.mark.parametrize(
    "host",
    ["8.8.8.8", "172.32.0.1", "100.64.0.1", "2001:db8::1", "shop.example", "x.local.example", ""],
)
def test_others_may_read_along_beyond_it(host):
    assert to(host, scheme="http", port=80).insecure


def test_loopback_under_another_name_is_not_local():
    assert category("127.0.0.1", port=8000, names=["localhost:8000"]) == ("local", ["decide.local"])
    assert category("127.0.0.1", port=8000, names=[STATE]) == ("unknown", ["decide.names-differ"])


def test_an_upload_to_a_store_counts_for_its_page():
    assert category(STORE, page="wetransfer.com") == ("file-sharing", ["decide.page"])
    assert category(STORE, page="chatgpt.com:443")[0] == "ai-chat"
    assert category(STORE, page="wetransfer.com", navigates=True) == ("unknown", ["decide.unlisted"])
    assert category("discord.com", page="wetransfer.com") == ("messenger", ["decide.listed"])


@pytest.mark.parametrize("page", [STATE, BANK, PAYMENT, "localhost", "shop.example", None])
def test_the_trust_of_a_page_is_never_inherited(page):
    assert category(STORE, page=page) == ("unknown", ["decide.unlisted"])


def test_what_an_imitation_sends_elsewhere_still_goes_to_the_imitation():
    assert category(STORE, page="tunduk-kg.com", navigates=True) == ("lookalike", ["decide.lookalike"])
    assert category(STORE, names=["tunduk.kg.example.com"])[0] == "lookalike"


def test_no_address_counts_as_unknown():
    found = WHERE_TO.destination(None)
    assert (found.category, found.host) == ("unknown", "")
    assert [why.key for why in found.because] == ["decide.no-target"]


def test_an_assumed_host_says_so():
    assert category("outlook.live.com") == ("mail", ["decide.assumed"])


HOSTS = st.text(max_size=60) | st.sampled_from(
    [STATE, BANK, PAYMENT, MAIL, STORE, "127.0.0.1", "[::1]", "tunduk-kg.com", "xn--0", "."]
)
TARGETS = st.builds(
    Target,
    scheme=st.sampled_from(["http", "https", "ws", "wss", ""]),
    host=HOSTS,
    port=st.sampled_from([0, 80, 443, 8443]),
    names=st.lists(HOSTS, max_size=3).map(tuple),
    page=st.none() | HOSTS,
    navigates=st.booleans(),
)


@given(TARGETS)
def test_any_target_is_judged_and_trust_needs_every_name(target):
    found = WHERE_TO.judge(target)
    assert found.category in BOOK.categories
    assert found.because
    if found.category in VERIFIED:
        assert (target.scheme in {"https", "wss"}, target.port) == (True, 443)
        assert {
            WHERE_TO.judge(Target("https", name, 443)).category
            for name in (target.host, *target.names)
            if name
        } == {found.category}
