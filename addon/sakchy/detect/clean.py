"""JSON, forms and plain texts in which nothing can be found, told without taking them apart.

Pages send the same names again and again, with values that are new. Such a body is cut into its names and
texts. What a name may add to a finding is remembered; texts are looked at all together for what every finding
needs. Whatever is not proved to be harmless goes the full way, so that findings are the same with this and
without it.
"""

import re
from collections.abc import Collection, Container, Iterable, Sequence
from functools import reduce
from itertools import accumulate, count, groupby
from operator import methodcaller, sub

import msgspec

from sakchy.detect import alone
from sakchy.detect.asked import Fields, accept, asked
from sakchy.detect.asked import fields as every
from sakchy.detect.cleannames import CleanNames
from sakchy.detect.cleantexts import CleanTexts, is_detail
from sakchy.detect.cut import KEY, cut, decoded, is_form
from sakchy.detect.fields import plain, unnumbered
from sakchy.detect.glance import FIELD, NUMERAL, PATH, glance
from sakchy.detect.glance import MOST as MOST_GLANCED
from sakchy.detect.medical import medical_record
from sakchy.detect.phrases import AROUND, LEAST_WORDS, checked, fits, spoken
from sakchy.detect.questionnaire import given, questionnaire
from sakchy.detect.seedwords import seed_words
from sakchy.detect.sheet import Sheet, tidy
from sakchy.detect.text import TextDetector
from sakchy.detect.unfolded import is_whole, unfolded
from sakchy.detect.weight import (
    ASKS,
    BIRTH,
    BITS,
    CARD_NAME,
    DIGITS,
    HOME,
    LOOSE,
    NUMBER,
    PERSON,
    SAYS_BIRTH,
    SAYS_HOME,
    SEEDS,
    TELLS,
    added,
)
from sakchy.extract import magic
from sakchy.extract.bare import bare
from sakchy.extract.value import SHORTEST, is_telling
from sakchy.limits import DEFAULT, LIGHT, Limits
from sakchy.model import Text

MOST = 64 << 10
"""Bytes of a body; larger ones are rare and hold something new."""
KEEP = 20_000
"""Names and words remembered, some two megabytes; then it begins anew."""
MOST_NAMES = 200
"""Names of one message that are learnt, at some thirty microseconds each; the others come next time."""
LONGEST = 200
"""Bytes of a name that is learnt; longer ones do not come back."""
NINES = bytes(57 if 48 <= code <= 57 else 101 if code in b"eE" else code for code in range(256))
"""Digits as 9, the letter of an exponent as e: `4e15` is a card number, too."""
LONGEST_ROW = 200
"""Words of the lists in a row that are tried; more are a page of a book."""
IS_NAME = methodcaller("endswith", KEY)
"""Whether a piece is the name of a member or field."""
LEVELS = bytes(2 * (chr(code) in "{[") for code in range(256))
OTHERS = bytes(code for code in range(256) if chr(code) not in "{[]}")
"""Brackets as steps down and up, each one too many; everything else."""
LISTED = 32
"""Bytes between two texts; longer ones are lists of numbers, which may be the bytes of a file."""
LONG_NUMBER = re.compile(rb"(?<![\d.])\d{4,}")
GROUP = range(4, 7)
"""Digits of a part of a card number that stands in several fields, as any short number may be."""


