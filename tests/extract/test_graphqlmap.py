"""The field `map` of GraphQL's multipart requests."""

import pytest

from sakchy.extract.graphqlmap import MOST, Map


def test_a_file_has_the_name_of_its_first_variable():
    told = Map()
    told.hear("operations", b'{"0":["no"]}')
    told.hear("map", b'{"0":["variables.a","variables.b"],"1":[]}')
    assert [told.name(name) for name in ("0", "1", "2")] == ["variables.a", "1", "2"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"0":1}', b"\xff", b'{"0":["a"]}' + b" " * MOST, b"[" * 60_000]
)
def test_anything_else_maps_nothing(data):
    told = Map()
    told.hear("map", data)
    assert told.name("0") == "0"
