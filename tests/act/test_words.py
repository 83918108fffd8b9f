"""The words of a question: the same on the page, in the balloon and in the terminal."""

import time

import pytest
from msgspec.structs import replace
from questions import verdict

from sakchy import rulebook
from sakchy.act.notify import plain, wording
from sakchy.act.question import Question
from sakchy.act.words import UNKNOWN, words
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Destination, Finding, Why
from sakchy.web.views import question_view


@pytest.fixture(scope="module")
def book():
    return rulebook.load()


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_terminal_and_balloon_say_the_same(book, language):
    asked = verdict(kind="bank-card")
    told = words(asked, language, book, since=0.0)
    view = question_view(Question("f" * 32, "4821", asked, 0.0, 60.0), language, book, 0.0)
    assert (view["title"], view["site"], view["category"], view["harm"]) == (
        told.what, told.to, told.whose, told.why,
    )  # fmt: skip
    assert view["lines"] == told.lines == (told.why, told.known), "what the terminal prints beneath"
    title, message = wording("ask", asked, "4821", book, language)
    assert title.endswith(told.to)
    assert plain(told.what).lower() in message.lower()
    assert plain(told.why) in message


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_imitation_is_named_first(book, language):
    why = (Why("decide.lookalike", (("host", "mbamk.kg"), ("protected", "mbank.kg"))),)
    asked = replace(verdict(), destination=Destination("mbamk.kg", "lookalike", "mbamk.kg"), because=why)
    told = words(asked, language, book)
    assert told.lines[0] == catalogue(language)("act.words.like", protected="mbank.kg")
    assert told.lines[0] in wording("ask", asked, "4821", book, language)[1]


def test_since_when_a_receiver_is_known(book):
    at = time.mktime((2026, 5, 12, 12, 0, 0, 0, 0, -1))
    assert words(verdict(), "en", book, since=at).known.endswith("12 May 2026.")
    assert words(verdict(), "en", book, since=0.0).known == catalogue("en")("act.words.new")
    assert words(verdict(), "en", book, since=UNKNOWN).known == ""


def test_kinds_are_named_once_what_decided_first_and_unknown_ones_by_their_id(book):
    first, second = verdict("aa", "bb").findings
    odd = Finding("no-such-kind", "x", 1.0, (), "", "cc")
    asked = replace(verdict(), findings=(first, second, odd))
    assert words(asked, "en", book).what == "passport, no-such-kind"
    assert words(asked, "en", book, most=1).what == "passport…"
    nothing = words(replace(asked, findings=()), "en", book)
    assert (nothing.what, nothing.why) == ("", "")


def test_letters_that_pass_for_others_are_shown_as_they_go_over_the_wire(book):
    asked = replace(verdict(), destination=Destination("xn--80ak6aa92e.com", "unknown", "xn--80ak6aa92e.com"))
    told = words(asked, "en", book)
    assert told.to == "xn--80ak6aa92e.com"
    assert told.letters == "аррӏе.com"
