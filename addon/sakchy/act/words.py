"""What a question says, in the same words on the page, in the balloon and in the terminal."""

import datetime as dt

from sakchy.decide.explain import named
from sakchy.decide.hosts import in_letters
from sakchy.locale import Language, catalogue
from sakchy.locale.dates import day
from sakchy.model import Value, Verdict
from sakchy.rulebook import Rulebook

MAX_HOST = 60  # characters: a longer name would push the question itself out of sight
UNKNOWN = -1.0


class Words(Value, frozen=True):
    """A question's parts. Every one is plain text in one language; empty where there is nothing to say."""

    what: str
    """Names of the kinds, the one that decided first."""
    to: str
    """Registrable domain as it goes over the wire."""
    letters: str
    """The same as it is read, where that differs."""
    whose: str
    """What kind of receiver it is."""
    like: str
    """Whom the name imitates."""
    known: str
    """Since when something private has been on its way there."""
    why: str
    """One sentence of harm that fits the kind."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands beneath *what* and *to*, in the order of its weight."""
        return tuple(each for each in (self.like, self.why, self.known) if each)


def words(
    verdict: Verdict, language: Language, rulebook: Rulebook, since: float = UNKNOWN, most: int = 0
) -> Words:
    """The words for a verdict. `since`: when its site was first met (seconds since 1970), 0 for never;
    `most`: kinds that are named, 0 for all.
    """
    say, place = catalogue(language), verdict.destination
    kinds = list(dict.fromkeys(finding.kind for finding in verdict.findings))
    names = [named("kind", kind, say, rulebook) for kind in kinds[: most or None]]
    first = next((rulebook.kinds[kind] for kind in kinds if kind in rulebook.kinds), None)
    imitated = next(
        (value for why in verdict.because if why.key == "decide.lookalike" for key, value in why.values
         if key == "protected"), ""
    )  # fmt: skip
    known = ""
    if since != UNKNOWN:
        date = day(dt.datetime.fromtimestamp(since).astimezone().date(), say) if since else ""
        known = say("act.words.since", day=date) if since else say("act.words.new")
    return Words(
        what=", ".join(names) + ("…" if most and kinds[most:] else ""),
        to=shown_host(place.site or place.host),
        letters=in_letters(place.host),
        whose=named("category", place.category, say, rulebook),
        like=say("act.words.like", protected=shown_host(imitated)) if imitated else "",
        known=known,
        why=str(getattr(first.harm, language)) if first else "",
    )


def shown_host(host: str) -> str:
    """A host name as it goes over the wire (IDNA, RFC 5891), so that no letter can pass for another."""
    try:
        return host.encode("idna").decode()[:MAX_HOST] if not host.isascii() else host[:MAX_HOST]
    except UnicodeError:
        return host.encode("ascii", "replace").decode()[:MAX_HOST]
