"""The mitmproxy add-on: every hook hands one thing to the engine and does what comes back.

mitmproxy swallows an exception in a hook and forwards the request, so each hook that can let data
through sets its refusal in an `except BaseException` before anything else happens. `flow.kill()` is never
used: it has no effect on WebSocket and streamed flows and hangs some clients.
"""

import asyncio
import contextlib
import gc
from collections.abc import Iterator
from typing import Any

from mitmproxy import connection, ctx, exceptions, http, tls
from msgspec.structs import replace

from sakchy.act.replies import Reply, refusal
from sakchy.engine import Ruling
from sakchy.locale import Language, from_browser, from_system
from sakchy.model import Outgoing
from sakchy.people import NOBODY
from sakchy.service import Service
from sakchy.wire import flows, parked, socketend, trailers
from sakchy.wire.sink import HEADER
from sakchy.wire.takenback import taken_back
from sakchy.wire.upload import (
    LED,
    REPLAYED,
    Upload,
    declared_length,
    give_response,
    keep_response,
    keep_trailers,
    lead,
    led_to_its_end,
    replay,
    some,
)

LETS_PAST = {"stream_large_bodies": None, "body_size_limit": None, "ssl_insecure": False}
"""Options of mitmproxy that forward bodies before a guard can look, break downloads, or trust anybody."""
SWITCHING_PROTOCOLS = 101
GLANCE = 0.5  # seconds between looks whether a client that waits is still there
OURS = "sakchy.passed"  # flow.metadata: this body streams because the guard said so


