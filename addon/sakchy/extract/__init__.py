"""Room 2: Outgoing -> Parts. Pure: no sockets, no event loop, bounded in size and depth."""

from sakchy.extract.light import LightWalk
from sakchy.extract.walk import Walk
from sakchy.limits import DEFAULT, LIGHT, Limits
from sakchy.model import Outgoing, Part


def extract(message: Outgoing, limits: Limits = DEFAULT) -> tuple[Part, ...]:
    """Everything in a message that can be looked at, in the order it stands there, and what could not be.

    Never raises; a fault in here is an Unread part with reason `error`.
    """
    return Walk(message, limits).parts_of_all()


def extract_light(message: Outgoing, limits: Limits = DEFAULT) -> tuple[Part, ...] | None:
    """The same for a message that is small and holds neither pictures nor compressed data; else None.

    Decodes and unpacks nothing that a process which must not stop could be broken by. Never raises.
    """
    if len(message.body) + len(message.path) > LIGHT or (message.body and message.header("content-encoding")):
        return None
    walk = LightWalk(message, limits)
    parts = walk.parts_of_all()
    return None if walk.heavy else parts
