import pytest

from sakchy.detect.picture import PictureDetector
from sakchy.detect.picture.fronts.code import is_back, shown
from sakchy.detect.picture.fronts.evidence import judge
from sakchy.detect.picture.fronts.labels import found
from sakchy.detect.picture.fronts.letters import fold
from sakchy.detect.picture.fronts.printed import Row
from sakchy.model import Picture

CARD = "4111 1111 1111 1111"


def rows(lines):
    return [Row((fold(line),), fold(line)) for line in lines]


def judged(lines, face="card", sure=0.8):
    return judge(rows(lines), face, sure)


@pytest.mark.parametrize(
    "lines",
    [
        ["AUTHORIZED SIGNATURE", "000"],
        ["AUTHORIZED SIGNATURE - NOT VALID UNLESS SIGNED", "1111 000"],
        ["Подпись владельца", "000"],
        [CARD, "CVV 000"],
        [CARD, "VALID THRU 08/29 CVC2: 000"],
    ],
)
def test_a_code_that_is_shown(lines):
    assert shown(rows(lines), found(rows(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        ["AUTHORIZED SIGNATURE", "08/29"],
        ["000"],
        [CARD, "VALID THRU 08/29"],
        ["AUTHORIZED SIGNATURE", CARD],
        ["never tell your CVV to anybody"],
        ["CVC2 is on the back"],
    ],
)
def test_no_code(lines):
    assert not shown(rows(lines), found(rows(lines)))


def test_a_panel_for_the_signature():
    assert is_back(found(rows(["AUTHORIZED SIGNATURE"])))
    assert not is_back(found(rows(["SIGNATURE", "VALID THRU"])))


def test_a_back_without_the_number_shows_its_code():
    front = judged(["AUTHORIZED SIGNATURE", "000"])
    assert (front.kind, front.code, front.score >= 1) == ("bank-card-code", True, True)
    assert (front.preview, front.about) == ("", ())


def test_number_and_code_on_one_side():
    front = judged([CARD, "VALID THRU 08/29", "CVV 000"])
    assert (front.kind, front.code, front.right) == ("bank-card", True, True)


def test_a_panel_on_what_looks_like_no_card_is_not_enough():
    assert judged(["AUTHORIZED SIGNATURE", "000"], face="document").score < 1
    assert judged(["AUTHORIZED SIGNATURE"]).score < 1


def test_the_code_is_a_finding_of_its_own():
    front = judged([CARD, "VALID THRU 08/29", "CVV 000"])
    card, code = PictureDetector(b"k" * 32).front(Picture((), b""), front, shown=False)
    assert (card.kind, code.kind) == ("bank-card", "bank-card-code")
    assert card.fingerprint != code.fingerprint
    assert code.preview == ""


def test_who_shows_a_bank_card_shows_no_document():
    front = judged(["AUTHORIZED SIGNATURE", "000"])
    (code,) = PictureDetector(b"k" * 32).front(Picture((), b""), front, shown=True)
    assert code.kind == "bank-card-code"
