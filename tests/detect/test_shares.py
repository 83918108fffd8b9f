import pytest

from sakchy.detect.shares import Joints

JOINTS = Joints(["cardnumber", "otpcode"])


@pytest.mark.parametrize(
    ("tail", "head"),
    [("number", "card"), ("number", "mycard"), ("number", "rd"), ("code", "otp"), ("r", "umbe")],
)
def test_a_tail_wants_what_a_head_offers(tail, head):
    assert JOINTS.wants(tail) & JOINTS.offers(head)


@pytest.mark.parametrize(
    ("tail", "head"),
    [("number", "number"), ("number", "otp"), ("numbers", "card"), ("code", "cards"), ("", "")],
)
def test_others_have_nothing_to_do_with_each_other(tail, head):
    assert not JOINTS.wants(tail) & JOINTS.offers(head)


def test_a_whole_name_wants_nothing():
    assert not JOINTS.wants("cardnumber")
