"""Learn: the four habits, tricks as they look in real life, a small quiz. Nothing of an answer is stored."""

import datetime as dt

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.locale import catalogue
from sakchy.locale.dates import day
from sakchy.web.site import from_our_form, inside, language_of, show

REVIEWED = dt.date(2026, 11, 23)
"""When somebody last read all of it and found it true."""
AGENCY = "dpa.gov.kg"
STEPS = ("documents", "card", "places", "more")
TRICKS = ("courier", "call", "job", "twin", "friend", "loan")
BEST = {
    "courier": "b", "call": "c", "job": "a", "address": "b", "friend": "c",
    "shared": "a", "drive": "b", "copy": "a", "form": "b", "chat": "c",
}  # fmt: skip
"""Questions of the quiz and the safest answer to each."""
ANSWERS = ("a", "b", "c")


@inside
async def learn(request: Request) -> Response:
    """The habits and the tricks."""
    say = catalogue(language_of(request))
    return show(request, "learn.html", steps=STEPS, tricks=TRICKS, reviewed=day(REVIEWED, say), agency=AGENCY)


@inside
async def quiz(request: Request) -> Response:
    """The questions, unanswered."""
    return show(request, "quiz.html", questions=BEST, answers=ANSWERS, given={}, told=False)


@from_our_form
async def explained(request: Request) -> Response:
    """The same questions with the answers that were given, each explained."""
    form = await request.form()
    given = {name: form.get(name) for name in BEST if form.get(name) in ANSWERS}
    return show(request, "quiz.html", questions=BEST, answers=ANSWERS, given=given, told=True)


ROUTES = [
    Route("/learn", learn),
    Route("/learn/quiz", quiz),
    Route("/learn/quiz", explained, methods=["POST"]),
]
