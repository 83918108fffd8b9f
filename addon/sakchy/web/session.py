"""Who may come in: a browser by a one-time link and then a cookie, the command line by a token in a file.

Loopback alone is no proof: every web page can reach a loopback port, and so can every user of the machine.
A cookie counts only at the address, and for the account, that it was given to. One of the loopback address
ends with the guard: while it is not running, anybody on this computer may listen on its port.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from itsdangerous import BadData, URLSafeTimedSerializer

from sakchy import settings
from sakchy.web.address import Came, loopback_name

LINK_LIVES = 600.0  # seconds: a link printed in a terminal is clicked soon or not at all
MAX_LINKS = 20  # links not used yet; the oldest goes first
COOKIE_LIVES = 30 * 86400  # seconds: one log-in a month
RUN_FILE = "run.json"


class Sessions:
    """One-time links, signed cookies, and the CSRF token that belongs to each cookie."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.time) -> None:
        """Cookies are signed with this install's key, so they outlive a restart; links do not."""
        self._key = settings.secret(home, "page-key")
        self._signer = URLSafeTimedSerializer(
            self._key, salt="sakchy-page", signer_kwargs={"digest_method": hashlib.sha256}
        )
        self._clock = clock
        self._run = secrets.token_hex(8)
        self._links: dict[str, tuple[float, int | None]] = {}
        self.name = loopback_name(self._key)
        self.moved = False
        """Some browser has been inside at the safe address while this guard ran."""

    def launch(self, account: int | None = None) -> str:
        """A fresh one-time token for `/enter?token=…`, of use only to `account` where one is given.

        A link that is opened by a command stands in the list of processes, which every account may read.
        """
        token = secrets.token_urlsafe(24)
        self._links[digest(token)] = (self._clock() + LINK_LIVES, account)
        while len(self._links) > MAX_LINKS:
            del self._links[next(iter(self._links))]
        return token

    def enter(self, token: str, came: Came) -> str | None:
        """Trade a one-time token for a cookie; None if it is wrong, used, too old or somebody else's."""
        until, account = self._links.get(digest(token), (0.0, None))
        if until <= self._clock() or (account is not None and came.account not in (None, account)):
            return None
        del self._links[digest(token)]
        return self.admit(came)

    def admit(self, came: Came) -> str:
        """A cookie for a new session."""
        return self._signer.dumps([secrets.token_hex(16), *self._bound(came)])

    def who(self, cookie: str, came: Came) -> str | None:
        """The session a cookie stands for, or None: also for a true cookie at another address or account."""
        try:
            session, *bound = self._signer.loads(cookie, max_age=COOKIE_LIVES)
        except (BadData, TypeError, ValueError):
            return None
        if bound != self._bound(came):
            return None
        self.moved = self.moved or came.own
        return str(session)

    def _bound(self, came: Came) -> list[object]:
        return ["own" if came.own else self._run, came.account]

    def csrf(self, session: str) -> str:
        """The token that every form of this session carries."""
        return hmac.new(self._key, b"csrf:" + session.encode(), hashlib.sha256).hexdigest()

    def is_own_form(self, session: str, token: str) -> bool:
        """Whether a form was written by this page for this session."""
        return hmac.compare_digest(self.csrf(session).encode(), token.encode())


class RunFile(msgspec.Struct, frozen=True):
    """`run.json` in Sakchy's folder: where the running guard is, and the token of its command line."""

    pid: int
    proxy: str
    """`host:port` of the proxy."""
    page_port: int
    token: str


def write_run_file(home: Path, proxy: str, page_port: int) -> RunFile:
    """Say where this guard runs, in a file only its owner can read. Replaces what a crash left behind."""
    run = RunFile(os.getpid(), proxy, page_port, secrets.token_urlsafe(24))
    fresh = home / f"{RUN_FILE}.{run.pid}"
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.encode(run))
    fresh.replace(home / RUN_FILE)
    return run


def read_run_file(home: Path) -> RunFile | None:
    """Where the guard runs, or None if none does (or a crash left nonsense)."""
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode((home / RUN_FILE).read_bytes(), type=RunFile)
    return None


def remove_run_file(home: Path) -> None:
    """The guard stops; a file that another guard wrote meanwhile stays."""
    run = read_run_file(home)
    if run and run.pid == os.getpid():
        (home / RUN_FILE).unlink(missing_ok=True)


def digest(token: str) -> str:
    """What is kept of a token: looking one up by its hash tells nothing by the time it takes."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
