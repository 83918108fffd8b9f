"""What stands in the lines the reader learns: zones of nobody, and rows of any characters of the alphabet.

Names are random syllables, so that the network learns letters and no language's spelling.
"""

from random import Random

from sakchy.detect.mrz.codes import ISSUERS
from sakchy.detect.mrz.digits import check_digit
from sakchy.detect.picture.reader import ALPHABET

CONSONANTS, VOWELS = "BCDFGHJKLMNPQRSTVWXZ", "AEIOUY"
LETTERS, DIGITS = ALPHABET[10:36], ALPHABET[:10]
STATES = sorted(code.ljust(3, "<") for code in ISSUERS)
OTHER_WRITING = "абвгдежзийклмнңоөпрстуүфхцчшыэюяabcdefghijklmnopqrstuvwxyz0123456789 .,:;/-№()"


def letters(chance: Random, count: int) -> str:
    """So many capitals."""
    return "".join(chance.choices(LETTERS, k=count))


def digits(chance: Random, count: int) -> str:
    """So many digits."""
    return "".join(chance.choices(DIGITS, k=count))


def word(chance: Random) -> str:
    """A made-up name of two to thirteen letters; one in four is no syllables, any letters."""
    if chance.random() < 0.25:
        return letters(chance, chance.randint(2, 10))
    parts = (chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(chance.randint(1, 5)))
    return "".join(part + chance.choice(("", "", chance.choice(CONSONANTS))) for part in parts)[:13]


def name(chance: Random, length: int) -> str:
    """Surname and given names, filled up."""
    surname = "<".join(word(chance) for _ in range(chance.choice((1, 1, 1, 2))))
    given = "<".join(word(chance) for _ in range(chance.choice((1, 1, 2, 2, 3))))
    return f"{surname}<<{given}"[:length].ljust(length, "<")


def checked(field: str) -> str:
    """A field with its check digit."""
    return field + str(check_digit(field))


def date(chance: Random) -> str:
    """YYMMDD."""
    return f"{chance.randrange(100):02}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"


def number(chance: Random) -> str:
    """Nine places: letters first, digits, sometimes fillers at the end or a wild mixture."""
    if chance.random() < 0.2:
        return "".join(chance.choices(ALPHABET[:36], k=9))
    head = letters(chance, chance.choice((0, 0, 1, 2, 2, 3)))
    return (head + digits(chance, chance.choice((9, 9, 8, 7)) - len(head))).ljust(9, "<")


def optional(chance: Random, length: int) -> str:
    """What the issuer may fill in: nothing, digits, or letters and digits."""
    kind = chance.random()
    if kind < 0.35:
        return "<" * length
    alphabet = DIGITS if kind < 0.8 else ALPHABET[:36]
    return "".join(chance.choices(alphabet, k=chance.randint(1, length))).ljust(length, "<")


def two_lines(chance: Random, length: int) -> list[str]:
    """TD3 and MRV-A (44), TD2 and MRV-B (36)."""
    state = chance.choice(STATES)
    document = chance.choice("PPPVIAC") + chance.choice("<<<DRSNMO")
    first = document + state + name(chance, length - 5)
    second = checked(number(chance)) + chance.choice(STATES) + checked(date(chance))
    second += chance.choice("MF<") + checked(date(chance)) + optional(chance, length - 29)
    return [first, second + str(check_digit(second))]


def three_lines(chance: Random) -> list[str]:
    """TD1."""
    first = chance.choice("IAC") + chance.choice("<<DRSP") + chance.choice(STATES)
    first += checked(number(chance)) + optional(chance, 15)
    second = checked(date(chance)) + chance.choice("MF<") + checked(date(chance)) + chance.choice(STATES)
    second += optional(chance, 11)
    return [first, second + str(check_digit(first + second)), name(chance, 30)]


def zone(chance: Random) -> list[str]:
    """The lines of one zone of any layout."""
    return (
        three_lines(chance) if chance.random() < 0.42 else two_lines(chance, chance.choice((44, 44, 44, 36)))
    )


def jumble(chance: Random) -> str:
    """Any characters in any order, runs of fillers between: nothing of it can be guessed."""
    text, length = "", chance.randint(8, 44)
    while len(text) < length:
        alphabet = chance.choice((ALPHABET, ALPHABET[:36], DIGITS, LETTERS))
        text += "".join(chance.choices(alphabet, k=chance.randint(2, 12)))
        text += "<" * chance.choice((0, 0, 1, 2, 7))
    return text[:44]


def line(chance: Random) -> str:
    """A line to read: of a zone, a piece of one, or a jumble."""
    if chance.random() < 0.3:
        return jumble(chance)
    whole = chance.choice(zone(chance))
    if chance.random() < 0.12:
        start = chance.randrange(len(whole) - 8)
        return whole[start : start + chance.randint(8, 30)]
    return whole


def prose(chance: Random) -> str:
    """A row of small letters, Cyrillic or Latin: what the reader must stay silent about."""
    return "".join(chance.choices(OTHER_WRITING, k=chance.randint(12, 50)))
