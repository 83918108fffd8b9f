"""What stands between *send* and the message: a parent's PIN, an office's question why, a second person.

The answer to a question passes here once (`answer_asked`); everything is asked for on pages of their own, one
after the other, each of which sends the same form again.
"""

import asyncio
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sakchy.act.question import Question
from sakchy.model import Outgoing, Why
from sakchy.office import Office
from sakchy.web.pin import pin_asked, pin_needed
from sakchy.web.site import language_of, show, site_of

REASONS = ("agreed", "required", "public", "mistaken")
"""Reasons that most offices know: sentences `office.reasons.…`, and `office.because.…` for the history."""
LONGEST_REASON = 256  # characters: a sentence or two; a letter belongs elsewhere
PLAIN = (("content-type", "text/plain; charset=utf-8"),)


async def answer_asked(request: Request, question: Question) -> Response | None:
    """What has to be asked before a question's message may be sent; None if nothing (more) has to be.

    Call it for `send`, when a second confirmation, if one is wanted, was given. Not for sending without what
    was found: nothing personal leaves then.
    """
    verdict, office = question.verdict, site_of(request).rules.office
    if question.state in ("sent", "masked"):
        return None
    if verdict.strict and (asked := await pin_asked(request, "strict", verdict.who)):
        return asked
    if office.reason and not question.notes and (asked := await reason_asked(request, question, office)):
        return asked
    if second_person(question, office):
        desk = site_of(request).desk
        noted = desk.find(question.id) or question
        desk.note(question.id, noted.notes, awaits=True)
        desk.touch(question.id)
        return RedirectResponse(f"/question/{question.id}", 303)
    return None


def answer_needs_page(request: Request, question: Question) -> bool:
    """Whether *send* wants more than a yes, which a command line cannot give."""
    office, verdict = site_of(request).rules.office, question.verdict
    strict = verdict.strict and pin_needed(request, "strict", verdict.who)
    return strict or (office.reason and not question.notes) or second_person(question, office)


def second_person(question: Question, office: Office) -> bool:
    """Whether somebody else must agree to this one."""
    return office.approve == "always" or (office.approve == "twice" and question.verdict.twice)


async def reason_asked(request: Request, question: Question, office: Office) -> Response | None:
    """The page that asks for a reason, unless the form brings a good one, which is then noted."""
    form, site = await request.form(), site_of(request)
    chosen, words = str(form.get("reason", "")), str(form.get("words", "")).strip()
    offered = list(reasons(request, office))
    known = next((why for name, _, why in offered if name == chosen), None)
    wrong = await wrong_reason(request, known, words) if "reason_given" in form else "unasked"
    if not wrong:
        said = (Why("office.words", (("words", words),)),) if words else ()
        site.desk.note(question.id, (*((known,) if known else ()), *said), awaits=False)
        return None
    return show(
        request,
        "reason.html",
        200 if wrong == "unasked" else 400,
        path="/",
        send_to=request.url.path,
        fields=[(name, form[name]) for name in ("confirmed",) if isinstance(form.get(name), str)],
        reasons=[(name, label) for name, label, _ in offered],
        chosen=chosen,
        wrong="" if wrong == "unasked" else wrong,
        longest=LONGEST_REASON,
    )


async def wrong_reason(request: Request, known: Why | None, words: str) -> str:
    """Why a reason cannot be taken, as a word of the catalogue; empty if it can.

    It goes into the history, so what the guard would find in it has no place there. The words are not shown
    again, and what was found in them is not told.
    """
    if known is None and not words:
        return "none"
    if len(words) > LONGEST_REASON:
        return "long"
    message = Outgoing("http", words.encode("utf-8", "replace"), headers=PLAIN)
    found = await asyncio.to_thread(site_of(request).rules.inspector.inspect, message) if words else ()
    return "personal" if found else ""


def reasons(request: Request, office: Office) -> Iterator[tuple[str, str, Why]]:
    """Name, label and note of each reason that is offered."""
    if office.reasons:
        for at, each in enumerate(office.reasons):
            label = str(getattr(each, language_of(request)))
            yield f"own-{at}", label, Why("office.words", (("words", label),))
        return
    for name in REASONS:
        yield name, "", Why(f"office.because.{name}")
