"""Parameters of header lines, as browsers, programs and standards write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.parameters import options


@pytest.mark.parametrize(
    ("line", "given_"),
    [
        ('form-data; name="a"; filename="b;c.jpg"', {b"name": b"a", b"filename": b"b;c.jpg"}),
        ("form-data; name=a; filename=b c.jpg", {b"name": b"a", b"filename": b"b c.jpg"}),
        ("form-data;NAME = a ;x", {b"name": b"a"}),
        (r'form-data; name="a\"b"; filename="C:\x\y.jpg"', {b"name": b'a"b', b"filename": rb"C:\x\y.jpg"}),
        ("form-data; filename=a; filename*=UTF-8'ru'%D0%B0.jpg", {b"filename": "а.jpg".encode()}),
        ("form-data; filename*=cp1251''%E0.jpg", {b"filename": "а.jpg".encode()}),
        ('x; filename*0="ab"; filename*1=cd', {b"filename": b"abcd"}),
        ("x; filename*0*=UTF-8''%D0; filename*1*=%B0", {b"filename": "а".encode()}),
        ('form-data; name="never ends', {b"name": b"never ends"}),
        ("form-data", {}),
        ("x; filename*=nonsense", {b"filename": b"nonsense"}),
        ("x; filename*=no-such-charset''ab", {b"filename": b"ab"}),
    ],
)
def test_every_notation(line, given_):
    assert options(line)[1] == given_


def test_the_value_before_them():
    assert options(" multipart/form-data ; boundary=x")[0] == b"multipart/form-data"


@given(st.text(max_size=300))
def test_nothing_breaks_it(text):
    value, given_ = options(text)
    assert isinstance(value, bytes)
    assert all(isinstance(each, bytes) for each in given_.values())


@pytest.mark.parametrize(
    "text", ['; a="' * 50_000, "; a=" * 50_000, ";" * 200_000, '; a="\\' * 50_000, "; a*0=" * 9999]
)
def test_hostile_lines_are_cut(text):
    options(text)