class Clean:
    """What was met before, for one set of rules."""

    def __init__(self, detector: TextDetector, limits: Limits = DEFAULT) -> None:
        """`detector` knows the rules; what `limits` would cut off is not looked at here."""
        self.detector = detector
        self.most = min(MOST, limits.text, limits.opened, limits.parts)
        self.depth = limits.json_depth
        self.harmless: set[bytes] = set()
        """Names that have no part in any finding."""
        self.gaps: set[bytes] = set()
        """What stands between texts and is no number worth looking at."""
        self.names = CleanNames(detector, self.harmless)
        self.texts = CleanTexts(detector, self.names.of_path)
        self.glance = glance(detector, limits, self.weigh)
        self.glanced = min(MOST_GLANCED, limits.text, limits.opened) if self.glance else 0

    def is_clean(self, body: bytes, beside: Collection[bytes] = (), type_: str | None = None) -> bool:
        """True only if there is no finding in a body, whatever its values mean together.

        `beside` are pieces that stand outside it in the same message, `type_` is its Content-Type;
        None: a text by itself is not looked at.
        """
        if (seen := self.seen(body, beside)) is not None:
            return seen
        if len(body) > self.most or magic.sniff(body):
            return False
        if (cuts := cut(body)) is None:
            return type_ is not None and not beside and self.is_quiet(body, type_)
        if self.is_deep(body, cuts[1]):
            return False
        self.forget()
        texts, gaps = cuts
        weight = 0 if self.gaps.issuperset(gaps) else self.between({*gaps}.difference(self.gaps))
        if (left := self.left({*texts, *beside})) is None:
            return False
        names, new = left
        weight = added(weight, self.names.together(frozenset(names)))
        weight |= self.of_pieces(beside) & BITS & ~ASKS
        if weight & ASKS and not weight & TELLS:
            weight |= self.of_fields(body, self.names.asking(names))
        if new and not weight & TELLS:
            weight = added(weight, self.texts.weigh(new))
        loose = bool(weight & LOOSE or beside)
        return not (weight & TELLS or self.is_told(weight, Fields(body), loose=loose))

    def seen(self, body: bytes, beside: Collection[bytes]) -> bool | None:
        """What one look in compiled code says of a document or form; None for what is neither, or too large.

        Words of `beside` come before those of the body; of anything else there nobody knows whose it is.
        """
        if not self.glance or len(body) > self.glanced:
            return None
        weight = self.before(beside) if beside else 0
        clean = self.glance.is_clean(body, weight)
        if clean is None and len(body) <= self.most and is_form(body):
            return self.glance.is_clean(body, weight, form=True)
        return clean

    def before(self, beside: Collection[bytes]) -> int:
        """What pieces say that stand before a body."""
        weight = self.of_pieces(beside)
        weight += 1 << SEEDS if weight >> SEEDS else 0  # a word that stands there twice is one piece
        return weight | LOOSE if weight & BITS else weight

    def is_quiet(self, body: bytes, type_: str) -> bool:
        """Whether a body is nothing but text, and quiet."""
        text = bare(body, type_) if len(body) <= LIGHT else None
        if text is not None and self.glance and self.glance.is_quiet(text):
            return True
        return text is not None and not self.texts.is_loud(text) and seed_words(text) < LEAST_WORDS

    def is_told(self, weight: int, fields: Fields, *, loose: bool) -> bool:
        """Whether names and texts tell something together; `loose`: nobody knows which belong together."""
        if weight & SAYS_BIRTH and weight & SAYS_HOME:
            return True
        person = weight & PERSON or (weight & BIRTH and weight & HOME)
        if person and (loose or is_person(fields) or self.hides_details(fields)):
            return True
        if weight & CARD_NAME and weight & DIGITS and (loose or is_split(fields)):
            return True
        if weight & NUMBER and (loose or alone.is_told(self.detector, fields.every)):
            return True
        if weight >> SEEDS < LEAST_WORDS:
            return False
        said = [text or "" for _, text in fields.every]
        return loose or any(map(self.texts.hides, said)) or is_phrase(said)

    def hides_details(self, fields: Fields) -> bool:
        """Whether what is given for a detail of a person may be another text once it is taken apart."""
        said = [text for field, text in fields.every if text and is_detail(unnumbered(field))]
        return any(map(self.texts.hides, said))

    def is_deep(self, body: bytes, gaps: Sequence[bytes]) -> bool:
        """Whether there are more levels than are gone into."""
        if body.count(b"{") + body.count(b"[") <= self.depth:
            return False
        brackets = b"".join(gaps).translate(LEVELS, OTHERS)
        return max(map(sub, accumulate(brackets), count(1)), default=0) > self.depth

    def between(self, gaps: set[bytes]) -> int:
        """What numbers and brackets between texts tell; a colon is far from its name, KEY begins a text."""
        if not gaps:
            return 0
        numbers = b'"'.join(gaps)
        digits = numbers.translate(NINES)
        if b":" in numbers or KEY in numbers or b"9e" in digits or max(map(len, gaps)) > LISTED:
            return TELLS
        weight = 0
        for number in LONG_NUMBER.findall(numbers) if b"9999" in digits else ():
            weight |= self.of_number(number)
        if b"999" not in digits:
            self.gaps |= gaps
        return weight

    def of_number(self, digits: bytes) -> int:
        """What digits tell that nothing but they stand in a field."""
        if len(digits) >= alone.DIGITS.start:
            return alone.weigh(self.detector, digits.decode()) if len(digits) in alone.DIGITS else TELLS
        return DIGITS if len(digits) in GROUP else 0

    def left(self, pieces: set[bytes]) -> tuple[set[bytes], set[bytes]] | None:
        """The names among pieces that are not harmless, and the texts that are not known to be.

        None if there are names that are not learnt.
        """
        names = pieces.difference(self.harmless)
        new = names.difference(self.names.known)
        if self.texts.are_silent(new):
            return names.difference(new), set()
        if met := [*filter(IS_NAME, new)]:
            for piece in met[:MOST_NAMES]:
                if len(piece) <= LONGEST:
                    self.learn(piece)
            if len(met) > MOST_NAMES or max(map(len, met)) > LONGEST:
                return None
            names = pieces.difference(self.harmless)  # one that was met may have made others tell
            new.difference_update(met)
        return names.difference(new), new

    def of_fields(self, body: bytes, names: Container[str]) -> int:
        """What the whole paths of fields of these names tell, with what stands in them."""
        weight = 0
        for field, text in asked(body, names):
            weight |= self.names.of_path(field)
            if text is None or weight & TELLS:
                return TELLS
            if self.is_answered(field, text):
                return TELLS
        return weight

    def learn(self, piece: bytes) -> None:
        """Remember a name."""
        text = decoded(piece)
        value = self.texts.weigh([piece.removesuffix(KEY)]) if is_telling(text) else 0
        self.names.learn(piece, TELLS if value & BITS else value)

    def forget(self) -> None:
        """Begin anew once there is much."""
        if len(self.harmless) + len(self.gaps) + len(self.names.known) + self.texts.kept >= KEEP:
            self.harmless.clear()
            self.gaps.clear()
            self.names.forget()
            self.texts.forget()

    def beside(self, texts: Sequence[Text]) -> frozenset[bytes] | None:
        """What of texts outside a body may tell something together with it, for `is_clean`.

        None if no body is clean beside them.
        """
        if any(self.is_answered(text.field, text.text) for text in texts):
            return None
        pieces = {
            *(msgspec.json.encode(text.text)[1:-1] for text in texts),
            *(msgspec.json.encode(text.field)[1:-1] + KEY for text in texts if text.field),
        }
        return frozenset(piece for piece in pieces if self.of_piece(piece) & ~ASKS)

    def of_pieces(self, beside: Iterable[bytes]) -> int:
        """What names and texts that stand beside a body tell."""
        return reduce(added, map(self.of_piece, beside), 0)

    def of_piece(self, piece: bytes) -> int:
        """What one name or text tells that stands beside a body."""
        if (left := self.left({piece})) is None:
            return TELLS  # a name too long to be learnt
        names, new = left
        weight = self.names.together(frozenset(names)) or (self.texts.weigh(new) if new else 0)
        return weight | self.of_field(decoded(piece)) if IS_NAME(piece) else weight

    def of_field(self, path: str) -> int:
        """What the path of a field says that stands beside a body; it may be longer than names are."""
        return self.names.of_path(path) | (LOOSE if self.is_part(path) else 0)

    def is_part(self, name: str) -> bool:
        """Whether a field of this name may make something of what stands in others."""
        last = plain(name)[0]
        return is_detail(name) or any(last in rule.siblings for rule in self.detector.finder.digits)

    def weigh(self, kind: int, field: str, text: str) -> int:
        """What a text tells by itself, in a field or as a number there; or what a field asks."""
        if kind == PATH:
            return ASKS if self.detector.by_field(unnumbered(field)) else 0
        if kind == FIELD:
            return TELLS if self.is_answered(field, text) else 0
        if kind == NUMERAL:
            return alone.of_field(self.detector, field, text)
        return self.texts.judge(text)

    def is_answered(self, field: str, text: str) -> bool:
        """Whether a rule that looks into a field accepts what stands there, or may accept it."""
        rules = self.detector.by_field(unnumbered(field))
        return bool(rules) and (self.texts.hides(text) or accept(rules, text))


def is_person(fields: Fields) -> bool:
    """Whether fields make a questionnaire or a record."""
    details = given(fields.sheet, ())
    return bool(questionnaire(details, b"") or medical_record(details, b""))


def is_split(fields: Fields) -> bool:
    """Whether a number is taken apart over several fields of a body."""
    if is_whole(fields.sheet):
        return False
    sheet = Sheet([Text((), text or "", field) for field, text in every(fields.body)])  # with the indices
    return unfolded(sheet) is not sheet


def is_phrase(texts: Iterable[str]) -> bool:
    """Whether a seed phrase stands in texts, one behind the other."""
    words = spoken(tidy(" ".join(text for text in texts if len(text) >= SHORTEST)).lower())
    for row in (row for fit, row in groupby(words, fits) if fit):
        bare = [word for each in row if (word := each.strip(AROUND))]
        if len(bare) > LONGEST_ROW or checked(bare):
            return True
    return False
