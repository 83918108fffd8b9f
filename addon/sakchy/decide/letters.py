"""What a name looks like and sounds like: names with one skeleton, or one sound, can be taken for each other.

The skeleton follows Unicode Technical Standard 39, section 4, with a table of the letters that common fonts
draw alike and that may stand in a domain name (RFC 5892).
"""

import unicodedata

# Latin letter, then what looks like it: Cyrillic with Kyrgyz ү, һ, ө, Greek, Armenian, other Latin, digits.
ALIKE = {
    "a": "аαɑ", "b": "вЬƅ", "c": "сϲᴄ", "d": "ԁɗđժ", "e": "еєεҽ", "f": "ƒք", "g": "гɡցԍ", "h": "һћħհ",
    "i": "іιıɩ", "j": "јϳյ", "k": "кκқᴋ", "l": "ӏ1łլ|", "m": "мᴍ", "n": "нηռп", "o": "оοө0øօ", "p": "рρ",
    "q": "ԛգ", "r": "ꮁг", "s": "ѕꜱ5", "t": "тτŧ", "u": "υսᴜʋ", "v": "ѵνᴠ", "w": "ԝωա", "x": "хχ",
    "y": "уүγʏ", "z": "ᴢʐ", "ae": "æӕ", "oe": "œ",
}  # fmt: skip
LOOKS_LIKE = str.maketrans({each: letter for letter, drawn in ALIKE.items() for each in drawn})
SPELT = str.maketrans(
    dict(zip("абвгдезийклмнңоөпрстуүфцыэё", "abvgdeziiklmnnooprstuufcyee", strict=True))
    | {"ж": "zh", "х": "kh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)
"""Cyrillic as passports spell it, nearly enough to know a name again."""
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))  # two letters that look like one
SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("kh", "h"), ("sch", "sh"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("yu", "u"),
    ("x", "ks"), ("c", "k"), ("q", "k"), ("y", "i"), ("j", "i"), ("w", "v"), ("z", "s"),
)  # fmt: skip
ALPHABETS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}  # those that have letters in common to the eye


def skeleton(name: str) -> str:
    """What a name of lower-case letters looks like; marks above and below letters are left out."""
    if not name.isascii():
        parts = unicodedata.normalize("NFD", name)
        name = "".join(letter for letter in parts if not unicodedata.combining(letter))
    shown = name.translate(LOOKS_LIKE)
    for pair, letter in PAIRS:
        shown = shown.replace(pair, letter)
    return shown


def spelt(label: str) -> str:
    """A Cyrillic label in Latin letters; any other as it is."""
    return label if label.isascii() else label.translate(SPELT)


def sound(name: str) -> str:
    """What a skeleton sounds like in Kyrgyz, Russian or English: a letter for a sound, never twice."""
    for written, heard in SOUNDS:
        name = name.replace(written, heard)
    return "".join(letter for at, letter in enumerate(name) if name[at - 1 : at] != letter)


def mixed(label: str) -> bool:
    """True if the letters of a label come from two alphabets that look alike (UTS 39, 5.1)."""
    if label.isascii():
        return False
    return len({unicodedata.name(letter, "").partition(" ")[0] for letter in label} & ALPHABETS) > 1
