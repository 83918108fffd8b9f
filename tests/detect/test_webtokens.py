import time
from base64 import urlsafe_b64encode

import msgspec
import pytest

from sakchy.detect.webtokens import live_token

HOUR = 3600


def token(header=None, **claims):
    parts = (header or {"alg": "HS256"}, claims)
    return ".".join(
        [*(urlsafe_b64encode(msgspec.json.encode(part)).decode().rstrip("=") for part in parts), "sign"]
    )


def test_a_signed_token_of_somebody_is_live():
    assert live_token(token(sub="ulgu"))
    assert live_token(token(sub="ulgu", exp=time.time() + HOUR))


def test_one_that_ran_out_is_not():
    assert not live_token(token(sub="ulgu", exp=int(time.time()) - HOUR))


@pytest.mark.parametrize(
    "value", [token({"alg": "none"}, sub="ulgu"), token(role="anon"), token(sub="1234567890")]
)
def test_unsigned_public_and_printed_ones_are_not(value):
    assert not live_token(value)


@pytest.mark.parametrize("value", ["", "a.b.c", "eyJ.eyJ.x", "eyJhbGciOiJIUzI1NiJ9", "W10.W10.x"])
def test_what_is_no_token_is_not(value):
    assert not live_token(value)
