"""For the tests of the desk: made-up verdicts, a clock that stands, and what begins or misses a question."""

import asyncio

from sakchy.model import Destination, Finding, Step, Verdict


def verdict(*marks, site="mail.example", kind="passport", twice=False, category="mail"):
    findings = tuple(
        Finding(kind, "test-rule", 0.9, (Step("body"),), "••••", mark) for mark in marks or ("aa",)
    )
    return Verdict("ask", findings, Destination(f"www.{site}", category, site), (), "personal", twice=twice)


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


async def begin(desk, asked, gone=None):
    """Ask in a task of its own and let it come as far as waiting."""
    task = asyncio.ensure_future(desk.ask(asked, gone))
    await asyncio.sleep(0)
    return task


async def expire(desk, asked):
    desk.wait = 0.01
    assert await desk.ask(asked) == "expired"
    desk.wait = 60
    return desk.missed()[0]
