"""Read a YAML file into a frozen value; say what is wrong as a compiler does (file:line:column, caret)."""

import difflib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

import msgspec
import yaml

T = TypeVar("T")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's is ten times faster where the wheel has it
MAX_FILE = 1 << 20  # a rule file larger than 1 MiB is a mistake, and YAML of that size takes seconds
MAX_DEPTH = 40  # no rule file nests deeper than ten; a hundred thousand would use up the stack
SHOWN = 180  # characters of a line that an error shows: a policy's rows are that long
PLAIN_WORDS = (
    ("`array`", "a list"),
    ("`object`", "keys with values"),
    ("`str`", "text"),
    ("`int`", "a whole number"),
)
STRING = "tag:yaml.org,2002:str"
Marks = dict[tuple[Any, ...], Any]  # path -> yaml.Mark


class FileError(ValueError):
    """A file that cannot be used; `str()` gives file:line:column, the line and a caret."""

    def __init__(self, name: str, text: str, line: int, column: int, message: str) -> None:
        """`line` and `column` count from 0."""
        self.given = (name, text, line, column, message)
        lines = text.splitlines()
        start = max(0, column - SHOWN + 20)
        shown = lines[line][start : start + SHOWN] if line < len(lines) else ""
        super().__init__(f"{name}:{line + 1}:{column + 1}: {message}\n{shown}\n{' ' * (column - start)}^")

    def __reduce__(self) -> tuple[Any, ...]:
        """A worker process hands it over whole."""
        return type(self), self.given


class Source(Generic[T]):
    """A file that was read: its value, and where each part of it stands."""

    def __init__(self, value: T, name: str, text: str, marks: Marks) -> None:
        """Made by `read_source` and `read_text`."""
        self.value, self.name, self.text, self.marks = value, name, text, marks

    def wrong(self, message: str, *path: Any) -> FileError:
        """The error for a wrong value at `path` (keys and indexes; "?" at the end: the key itself)."""
        while path and path not in self.marks:
            path = path[:-1]
        mark = self.marks[path]
        return FileError(self.name, self.text, mark.line, mark.column, message)


def read_file(path: Path, type_: type[T], name: str | None = None) -> T:
    """Read `path` as a `type_` (a msgspec struct). Raises FileError."""
    return read_source(path, type_, name).value


def read_source(path: Path, type_: type[T], name: str | None = None) -> Source[T]:
    """Read `path` as a `type_` and keep where everything stands. Raises FileError."""
    name = name or str(path)
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise FileError(name, "", 0, 0, error.strerror or "cannot be read") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start)
        raise FileError(name, data.decode("utf-8", "replace"), line, 0, "not UTF-8") from None
    if len(data) > MAX_FILE:
        raise FileError(name, "", 0, 0, f"file is larger than {MAX_FILE} bytes")
    return read_text(text, type_, name)


def read_text(text: str, type_: type[T], name: str) -> Source[T]:
    """Read YAML `text` as a `type_`. Raises FileError naming the place."""
    data, marks = parse(text, name)
    try:
        return Source(msgspec.convert(data, type_), name, text, marks)
    except msgspec.ValidationError as error:
        message, path = explain(str(error), type_, data)
        raise Source(data, name, text, marks).wrong(message, *path) from None


def parse(text: str, name: str) -> tuple[Any, Marks]:
    """Plain Python data and the mark of every value (`path`) and key (`path + ("?",)`)."""
    loader = None
    try:
        loader = LOADER(text)
        builder = Builder(loader, name, text)
        return builder.document(), builder.marks
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise FileError(name, text, line, column, str(error.problem)) from None
    except yaml.YAMLError as error:
        raise FileError(name, text, 0, 0, str(error).splitlines()[0]) from None
    finally:
        if loader is not None:
            loader.dispose()


