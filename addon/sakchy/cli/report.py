"""A verdict as JSON for programs (in English) and as lines for the person."""

from collections.abc import Iterator

from sakchy.cli.case import Case
from sakchy.decide.about import About
from sakchy.decide.explain import explain, explain_verdict
from sakchy.decide.policy import CELLS, Grid
from sakchy.locale import Catalogue, catalogue
from sakchy.model import Destination, Finding, Verdict
from sakchy.rulebook import Rulebook


def as_record(verdict: Verdict, rulebook: Rulebook) -> dict[str, object]:
    """The keys `findings`, `destination`, `action`, `because`; every sentence in English."""
    english = catalogue("en")
    destination = verdict.destination
    return {
        "findings": [finding_record(finding, english) for finding in verdict.findings],
        "destination": {
            "host": destination.host,
            "category": destination.category,
            "because": [explain(why, english, rulebook) for why in destination.because],
        },
        "action": verdict.action,
        "because": explain_verdict(verdict, "en", rulebook),
    }


def finding_record(finding: Finding, english: Catalogue) -> dict[str, object]:
    """One finding: the fingerprint stays out, it means nothing outside this machine."""
    return {
        "kind": finding.kind,
        "rule": finding.rule,
        "confidence": round(finding.confidence, 3),
        "where": english.where(finding.where),
        "preview": finding.preview,
        "about": [english.why(why) for why in finding.about],
    }


def for_people(verdict: Verdict, rulebook: Rulebook, say: Catalogue) -> Iterator[str]:
    """What would happen, what was found and where, and why."""
    yield f"  {say(f'cli.action.{verdict.action}')}"
    lines = (finding_line(finding, rulebook, say) for finding in verdict.findings)
    yield from (f"  · {line}" for line in dict.fromkeys(lines))  # damaged in two ways is said once
    yield from (f"    {line}" for line in explain_verdict(verdict, say.language, rulebook))


def finding_line(finding: Finding, rulebook: Rulebook, say: Catalogue) -> str:
    """`Passport: TD3 KGZ, in form field "scan"`."""
    return f"{title(finding, rulebook, say)}, {say('cli.in', where=say.where(finding.where))}"


def title(finding: Finding, rulebook: Rulebook, say: Catalogue) -> str:
    """`Passport: TD3 KGZ`: the kind in the person's language, and the masked preview if there is one."""
    if finding.kind == "not-read":
        return say(f"cli.not-read.{finding.rule}")
    name: str = getattr(rulebook.kinds[finding.kind].name, say.language)
    about = say.about(finding)
    return f"{name}: {about}" if about else name


def unopened(problem: str, say: Catalogue) -> str:
    """Why a file was not opened, in the person's words where we have them, else in the system's."""
    return say("cli.unopened", reason=say.sentences.get(f"cli.problem.{problem}", problem))


def as_receiver(known: About, rulebook: Rulebook) -> dict[str, object]:
    """The keys `destination`, `stopped`, `opened`; every sentence in English."""
    english, place = catalogue("en"), known.destination
    because = [explain(why, english, rulebook) for why in known.told]
    about = {"host": place.host, "site": place.site, "category": place.category, "because": because}
    return {"destination": about, "stopped": known.stopped, "opened": known.opened}


def receiver_lines(known: About, fixed: Case, say: Catalogue) -> Iterator[str]:
    """Who a receiver is, why, and what the policy lets go there."""
    book, place = fixed.rulebook, known.destination
    yield f"{place.host}: {getattr(book.categories[place.category].name, say.language)}"
    yield from (f"  · {explain(why, say, book)}" for why in known.told)
    if known.opened:
        policy = getattr(book.policies[fixed.judge.grid.profile].title, say.language)
        yield f"  {say('cli.check.receives', policy=policy)}"
        for cell, kinds in cells(fixed.judge.grid, place, book, say).items():
            yield f"    {say(f'cli.cell.{cell}')}: {', '.join(kinds)}"


def cells(grid: Grid, place: Destination, book: Rulebook, say: Catalogue) -> dict[str, list[str]]:
    """What happens there to each kind, strongest first: cell -> names of kinds."""
    columns = [place.category, *(["insecure"] if place.insecure else [])]
    found: dict[str, list[str]] = {cell: [] for cell in reversed(CELLS)}
    for kind, about in book.kinds.items():
        cell = max((grid.cell(kind, "", column)[1] for column in columns), key=CELLS.index)
        shown = "ask-twice" if about.tier == "strict" and cell == "ask" else cell  # as the judge does it
        found[shown].append(getattr(about.name, say.language))
    return {cell: kinds for cell, kinds in found.items() if kinds}
