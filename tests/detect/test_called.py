"""The compiled part is called as a function of Python, and says so if it is called in another way."""

import gc
import sys

import pytest

from sakchy.detect.called import function
from sakchy.detect.glance import Glance, available, library
from sakchy.detect.text import TextDetector
from sakchy.limits import DEFAULT
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(not available(), reason="the compiled part was not built")
CLEAN, DOUBTFUL, OTHER = 0, 1, 3


@pytest.fixture(scope="module")
def glance():
    return Glance(library(), TextDetector(load().rules, b"called" * 4), DEFAULT, lambda *_: 0)


@pytest.mark.parametrize(
    ("body", "says"),
    [(b"{}", CLEAN), (b"[", DOUBTFUL), (b"a=b", OTHER), (b"", OTHER), (b'{"a":1}' * 2, DOUBTFUL)],
)
def test_a_body_is_looked_at(glance, body, says):
    assert glance.document(body, 0) == says


def test_a_form_is_looked_at(glance):
    assert [glance.form(b"a=b&c=d", 0), glance.form(b"a&b", 0)] == [CLEAN, DOUBTFUL]


@pytest.mark.parametrize("words", [0, 11, 12, 15])
def test_words_that_stand_before_it_count(glance, words):
    assert glance.document(b"{}", words << 28) == (DOUBTFUL if words >= 12 else CLEAN)


@pytest.mark.parametrize("given", [("{}", 0), (None, 0), (bytearray(b"{}"), 0), (b"{}", "0"), (b"{}", None)])
def test_other_things_are_refused(glance, given):
    with pytest.raises(TypeError):
        glance.document(*given)


@pytest.mark.parametrize("number", [-1, 1 << 70])
def test_numbers_too_large_are_refused(glance, number):
    with pytest.raises(OverflowError):
        glance.document(b"{}", number)


@pytest.mark.parametrize("given", [(), (b"{}",), (b"{}", 0, 0)])
def test_fewer_or_more_things_are_refused(glance, given):
    with pytest.raises(SystemError):
        glance.document(*given)


def test_each_belongs_to_its_own(glance):
    other = Glance(library(), TextDetector(load().rules, b"called" * 4), DEFAULT, lambda *_: 0)
    body = b'{"a":"<b>"}'
    assert other.is_clean(body)
    assert [other.document(body, 0), glance.document(body, 0)] == [CLEAN, 2], "only one was told"
    del other
    gc.collect()
    assert glance.document(b"{}", 0) == CLEAN


def test_nothing_is_kept_of_what_is_looked_at(glance):
    body = b"{%b}" % (b" " * 1000)
    before = sys.getrefcount(body)
    for _ in range(1000):
        glance.document(body, 0)
    assert sys.getrefcount(body) == before


def test_a_function_is_known_by_its_name(glance):
    made = function(glance.library, "glance_look", glance.handle)
    assert made.__name__ == "glance_look"
    assert made(b"{}", 0) == CLEAN
