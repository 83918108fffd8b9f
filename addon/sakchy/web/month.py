"""A month of everybody or of one person: numbers, a calendar, bars. Every number leads to its events."""

import asyncio
import calendar
import datetime as dt
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.act.words import shown_host
from sakchy.locale import catalogue, dates, numbers
from sakchy.record import Brief, Journal, Wanted
from sakchy.web.outcomes import GROUP_OF, GROUPS
from sakchy.web.site import inside, language_of, show, site_of

SHOWN = 10  # bars of one chart; the rest is a number
SHADES = 4  # of a day with events, besides none: more cannot be told apart
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
Bar = dict[str, Any]
Days = tuple[dt.date, dt.date]
To = Callable[..., str]
"""Makes the address of events, see `history`."""


@inside
async def month(request: Request) -> Response:
    """The month in `?m=2026-11`, else this one; with `?who=` that of one person."""
    site, language, today = site_of(request), language_of(request), dt.datetime.now().astimezone().date()
    say = catalogue(language)
    first = asked_month(request.query_params.get("m", ""), today)
    after = next_month(first)
    crowd, who = site.rules.crowd, request.query_params.get("who", "")
    who = who if who in crowd.known else ""
    to: To = partial(history, who=who)
    briefs, fresh = await asyncio.to_thread(told, site.journal, first, after, who)
    kinds = {name: getattr(kind.name, language) for name, kind in site.rulebook.kinds.items()}
    oldest = today - dt.timedelta(days=site.journal.keep_days)
    by_kind = Counter(kind for brief in briefs for kind in brief.kinds)
    by_person = Counter(brief.who for brief in briefs if brief.who)
    by_site = Counter(brief.site for brief in briefs if brief.site)
    during, begun = (first, after - dt.timedelta(days=1)), midnight(today)
    return show(
        request,
        "month.html",
        number=partial(numbers.number, language=language),
        day_name=partial(dates.day, say=say),
        month=dates.month(first, say),
        m=f"{first:%Y-%m}",
        who=who,
        everybody=[*crowd.known],
        today=figures([each for each in briefs if each.at >= begun], (today, today), to),
        this=(first.year, first.month) == (today.year, today.month),
        figures=figures(briefs, during, to),
        weekdays=dates.weekdays(say),
        weeks=list(weeks(first, by_day(briefs, first, after), today, to)),
        kinds=bars(by_kind, "kind", partial(to, during), kinds),
        people=bars(by_person, "who", partial(history, during), {who: crowd.name(who) for who in by_person}),
        sites=bars(by_site, "site", partial(to, during), {name: shown_host(name) for name in by_site}, fresh),
        before=f"{first - dt.timedelta(days=1):%Y-%m}" if first > oldest else "",
        after=f"{after:%Y-%m}" if after <= today else "",
        trouble=site.journal.trouble,
        keep_days=site.journal.keep_days,
    )


def told(journal: Journal, first: dt.date, after: dt.date, who: str) -> tuple[list[Brief], set[str]]:
    """What is counted of a month's events (of one person or all), and the sites not met before."""
    since, before = midnight(first), midnight(after)
    met = journal.sites()
    older = any(tally.first < since for tally in met.values())  # else everything would be new
    fresh = {name for name, tally in met.items() if since <= tally.first < before} if older else set()
    return journal.briefs(Wanted(since=since, before=before, who=who or None)), fresh


def figures(briefs: Iterable[Brief], during: Days, to: To) -> list[dict[str, Any]]:
    """The three numbers, each with the address of its events."""
    counts = Counter(GROUP_OF.get(brief.outcome, "") for brief in briefs)
    return [{"name": name, "count": counts[name], "to": to(during, outcome=name)} for name in GROUPS]


def bars(
    counts: Counter[str],
    field: str,
    to: To,
    names: dict[str, str],
    fresh: Iterable[str] = (),
) -> dict[str, Any]:
    """The longest bars of a chart, and how many are not shown."""
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]
    return {
        "most": max(counts.values(), default=0),
        "more": len(counts) - len(top),
        "bars": [
            {
                "name": names.get(one, one),  # an id that no rulebook has any more stays as it is
                "count": count,
                "new": one in fresh,
                "to": to(**{field: one}),
            }
            for one, count in top
        ],
    }


def weeks(
    first: dt.date, counts: Mapping[dt.date, int], today: dt.date, to: To
) -> Iterator[list[Bar | None]]:
    """Rows of the calendar, Monday first; None for days of other months."""
    most = max(counts.values(), default=0)
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        yield [
            {
                "date": date,
                "count": counts.get(date, 0),
                "shade": shade(counts.get(date, 0), most),
                "to": to((date, date)),
                "today": date == today,
                "coming": date > today,
            }
            if date.month == first.month
            else None
            for date in week
        ]


def shade(count: int, most: int) -> int:
    """0 for a day without events, else 1 to SHADES."""
    return -(-count * SHADES // most) if count else 0


def history(during: Days, *, who: str = "", **more: str) -> str:
    """The address of these events in the history."""
    about = {"who": who} if who else {}
    days = {"from": during[0].isoformat(), "to": during[1].isoformat()}
    return "/history?" + urlencode({**more, **about, **days})


def asked_month(text: str, today: dt.date) -> dt.date:
    """The first day of the month that is asked for, else of this one."""
    found = MONTH.fullmatch(text)
    return dt.date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def next_month(first: dt.date) -> dt.date:
    """The first day of the month after."""
    return (first + dt.timedelta(days=31)).replace(day=1)


def midnight(day: dt.date) -> float:
    """When a day begins where this computer is, in seconds since 1970."""
    return time.mktime(day.timetuple())


def by_day(briefs: Iterable[Brief], first: dt.date, after: dt.date) -> Counter[dt.date]:
    """How many events there were on each day."""
    days = [first + dt.timedelta(days=number) for number in range((after - first).days)]
    begins = [midnight(day) for day in days]
    return Counter(days[bisect_right(begins, brief.at) - 1] for brief in briefs)


ROUTES = [Route("/month", month)]
