"""A rule of the rulebook made ready for work."""

from collections.abc import Callable, Iterable

import msgspec
import regex

from sakchy.detect.checks import CHECKS
from sakchy.detect.fields import Names, letters
from sakchy.rulebook import Rule, WordLists

Check = Callable[[str], bool]
Checks = tuple[Check, ...]
"""All of them must say yes to a value."""


class Compiled(msgspec.Struct, frozen=True, eq=False):
    """A rule with its pattern, words, names and checks compiled. Compared by identity."""

    rule: Rule
    pattern: "regex.Pattern[str]"
    context: "regex.Pattern[str] | None"
    against: "regex.Pattern[str] | None"
    fields: Names
    siblings: frozenset[str]
    checks: Checks
    owners: frozenset[str]
    owner_checks: Checks


class RuleError(ValueError):
    """A rule whose pattern or checks cannot be used."""


def compile_rule(rule: Rule) -> Compiled:
    """Make a rule ready. Raises RuleError naming the rule."""
    try:
        pattern = regex.compile(rule.pattern or around(rule), regex.VERSION1)
        checks, owner_checks = functions(rule.checks), functions(rule.owner.checks)
    except (regex.error, KeyError) as error:
        raise RuleError(f"{rule.id}: {error}") from None
    if "secret" not in pattern.groupindex:
        raise RuleError(f"{rule.id}: the pattern has no group `secret`")
    return Compiled(
        rule=rule,
        pattern=pattern,
        context=words(rule.context),
        against=words(rule.against, ending=r"[^\p{L}\p{N}]{0,6}(?:\p{L}{1,12}[^\p{L}\p{N}]{1,6})?$"),
        fields=Names(rule.fields),
        siblings=frozenset(map(letters, rule.siblings)),
        checks=checks,
        owners=frozenset(map(letters, rule.owner.fields)),
        owner_checks=owner_checks,
    )


def around(rule: Rule) -> str:
    r"""The pattern of a rule that gives only the shape of its value: it is no part of a longer word.

    A value found by its name begins where the candidate does (`\G`).
    """
    begin, more = (r"\G[\"'`]?", r"|[+/=.~:][A-Za-z0-9]") if rule.names else (r"(?<![A-Za-z0-9_\-])", "")
    return rf"{begin}(?P<secret>{rule.shape})(?![A-Za-z0-9_\-]{more})"


def functions(names: Iterable[str]) -> Checks:
    """The checks of these names. Raises KeyError for one that there is not."""
    return tuple(CHECKS[name] for name in names)


def words(lists: WordLists, ending: str = "") -> "regex.Pattern[str] | None":
    """One pattern for the words of three languages; `карт*` is a stem. `_` bounds a word as a space does."""
    every = [*lists.ky, *lists.ru, *lists.en]
    if not every:
        return None
    each = "|".join(
        regex.escape(word[:-1]) + r"\w*" if word.endswith("*") else regex.escape(word) for word in every
    )
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{each})(?![\p{{L}}\p{{N}}]){ending}", regex.IGNORECASE)
