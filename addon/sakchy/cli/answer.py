"""`sakchy answer` and `sakchy page`: what the guard's page does, for a terminal."""

import webbrowser
from typing import Any

import click

from sakchy.cli.guard import call
from sakchy.cli.shared import TROUBLE, Install, Trouble, home_option, install, said
from sakchy.cli.shared import show as tell

ACTS = ("send", "mask", "stop")
YES = ("y", "yes", "д", "да", "о", "ооба")
Question = dict[str, Any]


@click.command("answer", help=said("answer.help"))
@click.argument("number", required=False, metavar="[NUMBER]")
@click.argument("act", required=False, metavar="[send|mask|stop]")
@click.option("--yes", is_flag=True, help=said("answer.yes"))
@home_option
@click.pass_context
def answer(ctx: click.Context, number: str | None, act: str | None, yes: bool) -> None:
    """Without arguments list the questions, with a number and an act answer one."""
    here = install()
    questions = call(here, "GET", "/api/questions")
    if number is None:
        show(here, questions)
        return
    if act not in ACTS:
        raise Trouble(here.say("cli.answer.missing", number=number))
    both = [*questions["waiting"], *questions["missed"]]
    question = next((each for each in both if number in (each["number"], each["id"])), None)
    if question is None:
        raise Trouble(here.say("cli.answer.unknown", number=number))
    state = answered(here, question, act, confirmed=yes)
    click.echo(here.say(f"cli.answer.{state}", number=number))
    ctx.exit(TROUBLE if state in ("unknown", "over", "page") else 0)


def answered(here: Install, question: Question, act: str, *, confirmed: bool) -> str:
    """Give the answer, asking back where a second confirmation is wanted; what it did."""
    path = f"/api/questions/{question['id']}/answer"
    given = {"send": act == "send", "mask": act == "mask", "confirmed": confirmed}
    state = str(call(here, "POST", path, given)["state"])
    if state != "confirm":
        return state
    if not sure(here, here.say("cli.answer.sure", kinds=question["title"], host=question["host"])):
        return "waits"
    return answered(here, question, act, confirmed=True)


def sure(here: Install, question: str) -> bool:
    """Ask in the person's language; yes in any of the three counts, everything else is no."""
    said = click.prompt(f"{question} {here.say('cli.answer.yes_no')}", default="", show_default=False)
    return str(said).strip().lower() in YES


def show(here: Install, questions: dict[str, list[Question]]) -> None:
    """Waiting questions, then missed ones, a line each."""
    if not questions["waiting"]:
        click.echo(here.say("cli.answer.none"))
    for group in ("waiting", "missed"):
        if questions[group]:
            click.echo(here.say.count(f"cli.answer.{group}", len(questions[group])))
        for each in questions[group]:
            kind = "line_maskable" if each["maskable"] else "line"
            line = here.say(
                f"cli.answer.{kind}", number=each["number"], kinds=each["title"], host=each["host"]
            )
            tell(f"  {line}")
            for beneath in each["lines"]:
                tell(f"        {beneath}")


@click.command("page", help=said("page.help"))
@click.option("--open", "opens", is_flag=True, help=said("page.open"))
@home_option
def page(opens: bool) -> None:
    """A fresh one-time link."""
    url = call(install(), "POST", "/api/launch" + ("?mine" if opens else ""))["url"]
    click.echo(url)
    if opens:
        webbrowser.open(url)
