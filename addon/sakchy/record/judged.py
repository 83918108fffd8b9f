"""Of each event only what a policy's word depends on: a week of them is read in the time of a blink."""

import msgspec

from sakchy.decide.preview import Asked, asked
from sakchy.model import Event, Value


class Judged(Value, frozen=True):
    """An event that can be judged again."""

    id: str
    policy: str
    asked: Asked


class Found(Value, frozen=True):
    """Of a finding."""

    kind: str
    rule: str


class Place(Value, frozen=True):
    """Of a destination."""

    category: str
    insecure: bool = False


class Said(Value, frozen=True):
    """Of a verdict."""

    findings: tuple[Found, ...]
    destination: Place
    policy: str


class Told(Value, frozen=True):
    """Of an event as it is stored; decoding skips the rest."""

    id: str
    verdict: Said


DECODE = msgspec.json.Decoder(Told).decode


def stored(data: object) -> Judged | None:
    """An event from its JSON; None if somebody edited it into nonsense."""
    try:
        told = DECODE(data if isinstance(data, bytes) else b"")
    except msgspec.MsgspecError:
        return None
    said = told.verdict
    found = frozenset((each.kind, each.rule) for each in said.findings)
    return Judged(told.id, said.policy, Asked(found, said.destination.category, said.destination.insecure))


def fresh(event: Event) -> Judged:
    """The same of an event that is not written yet."""
    return Judged(event.id, event.verdict.policy, asked(event.verdict))
