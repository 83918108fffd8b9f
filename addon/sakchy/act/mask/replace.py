"""Found text -> its place in the bytes -> the message without it, proved to be otherwise the same."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from sakchy.act.mask.layer import WORD, Layer
from sakchy.act.mask.notation import NUMBER
from sakchy.act.mask.roots import Roots, roots
from sakchy.detect.fields import letters
from sakchy.detect.spot import Spot
from sakchy.extract import extract
from sakchy.limits import DEFAULT, Limits
from sakchy.model import Finding, Outgoing, Part, Text, Value

Cut = tuple[int, int, str]
"""Bytes to be taken out, and what to put there."""
SUMS = frozenset(
    ["signature", "hmac", "sign", "sig", "digest", "checksum", "hash", "md5", "sha1", "sha256", "crc32"]
)
"""Words of fields that tell a hash of the other fields."""
WORDS = re.compile(r"[._-]|(?<=[a-z])(?=[A-Z])")
LONG = 8
"""Letters and digits from which a value is no chance: removed in one place, it must not stand in another."""


class Masked(Value, frozen=True):
    """What is sent instead: request target and body, the latter without Content-Encoding."""

    path: str
    body: bytes
    left: tuple[Finding, ...] = ()
    """What is still found in it."""
    files: bool = False
    """Whole files are left out."""


def replaced(
    message: Outgoing, parts: Sequence[Part], spots: Sequence[Spot], limits: Limits = DEFAULT
) -> Masked | None:
    """The message without what stands at `spots`; None unless all of it can be replaced exactly.

    `parts` are those of the message, and `spots` count the texts among them.
    """
    texts = [part for part in parts if isinstance(part, Text)]
    sums = any(map(tells_sum, {text.field for text in texts}))
    known = all(spot.index < len(texts) for spot in spots)
    if not spots or sums or not known or (found := roots(message, limits)) is None:
        return None
    cuts = places(texts, spots, found)
    if cuts is None:
        return None
    path = spliced(message.path.encode(), cuts[0]).decode()
    masked = Masked(path, spliced(found.body, cuts[1]) if cuts[1] else message.body)
    return masked if proved(texts, spots, of(message, masked), limits) else None


def tells_sum(field: str) -> bool:
    """Whether the last part of a field's name tells a hash: `sign`, `hmac_sha256`, `bodyHash`."""
    return not SUMS.isdisjoint(word.lower() for word in WORDS.split(field.rpartition(".")[2]))


def of(message: Outgoing, masked: Masked) -> Outgoing:
    """The message as it will be sent."""
    headers = message.headers
    if masked.body != message.body:
        headers = tuple(pair for pair in headers if pair[0] != "content-encoding")
    return msgspec.structs.replace(message, path=masked.path, body=masked.body, headers=headers)


def places(texts: Sequence[Text], spots: Sequence[Spot], found: Roots) -> tuple[list[Cut], list[Cut]] | None:
    """What to cut out of the path and of the body; None if anything cannot be located for sure."""
    every = [*((0, layer) for layer in found.in_path), *((1, layer) for layer in found.in_body)]
    cuts: tuple[list[Cut], list[Cut]] = ([], [])
    for spot in spots:
        where = by_text(texts, spot, every) or by_value(texts, spot, spots, every)
        if not where:
            return None
        for side, cut in where:
            cuts[side].append(cut)
    return cuts


def by_text(texts: Sequence[Text], spot: Spot, every: Sequence[tuple[int, Layer]]) -> list[tuple[int, Cut]]:
    """The place of a spot in the layer that is its text: the third of equal texts is the third layer."""
    whole = texts[spot.index].text
    equal = [index for index, text in enumerate(texts) if text.text == whole]
    same = {(side, layer.span): layer for side, layer in every if layer.text == whole}
    if len(same) != len(equal):
        return []
    (side, _), layer = list(same.items())[equal.index(spot.index)]
    return [(side, (layer.at[spot.start], layer.at[spot.end], layer.filler))]


def by_value(
    texts: Sequence[Text], spot: Spot, spots: Sequence[Spot], every: Sequence[tuple[int, Layer]]
) -> list[tuple[int, Cut]]:
    """Every place of a value, if it stands nowhere but where it was found."""
    value = texts[spot.index].text[spot.start : spot.end]
    times = {(one.index, one.start) for one in spots if texts[one.index].text[one.start : one.end] == value}
    there: dict[tuple[int, int, int], str] = {}
    for side, layer in every:
        at = layer.text.find(value)
        while at >= 0:
            there[side, layer.at[at], layer.at[at + len(value)]] = layer.filler
            at = layer.text.find(value, at + 1)
    if len(there) != len(times):
        return []
    return [(side, (start, end, filler)) for (side, start, end), filler in there.items()]


def spliced(data: bytes, cuts: Sequence[Cut]) -> bytes:
    """The bytes with every cut replaced; cuts that overlap are one."""
    out, done = bytearray(), 0
    for start, end, filler in sorted(set(cuts)):
        if start >= done:
            out += data[done:start] + filler.encode()
        done = max(done, end)
    return bytes(out + data[done:])


def proved(texts: Sequence[Text], spots: Sequence[Spot], after: Outgoing, limits: Limits) -> bool:
    """Whether the new message says exactly the same, but for the fillers.

    What was read out of a text that changed (a token may look like base64) is gone with it.
    """
    changed = {spot.index for spot in spots}
    rest = Counter(text for index, text in enumerate(texts) if index not in changed)
    now = Counter(part for part in extract(after, limits) if isinstance(part, Text))
    if stands({texts[spot.index].text[spot.start : spot.end] for spot in spots}, after, now):
        return False
    lost, new = rest - now, now - rest
    gone = all(any(text.place[: len(texts[i].place)] == texts[i].place for i in changed) for text in lost)
    return gone and all(any(fits(texts[i], spots, i, text) for i in changed) for text in new)


def stands(values: Iterable[str], after: Outgoing, now: Iterable[Text]) -> bool:
    """Whether what was removed still stands anywhere: in a comment, a file name, the name of a member."""
    body = after.body.decode("utf-8", "replace")
    said = [after.path, body, *(each for _, each in after.headers), *(text.text for text in now)]
    bare = "\0".join(map(letters, said))
    return any(len(value) >= LONG and value in bare for value in map(letters, values))


def fits(before: Text, spots: Sequence[Spot], index: int, after: Text) -> bool:
    """Whether a text is another one with fillers at its spots."""
    own = [(spot.start, spot.end) for spot in spots if spot.index == index]
    return after.field == before.field and after.text in (
        filled(before.text, own, word) for word in (WORD, NUMBER)
    )


def filled(text: str, spans: Sequence[tuple[int, int]], word: str) -> str:
    """A text with words instead of what stands at some spans."""
    out, done = [], 0
    for start, end in sorted(set(spans)):
        if start >= done:
            out += [text[done:start], word]
        done = max(done, end)
    return "".join([*out, text[done:]])
