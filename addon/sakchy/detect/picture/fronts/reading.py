"""What a sheet says: the longest lines are read first, and no more when enough or too little speaks.

lines -> readings -> (a card: numbers in other ways, rows of numbers where they must be) -> evidence
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from sakchy.detect.picture.fronts import column, grouped, numbers, printed, sight, words
from sakchy.detect.picture.fronts.evidence import Front, judge
from sakchy.detect.picture.fronts.printed import Reading, Row
from sakchy.detect.picture.fronts.sheet import Sheet

LEGIBLE = 0.5
"""Mean probability from which a line counts."""
CHUNK = 6
"""Lines read before what they say is judged anew."""
SETTLED = 1.4
"""The score from which the remaining lines add nothing but time."""
MUCH, HOPELESS = 12, 0.4
"""If so many lines say so little, the others are not read."""
MANY_DIGITS = 8
SOME_DIGITS, PART, HIGHER = range(4, 15), 6.0, (1.4,)
"""So many digits in a line so many times as long as high may be a part of a card's number;
it is read so much higher than the part seemed to be."""
MOST_NUMBERS, MOST_DIGITS = 2, 21
"""A card has a number, perhaps one for calls; a page of numbers has more. It has 19 digits at most
(ISO/IEC 7812), and two may be read twice."""
CLEAR = 0.66
"""Mean probability from which a number may be told: of stripes 0.6 is read, of worn numbers 0.7."""
VOTES = 2
"""So many readings must say the same number: of a pattern each says another."""
NUMBER_WAYS = tuple((tall, wide) for tall in (1.0, 1.15, 1.3, 1.5) for wide in (0.9, 1.1, 1.3))
"""How much higher and wider a line with so many digits is taken: on cards they stand close or far apart."""
NOTHING = Front("", 0.0)


def judged(one: Sheet, place: sight.Place) -> Front:
    """What a sheet is. A card's number is digits upside down, too: if it makes none, it may be that."""
    front, numbered = this_way(one, place)
    if front.score >= 1 or not numbered:
        return front
    return max(front, this_way(one.turned(), place)[0], key=lambda way: way.score)


def this_way(one: Sheet, place: sight.Place) -> tuple[Front, bool]:
    """What a sheet is if it is the right way up, and whether a line on a card may be its number."""
    front, read, more = NOTHING, dict[words.Words, Reading](), list[Row]()
    longest = one.longest(words.joined(one.lines) if place.face == "card" else one.lines)
    for start in range(0, len(longest), CHUNK):
        chunk = {line: one.reads(line) for line in longest[start : start + CHUNK]}
        read |= chunk
        more += again(one, chunk) if place.face == "card" else ()
        stacked = in_rows(one, read) if place.face == "card" else ()
        front = judge([*rows(read), *more, *stacked], place.face, place.sure)
        settled = front.score >= SETTLED and place.face != "card"  # of a card the smallest print counts
        if settled or (len(read) >= MUCH and front.score < HOPELESS):
            break
    counts = [count for said in read.values() if (count := digits(said)) >= MANY_DIGITS]
    return front, place.face == "card" and 0 < len(counts) <= MOST_NUMBERS and min(counts) <= MOST_DIGITS


def again(one: Sheet, read: Mapping[words.Words, Reading]) -> Iterator[Row]:
    """Lines of many digits in other ways, and the numbers that they may be."""
    for seen, seen_as in read.items():
        line, said = prolonged(one, seen, seen_as)
        if long_number(said):
            found = [said, *filter(long_number, (one.read(line, *way) for way in NUMBER_WAYS))]
            apart = " " if " " in said.number else ""
            clear = [reading.odds for reading in found if reading.sure >= CLEAR]
            votes = Counter(grouped.numbers(clear)).most_common()
            likely = [text.replace(" ", apart) for text, count in votes if count >= VOTES]
            together = numbers.agreed([reading.number for reading in found])
            yield from (Row((number,), number) for number in (*together, *likely))


def prolonged(one: Sheet, line: words.Words, said: Reading) -> tuple[words.Words, Reading]:
    """A line over all the width of a sheet, if a part of a number was seen of it: the rest may be paler."""
    if digits(said) not in SOME_DIGITS or line.length < PART * line.height:
        return line, said
    whole = replace(line, x=0.0, y=line.y - line.slope * line.x, length=float(one.image.shape[1]))
    return max((line, said), (whole, one.reads(whole, HIGHER)), key=lambda way: digits(way[1]))


def long_number(reading: Reading) -> bool:
    """Whether it may be all of a card's number."""
    return digits(reading) >= MANY_DIGITS


def digits(reading: Reading) -> int:
    """Digits of a line read as a number."""
    return sum(map(str.isdigit, reading.number))


def in_rows(one: Sheet, read: Mapping[words.Words, Reading]) -> Iterator[Row]:
    """A number in four rows, looked for where they must be."""
    said = {line: reading.number for line, reading in read.items()}
    yield from (Row((text,), text) for text in column.numbers(said, lambda line: one.reads(line).number))


def rows(read: Mapping[words.Words, Reading]) -> list[Row]:
    """Lines side by side, as far as they can be read, from the top."""
    legible = ([read[line] for line in row if read[line].sure >= LEGIBLE] for row in words.rows(list(read)))
    return [printed.row(row) for row in legible if row]
