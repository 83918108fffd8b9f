"""A message that has to be asked about: what was answered before, what can be left out, and the question."""

import asyncio
from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from sakchy.act.desk import Desk
from sakchy.act.held import Held
from sakchy.act.mask import LARGEST, Masked, file_of, of, without_files
from sakchy.act.question import content, rememberable
from sakchy.decide import Judge
from sakchy.decide.bindings import ELSEWHERE
from sakchy.inforce import Rules
from sakchy.keep.remembered import HOUR, Remembered
from sakchy.model import Finding, Outcome, Outgoing, Value, Verdict, Why
from sakchy.parking import Parking
from sakchy.workers import Workers

PICTURES = "-picture"  # how rules are called whose findings stand where a picture stands


class Answer(Value, frozen=True):
    """What was answered."""

    outcome: Outcome
    verdict: Verdict
    """With what else there is to say about it."""
    instead: Masked | None = None


class Asking:
    """Puts questions on the desk."""

    def __init__(self, rules: Rules, workers: Workers, desk: Desk, remembered: Remembered) -> None:
        """`remembered` is what was answered for longer."""
        self.rules = rules
        self.workers = workers
        self.desk = desk
        self.remembered = remembered
        self.parking = Parking()

    async def ask(
        self, message: Outgoing, verdict: Verdict, judge: Judge, gone: asyncio.Event | None, alone: bool
    ) -> Answer | Held:
        """The answer, after waiting for it; the question itself if the browser shall wait at its page.

        From a message that is not `alone`, but a piece of something, nothing can be left out.
        """
        about = judge.decisive(verdict)
        if said := self.said_before(verdict, about):
            return Answer("sent", replace(verdict, because=(*verdict.because, said)))
        instead = await self.without(message, verdict, judge, about) if alone else None
        parks = alone and content(verdict) is not None and self.parking.room(message)
        opened = self.desk.open(
            verdict,
            gone,
            cut="" if instead is None else "files" if instead.files else "words",
            about=about,
            picture=self.painter(message, about) if alone else None,
            leads=address(message) if parks else "",
        )
        if isinstance(opened, Held) and parks:
            return opened
        outcome = await self.desk.answered(opened, gone) if isinstance(opened, Held) else opened
        if outcome == "masked" and instead is None:
            outcome = "refused"  # another message with the same question can be masked, this one not
        return Answer(outcome, verdict, instead if outcome == "masked" else None)

    def said_before(self, verdict: Verdict, about: tuple[Finding, ...]) -> Why | None:
        """The answer that was given for longer, as a reason, if it covers all that is asked about."""
        if not rememberable(verdict, about) or not self.rules.office.settles:
            return None
        kinds = {each.kind for each in about}
        grant = self.remembered.granted(kinds, verdict.destination, verdict.who)
        if grant is None:
            return None
        lasts = "hour" if grant.until - grant.since <= HOUR else "month"
        return Why(f"decide.remembered.{lasts}", (("host", grant.site),))

    def never(self, verdict: Verdict) -> Why | None:
        """Why nothing of this may go there, if the person said so once and for all."""
        place = verdict.destination
        said = self.remembered.refused((each.kind for each in verdict.findings), place, verdict.who)
        return Why("decide.remembered.never", (("host", said.site),)) if said else None

    async def without(
        self, message: Outgoing, verdict: Verdict, judge: Judge, about: tuple[Finding, ...]
    ) -> Masked | None:
        """The message without all that is asked about, if then nobody has to be asked any more."""
        marks = frozenset((one.kind, one.fingerprint) for one in about if one.rule != ELSEWHERE)
        unread = any(kind == "not-read" for kind, _ in marks)
        if message.apart or unread:
            return None
        if len(message.body) <= LARGEST:
            masked = await asyncio.wrap_future(self.workers.mask(message, marks))
            if masked and self.passes(message, masked, masked.left, verdict, judge):
                return masked
        if not all(file_of(one.where) for one in about):
            return None
        dropped = await asyncio.to_thread(without_files, message, {one.where for one in about})
        if dropped is None:
            return None
        left = await asyncio.wrap_future(self.workers.submit(of(message, dropped)))
        return dropped if self.passes(message, dropped, left, verdict, judge) else None

    def passes(
        self, message: Outgoing, masked: Masked, left: tuple[Finding, ...], verdict: Verdict, judge: Judge
    ) -> bool:
        """Whether nobody has to be asked about what is left."""
        here = self.rules.inspector.inspect_light(of(message, masked)) or ()  # knows tokens no worker knows
        found = self.remembered.without_mistakes((*left, *here), verdict.who)
        return judge.verdict(found, verdict.destination).action in ("allow", "note", "warn")

    def painter(self, message: Outgoing, about: tuple[Finding, ...]) -> Callable[[], Awaitable[bytes]] | None:
        """What paints the first picture that is asked about; None if there is none."""
        where = next((one.where for one in about if one.rule.endswith(PICTURES)), None)
        if where is None or message.apart:
            return None
        return lambda: asyncio.wrap_future(self.workers.paint(message, where))


def address(message: Outgoing) -> str:
    """Where a message goes, as a browser writes it."""
    target = message.target
    if target is None:
        return ""
    usual = {"http": 80, "https": 443}.get(target.scheme)
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"{target.scheme}://{host}{'' if target.port == usual else f':{target.port}'}{message.path}"
