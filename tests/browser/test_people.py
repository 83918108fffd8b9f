"""Journeys of an office and a family in Chromium, on a phone: a reason, a second person, a parent's PIN."""

from importlib.resources import files

import pytest
from playground import free_port, in_thread
from screens import enter, json_of, path, post, until
from websites import focused

from sakchy import office, people
from sakchy.keep.pin import Pins, hashed
from sakchy.locale import catalogue
from sakchy.people import People, Person
from sakchy.web.address import OWN_ORIGIN

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = (
    "async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(v => v.id + v.help)"
)
PHONE = {"width": 320, "height": 640}
PIN, SAY = "2748", catalogue("en")
CARD = json_of("my card 4111 1111 1111 1111")
ILL = json_of("Пациент Асанов Үсөн, ПИН 21704199001234. Диагноз: E11.9, сахарный диабет")


def fine(page):
    """Nobody is kept out of this page, and nothing stands outside a narrow screen."""
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def press(page, value):
    """A button that sends works after a moment only."""
    button = page.locator(f"main button[value={value}]").last
    page.wait_for_timeout(1300)
    button.click()


@pytest.fixture
def ground(tmp_path, request):
    """An office with a second person, or a family with a PIN, as the test's name says."""
    home, folder = tmp_path / "home", tmp_path / "etc"
    home.mkdir()
    folder.mkdir()
    if "office" in request.node.name:
        (folder / office.NAME).write_text("{reason: true, approve: always, contact: room 4}", "utf-8")
        head = Person(id="head", name="Head", port=free_port(), approver=hashed(PIN))
        people.save(folder / people.NAME, People(people=(head,)))
    else:
        Pins(home).set(PIN)
    with in_thread(home, wait=120, managed=str(folder) if "office" in request.node.name else "") as ground:
        yield ground


def asked(ground, host, body):
    post(ground, host, body)
    until(ground.service.desk.waiting)
    return ground.service.desk.waiting()[0]


def test_an_office_gives_a_reason_and_a_second_person_agrees(ground, page):
    page.set_viewport_size(PHONE)
    enter(ground, page)
    question = asked(ground, "chatgpt.com", CARD)
    page.goto(OWN_ORIGIN + path(question))
    press(page, "send")
    assert page.locator("h1").inner_text() == SAY("office.why.title")
    fine(page)
    page.get_by_label(SAY("office.why.words")).fill("for card 4111 1111 1111 1111")
    press(page, "send")
    assert page.get_by_role("alert").inner_text() == SAY("office.why.personal")
    fine(page)
    page.get_by_label(SAY("office.reasons.agreed")).check()
    press(page, "send")
    assert page.get_by_text(SAY("office.awaits")).is_visible()
    fine(page)
    page.get_by_role("link", name=SAY("office.to_queue")).click()
    fine(page)
    page.get_by_label(SAY("office.queue.pin")).fill(PIN)
    press(page, "agree")
    assert page.get_by_text(SAY("office.queue.none")).is_visible()
    until(lambda: ground.bodies("chatgpt.com"))
    page.goto(f"{OWN_ORIGIN}/seen")
    assert page.get_by_text(SAY("seen.see.approvers", names="Head")).is_visible()
    fine(page)
    (event,) = ground.events()
    assert [why.key for why in event.verdict.because[-2:]] == ["office.because.agreed", "office.agreed"]


def test_a_child_needs_the_pin_for_what_cannot_be_taken_back(ground, page):
    page.set_viewport_size(PHONE)
    enter(ground, page)
    question = asked(ground, "vk.com", ILL)
    assert question.verdict.strict
    page.goto(f"{OWN_ORIGIN}{path(question)}?sure")
    press(page, "send")
    assert page.locator("h1").inner_text() == SAY("pin.asked.title")
    focused(page)
    fine(page)
    page.keyboard.type("9999")
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").inner_text() == SAY("pin.asked.wrong")
    focused(page)
    fine(page)
    assert not ground.bodies("vk.com")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    until(lambda: ground.bodies("vk.com"))
