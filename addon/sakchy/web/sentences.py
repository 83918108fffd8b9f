"""All sentences side by side, for whoever looks over the translations; the browser searches them."""

import re
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Value
from sakchy.rulebook import Rulebook
from sakchy.web.site import inside, show, site_of

BLANK = re.compile(r"(\{[^{}]*\})")


class Line(Value, frozen=True):
    """One sentence in every language that has it."""

    key: str
    texts: tuple[str, ...]
    """In the order of LANGUAGES; empty where a language has no such form."""


@cache
def rooms() -> dict[str, tuple[Line, ...]]:
    """The catalogues, by the first word of the key."""
    all_texts = [catalogue(language).sentences for language in LANGUAGES]
    keys = sorted({key for texts in all_texts for key in texts})
    lines = [Line(key, tuple(texts.get(key, "") for texts in all_texts)) for key in keys]
    names = sorted({key.partition(".")[0] for key in keys})
    return {name: tuple(line for line in lines if line.key.partition(".")[0] == name) for name in names}


def of_rules(book: Rulebook) -> Iterator[Line]:
    """What stands in the rules themselves: kinds, their harm, categories, policies."""
    for kind, known in book.kinds.items():
        for part in ("name", "harm"):
            yield Line(
                f"kinds.{kind}.{part}", tuple(getattr(getattr(known, part), each) for each in LANGUAGES)
            )
    for title, named in (("categories", book.categories), ("policies", book.policies)):
        for name, each in named.items():
            text = getattr(each, "name", None) or getattr(each, "title", None)
            yield Line(f"{title}.{name}", tuple(getattr(text, language, "") for language in LANGUAGES))


@cache
def with_blanks(text: str) -> Markup:
    """A sentence with its blanks marked."""
    parts = (escape(part) for part in BLANK.split(text))
    return Markup("").join(Markup("<code>{}</code>").format(p) if p.startswith("{") else p for p in parts)


@inside
async def sentences(request: Request) -> Response:
    """Every room with its sentences in a table."""
    listed = rooms() | {"rulebook": tuple(of_rules(site_of(request).rulebook))}
    count = sum(len(lines) for lines in listed.values())
    return show(request, "sentences.html", rooms=listed, count=count, blanks=with_blanks)


ROUTES = [Route("/sentences", sentences)]
