"""All that can be found: kinds and rules with their hits, and switching one on or off."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.decide.explain import named
from sakchy.keep import switched
from sakchy.locale import Catalogue, catalogue
from sakchy.locale.dates import moment
from sakchy.record import Tally
from sakchy.rulebook import Rulebook
from sakchy.rulebook.checks import RECOGNISERS
from sakchy.web.changing import changing, locked
from sakchy.web.grid import mistake_view
from sakchy.web.pin import pin_asked
from sakchy.web.site import Site, inside, language_of, show, site_of
from sakchy.web.views import View

LISTED = 200  # rules on one page
BUSIEST = 10  # rules with the most hits that are shown at once
FINDS: dict[str, tuple[str, ...]] = {
    "mrz-picture": ("passport", "id-card", "driving-licence"),
    "front-picture": ("passport", "id-card", "driving-licence", "bank-card", "bank-card-code"),
    "questionnaire": ("questionnaire",),
    "medical-record": ("medical-record",),
    "medical-file": ("medical-record",),
    "biometric-file": ("biometric",),
    "seed-phrase": ("private-key",),
    "authorization-elsewhere": ("secret",),
    "own-password": ("password",),
}
"""Kinds of the recognisers that have no rule file, as far as they find one kind only."""
OWN = "own-"
"""What people enrolled is switched off by taking it out again, not by a rule."""


@inside
async def rules(request: Request) -> Response:
    """Kinds with their rules, a search, what finds most, what is off."""
    site, say, given = site_of(request), catalogue(language_of(request)), request.query_params
    asked, kind = given.get("q", "").strip().lower()[:100], given.get("kind", "")
    every = all_rules(site, say, await asyncio.to_thread(site.journal.rules))
    chosen = [each for each in every if matches(each, asked, kind)] if asked or kind else []
    return show(
        request,
        "rules.html",
        asked=asked,
        kind=named("kind", kind, say, site.rulebook) if kind in site.rulebook.kinds else "",
        chosen=chosen[:LISTED],
        number=len(chosen),
        every=len(every),
        kinds=kinds(site.rulebook, every, say),
        busiest=sorted((each for each in every if each["hits"]), key=lambda each: -each["hits"])[:BUSIEST],
        off=[each for each in every if each["off"]],
        mistake=mistake_view(site.rules.trouble),
        locked=locked(site, say),
        most=LISTED,
    )


@inside
async def rule(request: Request) -> Response:
    """One rule: what it is for, what it has found, its examples, and the switch."""
    site, say, name = site_of(request), catalogue(language_of(request)), request.path_params["id"]
    found = all_rules(site, say, await asyncio.to_thread(site.journal.rules), name)
    return show_rule(request, found[0]) if found else show(request, "nothing.html", 404)


def show_rule(request: Request, found: View, *, sure: bool = False) -> Response:
    """The page of one rule; `sure` asks for the second yes."""
    site, say = site_of(request), catalogue(language_of(request))
    written = next((each for each in site.rulebook.rules if each.id == found["id"]), None)
    return show(
        request,
        "rule.html",
        path="/rules",
        rule=found,
        written=written,
        harm=[getattr(site.rulebook.kinds[kind].harm, say.language) for kind in found["kinds"][:1]],
        sure=sure,
        locked=locked(site, say),
        switchable=not found["id"].startswith(OWN),
    )


@changing
async def switch(request: Request) -> Response:
    """Switch a rule on or off. Off wants a PIN where there is one, and for strict kinds a second yes."""
    site, say, name = site_of(request), catalogue(language_of(request)), request.path_params["id"]
    form = await request.form()
    found = all_rules(site, say, {}, name)
    if not found or name.startswith(OWN):
        return show(request, "nothing.html", 404)
    on = form.get("to") == "on"
    if not on and found[0]["strict"] and form.get("sure") != "yes":
        return show_rule(request, found[0], sure=True)
    if not on and (asked := await pin_asked(request, "weaken")):
        return asked
    await asyncio.to_thread(switched.switch, site.home, name, on=on)
    await site.rules.refresh()
    return RedirectResponse(f"/rules/{name}", 303)


def all_rules(site: Site, say: Catalogue, tallies: dict[str, Tally], only: str = "") -> list[View]:
    """Every rule and recogniser, or one of them, with what is known of it."""
    book = site.rulebook
    wrong = Counter(each.rule for each in site.remembered.mistakes())
    known: dict[str, tuple[str, tuple[str, ...]]] = {
        each.id: (say.sentences.get(f"title.{each.id}", each.title), (each.kind,)) for each in book.rules
    }
    known |= {name: (recogniser(name, say), finds(name)) for name in RECOGNISERS}
    nothing = Tally(0, 0.0, 0.0)
    return [
        rule_view(name, of, book, say)
        | {
            "title": title,
            "foreign": say.language != "en"
            and name not in RECOGNISERS
            and f"title.{name}" not in say.sentences,
            "wrong": wrong[name],
            "hits": tallies.get(name, nothing).count,
            "last": moment(tallies[name].last, say) if name in tallies else "",
        }
        for name, (title, of) in known.items()
        if only in ("", name)
    ]


def rule_view(name: str, of: tuple[str, ...], book: Rulebook, say: Catalogue) -> View:
    """What the rulebook says of a rule."""
    of = tuple(kind for kind in of if kind in book.kinds)
    return {
        "id": name,
        "kinds": of,
        "kind": ", ".join(named("kind", kind, say, book) for kind in of),
        "strict": any(book.kinds[kind].tier == "strict" for kind in of),
        "off": name in book.off,
    }


def finds(name: str) -> tuple[str, ...]:
    """Kinds of a recogniser."""
    return FINDS.get(name, ("own-value",) if name.startswith(OWN) else ())


def recogniser(name: str, say: Catalogue) -> str:
    """What a recogniser does; its name if nobody has said it."""
    return say.sentences.get(f"rules.recogniser.{name}", name)


def matches(each: View, asked: str, kind: str) -> bool:
    """Whether a rule is looked for."""
    words = f"{each['id']} {each['title']} {each['kind']}".lower()
    return all(word in words for word in asked.split()) and (not kind or kind in each["kinds"])


def kinds(book: Rulebook, every: Iterable[View], say: Catalogue) -> list[dict[str, Any]]:
    """Kinds with the number of their rules and hits."""
    every = list(every)
    return [
        {
            "id": name,
            "name": named("kind", name, say, book),
            "strict": kind.tier == "strict",
            "number": sum(name in each["kinds"] for each in every),
            "hits": sum(each["hits"] for each in every if name in each["kinds"]),
        }
        for name, kind in book.kinds.items()
    ]


ROUTES = [
    Route("/rules", rules),
    Route("/rules/{id}", rule),
    Route("/rules/{id}", switch, methods=["POST"]),
]
