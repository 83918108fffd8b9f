"""`sakchy try`: the main job with nothing set up. Nothing of it leaves this computer.

A small origin on loopback plays the sites; the guard in between is the real one, with real TLS, the real
policy and a folder of its own that is thrown away.
"""

import asyncio
import http.client
import json
import logging
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec

from sakchy.cli.message import upload
from sakchy.cli.shared import Install, command, home_option, install, said

WAIT = 5  # seconds a question waits here, so that the whole show takes as long


class Scene(NamedTuple):
    """One thing a person might send."""

    key: str
    """Of the sentence that says what it is."""
    host: str
    content_type: str
    body: bytes


@click.command(help=said("try.help"))
@home_option
@click.option("--language", type=click.Choice(["ky", "ru", "en"]), help=said("run.language"))
def tryout(language: str | None) -> None:
    """Show what the guard does."""
    here = install(language=language)
    logging.getLogger().addHandler(logging.NullHandler())
    click.echo(here.say("cli.try.intro", seconds=WAIT))
    rows = asyncio.run(play(here))
    click.echo(table([tuple(here.say(f"cli.try.column.{name}") for name in ("what", "to", "result")), *rows]))
    click.echo(here.say("cli.try.outro", command=command()))


async def play(here: Install) -> list[tuple[str, ...]]:
    """Start origin and guard, send every scene at once, tell what became of each."""
    from sakchy.service import Service  # noqa: PLC0415  mitmproxy takes a second to import
    from sakchy.wire.master import make_master  # noqa: PLC0415  same
    from sakchy.wire.origin import Origin  # noqa: PLC0415  same
    from sakchy.wire.reroute import Reroute  # noqa: PLC0415  same

    scenes = list(all_scenes())
    with folder() as home:
        origin = Origin(home, tuple(scene.host for scene in scenes))
        await origin.start()
        chosen = msgspec.structs.replace(
            here.settings, port=0, page_port=0, wait=WAIT, notify=False, extra_ca=str(origin.authority)
        )
        service = Service(home, chosen)
        hosts = {scene.host: ("127.0.0.1", origin.port) for scene in scenes}
        master = await make_master(service, Reroute(hosts), begun := Begun())
        running = asyncio.get_running_loop().create_task(master.run())
        await begun.event.wait()
        try:
            sent = [
                asyncio.to_thread(send, scene, service.proxy_port, home, origin.authority) for scene in scenes
            ]
            decrypted = await asyncio.gather(*sent)
            events = {event.verdict.destination.host: event for event in service.journal.read(len(scenes))}
        finally:
            master.shutdown()
            await running
            origin.close()
        arrived = {got.head.split(b" ")[1].decode(): got.body for got in origin.received}
        seen = {scene.key: flag for scene, flag in zip(scenes, decrypted, strict=True)}
        return [
            (here.say(f"cli.try.scene.{s.key}"), s.host, tell(here, s, seen[s.key], arrived, events))
            for s in scenes
        ]


class Begun:
    """An add-on behind the guard: lets `play` wait until everything listens."""

    def __init__(self) -> None:
        """Not begun yet."""
        self.event = asyncio.Event()

    def running(self) -> None:
        """Called after the guard's own start."""
        self.event.set()


def all_scenes() -> Iterator[Scene]:
    """A specimen passport to a messenger and to a state body, a test card, and harmless things."""
    pictures = files("sakchy") / "specimen"
    passport, holiday = ((pictures / name).read_bytes() for name in ("passport.jpg", "holiday.jpg"))
    chat = json.dumps({"messages": [{"role": "user", "content": "pay with card 4111 1111 1111 1111, 12/29"}]})
    yield picture("passport", "discord.com", passport)
    yield picture("passport_state", "portal.tunduk.kg", passport)
    yield Scene("card", "chatgpt.com", "application/json", chat.encode())
    yield picture("holiday", "discord.com", holiday)
    yield Scene(
        "form", "shop.example", "application/x-www-form-urlencoded", b"item=teapot&colour=blue&count=2"
    )


def picture(key: str, host: str, data: bytes) -> Scene:
    """An upload as a browser's form makes it."""
    message = upload(data, f"{key}.jpg", "multipart")
    return Scene(key, host, message.header("content-type"), message.body)


def send(scene: Scene, port: int, home: Path, authority: Path) -> bool:
    """Send one scene through the guard as a browser would; True if the guard could look inside."""
    trust = ssl.create_default_context(cafile=str(authority))
    trust.load_verify_locations(home / "ca" / "mitmproxy-ca-cert.pem")
    client = http.client.HTTPSConnection("127.0.0.1", port, context=trust, timeout=WAIT * 6)
    client.set_tunnel(scene.host, 443)
    client.request("POST", f"/{scene.key}", scene.body, {"content-type": scene.content_type})
    issuer = str((client.sock.getpeercert() or {}).get("issuer"))
    client.getresponse().read()
    client.close()
    return "Sakchy on this computer" in issuer


def tell(
    here: Install, scene: Scene, decrypted: bool, arrived: dict[str, bytes], events: dict[str, Any]
) -> str:
    """What happened, as the origin saw it: unchanged, undecrypted, or nothing arrived and why."""
    if f"/{scene.key}" not in arrived:
        return here.say(f"cli.try.result.{events[scene.host].outcome}", seconds=WAIT)
    if arrived[f"/{scene.key}"] != scene.body:
        return here.say("cli.try.result.changed")
    return here.say("cli.try.result.passed" if decrypted else "cli.try.result.undecrypted")


def table(rows: list[tuple[str, ...]]) -> str:
    """Columns side by side, a rule under the first row."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join([lines[0], "─" * len(lines[0]), *lines[1:]])


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for the occasion."""
    with tempfile.TemporaryDirectory(prefix="sakchy-try-") as name:
        yield Path(name)
