"""Kinds: how much of each kind of text is found, and how much of what is flagged is one.

Recall is over texts that hold one: the examples of the rules, identifiers and papers put together by chance
(`specimens`), and the development corpora. Precision is of all that was flagged in these, in the examples
that must not match, and in the corpora that hold nothing. What pictures hold is measured by `pictures`.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from sakchy import rulebook
from sakchy.inspect import Inspector
from sakchy.model import Outgoing
from sakchy.rulebook import Rulebook
from specimens import papers
from specimens.identifiers import NUMBERS, WITHOUT_CHECK, ZONES, account, card, organisation

CORPORA = Path(__file__).parents[3] / "shared" / "corpora" / "text"
SEED, EACH = 2026, 100
SECRETS = ("secret", "private-key", "password")
HELD = {
    "cards": ("bank-card",),
    "secrets_a": SECRETS,
    "secrets_b": SECRETS,
    "secrets_c": SECRETS,
}
"""Corpus -> kinds that its texts marked T hold, and those marked F do not. The others hold nothing."""
JSON = (("content-type", "application/json"),)

Sample = tuple[str, tuple[str, ...], bool, str]
"""A text, kinds, whether it holds one of them (or must not raise any), and the rule that alone is asked."""


class Count:
    """What became of the texts of one kind."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.found = self.held = self.flagged = self.clean = 0

    def row(self) -> dict[str, str]:
        """The counts, and the two shares in percent."""
        alarms = self.found + self.flagged
        return {
            "found": f"{self.found} of {self.held}",
            "recall": percent(self.found, self.held),
            "flagged": f"{self.flagged} of {self.clean}",
            "precision": percent(self.found, alarms),
        }


def percent(part: int, whole: int) -> str:
    """A share as people read it; never rounded up to 100 %."""
    if not whole:
        return "–"
    return "100 %" if part == whole else f"{min(100 * part / whole, 99.9):.1f} %"


def run(quick: bool = False) -> dict[str, dict[str, str]]:
    """Counts and shares of every kind that text rules find; without the corpora only what is made here."""
    book = rulebook.load()
    inspector = Inspector(book, b"benchmark" * 3)
    counts: dict[str, Count] = defaultdict(Count)
    step = 10 if quick else 1
    for text, kinds, holds, rule in (*examples(book), *made(EACH // step), *corpora((*book.kinds,), step)):
        body = json.dumps({"message": text}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        findings = inspector.inspect(Outgoing("http", body, headers=JSON))
        raised = {finding.kind for finding in findings if rule in ("", finding.rule)}
        tally(counts, kinds, raised, holds=holds)
    return {kind: counts[kind].row() for kind in book.kinds if counts[kind].held}


def tally(counts: dict[str, Count], kinds: tuple[str, ...], raised: set[str], *, holds: bool) -> None:
    """Count one text. One that may hold several kinds counts for the one raised, else for the first."""
    if holds:
        kind = next(filter(raised.__contains__, kinds), kinds[0])
        counts[kind].held += 1
        counts[kind].found += kind in raised
        return
    for kind in kinds:
        counts[kind].clean += 1
        counts[kind].flagged += kind in raised


def examples(book: Rulebook) -> Iterator[Sample]:
    """The rules' own; what one rule leaves alone may be found by another, so that rule alone is asked."""
    for rule in book.rules:
        yield from ((match.text, (rule.kind,), True, "") for match in rule.match)
        yield from ((no.text, (rule.kind,), False, rule.id) for no in rule.no_match)


def made(count: int) -> Iterator[Sample]:
    """Identifiers and papers of nobody."""
    chance = Random(SEED)  # noqa: S311  nothing here is a secret
    for name, number in NUMBERS.items():
        for _ in range(count):
            right = number.make(chance)
            yield f"{number.words} {right}", ("personal-number",), True, ""
            if name not in WITHOUT_CHECK:
                yield f"{number.words} {number.wrong(chance, right)}", ("personal-number",), False, ""
    for kind, make in ZONES.values():
        yield from (("\n".join(make(chance)), (kind,), True, "") for _ in range(count))
    for _ in range(count):
        yield f"картам {card(chance)}", ("bank-card",), True, ""
        yield f"IBAN {account(chance)}", ("bank-requisites",), True, ""
        yield f"ИНН {organisation(chance)}", ("personal-number",), False, ""
        for kind, paper, other in papers.PAPERS:
            yield paper(chance), (kind,), True, ""
            yield other(chance), (kind,), False, ""


def corpora(every: tuple[str, ...], step: int) -> Iterator[Sample]:
    """Every `step`th text of the development corpora."""
    for path in sorted(CORPORA.glob("*.jsonl")):
        if path.stem.startswith("personal"):
            continue  # it marks names and cities, which alone are nothing to hold a message for
        for line in path.read_text("utf-8").splitlines()[::step]:
            row = json.loads(line)
            yield row["text"], HELD.get(path.stem, every), row["label"] == "T", ""
