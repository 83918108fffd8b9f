"""What the networks of fronts are shown: the same for a seed, its lines where they are said to be."""

from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from specimens.paint import FACES, FONTS
from training.fronts import cardapps, cards
from training.fronts import print as prints
from training.fronts.embossed import FORMS, Stamp, stamped
from training.fronts.others import OTHERS
from training.fronts.people import luhn, pan
from training.fronts.pool import SIDE, SORTS, bare, fronts, lines_of, nothing, pages, plastic
from training.fronts.scene import scene
from training.fronts.slips import MONO
from training.fronts.things import form, things

DRAWS = all((FONTS / path).exists() for path in FACES.values()) and {prints.PLAIN, *MONO} <= set(
    prints.paths()
)
pytestmark = pytest.mark.skipif(not DRAWS, reason="needs Debian's free fonts")
MAKERS = [*SORTS, *dict.fromkeys(OTHERS), things]


def drawn(maker, seed=3):
    return maker(Random(seed), np.random.default_rng(seed), [])


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_every_sheet_can_be_drawn_again(maker):
    one, again = drawn(maker), drawn(maker)
    assert (one.image == again.image).all()
    assert [line.text for line in one.lines] == [line.text for line in again.lines]


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_lines_stand_on_their_sheet(maker):
    sheet = drawn(maker, 5)
    height, width = sheet.image.shape[:2]
    assert (sheet.kind == "none") == (maker in [*OTHERS, things])
    for left, top, right, bottom in (line.box for line in sheet.lines):
        assert -1 <= left <= right <= width + 1
        assert -1 <= top <= bottom <= height + 1


@pytest.mark.parametrize("maker", [cards.card, cards.back, cardapps.screen])
def test_most_cards_have_a_number_with_a_check_digit(maker):
    numbers = [
        "".join(filter(str.isdigit, line.text)) for seed in range(12) for line in drawn(maker, seed).lines
    ]
    assert sum(len(number) >= 15 and luhn(number[:-1]) == number for number in numbers) >= 5


def test_a_cards_number_is_right():
    for seed in range(30):
        number = "".join(filter(str.isdigit, pan(Random(seed))))
        assert luhn(number[:-1]) == number


def test_a_card_in_an_app_is_marked_where_it_is():
    sheet = drawn(cardapps.screen, 8)
    left, top, right, bottom = sheet.box
    assert 1.2 < (right - left) / (bottom - top) < 2
    assert sheet.image.shape[0] > bottom


@pytest.mark.parametrize("seed", range(6))
def test_a_stamp_has_every_glyph_of_its_own_form(seed):
    stamp = Stamp(Random(seed))
    masks = {letter: stamp.mask(letter, 60) for letter in FORMS["digits"]}
    assert all(mask.max() == 255 for mask in masks.values())
    assert len({mask.tobytes() for mask in masks.values()}) == len(masks)
    assert stamp.able("0123 ABC")
    assert not stamp.able("АБВ")


def test_what_does_not_fit_is_not_stamped():
    mask, ground = Stamp(Random(1)).mask("4111 1111", 50), np.full((100, 1000, 3), 90, np.uint8)
    assert stamped(ground.copy(), Random(1), mask, "4111 1111", (900, 10), (255, 255, 255)) is None
    line = stamped(ground, Random(1), mask, "4111 1111", (20, 10), (255, 255, 255))
    assert line.text == "4111 1111"
    assert 20 <= line.box[0] < line.box[2] <= 20 + mask.shape[1]
    assert (ground != 90).any()


def test_a_font_without_a_letter_is_not_used_for_it():
    names = [name for sort in ("sans", "other", "codes") for name in prints.known(sort)]
    for name in names:
        assert prints.able(name, "SPECIMEN 01") == name
        assert prints.shows(prints.able(name, "Өмүр Ү."), "Ү")


def test_samples_have_the_form_that_training_takes():
    chance, rng = Random(4), np.random.default_rng(4)
    image, quads = next(fronts(chance, rng, []))
    assert max(image.shape) == SIDE
    assert all(kind in ("document", "card") and quad.shape == (4, 2) for kind, quad in quads)
    made = [sample for _ in range(4) for sample in pages(chance, rng, [])]
    assert all(max(crop.shape) <= 832 for crop, _ in made)


def test_cards_alone_show_the_line_finder_numbers():
    chance, rng = Random(4), np.random.default_rng(4)
    made = [sample for _ in range(3) for sample in plastic(chance, rng, [])]
    assert len(made) == 3
    assert all(lines and max(image.shape) <= 800 for image, lines in made)


def test_lines_are_cut_out_with_what_they_say():
    chance, rng = Random(6), np.random.default_rng(6)
    shown = scene([drawn(cards.card, 6)], [], chance, rng, 1000)
    samples = list(lines_of(shown, chance, rng))
    assert samples
    for image, text in samples:
        assert image.shape[0] == 32
        assert image.shape[1] % 8 == 0
        assert text == text.strip()


def test_typefaces_are_named_not_kept():
    assert not list(Path(prints.__file__).parent.rglob("*.[ot]tf"))


def test_what_is_nothing_has_no_place_for_a_document():
    chance, rng = Random(5), np.random.default_rng(5)
    photo = rng.integers(0, 256, (300, 400, 3)).astype(np.uint8)
    samples = [sample for _ in range(3) for sample in nothing(chance, rng, [photo])]
    assert [quads for _, quads in samples] == [[], [], []]
    assert all(max(image.shape) == SIDE for image, _ in samples)


def test_things_have_no_four_corners():
    for seed in range(12):
        mask = form(Random(seed), 400, 300)
        assert mask.any()
        outline = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0][0]
        hull = cv2.convexHull(outline)
        full = cv2.contourArea(hull) / (cv2.minAreaRect(hull)[1][0] * cv2.minAreaRect(hull)[1][1])
        assert full < 0.97 or (mask[[0, -1]].any() or mask[:, [0, -1]].any())


def test_a_bare_card_is_one_card():
    image, quads = next(bare(Random(6), np.random.default_rng(6), []))
    assert max(image.shape) == SIDE
    assert [kind for kind, _ in quads] == ["card"]
