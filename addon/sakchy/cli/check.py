"""`sakchy check`: the whole pipeline as if a file were sent, and the verdict with its reasons."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from sakchy.cli.case import Case, case
from sakchy.cli.files import Opened, opened
from sakchy.cli.lines import check_lines
from sakchy.cli.look import Findings, Look, failed, found
from sakchy.cli.message import SHAPES, Receiver, Shape, receiver, upload
from sakchy.cli.report import as_receiver, as_record, finding_line, for_people, receiver_lines, unopened
from sakchy.cli.shared import FOUND, NOTHING, TROUBLE, home_option, install, said, show
from sakchy.decide.about import about
from sakchy.decide.addresses import Address, AddressError, address
from sakchy.locale import Catalogue
from sakchy.model import Outgoing, Target, Verdict


@click.command("check", help=said("check.help"))
@click.argument("files", nargs=-1, metavar="[FILE]…")
@click.option("--to", metavar="URL", help=said("check.to"))
@click.option("--page", metavar="URL", help=said("check.page"))
@click.option("--as", "shape", type=click.Choice(SHAPES), default="multipart", help=said("check.as"))
@click.option("--policy", metavar="NAME", help=said("check.policy"))
@click.option("--json", "records", is_flag=True, help=said("check.json"))
@click.option("--jsonl", metavar="FILE", help=said("check.jsonl"))
@home_option
@click.pass_context
def check(  # noqa: PLR0917  one parameter an option, passed by name
    ctx: click.Context, files: tuple[str, ...], to: str | None, page: str | None, shape: Shape,
    policy: str | None, records: bool, jsonl: str | None,
) -> None:  # fmt: skip
    """Explain what would happen to each file, or to each line of a JSON Lines file."""
    here = install(policy=policy)
    if (files and jsonl) or not (files or jsonl or to):
        raise click.UsageError(here.say("cli.check.nothing"))
    try:
        place = receiver(to, page)
        if to and not (files or jsonl):
            ctx.exit(check_receiver(case(here), address(to), place, None if records else here.say))
    except AddressError as error:
        raise click.UsageError(here.say("cli.check.address", url=error)) from None
    if jsonl:
        ctx.exit(check_lines(case(here), jsonl, to, page))
    ctx.exit(check_files(case(here), files, shape, place, None if records else here.say))


def check_receiver(fixed: Case, place: Address, to: Receiver, say: Catalogue | None) -> int:
    """Tell what is known of a receiver, as JSON if `say` is None; FOUND for a look-alike."""
    known = about(fixed.judge, place, to.target.page if to.target else None)
    for line in (
        receiver_lines(known, fixed, say) if say else [json.dumps(as_receiver(known, fixed.rulebook))]
    ):
        show(line)
    return FOUND if known.destination.category == "lookalike" else NOTHING


def check_files(
    fixed: Case, files: tuple[str, ...], shape: Shape, place: Receiver, say: Catalogue | None
) -> int:
    """Look at each file and print a report in the files' order, as JSON if `say` is None; the exit code."""
    code = NOTHING
    with Look(fixed.rulebook, len(files), fixed.own) as look:
        for file, findings in look.at_all(messages(files, shape, place)):
            verdict = fixed.verdict(findings, place.target)
            code = max(code, exit_code(file, findings))
            told = as_text(file, verdict, fixed, place, say) if say else [as_json(file, verdict, fixed)]
            for line in told:
                show(line)
    return code


def messages(
    files: tuple[str, ...], shape: Shape, place: Receiver
) -> Iterator[tuple[Opened, Outgoing | Findings]]:
    """Each file as it would be sent; one that cannot be sent comes with what is known of it."""
    for path in files:
        file = opened(path)
        known = file.findings if file.data is None else upload(file.data, Path(path).name, shape, place)
        yield file._replace(data=None), known


def exit_code(file: Opened, findings: Findings) -> int:
    """What one file adds to the exit code."""
    if file.problem or failed(findings):
        return TROUBLE
    return FOUND if found(findings) else NOTHING


def as_json(file: Opened, verdict: Verdict, fixed: Case) -> str:
    """One line for programs."""
    about = {"error": file.problem} if file.problem else as_record(verdict, fixed.rulebook)
    return json.dumps({"path": file.path, **about})


def as_text(file: Opened, verdict: Verdict, fixed: Case, place: Receiver, say: Catalogue) -> Iterator[str]:
    """A few lines for the person. What passes unopened is said before all: no finding would change it."""
    to = verdict.destination.host
    yield f"{file.path} → {to}" if to else file.path
    if file.problem:
        yield f"  {unopened(file.problem, say)}"
    elif passes_unopened(place.target, fixed):
        yield f"  {say('cli.check.unopened', host=to)}"
        yield from (f"  · {finding_line(each, fixed.rulebook, say)}" for each in verdict.findings)
    else:
        yield from for_people(verdict, fixed.rulebook, say)


def passes_unopened(target: Target | None, fixed: Case) -> bool:
    """True if the guard would not look inside on the way there."""
    if target is None or target.scheme not in ("https", "wss"):
        return False
    return fixed.judge.undecrypted(target.host, target.port, None)
