"""The policy grid for the templates: rows, cells and changes in words, and what a change would have done."""

from collections import Counter

from sakchy.decide import Judge
from sakchy.decide.explain import named
from sakchy.decide.policy import Grid, shipped
from sakchy.decide.preview import differences, weaker
from sakchy.locale import Catalogue, Language
from sakchy.model import Destination, Finding
from sakchy.record import Wanted
from sakchy.rulebook import Cell, Rulebook
from sakchy.web.site import Site
from sakchy.web.views import View, event_view
from sakchy.yamlfile import FileError

MOST_EVENTS = 10_000  # judged again for a preview: a week of a busy household
LISTED = 8  # of them that are shown one by one
SIGNS: dict[Cell, str] = {"allow": "→", "note": "✎", "warn": "!", "ask": "?", "ask-twice": "??", "block": "✕"}
"""What stands in a cell of the grid: its words would not fit, and a colour alone tells nobody enough."""


def word(grid: Grid, row: str, column: str) -> Cell:
    """What a grid says in a cell."""
    kind, _, rule = row.partition("/")
    return grid.cell(kind, rule, column)[1]


def compared(site: Site, language: Language, since: float, old: Judge, new: Judge) -> View:
    """Events from a moment on that another judge would have ruled about otherwise: how many, how, and the
    newest of them.
    """
    every = site.journal.judged(MOST_EVENTS, Wanted(since=since))
    events = [each for each in every if each.policy == old.grid.profile]
    found = list(differences((each.asked for each in events), old, new))
    counts = Counter((one.before, one.after) for one in found)
    listed = [(one, site.journal.get(events[one.index].id)) for one in found[:LISTED]]
    return {
        "of": len(events),
        "changed": len(found),
        "counts": [(*pair, number) for pair, number in counts.most_common()],
        "events": [
            {**event_view(event, language, site.rulebook), "before": one.before, "after": one.after}
            for one, event in listed
            if event
        ],
        "weaker": weaker(old.grid, new.grid),
    }


def title(book: Rulebook, policy: str, say: Catalogue) -> str:
    """What people call a policy."""
    return str(getattr(book.policies[policy].title, say.language)) if policy in book.policies else policy


def columns(book: Rulebook, say: Catalogue) -> dict[str, str]:
    """Categories and what people call them."""
    return {name: str(getattr(each.name, say.language)) for name, each in book.categories.items()}


def rows(judge: Judge, say: Catalogue) -> list[View]:
    """The rows of the grid: kinds in their order, each followed by the rows of its rules."""
    order = list(judge.rulebook.kinds)
    names = sorted(judge.grid.rows, key=lambda row: (order.index(row.partition("/")[0]), "/" in row))
    return [row_view(judge, name, say) for name in names]


def row_view(judge: Judge, row: str, say: Catalogue) -> View:
    """One row: its name and the cell of every column, as the judge would take it."""
    kind, _, rule = row.partition("/")
    cells = {}
    for column in judge.rulebook.categories:
        finding = Finding(kind, rule, 1.0, (), "", "")
        there = judge.rule(finding, Destination(host="", category=column))
        cells[column] = {"cell": there.cell, "own": (row, column) in judge.grid.changed}
    return {"id": row, "name": row_name(judge.rulebook, row, say), "part": bool(rule), "cells": cells}


def row_name(book: Rulebook, row: str, say: Catalogue) -> str:
    """What people call a row: its kind, or what is special about it."""
    kind, slash, rule = row.partition("/")
    if not slash:
        return named("kind", kind, say, book)
    special = say.sentences.get(f"protection.special.{rule}")
    return special or f"{named('kind', kind, say, book)}: {named('reason', rule, say, book)}"


def change_view(site: Site, grid: Grid, row: str, column: str, say: Catalogue) -> View:
    """A cell in words: what it is about, what it says, what was shipped."""
    return {
        "row": row,
        "column": column,
        "what": row_name(site.rulebook, row, say),
        "to": named("category", column, say, site.rulebook),
        "cell": word(grid, row, column),
        "shipped": word(shipped(site.rulebook, grid.profile), row, column),
    }


def mistake_view(error: FileError | None) -> View | None:
    """Where a mistake is, and the technical words for it."""
    if error is None:
        return None
    name, _, line, column, message = error.given
    return {"name": name, "line": line + 1, "column": column + 1, "message": message, "whole": str(error)}
