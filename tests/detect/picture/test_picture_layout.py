"""Lines in the form of a layout, from odds made by hand: a spike for each character, a blank between."""

import numpy as np
import pytest

from sakchy.detect.mrz import read_zone
from sakchy.detect.picture import layout
from sakchy.detect.picture.reader import ALPHABET, Reading
from specimens import zones

SPIKE, FLOOR = 0.9, 0.001


def row(letter, likely=SPIKE, second="", rest=0.0):
    """The logarithm of what the reader thinks of one column."""
    odds = np.full(38, FLOOR)
    odds[ALPHABET.index(letter) + 1 if letter else 0] = likely
    if second:
        odds[ALPHABET.index(second) + 1] = rest
    return np.log(odds / odds.sum())


def odds_of(text, misread=None):
    """Rows for a text; `misread` maps a place to what the reader took it for, its true letter second."""
    rows = []
    for place, letter in enumerate(text):
        wrong = (misread or {}).get(place)
        rows += [row(wrong, 0.55, letter, 0.4) if wrong else row(letter), row("")]
    return np.array(rows, np.float32)


def reading(text, misread=None, without=()):
    """What the greedy reader makes of it: wrong letters stay, some characters are missed."""
    odds = odds_of(text, misread)
    for place in without:  # the blank is a little likelier there
        odds[2 * place] = row("", 0.5, text[place], 0.45)
    greedy = [misread.get(place, letter) if misread else letter for place, letter in enumerate(text)]
    seen = "".join(letter for place, letter in enumerate(greedy) if place not in without)
    return Reading(seen, 0.9, odds)


@pytest.mark.parametrize("lines", [zones.passport(), zones.card(), zones.slip(), zones.visa()])
def test_lines_of_every_layout_stay_what_they_are(lines):
    assert lines in layout.texts([reading(line) for line in lines])


def test_a_letter_among_digits_gives_way_to_the_digit_behind_it():
    first, second = zones.passport()
    assert layout.texts([reading(first), reading(second, {13: "O", 21: "B"})])[0] == [first, second]


def test_fillers_that_were_missed_come_back():
    first, second = zones.passport()
    missed = reading(first, without=(20, 25, 30, 35, 40))
    assert len(missed.text) == 39
    assert layout.texts([missed, reading(second)])[0] == [first, second]


def test_what_no_reader_was_sure_of_still_has_right_check_digits():
    lines = [
        reading(line, dict.fromkeys((3, 9, 11), "<"), without=(26,)) if index == 1 else reading(line)
        for index, line in enumerate(zones.card())
    ]
    assert read_zone([one.text for one in lines]) is None
    zone = read_zone(layout.texts(lines)[0])
    assert zone is not None
    assert (zone.format, zone.strength) == ("TD1", 3)


def test_prose_is_forced_into_no_layout():
    prose = [
        reading("THEREISNOTHINGTOREADHEREATALLBUTPLAINPROSE"),
        reading("ANDONEMORELINEOFITTHATHASNODATESANYWHERE"),
    ]
    assert layout.texts(prose) == []


def test_lines_much_too_short_are_not_tried():
    assert layout.fits([reading("P<KGZ"), reading("0001018M")]) == []


def test_three_lines_are_tried_as_a_card_first():
    fits = layout.fits([reading(line) for line in zones.card()])
    assert fits[0].layout[-1] == "a" * 30
    assert fits[0].off == 0


def test_two_equal_characters_need_a_blank_between():
    odds = np.array([row("A"), row("A"), row(""), row("B")], np.float32)
    assert layout.likeliest(odds, "aa") == "AB"
    assert layout.likeliest(odds[:2], "aa") is None


def test_a_line_shorter_than_its_layout_has_no_text():
    assert layout.likeliest(odds_of("AB"), "a" * 5) is None
