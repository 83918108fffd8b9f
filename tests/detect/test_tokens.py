import pytest

from sakchy.detect.checks import CHECKS, zone
from sakchy.detect.tokens import lively, no_example, no_filler, no_stand_in, varied


@pytest.mark.parametrize("token", ["ghp_aB3cD4eF5gaB3cD4eF5g", "a1b2c3d4e5f6a1b2c3d4"])
def test_lively(token):
    assert lively(token)


@pytest.mark.parametrize(
    "token", ["ghp_xxxxxxxxxxxxxxxx", "0000000000000000", "YOUR_TOKEN_a1b2c3", "abcdefghijklmnop"]
)
def test_fillers(token):
    assert not lively(token)


def test_a_counted_row_is_no_chance_but_stands_for_nothing_else():
    assert no_stand_in("1234567890ABCDEF1234")
    assert not lively("1234567890ABCDEF1234")
    assert not no_stand_in("xxxxxxxxxx1234567890")


@pytest.mark.parametrize("word", ["password", "<secret>", "${DB_PASSWORD}", "***", "xxxxx", "changeme"])
def test_a_place_for_a_password_is_none(word):
    assert not no_filler(word)


def test_passwords_and_examples():
    assert varied("b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAB")
    assert not varied("xxxxxxxxxxxxxxxxxxxxxxxx")
    assert no_filler("Kok-Boru7")
    assert no_example("AKIAABC2DE3F4GABC2DE")
    assert not no_example("AKIAABC2DE3F4EXAMPLE")


def test_zone_needs_right_check_digits():
    first = "P<KGZULGU<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<<<<<"
    assert zone(f"{first}\nPE00000018KGZ0001018M35010142010119009999916")
    assert not zone(f"{first}\nPE00000017KGZ0001017M35010132010119009999911")


def test_every_check_says_no_to_nothing():
    assert not any(check("") for name, check in CHECKS.items() if name not in NEGATIVE)


NEGATIVE = {"not-a-timestamp", "no-false-card", "no-example", "no-filler"}
"""These only rule something out."""
