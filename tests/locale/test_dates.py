import datetime as dt

import pytest

from sakchy.locale import LANGUAGES, catalogue
from sakchy.locale.dates import MONTHS, clock, day, moment, month, weekdays


def at(year, month_, day_, hour=14, minute=5):
    return dt.datetime(year, month_, day_, hour, minute).astimezone().timestamp()


@pytest.mark.parametrize(
    ("language", "whole", "above"),
    [
        ("en", "7 March 2025", "March 2025"),
        ("ru", "7 марта 2025 года", "Март 2025"),
        ("ky", "2025-жылдын 7-марты", "2025-жыл, март"),
    ],
)
def test_a_date_in_words(language, whole, above):
    say = catalogue(language)
    assert day(dt.date(2025, 3, 7), say) == whole
    assert month(dt.date(2025, 3, 7), say) == above


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "7 Mar 2019, 14:05"), ("ru", "7 мар. 2019, 14:05"), ("ky", "2019-ж. 7-мар., 14:05")],
)
def test_a_moment_of_another_year_has_its_year(language, expected):
    assert moment(at(2019, 3, 7), catalogue(language)) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moment_of_today_is_an_hour_and_one_of_this_year_has_no_year(language):
    now = dt.datetime.now().astimezone()
    say, other = catalogue(language), now.replace(month=1 if now.month > 1 else 2, day=1, hour=9, minute=30)
    assert moment(now.timestamp(), say) == f"{now:%H:%M}"
    told = moment(other.timestamp(), say)
    assert told.endswith("09:30")
    assert str(now.year) not in told


def test_the_hour_to_the_second():
    assert clock(at(2024, 5, 1) + 9) == "14:05:09"


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_weekdays_have_names_of_their_own(language):
    say = catalogue(language)
    for form in ("name", "of", "short"):
        assert len({say(f"time.{form}.{name}") for name in MONTHS}) == 12
    assert len(set(weekdays(say))) == 7
    assert weekdays(catalogue("ru"))[0] == ("Пн", "понедельник")
