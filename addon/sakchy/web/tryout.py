"""Trying the rules on a text or a file of one's own: looked at, shown masked, and let go of.

What is sent here stays in memory, is in no journal, and no other message is compared with it.
"""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.decide.addresses import AddressError, address
from sakchy.decide.explain import explain_verdict, named
from sakchy.locale import catalogue
from sakchy.model import Finding, Outgoing, Target, Verdict
from sakchy.web.rails import MOST_TRIED
from sakchy.web.site import Site, inside, language_of, session_of, show, site_of
from sakchy.web.views import View

LONGEST = 64 << 10  # characters of the text: a long letter has a tenth of it
SHOWN = 40  # findings that are listed
AT_ONCE = asyncio.Semaphore(2)
"""Uploads that are in memory at a time."""


@inside
async def form(request: Request) -> Response:
    """The form alone."""
    return show(request, "tryout.html", path="/rules", seen=None, problem="", to="")


@inside
async def tried(request: Request) -> Response:
    """What is found in a text or a file, and what the rules would do with it. Nothing is kept."""
    async with AT_ONCE:
        try:
            given = await fields(request)
        except MultiPartException:
            return await outcome(request, "large")
        try:
            return await looked(request, given)
        finally:
            await given.close()


async def looked(request: Request, given: FormData) -> Response:
    """The answer to a form that came whole."""
    site, session, token = site_of(request), session_of(request), given.get("csrf")
    if not (session and isinstance(token, str) and site.sessions.is_own_form(session, token)):
        return show(request, "door.html", 403, again=False)
    text, file, to = str(given.get("text") or ""), given.get("file"), str(given.get("to") or "").strip()
    try:
        place = address(to) if to else None
    except AddressError:
        return await outcome(request, "address", to=to)
    target = Target(place.scheme, place.host, place.port, (place.host,)) if place else None
    if len(text) > LONGEST:
        return await outcome(request, "large", to=to)
    messages = [message(text.encode("utf-8", "replace"), "text/plain; charset=utf-8")] if text.strip() else []
    if isinstance(file, UploadFile) and (data := await file.read()):
        messages.append(message(data, "application/octet-stream"))
    if not messages:
        return await outcome(request, "empty", to=to)
    findings = [one for each in messages for one in await site.look(each)]
    verdict = site.judge.verdict(findings, site.judge.destination(target))
    return await outcome(request, "", seen=view(site, verdict, language_of(request)), to=to)


async def outcome(request: Request, problem: str, **values: Any) -> Response:
    """The form with what came of it."""
    told = {"seen": None, "to": "", **values, "problem": problem}
    return show(request, "tryout.html", 400 if problem else 200, path="/rules", **told)


async def fields(request: Request) -> FormData:
    """The form's fields, of which nothing goes to the disk. Raises MultiPartException."""
    parser = MultiPartParser(request.headers, limited(request), max_files=1, max_fields=8)
    parser.max_part_size = 4 * LONGEST  # bytes; a letter of UTF-8 has four at most
    parser.spool_max_size = MOST_TRIED  # by itself it would put a megabyte into a temporary file
    return await parser.parse()


async def limited(request: Request) -> AsyncGenerator[bytes, None]:
    """What the browser sends, kept up to a limit. Raises MultiPartException beyond it."""
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size <= MOST_TRIED:
            yield piece
    if size > MOST_TRIED:
        raise MultiPartException("too large")


def message(body: bytes, type_: str) -> Outgoing:
    """What was given, as if a page had sent it."""
    return Outgoing("http", body, headers=(("content-type", type_),))


def view(site: Site, verdict: Verdict, language: Any) -> View:
    """What was found, masked, and what would happen."""
    say = catalogue(language)
    return {
        "action": "ask-twice" if verdict.twice else verdict.action,
        "because": explain_verdict(verdict, language, site.rulebook),
        "more": max(0, len(verdict.findings) - SHOWN),
        "findings": [finding_view(site, each, verdict, language) for each in verdict.findings[:SHOWN]],
        "where": named("category", verdict.destination.category, say, site.rulebook),
    }


def finding_view(site: Site, finding: Finding, verdict: Verdict, language: Any) -> View:
    """One finding, without what was found."""
    say = catalogue(language)
    unread = finding.kind == "not-read"
    return {
        "kind": named("kind", finding.kind, say, site.rulebook),
        "rule": "" if unread else finding.rule,
        "reason": named("reason", finding.rule, say, site.rulebook) if unread else "",
        "sure": round(100 * finding.confidence),
        "where": say.where(finding.where),
        "preview": say.about(finding, hide=verdict.strict),
    }


ROUTES = [Route("/rules/try", form), Route("/rules/try", tried, methods=["POST"])]
