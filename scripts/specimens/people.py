"""People who do not exist, with the zones of their documents: every surname is made of words for a sample."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from sakchy.detect.mrz.codes import ISSUERS
from sakchy.detect.mrz.digits import check_digit
from specimens.zones import checked

STEMS = (
    "УЛГУ",
    "СЫНАК",
    "МИСАЛ",
    "ЭЧКИМ",
    "ЖОКТУ",
    "ОЙДОН",
    "БЕЛГИ",
    "ТЕСТ",
    "ОБРАЗЦ",
    "ПРИМЕР",
    "МАКЕТ",
    "ШАБЛОН",
)
ENDINGS = ("", "БАЕВ", "БЕКОВ", "КУЛОВ", "АЛИЕВ", "ТАЕВ", "ОВ", "БАЙ УУЛУ", "ОВСКИЙ", "-МИСАЛОВ")
NAMES = ("ҮЛГҮБЕК", "СЫНАКБЕК", "МИСАЛ", "ЭЧКИМБЕК", "ОЙДОНБАЙ", "ЖОК", "НЕКТО", "СПЕЦИМЕН", "НИКТОРИЙ")
LETTERS = dict(zip("АБВГДЕЗИЙКЛМНҢОӨПРСТУҮФЫЭ", "ABVGDEZIIKLMNNOOPRSTUUFYE", strict=True)) | {
    "Ж": "ZH", "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH",
    "Ю": "IU", "Я": "IA", "Ь": "", "Ъ": "", "Ё": "E",
}  # fmt: skip
FIRST, DAYS = date(1935, 1, 1), 30_000
STATES = sorted(ISSUERS)


class Person(NamedTuple):
    """A holder: names as printed in Cyrillic, dates, numbers. Nobody's."""

    surname: str
    name: str
    patronymic: str
    sex: str
    birth: date
    issued: date
    expiry: date
    number: str
    personal: str
    """The PIN: sex, birthday, five digits."""
    state: str = "KGZ"


def person(chance: Random, series: str = "ID", state: str = "KGZ") -> Person:
    """Somebody invented, with a document of a series: two letters, seven digits."""
    sex = chance.choice("MF")
    surname, father = chance.choice(STEMS) + chance.choice(ENDINGS), chance.choice(NAMES)
    birth = FIRST + timedelta(chance.randrange(DAYS))
    issued = date(2015, 1, 1) + timedelta(chance.randrange(3900))
    return Person(
        surname=surname + "А" if sex == "F" and surname.endswith(("ОВ", "ЕВ")) else surname,
        name=chance.choice(NAMES),
        patronymic=father + ("ОВИЧ" if sex == "M" else "ОВНА"),
        sex=sex,
        birth=birth,
        issued=issued,
        expiry=issued.replace(year=issued.year + 10, day=min(issued.day, 28)),
        number=f"{series}{chance.randrange(10**7):07}",
        personal=f"{'2' if sex == 'M' else '1'}{birth:%d%m%Y}{chance.randrange(10**5):05}",
        state=state,
    )


def latin(word: str) -> str:
    """A Cyrillic word in the letters of the zone; spaces and hyphens stay."""
    return "".join(LETTERS.get(letter, letter) for letter in word)


def names(person: Person, length: int) -> str:
    """The name field of a zone."""
    parts = (latin(part).replace(" ", "<").replace("-", "<") for part in (person.surname, person.name))
    return "<<".join(parts)[:length].ljust(length, "<")


def dates(person: Person) -> str:
    """Birth, sex and expiry as a zone has them."""
    return checked(f"{person.birth:%y%m%d}") + person.sex + checked(f"{person.expiry:%y%m%d}")


def state(person: Person) -> str:
    """The issuer's three places."""
    return person.state.ljust(3, "<")


def td3(person: Person, document: str = "P<") -> list[str]:
    """A passport's two lines of 44."""
    second = checked(person.number) + state(person) + dates(person) + checked(person.personal)
    whole = str(check_digit(second[:10] + second[13:20] + second[21:]))
    return [document + state(person) + names(person, 39), second + whole]


def td2(person: Person, document: str = "I<") -> list[str]:
    """The middle size's two lines of 36."""
    second = checked(person.number) + state(person) + dates(person) + "<" * 7
    whole = str(check_digit(second[:10] + second[13:20] + second[21:]))
    return [document + state(person) + names(person, 31), second + whole]


def td1(person: Person, document: str = "ID") -> list[str]:
    """A card's three lines of 30; the PIN stands in the first."""
    first = document + state(person) + checked(person.number) + f"{person.personal}<"
    birth, expiry = checked(f"{person.birth:%y%m%d}"), checked(f"{person.expiry:%y%m%d}")
    second = birth + person.sex + expiry + state(person) + "<" * 11
    whole = str(check_digit(first[5:] + second[:7] + second[8:15] + second[18:]))
    return [first, second + whole, names(person, 30)]


def mrv(person: Person, length: int = 44) -> list[str]:
    """A visa's two lines: MRV-A of 44, MRV-B of 36, no check digit over the whole."""
    second = checked(person.number) + state(person) + dates(person)
    return ["V<" + state(person) + names(person, length - 5), second.ljust(length, "<")]
