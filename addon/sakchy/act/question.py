"""One question to the person, and what makes two messages the same question."""

from typing import Literal, TypeAlias

from sakchy.model import Finding, Value, Verdict, Why

Ended = Literal["sent", "masked", "refused", "expired", "dismissed"]
State = Literal["waiting"] | Ended
Answered = Literal["sent", "masked", "refused", "granted", "confirm", "over", "unknown"]
"""What an answer did: `granted` gave a ticket for a question that is over, `confirm` wants a second yes,
`over` came too late to change anything, `unknown` names no question."""
Cut = Literal["", "words", "files"]
"""What can be taken out so that the rest may be sent: nothing, what was found, whole files."""
Then = Literal["", "hour", "month", "mistake"]
"""How an answer lives on: it does not, for an hour, for 30 days, as something that is no finding any more."""

Content: TypeAlias = tuple[str, str, bool, bool, str, frozenset[tuple[str, str]]]


class Question(Value, frozen=True):
    """Shall this be sent? Times are seconds since 1970."""

    id: str
    """128 random bits in hex: known only to the guard's own page and the command line."""
    number: str
    """Four digits to say aloud; the blocked site may see them, so they open nothing."""
    verdict: Verdict
    asked_at: float
    until: float
    state: State = "waiting"
    ended_at: float = 0.0
    cut: Cut = ""
    about: tuple[Finding, ...] = ()
    """The findings that would each be asked about by themselves; the others only stand beside them."""
    granted_until: float = 0.0
    """Until then the same content may go to the same place once; 0 if there is no such ticket. It goes
    without what was found if the state is `masked`."""
    touched: bool = False
    """Somebody has begun to look at it, so it waits longer."""
    many: bool = False
    """It was never asked: there had been too many questions."""
    notes: tuple[Why, ...] = ()
    """What was said about sending it: a reason, who else agreed. It goes into the history with the answer."""
    awaits: bool = False
    """Its sender wants to send it, and a second person has not agreed yet."""
    then: Then = ""
    """For how long its answer holds."""
    leads: str = ""
    """Where the browser goes on once it may: the address of the page that was being opened."""

    @property
    def maskable(self) -> bool:
        """Whether something can be taken out and the rest sent."""
        return bool(self.cut)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is about."""
        return tuple(dict.fromkeys(each.kind for each in self.about))

    @property
    def rememberable(self) -> bool:
        """Whether its answer may hold for longer."""
        return rememberable(self.verdict, self.about)


def rememberable(verdict: Verdict, about: tuple[Finding, ...]) -> bool:
    """Whether an answer may hold for longer: never of what is asked about twice, strict, or not read."""
    serious = verdict.twice or verdict.strict or any(each.kind == "not-read" for each in about)
    return bool(about) and not serious


def content(verdict: Verdict) -> Content | None:
    """What is found and the site it goes to; None if it cannot be told from other content.

    A finding without a fingerprint (something that could not be read) might be anything, so an answer
    given for it must never cover another message.
    """
    marks = frozenset((finding.kind, finding.fingerprint) for finding in verdict.findings)
    if not marks or any(not fingerprint for _, fingerprint in marks):
        return None
    place = verdict.destination
    return place_of(verdict), place.category, place.insecure, verdict.twice, verdict.who, marks


def place_of(verdict: Verdict) -> str:
    """The site by which questions are told apart."""
    return verdict.destination.site or verdict.destination.host
