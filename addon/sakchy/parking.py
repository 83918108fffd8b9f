"""Requests of pages that are being opened: kept while the browser itself shows the question.

The browser is led to the guard's page and holds nothing. Once the question is answered, it opens the address
again that it wanted, and then the kept request goes in its place, once. The site that was to receive the data
sees neither the question nor anything it could use again: the only word to it is the request itself.
"""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from sakchy.act.past import GRANT
from sakchy.model import Outgoing

MOST = 20  # requests at a time; for more the browser waits, as it does for files
MOST_BYTES = 64 << 20  # of all of them together
METHODS = ("GET", "POST")  # what a page can be opened with (HTML, 4.10.19.6)
SEEN_WITHIN = 4.0
"""Seconds after which a browser that does not come is helped: Chromium lets no form lead elsewhere on a page
whose policy (`form-action`) names its own site alone."""


HELPED_EVERY = 60.0  # seconds: no page may fill the screen with pages of ours


@dataclass
class Parked:
    """One request, for one browser."""

    url: str
    client: Hashable
    request: Any
    size: int
    taken: asyncio.Future[bool]
    seen: bool = False


class Parking:
    """The requests that are kept. All of it lives in the thread of one event loop."""

    def __init__(
        self,
        help_on: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`help_on` opens the page of the question with this id for a browser that could not."""
        self.kept: dict[str, Parked] = {}
        self.open = False
        """Whether there is a page that a browser can be led to."""
        self.help_on = help_on
        self.helped = -HELPED_EVERY

    def room(self, message: Outgoing) -> bool:
        """Whether a message opens a page and can be kept meanwhile."""
        opens = bool(message.target and message.target.navigates and message.method in METHODS)
        whole = message.header("sec-fetch-dest") == "document" and not message.apart
        used = sum(each.size for each in self.kept.values())
        free = len(self.kept) < MOST and used + message.size <= MOST_BYTES
        return self.open and message.carrier == "http" and opens and whole and free

    def keep(self, id: str, url: str, client: Hashable, request: Any, size: int) -> None:  # noqa: A002
        """Keep a request until the question of this `id` is over; `client` tells the browser again."""
        self.drop(id)
        loop = asyncio.get_running_loop()
        self.kept[id] = Parked(url, client, request, size, loop.create_future())
        loop.call_later(SEEN_WITHIN, self.look_after, id)

    def look_after(self, id: str) -> None:  # noqa: A002  it is the question's id
        """Help a browser that has not come to the page; one that needs it again and again only sometimes."""
        parked, now = self.kept.get(id), asyncio.get_running_loop().time()
        if parked and not parked.seen and now - self.helped >= HELPED_EVERY:
            self.helped = now
            self.help_on(id)

    def saw(self, id: str) -> None:  # noqa: A002  as above
        """The question's page was opened."""
        if parked := self.kept.get(id):
            parked.seen = True

    def waits_at(self, url: str) -> bool:
        """Whether anything is kept for this address: cheap, for every page that is opened."""
        return bool(self.kept) and any(each.url == url for each in self.kept.values())

    def take(self, url: str, client: Hashable, may: Callable[[str], bool]) -> Any | None:
        """The request that this browser now sends, if its question's id `may` go. It is given once."""
        for id_, each in list(self.kept.items()):
            if (each.url, each.client) == (url, client) and may(id_):
                each.taken.set_result(True)
                return self.kept.pop(id_).request
        return None

    async def taken(self, id: str, within: float = GRANT) -> bool:  # noqa: A002  as above
        """Whether a request is taken within so many seconds; then it is let go of."""
        parked = self.kept.get(id)
        if parked is None:
            return False
        await asyncio.wait([parked.taken], timeout=within)
        if self.kept.get(id) is parked:
            self.drop(id)
        return parked.taken.result()

    def drop(self, id: str) -> None:  # noqa: A002  as above
        """Let go of a request; whoever waits for it waits no longer."""
        if parked := self.kept.pop(id, None):
            parked.taken.set_result(False)

    def close(self) -> None:
        """Let go of everything."""
        self.open = False
        for id_ in list(self.kept):
            self.drop(id_)
