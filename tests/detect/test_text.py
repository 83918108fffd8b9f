from itertools import count
from time import thread_time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakchy.detect.compiled import compile_rule
from sakchy.detect.found import Found
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import MOST_FINDINGS, TRIES, TextDetector, normal, search, secrets
from sakchy.model import Step, Text
from sakchy.rulebook import Confidence, Match, NoMatch, Owner, Rule, WordLists, load

KEY = b"k" * 32
DETECTOR = TextDetector(load().rules, KEY)
CARD = Rule(
    id="card",
    kind="bank-card",
    title="a",
    why="a.",
    digits=(16, 16),
    pattern=r"(?<!\d)(?P<secret>\d{16})(?!\d)",
    context=WordLists(ru=("карта",)),
    against=WordLists(ru=("заказ*",)),
    fields=("pan",),
    siblings=("cvc",),
    confidence=Confidence(found=0.1, alone=0.2, sibling=0.3, context=0.4, field=0.5),
    at_least=0,
    match=(Match(text="a"),) * 3,
    no_match=(NoMatch(text="b", because="b"),) * 5,
)
NUMBER = "4111111111111111"


def find(*texts, rule=CARD, **changes):
    made = [text if isinstance(text, Text) else Text((Step("text"),), text) for text in texts]
    return TextDetector([msgspec.structs.replace(rule, **changes)], KEY).find(made)


@pytest.mark.parametrize(
    ("texts", "sure"),
    [
        ([f"x {NUMBER} y"], 0.1),
        ([NUMBER], 0.2),
        ([Text((), NUMBER, "message")], 0.2),
        ([Text((), NUMBER, "value")], 0.1),
        ([Text((), NUMBER, "a.number"), Text((), "123", "a.cvc")], 0.3),
        ([Text((), NUMBER, "a.number"), Text((), "123", "b.cvc")], 0.1),
        ([f"карта {NUMBER} x"], 0.4),
        ([f'{{"order": "{NUMBER}", "name": "карта"}} and so on'], 0.1),
        ([f"заказ {NUMBER}, карта x"], 0.0),
        ([Text((), NUMBER, "card.pan")], 0.5),
        ([f'[{{"pan": "{NUMBER}"}}] and so on'], 0.5),
    ],
)
def test_confidence_is_the_strongest_of_what_speaks_for_it(texts, sure):
    assert [finding.confidence for finding in find(*texts)] == [sure]


def test_context_does_not_reach_into_another_text():
    assert find("карта", f"x {NUMBER} y")[0].confidence == 0.1


@pytest.mark.parametrize(
    ("owner", "field", "count"),
    [
        (NUMBER[:-1] + "2", "card.pan", 0),
        (NUMBER, "card.pan", 1),
        ("tok", "card.pan", 1),
        ("4" * 16, "pan", 1),
    ],
)
def test_a_value_of_nothing_is_no_finding(owner, field, count):
    code = {
        "digits": None,
        "pattern": r"(?P<secret>\d{3})",
        "fields": ("cvc",),
        "at_least": 0.1,
        "owner": Owner(fields=("pan",), checks=("no-false-card",)),
    }
    assert len(find(Text((), "123", "card.cvc"), Text((), owner, field), **code)) == count


def test_below_its_level_a_rule_is_silent():
    assert find(NUMBER, at_least=0.6) == []


def test_one_value_in_one_text_is_one_finding_the_surest():
    findings = find(f"x {NUMBER} " + "y " * 100 + f"карта {NUMBER} z")
    assert [finding.confidence for finding in findings] == [0.4]
    assert len(find(f"x {NUMBER}", f"x {NUMBER}")) == 2


def test_a_value_in_a_whole_text_and_a_field_of_it_is_one_finding_a_rule():
    whole = Text((Step("body"),), "API_KEY=1\nDB_PASSWORD=Kx9vTq2LmZ7w\nPASSWORD=Kx9vTq2LmZ7w\n")
    fields = [Text((Step("form", name),), "Kx9vTq2LmZ7w", name) for name in ("DB_PASSWORD", "PASSWORD")]
    rules = {finding.rule for finding in DETECTOR.find([whole, *fields])}
    assert {"env-password", "password-field"} <= rules, "policies let the second go to any site"
    card = [
        Text((Step("body"),), "card 4111 1111 1111 1111"),
        Text((Step("form", "card"),), "4111 1111 1111 1111", "card"),
    ]
    assert [finding.where for finding in DETECTOR.find(card)] == [(Step("form", "card"),)]


def test_a_dump_does_not_fill_the_journal():
    numbers = "\n".join(str(4_000_000_000_000_000 + number) for number in range(500))
    assert len(find(numbers)) == MOST_FINDINGS


def test_a_value_at_home_is_no_finding():
    rules = [msgspec.structs.replace(CARD, home=("example.org",))]
    texts = [Text((), NUMBER)]
    assert not TextDetector(rules, KEY).find(texts, "api.example.org")
    assert TextDetector(rules, KEY).find(texts, "example.org.evil.net")
    assert TextDetector(rules, KEY).find(texts)


def test_a_pattern_without_end_is_said_not_waited_for():
    slow = r"(?P<secret>(?:\d+)+)x" + "(?:a|aa)+" * 6 + "$"
    findings = find("1" * 16 + "x" + "a" * 300 + "b", pattern=slow, window=(40, 400))
    assert [(finding.kind, finding.rule) for finding in findings] == [("not-read", "out-of-time")]


