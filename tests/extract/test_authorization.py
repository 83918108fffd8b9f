import base64

import pytest

from sakchy.extract.authorization import credentials
from sakchy.model import Outgoing


def given(header):
    return [text.text for text in credentials(Outgoing("http", b"", headers=(("authorization", header),)))]


def test_the_password_of_basic():
    assert given("Basic " + base64.b64encode("я:Correct:Horse9".encode()).decode()) == ["Correct:Horse9"]
    assert given("basic " + base64.b64encode(b"me:secret-word").decode().rstrip("=")) == ["secret-word"]


@pytest.mark.parametrize("header", ["", "Bearer abc", "Basic", "Basic !", "Basic \udcff", "Basic YQ"])
def test_nothing_to_see(header):
    assert [text for text in given(header) if text] == []
