"""What may become of a message, in the order of lists, and the three groups that people count by."""

from sakchy.model import Outcome

OUTCOMES: tuple[Outcome, ...] = (
    "refused", "blocked", "expired", "dismissed", "masked", "sent", "warned", "noted", "observed", "paused",
    "allowed",
)  # fmt: skip
GROUPS: dict[str, tuple[Outcome, ...]] = {
    "stayed": ("refused", "blocked", "expired", "dismissed", "masked"),
    "sent_asked": ("sent",),
    "let_through": ("warned", "noted", "observed", "paused"),
}
"""What did not leave (of a masked message the rest did), what was sent after a question, and what went
without one but was written down."""
GROUP_OF: dict[str, str] = {outcome: group for group, outcomes in GROUPS.items() for outcome in outcomes}


def outcomes(name: str) -> tuple[Outcome, ...]:
    """The outcomes that a group or a single one stands for; none for any other word."""
    return GROUPS.get(name) or tuple(each for each in OUTCOMES if each == name)
