"""Bodies of one megabyte: base64 as an upload sends it, and what somebody sends to hold up the guard."""

import base64
import json
import re
from collections.abc import Iterator
from random import Random

MEGABYTE = 1 << 20
SEED = 20_261_122
PIECES = (
    *(
        "4111 1111 1111 1112 ",
        "0123456789" * 2,
        "<",
        "@",
        "ghp_",
        "://a:b",
        '"pan":"',
        "паспорт ID ",
        "a1B2" * 9,
    ),
    *(
        "key=",
        "token: ",
        "[[",
        '{"a":',
        "%41",
        "\\u0041",
        "&#65;",
        "P<KGZ",
        "<<<<",
        "-----BEGIN ",
        "eyJ",
        "пин-код ",
    ),
    *("фио: ", "1 2 3 4 ", "=\n", "a=b&", "\u200b", "Ж", "٣", "card ", "cvv 12", "Basic ", "password="),
)
FAMILIES = (
    '{"a":"8f3c0d1e-5a52-4f8e-9a1f-1f2c3d4e5f60"}\n',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nv\r\n',
    "\n\x05hello",
    "data: {}\n\n",
    "BEGIN:VCARD\nFN:x\nEND:VCARD\n",
    "{a:'x y',",
    "\u0130",
    "a%d=b&",
    "2%013d ",
    "4%015d, ",
    "16%011d ",
    "1%014d,",
    "30101%09d,",
    '"k%d":"v %d",',
)
"""Whole ones that cost more than pieces do; each `%d` is a number that counts."""
LEAST, MOST = 1, 6
"""Pieces that one hostile body repeats."""


def base64_body() -> bytes:
    """A file of noise inside JSON."""
    noise = Random(SEED).randbytes(MEGABYTE * 3 // 4)  # noqa: S311  the same noise every time
    return json.dumps({"file": base64.b64encode(noise).decode()}).encode()


def bodies(size: int, mixtures: int) -> Iterator[bytes]:
    """Of `size` bytes each: every piece again and again, then seeded mixtures, repeated and shuffled."""
    chance = Random(SEED)  # noqa: S311  the same bodies every time
    yield from (filled(piece, size) for piece in PIECES)
    yield from (counted(family, size) for family in FAMILIES)
    for _ in range(mixtures):
        chosen = chance.choices(PIECES, k=chance.randint(LEAST, MOST))
        yield filled("".join(chosen), size)
        yield filled("".join(chance.choices(chosen, k=500)), size)


def filled(piece: str, size: int) -> bytes:
    """One piece again and again, `size` bytes in all."""
    one = piece.encode()
    return one * (size // len(one))


def counted(family: str, size: int) -> bytes:
    """One family again and again with numbers that rise, at most `size` bytes; as JSON if it must be."""
    numbers = len(re.findall("%0?[0-9]*d", family))
    one = len(family % ((0,) * numbers)) if numbers else len(family.encode())
    each = (family % ((number * 7,) * numbers) if numbers else family for number in range(size // one))
    body = "".join(each)[:size]
    return f"{{{body[: size - 2].rpartition(',')[0]}}}".encode() if family[0] == '"' else body.encode()[:size]
