"""Look at many messages, in order: text here, pictures and large bodies in worker processes."""

import os
import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Self, TypeAlias, TypeVar

from sakchy.cli.shared import Trouble
from sakchy.detect.compiled import RuleError
from sakchy.inspect import Inspector
from sakchy.keep import OwnFile
from sakchy.model import Finding, Outgoing
from sakchy.rulebook import Rulebook
from sakchy.workers import Workers

T = TypeVar("T")
Findings: TypeAlias = tuple[Finding, ...]
MOST_WORKERS = 8  # each holds the recognisers and a decoded picture, a few hundred megabytes at worst
AHEAD = 2  # messages a worker has waiting, so that it never idles; more would only hold memory
FAILED = ("worker-lost", "out-of-time", "error")  # ours to answer for, so they count as trouble


class Look:
    """The inspector of this process and, once something rich comes along, the workers."""

    def __init__(self, rulebook: Rulebook, jobs: int, own: OwnFile | None = None) -> None:
        """`jobs`: how many messages there are to look at, at most; more workers would have nothing to do.

        Fingerprints made here meet no journal, so their key lives no longer than the command, unless `own`
        holds some to compare with. Raises Trouble for a rule that cannot be used.
        """
        self.rulebook = rulebook
        self.own = own
        self.key = own.key if own else secrets.token_bytes(32)
        try:
            self.inspector = Inspector(rulebook, self.key, own=own)
        except RuleError as error:
            raise Trouble(str(error)) from None
        self.count = max(1, min(os.cpu_count() or 1, MOST_WORKERS, jobs))
        self.workers: Workers | None = None

    def __enter__(self) -> Self:
        """Itself; workers start when first needed."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        """Stop the workers at once."""
        if self.workers:
            self.workers.close()

    def at(self, message: Outgoing) -> "Future[Findings]":
        """Findings of one message, at once for text, later for what a worker must read."""
        findings = self.inspector.inspect_light(message)
        if findings is not None:
            return settled(findings)
        path = self.own.path if self.own else None
        self.workers = self.workers or Workers(self.count, self.rulebook, self.key, own=path)
        return self.workers.submit(message)

    def at_all(self, messages: Iterable[tuple[T, Outgoing | Findings]]) -> Iterator[tuple[T, Findings]]:
        """Findings of many, in order, each with the label it came with; findings already known pass through.

        Only `count * AHEAD` messages are in memory at a time.
        """
        waiting: deque[tuple[T, Future[Findings]]] = deque()
        for label, message in messages:
            future = settled(message) if isinstance(message, tuple) else self.at(message)
            waiting.append((label, future))
            while waiting and (waiting[0][1].done() or len(waiting) > self.count * AHEAD):
                first, future = waiting.popleft()
                yield first, future.result()
        yield from ((label, future.result()) for label, future in waiting)


def settled(findings: Findings) -> "Future[Findings]":
    """A future that already has its result."""
    future: Future[Findings] = Future()
    future.set_result(findings)
    return future


def found(findings: Findings) -> bool:
    """True if something personal was recognised: what could not be read alone is not."""
    return any(finding.kind != "not-read" for finding in findings)


def failed(findings: Findings) -> bool:
    """True if the looking itself went wrong."""
    return any(finding.kind == "not-read" and finding.rule in FAILED for finding in findings)
