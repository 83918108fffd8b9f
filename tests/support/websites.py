"""Sites for a real browser: one with a page that uploads, chats and posts a form, and one that is hostile."""

import shutil
import time

import pytest
from playground import Playground
from playwright.sync_api import Page

from sakchy.act.question import Question
from sakchy.wire.origin import ANSWER, Origin, Received

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PAGE = b"""<!doctype html><meta charset=utf-8><title>Site</title>
<form method=post action=/form enctype=multipart/form-data>
  <input type=file name=scan><input name=note value="salam"><button>Post</button></form>
<script>
async function upload(name) {
  const body = new FormData(); body.append("scan", document.querySelector("input").files[0]);
  try { const r = await fetch("/api/" + name, {method: "POST", body}); return [r.status, await r.text()]; }
  catch (error) { return [0, String(error)]; }
}
async function say(text) {
  const r = await fetch("/chat", {method: "POST", headers: {"content-type": "application/json"},
                                  body: JSON.stringify({message: text})});
  return [r.status, await r.text()];
}
</script>"""


class Site(Origin):
    """An origin with one page that uploads, chats and posts a form."""

    def answer(self, head: bytes) -> bytes:
        if not head.startswith(b"GET / "):
            return ANSWER
        kind = b"content-type: text/html; charset=utf-8\r\n"
        return b"HTTP/1.1 200 OK\r\n" + kind + b"content-length: %d\r\n\r\n" % len(PAGE) + PAGE


WORKER = b"""
const seen = [];
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("message", (event) => event.source.postMessage(seen));
self.addEventListener("fetch", (event) => event.respondWith((async () => {
  const reply = await fetch(event.request);
  const {type, url, headers} = reply;
  seen.push([event.request.method, type, url, await reply.clone().text(), [...headers].join()]);
  return reply;
})()));
"""


EVIL = "https://discord.com"
"""Where hostile pages stand in tests: pictures sent there are asked about."""


class Hostile(Site):
    """A site that wants to answer in the person's place, with a worker that sees all answers to its pages."""

    def answer(self, head: bytes) -> bytes:
        path = head.split(b" ")[1]
        if path == b"/worker.js":
            kind, body = b"text/javascript", WORKER
        elif path == b"/strict":
            kind, body = b"text/html\r\ncontent-security-policy: form-action 'self'", PAGE
        else:
            return super().answer(head)
        return b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n%s" % (
            kind,
            len(body),
            body,
        )


CARD = "my card is 4111 1111 1111 1111, thank you"  # the number that test cards have


def ask(ground: Playground, page: Page, text: str = CARD) -> Question:
    """Let a site's page send something, and wait for the question about it."""
    page.evaluate("text => { window.sent = say(text).catch(String); }", text)
    return waiting(ground)


def waiting(ground: Playground, number: int = 1) -> Question:
    """The newest of so many questions, as soon as they wait."""
    for _ in range(1200):
        if len(ground.service.desk.waiting()) >= number:
            return ground.service.desk.waiting()[-1]
        time.sleep(0.05)
    pytest.fail("no question")


def arrived(ground: Playground) -> list[Received]:
    """What was sent to any site."""
    return [got for got in ground.origin.received if got.head.startswith(b"POST")]


def focused(page: Page) -> None:
    """Wait until the focus is where the page wants it: a browser sets it a moment later."""
    page.locator("[autofocus]:focus").wait_for()


def still_asked(ground: Playground, question: Question) -> bool:
    """True if a moment later the question waits as before and nothing has left."""
    time.sleep(0.3)
    return question.id in [each.id for each in ground.service.desk.waiting()] and arrived(ground) == []
