from random import Random

import numpy as np
import pytest

from specimens.barcodes import licence_back
from training import papers
from training.fronts import crowd
from training.fronts.print import known


@pytest.fixture(autouse=True)
def fonts():
    if not known("sans"):
        pytest.skip("none of the free typefaces is installed")


@pytest.mark.parametrize("kind", papers.FORMS)
def test_a_filled_form_has_answers_and_an_empty_one_has_none(kind):
    filled, empty = (papers.form(Random(5), kind, filled=full) for full in (True, False))
    answers = {line.text for line in filled.lines} - {line.text for line in empty.lines}
    assert len(answers) >= 5
    assert any(line.text == "SPECIMEN" for line in empty.lines)


def test_the_same_seed_draws_the_same():
    one, other = (papers.form(Random(7), "questionnaire").image for _ in range(2))
    assert np.array_equal(one, other)


@pytest.mark.parametrize("kind", papers.FORMS)
def test_screens_say_what_forms_say(kind):
    assert len(papers.screen(Random(3), kind).lines) >= 9


def test_a_page_of_text():
    assert len(papers.contract(Random(3)).lines) > 12


def test_who_shows_a_document_has_a_face_in_the_picture():
    image, faces = crowd.selfie(Random(4), np.random.default_rng(4), [])
    (face,) = faces
    assert face[:, 0].max() > 0
    assert face[:, 0].min() < image.shape[1]


def test_of_documents_alone_no_face_is_marked():
    assert crowd.alone(Random(4), np.random.default_rng(4), [])[1] == []
    assert crowd.things(Random(4), np.random.default_rng(4), [])[1] == []


def test_how_much_of_a_face_is_covered():
    face = np.array([[0, 0], [10, 0], [10, 10], [0, 10]], np.float32)
    assert crowd.hidden(face, np.array([10, 5]), np.array([5, 5])) == pytest.approx(0.5)
    assert crowd.hidden(face, np.array([50, 5]), np.array([5, 5])) == 0


def test_the_back_of_a_licence():
    assert licence_back(Random(1)).shape == (630, 1000, 3)
