"""What every request to the guard's page must pass, and what every answer carries.

A web page may not reach this site by a name of its own (DNS rebinding), may not send it a form, may not
frame it, and may not read it. The checks stand before all routes, so none can be forgotten.
"""

from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sakchy.web.address import API, OWN_ORIGIN, Address, Came

CAME = "sakchy.came"  # scope: which way the request came
MAX_BODY = 8192  # bytes: an answer has a hundred
MOST_TRIED = 16 << 20  # bytes of a file that the rules are tried on: a photograph has five
LONGER = {"/rules/try": 8 * MOST_TRIED}
"""Paths whose forms may be longer. More than MOST_TRIED is read and dropped: a browser shows the page that
says so only once it has sent everything."""
METHODS = ("GET", "HEAD", "POST")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        f"connect-src 'self' {OWN_ORIGIN}; form-action 'self' {OWN_ORIGIN}; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # `no-referrer` would make browsers send `Origin: null` with our own forms (Fetch, "append a request
    # `Origin` header"), and the check of Origin below is worth more. Other sites get no referrer either way.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Rails:
    """ASGI middleware round the whole site."""

    def __init__(self, app: ASGIApp, address: Address) -> None:
        """`app` is the site, which answers to no other names than those of `address`."""
        self.app = app
        self.address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what has no business here; give everything else its headers."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message.get("headers", [])}
                ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [
                    *message.get("headers", []),
                    *(pair for pair in ours if pair[0] not in given),
                ]
            await send(message)

        came = self.address.came(scope)
        scope[CAME] = came
        if objection := object_to(scope, came):
            await refuse(guarded, objection)
        else:
            await self.app(scope, receive, guarded)


def object_to(scope: Scope, came: Came | None) -> str:
    """Why a request is refused; empty if it is not."""
    if came is None:
        return "host"
    if scope["method"] not in METHODS:
        return "method"
    return object_to_change(scope, came) if scope["method"] == "POST" else ""


def object_to_change(scope: Scope, came: Came) -> str:
    """A change must come from our own page, or from the command line, which is no browser."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return "site"
    command_line = scope["path"].startswith(API) and "origin" not in headers
    if not command_line and headers.get("origin") != came.origin:
        return "origin"
    length = headers.get("content-length", "") if "transfer-encoding" not in headers else ""
    return "" if length.isdecimal() and int(length) <= LONGER.get(scope["path"], MAX_BODY) else "length"


async def refuse(send: Any, objection: str) -> None:
    """A bare 403 that names the check, for whoever looks for the reason."""
    body = f"Refused: {objection}.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})
