"""`sakchy scan`: look through folders and drives before they are handed on. Reads only, writes nothing."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click
import msgspec

from sakchy import rulebook
from sakchy.cli.files import Opened, opened, walk
from sakchy.cli.look import FAILED, Findings, Look, failed, found
from sakchy.cli.report import finding_record, title, unopened
from sakchy.cli.shared import FOUND, NOTHING, TROUBLE, home_option, install, said, show
from sakchy.keep import OwnFile
from sakchy.keep.ownfile import enrolled_in
from sakchy.locale import Catalogue, catalogue
from sakchy.model import Finding, Outgoing
from sakchy.rulebook import Rulebook

SHOWN = 8  # lines a file gets in the list: a spreadsheet of cards is one thing to know, not a thousand
NAMED = 100  # unread files a reason lists: as many as a person goes through by hand; --json tells all


class Tally(msgspec.Struct):
    """What a scan has come across so far."""

    files: int = 0
    """Files that were opened and looked at, as far as their format lets."""
    with_findings: int = 0
    unread: int = 0
    reasons: dict[str, list[str]] = {}
    """Why files were not read, and their paths."""
    troubles: int = 0
    total: int | None = None
    """Files there are; None until they have been listed."""
    finished: bool = False
    kinds: Counter[str] = msgspec.field(default_factory=Counter)

    def add(self, file: Opened, findings: Findings) -> None:
        """Count one file."""
        self.files += not file.problem
        self.with_findings += found(findings)
        self.troubles += bool(file.problem) or failed(findings)
        self.note_unread(file.path, findings)
        self.kinds.update({finding.kind for finding in findings} - {"not-read"})

    def note_unread(self, path: str, findings: Findings) -> None:
        """Remember why a file was not read; where reading itself failed, that is trouble instead."""
        reasons = {finding.rule for finding in findings if finding.kind == "not-read"}
        if not reasons or failed(findings):
            return
        self.unread += 1
        for reason in reasons:
            self.reasons.setdefault(reason, []).append(path)

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
    here = install()
    say, own = here.say, enrolled_in(here.home)
    book = rulebook.load()
    tally = Tally()
    said_lines: list[str] = []
    try:
        items = listed(paths, say)
        tally.total = len(items)
        for file, findings in seen(items, book, own, say):
            tally.add(file, findings)
            if records:
                click.echo(as_record(file, findings), nl=False)
            else:
                said_lines += as_text(file, findings, book, say)
        tally.finished = True
    finally:  # after Ctrl-C the person still sees what was found so far
        for line in [tally_record(tally)] if records else [*said_lines, *summary(tally, book, say)]:
            show(line)
    ctx.exit(tally.exit_code())


def listed(paths: tuple[str, ...], say: Catalogue) -> list[Opened | str]:
    """All there is to look at; a large drive takes a while, so a terminal hears of it."""
    if sys.stderr.isatty():
        click.echo(say("cli.scan.listing"), err=True)
    return list(walk(paths))


def seen(
    items: list[Opened | str], book: Rulebook, own: OwnFile | None, say: Catalogue
) -> Iterator[tuple[Opened, Findings]]:
    """Every file with what was found in it, with a progress bar on a terminal."""
    with Look(book, len(items), own) as look:
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
    rest = {"trouble": tally.troubles, "kinds": dict(tally.kinds), "interrupted": not tally.finished}
    return json.dumps({"summary": {**told, **rest}})


def as_text(file: Opened, findings: Findings, book: Rulebook, say: Catalogue) -> Iterator[str]:
    """The file's path and what is in it, equal lines once. What could not be read comes with the sum."""
    if file.problem:
        yield file.path
        yield f"  {unopened(file.problem, say)}"
    if not (found(findings) or failed(findings)):
        return
    yield file.path
    yield from (
        f"  · {say(f'cli.not-read.{one.rule}')}{inside(one, say)}" for one in findings if one.rule in FAILED
    )
    named = (title(one, book, say) + inside(one, say) for one in findings if one.kind != "not-read")
    times = Counter(named)
    for name, count in times.most_common(SHOWN):
        yield f"  · {name}" + (f" ×{count}" if count > 1 else "")
    if (more := len(times) - SHOWN) > 0:
        yield f"  {say.count('cli.scan.more', more)}"


def inside(finding: Finding, say: Catalogue) -> str:
    """The way to something in a file inside the file, or on a page of it; empty if there is none."""
    way = tuple(step for step in finding.where[1:] if step.kind in ("file", "page"))
    return f" ({say.where(way)})" if way else ""


def summary(tally: Tally, book: Rulebook, say: Catalogue) -> Iterator[str]:
    """What a parent wants to know, with the advice that goes with it."""
    yield ""
    yield from counted(tally, say)
    if tally.with_findings:
        counts = sorted(tally.kinds.items(), key=lambda each: (-each[1], each[0]))
        names = (f"{getattr(book.kinds[kind].name, say.language)} ({n})" for kind, n in counts)
        yield say.count("cli.scan.found", tally.with_findings, kinds=", ".join(names))
        yield say("cli.scan.advice")
    elif tally.finished and tally.files:
        yield say("cli.scan.clean_rest" if tally.unread or tally.troubles else "cli.scan.clean")
    yield from not_read(tally, say)
    if tally.troubles:
        yield say.count("cli.scan.trouble", tally.troubles)


def counted(tally: Tally, say: Catalogue) -> Iterator[str]:
    """How far it came. Nobody is told that something is clean which was not looked at."""
    if not tally.finished:
        of = "" if tally.total is None else f" {say('cli.scan.of', total=tally.total)}"
        yield say.count("cli.scan.stopped", tally.files, of=of)
    elif tally.files or not tally.troubles:
        yield say.count("cli.scan.files", tally.files)


def not_read(tally: Tally, say: Catalogue) -> Iterator[str]:
    """The files that a person must look at, under the reason."""
    if tally.unread:
        yield say.count("cli.scan.unread", tally.unread)
    for reason, paths in sorted(tally.reasons.items()):
        yield f"  {say(f'cli.not-read.{reason}')}:"
        yield from (f"    {path}" for path in paths[:NAMED])
        if (more := len(paths) - NAMED) > 0:
            yield f"    {say.count('cli.scan.more', more)}"