class Guard:
    """Hooks of a running guard. The services behind it are in `Service`."""

    def __init__(self, service: Service | None = None) -> None:
        """`service` is made from the person's own folder when none is given (`mitmdump -s`)."""
        self.given = service
        self.leaving: dict[str, set[asyncio.Event]] = {}
        self.known: dict[str, str] = {}
        """Id of a client's connection -> who it is, where people are told apart (see `wire.who`)."""

    @property
    def service(self) -> Service:
        """The services; hooks run only after `load`."""
        if self.given is None:
            raise RuntimeError("the guard is not loaded")
        return self.given

    def who(self, client: connection.Client) -> str:
        """Whose a connection is; empty where that makes no difference."""
        return self.known.get(client.id, NOBODY)

    def theirs(self, client: connection.Client, message: Outgoing) -> Outgoing:
        """A message with whose it is."""
        who = self.who(client)
        return replace(message, who=who) if who else message

    def language(self, flow: http.HTTPFlow) -> Language:
        """Of the settings, else of whoever asks, else of the system."""
        spoken = from_browser(flow.request.headers.get("accept-language", ""), from_system())
        return self.service.settings.language or spoken

    def unbearable(self, length: int | None) -> bool:
        """True for a body that is not kept in memory: too large, or nobody knows."""
        return length is None or length > self.service.settings.limits.whole

    def load(self, _loader: Any) -> None:
        """Read rules and policy: a broken file stops the start, with its place."""
        self.given = self.given or Service.at_home()
        trailers.endure()

    def configure(self, _updated: set[str]) -> None:
        """Refuse options under which a guard would guard nothing."""
        for option, harmless in LETS_PAST.items():
            if getattr(ctx.options, option) not in (harmless, None):
                raise exceptions.OptionsError(f"Sakchy cannot guard with the option {option} set.")

    async def running(self) -> None:
        """Start the guard's page and the workers, now that the proxy listens."""
        # mitmproxy starts tasks eagerly from Python 3.12 on; Hypercorn's requests then never end.
        asyncio.get_running_loop().set_task_factory(None)
        ctx.options.update(rawtcp=False)  # what is no HTTP would pass unseen
        server = ctx.master.addons.get("proxyserver")
        await self.service.start(server.listen_addrs()[0][1])
        gc.freeze()  # rules and libraries stay: looking through them for garbage holds everybody up for 60 ms

    async def done(self) -> None:
        """Stop them; nothing recorded is lost."""
        await self.service.stop()

    def tls_clienthello(self, data: tls.ClientHelloData) -> None:
        """Verified state bodies and banks pass undecrypted, if all names agree."""
        address = data.context.server.address
        judge = self.service.rules.judge_for(self.who(data.context.client))
        if address and judge.undecrypted(address[0], address[1], data.client_hello.sni):
            data.ignore_connection = True

    def http_connect(self, flow: http.HTTPFlow) -> None:
        """No tunnel to the guard's own page: a page must not answer its own question."""
        if self.service.is_own(flow.request.host, flow.request.port):
            flow.response = plain_refusal()

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Before the body: keep it whole, lead it through the sink, or stream it past."""
        try:
            if upload := self.replayed(flow):
                replay(flow, upload)
            elif self.service.is_own(flow.request.host, flow.request.port):
                flow.response = plain_refusal()
            elif self.unbearable(declared_length(flow.request)):
                self.large(flow)
        except BaseException:
            flow.response = plain_refusal()
            raise

    def replayed(self, flow: http.HTTPFlow) -> Upload | None:
        """What a request replays that comes from the sink."""
        ticket = flow.request.headers.get(HEADER)
        return self.service.sink.claim(ticket, flow.client_conn.peername[1]) if ticket else None

    def large(self, flow: http.HTTPFlow) -> None:
        """A body that is not kept in memory goes through the sink, unless nothing in it could matter."""
        service, message = self.service, self.theirs(flow.client_conn, flows.from_headers(flow))
        judge = service.rules.judge_for(message.who)
        if judge.indifferent(judge.destination(message.target)):
            flow.metadata[OURS] = True
            flow.request.stream = True
            return
        request = flow.request.copy()
        request.headers.pop("expect", None)  # mitmproxy answers that by itself
        upload = Upload(message, request, lambda ruling: self.reply(flow, ruling))
        lead(flow, upload, service.sink.ticket(upload), service.sink.port)

    async def request(self, flow: http.HTTPFlow) -> None:
        """The whole request is here: look, judge, hold, answer."""
        if flow.response or flow.error or not flow.live or flow.metadata.get(OURS):
            return
        try:
            if self.streamed(flow):
                return
            who = self.who(flow.client_conn)
            parked.go_on(flow, self.service, who)
            with self.watch(flow) as gone:
                message = self.theirs(flow.client_conn, flows.from_request(flow))
                ruling = await self.service.joining.handle(message, gone)
            trailers.to_site(flow, flow.request.trailers)
            if ruling.event and ruling.passes and taken_back(flow):
                self.service.engine.unsent(ruling)
            if ruling.asked:
                flow.response = response(parked.park(flow, ruling.asked, self.service, who))
            elif not ruling.passes:
                flow.response = response(self.reply(flow, ruling))
            elif ruling.instead:
                flows.put(flow, ruling.instead)
        except BaseException:
            flow.response = plain_refusal()
            raise

    def streamed(self, flow: http.HTTPFlow) -> bool:
        """True if the body has gone to the sink, or came from there."""
        if upload := flow.metadata.get(REPLAYED):
            trailers.to_site(flow, upload.trailers)
            return True
        led: Upload | None = flow.metadata.get(LED)
        return led is not None and led_to_its_end(flow, led)

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Answers are not looked at: stream them, so that downloads and live events cost nothing."""
        if upload := flow.metadata.get(REPLAYED):
            keep_response(flow, upload)
        elif upload := flow.metadata.get(LED):
            give_response(flow, upload)
        if flow.response and flow.response.status_code != SWITCHING_PROTOCOLS:
            flow.response.stream = some if REPLAYED in flow.metadata else True

    def response(self, flow: http.HTTPFlow) -> None:
        """The end of an answer: trailers take the way of its head."""
        if upload := flow.metadata.get(REPLAYED):
            keep_trailers(flow, upload)
        elif upload := flow.metadata.get(LED):
            trailers.to_browser(flow, upload.response_trailers)
        elif flow.response:
            trailers.to_browser(flow, flow.response.trailers)

    async def websocket_message(self, flow: http.HTTPFlow) -> None:
        """A message of the page over a WebSocket: dropped unless it may go."""
        assert flow.websocket
        message = flow.websocket.messages[-1]
        del flow.websocket.messages[:-1]  # mitmproxy keeps them for ever otherwise
        if flow.metadata.get(socketend.CLOSING):
            message.drop()
        if not message.from_client or message.dropped or message.injected:
            return
        try:
            with self.watch(flow) as gone:
                ruling = await self.service.joining.handle_message(
                    self.theirs(flow.client_conn, flows.from_message(flow, message.content)),
                    flow.id,
                    gone,
                    text=message.is_text,
                )
            if not ruling.passes:
                message.drop()
                if message.is_text and socketend.again(flow, ruling):
                    socketend.close(flow, self.service.reference(ruling))
            elif ruling.instead:
                message.content = ruling.instead.body
        except BaseException:
            message.drop()
            raise

    def client_disconnected(self, client: connection.Client) -> None:
        """Nobody waits any more: dismiss the questions this client asked."""
        for gone in self.leaving.pop(client.id, set()):
            gone.set()

    @contextlib.contextmanager
    def watch(self, flow: http.HTTPFlow) -> Iterator[asyncio.Event]:
        """An event that is set when the client of a flow goes away, or takes its request back.

        mitmproxy tells of it at once for HTTP/1, late for HTTP/2 and WebSocket: so they are looked at, too.
        """
        client, gone, loop = flow.client_conn, asyncio.Event(), asyncio.get_running_loop()
        self.leaving.setdefault(client.id, set()).add(gone)

        def look() -> None:
            if client.state & connection.ConnectionState.CAN_READ and not taken_back(flow):
                timers.append(loop.call_later(GLANCE, look))
            else:
                gone.set()

        timers = [loop.call_later(GLANCE, look)]
        try:
            yield gone
        finally:
            timers[-1].cancel()
            if waiting := self.leaving.get(client.id):
                waiting.discard(gone)
                if not waiting:
                    del self.leaving[client.id]

    def reply(self, flow: http.HTTPFlow, ruling: Ruling) -> Reply:
        """What the browser gets instead of the site's answer."""
        headers, service = flow.request.headers, self.service
        return refusal(
            ruling.event.verdict if ruling.event else None,
            ruling.outcome,
            service.reference(ruling),
            navigates=headers.get("sec-fetch-mode") == "navigate",
            origin=headers.get("origin"),
            language=self.language(flow),
            page_url=service.page_url,
        )


def response(reply: Reply) -> http.Response:
    """A reply as mitmproxy's response."""
    return http.Response.make(reply.status, reply.body, dict(reply.headers))


def plain_refusal() -> http.Response:
    """The answer of last resort, in case not even a proper reply can be made."""
    return http.Response.make(403, b"Sakchy stopped this request.\n", {"content-type": "text/plain"})
