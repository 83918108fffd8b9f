import pytest

from sakchy.extract.runs import MARKS, marked, mended, runs


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_where_a_run_begins(mark):
    before, after = {"Z0eXBhdm": ("AAAAIG", ""), "AAADGpQICA": ("A", "")}.get(mark, ("", "AAAA"))
    text = "see: " + before + mark + after + ", and more"
    assert marked(text)
    ((start, end, base64, announced),) = runs(text)
    assert text[start:end] == before + mark + after
    assert announced == (mark == "base64,")
    assert base64 == (after if announced else text[start:end])


def test_words_are_no_runs():
    assert not marked("base64 is a way to write bytes, 4111 1111 1111 1111")
    assert list(runs("base64, they said")) == []


@pytest.mark.parametrize(
    ("form", "as_meant"),
    [
        ("a=x+y&img=data:image/png;base64,AA+B", "a=x+y&img=data:image/png;base64,AA%2BB"),
        ("img=/9j/4S/+RX", "img=/9j/4S/%2BRX"),
        ("img=iVBORw0K+A/+\r\n+A==&b=c+d", "img=iVBORw0K%2BA/%2B\r\n%2BA==&b=c+d"),
        ("img=data%3Aimage/png%3Bbase64%2CAA+/+", "img=data%3Aimage/png%3Bbase64%2CAA%2B/%2B"),
        ('p={"img":"/9j/+"}', 'p={"img":"/9j/%2B"}'),
    ],
)
def test_pluses_nobody_escaped_are_kept(form, as_meant):
    assert mended(form) == as_meant


@pytest.mark.parametrize(
    "form",
    [
        "note=data%3A%3Bbase64%2CAAAA+4111+1111",  # a browser's own form: the plus is a space
        "note=%2F9j%2F4AAQ+4111+1111",
        "note=R0lGODlh+4111+1111",
        "a=12/29+card+4111+1111,+please",
    ],
)
def test_other_pluses_stay_spaces(form):
    assert mended(form) == form
