"""A verdict as JSON for programs (in English) and as lines for the person."""

from collections.abc import Iterator

from sakchy.decide.explain import explain, explain_verdict
from sakchy.locale import Catalogue, catalogue
from sakchy.model import Finding, Verdict
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
    for finding in verdict.findings:
        yield f"  · {finding_line(finding, rulebook, say)}"
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
