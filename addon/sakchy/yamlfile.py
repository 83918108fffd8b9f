"""Read a YAML file into a frozen value; say what is wrong as a compiler does (file:line:column, caret)."""

import difflib
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

T = TypeVar("T")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times faster where the wheel has it
MAX_FILE = 1 << 20  # a rule file larger than 1 MiB is a mistake, and YAML of that size takes seconds
Marks = dict[tuple[Any, ...], yaml.Mark]


class FileError(ValueError):
    """A file that cannot be used; `str()` gives file:line:column, the line and a caret."""

    def __init__(self, name: str, text: str, line: int, column: int, message: str) -> None:
        """`line` and `column` count from 0."""
        lines = text.splitlines()
        shown = lines[line] if line < len(lines) else ""
        super().__init__(f"{name}:{line + 1}:{column + 1}: {message}\n{shown}\n{' ' * column}^")


def read_file(path: Path, type_: type[T], name: str | None = None) -> T:
    """Read `path` as a `type_` (a msgspec struct). Raises FileError."""
    name = name or str(path)
    try:
        data = path.read_bytes()
        if len(data) > MAX_FILE:
            raise FileError(name, "", 0, 0, f"file is larger than {MAX_FILE} bytes")
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(name, "", 0, 0, str(error)) from None
    return read_text(text, type_, name)


def read_text(text: str, type_: type[T], name: str) -> T:
    """Read YAML `text` as a `type_`. Raises FileError naming the place."""
    data, marks = parse(text, name)
    try:
        return msgspec.convert(data, type_)
    except msgspec.ValidationError as error:
        message, path = explain(str(error), type_)
        mark = marks.get(path) or marks.get((*path, "?")) or marks[()]
        raise FileError(name, text, mark.line, mark.column, message) from None


def parse(text: str, name: str) -> tuple[Any, Marks]:
    """Plain Python data and the mark of every value (`path`) and key (`path + ("?",)`)."""
    marks: Marks = {}
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise FileError(name, text, 0, 0, "the file is empty")
        return plain(loader, node, (), marks, (name, text)), marks
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise FileError(name, text, line, column, str(error.problem)) from None
    except yaml.YAMLError as error:
        raise FileError(name, text, 0, 0, str(error).splitlines()[0]) from None
    finally:
        loader.dispose()


def plain(loader: Any, node: yaml.Node, path: tuple[Any, ...], marks: Marks, source: tuple[str, str]) -> Any:
    """Turn a YAML node into plain data and remember where each piece stood."""
    marks[path] = node.start_mark
    if isinstance(node, yaml.SequenceNode):
        return [plain(loader, item, (*path, i), marks, source) for i, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node, deep=True)
    out: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, (str, int, float, bool, type(None))) or key in out:
            mark = key_node.start_mark
            problem = f"key `{key}` is given twice" if isinstance(key, str) else "a key must be a plain word"
            raise FileError(*source, mark.line, mark.column, problem)
        marks[(*path, key, "?")] = key_node.start_mark
        out[key] = plain(loader, value_node, (*path, key), marks, source)
    return out


def explain(error: str, type_: Any) -> tuple[str, tuple[Any, ...]]:
    """Message for a person and path of the offending value, from msgspec's error text."""
    message, _, where = error.partition(" - at `$")
    path: tuple[Any, ...] = ()
    for key, index in re.findall(r"\.([^.\[`]+)|\[(\d+|\.\.\.)\]", where.rstrip("`")):
        path += (key or (int(index) if index.isdigit() else index),)
    if unknown := re.search(r"unknown field `(.+)`", message):
        message = f"unknown field `{unknown[1]}`"
        near = difflib.get_close_matches(unknown[1], field_names(type_), 1)
        message += f"; did you mean `{near[0]}`?" if near else ""
        path += (unknown[1], "?")
    return message[:1].lower() + message[1:], path


def field_names(type_: Any) -> list[str]:
    """Names that a file of this type may use, in all its nested structs."""
    if not (isinstance(type_, type) and issubclass(type_, msgspec.Struct)):
        return []
    names: list[str] = []
    for field in msgspec.structs.fields(type_):
        names.append(field.encode_name)
        names += field_names(field.type)
    return names
