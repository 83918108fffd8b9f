import pytest

from sakchy.service import is_loopback

NUMBERS = [
    "127.0.0.1",
    "127.8.9.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0.0.0.0",
    "[::1]",
    "::",
    "::ffff:127.0.0.1",
]
NAMES = ["localhost", "LOCALHOST.", "any.localhost"]


@pytest.mark.parametrize("host", NUMBERS + NAMES)
def test_every_way_of_writing_this_computer(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["", "mbank.kg", "128.0.0.1", "10.0.0.1", "localhost.example", "::2", "[", "1.2.3"]
)
def test_other_places(host):
    assert not is_loopback(host)
