"""`sakchy run`: the proxy, the guard and its page on loopback, until Ctrl-C."""

import asyncio
import logging
import signal
import socket
from typing import Any

import click

from sakchy import settings
from sakchy.cli.shared import Install, Trouble, home_option, install, said


@click.command(help=said("run.help"))
@home_option
@click.option("--policy", metavar="NAME", help=said("run.policy"))
@click.option("--port", type=int, help=said("run.port"))
@click.option("--page-port", type=int, help=said("run.page_port"))
@click.option("--wait", type=int, metavar="SECONDS", help=said("run.wait"))
@click.option("--language", type=click.Choice(["ky", "ru", "en"]), help=said("run.language"))
@click.option("--workers", type=int, help=said("run.workers"))
def run(**given: Any) -> None:
    """Guard until told to stop."""
    here = install(**given)
    for port in (here.settings.port, here.settings.page_port):
        check_free(here, port)
    logging.getLogger().addHandler(logging.NullHandler())  # mitmproxy's log lines name the sites visited
    asyncio.run(guard(here))


async def guard(here: Install) -> None:
    """Start everything, say where it is, wait for Ctrl-C, stop everything."""
    from sakchy.service import Service  # noqa: PLC0415  mitmproxy takes a second to import
    from sakchy.wire.master import make_master  # noqa: PLC0415  same

    try:
        service = Service(settings.home_folder(here.home), here.settings)
    except ValueError as error:  # an unknown policy, or a file that is wrong: the text names it
        raise Trouble(str(error)) from None
    master = await make_master(service, Announcement(here, service))
    stop_on_signals(master.shutdown)
    await master.run()


class Announcement:
    """An add-on behind the guard: says three plain lines once everything listens."""

    def __init__(self, here: Install, service: Any) -> None:
        """`service` knows the addresses."""
        self.here = here
        self.service = service

    def running(self) -> None:
        """Called after the guard's own start."""
        say, service = self.here.say, self.service
        click.echo(say("cli.run.address", address=f"{self.here.settings.host}:{service.proxy_port}"))
        click.echo(say("cli.run.try_it"))
        click.echo(say("cli.run.page", url=service.launch_link()))


def check_free(here: Install, port: int) -> None:
    """Raises Trouble if another program listens on this port (0 means any free one)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((here.settings.host, port))
        except OSError:
            raise Trouble(here.say("cli.run.port_taken", port=port)) from None


def stop_on_signals(stop: Any) -> None:
    """Ctrl-C and a polite kill end the guard in order."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop)
        except NotImplementedError:  # Windows: the loop has no handlers of its own
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop))
