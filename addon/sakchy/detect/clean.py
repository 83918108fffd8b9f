"""JSON and forms in which nothing can be found, told without taking them apart.

Pages send the same names and words again and again, and a few new numbers. Such a body is cut into its names
and texts: a piece that was met before and is no part of any finding costs next to nothing. Pieces never met
before are looked at by the true means, extraction and all rules, once. Whatever is not proved to be harmless
goes the full way, so that findings are the same with this and without it.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import takewhile

import msgspec

from sakchy.detect import labelled
from sakchy.detect.cut import KEY, cut, decoded, meant
from sakchy.detect.details import FIELDS, TELLING
from sakchy.detect.fields import KEEP_NAMES, plain
from sakchy.detect.labelled import answers
from sakchy.detect.phrases import AROUND, LENGTHS, fits, seed_phrase, spoken
from sakchy.detect.questionnaire import detail_of
from sakchy.detect.shares import Joints, Vendors
from sakchy.detect.sheet import Sheet
from sakchy.detect.text import TextDetector, search
from sakchy.detect.unfolded import BESIDE, CARD, unfolded
from sakchy.extract import extract
from sakchy.extract.piece import NAME_LENGTH
from sakchy.extract.value import SHORTEST
from sakchy.model import Outgoing, Text

MOST = 64 << 10
"""Bytes of a body; larger ones are rare and hold something new."""
KEEP = 20_000
"""Pieces remembered, some two megabytes; then it begins anew."""
LONGEST = 200
"""Bytes of a name that is remembered; longer ones do not come back."""
WORD = 24
"""Bytes of a text that is remembered as it is: `en-US`, `purchase`, `true`."""
WORDLIKE = re.compile(rb"[A-Za-z][A-Za-z_./:-]*+|\d{1,3}")
SHAPES = 1_000
"""Sets of telling pieces remembered: messages of one sort share theirs."""
STAMP = re.compile(
    rb"""(?![0-9-]{9}) [0-9a-f]{8} - (?![0-9-]{9}) [0-9a-f]{4} - [0-9a-f]{4} - (?![0-9-]{9})
         [0-9a-f]{4} - (?!\d{12}) [0-9a-f]{12}
       | \d{4}-\d\d-\d\d [T\ ] \d\d:\d\d:\d\d (?:\.\d{1,6})? (?:Z|[+-]\d\d:?\d\d)?
       | -?\d{1,11} (?:\.\d{1,20})?""",
    re.VERBOSE,
)
"""What is new in every message: UUIDs (RFC 9562), times (RFC 3339), numbers too short for any rule."""
NINES = bytes(57 if 48 <= code <= 57 else 101 if code in b"eE" else code for code in range(256))
"""Digits as 9, the letter of an exponent as e: `4e15` is a card number, too."""
LISTED = 32
"""Bytes between two texts; longer ones are lists of numbers, which may be the bytes of a file."""
LONG_NUMBER = re.compile(rb"(?<![\d.])\d{4,}")
GROUP = range(4, 7)
"""Digits of a part of a card number that stands in several fields, as any short number may be."""
SHORTEST_LONG, LONG = 12, 19
"""Digits of card numbers (ISO/IEC 7812); rules for shorter numbers ask for a name or a word beside them."""
MEMBERS = 8
"""Different names that are small numbers make a list of bytes, as scripts write typed arrays."""
TELLS, BIRTH, HOME, CARD_NAME, DIGITS, CREDENTIAL, VENDOR, JOINT, INDEX, SEED = (
    1 << bit for bit in range(10)
)
SEEDS = 16
"""From this bit on stands how many words of seed phrases there are."""
LOW = (1 << SEEDS) - 1
TOGETHER = (BIRTH | HOME, CARD_NAME | DIGITS)
"""What tells nothing by itself and may tell something together."""
COUNTED = (SEED, INDEX, JOINT, VENDOR)
"""What depends on how many there are, or on what they are."""


class Clean:
    """What was met before, for one set of rules."""

    def __init__(self, detector: TextDetector) -> None:
        """`detector` knows the rules."""
        self.detector = detector
        self.harmless: set[bytes] = set()
        self.weights: dict[bytes, int] = {}
        self.passing: dict[int, int] = {}
        """Hash of a text -> its weight; Python keys the hash anew in every process (SipHash)."""
        self.together = lru_cache(SHAPES)(self.weigh_together)
        self.name = lru_cache(KEEP_NAMES)(decoded)
        self.vendors = Vendors(detector.named.rules)
        asked = [FIELDS[detail] for detail in (*TELLING, "health", "birth")]
        self.joints = Joints(name for names in (detector.homes, *asked) for name in names.endings)

    def is_clean(self, body: bytes, beside: Collection[bytes] = ()) -> bool:
        """True only if there is no finding in a body, JSON or a form, whatever its values mean together.

        `beside` are pieces that stand outside it in the same message.
        """
        cuts = cut(body) if len(body) <= MOST else None
        if cuts is None:
            return False
        texts, gaps = cuts
        pieces = {*texts, *beside}.difference(self.harmless)
        new = pieces.difference(self.weights)
        every = self.between(gaps)
        if len(pieces) > len(new):
            every |= self.together(frozenset(pieces.difference(new)))
        if new and not every & TELLS:
            more = self.new(new)
            seeds = (every >> SEEDS) + (more >> SEEDS)
            every |= more | (TELLS if seeds >= LENGTHS[-1] - 1 else 0)
        return not every & TELLS and not any(every & bits == bits for bits in TOGETHER)

    def between(self, gaps: Sequence[bytes]) -> int:
        """What the numbers and brackets between texts tell; a colon there is far from the name before it."""
        numbers = b'"'.join(gaps)
        digits = numbers.translate(NINES)
        if b":" in numbers or b"9e" in digits or max(map(len, gaps), default=0) > LISTED:
            return TELLS
        every = 0
        for number in LONG_NUMBER.findall(numbers) if b"9999" in digits else ():
            every |= self.of_number(number)
        return every

    def of_number(self, digits: bytes) -> int:
        """What digits tell that nothing but they stand in a field."""
        if len(digits) >= SHORTEST_LONG:
            return TELLS if len(digits) > LONG or self.detector.finder.accepting(digits.decode()) else 0
        return DIGITS if len(digits) in GROUP else 0

    def new(self, pieces: set[bytes]) -> int:
        """What pieces that were not met before tell. Those that may come back are learnt for the next time.

        Until then they count as telling unless they are harmless.
        """
        every, seeds, left = 0, 0, []
        for piece in pieces:
            if (known := self.passing.get(hash(piece))) is not None:
                every |= known & LOW
                seeds += known >> SEEDS
            elif piece.isdigit() and len(piece) <= LONG:
                every |= self.of_number(piece)
            elif STAMP.fullmatch(piece):
                pass
            else:
                left.append(piece)
        return every | seeds << SEEDS | (TELLS if left and any(self.learn(left)) else 0)

    def learn(self, pieces: Sequence[bytes]) -> list[int]:
        """What each of these pieces adds to the whole; remembered."""
        texts = [meant(piece.removesuffix(KEY)) for piece in pieces]
        weights = [
            weight | (self.of_name(text) if piece.endswith(KEY) else self.of_text(text))
            for piece, text, weight in zip(pieces, texts, self.marked(texts), strict=True)
        ]
        if len(self.harmless) + len(self.weights) + len(self.passing) >= KEEP:
            self.harmless.clear()
            self.weights.clear()
            self.passing.clear()
        weighed = list(zip(pieces, weights, strict=True))
        private = any(weight & TELLS for piece, weight in weighed if piece.endswith(KEY))  # a log-in
        for piece, weight in weighed:
            if piece.endswith(KEY) or not private:
                self.remember(piece, weight)
        return weights

    def remember(self, piece: bytes, weight: int) -> None:
        """Keep names and single words as they are; of what people may have written only a keyed hash."""
        if piece.endswith(KEY) or (len(piece) <= WORD and WORDLIKE.fullmatch(piece)):
            if weight and len(piece) <= LONGEST:
                self.weights[piece] = weight
            elif len(piece) <= LONGEST:
                self.harmless.add(piece)
        else:
            self.passing[hash(piece)] = weight | seed_words(decoded(piece)) << SEEDS

    def weigh_together(self, pieces: frozenset[bytes]) -> int:
        """What pieces tell together, each of which tells something or may tell it beside others."""
        weights = {piece: self.weights.get(piece, TELLS) for piece in pieces}
        every = 0
        for weight in weights.values():
            every |= weight
        names = {bit: [self.name(piece) for piece in pieces if weights[piece] & bit] for bit in COUNTED}
        seeds = sum(map(seed_words, names[SEED]))
        if seeds >= LENGTHS[-1] - 1 or len(names[INDEX]) >= MEMBERS:
            return TELLS
        if self.joints.join({plain(name)[1] for name in names[JOINT]}):
            return TELLS
        if every & CREDENTIAL and self.vendors.join(names[VENDOR]):
            return TELLS
        return every | seeds << SEEDS

    def marked(self, texts: Sequence[str]) -> list[int]:
        """`TELLS` for each text in which something is found or wrapped, `BIRTH` and `HOME` for labels."""
        whole = set(texts if are_plain(texts) else [text for text in texts if are_plain([text])])
        looked = [text for text in texts if text in whole]
        sheet = Sheet([Text((), text, "") for text in looked])
        if unfolded(sheet) is sheet:
            told = dict(zip(looked, self.found(sheet), strict=True)) if looked else {}
            return [told.get(text, TELLS) for text in texts]
        if len(texts) > 1:  # digits that are taken apart may stand in any of them: each by itself
            return [self.marked([text])[0] for text in texts]
        return [TELLS]

    def found(self, sheet: Sheet) -> list[int]:
        """`TELLS` for each text in which a pattern and its checks hold, or a label with an answer stands."""
        marks = [0] * len(sheet.texts)
        literals = self.detector.finder.literals(sheet)
        for rule, places in self.detector.spans(sheet, literals).items():
            for hit in search(rule, sheet, sorted(places)):
                if hit is None:
                    return [TELLS] * len(marks)
                marks[sheet.at(hit.start)] |= TELLS
        for answer in answers(sheet, literals):
            marks[next(at for at, text in enumerate(sheet.texts) if text is answer.text)] |= TELLS
        for bit, labels in ((BIRTH, labelled.BIRTH), (HOME, labelled.ADDRESS)):
            for label in labels.intersection(literals):
                for at, text in enumerate(sheet.texts):
                    marks[at] |= bit if label in text.text.lower() else 0
        return marks

    def of_text(self, text: str) -> int:
        """What a text adds to a finding of several."""
        if seed_words(text):
            return SEED if seed_phrase(Sheet([Text((), text)]), self.detector.key) is None else TELLS
        return DIGITS if text.isdigit() and len(text) in GROUP else 0

    def beside(self, texts: Sequence[Text]) -> frozenset[bytes]:
        """What of texts outside a body may tell something together with it, for `is_clean`."""
        pieces = {
            *(msgspec.json.encode(text.text)[1:-1] for text in texts),
            *(msgspec.json.encode(text.field)[1:-1] + KEY for text in texts if text.field),
        }
        named = sorted(pieces)
        told = zip(named, self.learn(named), strict=True) if named else ()
        return frozenset(piece for piece, weight in told if weight)

    def of_name(self, name: str) -> int:
        """What the name of a member says of its value, or adds to a finding of several."""
        detail = detail_of(name)
        if len(name) > NAME_LENGTH or not name.isprintable():  # what is shown of it may read differently
            return TELLS
        if self.detector.by_field(name) or detail in TELLING or detail == "health":
            return TELLS
        weight = BIRTH if detail == "birth" else HOME if detail == "address" else 0
        weight |= CARD_NAME if CARD.search(name) or plain(name)[0] in BESIDE else 0
        weight |= CREDENTIAL if self.vendors.is_credential(name) else 0
        weight |= VENDOR if self.vendors.has(name) else 0
        weight |= INDEX if name.isdigit() and len(name) < SHORTEST else 0
        return weight | (JOINT if self.joints.has(plain(name)[1]) else 0)


def are_plain(texts: Sequence[str]) -> bool:
    """Whether extraction takes each of these texts as it is, with nothing in it."""
    parts = extract(Outgoing("websocket", msgspec.json.encode(texts)))
    taken = [part.text if isinstance(part, Text) else None for part in parts]
    return taken == [text for text in texts if len(text) >= SHORTEST]


def seed_words(text: str) -> int:
    """Words at both ends of a text, or all of them, that may be part of a seed phrase over several texts."""
    words = spoken(text.lower())
    begins = list(takewhile(fits, words))
    ends = [] if len(begins) == len(words) else takewhile(fits, reversed(words))
    return sum(bool(word.strip(AROUND)) for word in (*begins, *ends))
