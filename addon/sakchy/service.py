"""A running guard besides its proxy: engine, workers, desk, journal and page, put together and taken down."""

import asyncio
import contextlib
import socket
from pathlib import Path

from sakchy import health, inforce, office, settings, visit
from sakchy.act.browser import Opener
from sakchy.act.desk import Desk
from sakchy.act.notify import Notifier
from sakchy.decide import Judge
from sakchy.decide.bindings import Bindings
from sakchy.decide.hosts import loopback, normalise
from sakchy.engine import Engine, Ruling
from sakchy.inforce import InForce, Rules
from sakchy.inspect import Inspector
from sakchy.joining import Joining
from sakchy.keep import OwnFile, fingerprint_key, ownfile, remembered
from sakchy.keep.pin import Pins
from sakchy.keep.remembered import Remembered
from sakchy.learn import Learner
from sakchy.locale import Catalogue, from_system
from sakchy.model import Finding, Outgoing, Verdict
from sakchy.people import Crowd
from sakchy.record.journal import Journal
from sakchy.rulebook import Rulebook
from sakchy.settings import Settings
from sakchy.stopped import Stopped
from sakchy.web import launch_link, listen, make_app, serve
from sakchy.web.address import OWN_ORIGIN
from sakchy.web.session import remove_run_file, write_run_file
from sakchy.wire.sink import Sink
from sakchy.wire.tasks import spawn
from sakchy.workers import Workers

UNSPECIFIED = ("0.0.0.0", "::")  # noqa: S104  compared with, not listened on: connecting to these goes to loopback


