"""A Verdict's reasons as sentences, in the language of whoever reads them."""

from sakchy.locale import Catalogue, Language, catalogue
from sakchy.model import Verdict, Why
from sakchy.rulebook import Rulebook


def explain_verdict(verdict: Verdict, language: Language, rulebook: Rulebook) -> list[str]:
    """One sentence for each step: what, where to and why there, which cell of the policy."""
    return [explain(why, catalogue(language), rulebook) for why in verdict.because]


def explain(why: Why, say: Catalogue, rulebook: Rulebook) -> str:
    """One step as a sentence; ids of kinds, categories, policies and cells become their names."""
    return say.why(Why(why.key, tuple((key, named(key, value, say, rulebook)) for key, value in why.values)))


def named(key: str, value: str, say: Catalogue, rulebook: Rulebook) -> str:
    """What people call an id; an id nobody knows any more (an old journal) stays as it is."""
    if key in ("cell", "reason"):
        return say.sentences.get(f"decide.{key}.{value}", value)
    if key == "row":
        kind, slash, detail = value.partition("/")
        return f"{named('kind', kind, say, rulebook)}{slash}{named('reason', detail, say, rulebook)}"
    words = None
    if key == "kind" and value in rulebook.kinds:
        words = rulebook.kinds[value].name
    elif key in ("category", "column") and value in rulebook.categories:
        words = rulebook.categories[value].name
    elif key == "policy" and value in rulebook.policies:
        words = rulebook.policies[value].title
    return str(getattr(words, say.language)) if words else value
