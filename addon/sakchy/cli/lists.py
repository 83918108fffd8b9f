"""`sakchy lists`: long lists of receivers from elsewhere, fetched only when the person asks for it."""

import re
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import click

from sakchy import rulebook, settings
from sakchy.cli.shared import Install, Trouble, changing, home_option, install, said, show
from sakchy.decide.hosts import loopback
from sakchy.rulebook.hostlist import HEAD, MAX_BYTES, entries, read_list
from sakchy.yamlfile import FileError

UT1 = "https://raw.githubusercontent.com/olbat/ut1-blacklists/master/blacklists"
KNOWN = {
    "ut1-filehosting": ("file-sharing", f"{UT1}/filehosting/domains"),
    "ut1-webmail": ("mail", f"{UT1}/webmail/domains"),
    "ut1-social": ("social", f"{UT1}/social_networks/domains"),
    "ut1-chat": ("messenger", f"{UT1}/chat/domains"),
}
"""Well-known public lists: of the University of Toulouse, under CC BY-SA 4.0, so none is shipped."""
NAME = re.compile(r"[\w-]{1,40}")
SECONDS = 30.0
FOLDER = "destinations"


@click.group("lists", invoke_without_command=True, help=said("lists.help"))
@home_option
@click.pass_context
def lists(ctx: click.Context) -> None:
    """`sakchy lists`: what is there."""
    if ctx.invoked_subcommand:
        return
    here = install()
    found = sorted((here.home / FOLDER).glob("*.txt"))
    for path in found:
        first, _, rest = path.read_text("utf-8", "replace").partition("\n")
        head = HEAD.fullmatch(first)
        show(f"{path.stem}: {head[1] if head else '?'}, {sum(1 for _ in entries(rest))}")
    if not found:
        show(here.say("cli.lists.none", names=", ".join(KNOWN)))


@lists.command("add", help=said("lists.add"))
@click.argument("source")
@click.option("--category", metavar="NAME", help=said("lists.category"))
@click.option("--name", metavar="NAME", help=said("lists.name"))
@home_option
def add(source: str, category: str | None, name: str | None) -> None:
    """Take up a list: a file, an https address, or one of the well-known ones by its name."""
    here = install()
    known_category, address = KNOWN.get(source, (None, source))
    category = category or known_category
    name = name or (source if source in KNOWN else Path(urlsplit(address).path).stem)
    if not category:
        raise Trouble(here.say("cli.lists.which"))
    if not NAME.fullmatch(name):
        raise Trouble(here.say("cli.lists.bad-name", name=name))
    changing(here)
    text = fetched(here, address).decode("utf-8", "replace")
    path = settings.home_folder(here.home) / FOLDER / f"{name}.txt"
    number = store(here, path, f"# category: {category}\n# {address}\n{text}")
    click.echo(here.say.count("cli.lists.added", number, category=category, path=str(path)))


@lists.command("remove", help=said("lists.remove"))
@click.argument("name")
@home_option
def remove(name: str) -> None:
    """Drop a list."""
    here = install()
    path = here.home / FOLDER / f"{name}.txt"
    if not NAME.fullmatch(name) or not path.exists():
        raise Trouble(here.say("cli.lists.unknown", name=name))
    path.unlink()
    click.echo(here.say("cli.lists.removed", name=name))


def fetched(here: Install, address: str) -> bytes:
    """The bytes of a file or of an https address. Raises Trouble."""
    try:
        if "://" not in address:
            return Path(address).read_bytes()
        if not address.startswith("https://") and not loopback(urlsplit(address).hostname or ""):
            raise Trouble(here.say("cli.lists.https"))
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  the scheme is known
            data: bytes = answer.read(MAX_BYTES + 1)
    except (OSError, ValueError, urllib.error.URLError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
        raise Trouble(here.say("cli.lists.unreachable", address=address, reason=str(reason))) from None
    return data


def store(here: Install, path: Path, text: str) -> int:
    """Write a list if it can be used, and say how many hosts it has. Raises Trouble; then nothing changes."""
    path.parent.mkdir(exist_ok=True)
    trial = path.with_suffix(".new")
    trial.write_text(text, "utf-8")
    try:
        number = len(read_list(trial, path.name, rulebook.load().categories).hosts)
        if not number:
            raise Trouble(here.say("cli.lists.empty"))
        trial.replace(path)
    except FileError as error:
        raise Trouble(str(error)) from None
    finally:
        trial.unlink(missing_ok=True)
    return number
