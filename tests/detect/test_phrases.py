import hashlib

import pytest
from mnemonic import Mnemonic

from sakchy.detect.phrases import LANGUAGES, LENGTHS, seed_phrase
from sakchy.detect.sheet import Sheet
from sakchy.model import Text

BITS = {12: 128, 15: 160, 18: 192, 21: 224, 24: 256}


def phrase(length=12, language="english"):
    made_up = hashlib.sha256(f"a made-up phrase {length} {language}".encode()).digest()
    return Mnemonic(language).to_mnemonic(made_up[: BITS[length] // 8])


def found(*texts):
    return seed_phrase(Sheet([Text((), text) for text in texts]), b"k" * 32)


@pytest.mark.parametrize("length", LENGTHS)
def test_every_length(length):
    assert found(f"my wallet: {phrase(length)}. Keep it safe")


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "korean"])
def test_every_language(language):
    assert found(phrase(12, language))


def test_numbered_below_each_other():
    assert found("\n".join(f"{number}. {word}" for number, word in enumerate(phrase().split(), 1)))


def test_one_word_in_each_field_of_a_form():
    assert found(*phrase().split())


@pytest.mark.parametrize("between", [", ", ",", "\n", "\0", "\x1f", "\u2003", "\u2028", ' "', " 7) "])
def test_whatever_stands_between_the_words(between):
    assert found(between.join(phrase().split()))
    assert found("тест", between.join(phrase(12, "french").split()))


def test_among_words_that_are_said_again_and_again():
    assert found("passport token " * 500, phrase(), "passport token " * 500)
    assert not found("abandon ability able " * 8)


def test_large_letters_and_commas():
    assert found(phrase().upper().replace(" ", ", "))


def test_nothing_of_it_is_shown():
    words = phrase()
    finding = found(words)
    assert finding.rule == "seed-phrase"
    assert not any(word in repr(finding) for word in words.split() if len(word) > 5)


def test_a_wrong_checksum_is_none():
    words = phrase().split()
    others = [word for word in Mnemonic("english").wordlist if word not in words]
    wrong = [found(" ".join([*words[:-1], word])) for word in others[:64]]
    assert len([each for each in wrong if each is None]) > 50


@pytest.mark.parametrize(
    "text",
    [
        " ".join(Mnemonic("english").wordlist),
        " ".join(Mnemonic("english").wordlist[:24]),
        "abandon " * 11 + "about",
        "please come to the office tomorrow, the door will be open from nine until six, ask for the key",
        "one two three",
        "",
    ],
)
def test_lists_fillers_and_sentences_are_none(text):
    assert found(text) is None


def test_words_of_another_sentence_between_them_are_none():
    words = phrase().split()
    assert found(" ".join([*words[:6], "is the", *words[6:]])) is None
