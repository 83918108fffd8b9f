"""Rules in force: swapped whole, kept when a file is wrong, and the same for everybody who asks."""

import asyncio
import shutil

import pytest
from msgspec.structs import replace

from sakchy import rulebook
from sakchy.detect import Detector
from sakchy.inforce import InForce, Rules, stamp, still
from sakchy.inspect import Inspector
from sakchy.model import Outgoing, Target

KEY = b"k" * 32
CARD = Outgoing("http", b"card 4111 1111 1111 1111")
CHANGE = "policy: personal\ncells:\n  bank-card: {mail: block}\n"
MAIL = Target("https", "mail.google.com", 443, ("mail.google.com",))


@pytest.fixture
def rules(tmp_path):
    book = rulebook.load(extra=tmp_path)
    return Rules(InForce(book, "personal", lambda book: Inspector(book, KEY)), tmp_path)


def word(rules, message=CARD):
    judge = rules.judge
    return judge.verdict(rules.inspector.inspect(message), judge.destination(MAIL)).action


def put(rules, name, text):
    path = rules.home / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


async def test_a_change_of_one_cell_comes_into_force(rules):
    heard = []
    rules.listeners.append(heard.append)
    assert word(rules) == "ask"
    put(rules, "changes/personal.yaml", CHANGE)
    assert await rules.refresh() is None
    assert word(rules) == "block"
    assert rules.judge.grid.changed == {("bank-card", "mail")}
    assert heard == [rules.now]


async def test_a_change_holds_for_its_policy_and_not_for_those_that_extend_it(rules):
    before = rules.now.judge_of("family").grid
    put(rules, "changes/personal.yaml", CHANGE)
    await rules.refresh()
    assert rules.now.judge_of("family").grid == before
    assert rules.now.judge_of("family") is rules.now.judge_of("family")


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("changes/personal.yaml", "policy: personal\ncells:\n  pasport: {mail: ask}\n", ":3:3:"),
        ("changes/personal.yaml", "policy: personal\ncells:\n  passport: {male: ask}\n", ":3:14:"),
        ("changes/mine.yaml", "policy: mine\n", ":1:9:"),
        ("policies/mine.yaml", "profile: mine\nextends: personal\n", ":1:1:"),
        ("destinations/mine.yaml", "category: mail\nchecked: 2026-01-01\nhosts: [{host: a b}]\n", ":3:"),
        ("rules-off.yaml", "rule: [card-number]\n", ":1:1:"),
        ("settings.yaml", "policy: [personal]\n", ":1:9:"),
        ("settings.yaml", "policy: nobodys\n", "nobodys"),
    ],
)
async def test_a_mistake_keeps_what_was_right_and_says_where_it_is(rules, name, text, where):
    complaints = []
    rules.complain = complaints.append
    before = rules.now
    put(rules, name, text)
    error = await rules.refresh()
    assert (rules.now, rules.trouble) == (before, error)
    assert where in str(error)
    assert name.rpartition("/")[2] in str(error)
    await rules.refresh()
    assert complaints == [error], "said once"
    (rules.home / name).unlink()
    assert await rules.refresh() is None
    assert rules.trouble is None


async def test_a_profile_in_the_settings_comes_into_force(rules):
    put(rules, "settings.yaml", "policy: family\n")
    await rules.refresh()
    assert (rules.now.policy, rules.judge.grid.profile) == ("family", "family")


async def test_what_the_command_line_chose_stays_until_the_settings_change(tmp_path):
    put_settings = tmp_path / "settings.yaml"
    put_settings.write_text("policy: personal\n")
    rules = Rules(InForce(rulebook.load(), "office", lambda book: Inspector(book, KEY)), tmp_path)
    await rules.refresh()
    assert rules.now.policy == "office"
    put_settings.write_text("policy: family\n")
    await rules.refresh()
    assert rules.now.policy == "family"


