"""Rulebook and judge of this install: what `check`, `explain` and `policy` ask."""

import difflib

import msgspec

from sakchy import rulebook
from sakchy.cli.shared import Install, Trouble
from sakchy.decide import Judge
from sakchy.keep import OwnFile
from sakchy.keep.ownfile import enrolled_in
from sakchy.model import Finding, Target, Verdict
from sakchy.rulebook import Rulebook


class Case(msgspec.Struct, frozen=True):
    """What stands fixed while a command runs."""

    rulebook: Rulebook
    judge: Judge
    own: OwnFile | None = None
    """What the person enrolled, if anything."""

    def verdict(self, findings: tuple[Finding, ...], target: Target | None) -> Verdict:
        """What the policy says about these findings going there."""
        return self.judge.verdict(findings, self.judge.destination(target))


def case(here: Install) -> Case:
    """Shipped rules with the person's own on top.

    Raises FileError for a file that is wrong and Trouble for an unknown policy.
    """
    book = rulebook.load(extra=here.rules)
    if (policy := here.settings.policy) not in book.policies:
        near = difflib.get_close_matches(policy, book.policies, 1, 0.3)
        raise Trouble(here.say("cli.no-policy", name=policy, near=near[0] if near else "personal"))
    return Case(book, Judge(book, policy), enrolled_in(here.home))