class Service:
    """Everything that lives as long as the guard does."""

    def __init__(self, home: Path, chosen: Settings) -> None:
        """Read rules and policy, open the journal. Raises FileError or ValueError if one is wrong."""
        self.home = home
        self.settings = chosen
        key = fingerprint_key(home)
        self.own = OwnFile(home / ownfile.NAME, key)
        _ = self.own.own  # a broken file stops the start
        managed = office.folder(chosen.managed)
        in_force = inforce.read(
            home, managed, chosen.policy, lambda book: Inspector(book, key, chosen.limits, self.own)
        )
        self.rules = Rules(in_force, home, managed)
        bell = Notifier(self.rulebook, chosen.language or from_system()) if chosen.notify else None
        self.forgets = chosen.forget_on_exit
        if self.forgets is None:
            self.forgets = self.judge.grid.forget_on_exit
        visit.end(home, self.own)  # one that was cut short
        if self.forgets:
            visit.begin(home, self.own)
        self.journal = Journal(home / "journal.sqlite", chosen.keep_days)
        self.desk = Desk(chosen.wait or self.judge.wait, bell.ask if bell else None)
        self.desk.flood.most = self.most()
        self.desk.waits = lambda verdict: chosen.wait or self.rules.judge_for(verdict.who).wait
        self.workers = Workers(chosen.workers, self.rulebook, key, chosen.limits, self.own.path)
        self.remembered = Remembered(home / remembered.NAME)
        self.engine = Engine(
            self.rules, self.workers, self.desk, self.journal,
            tell=bell.tell if bell else ignore, passed=Learner(self.own, self.rules).passed,
            remembered=self.remembered,
        )  # fmt: skip
        self.parking = self.engine.asking.parking
        self.parking.help_on = self.help_on
        self.opener = Opener() if chosen.open_page else None
        self.stopped = Stopped(self.rules, self.journal, bell.stopped if bell else ignore, self.open_page)
        self.app = make_app(
            self.desk, self.journal, self.rulebook, home, chosen, rules=self.rules, forget=self.forget
        )
        self.pins = self.app.state.pins = Pins(home)
        shown = self.app.state.site
        shown.alone = lambda: not self.crowd.known
        shown.workers = self.looked_at
        shown.remembered, shown.parking = self.remembered, self.parking
        shown.pause, shown.used = self.engine.pause, lambda: self.engine.used
        shown.running, shown.proxy = self.told, self.proxy_address
        self.rules.listeners.append(self.adopted)
        if bell:
            self.rules.complain = bell.mistake
        self.bell = bell
        self.joining = Joining(self.engine, home, chosen.limits)
        self.sink = Sink(home, chosen.limits.spool, self.joining.handle, self.proxy_address)
        self.proxy_port = chosen.port
        self.page_port = chosen.page_port
        self.started = asyncio.Event()
        self.stopping = asyncio.Event()

    @classmethod
    def at_home(cls) -> "Service":
        """The service of the person's own folder, with the settings that lie there."""
        home = settings.home_folder()
        return cls(home, settings.load(home))

    @property
    def page_url(self) -> str:
        """Address of the guard's page for a browser that uses the proxy, without any token."""
        return f"{OWN_ORIGIN}/"

    @property
    def rulebook(self) -> Rulebook:
        """What people wrote, as it is in force."""
        return self.rules.rulebook

    @property
    def judge(self) -> Judge:
        """Of the policy in force."""
        return self.rules.judge

    @property
    def crowd(self) -> Crowd:
        """The people who are told apart."""
        return self.rules.crowd

    @property
    def inspector(self) -> Inspector:
        """What finds, by the rules in force."""
        return self.rules.inspector

    def told(self, say: Catalogue) -> list[health.Check]:
        """How what runs is, in words."""
        host, port = self.proxy_address()
        return [
            health.proxy(say, f"{host}:{port}", self.engine.used),
            health.at_work(say, self.workers),
            health.speed(say, self.engine.pulse),
        ]

    async def looked_at(self, message: Outgoing) -> tuple[Finding, ...]:
        """What a worker finds in a message that somebody tries the rules on."""
        return await asyncio.wrap_future(self.workers.submit(message))

    def adopted(self, fresh: InForce) -> None:
        """Other rules are in force: those who cannot read them there get them."""
        self.workers.renew(fresh.rulebook)
        self.desk.wait = self.settings.wait or fresh.judge.wait
        self.desk.flood.most = self.most()
        if self.bell:
            self.bell.rulebook = fresh.rulebook

    def most(self) -> int:
        """Questions an hour, 0 for any number."""
        return self.judge.grid.most if self.settings.questions is None else self.settings.questions

    def forget(self) -> None:
        """Let go of what is kept in memory: answers that are over, and which log-in belongs to which site."""
        self.desk.forget()
        self.remembered.forget()
        self.inspector.bindings = Bindings(self.inspector.key)

    def help_on(self, question: str) -> None:
        """Open the page of a question (by its id) for a browser that could not be led there."""
        self.open_page(f"/question/{question}")

    def open_page(self, path: str) -> None:
        """Open a path of the guard's own site in the person's browser, if they want that."""
        if self.opener:
            self.opener.open(self.reachable(path))

    def reachable(self, path: str) -> str:
        """An address of the page that the person's browser can open, by what it could open before."""
        site = self.app.state.site
        return (OWN_ORIGIN if site.sessions.moved else site.address.origin(self.page_port)) + path

    def proxy_address(self) -> tuple[str, int]:
        """Where this computer reaches the proxy."""
        host = self.settings.host
        return ("127.0.0.1" if host in (*UNSPECIFIED, "") else host), self.proxy_port

    def launch_link(self) -> str:
        """A fresh one-time link to the guard's page."""
        return launch_link(self.app, self.page_port)

    def reference(self, ruling: Ruling) -> str:
        """What the person looks up on the page: the question's number, else the event's id."""
        if ruling.event is None:
            return ""
        question = self.desk.about(ruling.event.verdict)
        return question.number if question else ruling.event.id

    async def start(self, proxy_port: int) -> None:
        """Serve the page, start the workers, say in `run.json` where everything is."""
        self.proxy_port = proxy_port
        listener = listen(self.page_port)
        self.page_port = listener.getsockname()[1]
        self.serving = spawn(serve(self.app, listener, self.stopping), "sakchy-page")
        self.watching = spawn(self.rules.watch(), "sakchy-rules")
        await self.sink.start()
        self.workers.warm()
        write_run_file(self.home, f"{self.settings.host}:{proxy_port}", self.page_port)
        self.parking.open = True
        self.started.set()

    async def stop(self) -> None:
        """Let go of what is held, unsent; end page and workers; write the last events."""
        self.desk.close()
        self.parking.close()
        self.stopping.set()
        if self.started.is_set():
            self.watching.cancel()
        self.sink.close()
        self.joining.forget()
        try:
            await self.engine.settled()
            if self.started.is_set():
                remove_run_file(self.home)
                await self.serving
        finally:  # whatever the page's server made of its end
            await asyncio.to_thread(self.workers.close)
            await asyncio.to_thread(self.journal.close)
            await asyncio.to_thread(visit.end, self.home, self.own)

    def is_own(self, host: str, port: int) -> bool:
        """True for the guard's own listeners: nobody reaches them through the proxy."""
        ports = (self.proxy_port, self.page_port, self.sink.port)
        return (port in ports or port in self.crowd.ports) and is_loopback(host)


def is_loopback(host: str) -> bool:
    """True for every way of writing an address that ends on this computer: 127.1, 0x7f.1, 0.0.0.0, ::1 …"""
    name = normalise(host)
    with contextlib.suppress(OSError):
        name = socket.inet_ntoa(socket.inet_aton(name))  # the old forms of BSD, which resolvers still take
    return loopback(name) or name in UNSPECIFIED


def ignore(_verdict: Verdict) -> None:
    """Tell nobody: notifications are switched off."""