class Interrupted:
    """A pattern that others took the processor from so often: a test cannot do that to itself."""

    def __init__(self, times):
        self.times = times

    def finditer(self, *args, **limits):
        self.times -= 1
        if self.times >= 0:
            raise TimeoutError
        return compile_rule(CARD).pattern.finditer(*args, **limits)


def test_time_that_others_took_is_not_the_time_of_a_pattern():
    def found(times):
        rule = msgspec.structs.replace(compile_rule(CARD), pattern=Interrupted(times))
        return secrets(rule, f"x {NUMBER} y", (0, 20), thread_time())

    assert [found(times) for times in range(TRIES)] == [[(2, 18)]] * TRIES
    with pytest.raises(TimeoutError):
        found(TRIES)


def test_windows_cut_no_value_short():
    letters = "tok_" + "a1b2" * 500
    rule = {
        "digits": None,
        "anchors": ("tok_",),
        "pattern": r"(?P<secret>tok_\w{8,4000})",
        "window": (4, 100),
    }
    assert find(letters, **rule) == []
    assert len(find(letters[:80] + " " + letters[:90], **rule)) == 2


def test_neighbouring_texts_are_both_searched():
    texts = [Text((), NUMBER, f"a{index}") for index in range(5)]
    assert len(find(*texts)) == 5


def test_values_compare_without_gaps_and_look_alikes():
    assert normal("4111-1111 1111") == "411111111111"
    assert normal("РЕ 0000001") == normal("PE0000001")


def test_nothing_found_stands_in_a_repr():
    found = Found(NUMBER, 0, 16, Text((), NUMBER), "", "")
    assert NUMBER not in repr(found)


@given(st.lists(st.tuples(st.text(), st.text(max_size=20)), max_size=6))
def test_no_text_is_an_error(pairs):
    assert isinstance(DETECTOR.find([Text((), text, field) for text, field in pairs]), list)


class Counting:
    """Stands for a pattern and counts the characters that it is asked to look at."""

    seen = 0

    def finditer(self, _line, start, stop, **_):
        self.seen += stop - start
        return ()


def test_dense_candidates_stay_linear():
    pattern, sheet = Counting(), Sheet([Text((), "x" * 20_000)])
    rule = msgspec.structs.replace(compile_rule(CARD), pattern=pattern)
    places = [(place, place + 1) for place in range(20_000)]
    assert list(search(rule, sheet, places, until=thread_time() + 10)) == []
    assert 20_000 <= pattern.seen <= 4 * 20_000


HOSTILE = (
    "4111 1111 1111 1112 ",
    "1",
    "<",
    "@",
    "ghp_",
    "код ",
    "://a:",
    "IDKGZ<<",
    '"pan":"',
    "паспорт ID ",
    "гражданство (",
    "имя - паспорт № ",
    "\\n",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_is_nothing(piece):
    assert DETECTOR.find([Text((), piece * (20_000 // len(piece)))]) == []


def test_a_rule_that_has_spent_its_time_says_so(monkeypatch):
    monkeypatch.setattr("sakchy.detect.text.BUDGET", -1.0)
    monkeypatch.setattr("sakchy.detect.text.OWN_BUDGET", -1.0)
    monkeypatch.setattr("sakchy.detect.text.LEAST_BUDGET", -1.0)
    findings = TextDetector(load().rules, b"k" * 32).find([Text((), "my card 4111 1111 1111 1111")])
    assert ("not-read", "out-of-time") in {(each.kind, each.rule) for each in findings}


@pytest.mark.parametrize(
    ("digits", "windows", "empty", "looked_at"),
    [
        ((16, 16), 2000, 0, range(15, 30)),
        ((16, 16), 150, 0, range(95, 105)),
        ((16, 16), 90, 0, [90]),
        (None, 90, 900, [90]),  # all stand at the beginning
        (None, 2000, 900, range(15, 30)),
    ],
)
def test_a_rule_that_would_not_come_to_its_end_gives_up_at_once(
    monkeypatch, digits, windows, empty, looked_at
):
    clock, taken = count(), []
    monkeypatch.setattr("sakchy.detect.text.thread_time", lambda: next(clock) / 1000)  # one a window
    rule = compile_rule(msgspec.structs.replace(CARD, digits=digits, anchors=() if digits else ("@",)))
    sheet = Sheet([Text((), ("@" + "x" * 999) * windows + "x" * 1000 * empty)])
    places = (taken.append(at) or (at, at + 1) for at in range(0, 1000 * windows, 1000))
    assert [*search(rule, sheet, places, 0.1)] == [None] * (windows > 90)
    assert len(taken) in looked_at


def test_candidates_that_all_stand_at_the_beginning_are_no_reason_to_give_up(monkeypatch):
    clock = count()
    monkeypatch.setattr("sakchy.detect.text.thread_time", lambda: next(clock) / 1000)
    sheet = Sheet([Text((), "x" * 1_000_000)])
    places = [(at, at + 1) for at in range(0, 90_000, 1000)]
    assert [*search(compile_rule(CARD), sheet, places, 0.1, [places])] == []
    assert [*search(compile_rule(CARD), sheet, iter(places), 0.1)] == [None]
