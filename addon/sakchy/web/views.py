"""Questions and events as the templates show them: names for ids, sentences for reasons."""

import time
from typing import Any

from sakchy.act.question import Question
from sakchy.act.words import UNKNOWN, shown_host, words
from sakchy.decide.explain import explain_verdict, named
from sakchy.keep.remembered import can_be_wrong
from sakchy.locale import Language, catalogue
from sakchy.locale.dates import clock, moment
from sakchy.locale.numbers import size
from sakchy.model import Event, Finding, Verdict
from sakchy.rulebook import Rulebook

MAX_SHOWN = 6  # findings of one kind that are listed; the rest is a number
ICONS = {
    "document": ("passport", "id-card", "driving-licence", "passport-number", "personal-number"),
    "person": ("document-selfie", "biometric"),
    "card": ("bank-card", "bank-card-code", "bank-card-pin", "bank-requisites"),
    "key": ("one-time-code", "password", "private-key", "secret"),
    "list": ("questionnaire", "medical-record"),
}
ICON_OF = {kind: icon for icon, kinds in ICONS.items() for kind in kinds}
STOPPED = ("refused", "blocked", "expired", "dismissed")
View = dict[str, Any]


def question_view(question: Question, language: Language, rulebook: Rulebook, since: float = UNKNOWN) -> View:
    """One question for a template. `since`: when its site was first met, 0 for never."""
    now = time.time()
    return verdict_view(question.verdict, language, rulebook, since) | {
        "id": question.id,
        "number": question.number,
        "state": question.state,
        "asked": moment(question.asked_at, catalogue(language)),
        "until": clock(question.until),
        "left": max(0, round(question.until - now)),
        "wait": max(1, round(question.until - question.asked_at)),
        "maskable": question.maskable and question.state == "waiting",
        "cut": question.cut,
        "touched": question.touched,
        "rememberable": question.rememberable,
        "can_be_wrong": any(can_be_wrong(each) for each in question.about),
        "many": question.many,
        "leads": question.leads,
        "then": question.then,
        "twice": question.verdict.twice,
        "awaits": question.awaits,
        "who": question.verdict.who,
        "granted": question.granted_until > now,
        "granted_until": clock(question.granted_until),
    }


def event_view(event: Event, language: Language, rulebook: Rulebook) -> View:
    """One line of the journal for a template."""
    return verdict_view(event.verdict, language, rulebook) | {
        "id": event.id,
        "at": event.at,
        "when": moment(event.at, catalogue(language)),
        "outcome": event.outcome,
        "stopped": event.outcome in STOPPED,
        "carrier": event.carrier,
        "who": event.verdict.who,
        "kind_ids": [
            {"id": one, "name": named("kind", one, catalogue(language), rulebook)} for one in kinds_of(event)
        ],
        "size": size(event.size, catalogue(language)),
    }


def kinds_of(event: Event) -> list[str]:
    """The kinds of what was found, each once, what decided first."""
    return list(dict.fromkeys(finding.kind for finding in event.verdict.findings))


def verdict_view(verdict: Verdict, language: Language, rulebook: Rulebook, since: float = UNKNOWN) -> View:
    """What, where to and why. The kind that decided stands first, as in the verdict."""
    by_kind: dict[str, list[Finding]] = {}
    for finding in verdict.findings:
        by_kind.setdefault(finding.kind, []).append(finding)
    kinds = [kind_view(kind, found, verdict, language, rulebook) for kind, found in by_kind.items()]
    place = verdict.destination
    told = words(verdict, language, rulebook, since)
    return {
        "kinds": kinds,
        "title": told.what or catalogue(language)("act.stopped.event"),
        "icon": kinds[0]["icon"] if kinds else "page",
        "harm": told.why,
        "lines": told.lines,
        "like": told.like,
        "known": told.known,
        "site": told.to,
        "host": shown_host(place.host),
        "in_letters": told.letters,
        "category": told.whose,
        "because": explain_verdict(verdict, language, rulebook),
    }


def kind_view(
    kind: str, found: list[Finding], verdict: Verdict, language: Language, rulebook: Rulebook
) -> View:
    """Findings of one kind: its name and harm, and where each stood."""
    say, known = catalogue(language), rulebook.kinds.get(kind)
    shown = {
        (say.where(finding.where), say.about(finding, hide=verdict.strict), finding.rule): round(
            100 * finding.confidence
        )
        for finding in found
    }
    items = [{"where": w, "preview": p, "rule": r, "sure": sure} for (w, p, r), sure in shown.items()]
    return {
        "name": getattr(known.name, language) if known else kind,
        "harm": getattr(known.harm, language) if known else "",
        "icon": ICON_OF.get(kind, "page"),
        "items": items[:MAX_SHOWN],
        "more": max(0, len(items) - MAX_SHOWN),
    }
