from heapq import merge

import msgspec
import pytest

from sakchy.detect.candidates import CLOSE, Finder, whole_word
from sakchy.detect.compiled import RuleError, compile_rule
from sakchy.detect.sheet import Sheet
from sakchy.model import Text
from sakchy.rulebook import Match, NoMatch, Owner, Rule, WordLists

RULE = Rule(
    id="a",
    kind="secret",
    title="a",
    why="a.",
    pattern="(?P<secret>a)",
    match=(Match(text="a"),) * 3,
    no_match=(NoMatch(text="b", because="b"),) * 5,
)


def spans(text, **changes):
    rule = compile_rule(msgspec.structs.replace(RULE, **changes))
    finder, sheet = Finder([rule]), Sheet([Text((), text)])
    return [*merge(*finder.spans(sheet, finder.literals(sheet)).get(rule, []))]


def test_prefixes_begin_long_words():
    text = 'key="tok_a1b2c3d4e5f6"; tok_short; xtok_a1b2c3d4e5f6'
    assert spans(text, prefixes=("tok_",)) == [(5, 21)]


def test_prefixes_may_hold_digits():
    assert spans("t4_a1b2c3d4e5f6a t5_a1b2c3d4e5f6a", prefixes=("t4_",)) == [(0, 16)]


def test_a_word_that_stands_twice_is_seen_twice():
    assert spans("tok_a1b2c3d4e5f6 tok_a1b2c3d4e5f6", prefixes=("tok_",)) == [(0, 16), (17, 33)]


def test_anchors_are_found_in_any_case_and_alphabet():
    far = "Пароль" + " " * CLOSE + "ПАРОЛЬ"
    assert spans(far, anchors=("пароль",)) == [(0, 6), (6 + CLOSE, 12 + CLOSE)]


def test_anchors_close_together_are_one_candidate():
    assert len(spans("@" * 1000, anchors=("@",))) == 1 + 999 // (CLOSE + 1)


def test_numbers_that_fail_their_checks_are_no_candidates():
    assert spans("4111111111111111 x 4111111111111112", digits=(16, 16), checks=("luhn",)) == [(0, 16)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4111111111111111", [(0, 16)]),
        ("a 4111 1111-1111 1111 b", [(2, 21)]),
        ("411111111111111", []),  # fifteen
        ("41111111111111111", []),  # seventeen
        ("4111 1111 1111 111 ", []),
        ("4111.1111.1111.1111", []),
        ("1234 " * 20 + "4111111111111111 " + "1234 " * 20, [(100, 116)]),  # a table
    ],
)
def test_digit_runs(text, found):
    assert spans(text, digits=(16, 16)) == found


def test_context_words_whole_and_as_stems():
    rule = compile_rule(
        msgspec.structs.replace(RULE, context=WordLists(ru=("карта", "паспорт*"), en=("pan",)))
    )
    assert rule.context
    assert all(rule.context.search(text) for text in ("моя КАРТА", "паспортные", "my_pan", "pan:"))
    assert not any(rule.context.search(text) for text in ("картина", "Japan", "panel", "загранпаспорт"))


WRONG = [
    {"pattern": "(?P<secret>a"},
    {"pattern": "a"},
    {"checks": ("no-such",)},
    {"owner": Owner(checks=("no-such",))},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_rule_that_cannot_be_used_names_itself(wrong):
    with pytest.raises(RuleError, match=r"^a: "):
        compile_rule(msgspec.structs.replace(RULE, **wrong))


def test_a_word_is_found_where_it_stands_by_itself():
    raw = b"20ghp_aaaaaaaaaaaaaaaa ghp_aaaaaaaaaaaaaaaabb ghp_aaaaaaaaaaaaaaaa"
    assert whole_word(raw, b"ghp_aaaaaaaaaaaaaaaa", 0) == raw.rindex(b" ") + 1
    assert whole_word(raw[23:], b"ghp_aaaaaaaaaaaaaaaabb", 0) == 0


def test_what_must_stand_besides_is_asked_of_the_whole_message():
    changes = {"anchors": ("@",), "also": ("://",)}
    assert spans("me@site.internal", **changes) == []
    assert spans("at://me@site.internal", **changes) == [(7, 8)]


def test_groups_that_letters_touch_are_an_identifier():
    assert spans("8233-591137-4111", digits=(14, 14)) == [(0, 16)]
    assert spans("c8233-591137-4111", digits=(14, 14)) == []
    assert spans("8233-591137-4111f", digits=(14, 14)) == []
