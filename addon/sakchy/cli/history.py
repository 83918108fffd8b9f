"""`sakchy history`: the journal, newest first. Reads beside a running guard."""

import datetime as dt
import json

import click

from sakchy import rulebook
from sakchy.cli.report import as_record, title
from sakchy.cli.shared import Trouble, home_option, install, said, show
from sakchy.locale import Catalogue
from sakchy.model import Event
from sakchy.record.journal import Journal
from sakchy.rulebook import Rulebook
from sakchy.web.asked import asked
from sakchy.web.outcomes import GROUPS, OUTCOMES


@click.command("history", help=said("history.help"))
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, metavar="N", help=said("history.limit"))
@click.option("--json", "records", is_flag=True, help=said("history.json"))
@click.option("--search", default="", metavar="WORDS", help=said("history.search"))
@click.option("--kind", default="", help=said("history.kind"))
@click.option("--site", default="", help=said("history.site"))
@click.option(
    "--outcome", type=click.Choice((*GROUPS, *OUTCOMES)), default=None, help=said("history.outcome")
)
@home_option
def history(*, limit: int, records: bool, search: str, kind: str, site: str, outcome: str | None) -> None:
    """Print the newest events that are wanted."""
    here = install()
    book = rulebook.load(extra=here.rules)
    journal = Journal(here.home / "journal.sqlite", here.settings.keep_days, writes=False)
    wanted = asked({"q": search, "kind": kind, "site": site, "outcome": outcome}, book).wanted
    events = journal.read(limit, wanted)
    if journal.trouble:
        raise Trouble(here.say("cli.history.trouble", path=journal.path))
    if not events and not records:
        click.echo(here.say("cli.history.empty"))
    for event in events:
        show(as_json(event, book) if records else as_text(event, book, here.say))


def as_json(event: Event, book: Rulebook) -> str:
    """One event for programs; the moment in UTC, ISO 8601."""
    moment = dt.datetime.fromtimestamp(event.at, dt.UTC).isoformat(timespec="seconds")
    about = {"id": event.id, "at": moment, "outcome": event.outcome, "policy": event.verdict.policy}
    sent = {"carrier": event.carrier, "method": event.method, "size": event.size}
    return json.dumps({**about, **as_record(event.verdict, book), **sent})


def as_text(event: Event, book: Rulebook, say: Catalogue) -> str:
    """When, what, where to, and what became of it; the moment in the person's own time."""
    moment = dt.datetime.fromtimestamp(event.at, dt.UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    what = ", ".join(dict.fromkeys(title(finding, book, say) for finding in event.verdict.findings))
    what = what or say("act.stopped.event")  # nothing was found: the site was stopped by its name
    return f"{moment}  {what} → {event.verdict.destination.host}: {say(f'cli.outcome.{event.outcome}')}"
