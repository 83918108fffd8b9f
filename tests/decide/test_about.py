"""What is told of a receiver."""

import pytest
from msgspec.structs import replace

from sakchy.decide import Judge
from sakchy.decide.about import about
from sakchy.decide.addresses import address
from sakchy.rulebook import load

BOOK = load()
JUDGE, SHARED = Judge(BOOK, "personal"), Judge(BOOK, "shared-computer")


def told(url, judge=JUDGE, page=None):
    known = about(judge, address(url), page)
    return known, {why.key: dict(why.values) for why in known.told}


def test_a_bank_with_its_evidence():
    known, why = told("https://ibank.kicb.net")
    assert (known.destination.category, known.stopped, known.opened) == ("bank", False, False)
    assert why["decide.site"]["site"] == "kicb.net"
    assert why["decide.evidence-seen"] == {"entry": "kicb.net", "checked": "2026-11-22"}
    assert "ibank" in why["decide.note"]["note"]
    assert "decide.unopened" in why


def test_a_bank_on_a_shared_computer():
    known, why = told("https://ibank.kicb.net", SHARED)
    assert (known.stopped, known.opened) == (True, False)
    assert "decide.stopped" in why
    assert "decide.unopened" not in why


def test_the_trick_with_the_at_sign():
    known, why = told("https://tunduk.kg@evil.example/")
    assert known.destination.host == "evil.example"
    assert why["decide.before-at"] == {"claimed": "tunduk.kg", "host": "evil.example"}


def test_a_name_before_the_at_sign_is_not_shown():
    assert told("https://asanov:secret@evil.example/")[1]["decide.name-before-at"] == {"host": "evil.example"}


def test_whom_a_lookalike_imitates():
    known, why = told("mbamk.kg")
    assert (known.destination.category, known.opened) == ("lookalike", True)
    assert why["decide.protected"] == {"protected": "mbank.kg", "category": "bank"}


def test_letters_numbers_and_assumptions():
    assert told("м\N{LATIN SMALL LETTER B}ank.kg")[1]["decide.letters"]["letters"].startswith("м")
    assert "decide.numbers" in told("http://3232235777/")[1]
    assert "decide.numbers" not in told("http://127.0.0.1/")[1]
    assert told("okcdn.ru")[1]["decide.evidence-assumed"]["entry"] == "okcdn.ru"


def test_a_bank_without_encryption_is_looked_into():
    known, why = told("http://mbank.kg")
    assert known.opened
    assert "decide.not-https" in why


@pytest.mark.parametrize("page", [None, "discord.com"])
def test_the_page_counts(page):
    assert told("https://store.example", page=page)[0].destination.category == (
        "messenger" if page else "unknown"
    )


def test_an_old_entry():
    host = replace(BOOK.destinations[0].hosts[0], host="old.example", evidence="old", match="suffix", note="")
    mine = replace(BOOK.destinations[0], category="known", hosts=(host,))
    judge = Judge(replace(BOOK, destinations=(*BOOK.destinations, mine)), "personal")
    assert "decide.evidence-old" in told("old.example", judge)[1]
