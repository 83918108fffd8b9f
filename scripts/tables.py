#!/usr/bin/env python3
"""Write the tables of the documents from the rules, between `<!-- NAME -->` and `<!-- /NAME -->`.

`tables.py` writes them, `tables.py --check` ends with 1 if one is not up to date. `tables.py --measure`
writes the one of what was measured as well, by the bench `kinds`.
"""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from sakchy import rulebook
from sakchy.decide.policy import grid
from sakchy.detect.checks import CHECKS
from sakchy.rulebook import Rulebook

DOCS = Path(__file__).resolve().parents[1] / "docs"
MARKS = {
    "allow": "·",
    "note": "note",
    "warn": "warn",
    "ask": "ask",
    "ask-twice": "ask twice",
    "block": "**block**",
}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [list(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rules(book: Rulebook) -> str:
    """Every text rule that has a file of its own."""
    written = [rule for rule in book.rules if not rule.names]
    ordered = sorted(written, key=lambda rule: (list(book.kinds).index(rule.kind), rule.id))
    return table(("rule", "kind", "finds"), ((f"`{r.id}`", f"`{r.kind}`", r.title) for r in ordered))


def vendors(book: Rulebook) -> str:
    """Every line of the tables of vendors, those of one table together."""
    by_reason: dict[str, list[str]] = {}
    for rule in book.rules:
        if rule.names:
            by_reason.setdefault(rule.why, []).append(rule.title)
    rows = ((str(len(titles)), why, ", ".join(sorted(titles))) for why, titles in by_reason.items())
    return table(("vendors", "what could happen", "keys"), rows)


def checks(_: Rulebook) -> str:
    """Every check that a rule may name, in the words of its own docstring."""
    rows = ((f"`{name}`", (check.__doc__ or "").splitlines()[0]) for name, check in CHECKS.items())
    return table(("check", "looks for"), rows)


def kinds(book: Rulebook) -> str:
    """Every kind with its harm."""
    rows = ((f"`{name}`", kind.name.en, kind.tier, kind.harm.en) for name, kind in book.kinds.items())
    return table(("kind", "name", "tier", "harm"), rows)


def categories(book: Rulebook) -> str:
    """Every category of receiver and how many hosts stand in it."""
    count = dict.fromkeys(book.categories, 0)
    for each in book.destinations:
        count[each.category] += len(each.hosts)
    rows = ((f"`{name}`", c.name.en, str(count[name] or "–")) for name, c in book.categories.items())
    return table(("category", "name", "hosts listed"), rows)


def personal(book: Rulebook) -> str:
    """The grid of the policy `personal`, turned so that it fits a page: one row a kind."""
    full = grid(book, "personal")
    rows = (
        [f"`{row}`", *(MARKS[cells[column]] for column in book.categories)]
        for row, cells in full.rows.items()
    )
    return table(("", *(f"{name}" for name in book.categories)), rows)


TABLES: dict[str, tuple[str, Callable[[Rulebook], str]]] = {
    "checks": ("rules.md", checks),
    "rules": ("rules.md", rules),
    "vendors": ("rules.md", vendors),
    "kinds": ("policies.md", kinds),
    "categories": ("policies.md", categories),
    "personal": ("policies.md", personal),
}


def written(name: str, text: str, content: str) -> str:
    """A document with one of its tables put in anew."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    return pattern.sub(lambda found: f"{found[1]}\n{content}\n\n{found[2]}", text)


def outdated() -> dict[Path, str]:
    """Documents whose tables are not as the rules have them, with the text they should have."""
    book = rulebook.load()
    wanted: dict[Path, str] = {}
    for name, (file, make) in TABLES.items():
        path = DOCS / file
        wanted[path] = written(name, wanted.get(path) or path.read_text("utf-8"), make(book))
    return {path: text for path, text in wanted.items() if path.read_text("utf-8") != text}


def measured() -> str:
    """How well every kind is found, measured now."""
    from benches import kinds  # noqa: PLC0415  a minute's work that the other tables do not need

    rows = ((f"`{kind}`", *row.values()) for kind, row in kinds.run().items())
    return table(("kind", "found", "recall", "flagged wrongly", "precision"), rows)


def measure() -> None:
    """Write the table of what was measured."""
    path = DOCS / "rules.md"
    path.write_text(written("measured", path.read_text("utf-8"), measured()), "utf-8")


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure()
    stale = outdated()
    if "--check" in sys.argv:
        sys.exit(bool(stale))
    for path, text in stale.items():
        path.write_text(text, "utf-8")
        print(f"{path.name}: written anew")
