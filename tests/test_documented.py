"""Whatever a person can type, write or meet stands in the documents."""

import re
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest

import tables
from sakchy import rulebook
from sakchy.cli import main
from sakchy.cli.examples import mistakes
from sakchy.cli.lint import refused
from sakchy.detect.checks import CHECKS
from sakchy.limits import Limits
from sakchy.locale import catalogue
from sakchy.model import ACTIONS, UnreadReason
from sakchy.rulebook import Cell, Policy, Rule
from sakchy.rulebook.checks import RECOGNISERS
from sakchy.settings import Settings
from sakchy.yamlfile import read_text

ROOT = Path(__file__).parents[1]
BOOK = rulebook.load()


def document(name):
    return (ROOT / name).read_text("utf-8")


def marked(name):
    """Everything a document sets as code."""
    text = document(name)
    return set(re.findall(r"`([^`\n]+)`", text)) | set(re.findall(r"```.*?```", text, re.DOTALL))


def commands(command=main, path=("sakchy",)):
    """Every command with its path."""
    context = click.Context(command)
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    for name in command.list_commands(context):
        yield from commands(command.get_command(context, name), (*path, name))


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=[path for path, _ in commands()])
def test_commands_and_options_stand_in_the_guide(path, command):
    guide = document("docs/guide.md")
    assert path in guide
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in guide, parameter.opts


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("docs/settings.md", [field.name for field in msgspec.structs.fields(Settings)]),
        ("docs/settings.md", [field.name for field in msgspec.structs.fields(Limits)]),
        ("docs/policies.md", [field.name for field in msgspec.structs.fields(Policy)]),
        ("docs/policies.md", [*get_args(Cell), *ACTIONS]),
        ("docs/policies.md", [*BOOK.kinds, *BOOK.categories, *BOOK.policies]),
        ("docs/policies.md", get_args(UnreadReason)),
        ("docs/rules.md", [field.name for field in msgspec.structs.fields(Rule)]),
        ("docs/rules.md", [*CHECKS, *(rule.id for rule in BOOK.rules if not rule.names)]),
    ],
)
def test_names_stand_in_their_document(file, names):
    known = marked(file)
    assert [name for name in names if name not in known] == []


def test_tables_are_up_to_date():
    """If not: `python scripts/tables.py`."""
    assert [path.name for path in tables.outdated()] == []


def test_every_kind_that_text_rules_find_was_measured():
    """If not: `python scripts/tables.py --measure`."""
    table = document("docs/rules.md").partition("<!-- measured -->")[2].partition("<!-- /measured -->")[0]
    assert {rule.kind for rule in BOOK.rules} <= set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE))


def test_links_between_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            file, _, anchor = target.partition("#")
            other = (path.parent / file).resolve() if file else path
            assert other.exists(), f"{path.name}: {target}"
            if anchor:
                assert anchor in anchors(other), f"{path.name}: {target}"


def anchors(path):
    """Anchors of the headings, as Markdown renderers make them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def examples(name):
    """The YAML blocks of a document."""
    return re.findall(r"```yaml\n(.*?)```", document(name), re.DOTALL)


def test_the_rule_in_the_documents_does_what_it_says():
    (text,) = examples("docs/rules.md")
    (worked,) = re.findall(r"```\n(id: .*?)```", document("docs/rules.md"), re.DOTALL)
    assert list(mistakes(read_text(worked, Rule, "docs/rules.md").value, catalogue("en"))) == []
    rule = read_text(text, Rule, "docs/rules.md").value
    assert list(mistakes(rule, catalogue("en"))) == []
    assert list(refused(rule, catalogue("en"))) == []


def test_destinations_and_policy_in_the_documents_can_be_used(tmp_path):
    list_, changes, off, policy = examples("docs/policies.md")
    named = {"destinations/mine.yaml": list_, "changes/personal.yaml": changes, "policies/mine.yaml": policy}
    for name, text in {**named, "rules-off.yaml": off}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert rulebook.problems(extra=tmp_path) == []
    book = rulebook.load(extra=tmp_path)
    assert "mine" in book.policies
    assert book.changes["personal"].cells
    assert book.off <= {*(rule.id for rule in book.rules), *RECOGNISERS}


def test_settings_in_the_documents_can_be_used():
    texts = list(examples("docs/settings.md"))
    assert len(texts) == 2
    for text in texts:
        assert read_text(text, Settings, "settings.yaml").value.policy in BOOK.policies
