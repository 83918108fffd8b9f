"""How the guard is: for its page and for `sakchy doctor`. Each thing has a name, a state, plain sentences."""

import importlib.metadata
import platform
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from sakchy import __version__
from sakchy.detect import fast, glance
from sakchy.locale import Catalogue
from sakchy.locale.dates import day, moment
from sakchy.locale.numbers import lasting, number, size
from sakchy.model import UnreadReason, Value
from sakchy.pulse import Pulse
from sakchy.record.journal import Journal
from sakchy.rulebook import Rulebook

if TYPE_CHECKING:
    from sakchy.inforce import Rules
    from sakchy.workers import Workers

State = Literal["good", "careful", "open"]
"""As it should be; something to look at; not known, or nothing to say yet."""
AUTHORITY = Path("ca") / "mitmproxy-ca-cert.pem"
SOON = 30 * 86400  # seconds: a certificate that ends within a month is worth a word
REASONS = get_args(UnreadReason)
LIBRARIES = ("mitmproxy", "msgspec", "starlette", "Pillow", "onnxruntime")


class Check(Value, frozen=True):
    """One thing and how it is."""

    name: str
    """Last part of its key `health.check.NAME`."""
    state: State
    told: tuple[str, ...]
    """Sentences, in the person's language."""


def standing(say: Catalogue, home: Path, book: Rulebook | None) -> list[Check]:
    """What can be told whether the guard runs or not. Reads files: not for the event loop."""
    return [
        certificate(say, home),
        *([rules(say, book)] if book else []),
        pictures(say),
        text(say),
        versions(say),
    ]


def proxy(say: Catalogue, address: str, used: float) -> Check:
    """Where it listens, and whether anybody came."""
    listens = say("health.proxy.listens", address=address)
    if not used:
        return Check("proxy", "careful", (listens, say("health.proxy.unused")))
    return Check("proxy", "good", (listens, say("health.proxy.used", when=moment(used, say))))


def certificate(say: Catalogue, home: Path) -> Check:
    """The certificate of this install, and until when it holds."""
    try:
        found = x509.load_pem_x509_certificate((home / AUTHORITY).read_bytes())
    except (OSError, ValueError):
        return Check("certificate", "open", (say("health.certificate.missing"),))
    until = day(found.not_valid_after_utc.astimezone().date(), say)
    ends = found.not_valid_after_utc.timestamp() - time.time() < SOON
    told = say("health.certificate.ends" if ends else "health.certificate.until", date=until)
    printed = say("health.certificate.print", fingerprint=found.fingerprint(SHA256()).hex(":").upper())
    return Check("certificate", "careful" if ends else "good", (told, printed))


def rules(say: Catalogue, book: Rulebook) -> Check:
    """How much is known."""
    counts = len(book.rules), sum(len(each.hosts) for each in book.destinations)
    known, hosts = (number(count, say.language) for count in counts)
    told = say("health.rules.count", rules=known, receivers=hosts)
    return Check("rules", "good", (told,))


def mistakes(say: Catalogue, in_force: "Rules") -> list[Check]:
    """A changed file that is wrong and not in force."""
    if not in_force.trouble:
        return []
    return [Check("mistake", "careful", (say("health.mistake"), str(in_force.trouble)))]


def at_work(say: Catalogue, workers: "Workers") -> Check:
    """The processes that read pictures and long texts. One that is gone is started with the next message."""
    alive = sum(1 for hand in workers.hands if hand.process and hand.process.poll() is None)
    told = say("health.workers", alive=alive, all=len(workers.hands))
    return Check("workers", "good" if alive == len(workers.hands) else "careful", (told,))


def pictures(say: Catalogue) -> Check:
    """The models that read pictures, by name."""
    names = sorted(
        model.name for model in (files("sakchy") / "detect" / "picture" / "models").iterdir()
        if model.name.endswith(".onnx")
    )  # fmt: skip
    if not names:
        return Check("pictures", "careful", (say("health.pictures.none"),))
    return Check("pictures", "good", (say("health.pictures.ready", names=", ".join(names)),))


def text(say: Catalogue) -> Check:
    """Whether the compiled part looks first, and which tier looks for words."""
    looks = say("health.text.compiled" if glance.available() else "health.text.uncompiled")
    if fast.available():
        return Check("text", "good", (looks, say("health.text.fast")))
    command = f"{sys.executable} -m pip install hyperscan"
    return Check("text", "good", (looks, say("health.text.usual", command=command)))


def speed(say: Catalogue, pulse: Pulse) -> Check:
    """What the guard adds to a message."""
    count, half, most = pulse.quantiles()
    if not count:
        return Check("speed", "open", (say("health.speed.none"),))
    told = say("health.speed.told", half=lasting(half, say), most=lasting(most, say))
    return Check("speed", "good", (told, say.count("health.speed.of", count)))


def unread(say: Catalogue, journal: Journal) -> Check:
    """What could not be looked at, by reason."""
    counts = {name: tally.count for name, tally in journal.rules().items() if name in REASONS}
    if not counts:
        return Check("unread", "good", (say("health.unread.none"),))
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    told = [
        say("health.unread.reason", reason=say(f"decide.reason.{name}"), n=number(count, say.language))
        for name, count in ordered
    ]
    return Check("unread", "open", tuple(told))


def history(say: Catalogue, journal: Journal) -> Check:
    """Whether events can be written and read."""
    if journal.trouble:
        return Check("journal", "careful", (say(f"web.trouble.{journal.trouble}"),))
    taken = sum(path.stat().st_size for path in journal.path.parent.glob(f"{journal.path.name}*"))
    return Check("journal", "good", (say("health.journal", size=size(taken, say)),))


def versions(say: Catalogue) -> Check:
    """What is installed, to be told with a question for help."""
    known = {each.metadata["Name"]: each.version for each in map(installed, LIBRARIES) if each}
    listed = ", ".join(f"{name} {version}" for name, version in known.items())
    return Check(
        "versions", "good",
        (say("health.versions", sakchy=__version__, python=platform.python_version(), others=listed),),
    )  # fmt: skip


def installed(name: str) -> importlib.metadata.Distribution | None:
    """A library, if it is there."""
    try:
        return importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return None
