"""`/queue`: what somebody in the office wants to send and a second person has not agreed to yet.

Who agrees proves who they are with a PIN of their own, each time: the page stands on the computer of the one
who asks. Nobody agrees to what they want to send themselves.
"""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sakchy.act.question import Question
from sakchy.decide.explain import explain
from sakchy.locale import catalogue
from sakchy.model import Why
from sakchy.people import Person
from sakchy.web.pin import pins_of
from sakchy.web.site import from_our_form, inside, language_of, show, site_of
from sakchy.web.views import question_view


@inside
async def queue(request: Request) -> Response:
    """What waits for a second person."""
    return show_queue(request)


@from_our_form
async def decide(request: Request) -> Response:
    """Agree, or say no. The wrong PIN, or one's own question, changes nothing."""
    site, form = site_of(request), await request.form()
    id_, agreed = request.path_params["id"], form.get("decision") == "agree"
    question = next((each for each in site.desk.awaiting() if each.id == id_), None)
    if question is None:
        return RedirectResponse("/queue", 303)
    known = site.rules.crowd.known.get(str(form.get("approver", "")))
    if wrong := await objection(request, question, known, str(form.get("pin", ""))):
        return show_queue(request, wrong, id_, 403)
    assert known
    said = Why("office.agreed" if agreed else "office.declined", (("name", known.name),))
    site.desk.note(id_, (*question.notes, said), awaits=False)
    site.desk.answer(id_, agreed, confirmed=True)
    return RedirectResponse("/queue", 303)


async def objection(request: Request, question: Question, person: Person | None, pin: str) -> str:
    """Why somebody cannot decide about a question, as a word of the catalogue; empty if they can."""
    if person is None or not person.approver:
        return "who"
    if person.id == question.verdict.who:
        return "own"
    pins, name = pins_of(request), f"approver {person.id}"
    checked = await asyncio.to_thread(pins.check_hash, person.approver, pin, name)
    return "" if checked == "right" else checked


def show_queue(request: Request, wrong: str = "", about: str = "", status: int = 200) -> Response:
    """The page, with what was wrong beside the question it was about."""
    site, language = site_of(request), language_of(request)
    crowd, say = site.rules.crowd, catalogue(language)
    waiting = [
        question_view(each, language, site.rulebook)
        | {
            "who": crowd.name(each.verdict.who),
            "said": [explain(why, say, site.rulebook) for why in each.notes],
            "approvers": [one for one in crowd.approvers if one.id != each.verdict.who],
        }
        for each in site.desk.awaiting()
    ]
    contact = site.rules.office.contact
    return show(
        request,
        "queue.html",
        status,
        path="/queue",
        waiting=waiting,
        wrong=wrong,
        about=about,
        contact=contact,
    )


ROUTES = [Route("/queue", queue), Route("/queue/{id}", decide, methods=["POST"])]
