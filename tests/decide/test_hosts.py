"""One spelling for each host; nothing anybody can write makes it fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.decide.hosts import in_letters, loopback, normalise, site


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("Tunduk.KG", "tunduk.kg"),
        ("tunduk.kg.", "tunduk.kg"),
        ("tunduk.kg:443", "tunduk.kg"),
        ("ｔｕｎｄｕｋ．ｋｇ", "tunduk.kg"),
        ("tunduk。kg", "tunduk.kg"),
        ("Пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
        ("[::1]:8080", "::1"),
        ("[2001:DB8:0::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("::1:80", "::1:80"),  # an address, not a port
        ("[tunduk.kg]", "[tunduk.kg]"),
        ("tunduk.kg:port", "tunduk.kg:port"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("a" * 300 + ".gov.kg", ""),
        ("\ufdfa" * 250 + ".gov.kg", ""),
        ("", ""),
    ],
)
def test_one_spelling(written, host):
    assert normalise(written) == host


@pytest.mark.parametrize(
    "host", ["localhost", "app.localhost", "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"]
)
def test_these_never_leave_the_computer(host):
    assert loopback(normalise(host))


@pytest.mark.parametrize(
    "host",
    ["localhost.example", "mylocalhost", "128.0.0.1", "10.0.0.1", "0.0.0.0", "::2", "127.0.0.1.example", ""],
)
def test_these_do_leave(host):
    assert not loopback(normalise(host))


@pytest.mark.parametrize(
    ("host", "registrable"),
    [
        ("esia.tunduk.kg", "tunduk.kg"),
        ("a.minjust.gov.kg", "minjust.gov.kg"),  # gov.kg is a public suffix
        ("gov.kg", "gov.kg"),
        ("pages.somebody.github.io", "somebody.github.io"),  # a private suffix
        ("10.0.0.1", "10.0.0.1"),
        ("::1", "::1"),
        ("router", "router"),
        ("", ""),
    ],
)
def test_registrable_domains(host, registrable):
    assert site(host) == registrable


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z]{1,5})?(\.[a-z]{2,9}){1,3}", fullmatch=True))
def test_case_port_and_final_dot_do_not_matter(host):
    assert normalise(host) == host
    assert normalise(host.upper() + ".:8443") == host


@given(st.text() | st.from_regex(r"[\[\]:.%0-9a-fxn-]{0,40}"))
def test_nothing_makes_it_fail(text):
    host = normalise(text)
    assert loopback(host) in {True, False}
    assert host.endswith(site(host).removesuffix("."))


@pytest.mark.parametrize(
    ("host", "read"),
    [
        ("bücher.example", "bücher.example"),
        ("МБАНК.kg", "мбанк.kg"),
        ("xn--80ak6aa92e.example", "аррӏе.example"),
        ("shop.example", ""),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("", ""),
        ("xn--" + "e\u202ea".encode("punycode").decode() + ".example", ""),
        ("xn--99999999999.example", ""),
        ("evil\u202egk.example", ""),
    ],
)
def test_a_host_in_letters(host, read):
    assert in_letters(normalise(host)) == read
