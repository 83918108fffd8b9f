"""What patterns need: nothing that a match lacks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakchy.detect import needs
from sakchy.detect.compiled import compile_rule
from sakchy.detect.needs import RUN, WORD, is_sign, least, literals, parsed, widths
from sakchy.rulebook import load

RULES = load().rules
COMPILED = [compile_rule(rule) for rule in RULES if not rule.names]
READABLE = [rule for rule in COMPILED if parsed(rule.pattern.pattern)]
SHAPES = sorted({rule.shape for rule in RULES if rule.names})


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("abc", (3, False)),
        ("a=b", (3, True)),
        (r"(?i)key\s*[:=]\s*(?P<secret>\w{8,})", (12, True)),
        (r"(?<!=)key(?==)", (3, False)),
        ("key[=]?", (3, False)),
        ("(?:=|:)a", (2, True)),
        ("(?:=|a)a", (2, False)),
        ("(?>=+)a", (2, False)),
        ("a{3}+(?:-b){2,4}", (7, True)),
        (r"(?x) a [ ] b  # [=] and \p{L}" + "\n c", (4, True)),
        (r"[^\p{L}\p{N}_]", (1, True)),
        (r"[^\p{L}_]", (1, False)),
        (r"\p{Lu}\p{Ll}{2}", (3, False)),
        (r"[^\W]", (1, False)),
        ("(?i)\u212a", (1, False)),
        ("(?i)\u0131", (1, False)),
        (r"\d", (1, False)),
        (r"\D", (1, False)),
        (r"\s", (1, True)),
        (".", (1, False)),
        (r"\[[a-z]\|", (3, True)),
    ],
)
def test_what_a_pattern_needs(pattern, needs):
    assert least(pattern) == needs


@pytest.mark.parametrize(
    "pattern",
    [r"\p{Han}", r"[[a-z]--[x]]", "(?:cats){e<=1}", "#a", r"\X", r"[a&&b]", "(?|a|b)", "a{2"[:1] + "["],
)
def test_what_is_read_in_another_way_needs_nothing(pattern):
    assert parsed(pattern) is None
    assert least(pattern) == (0, False)
    assert widths(pattern) == set()


@pytest.mark.parametrize(
    ("shape", "lengths"),
    [
        ("[a-f0-9]{32}", {32}),
        ("(?:[a-f0-9]{32}|sk-[A-Za-z_]{2,4})", {32, 5, 6, 7}),
        ("(?:ab-){2}c?", {6, 7}),
        (r"[a-z.]{4}", set()),
        (r"[^a]{4}", set()),
        ("a+", set()),
        ("(?i:ab)", set()),
    ],
)
def test_how_long_values_of_a_shape_are(shape, lengths):
    assert widths(shape) == lengths


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("ab[cd]efg", {"efg"}),
        ("(?:abc|de)f?", {"abc", "de"}),
        ("(?:abc|[de])fg", {"fg"}),
        ("(?P<secret>ab)(c)d*", {"abc"}),
        ("(?=abc)a", {"a"}),
        ("(?i)AB", {"ab"}),
        ("a(?i:bc)", {"a"}),
        ("(?i)abßcde", {"cde"}),
        ("код|abc", {"код", "abc"}),
        ("[ab]", set()),
        ("(?:ab)?", set()),
        ("(?:cats){e<=1}", set()),
    ],
)
def test_texts_of_which_one_stands_in_a_match(pattern, texts):
    assert literals(pattern) == (frozenset(texts), "(?i)" not in pattern and bool(parsed(pattern)))


def holds(pattern, text):
    """Whether a text has what a pattern needs."""
    texts, exact = literals(pattern)
    return not texts or any(each in (text if exact else text.lower()) for each in texts)


def test_every_example_of_a_rule_has_what_its_pattern_needs():
    seen = 0
    for rule in COMPILED:
        letters, sign = least(rule.pattern.pattern)
        for match in rule.rule.match:
            for found in rule.pattern.finditer(match.text):
                seen += 1
                assert len(found[0]) >= letters, rule.rule.id
                assert holds(rule.pattern.pattern, found[0]), rule.rule.id
                assert not (sign and found[0].isascii() and WORD.issuperset(found[0])), rule.rule.id
    assert seen > len(COMPILED)
    assert sum(least(rule.pattern.pattern) != (0, False) for rule in COMPILED) > len(COMPILED) * 0.8


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_value_of_a_shape_is_as_long_as_told(data):
    shape = data.draw(st.sampled_from(SHAPES))
    value = data.draw(st.from_regex(shape, fullmatch=True, alphabet=st.characters(max_codepoint=126)))
    lengths = widths(shape)
    assert not lengths or (len(value) in lengths and RUN.issuperset(value))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_every_match_has_what_its_pattern_needs(data):
    rule = data.draw(st.sampled_from(READABLE))
    text = data.draw(st.sampled_from(rule.rule.match)).text
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    cut = text[:start] + text[end:]
    if cut.isascii() and rule.pattern.search(cut):
        letters, sign = least(rule.pattern.pattern)
        assert len(cut) >= letters
        assert holds(rule.pattern.pattern, cut)
        assert not (sign and WORD.issuperset(cut))


def test_a_sign_is_none_that_a_name_has():
    assert not any(map(is_sign, parsed("Az_09")))
    assert all(map(is_sign, parsed("=-@ é")))


@pytest.mark.parametrize(
    ("ask", "nothing"), [(least, (0, False)), (literals, (frozenset(), False)), (widths, frozenset())]
)
def test_without_the_parser_nothing_is_needed(ask, nothing, monkeypatch):
    assert ask.__wrapped__("abc-d") != nothing
    monkeypatch.setattr(needs, "parser", None)
    assert ask.__wrapped__("abc-d") == nothing
