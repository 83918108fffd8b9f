"""A browser that opens a page is led to the question, and its request goes later in the place of another.

Once the question is answered, the guard's page sends the browser to the address that it wanted. That plain
request never leaves: the one that was kept does, as it was, cookies and all, and its answer is what the
browser shows. It is told by the address and by the browser, so that no address holds a secret.
"""

from collections.abc import Hashable

from mitmproxy import http

from sakchy.account import account_of
from sakchy.act.question import Question
from sakchy.act.replies import Reply, led
from sakchy.service import Service


def browser(flow: http.HTTPFlow, who: str) -> Hashable:
    """What tells a browser again: where it is, whose account it runs in, and what it calls itself."""
    client = flow.client_conn
    account = account_of(client.peername[:2], client.sockname[:2])
    return who, client.peername[0], account, flow.request.headers.get("user-agent", "")


def park(flow: http.HTTPFlow, question: Question, service: Service, who: str) -> Reply:
    """Keep a request; the reply leads to the question's page by its number, which opens nothing."""
    kept = flow.request.copy()
    size = len(kept.raw_content or b"")
    service.engine.asking.parking.keep(question.id, kept.url, browser(flow, who), kept, size)
    return led(f"{service.page_url}asked/{question.number}")


def go_on(flow: http.HTTPFlow, service: Service, who: str) -> None:
    """Put the kept request in the place of this one, if it is the browser's that may send it now."""
    request, parking, desk = flow.request, service.engine.asking.parking, service.desk
    if not parking.waits_at(request.url) or request.headers.get("sec-fetch-mode") != "navigate":
        return
    if request.method != "GET" or request.raw_content:
        return
    kept: http.Request | None = parking.take(request.url, browser(flow, who), desk.has_ticket)
    if kept:
        host = request.headers.get("host", request.host_header or "")
        request.method, request.headers, request.trailers = kept.method, kept.headers, kept.trailers
        request.raw_content = kept.raw_content
        request.headers.pop("host", None)
        if not (request.is_http2 or request.is_http3):
            request.headers.insert(0, "host", host)
