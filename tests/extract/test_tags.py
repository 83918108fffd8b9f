"""What counts as markup."""

import pytest

from sakchy.extract.tags import has_tags


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "a<br>b", "a<br/>b", "</p>", "<!-- x", "<?xml version='1'?>", "<![CDATA[x", '<a href="x">'],
)
def test_markup(text):
    assert has_tags(text)


@pytest.mark.parametrize(
    "text", ["", "1 < 2 > 0", "<3", "i<j", "<ivan@example.com>", "<Иван>", "a <- b -> c", "<b"]
)
def test_no_markup(text):
    assert not has_tags(text)
