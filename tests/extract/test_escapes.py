"""Every way in which a letter is written as something else, undone once; and texts that only look like it."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.extract.escapes import (
    ENTITIES,
    PERCENTS,
    SCRIPTS,
    entities,
    escaped,
    meant,
    percent,
    percents,
    read,
    scripted,
    scripts,
    spelled_out,
    unescaped,
    whole,
)
from sakchy.extract.piece import Piece
from sakchy.model import Text

CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"\\u{ord(letter):04x}" for letter in CARD),
        "".join(f"\\u{{{ord(letter):x}}}" for letter in CARD),
        "".join(f"\\x{ord(letter):02X}" for letter in CARD),
        "".join(f"%{ord(letter):02x}" for letter in CARD),
        "".join(f"%u{ord(letter):04x}" for letter in CARD),
        "".join(f"&#{ord(letter)};" for letter in CARD),
        "".join(f"&#x{ord(letter):x};" for letter in CARD),
        "".join(f"={ord(letter):02X}" for letter in CARD),
        "4111 1111 11=\r\n11 1111",
        CARD,
    ],
)
def test_each_way_is_undone(written):
    assert unescaped(written) == CARD
    assert escaped(written) == (written != CARD)


def test_entities_by_name():
    assert unescaped("a&nbsp;b &lt;&AMP;&frac12;&unknown; &copy") == "a\u00a0b <&½&unknown; &copy"


@pytest.mark.parametrize(
    "text", ["50% of it", "a=1&b=22", "x = 4", "C:\\users\\new", "R&D", "AT&T;", "1=2", "a&amount=3", "100%"]
)
def test_ordinary_text_is_left_alone(text):
    assert unescaped(text) == text
    assert read(Piece(text)) is None


def test_letters_above_the_first_plane_and_halves():
    assert unescaped("\\ud83d\\ude00") == "\U0001f600"
    assert unescaped("\\ud83d") == "\ufffd"
    assert unescaped("&#9999999;&#xFFFFFF;") == "\ufffd\ufffd"


def test_percent_escapes_of_windows_letters():
    assert unescaped("%EF%E0%F1%EF%EE%F0%F2") == "паспорт"
    assert unescaped("%D0%BF%D0%B0") == "па"


def test_a_word_is_kept_as_it_stands_too():
    word, meant = read(Piece("p%41ss%77ord", field="f"))
    assert word == Text((), "p%41ss%77ord", "f")
    assert (meant.data, meant.depth) == ("pAssword", 1)
    assert [type(part) for part in read(Piece("more words &#52;"))] == [Piece]


def test_what_was_escaped_twice_is_undone_by_the_second_reading():
    assert unescaped(unescaped("%2534")) == "4"
    assert unescaped(unescaped("&amp;#52;")) == "4"


@given(st.text())
def test_quoted_printable_round_trips(text):
    lines = quopri.encodestring(text.encode()).decode()
    if "=\n" in lines:
        assert unescaped(lines).count("4") >= text.count("4") - text.count("=")


@given(st.text(alphabet="\\%&=u#x;0123456789abcdefABCDEF{}\n", max_size=300))
def test_nothing_breaks_it(text):
    unescaped(text).encode()


def test_long_hostile_numbers_cost_nothing():
    for text in ("&#" + "9" * 100_000 + ";", "&" * 100_000, "\\u{" * 50_000, "=" * 100_000, "%u" * 50_000):
        assert len(unescaped(text)) <= len(text)


@pytest.mark.parametrize(
    "line", ["Authorization: Basic dXNlcjpwYXNzd29yZDE=\nHost: a.example", "a: QUJDREVGRw==\nb: 1"]
)
def test_base64_at_the_end_of_a_line_stays_as_it_stands(line):
    assert line in [part.text for part in read(Piece(line)) or [Text((), line)] if isinstance(part, Text)]


def test_an_equals_sign_of_its_own_is_no_escape_beside_quoted_letters():
    assert unescaped("a=xyz b =D0=BF=D0=B0") == "a=xyz b па"
    assert unescaped("=D0=BF=D0=B0 =34=\n1") == "па 41"


def test_entities_in_the_ways_browsers_forgive():
    assert unescaped("4111&nbsp1111&nbsp;1&#0000000052;&#x000000034;") == "4111\u00a01111\u00a0144"
    assert unescaped("a=1&nbsp=2") == "a=1&nbsp=2"


ESCAPES = (
    "\\u0034",
    "\\ud83d",
    "\\u00",
    "\\x34",
    "\\",
    "%34",
    "%D0%96",
    "%FF",
    "%",
    "%u0034",
    "U00000034",
    "4",
    "Ж",
    "😀",
    "\ud83d",
)


@given(st.lists(st.sampled_from(ESCAPES), max_size=12).map("".join))
def test_all_at_once_is_one_by_one(text):
    assert whole(scripts(text)) == whole(meant(SCRIPTS, scripted, text))
    assert percents(text) == meant(PERCENTS, percent, text)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("\\u0416" * 3, "ЖЖЖ"),
        ("\\Ж\\u0034", "\\Ж4"),
        ("\\\\u0034", "\\4"),
        ("%D0%96%FF", "Р–я"),
        ("%D0%96 %", "Ж %"),
    ],
)
def test_what_the_codec_takes_and_what_it_does_not(written, said):
    assert unescaped(written) == said


NAMED = (
    "&amp;",
    "&#65;",
    "&#65",
    "&#38;",
    "&#35;",
    "&lt;",
    "&gt;",
    "&quot;",
    "&#x416;",
    "&nbsp",
    "&nbsp;",
    "&x;",
    "&",
    "#",
    "65",
    ";",
    "amp",
    "\x01",
    "\x0e",
    "&#1;",
    "&#x02;",
    "&#0014;",
)


@given(st.lists(st.sampled_from(NAMED), max_size=20).map("".join))
def test_entities_all_of_a_kind_at_once_are_entities_one_by_one(text):
    assert entities(text) == meant(ENTITIES, spelled_out, text)
