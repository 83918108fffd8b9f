"""The house as a test: data flows one way through the rooms, and only the ends touch the world."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "addon" / "sakchy"
ROOMS = ("wire", "extract", "detect", "decide", "act", "record")
COMMON = {"model", "rulebook", "yamlfile", "locale", "limits"}
PURE = ("extract", "detect", "decide")
WORLD = {
    "mitmproxy",
    "socket",
    "sqlite3",
    "asyncio",
    "subprocess",
    "http",
    "starlette",
    "hypercorn",
    "pebble",
    "plyer",
}


def imports(file: Path) -> Iterator[list[str]]:
    """Dotted names that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: relative imports hide where a name comes from"
            yield from ([*(node.module or "").split("."), alias.name] for alias in node.names)


def modules(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.py"))
    assert found, f"{folder} is empty"
    return found


@pytest.mark.parametrize("room", ROOMS[1:])
def test_room_imports_only_nouns_and_earlier_rooms(room):
    allowed = COMMON | set(ROOMS[1 : ROOMS.index(room) + 1])
    for file in modules(PACKAGE / room):
        for top, *rest in imports(file):
            if top == "sakchy":
                assert rest[0] in allowed, f"{file.name} imports sakchy.{'.'.join(rest)}"


@pytest.mark.parametrize("room", PURE)
def test_pure_room_stays_away_from_the_world(room):
    for file in modules(PACKAGE / room):
        for top, *_ in imports(file):
            assert top not in WORLD, f"{file.name} imports {top}: {room} is pure"


def test_only_the_wire_knows_mitmproxy():
    for file in modules(PACKAGE):
        if file.relative_to(PACKAGE).parts[0] != "wire":
            assert all(top != "mitmproxy" for top, *_ in imports(file)), f"{file} imports mitmproxy"


def test_nouns_depend_on_nothing_of_ours():
    assert all(top != "sakchy" for top, *_ in imports(PACKAGE / "model.py"))


@pytest.mark.parametrize("module", ["rulebook", "yamlfile.py", "locale"])
def test_common_ground_stands_below_the_rooms(module):
    path = PACKAGE / module
    for file in modules(path) if path.is_dir() else [path]:
        for top, *rest in imports(file):
            assert top != "sakchy" or rest[0] in COMMON, f"{file.name} imports {'.'.join(rest)}"


def test_checker_sees_imports_inside_functions(tmp_path):
    file = tmp_path / "late.py"
    file.write_text("def f():\n    from mitmproxy import http\n    return http\n", "utf-8")
    assert list(imports(file)) == [["mitmproxy", "http"]]