class Builder:
    """Plain data from the parser's events, remembering where each piece stood.

    Events rather than PyYAML's nodes: it is quicker, depth can be refused before the stack is used up, and
    an alias (`*x`), with which a small file can stand for a huge one, before it is followed.
    """

    def __init__(self, loader: Any, name: str, text: str) -> None:
        """`loader` is a PyYAML loader of `text`."""
        self.loader, self.name, self.text = loader, name, text
        self.marks: Marks = {}

    def document(self) -> Any:
        """The one document of the file."""
        event = self.loader.get_event()  # the stream begins
        event = self.loader.get_event()
        if not isinstance(event, yaml.DocumentStartEvent):
            raise self.wrong("the file is empty", event.start_mark)
        data = self.value(self.loader.get_event(), ())
        self.loader.get_event()  # the document ends
        event = self.loader.get_event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.wrong("one file holds one document", event.start_mark)
        return data

    def value(self, event: Any, path: tuple[Any, ...]) -> Any:
        """The value that begins with this event."""
        mark = event.start_mark
        self.marks[path] = mark
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.AliasEvent):
            raise self.wrong("write it out: `*` is not used here", mark)
        if len(path) > MAX_DEPTH:
            raise self.wrong("nested too deep", mark)
        return self.list(path) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(path)

    def list(self, path: tuple[Any, ...]) -> list[Any]:
        """The rest of a list."""
        items: list[Any] = []
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: tuple[Any, ...]) -> dict[Any, Any]:
        """The rest of keys with values."""
        out: dict[Any, Any] = {}
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.wrong("a key must be a plain word", event.start_mark)
            key = self.scalar(event)
            if key in out:
                raise self.wrong(f"key `{key}` is given twice", event.start_mark)
            self.marks[(*path, key, "?")] = event.start_mark
            out[key] = self.value(self.loader.get_event(), (*path, key))
        return out

    def scalar(self, event: Any) -> Any:
        """A single value; most are text, and need no constructor."""
        tag = event.tag or self.loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == STRING:
            return event.value
        try:
            return self.loader.construct_object(yaml.ScalarNode(tag, event.value, event.start_mark))
        except ValueError as error:  # a date like 2026-13-45
            raise self.wrong(str(error), event.start_mark) from None

    def wrong(self, message: str, mark: Any) -> FileError:
        """The error for something at a mark."""
        return FileError(self.name, self.text, mark.line, mark.column, message)


def explain(error: str, type_: Any, data: Any) -> tuple[str, tuple[Any, ...]]:
    """Message for a person and path of the offending value, from msgspec's error text."""
    message, _, where = error.partition(" - at `$")
    path: tuple[Any, ...] = ()
    for key, index in re.findall(r"\.([^.\[`]+)|\[(\d+|\.\.\.)\]", where.rstrip("`")):
        path += (key or (int(index) if index.isdigit() else index),)
    if unknown := re.search(r"unknown field `(.+)`", message):
        message = not_known("field", unknown[1], {name for name, _ in words(type_)})
        return message, (*path, unknown[1], "?")
    if wrong := re.search(r"Invalid enum value '(.+)'", message):
        message = not_known("word", wrong[1], {word for _, allowed in words(type_) for word in allowed})
        path = next(places(data, path, wrong[1]), path)
    for theirs, ours in PLAIN_WORDS:
        message = message.replace(theirs, ours)
    return message[:1].lower() + message[1:], path


def places(data: Any, path: tuple[Any, ...], value: str) -> Iterator[tuple[Any, ...]]:
    """Paths at which `value` stands, where msgspec wrote `[...]` for a key it does not tell."""
    if not path:
        yield from [()] if data == value else []
        return
    for key in list(data) if path[0] == "..." else path[:1]:
        yield from ((key, *rest) for rest in places(data[key], path[1:], value))


def words(type_: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names of all fields that a file of this type may use, each with the words allowed in it."""
    todo = [type_]
    while todo:
        one = todo.pop()
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            for field in msgspec.structs.fields(one):
                yield field.encode_name, allowed(field.type)
                todo.append(field.type)
        todo += get_args(one)


def allowed(type_: Any) -> tuple[str, ...]:
    """The words of every Literal in a type."""
    inner = get_args(type_)
    return inner if get_origin(type_) is Literal else tuple(w for one in inner for w in allowed(one))


def not_known(what: str, name: str, known: Collection[str]) -> str:
    """`unknown kind `pasport`; did you mean `passport`?`."""
    near = difflib.get_close_matches(name, known, 1)
    return f"unknown {what} `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")
