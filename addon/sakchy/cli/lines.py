"""`sakchy check --jsonl`: one JSON line in, one JSON line out, in order.

Each answer is printed before the next line is read, so that a program may talk to it over a pipe, and
only one line is in memory.
"""

import json
from collections.abc import Iterator
from typing import IO, Any

import click
import msgspec

from sakchy.cli.case import Case
from sakchy.cli.look import Look, failed, found
from sakchy.cli.message import receiver
from sakchy.cli.report import as_record
from sakchy.cli.shared import FOUND, NOTHING, TROUBLE
from sakchy.decide.addresses import AddressError
from sakchy.model import Outgoing

MOST_LINE = 40 << 20  # one body of 32 MiB and what JSON's escapes add to ordinary text
TOO_LONG = b""


class LineError(ValueError):
    """A line that is no message; the text says why without quoting it."""


class Line(msgspec.Struct, frozen=True):
    """One message: `text` is its body; an address that is left out comes from the options."""

    id: Any
    text: str
    to: str | None = None
    page: str | None = None
    headers: dict[str, str] = {}


class Id(msgspec.Struct, frozen=True):
    """As much of a bad line as is needed to answer it."""

    id: Any = None


def check_lines(fixed: Case, source: str, to: str | None, page: str | None) -> int:
    """Answer every line of a file (`-`: standard input); `to` and `page` serve lines that name none."""
    code = NOTHING
    with click.open_file(source, "rb") as file, Look(fixed.rulebook, 1, fixed.own) as look:
        for number, line in lines(file):
            try:
                each, answer = answered(read_line(line), fixed, look, to, page)
            except LineError as error:
                each, answer = TROUBLE, {"id": id_of(line), "line": number, "error": str(error)}
            code = max(code, each)
            click.echo(json.dumps(answer))
    return code


def answered(
    line: Line, fixed: Case, look: Look, to: str | None, page: str | None
) -> tuple[int, dict[str, object]]:
    """Exit code and answer of one line. Raises LineError."""
    try:
        place = receiver(line.to or to, line.page or page)
    except AddressError:
        raise LineError("`to` or `page` is not an address") from None
    headers = tuple((name.lower(), value) for name, value in line.headers.items())
    body = line.text.encode("utf-8", "replace")
    findings = look.at(Outgoing("http", body, path=place.path, headers=headers, target=place.target)).result()
    record = {"id": line.id, **as_record(fixed.verdict(findings, place.target), fixed.rulebook)}
    return TROUBLE if failed(findings) else FOUND if found(findings) else NOTHING, record


def lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that are not blank; one that is too long comes empty."""
    number = 0
    while line := file.readline(MOST_LINE):
        number += 1
        whole = line.endswith(b"\n") or len(line) < MOST_LINE
        while not whole:
            whole = file.readline(MOST_LINE)[-1:] in (b"\n", b"")
            line = TOO_LONG
        if line.strip() or line is TOO_LONG:
            yield number, line


def read_line(line: bytes) -> Line:
    """Take a line apart. Raises LineError."""
    if line is TOO_LONG:
        raise LineError(f"the line is longer than {MOST_LINE} bytes")
    try:
        return msgspec.json.decode(line, type=Line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise LineError(str(error)) from None


def id_of(line: bytes) -> Any:
    """The id of a bad line, or None."""
    try:
        return msgspec.json.decode(line, type=Id).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
