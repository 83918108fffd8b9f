"""Every screen of the guard's page, with something on it: for the tests that look at all of them, and the
pictures in docs/screens. A new screen needs a line in SCREENS.
"""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
from playground import PASSPORT, Playground

from sakchy.act.desk import Desk
from sakchy.act.question import Question
from sakchy.model import Event, Finding, Outcome, Place, Step, Target
from sakchy.service import Service
from sakchy.web.address import OWN_ORIGIN

SCREENS = {
    "now": "/",
    "month": "/month",
    "history": "/history",
    "event": f"/history/{1:016x}",
    "delete": "/history/delete",
    "protection": "/protection",
    "cell": "/protection/cell?row=passport&column=messenger",
    "profile": "/protection/profile?choose=family",
    "row": "/protection/row?row=passport",
    "receivers": "/receivers",
    "receiver": "/receiver?to=discord.com",
    "own": "/own",
    "rules": "/rules",
    "rule": "/rules/card-number",
    "rule-try": "/rules/try",
    "health": "/health",
    "privacy": "/privacy",
    "learn": "/learn",
    "quiz": "/learn/quiz",
    "welcome": "/welcome",
    "trial": "/welcome/trial",
    "sentences": "/sentences",
    "remembered": "/remembered",
    "pin": "/pin",
    "phrase": "/phrase",
    "seen": "/seen",
    "queue": "/queue",
    "nothing": "/nowhere",
    "question": "",
    "card": "",
    "sure": "",
    "missed": "",
    "refused": "",
}
"""Name -> path; the last ones are questions, whose paths `fill` finds."""
HAPPENED: tuple[Outcome, ...] = (
    "refused",
    "sent",
    "blocked",
    "warned",
    "expired",
    "noted",
    "masked",
    "refused",
)
SENT: dict[str, tuple[str, str, str, Place]] = {
    "passport": (
        "discord.com",
        "machine-readable-zone",
        "",
        (Step("form", "photo"), Step("file", "specimen.jpg")),
    ),
    "bank-card": ("chatgpt.com", "card-number", "•••• 1111", (Step("json", "message"),)),
    "medical-record": ("vk.com", "medical-record", "", (Step("json", "text"),)),
    "passport-number": ("mail.google.com", "passport-number", "•••••• 93", (Step("form", "message"),)),
}
"""What was sent: kind -> receiver, rule, what is shown of it, where it stood."""


def json_of(text: str) -> dict[str, Any]:
    return {"content": json.dumps({"message": text}), "headers": {"content-type": "application/json"}}


PICTURE = {"photo": ("passport.jpg", PASSPORT.read_bytes(), "image/jpeg")}
ASKED = {
    "missed": ("discord.com", json_of("my card is 5555 5555 5555 4444")),
    "refused": ("mail.google.com", json_of("my card is 4000 0566 5566 5556")),
    "question": ("discord.com", {"files": PICTURE}),
    "card": ("chatgpt.com", json_of("Please pay with card 4111 1111 1111 1111")),
    "sure": ("vk.com", json_of("Пациент Асанов Үсөн, ПИН 21704199001234. Диагноз: E11.9, сахарный диабет")),
}
"""Questions: name of the screen -> receiver and request."""
OVER: dict[str, Callable[[Desk, str], object]] = {
    "missed": lambda desk, id_: desk._expire(id_),
    "refused": lambda desk, id_: desk.answer(id_, False),
}
"""What becomes of those that do not wait."""


def fill(ground: Playground) -> dict[str, str]:
    """Events of some weeks, questions that wait, one that was missed, one that was answered: all paths."""
    service, kinds = ground.service, list(SENT)
    for number in range(60):
        outcome = HAPPENED[number % len(HAPPENED)]
        service.journal.write(event(service, number, kinds[number * 7 % 11 % len(kinds)], outcome))
    desk, paths = service.desk, dict(SCREENS)
    for name, (host, body) in ASKED.items():
        known = {each.id for each in desk.waiting()}
        post(ground, host, body)
        until(lambda: len(desk.waiting()) > len(known))  # noqa: B023  looked at before the next turn
        (question,) = [each for each in desk.waiting() if each.id not in known]
        paths[name] = path(question) + ("?sure" if name == "sure" else "")
        if name in OVER:
            ground.loop.call_soon_threadsafe(OVER[name], desk, question.id)
            until(lambda: not desk.waiting())
    service.journal.flush()
    return paths


def event(service: Service, number: int, kind: str, outcome: Outcome) -> Event:
    """Something that happened, the later ones ever longer ago."""
    host, rule, preview, where = SENT[kind]
    found = Finding(kind, rule, 0.97, where, preview, f"{kind:0<32}"[:32])
    verdict = service.judge.verdict((found,), service.judge.destination(Target("https", host, 443, (host,))))
    at = time.time() - 500 - 900 * number**2
    return Event(f"{number:016x}", at, verdict, outcome, "http", "POST", 240_000)


def path(question: Question) -> str:
    return f"/question/{question.id}"


def post(ground: Playground, host: str, body: dict[str, Any]) -> None:
    """Send something through the guard as a page would, and do not wait for the answer."""

    def send() -> None:
        try:
            with httpx.Client(
                proxy=ground.proxy, verify=ground.trust, trust_env=False, timeout=600
            ) as client:
                client.post(f"https://{host}/send", **body)
        except httpx.HTTPError:
            pass  # the guard stops before the person has answered

    threading.Thread(target=send, daemon=True).start()


def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def enter(ground: Playground, page: Any, language: str = "en") -> None:
    """Open the guard's page at its safe address, in a language."""
    token = ground.service.app.state.site.sessions.launch(None)
    page.goto(f"{OWN_ORIGIN}/enter?token={token}")
    page.goto(f"{OWN_ORIGIN}/language/{language}")
