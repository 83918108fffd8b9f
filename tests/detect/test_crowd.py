from random import Random

import pytest

from sakchy import rulebook
from sakchy.detect.candidates import CROWD, Finder, of_rule
from sakchy.detect.cards import luhn
from sakchy.detect.checks import CHECKS
from sakchy.detect.compiled import compile_rule
from sakchy.detect.crowd import FORMS, SUMS, likely, passing
from sakchy.detect.numbers import kg_pin, uz_pinfl

FINDER = Finder([compile_rule(rule) for rule in rulebook.load().rules if rule.digits])
CHANCE = Random(7)
MANY = [f"{CHANCE.randrange(10**size):0{size}}".encode() for size in range(12, 21) for _ in range(3000)]
"""Numbers of every length that rules want."""
DATED = [
    f"1{CHANCE.randint(1, 28):02}{CHANCE.randint(1, 12):02}{year}{CHANCE.randrange(10**5):05}"
    for year in range(1900, 2020)
]


def exactly(number, checks):
    return all(check(number.decode()) for check in checks)


@pytest.mark.parametrize("length", sorted(FINDER.by_length))
def test_whoever_passes_by_itself_may_pass_in_a_crowd(length):
    for checks in FINDER.by_length[length]:
        numbers = [number for number in MANY if len(number) == length]
        passed = {number for number in numbers if exactly(number, checks)}
        assert passed <= {*passing(checks, numbers)} <= {*numbers}


def test_pins_of_all_years_may_pass():
    numbers = [*map(str.encode, DATED)]
    assert likely(numbers, FINDER.by_length).keys() == {*numbers}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("kz-iin", "900101300001"),
        ("ru-inn", "500100732259"),
        ("ro-cnp", "1800101221144"),
        ("fr-nir", "295109912611193"),
        ("uz-pinfl", "30101900010015"),
    ],
)
def test_numbers_of_countries_are_weighed_as_their_checks_do(name, number):
    check = CHECKS[name]
    head, digits = number[:-2].encode(), [f"{each:02}".encode() for each in range(100)]
    numbers = [head + each for each in digits]
    passed = [each for each in numbers if check(each.decode())]
    kept = passing((check,), numbers)
    assert {*passed} <= {*kept}
    assert len(kept) < len(numbers) / 3


def test_cards_are_weighed_exactly():
    for length in range(12, 20):
        numbers = [number for number in MANY if len(number) == length]
        assert passing((luhn,), numbers) == [number for number in numbers if luhn(number.decode())]


def test_forms_and_sums_are_of_checks_that_rules_use():
    used = {check for groups in FINDER.by_length.values() for checks in groups for check in checks}
    assert {*FORMS, *SUMS} <= used


def test_nothing_passes_of_nothing():
    assert likely([], FINDER.by_length) == {}
    assert passing((luhn,), []) == []
    assert all(passing((check,), []) == passing((check,), [b"0" * 14]) == [] for check in (uz_pinfl, kg_pin))
    assert likely([b"123"], FINDER.by_length) == {}


def test_a_number_may_be_of_the_rules_whose_checks_may_accept_it():
    may = likely([b"4111111111111111", b"4111111111111112"], FINDER.by_length)
    card, other = ({rule.rule.id for rule in rules} for rules in may.values())
    assert other < card
    assert "card-number" in card - other


@pytest.mark.parametrize("first", ["", "4111 1111 1111 1111 x "])
@pytest.mark.parametrize("begin", ["4", "9"])
def test_a_crowd_has_the_same_spans_as_each_by_itself(begin, first):
    raw = (first + ", ".join(f"{begin}{each * 7:015}" for each in range(CROWD + 9))).encode()
    alone = {}
    for span, rules in FINDER.runs(raw):
        for rule in rules:
            alone.setdefault(rule, []).append(span)
    crowd = {rule: [span for each in places for span in each] for rule, places in FINDER.crowd(raw).items()}
    assert {rule: spans for rule, spans in crowd.items() if spans} == alone


def test_a_rule_has_its_own_spans():
    raw = b"4111111111111111 4111111111111112 4111 1111"
    card = next(rule for rule in FINDER.digits if rule.rule.id == "card-number")
    found = [((0, 16), (card,)), ((17, 33), (card,)), ((34, 43), (card,)), ((34, 43), ())]
    assert [*of_rule(card, found, raw)] == [(0, 16), (34, 43)]
