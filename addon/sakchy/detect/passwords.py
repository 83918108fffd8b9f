"""Whether what is given as a password or a setting is one, or a piece of source text or of a manual."""

import re

from sakchy.detect.tokens import PLACEHOLDERS, no_stand_in

LEAST_KINDS = 2
"""Kinds of characters (small, large, digit, sign) in a password that only a sentence announces."""
SOURCE = re.compile(
    r"""(?:env|process|os|self|this|config|settings|request|req|params|args|options|form|document|window|creds|data)
          (?:\.|->|::|\[).*                                      # request.form, this->password
        | \w{1,60}(?:->|::|\[|\().*                              # get(…
        | .*(?:passw|passwo?rt|пароль|сырсөз|getenv|secrets?\b).*
        | (?:[./~\\\#@]|https?:).*                             # a path, an address, a place in a page
        | [\w.+-]{1,60}@[\w-]+\.[\w.]+                          # a mail address
        | \+?[\d() -]{9,20}                                     # a telephone number""",
    re.IGNORECASE | re.VERBOSE,
)
WORDS = frozenset([
    "string", "required", "optional", "hidden", "input", "varchar", "varchar(255)", "text", "please",
    "enter", "incorrect", "invalid", "wrong", "forgot", "forgotten", "reset", "change", "confirm", "strong",
    "label", "field", "value", "default", "empty", "blank", "false", "undefined", "anonymous", "minimum",
    "maximum", "letters", "characters", "protected", "сменить", "забыли", "неверный", "введите",
    "повторите", "придёт", "придет", "должен", "знаков", "символов",
])  # fmt: skip
"""What forms and their descriptions say beside the word `password`."""
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""A number for a thing; where it is a key, the vendor is known by name."""
NAME = re.compile(r"[a-z]+|[A-Z]+|[A-Z]?[a-z]++(?:[-_ ]?[A-Z]?[a-z]++)*+|[A-Z]+(?:[-_][A-Z]+)*")
"""Words alone, as names of things are written; a token or key has digits. Possessive: a run of a hundred
letters that could be cut anywhere would be cut in every way there is."""
FILE = re.compile(
    r".*\.(?:pem|key|crt|cer|json|ya?ml|txt|py|js|ts|env|conf|md|html?|php|com|org|net|io)", re.IGNORECASE
)
KINDS = (str.islower, str.isupper, str.isdigit, lambda char: not char.isalnum() and char not in "-_ ")


def password(value: str) -> bool:
    """Whether it is no source text, address, telephone number nor word that forms say."""
    return (
        not SOURCE.fullmatch(value)
        and value.lower().strip(".:!?") not in WORDS
        and len(set(value)) > LEAST_KINDS
    )


def mixed(value: str) -> bool:
    """Whether it is a mixture of small and large letters, digits and signs: no word of a language is."""
    inner = value[1:-1]  # a large letter first or a sign last is how sentences are written
    return any(map(str.isalpha, value)) and sum(any(map(kind, inner)) for kind in KINDS) >= LEAST_KINDS


def setting(value: str) -> bool:
    """Whether a setting is a secret: no place for one, no name, no file, no address."""
    names = NAME.fullmatch(value) or FILE.fullmatch(value) or SOURCE.fullmatch(value) or UUID.fullmatch(value)
    return no_stand_in(value) and not names and not PLACEHOLDERS.fullmatch(value)


def chance(value: str) -> bool:
    """Whether it holds digits, or large letters between small ones, as what is made by chance does."""
    return any(map(str.isdigit, value)) or (any(map(str.isupper, value[1:])) and any(map(str.islower, value)))
