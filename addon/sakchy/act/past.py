"""Questions that are over: what was missed, what was refused just now, and tickets for what may still go."""

from collections import OrderedDict
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from sakchy.act.question import Answered, Content, Ended, Question
from sakchy.model import Outcome, Why

GRANT = 120.0  # seconds in which a ticket can be used: long enough to find the site's own Send button again
REFUSED_FOR = (
    60.0  # sites retry a failed upload several times with growing pauses; nobody is asked twice for that
)
MAX_PAST = 100  # questions that are over and can still be looked up or given a ticket


class Past:
    """The last questions that are over, oldest first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self._clock = clock
        self._kept: OrderedDict[str, tuple[Content | None, Question]] = OrderedDict()

    def __iter__(self) -> Iterator[Question]:
        """Oldest first."""
        return (question for _, question in self._kept.values())

    def missed(self) -> tuple[Question, ...]:
        """Those that nobody answered in time, newest first."""
        newest = (question for _, question in reversed(self._kept.values()))
        return tuple(question for question in newest if question.state == "expired")

    def about(self, what: Content | None) -> Question | None:
        """The newest one about this content."""
        found = (question for key, question in reversed(self._kept.values()) if key == what)
        return next(found, None) if what else None

    def keep(self, what: Content | None, question: Question) -> None:
        """Remember a question, in its old place if it was there already; the oldest makes room."""
        self._kept[question.id] = (what, question)
        while len(self._kept) > MAX_PAST:
            self._kept.popitem(last=False)

    def answer_for(self, what: Content | None) -> Outcome | None:
        """What was answered for it already: by a ticket, which asking uses up, or by a refusal just given."""
        now = self._clock()
        same = [question for key, question in self._kept.values() if what and key == what]
        if ticket := next((question for question in same if question.granted_until > now), None):
            how: Ended = "masked" if ticket.state == "masked" else "sent"
            self.keep(what, replace(ticket, state=how, granted_until=0.0))
            return how
        fresh = any(each.state == "refused" and each.ended_at + REFUSED_FOR > now for each in same)
        return "refused" if fresh else None

    def answer(self, id_: str, send: bool) -> Answered:
        """Answer a question that is over: with a ticket, or by taking one back."""
        (what, question), now = self._kept[id_], self._clock()
        gone = question.state in ("sent", "masked") and question.granted_until <= now
        if gone or (send and (what is None or question.state == "masked")):
            return "over"
        if not send:
            self.keep(what, replace(question, state="refused", ended_at=now, granted_until=0.0))
            return "refused"
        self.keep(what, replace(question, granted_until=now + GRANT))
        return "granted"

    def note(self, id_: str, notes: tuple[Why, ...], *, awaits: bool) -> bool:
        """Write down what was said about sending something; False if it is forgotten already."""
        if id_ not in self._kept:
            return False
        what, question = self._kept[id_]
        self._kept[id_] = (what, replace(question, notes=notes, awaits=awaits))
        return True

    def asked_again(self, what: Content | None) -> None:
        """The same content asks again, so its earlier question is no longer missed."""
        for id_, (key, question) in list(self._kept.items()):
            if what and key == what and question.state == "expired":
                del self._kept[id_]

    def clear(self) -> None:
        """Forget them all."""
        self._kept.clear()
