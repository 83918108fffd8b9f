"""Messages dealt at random, the same ones for the same seed, and what became of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from corpus import archives, binary, codes, forms, mail, office, pdf, pictures
from corpus.envelopes import ENVELOPES, Envelope
from corpus.item import CARRIERS, PAYLOADS, Carrier
from sakchy.inspect import Inspector
from sakchy.model import Outgoing

MODULES = (archives, binary, codes, forms, mail, office, pdf, pictures)  # imported, so that they register
Outcome = Literal["found", "not read", "silent"]
DEPTH = 2


@dataclass(frozen=True)
class Message:
    """A message, what is in it, and what it was packed into, innermost first."""

    kind: str
    carriers: tuple[str, ...]
    envelope: str
    outgoing: Outgoing

    @property
    def name(self) -> str:
        """How to speak of it: `passport in zip in json_value by websocket_text`."""
        return f"{' in '.join((self.kind, *self.carriers))} by {self.envelope}"


def pack(kind: str, carriers: tuple[Carrier, ...], envelope: Envelope) -> Message:
    """A message with these carriers round its value, the first one innermost."""
    item = PAYLOADS[kind]()
    for each in carriers:
        item = each(item)
    return Message(kind, tuple(each.name for each in carriers), envelope.name, envelope.seal(item))


def singles() -> Iterator[Message]:
    """Every carrier and every envelope once with every value it can hold."""
    for kind, make in PAYLOADS.items():
        for carrier in CARRIERS.values():
            if carrier.fits(make()):
                yield pack(kind, (carrier,), ENVELOPES["body"])
        for envelope in ENVELOPES.values():
            if envelope.fits(make()):
                yield pack(kind, (), envelope)


def nested(count: int, seed: int) -> Iterator[Message]:
    """So many messages, each `DEPTH` carriers deep in an envelope."""
    random = Random(seed)
    while count:
        kind = random.choice([*PAYLOADS])
        item, chosen = PAYLOADS[kind](), list[Carrier]()
        for _ in range(DEPTH):
            carrier = random.choice([each for each in CARRIERS.values() if each.fits(item)])
            chosen.append(carrier)
            item = carrier(item)
        envelope = random.choice([each for each in ENVELOPES.values() if each.fits(item)])
        yield Message(kind, tuple(each.name for each in chosen), envelope.name, envelope.seal(item))
        count -= 1


def look(inspector: Inspector, message: Message) -> Outcome:
    """What a guard makes of it: read in place if it can be, else as a worker reads it."""
    findings = inspector.inspect_light(message.outgoing)
    if findings is None:
        findings = inspector.inspect(message.outgoing)
    kinds = {finding.kind for finding in findings}
    return "found" if message.kind in kinds else "not read" if "not-read" in kinds else "silent"
