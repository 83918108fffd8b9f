"""Texts of which the compiled part is sure say nothing by the true means, however odd they are."""

import base64
import json
import random
import string

import pytest

from sakchy.detect.clean import Clean
from sakchy.detect.glance import Glance, available, library
from sakchy.detect.seedwords import seed_words
from sakchy.detect.text import TextDetector
from sakchy.detect.weight import BITS, DIGITS, LOOSE, SEEDS, TELLS
from sakchy.limits import DEFAULT
from sakchy.rulebook import load

pytestmark = pytest.mark.skipif(not available(), reason="the compiled part was not built")
BOOK = load()
DETECTOR = TextDetector(BOOK.rules, b"glance" * 4)
CLEAN = Clean(DETECTOR)
CARD = 4111111111111111
MATCHES = [match.text for rule in BOOK.rules for match in rule.match if len(match.text) < 45]
EXAMPLES = [match.text for rule in BOOK.rules for match in (*rule.match, *rule.no_match)]
LETTERS = string.ascii_letters + string.digits + "+/-_"
PRINTABLE = string.ascii_letters * 3 + string.digits + string.punctuation + " "


@pytest.fixture(scope="module")
def glance():
    """The compiled part, to which everything tells that it asks."""
    return Glance(library(), DETECTOR, DEFAULT, lambda *_: TELLS)


def based(chance, data):
    """Bytes as base64, in one of its alphabets, padded or not."""
    text = chance.choice([base64.b64encode, base64.urlsafe_b64encode])(data).decode()
    return text if chance.random() < 0.5 else text.rstrip("=")


def some(chance, length, letters=PRINTABLE):
    """So many letters."""
    return "".join(chance.choices(letters, k=length))


def words(chance):
    """Identifiers, texts, words amid other bytes and numbers in binary formats, all as base64."""
    number = chance.choice([CARD, 10101199000017, chance.randint(10**11, 10**19)])
    packed = chance.choice([
        b"\x82\xa1a\xcf" + number.to_bytes(8, "big") + b"\xa1b\xa8" + some(chance, 8).encode(),
        b"\x08" + varint(number) + b"\x12\x0a" + some(chance, 10).encode(),
        b"\xa1\x61a\x1b" + number.to_bytes(8, "big"),
        b"\0\0\0\0\x12\x0a\x10" + some(chance, 16).encode(),
        b"\x1b\x82\xa1a\xcf" + number.to_bytes(8, "big") + b"\xa1b\xac" + some(chance, 12).encode(),
        f'{{"{some(chance, 3, LETTERS)}":{number}}}'.encode(),
    ])  # fmt: skip
    noise = chance.randbytes(chance.randint(4, 24))
    inner = chance.choice([some(chance, chance.randint(6, 14)), chance.choice(MATCHES), "1.zoo:", "dob"])
    inner = inner.encode()
    yield some(chance, chance.randint(22, 67), LETTERS)
    yield based(chance, some(chance, chance.randint(17, 48)).encode())
    yield based(chance, noise + inner[:24] + chance.randbytes(chance.randint(0, 9)))
    yield based(chance, noise[:1] + packed)
    yield based(chance, packed)
    yield based(chance, inner + b"," * 6)


def mixed(chance):
    """Texts that begin like base64 or a list and go on otherwise."""
    sign = chance.choice(".:@,;!$*()'~|?[]{}<>=&%\\ ")
    end = some(chance, chance.randint(0, 30))
    yield some(chance, chance.randint(22, 40), LETTERS) + sign + end
    yield based(chance, chance.choice(MATCHES).encode("utf-8", "replace"))[:40] + sign + end
    yield chance.choice(["[", "[:", "[a]", "[t", "[ab.", "[a:", '["']) + end
    yield f"[{some(chance, 5, LETTERS)}]{sign}{chance.choice(MATCHES)}"


def examples(chance):
    """Texts in which rules find something, whole or cut, amid words or after a name, or changed."""
    text = chance.choice(EXAMPLES)
    yield text
    at, end = sorted(chance.choices(range(len(text) + 1), k=2))
    yield text[at:] + chance.choice(["", " ", ", and so on"])
    yield text[:end]
    yield text[:at] + text[end:]
    yield f"{some(chance, 9, LETTERS)} {text} {some(chance, 9)}"
    yield f"{chance.choice(EXAMPLES)[:20]}{chance.choice(' =:,;')}{text}"
    yield text[:at] + some(chance, 1) + text[at + 1 :]
    yield chance.choice([str.upper, str.lower, str.swapcase])(text)
    words = text.split()
    yield chance.choice(["", " ", "_", "-"]).join(chance.sample(words, len(words)))


def varint(number):
    """As Protocol Buffers write it."""
    return bytes([*(number >> 7 * at & 127 | 128 for at in range(number.bit_length() // 7)), 1])


def is_sure(glance, text):
    """Whether the compiled part knows that a text is harmless."""
    return glance.is_clean(json.dumps({"a": text}).encode())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", [words, mixed, examples])
def test_what_is_sure_says_nothing(glance, kind, seed):
    chance = random.Random(f"{kind.__name__} {seed}")
    sure = 0
    for text in (text for _ in range(250) for text in kind(chance)):
        if text[:1] != "{" and is_sure(glance, text):  # documents are taken apart there, too
            sure += 1
            weight = min(CLEAN.texts.judge(text) for _ in range(2))  # a pattern may run out of time
            assert not weight & BITS & ~(DIGITS if text.isdigit() else LOOSE), text  # digits are counted
            assert weight >> SEEDS <= seed_words(text), text
    assert sure > 100


@pytest.mark.parametrize(
    "text",
    [
        "MDEwOlJlcG9zaXRvcnkxMDAwMDAw",
        "MDEwOlJlcG9zaXRvcnkxMDAwMDA=",
        "9FnNTM9iIf1VX4hfqllAVCYhUQxwrVHKFXqt",
        "[::1]:57363",
        "/some-folder-of/many-words/script.html",
        "oneTwoThreeFourFiveSixSeven@mail.example",
        "exampleDeviceToken",
        "EXAMPLE_KEY_102",
        "https://a.example/?api-key=[Filtered]&b=some-other-words",
        "https://a.example/?key=0123456789abcdef0123456789abcdef&c=d",
        "+996555000111",
    ],
)
def test_ordinary_texts_are_known_to_be_harmless(glance, text):
    assert is_sure(glance, text)
    assert not CLEAN.texts.judge(text)


@pytest.mark.parametrize("name", ["birth_date", "address", "full_name", "diagnosis"])
def test_what_is_hidden_in_a_detail_is_not_overlooked(glance, name):
    """The answer may be in base64."""
    said = {"full_name": "Ulgu Ulguev", "birth_date": "01.02.1990", "address": "Example st. 7, Bishkek"}
    hidden = base64.b64encode(b"_0_1_.0_2_1_9_9_0_:(").decode()
    assert not glance.is_clean(json.dumps({**said, name: hidden}).encode())
    assert glance.is_clean(json.dumps({"some": hidden}).encode())
