"""The add-on that makes log-out pages clear what the browser keeps, where a policy says so.

Only headers of the answer are changed: `Clear-Site-Data` (W3C, Clear Site Data, 3.1) and `Cache-Control`. How
a page looks like is nobody's business but its site's.
"""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from mitmproxy import http

from sakchy.wire.guard import Guard

FAILED = 400  # answers from here on say that nobody was logged out
CLEARED = ("cache", "cookies", "storage")
WORDS = frozenset(
    "logout logoff signout signoff dologout dosignout userlogout userslogout accountlogout oauthlogout "  # noqa: SIM905  a table of words
    "endsession sessionlogout exitaccount выход выйти чыгуу".split()
)
ENDINGS = re.compile(r"\.(php|aspx?|jsp|do|action|cgi|srf|html?)$")
ACTIONS = frozenset(("action", "act", "do", "mode", "cmd", "op", "page", "route", "r", "task"))
SPECULATIVE = ("sec-purpose", "purpose", "x-moz")  # headers by which browsers mark what nobody asked for yet


class LogOut:
    """Stands behind the guard, so that it sees the answer as it goes to the browser."""

    def __init__(self, guard: Guard) -> None:
        """`guard` has the services."""
        self.guard = guard

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Mark the answer of a log-out page that worked."""
        judge, answer = self.guard.service.rules.judge_for(self.guard.who(flow.client_conn)), flow.response
        if (
            judge.grid.clear_after_logout
            and answer
            and answer.status_code < FAILED
            and logs_out(flow.request)
        ):
            clear(answer.headers)


def logs_out(request: http.Request) -> bool:
    """True if a person logs out by this request: by its address, and not as a part of another site's page."""
    headers = request.headers
    elsewhere = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
    if request.method not in ("GET", "POST") or elsewhere or any(name in headers for name in SPECULATIVE):
        return False
    return named(request.pretty_host, request.path)


def named(host: str, path: str) -> bool:
    """True if a host or a path (with its query) says that it is there for logging out."""
    parts = urlsplit(path.replace("//", "/"))
    segments = (ENDINGS.sub("", segment.lower()) for segment in parts.path.split("/"))
    query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50) if parts.query else []
    told = [*segments, *(name for name, _ in query), *(text for name, text in query if name in ACTIONS)]
    return any(word(each) in WORDS for each in (host.partition(".")[0], *told))


def word(text: str) -> str:
    """`log-out`, `Log_Out` and `logout;id=1` as one word."""
    return re.sub(r"[-_.\s]", "", unquote(text).lower().partition(";")[0])


def clear(headers: http.Headers) -> None:
    """Ask the browser to drop what it keeps of the site, besides what the site asks for itself."""
    own = [part.strip() for part in headers.get("clear-site-data", "").split(",") if part.strip()]
    headers["clear-site-data"] = ", ".join(dict.fromkeys([*own, *(f'"{name}"' for name in CLEARED)]))
    headers["cache-control"] = "no-store"
