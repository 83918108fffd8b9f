"""Looking at many messages: in order, few at a time, in this process or in workers."""

import msgspec
import pytest

from sakchy import rulebook
from sakchy.cli.look import Look, failed, found
from sakchy.cli.shared import Trouble
from sakchy.model import Finding, Outgoing

BOOK = rulebook.load()
CARD = b"card 4111 1111 1111 1111"
UNREAD = Finding("not-read", "too-large", 1.0, (), "", "")


def message(body):
    return Outgoing("file", body)


def kinds(findings):
    return [finding.kind for finding in findings]


def test_text_is_looked_at_here_and_now():
    with Look(BOOK, 1) as look:
        assert kinds(look.at(message(CARD)).result(0)) == ["bank-card"]
        assert look.workers is None


def test_large_bodies_go_to_a_worker(drive):
    with Look(BOOK, 1) as look:
        findings = look.at(message((drive / "passport.jpg").read_bytes())).result(60)
        assert kinds(findings) == ["passport"]
        assert look.workers is not None


def test_a_rule_that_is_switched_off_finds_nothing_in_a_worker_either():
    cards = frozenset(rule.id for rule in BOOK.rules if rule.kind == "bank-card")
    large = message(CARD + bytes(range(32, 127)) * 10_000)
    with Look(BOOK, 1) as look, Look(msgspec.structs.replace(BOOK, off=cards), 1) as without:
        assert "bank-card" in kinds(look.at(large).result(60))
        assert "bank-card" not in kinds(without.at(large).result(60))
        assert without.workers is not None


def test_order_is_kept_whoever_is_faster(drive):
    picture = message((drive / "passport.jpg").read_bytes())
    items = [(0, picture), (1, message(CARD)), (2, (UNREAD,)), (3, picture), (4, message(b"salam"))]
    with Look(BOOK, 2) as look:
        seen = [(label, kinds(findings)) for label, findings in look.at_all(items)]
    assert seen == [(0, ["passport"]), (1, ["bank-card"]), (2, ["not-read"]), (3, ["passport"]), (4, [])]


def test_only_a_few_messages_are_taken_ahead(drive):
    picture, taken = message((drive / "passport.jpg").read_bytes()), []

    def endless():
        for number in range(1000):
            taken.append(number)
            yield number, picture

    with Look(BOOK, 1) as look:
        seen = look.at_all(endless())
        assert next(seen)[0] == 0
        assert len(taken) <= 4
        seen.close()


def test_what_is_not_read_is_not_found():
    assert not found((UNREAD,))
    assert found((UNREAD, msgspec.structs.replace(UNREAD, kind="passport")))


@pytest.mark.parametrize(
    ("rule", "trouble"), [("worker-lost", True), ("out-of-time", True), ("encrypted", False)]
)
def test_failing_to_look_is_trouble(rule, trouble):
    assert failed((msgspec.structs.replace(UNREAD, rule=rule),)) is trouble


def test_a_rule_that_cannot_be_used_is_said_plainly():
    broken = msgspec.structs.replace(BOOK.rules[0], pattern="(")
    with pytest.raises(Trouble, match=broken.id):
        Look(msgspec.structs.replace(BOOK, rules=(broken,)), 1)
