"""Grid, receivers and rules in a real browser: by mouse, by keyboard, on a phone, without script."""

import asyncio

import pytest
from playground import PASSPORT

SAFE = "https://sakchy.internal"


@pytest.fixture
def inside(ground, page):
    """The browser on the guard's page."""
    token = ground.service.app.state.site.sessions.launch(None)
    page.goto(f"{SAFE}/enter?token={token}")
    return page


def goto(page, path):
    page.goto(SAFE + path)


def send(ground, text):
    """A chat message through the guard; its status."""

    async def post():
        return (await ground.client().post("https://discord.com/chat", json={"message": text})).status_code

    return asyncio.run_coroutine_threadsafe(post(), ground.loop).result(60)


CARD = "my card is 4111 1111 1111 1111"


def test_a_cell_is_changed_by_click_and_counts_for_the_next_message(ground, inside):
    goto(inside, "/protection")
    inside.get_by_role("link", name="bank card number → messenger: ask first").click()
    inside.get_by_label("Stop", exact=False).check()
    inside.get_by_role("button", name="See what would change").click()
    inside.get_by_text("Nothing was written down in these days").wait_for()
    inside.get_by_role("button", name="Save").click()
    inside.get_by_role("link", name="bank card number → messenger: stop. changed by you").wait_for()
    assert send(ground, CARD) == 403
    inside.get_by_role("button", name="One step back").click()
    inside.get_by_role("link", name="bank card number → messenger: ask first").wait_for()
    assert ground.service.judge.grid.changed == frozenset()


def test_the_same_by_keyboard_alone(ground, inside):
    goto(inside, "/protection/cell?row=bank-card&column=messenger")
    inside.get_by_role("radio", checked=True).focus()
    for key in ("ArrowDown", "ArrowDown", "Tab", "Enter"):  # ask first -> twice -> stop; then the button
        inside.keyboard.press(key)
    inside.get_by_role("button", name="Save").focus()
    inside.keyboard.press("Enter")
    inside.wait_for_url("**/protection?policy=personal")
    assert ground.service.judge.grid.cell("bank-card", "", "messenger")[1] == "block"


def test_on_a_phone_the_grid_is_a_list_of_kinds(inside):
    inside.set_viewport_size({"width": 320, "height": 700})
    goto(inside, "/protection")
    assert not inside.get_by_role("table").is_visible()
    inside.locator("ul.kinds a", has_text="Passport").first.click()
    inside.get_by_role("link", name="Messenger: ask first", exact=True).click()
    inside.get_by_role("radio").first.wait_for()
    inside.wait_for_load_state()
    assert inside.get_by_role("radio").count() == 6
    assert inside.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_script_a_receiver_is_moved_and_taken_out_again(ground, inside):
    inside.route("**/*.js", lambda route: route.abort())
    goto(inside, "/receiver?to=shop.example")
    inside.get_by_label("Group").select_option("social")
    inside.get_by_role("button", name="Save").click()
    assert ground.service.judge.where_to.listed("shop.example") == "social"
    goto(inside, "/receivers")
    inside.get_by_role("button", name="Take shop.example out again").click()
    assert ground.service.judge.where_to.listed("shop.example") == ""


def test_a_picture_is_tried_and_not_kept(ground, inside):
    goto(inside, "/rules/try")
    inside.get_by_label("Or a picture or another file").set_input_files(PASSPORT)
    inside.get_by_role("button", name="Try", exact=True).click()
    inside.locator("section[role=status]").wait_for()
    assert "Passport" in inside.locator("section[role=status]").inner_text()
    assert ground.events() == []


def test_a_broken_file_is_told_with_its_line(ground, inside):
    (ground.home / "changes").mkdir(exist_ok=True)
    text = "policy: personal\ncells: {pasport: {mail: ask}}\n"
    (ground.home / "changes" / "personal.yaml").write_text(text, "utf-8")
    asyncio.run_coroutine_threadsafe(ground.service.rules.refresh(), ground.loop).result(60)
    goto(inside, "/protection")
    assert (
        "changes/personal.yaml has a mistake in line 2, column 9." in inside.get_by_role("alert").inner_text()
    )