async def test_what_the_person_chooses_counts_whatever_was_chosen_at_the_start(tmp_path):
    rules = Rules(InForce(rulebook.load(), "office", lambda book: Inspector(book, KEY)), tmp_path)
    await rules.refresh("personal")
    assert rules.now.policy == "personal"
    await rules.refresh()
    assert rules.now.policy == "personal"


async def test_a_file_that_is_just_being_replaced_is_read_with_the_next_look(rules, monkeypatch):
    def gone(*_args, **_given):
        raise FileNotFoundError

    before = rules.now
    with monkeypatch.context() as patched:
        patched.setattr("sakchy.rulebook.load", gone)
        assert await rules.refresh() is None
    assert (rules.now, rules.trouble) == (before, None)
    assert stamp(rules.home) != rules.stamp


async def test_a_rule_that_cannot_be_compiled_is_told_with_its_file(rules, monkeypatch, tmp_path):
    folder = shutil.copytree(rulebook.rules_folder(), tmp_path / "rules")
    file = folder / "detectors" / "cards" / "card-number.yaml"
    for module in ("sakchy.inforce", "sakchy.rulebook.loading"):
        monkeypatch.setattr(f"{module}.rules_folder", lambda: folder)
    text = file.read_text("utf-8")
    line = text[: text.index("\npattern:")].count("\n") + 2
    file.write_text(text.replace("(?x)", "(?x) (", 1), "utf-8")
    error = await rules.refresh()
    assert f"detectors/cards/card-number.yaml:{line}:" in str(error)


async def test_only_what_differs_is_compiled_again(rules):
    inspector, places = rules.inspector, rules.judge.where_to
    put(rules, "changes/personal.yaml", CHANGE)
    await rules.refresh()
    assert (rules.inspector, rules.judge.where_to) == (inspector, places)
    put(
        rules,
        "destinations/mine.yaml",
        "category: social\nchecked: 2026-01-01\nhosts: [{host: shop.example}]\n",
    )
    await rules.refresh()
    assert rules.inspector is inspector
    assert rules.judge.where_to.listed("shop.example") == "social"


async def test_a_rule_that_is_off_finds_nothing_and_what_was_learnt_stays(rules):
    bindings = rules.inspector.bindings
    (found,) = rules.inspector.inspect(CARD)
    put(rules, "rules-off.yaml", f"rules: [{found.rule}, no-such-rule]\n")
    assert await rules.refresh() is None
    assert rules.inspector.inspect(CARD) == ()
    assert rules.inspector.bindings is bindings
    assert rules.judge.verdict((found,), rules.judge.destination(MAIL)).action == "allow"


async def test_an_entry_of_a_list_runs_out(rules):
    entries = "[{host: a.example, until: 2020-01-01}, {host: b.example, until: 2999-01-01}]"
    put(rules, "destinations/mine.yaml", f"category: mail\nchecked: 2026-01-01\nhosts: {entries}\n")
    await rules.refresh()
    listed = rules.judge.where_to.listed
    assert (listed("a.example"), listed("b.example")) == ("", "mail")


async def test_files_are_watched(rules, monkeypatch):
    monkeypatch.setattr("sakchy.inforce.LOOK", 0.01)
    watching = asyncio.ensure_future(rules.watch())
    put(rules, "changes/personal.yaml", CHANGE)
    async with asyncio.timeout(30):
        while not rules.judge.grid.changed:
            await asyncio.sleep(0.01)
        (rules.home / "changes/personal.yaml").unlink()
        while rules.judge.grid.changed:
            await asyncio.sleep(0.01)
    watching.cancel()


async def test_without_a_folder_nothing_changes():
    rules = still(rulebook.load(), "personal")
    now = rules.now
    assert await rules.refresh() is None
    assert rules.now is now


def test_rules_are_off_before_anything_is_searched():
    book = rulebook.load()
    names = frozenset(rule.id for rule in book.rules if rule.fields and not rule.digits)
    quiet = Detector(replace(book, off=names), KEY)
    assert Detector(book, KEY).text.at_home
    assert quiet.text.at_home == []
