"""One question to the person, and what makes two messages the same question."""

from typing import Literal, TypeAlias

from sakchy.model import Value, Verdict

Ended = Literal["sent", "masked", "refused", "expired", "dismissed"]
State = Literal["waiting"] | Ended
Answered = Literal["sent", "masked", "refused", "granted", "confirm", "over", "unknown"]
"""What an answer did: `granted` gave a ticket for a question that is over, `confirm` wants a second yes,
`over` came too late to change anything, `unknown` names no question."""

Content: TypeAlias = tuple[str, str, bool, bool, frozenset[tuple[str, str]]]


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
    maskable: bool = False
    """What was found can be removed exactly, and the rest sent."""
    granted_until: float = 0.0
    """Until then the same content may go to the same place once; 0 if there is no such ticket."""


def content(verdict: Verdict) -> Content | None:
    """What is found and the site it goes to; None if it cannot be told from other content.

    A finding without a fingerprint (something that could not be read) might be anything, so an answer
    given for it must never cover another message.
    """
    marks = frozenset((finding.kind, finding.fingerprint) for finding in verdict.findings)
    if not marks or any(not fingerprint for _, fingerprint in marks):
        return None
    place = verdict.destination
    return (place.site or place.host, place.category, place.insecure, verdict.twice, marks)
