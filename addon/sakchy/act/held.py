"""A question while it waits, and what is held behind it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sakchy.act.question import Content, Question
from sakchy.model import Outcome

Picture = Callable[[], Awaitable[bytes]]


@dataclass(slots=True)
class Held:
    """A question that waits, the messages behind it, and a picture to know it by."""

    question: Question
    content: Content | None
    answer: asyncio.Future[Outcome]
    timer: asyncio.TimerHandle
    clients: int = 0
    picture: bytes = b""
    painting: asyncio.Future[None] | None = None

    def begin_painting(self, picture: Picture, done: Callable[[], None]) -> None:
        """Have a picture made, unless what was found is strict; `done` is called when there is one."""
        if not self.question.verdict.strict:
            self.painting = asyncio.ensure_future(self._paint(picture, done))

    async def _paint(self, picture: Picture, done: Callable[[], None]) -> None:
        with contextlib.suppress(Exception):  # then the question has no picture
            self.picture = await picture()
            done()

    def end(self) -> None:
        """It waits no more: nothing is shown of it."""
        self.timer.cancel()
        if self.painting:
            self.painting.cancel()
        self.picture = b""
