"""`sakchy scan`: look through folders and drives before they are handed on. Reads only, writes nothing."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click
import msgspec

from sakchy import rulebook
from sakchy.cli.files import Opened, opened, walk
from sakchy.cli.look import Findings, Look, failed, found
from sakchy.cli.report import finding_record, title, unopened
from sakchy.cli.shared import FOUND, NOTHING, TROUBLE, home_option, install, said, show
from sakchy.locale import Catalogue, catalogue
from sakchy.model import Outgoing
from sakchy.rulebook import Rulebook

SHOWN = 8  # lines a file gets in the list: a spreadsheet of cards is one thing to know, not a thousand


class Tally(msgspec.Struct):
    """What a scan has come across so far."""

    files: int = 0
    with_findings: int = 0
    unread: int = 0
    troubles: int = 0
    kinds: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, file: Opened, findings: Findings) -> None:
        """Count one file."""
        self.files += 1
        self.with_findings += found(findings)
        self.troubles += bool(file.problem) or failed(findings)
        self.unread += any(finding.kind == "not-read" for finding in findings) and not failed(findings)
        self.kinds.update({finding.kind for finding in findings} - {"not-read"})

    def exit_code(self) -> int:
        """As grep has it: trouble goes before found."""
        return TROUBLE if self.troubles else FOUND if self.with_findings else NOTHING


@click.command("scan", help=said("scan.help"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--json", "records", is_flag=True, help=said("scan.json"))
@home_option
@click.pass_context
def scan(ctx: click.Context, paths: tuple[str, ...], records: bool) -> None:
    """Walk, look, list what was found, sum up."""
    say = install().say
    book = rulebook.load()
    tally = Tally()
    said_lines: list[str] = []
    try:
        for file, findings in seen(paths, book, say):
            tally.add(file, findings)
            if records:
                click.echo(as_record(file, findings), nl=False)
            else:
                said_lines += as_text(file, findings, book, say)
    finally:  # after Ctrl-C the person still sees what was found so far
        for line in [tally_record(tally)] if records else [*said_lines, *summary(tally, book, say)]:
            show(line)
    ctx.exit(tally.exit_code())


def seen(paths: tuple[str, ...], book: Rulebook, say: Catalogue) -> Iterator[tuple[Opened, Findings]]:
    """Every file with what was found in it, with a progress bar on a terminal."""
    items = list(walk(paths))
    with Look(book, len(items)) as look:
        found_so_far = look.at_all(messages(items))
        if not sys.stderr.isatty():
            yield from found_so_far
            return
        label = say("cli.scan.progress")
        with click.progressbar(
            found_so_far, length=len(items), label=label, show_pos=True, file=sys.stderr
        ) as bar:
            yield from bar


def messages(items: Iterable[Opened | str]) -> Iterator[tuple[Opened, Outgoing | Findings]]:
    """Each file to be looked at; one that cannot be comes with what is known of it."""
    for item in items:
        file = opened(item) if isinstance(item, str) else item
        yield file._replace(data=None), file.findings if file.data is None else Outgoing("file", file.data)


def as_record(file: Opened, findings: Findings) -> str:
    """One JSON line for a file with something to tell, nothing for others."""
    if file.problem:
        return json.dumps({"path": file.path, "error": file.problem}) + "\n"
    told = [finding_record(finding, catalogue("en")) for finding in findings]
    return json.dumps({"path": file.path, "findings": told}) + "\n" if told else ""


def tally_record(tally: Tally) -> str:
    """The last JSON line."""
    told = {"files": tally.files, "found": tally.with_findings, "not_read": tally.unread}
    return json.dumps({"summary": {**told, "trouble": tally.troubles, "kinds": dict(tally.kinds)}})


def as_text(file: Opened, findings: Findings, book: Rulebook, say: Catalogue) -> Iterator[str]:
    """The file's path and what is in it, equal lines once. What merely could not be read is only counted."""
    if file.problem:
        yield file.path
        yield f"  {unopened(file.problem, say)}"
    if not found(findings):
        return
    yield file.path
    times = Counter(title(finding, book, say) for finding in findings if finding.kind != "not-read")
    for name, count in times.most_common(SHOWN):
        yield f"  · {name}" + (f" ×{count}" if count > 1 else "")
    if (more := len(times) - SHOWN) > 0:
        yield f"  {say.count('cli.scan.more', more)}"


def summary(tally: Tally, book: Rulebook, say: Catalogue) -> Iterator[str]:
    """What a parent wants to know, with the advice that goes with it."""
    yield ""
    yield say.count("cli.scan.files", tally.files)
    if tally.with_findings:
        counts = sorted(tally.kinds.items(), key=lambda each: (-each[1], each[0]))
        names = (f"{getattr(book.kinds[kind].name, say.language)} ({n})" for kind, n in counts)
        yield say.count("cli.scan.found", tally.with_findings, kinds=", ".join(names))
        yield say("cli.scan.advice")
    else:
        yield say("cli.scan.clean")
    if tally.unread:
        yield say.count("cli.scan.unread", tally.unread)
    if tally.troubles:
        yield say.count("cli.scan.trouble", tally.troubles)
