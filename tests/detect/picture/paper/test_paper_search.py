import pytest

from sakchy.detect import Detector
from sakchy.detect.picture import PictureDetector
from sakchy.detect.picture.paper import Paper, search_paper
from sakchy.detect.picture.pipeline import pages
from sakchy.model import Picture, Step
from sakchy.rulebook import load, rules_folder

PLACE = (Step("file", "scan.jpg"),)
KINDS = {"anketa": "questionnaire", "referral": "medical-record", "requisites": "bank-requisites"}


@pytest.fixture(scope="module")
def detector():
    return Detector(load(rules_folder()), b"k" * 32)


@pytest.mark.parametrize("name", KINDS)
def test_a_filled_form(detector, photographed_form, name):
    findings = detector.find([Picture(PLACE, photographed_form(name))])
    assert KINDS[name] in {finding.kind for finding in findings}
    assert {finding.where for finding in findings} == {PLACE}
    assert all(finding.confidence < 0.9 for finding in findings)


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_form(detector, photographed_form, name):
    assert detector.find([Picture(PLACE, photographed_form(name, filled=False))]) == ()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_photographed_from_any_side(detector, photographed_form, quarters):
    findings = detector.find([Picture(PLACE, photographed_form("anketa", quarters=quarters))])
    assert "questionnaire" in {finding.kind for finding in findings}


def test_without_text_rules_papers_are_not_read(photographed_form):
    assert PictureDetector(b"k" * 32).find(Picture(PLACE, photographed_form("anketa"))) == []


def test_what_a_paper_answers_is_not_shown(photographed_form):
    page = next(iter(pages(photographed_form("anketa"))))
    paper = search_paper(page.small, page.larger)
    assert paper is not None
    assert "ID7654321" in paper.text
    assert "ID7654321" not in repr(paper)


@pytest.mark.parametrize(
    ("details", "kind", "told"),
    [
        ({"name", "birth", "passport"}, "questionnaire", True),
        ({"name", "citizenship", "passport"}, "questionnaire", False),
        ({"name", "birth", "health"}, "medical-record", True),
        ({"name", "health"}, "medical-record", False),
        ({"bank"}, "bank-requisites", True),
        ({"personal-number", "address"}, "personal-number", False),
        ({"personal-number", "name"}, "personal-number", True),
        ({"name", "birth", "passport"}, "password", False),
    ],
)
def test_what_is_believed(details, kind, told):
    assert Paper("", frozenset(details)).tells(kind) == told
