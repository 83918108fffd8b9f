"""Shows one balloon: a program of its own, for what shows balloons prints, warns, hangs or raises.

Title and message come as JSON on its standard input. Where there is a D-Bus session, as on every Linux
desktop, its notification service is asked directly (Desktop Notifications Specification 1.2); plyer, which
serves all other systems, wants a library or a program there that few have.
"""

import json
import os
import sys

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
PATIENCE = 10.0  # seconds for the service to start and answer
SHOWN = 10  # seconds for which a balloon stays, where the desktop lets others say that


def by_bus(title: str, message: str) -> bool:
    """Whether the notification service of this session has taken it. Raises whatever goes wrong."""
    from jeepney import DBusAddress, MessageType, new_method_call  # noqa: PLC0415  on Linux alone
    from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415  as above

    service = DBusAddress(PATH, SERVICE, SERVICE)
    words: tuple[object, ...] = ("Sakchy", 0, "", title, message, [], {}, SHOWN * 1000)
    with open_dbus_connection("SESSION") as bus:
        reply = bus.send_and_get_reply(
            new_method_call(service, "Notify", "susssasa{sv}i", words), timeout=PATIENCE
        )
    return bool(reply.header.message_type is MessageType.method_return)


def show(title: str, message: str) -> None:
    """Show it in whichever way works. Raises where none does."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        try:
            if by_bus(title, message):
                return
        except Exception:  # noqa: BLE001, S110  no library, no service, no answer: the other way then
            pass
    from plyer import notification  # noqa: PLC0415  slow to load, and only where it is needed

    notification.notify(title=title, message=message, app_name="Sakchy", timeout=SHOWN)


if __name__ == "__main__":
    show(**json.load(sys.stdin))
