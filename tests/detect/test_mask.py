import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.mask import HIDDEN, mask


@pytest.mark.parametrize(
    ("value", "keep", "shown"),
    [
        ("4111 1111 1111 1111", (0, 4), "•••• 1111"),
        ("20101199000001", (1, 2), "2•••• 01"),
        ("ghp_aB3cD4eF5g", (4, 0), "ghp_••••"),
        ("123", (0, 4), HIDDEN),
        ("1234567", (2, 2), HIDDEN),
        ("", (0, 0), HIDDEN),
    ],
)
def test_mask(value, keep, shown):
    assert mask(value, keep) == shown


@given(st.text("abcdef0123456789", max_size=40), st.integers(0, 16), st.integers(0, 16))
def test_never_more_than_half_is_shown(value, head, tail):
    shown = mask(value, (head, tail)).replace(HIDDEN, "").replace(" ", "")
    assert len(shown) * 2 <= len(value)


def test_fingerprints_depend_on_key_kind_and_value():
    same = fingerprint(b"k" * 32, "bank-card", "4111111111111111")
    assert same == fingerprint(b"k" * 32, "bank-card", b"4111111111111111")
    assert len(bytes.fromhex(same)) == 16
    others = [
        fingerprint(b"j" * 32, "bank-card", "4111111111111111"),
        fingerprint(b"k" * 32, "own-value", "4111111111111111"),
        fingerprint(b"k" * 32, "bank-card", "4111111111111112"),
    ]
    assert same not in others
    assert len(set(others)) == 3


def test_a_lone_surrogate_is_no_error():
    assert fingerprint(b"k", "secret", "\ud800")
