"""What stands on documents of nobody: names, dates, numbers, places."""

from collections.abc import Callable
from random import Random

from training.fronts.stock import STOCK

FORMS = {
    "{0:02}.{1:02}.{2}": 5,
    "{1:02}/{0:02}/{2}": 3,
    "{0:02} {1:02} {2}": 1,
    "{2}-{1:02}-{0:02}": 1,
    "{1:02}-{0:02}-{2}": 1,
}
"""Of dates, and how often each is taken."""

INVENTED = 0.4
"""Share of names and places that are made up of syllables."""
SYLLABLES = (
    ("bcdfghjklmnpqrstvwxyz", "aeiouy"),
    ("бвгджзйклмнпрстфхцчшщ", ("а", "е", "и", "о", "у", "ы", "э", "ю", "я", "ө", "ү", "ль", "нг", "ё")),
)
"""First and second halves of syllables, Latin and Cyrillic."""


def digits(chance: Random, count: int) -> str:
    """So many digits."""
    return "".join(chance.choice("0123456789") for _ in range(count))


def date(chance: Random) -> str:
    """A date as documents write it."""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1940, 2039)
    form = chance.choices(list(FORMS), list(FORMS.values()))[0]
    return form.format(day, month, year)


def number(chance: Random) -> str:
    """A document's number."""
    letters = "ABCDEFGHJKLMNPRSTVWXYZ"
    return chance.choice(
        (
            chance.choice(("ID", "AN", "AC", "PE", "DL", "ID № ")) + digits(chance, 7),
            digits(chance, chance.randint(6, 14)),
            chance.choice(letters) + digits(chance, 8),
            "".join(chance.choice(letters + "0123456789") for _ in range(chance.randint(8, 12))),
            f"{digits(chance, 2)} {digits(chance, 2)} {digits(chance, 6)}",
            f"{digits(chance, 3)}-{digits(chance, 3)}",
            f"{digits(chance, 2)}-{digits(chance, 3)}-{digits(chance, 4)}",
        )
    )


def pin(chance: Random) -> str:
    """Fourteen digits as of a Kyrgyz personal number."""
    born = f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(1940, 2015)}"
    return chance.choice("12") + born + digits(chance, 5)


def invented(chance: Random) -> str:
    """A word of random syllables, so that letters are read and no names learned by heart."""
    open_, close = chance.choice(SYLLABLES)
    parts = (chance.choice(open_) + chance.choice(close) for _ in range(chance.randint(2, 4)))
    word = "".join(parts) + chance.choice(("", chance.choice(open_).strip("ьъ")))
    return word.upper() if chance.random() < 0.6 else word.capitalize()


def surname(chance: Random) -> str:
    """A family name."""
    return invented(chance) if chance.random() < INVENTED else chance.choice(STOCK["surnames"])


def name(chance: Random) -> str:
    """One or two given names."""
    if chance.random() < INVENTED:
        return invented(chance)
    return " ".join(chance.sample(STOCK["names"], chance.choice((1, 1, 1, 2))))


def place(chance: Random) -> str:
    """A town, a street, an office."""
    if chance.random() < INVENTED:
        return f"{invented(chance)} {invented(chance)} {digits(chance, chance.randint(1, 5))}"
    return (
        chance.choice(STOCK["streets"])
        if chance.random() < 0.4
        else " ".join(chance.sample(STOCK["places"], 2))
    )


def short(chance: Random) -> str:
    """Sex, a height, classes: what is one to five letters long."""
    return chance.choice(STOCK["short"])


def month(chance: Random) -> str:
    """Until when a card is valid."""
    return chance.choice(("{:02}/{}", "{:02}/{}", "{:02}/{}", "{:02}/20{}")).format(
        chance.randint(1, 12), chance.randint(20, 39)
    )


VALUES: dict[str, Callable[[Random], str]] = {
    "surname": surname,
    "given-names": name,
    "patronymic": name,
    "birth": date,
    "birthplace": place,
    "number": number,
    "personal-number": pin,
    "expiry": date,
    "issue": date,
    "authority": place,
    "address": place,
}
"""What is written after a label of each group (labels.yaml); `short` after those that are not here."""


def luhn(start: str) -> str:
    """The number with its Luhn check digit."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in start[::-2])
    return start + str(-(sum(doubled) + sum(map(int, start[-2::-2]))) % 10)


def pan(chance: Random) -> str:
    """A card's number, grouped."""
    start = chance.choice(("4", "4", "51", "53", "55", "2204", "9417", "62", "5614", "8600", "9860", "2221"))
    whole = luhn(start + digits(chance, 15 - len(start)))
    if chance.random() < 0.08:
        whole = luhn("37" + digits(chance, 12))
        return f"{whole[:4]} {whole[4:10]} {whole[10:]}"
    gap = chance.choice((" ", " ", " ", "  ", ""))
    return gap.join(whole[at : at + 4] for at in range(0, 16, 4))
