import re
from string import Formatter

import pytest
import yaml

from sakchy.detect.details import LABELS
from sakchy.locale import FOLDER, LANGUAGES, catalogue, from_browser, plural
from sakchy.model import Finding, Step, Why
from sakchy.yamlfile import parse

FILES = sorted({path.name for path in FOLDER.glob("*/*.yaml")})


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def every(language):
    """All sentences but `few`, a plural form that only Russian has."""
    return {key: text for key, text in catalogue(language).sentences.items() if not key.endswith(".few")}


def test_every_room_speaks_all_three_languages():
    for language in LANGUAGES:
        assert sorted(path.name for path in (FOLDER / language).iterdir()) == FILES


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_written_twice(language):
    for path in (FOLDER / language).iterdir():
        parse(path.read_text("utf-8"), path.name)  # raises FileError: of two only the last would be said


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_sentences_with_the_same_blanks(language):
    english, other = every("en"), every(language)
    assert set(other) == set(english)
    # "One question" need not say its number, so `n` may be missing from a singular.
    differ = [
        k
        for k in english
        if (fields(english[k]) ^ fields(other[k])) - ({"n"} if k.endswith(".one") else set())
    ]
    assert differ == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_complete(language):
    sentences = catalogue(language).sentences
    needed = ("one", "few", "many") if language == "ru" else ("one", "many")
    stems = {key.rpartition(".")[0] for key in sentences if re.search(r"\.(one|few|many)$", key)}
    for stem in stems:
        assert all(f"{stem}.{form}" in sentences for form in needed), stem


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_key_is_a_word(path):
    def keys(node):
        if isinstance(node, dict):
            for key, value in node.items():
                yield key
                yield from keys(value)

    odd = [key for key in keys(yaml.safe_load(path.read_text("utf-8"))) if not isinstance(key, str)]
    assert odd == [], "YAML reads yes, no, on and off as true and false"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_padded(language):
    assert [
        key for key, text in catalogue(language).sentences.items() if not text or text != text.strip()
    ] == []


def test_russian_and_kyrgyz_address_people_politely():
    familiar = re.compile(r"\b(ты|тебя|тебе|твой|твоя|твоё|твои|сен|сенин|сага)\b", re.IGNORECASE)
    for language in ("ru", "ky"):
        assert [key for key, text in catalogue(language).sentences.items() if familiar.search(text)] == []


def test_the_guard_has_its_own_name_in_each_alphabet():
    """Latin letters stand where people must type or find them so: commands, files, the certificate's name."""
    latin = ("health.versions", "welcome.system.", "people.log_in", "cli.", "run.")
    for language in ("ru", "ky"):
        named = [key for key, text in catalogue(language).sentences.items() if "Sakchy" in text]
        assert [key for key in named if not key.startswith(latin)] == []


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        ("en", 1, "one"), ("en", 0, "many"), ("ky", 1, "one"), ("ky", 21, "many"),
        ("ru", 1, "one"), ("ru", 2, "few"), ("ru", 5, "many"), ("ru", 11, "many"), ("ru", 12, "many"),
        ("ru", 21, "one"), ("ru", 104, "few"), ("ru", 112, "many"),
    ],
)  # fmt: skip
def test_plural_form_of_a_number(language, number, form):
    assert plural(language, number) == form


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ky-KG,ky;q=0.9,ru;q=0.8,en;q=0.7", "ky"),
        ("de, ru;q=0.5, en;q=0.4", "ru"),
        ("en;q=0.1, ru;q=0.9", "ru"),
        ("RU", "ru"),
        ("de,fr", "en"),
        ("", "en"),
        ("ru;q=nonsense", "en"),
        (",;;q=,," * 1000, "en"),
    ],
)
def test_language_of_a_browser(header, language):
    assert from_browser(header) == language


def test_a_place_reads_as_a_path():
    say = catalogue("en")
    place = (Step("form", "scan"), Step("file", "passport.jpg"))
    assert say.where(place) == 'form field "scan" › file "passport.jpg"'
    assert say.where((Step("form", "scan"), Step("file"))) == 'form field "scan" › file'
    assert say.where((Step("text"),)) == "text"


def test_a_reason_is_filled_in():
    say = catalogue("ru")
    assert say.why(Why("place.form", (("name", "скан"),))) == say("place.form", name="скан")
    with pytest.raises(KeyError):
        say("no.such.sentence")


def test_what_is_said_of_a_finding():
    finding = Finding("bank-card", "r", 1.0, (), "•••• 1111", "", (Why("detect.test-card"),))
    assert catalogue("en").about(finding) == "•••• 1111, a well-known test number"
    assert catalogue("en").about(finding, hide=True) == "a well-known test number"
    assert catalogue("en").about(Finding("bank-card", "r", 1.0, (), "", "")) == ""


def test_every_detail_of_a_questionnaire_has_a_name():
    for language in LANGUAGES:
        named = {key for key in catalogue(language).sentences if key.startswith("detect.detail.")}
        assert {f"detect.detail.{detail}" for detail in LABELS} <= named
