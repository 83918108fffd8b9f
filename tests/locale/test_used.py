"""No sentence that nothing says, and none left in another language."""

import ast
import re
from functools import cache

import jinja2
import pytest
from jinja2 import nodes

from sakchy.locale import FOLDER, LANGUAGES, catalogue
from sakchy.rulebook import rules_folder

SOURCES = FOLDER.parent
FORMS = re.compile(r"\.(one|few|many)$")
BLANK = re.compile(r"\{[^}]*\}")
NAMES = ("Sakchy", "Windows", "macOS", "Linux", "Android", "iPhone")
"""What is written the same in every language."""


def python_texts(source):
    """Texts of a module, and patterns for those put together (`f"web.{x}.y"` or `"web." + x`)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, None
        elif isinstance(node, ast.JoinedStr):
            yield None, [p.value if isinstance(p, ast.Constant) else None for p in node.values]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            ends = [e.value if isinstance(e, ast.Constant) else None for e in (node.left, node.right)]
            yield None, ends


def template_texts(source):
    """The same of a template, where `~` puts together."""
    tree = jinja2.Environment(autoescape=True).parse(source)
    for node in tree.find_all((nodes.Const, nodes.Concat, nodes.Add)):
        if isinstance(node, nodes.Const):
            yield (node.value, None) if isinstance(node.value, str) else (None, [])
        else:
            parts = node.nodes if isinstance(node, nodes.Concat) else [node.left, node.right]
            yield None, [p.value if isinstance(p, nodes.Const) else None for p in parts]


def all_texts():
    for path in SOURCES.rglob("*.py"):
        yield from python_texts(path.read_text("utf-8"))
    for path in SOURCES.rglob("*.html"):
        yield from template_texts(path.read_text("utf-8"))
    for path in rules_folder().rglob("*.yaml"):
        yield from ((word, None) for word in re.findall(r"[a-z][\w.-]+\w", path.read_text("utf-8")))


@cache
def said():
    """Every text, and one pattern of those put together, as far as they can be keys at all."""
    texts, patterns = set(), set()
    for text, parts in all_texts():
        if text is not None:
            texts.add(text)
        elif parts and isinstance(parts[0], str) and "." in parts[0]:
            patterns.add("".join("[^.]+" if p is None else re.escape(str(p)) for p in parts))
    return texts, re.compile("|".join(sorted(patterns)))


def is_said(key):
    texts, put_together = said()
    stem = FORMS.sub("", key)
    if stem in texts or put_together.fullmatch(stem):
        return True
    if stem.startswith("cli."):  # `said("run.help")` of the command line leaves its room out
        of_command = stem.removeprefix("cli.")
        return of_command in texts or of_command.removesuffix(".short") in texts
    parent = stem.rpartition(".")[0]
    return "." in parent and (parent in texts or f"{parent}." in texts)


def test_every_sentence_is_said_somewhere():
    assert sorted(key for key in catalogue("en").sentences if not is_said(key)) == []


@pytest.mark.parametrize("key", ["web.no.such", "nav.group.no.such", "place.nothing.of.it", "zzz"])
def test_a_key_that_nothing_says_would_be_seen(key):
    assert not is_said(key)


def letters(text):
    """The words of a sentence without its blanks, commands, addresses and names."""
    bare = BLANK.sub(" ", re.sub(r"`[^`]*`|https?://\S+|[\w-]+(?:[.@][\w-]+)+", " ", text))
    for name in NAMES:
        bare = bare.replace(name, " ")
    return re.findall(r"[^\W\d_]{3,}", bare)


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_nothing_is_left_in_english(language):
    english, other = catalogue("en").sentences, catalogue(language).sentences
    left = [
        key
        for key, text in other.items()
        if len(letters(text)) > 2
        and (letters(text) == letters(english.get(key, "")) or not re.search("[а-яёөүң]", text.lower()))
    ]
    assert left == []


def test_kyrgyz_is_not_russian():
    """Long sentences cannot be the same in both; what only Russian writes stands in no Kyrgyz one."""
    russian, kyrgyz = catalogue("ru").sentences, catalogue("ky").sentences
    same = [key for key, text in kyrgyz.items() if len(letters(text)) > 3 and text == russian.get(key)]
    assert same == []
    function_words = re.compile(r"\b(не|это|или|для|если|что|чтобы|который|вы|вас|вам)\b", re.IGNORECASE)
    # What stands in quotation marks are buttons of other programs.
    unquoted = {key: re.sub(r"«[^»]*»", "", text) for key, text in kyrgyz.items()}
    assert [key for key, text in unquoted.items() if function_words.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_alike(language):
    """Where English ends with a full stop, a question mark or a colon, the others do so, too."""
    english, other = catalogue("en").sentences, catalogue(language).sentences
    differ = [
        key
        for key, text in other.items()
        if key in english and ends(text) != ends(english[key]) and not key.startswith("time.")
    ]
    assert differ == []


def ends(text):
    """Whether a text ends as a sentence does, within quotes or not."""
    return text.rstrip('»”"')[-1:] in set(".?!:…")
