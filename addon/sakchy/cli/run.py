"""`sakchy run`: the proxy, the guard and its page on loopback, until Ctrl-C."""

import asyncio
import errno
import ipaddress
import logging
import os
import signal
import socket
from typing import Any

import click

from sakchy import settings
from sakchy.cli.guard import LOOPBACK, NotRunningError, ask
from sakchy.cli.shared import Install, Trouble, command, home_option, install, said
from sakchy.locale import Catalogue
from sakchy.web.session import read_run_file

PORTS = range(65536)
PASSIVE = socket.AI_PASSIVE  # an empty host stands for every address of this computer
REASONS = {errno.EADDRINUSE: "port_taken", errno.EACCES: "port_forbidden"}


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
    here = ready(given)
    logging.getLogger().addHandler(logging.NullHandler())  # mitmproxy's log lines name the sites visited
    asyncio.run(guard(here))
    click.echo(here.say("cli.run.stopped"))


def ready(given: dict[str, Any]) -> Install:
    """Settings with which the guard can start. Raises Trouble with the reason why it cannot."""
    say = install(language=given["language"]).say
    for port in (given["port"], given["page_port"]):
        if port is not None and port not in PORTS:
            raise Trouble(say("cli.run.port_range", port=port))
    here = install(**given)
    chosen = here.settings
    if (page := running(here)) is not None:
        raise Trouble(say("cli.run.already", url=f"http://{LOOPBACK}:{page}/"))
    if chosen.port == chosen.page_port != 0:
        raise Trouble(say("cli.run.port_twice", port=chosen.port))
    check_free(say, chosen.host, chosen.port)
    for loopback in (LOOPBACK, "::1"):
        check_free(say, loopback, chosen.page_port)
    if not is_private(chosen.host):
        click.echo(say("cli.run.open", host=chosen.host), err=True)
    return here


def running(here: Install) -> int | None:
    """Port of the page of a guard that runs for this folder already; None if `run.json` is a crash's."""
    run = read_run_file(here.home)
    if run is None or not lives(run.pid):
        return None
    try:
        ask(here.home, "GET", "/api/questions", here.say.language)
    except NotRunningError:
        return None
    return run.page_port


def lives(pid: int) -> bool:
    """Whether there is such a process. Windows has no harmless way to ask, there its page alone counts."""
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


def is_private(host: str) -> bool:
    """True if only this computer can reach an address that is listened on."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def guard(here: Install) -> None:
    """Start everything, say where it is, wait for Ctrl-C, stop everything."""
    from sakchy.service import Service  # noqa: PLC0415  mitmproxy takes a second to import
    from sakchy.wire.master import make_master  # noqa: PLC0415  same

    try:
        service = Service(settings.home_folder(here.home), here.settings)
    except ValueError as error:  # an unknown policy, or a file that is wrong: the text names it
        raise Trouble(str(error)) from None
    for port in service.crowd.ports:
        check_free(here.say, here.settings.host, port)
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
        here, service = self.here, self.service
        say, chosen = here.say, here.settings
        address = f"{chosen.host}:{service.proxy_port}"
        certificate = service.home / "ca" / "mitmproxy-ca-cert.pem"
        policy = service.rules.now.policy
        click.echo(say("cli.run.address", address=address, policy=policy, certificate=certificate))
        if here.managed:
            click.echo(say("cli.people.office", folder=here.managed.folder))
        if here.managed and here.managed.open:
            click.echo(say("seen.open", folder=here.managed.folder), err=True)
        if service.forgets:
            click.echo(say("cli.run.visit"))
        click.echo(say("cli.run.try_it", command=command()))
        click.echo(say("cli.run.page", url=service.launch_link()))


def check_free(say: Catalogue, host: str, port: int) -> None:
    """Raises Trouble if nothing can listen there, with the true reason (port 0 means any free one)."""
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=PASSIVE)
        family, *_, address = found[0]
        with socket.socket(family) as probe:
            if os.name == "posix":  # elsewhere it would take a port that is in use
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:  # the latter for a name that is none, like `a..b`
        if host == "::1" and getattr(error, "errno", None) != errno.EADDRINUSE:
            return  # this computer has no IPv6
        reason = REASONS.get(getattr(error, "errno", None) or 0, "no_host")
        raise Trouble(say(f"cli.run.{reason}", host=host, port=port)) from None


def stop_on_signals(stop: Any) -> None:
    """Ctrl-C and a polite kill end the guard in order."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop)
        except NotImplementedError:  # Windows: the loop has no handlers of its own
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop))
