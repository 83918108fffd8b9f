"""Dates as people write them. Names and orders stand in the catalogues (`time.yaml`), by CLDR."""

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sakchy.locale import Catalogue

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def moment(at: float, say: "Catalogue") -> str:
    """A time (seconds since 1970) as one writes it in a list: today's with the hour alone, `14:05`; of this
    year without the year, `22 Nov, 14:05`.
    """
    then, now = local(at), dt.datetime.now().astimezone()
    hour = f"{then:%H:%M}"
    if then.date() == now.date():
        return hour
    month = say(f"time.short.{MONTHS[then.month - 1]}")
    form = "time.listed" if then.year == now.year else "time.listed_year"
    return say(form, day=then.day, month=month, year=then.year, hour=hour)


def clock(at: float) -> str:
    """The hour of the day, to the second: the same in all three languages."""
    return f"{local(at):%H:%M:%S}"


def day(date: dt.date, say: "Catalogue") -> str:
    """A whole date: `22 November 2026`, `22 ноября 2026 года`, `2026-жылдын 22-ноябры`."""
    return say("time.day", day=date.day, month=say(f"time.of.{MONTHS[date.month - 1]}"), year=date.year)


def month(date: dt.date, say: "Catalogue") -> str:
    """A month to stand above a calendar: `November 2026`."""
    return say("time.month", month=say(f"time.name.{MONTHS[date.month - 1]}"), year=date.year)


def weekdays(say: "Catalogue") -> list[tuple[str, str]]:
    """Short and whole names from Monday on, as weeks begin here."""
    return [(say(f"time.weekday.{name}"), say(f"time.weekday_whole.{name}")) for name in WEEKDAYS]


def local(at: float) -> dt.datetime:
    """A time with this computer's zone."""
    return dt.datetime.fromtimestamp(at).astimezone()
