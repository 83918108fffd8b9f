"""Every sentence a person reads, in Kyrgyz, Russian and English: `locale/LANGUAGE/ROOM.yaml`.

Keyed YAML rather than gettext: a translator reads and edits it without tools, nothing needs compiling,
and a test compares the three languages key by key. Plural forms are keys of their own
(`one`, `few`, `many`) chosen by `Catalogue.count`.
"""

import locale as system
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from sakchy.locale.numbers import number as written
from sakchy.model import Finding, Place, Step, Why
from sakchy.yamlfile import LOADER

Language = Literal["ky", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ky", "ru", "en")
FOLDER = Path(__file__).parent


class Catalogue:
    """The sentences of one language."""

    def __init__(self, language: Language, sentences: Mapping[str, str]) -> None:
        """`sentences` maps dotted keys to texts with `{placeholders}`."""
        self.language = language
        self.sentences = sentences

    def __call__(self, key: str, **values: object) -> str:
        """The sentence for a key, filled in. A missing key is a programming error: KeyError."""
        return self.sentences[key].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The sentence for a number of things: `key.one`, `key.few` (Russian 2 to 4) or `key.many`."""
        return self(f"{key}.{plural(self.language, number)}", n=written(number, self.language), **values)

    def why(self, why: Why) -> str:
        """A step of an explanation as a sentence; one that only an old journal knows stays as it is."""
        try:
            return self(why.key, **dict(why.values))
        except (KeyError, IndexError):
            return " ".join((why.key, *(value for _, value in why.values)))

    def about(self, finding: Finding, *, hide: bool = False) -> str:
        """What may be shown of a finding: `•••• 1111, a number for tests`; `hide` leaves its preview out."""
        preview = () if hide or not finding.preview else (finding.preview,)
        return ", ".join((*preview, *map(self.why, finding.about)))

    def where(self, place: Place) -> str:
        """A place inside a message: `form field "scan" › file "passport.jpg"`."""
        return " › ".join(self.step(step) for step in place)

    def step(self, step: Step) -> str:
        """One step of a place; a file whose name was not kept is just a file."""
        unnamed = f"place.unnamed.{step.kind}"
        known = not step.name and unnamed in self.sentences
        return self(unnamed) if known else self(f"place.{step.kind}", name=step.name)


def plural(language: Language, number: int) -> str:
    """CLDR plural category of a whole number, `few` folded into `many` where a language has none."""
    if language != "ru":
        return "one" if number == 1 else "many"
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


@cache
def catalogue(language: Language) -> Catalogue:
    """Read one language; every room has a file of its own."""
    sentences: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.yaml")):
        flatten(yaml.load(path.read_text("utf-8"), LOADER), (), sentences)  # noqa: S506  LOADER is a safe loader
    return Catalogue(language, sentences)


def flatten(node: Any, path: tuple[str, ...], out: dict[str, str]) -> None:
    """`{a: {b: text}}` -> `{"a.b": text}`."""
    if not isinstance(node, dict):
        out[".".join(path)] = str(node)
        return
    for key, value in node.items():
        flatten(value, (*path, str(key)), out)


def from_system() -> Language:
    """The person's language as the system tells it; English if it is none of the three."""
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    told = told or system.getlocale()[0] or ""
    return next((lang for lang in LANGUAGES if told.lower().startswith(lang)), "en")


def from_browser(accept_language: str, otherwise: Language = "en") -> Language:
    """The best of the three by an Accept-Language header (RFC 9110, 12.5.4)."""
    best, weight = otherwise, 0.0
    for item in accept_language[:400].split(","):
        tag, _, parameters = item.strip().partition(";")
        quality = parameters.strip().removeprefix("q=") if parameters else "1"
        known = next((lang for lang in LANGUAGES if tag.lower().split("-")[0] == lang), None)
        if known and quality.replace(".", "", 1).isdigit() and float(quality) > weight:
            best, weight = known, float(quality)
    return best
