"""What the browser gets instead of the site's answer: a page when it opens one, a problem report otherwise.

The reply stands in the origin of the site that was to receive the data, so its scripts can read every byte
of it. No finding, no token and no control may stand here: only that something was kept back, and a number.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import get_args

from jinja2 import Template

from sakchy.act.question import Ended
from sakchy.locale import Language, catalogue
from sakchy.model import Outcome, Value, Verdict

STATUS = (
    403  # not 401 or 407 (log-in prompts), nor 429 or 5xx (browsers and sites repeat those by themselves)
)
LOG_IN = 407
SEE_OTHER = 303  # whatever was sent, what comes next is a GET (RFC 9110, 15.4.4)
ORIGIN = re.compile(
    r"null|[a-z][a-z0-9+.-]{0,20}://[^\s/,;\"'<>\x00-\x20\x7f-\U0010ffff]{1,260}"
)  # RFC 6454, 7
ANSWERS = get_args(Ended)
DIGITS = 4  # of a question's number; an event's id has more
ALWAYS = (("cache-control", "no-store"), ("x-content-type-options", "nosniff"))


class Reply(Value, frozen=True):
    """A whole HTTP response; header names are lower case, the length is for the wire to add."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def refusal(
    verdict: Verdict | None,
    outcome: Outcome,
    reference: str,
    *,
    navigates: bool,
    origin: str | None,
    language: Language,
    page_url: str,
) -> Reply:
    """Reply for a message that was not sent; `verdict` is None if there was not even one.

    `navigates`: a page was being opened; `origin`: the request's Origin header, so that the page's own
    script may read the report; `page_url`: address of the guard's page, without any token.
    """
    say = catalogue(language)
    unread = verdict is not None and all(finding.kind == "not-read" for finding in verdict.findings)
    what, why = "unread" if unread else "personal", outcome if outcome in ANSWERS else "blocked"
    detail = say(f"act.reply.what.{what}") + " " + say(f"act.reply.why.{why}")
    link = address(page_url, reference)
    if navigates:
        return page(say("act.reply.title"), (detail,), language, link, reference)
    return problem(
        say("act.reply.title"), f"{detail} {say('act.reply.see', url=link)}", reference, origin, language
    )


def address(page_url: str, reference: str) -> str:
    """Where the guard's page tells of it: by a question's number or an event's id, which open nothing."""
    asked = reference.isdecimal() and len(reference) == DIGITS
    return f"{page_url}{'asked' if asked else 'history'}/{reference}" if reference else page_url


def led(page_url: str) -> Reply:
    """Reply for a page that was being opened: the browser shows the guard's page in its place."""
    headers = (("location", page_url), ("referrer-policy", "no-referrer"), *ALWAYS)
    return Reply(SEE_OTHER, headers, b"")


def stopped(host: str, *, navigates: bool, origin: str | None, language: Language, page_url: str) -> Reply:
    """Reply for a site that is stopped by its name: why, and how to do it instead."""
    title, *told = explanation(host, language)
    if navigates:
        return page(title, told, language, page_url)
    return problem(title, " ".join(told), "", origin, language)


def no_tunnel(host: str, language: Language) -> Reply:
    """The same for a tunnel that is refused: browsers hide its words, other programs show them."""
    words = "\n".join(explanation(host, language)) + "\n"
    headers = (("content-type", "text/plain; charset=utf-8"), ("content-language", language), *ALWAYS)
    return Reply(STATUS, headers, words.encode())


def log_in(language: Language) -> Reply:
    """Reply for who has to log in to the proxy first (RFC 9110, 15.5.8; RFC 7617)."""
    words = catalogue(language)("people.log_in") + "\n"
    asks = ("proxy-authenticate", 'Basic realm="Sakchy", charset="UTF-8"')
    headers = (asks, ("content-type", "text/plain; charset=utf-8"), ("content-language", language), *ALWAYS)
    return Reply(LOG_IN, headers, words.encode())


def explanation(host: str, language: Language) -> tuple[str, ...]:
    """Why a site is not opened on this computer, and what to do instead: a title and paragraphs."""
    say = catalogue(language)
    parts = ("why", "phone", "own", "branch", "private", "unseen")
    return say("act.stopped.title", host=host), *(say(f"act.stopped.{part}") for part in parts)


def page(title: str, told: Sequence[str], language: Language, page_url: str, reference: str = "") -> Reply:
    """A small page that needs nothing from anywhere and can do nothing."""
    template, policy = look()
    body = template.render(
        say=catalogue(language),
        language=language,
        title=title,
        told=told,
        reference=reference,
        page_url=page_url,
    )
    headers = (
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", language),
        ("content-security-policy", policy),
        ("referrer-policy", "no-referrer"),
        *ALWAYS,
    )
    return Reply(STATUS, headers, body.encode())


def problem(title: str, detail: str, reference: str, origin: str | None, language: Language) -> Reply:
    """A problem report (RFC 9457), readable by the page that sent the request (Fetch, CORS protocol)."""
    report = {
        "type": "urn:sakchy:not-sent",
        "title": title,
        "status": STATUS,
        "detail": detail,
        "reference": reference,
    }
    readable = (
        ("access-control-allow-origin", origin),
        ("access-control-allow-credentials", "true"),
        ("access-control-expose-headers", "content-language"),
    )
    headers = (
        ("content-type", "application/problem+json"),
        ("content-language", language),
        ("vary", "Origin"),
        *(readable if origin and ORIGIN.fullmatch(origin) else ()),
        *ALWAYS,
    )
    return Reply(STATUS, headers, json.dumps(report, ensure_ascii=False).encode())


@cache
def look() -> tuple[Template, str]:
    """The page's template and the policy that allows its own style sheet, by hash, and nothing else."""
    source = (Path(__file__).parent / "reply.html").read_text("utf-8")
    style = source.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return Template(source, autoescape=True), f"{nothing}; style-src 'sha256-{digest}'"
