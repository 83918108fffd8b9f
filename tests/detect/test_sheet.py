from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.sheet import Sheet
from sakchy.model import Text


def sheet(*texts):
    return Sheet([Text((), text) for text in texts])


@given(st.lists(st.text(), min_size=1, max_size=8))
def test_all_forms_keep_every_offset(texts):
    made = sheet(*texts)
    assert len(made.line) == len(made.low) == len(made.raw) == sum(map(len, texts)) + len(texts) - 1
    for index, text in enumerate(texts):
        low, high = made.bounds(index)
        assert high - low == len(text)
        assert made.at(low) == index if text else True


def test_odd_spaces_and_dashes_are_plain():
    assert sheet("4111\u00a01111\u202f1111\u20131111").line == "4111 1111 1111-1111"


def test_written_line_breaks_stick_to_nothing():
    assert sheet("a\\nghp_b\\r\\n").line == "a  ghp_b    "


def test_letters_that_grow_when_lowered_stay():
    assert sheet("İSTANBUL ÇA").low == "İstanbul ça"
    assert sheet("İI\u0307X i\u0307").low == "İi\u0307x i\u0307"


@given(st.lists(st.text(st.sampled_from("aAİΣςK \n\u00a0\0пИ\ud83d.")), max_size=8))
def test_in_brief_every_word_stands(texts):
    made = sheet(*texts)
    words = made.low.encode("utf-8", "surrogatepass").split()
    assert {*made.brief.encode("utf-8", "surrogatepass").split()} == {*words}


def test_in_brief_numbers_are_all_the_same():
    assert sheet("id 4111111111111111 id 5500000000000004").brief.split() in (
        ["id", "0" * 16],
        ["0" * 16, "id"],
    )


def test_siblings_stand_in_the_same_item():
    texts = [
        Text((), value, field)
        for field, value in (("a[0].x", "1"), ("a[0].Y_1", "2"), ("a[1].x", "3"), ("", "4"))
    ]
    assert Sheet(texts).siblings == {"a[0]": {"x": "1", "y1": "2"}, "a[1]": {"x": "3"}}


def test_the_inside_of_a_file_is_blank_for_candidates_only():
    inside = "aGk4" * 600
    sheet = Sheet([Text((), f"see {inside} pin 1234")])
    assert sheet.line == f"see {inside} pin 1234"
    assert len(sheet.low) == len(sheet.raw) == len(sheet.line)
    assert sheet.low.startswith("see agk4")
    assert sheet.low.endswith("agk4 pin 1234")
    assert sheet.raw.count(b"\1") == sheet.low.count("\1") > len(inside) // 2


def test_shorter_rows_stay_as_they_are():
    sheet = Sheet([Text((), "x" * 1000 + " " + "y" * 600)])
    assert "\1" not in sheet.low
