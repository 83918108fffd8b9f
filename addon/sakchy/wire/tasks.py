"""Background tasks that are not lost: the event loop keeps only weak references to tasks."""

import asyncio
from collections.abc import Coroutine
from typing import Any

running: set[asyncio.Task[Any]] = set()


def spawn(work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
    """Start a task and hold it until it is done."""
    task = asyncio.get_running_loop().create_task(work, name=name)
    running.add(task)
    task.add_done_callback(running.discard)
    return task
