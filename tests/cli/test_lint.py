import msgspec
import pytest

from sakchy import rulebook
from sakchy.cli.lint import complaints, is_slow, refused, repeated
from sakchy.locale import catalogue

RULES = {rule.id: rule for rule in rulebook.load().rules}
CARD_PIN = RULES["card-pin"]


def keys(**changes):
    return [complaint.key for complaint in complaints(msgspec.structs.replace(CARD_PIN, **changes))]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if not rule.names], ids=lambda rule: rule.id
)
def test_shipped_rules_are_careful(rule):
    assert list(complaints(rule)) == []


def test_shapes_of_the_tables_have_limits():
    assert [rule.id for rule in RULES.values() if rule.names and repeated(rule.pattern or rule.shape)] == []


def test_a_rule_that_never_looks_is_refused():
    assert keys(anchors=()) == ["everywhere"]


@pytest.mark.parametrize("anchor", ["pin", "a", "ab:"])
def test_an_anchor_of_few_letters_is_refused(anchor):
    assert keys(anchors=(anchor,)) == ["brief"]


def test_listed_short_anchors_are_taken():
    assert keys(anchors=("cvv", "CVC", "<<")) == []


@pytest.mark.parametrize(
    ("pattern", "mistake"),
    [
        ("(?P<secret>(?:a+)+)", "nested"),
        ("(?P<secret>(?:ab*c){2,})", "nested"),
        ("(?P<secret>a+)", "unbounded"),
        ("(?P<secret>[ab]*)", "unbounded"),
        ("(?P<secret>a{2,})", "unbounded"),
        (r"(?P<secret>\p{L}+)", "unbounded"),
        (r"(?P<secret>a{2,5})", None),
        (r"(?P<secret>[a+*]{2,5}\+\*)", None),
        (r"(?P<secret>a{1,30}+b{0,3}+)", None),
    ],
)
def test_repetitions_need_limits(pattern, mistake):
    assert (repeated(pattern) or (None,))[0] == mistake
    assert keys(pattern=pattern) == ([mistake] if mistake else [])


def test_patterns_that_explode_are_refused():
    slow = r"(?:[a-z ]{1,30}[a-z ]{1,30} ?){1,20}(?P<secret>[~#])"
    assert keys(pattern=slow) == ["slow"]
    assert not is_slow(CARD_PIN)


def test_a_pattern_that_does_not_compile_is_left_to_its_examples():
    assert not is_slow(msgspec.structs.replace(CARD_PIN, pattern="("))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_complaint_names_file_and_line(language):
    careless = msgspec.structs.replace(CARD_PIN, pattern="(?P<secret>a+)")
    (said,) = refused(careless, catalogue(language))
    file, line, _ = said.split(":", 2)
    assert file.endswith("detectors/cards/card-pin.yaml")
    assert int(line) > 5
    assert "card-pin: " in said


def test_a_rule_without_a_file_is_named():
    strange = msgspec.structs.replace(CARD_PIN, id="mine", anchors=())
    assert next(refused(strange, catalogue("en"))).startswith("mine: ")
