"""Addresses as browsers read them."""

import pytest

from sakchy.decide.addresses import AddressError, address, dotted


@pytest.mark.parametrize(
    ("url", "host", "before_at"),
    [
        ("https://tunduk.kg@evil.example/", "evil.example", "tunduk.kg"),
        ("https://tunduk.kg:443@evil.example/", "evil.example", "tunduk.kg"),
        ("https://tunduk.kg\\@evil.example/", "tunduk.kg", ""),
        ("https://evil.example/@tunduk.kg", "evil.example", ""),
        ("https://evil.example?@tunduk.kg", "evil.example", ""),
        ("https://evil.example#@tunduk.kg", "evil.example", ""),
        ("HTTPS:\\\\evil.example\\a", "evil.example", ""),
        (" mbank.kg ", "mbank.kg", ""),
    ],
)
def test_the_true_host(url, host, before_at):
    got = address(url)
    assert (got.host, got.before_at) == (host, before_at)


@pytest.mark.parametrize(
    ("host", "same"),
    [
        ("0x7f.1", "127.0.0.1"), ("2130706433", "127.0.0.1"), ("0300.0250.1.1", "192.168.1.1"),
        ("1.2.3", "1.2.0.3"), ("0x", "0.0.0.0"), ("1.2.3.4.", "1.2.3.4"),
        ("1.2.3.4.5", "1.2.3.4.5"), ("256.1.1.1", "256.1.1.1"), ("4294967296", "4294967296"),
        ("09.1", "09.1"), ("a.1", "a.1"), ("mbank.kg", "mbank.kg"), ("1_0.1", "1_0.1"), ("+1.1", "+1.1"),
    ],
)  # fmt: skip
def test_old_forms_of_ipv4(host, same):
    assert dotted(host) == same


@pytest.mark.parametrize(
    "url", ["", "https://", "ftp://a.example", "https://a b.example", "https://a.example:99999"]
)
def test_what_is_none(url):
    with pytest.raises(AddressError):
        address(url)
