"""The password that a request carries in its Authorization header.

`extract` leaves it out, for it belongs to the site; a password of another site does not.
"""

import binascii

from sakchy.model import Outgoing, Step, Text


def credentials(message: Outgoing) -> tuple[Text, ...]:
    """The password in an Authorization header of the scheme Basic (RFC 7617), for own passwords only."""
    scheme, _, given = message.header("authorization").partition(" ")
    if scheme.lower() != "basic":
        return ()
    try:
        pair = binascii.a2b_base64(given.strip() + "==").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ()
    return (Text((Step("header", "authorization"),), pair.partition(":")[2], "authorization"),)
