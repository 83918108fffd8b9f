"""Room 2: Outgoing -> Parts. Pure: no sockets, no event loop, bounded in size and depth."""

from sakchy.extract.known import unread
from sakchy.extract.message import pieces
from sakchy.extract.walk import Full, Walk
from sakchy.model import Outgoing, Part, Step


def extract(message: Outgoing) -> tuple[Part, ...]:
    """Everything in a message that can be looked at, in the order it stands there, and what could not be.

    Never raises; a fault in here is an Unread part with reason `error`. The limits are in `limits`.
    """
    walk = Walk()
    try:
        for found in pieces(message):
            walk.take(found)
    except Full:
        pass
    except Exception:  # noqa: BLE001  whatever a hostile body breaks, the policy must hear of it
        walk.parts.append(unread((Step("body"),), "error", message.body))
    return tuple(walk.parts)
