"""Ways of hiding something: what comes of each is what `docs/evasion.md` says."""

import ast
import re
from pathlib import Path

import pytest
from corpus import deal
from corpus.ways import WAYS

from sakchy import rulebook
from sakchy.inspect import Inspector

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "evasion.md").read_text("utf-8")
SAID = r"\*\*(?P<said>found|not read|not seen)\*\*(?:; [^|]+)?"
ROW = re.compile(rf"^\| (?P<way>[^|]+?) \| {SAID} \| `(?P<test>[^`|]+)` \|$", re.MULTILINE)
ROWS = [row.groupdict() for row in ROW.finditer(DOCUMENT)]
HERE = "carriers/test_evasion.py::test_way"
MEANT = {"found": "found", "not read": "not read", "not seen": "silent"}


@pytest.fixture(scope="module")
def inspector():
    return Inspector(rulebook.load(), b"k" * 32)


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_way(inspector, way):
    message = deal.Message(way.kind, (), way.name, way.make())
    assert deal.look(inspector, message) == way.outcome


def test_every_row_of_the_document_is_understood():
    assert len(ROWS) == len(re.findall(r"^\| (?!way |---)", DOCUMENT, re.MULTILINE)) > len(WAYS)


def test_the_document_tells_every_way_and_what_comes_of_it():
    told = {row["way"]: MEANT[row["said"]] for row in ROWS if row["test"] == HERE}
    assert told == {name: way.outcome for name, way in WAYS.items()}


@pytest.mark.parametrize("test", sorted({row["test"] for row in ROWS}))
def test_the_tests_that_the_document_names_exist(test):
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, functions)}
