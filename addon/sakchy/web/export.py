"""The history as a table or as JSON, for whoever wants to keep or show it. Nothing found stands in either."""

import asyncio
import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable

import msgspec
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.decide.explain import named
from sakchy.locale import Catalogue, catalogue
from sakchy.model import Event
from sakchy.rulebook import Rulebook
from sakchy.web.asked import asked
from sakchy.web.site import inside, language_of, site_of

MOST = 1_000_000  # events: all that anybody has
COLUMNS = (
    "id", "at", "outcome", "kinds", "site", "host", "category", "policy", "rules", "who",
    "carrier", "method", "size",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With what a cell begins that a spreadsheet would run (OWASP, CSV Injection)."""


@inside
async def table(request: Request) -> Response:
    """The events of a filter, comma-separated (RFC 4180), with a mark that tells spreadsheets it is UTF-8."""
    site, say = site_of(request), catalogue(language_of(request))
    return await saved(
        request, "csv", "text/csv; charset=utf-8", lambda events: as_table(events, say, site.rulebook)
    )


@inside
async def records(request: Request) -> Response:
    """The events of a filter as a JSON list, newest first."""
    return await saved(request, "json", "application/json", as_records)


async def saved(request: Request, ending: str, media: str, form: Callable[[list[Event]], bytes]) -> Response:
    """A file to be saved, made in a thread."""
    site = site_of(request)
    wanted = asked(request.query_params, site.rulebook).wanted
    body = await asyncio.to_thread(lambda: form(site.journal.read(MOST, wanted)))
    name = f"sakchy-{dt.datetime.now().astimezone():%Y-%m-%d}.{ending}"
    return Response(body, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def as_table(events: Iterable[Event], say: Catalogue, book: Rulebook) -> bytes:
    """One row for each event; names of kinds and categories in the person's language."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([say(f"history.column.{name}") for name in COLUMNS])
    writer.writerows([harmless(cell) for cell in cells(event, say, book)] for event in events)
    return text.getvalue().encode("utf-8-sig")


def cells(event: Event, say: Catalogue, book: Rulebook) -> tuple[str, ...]:
    """What stands in the columns."""
    verdict, place = event.verdict, event.verdict.destination
    kinds = dict.fromkeys(named("kind", finding.kind, say, book) for finding in verdict.findings)
    return (
        event.id,
        dt.datetime.fromtimestamp(event.at).astimezone().isoformat(sep=" ", timespec="seconds"),
        say(f"web.outcome.{event.outcome}"),
        ", ".join(kinds),
        place.site,
        place.host,
        named("category", place.category, say, book),
        named("policy", verdict.policy, say, book),
        ", ".join(dict.fromkeys(finding.rule for finding in verdict.findings)),
        verdict.who,
        event.carrier,
        event.method,
        str(event.size),
    )


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_records(events: Iterable[Event]) -> bytes:
    """Whole events, one a line, but for fingerprints: those tell here whether two values are the same."""
    return b"[\n%s\n]\n" % b",\n".join(msgspec.json.encode(without_fingerprints(event)) for event in events)


def without_fingerprints(event: Event) -> Event:
    """The same event as it may leave this computer."""
    findings = tuple(replace(finding, fingerprint="") for finding in event.verdict.findings)
    return replace(event, verdict=replace(event.verdict, findings=findings))


ROUTES = [Route("/history/export.csv", table), Route("/history/export.json", records)]
