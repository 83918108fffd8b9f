"""How an event came about: what found it, who would receive it, which cell spoke, what you answered."""

from collections.abc import Iterator

from sakchy.decide.explain import explain, named
from sakchy.locale import Catalogue, Language, catalogue, numbers
from sakchy.model import Event, Finding, Value
from sakchy.rulebook import Rulebook

SHOWN = 6  # findings that are told one by one: a list of customers has thousands
FOUND = ("decide.found", "decide.not-read")  # told in full by the findings themselves


class Step(Value, frozen=True):
    """One step: a short label, its sentences, and where more of it stands."""

    label: str
    lines: tuple[str, ...]
    link: str = ""


def trace(event: Event, language: Language, book: Rulebook) -> list[Step]:
    """The steps from finding to outcome. Rules, kinds and sentences that are gone by now keep their ids."""
    say, verdict = catalogue(language), event.verdict
    place = verdict.destination
    of_place = [why for why in verdict.because if why.key == "decide.goes" or why in place.because]
    rest = [why for why in verdict.because if why.key not in FOUND and why not in of_place]
    spoken = tuple(explain(why, say, book) for why in rest)
    goes = tuple(explain(why, say, book) for why in of_place or place.because)
    steps = [
        Step(say("history.trace.found"), tuple(found(verdict.findings, say, book))),
        Step(say("history.trace.receiver"), goes, f"/receiver?to={place.host}" if place.host else ""),
        Step(say("history.trace.policy"), spoken),
        Step(say("history.trace.outcome"), (say(f"history.event.{event.outcome}"),)),
    ]
    return [step for step in steps if step.lines]


def found(findings: tuple[Finding, ...], say: Catalogue, book: Rulebook) -> Iterator[str]:
    """A sentence for each rule that found something."""
    different = {(each.kind, each.rule): each for each in findings}
    for each in list(different.values())[:SHOWN]:
        yield " ".join(told(each, say, book))
    if len(different) > SHOWN:
        yield say.count("history.trace.more", len(different) - SHOWN)


def told(finding: Finding, say: Catalogue, book: Rulebook) -> Iterator[str]:
    """What was found, by which rule, and which checks said yes."""
    if finding.kind == "not-read":
        yield say("decide.not-read", reason=named("reason", finding.rule, say, book))
        return
    rule = next((each for each in book.rules if each.id == finding.rule), None)
    kind = named("kind", finding.kind, say, book)
    sure = numbers.percent(finding.confidence, say.language)
    yield say("history.trace.rule", kind=kind[:1].upper() + kind[1:], rule=finding.rule, sure=sure)
    if rule and rule.checks:
        yield say("history.trace.checks", checks=", ".join(rule.checks))
