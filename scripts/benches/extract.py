"""Extract: what opening costs, from body to parts: MB/s for every carrier, microseconds for a small body.

`json_2k_us` is a body of two kilobytes with nothing suspicious in it, read in place, before detection;
`json_2k_met_us` is the same where such a body was met before, with other numbers, and is not taken
apart again; `loads_us` is what `json.loads` takes; `form_2k_us` is a form of that size. Then, for every
carrier of the tests' corpus, half a megabyte of ordinary words (or the passport's picture): MB/s of what was
packed, and, where Python or a library in use can take the same format apart, how many times its time that is
(`ratio`; the peer only decodes, it finds no nested things). The best of several rounds each.
"""

import base64
import bz2
import email
import gzip
import io
import json
import lzma
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode
from xml.etree import ElementTree as ET

import cbor2
import msgspec
import zstandard
from python_multipart.multipart import MultipartParser

from sakchy import rulebook
from sakchy.extract import extract, extract_light
from sakchy.inspect import Inspector
from sakchy.model import Outgoing

if TYPE_CHECKING:
    from corpus.item import Item

ROOT = Path(__file__).parents[2]
ROUNDS, QUICK = 7, 2
WORDS = "Добрый вечер, сможете привезти завтра? Спасибо, жду. Please call before noon. "
SIZE = 512 << 10  # bytes of words in one carrier
ORDER = {
    "items": [
        {"sku": f"SKU-{10_000 + item}", "title": "Кара жемпир", "price": 1200, "count": 1}
        for item in range(21)
    ],
    "comment": "Саламатсызбы, кечинде жеткирсеңиз болобу? Рахмат",
    "session": "8f3c0d1e5a524f8e9a1f1f2c3d4e5f60",
    "contact": {"name": "Ulgu", "city": "Bishkek", "note": "please call before noon"},
    "at": "2026-11-22T10:00:00Z",
}
FORM = {f"field_{number}": "please call before noon, " * 3 for number in range(24)}
Work = Callable[[bytes], object]


def multipart(body: bytes) -> None:
    """The push parser that other programs use, without callbacks."""
    MultipartParser(b"----edge1900").write(body)


def members(body: bytes) -> list[bytes]:
    """Every file of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def tarred(body: bytes) -> list[str]:
    """Every member of a TAR."""
    with tarfile.open(fileobj=io.BytesIO(body)) as archive:
        return archive.getnames()


def letters(body: bytes) -> list[object]:
    """Every part of a letter, decoded."""
    return [part.get_payload(decode=True) for part in email.message_from_bytes(body).walk()]


PEERS: dict[str, Work] = {
    "json_value": json.loads,
    "json_escaped": json.loads,
    "urlencoded": parse_qsl,
    "multipart_file": multipart,
    "multipart_field": multipart,
    "xml_element": ET.fromstring,
    "soap": ET.fromstring,
    "cbor": cbor2.loads,
    "messagepack": msgspec.msgpack.decode,
    "base64_standard": base64.b64decode,
    "zip": members,
    "docx": members,
    "odt": members,
    "xlsx": members,
    "tar": tarred,
    "gz": gzip.decompress,
    "bz2": bz2.decompress,
    "xz": lzma.decompress,
    "zst": lambda body: zstandard.ZstdDecompressor().decompress(body, SIZE * 2),
    "eml": letters,
    "eml_attachment": letters,
}
"""What takes the same format apart; not its contents."""


def run(quick: bool = False) -> dict[str, object]:
    """All figures."""
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from corpus import deal, item  # noqa: PLC0415  lies with the tests

    assert deal.MODULES
    rounds = QUICK if quick else ROUNDS
    order, form = json.dumps(ORDER, ensure_ascii=False).encode(), urlencode(FORM).encode()
    results: dict[str, object] = {
        "json_bytes": len(order),
        "json_2k_us": small(order, "application/json", rounds),
        "json_2k_met_us": met(order, rounds),
        "loads_us": best(lambda: json.loads(order), rounds * 300) * 1e6,
        "form_bytes": len(form),
        "form_2k_us": small(form, "application/x-www-form-urlencoded", rounds),
    }
    words = item.Item(WORDS * (SIZE // len(WORDS.encode())), "words")
    picture = item.PAYLOADS["passport"]()
    for name, carrier in item.CARRIERS.items():
        given = words if carrier.fits(words) else picture
        results[name] = figures(name, carrier(given), len(given.bytes), rounds)
    return results


def figures(name: str, packed: "Item", size: int, rounds: int) -> dict[str, object]:
    """MB/s for `size` bytes in one carrier, and the peer's time in relation."""
    message = Outgoing("http", packed.bytes, headers=(("content-type", packed.type),))
    seconds = best(lambda: extract(message), rounds)
    row: dict[str, object] = {
        "body_kB": len(message.body) >> 10,
        "ms": seconds * 1e3,
        "MB/s": size / seconds / 1e6,
    }
    if peer := PEERS.get(name):
        row["ratio"] = seconds / best(lambda: peer(message.body), rounds)
    return row


def met(body: bytes, rounds: int) -> float:
    """Microseconds for a small body like others before it, with another time and other prices."""
    inspector = Inspector(rulebook.load(), b"benchmark" * 3)
    others = [
        Outgoing("http", body.replace(b"1200", b"%d" % (1200 + each)).replace(b":00Z", b":%02dZ" % each))
        for each in range(60)
    ]
    inspector.is_clean(others[0])
    assert all(map(inspector.is_clean, others))
    times = [best(partial(inspector.is_clean, message), rounds) for message in others]
    return sorted(times)[len(times) // 2] * 1e6


def small(body: bytes, type_: str, rounds: int) -> float:
    """Microseconds to read a small body in place."""
    message = Outgoing("http", body, headers=(("content-type", type_),))
    assert extract_light(message) is not None
    return best(lambda: extract_light(message), rounds * 300) * 1e6


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds, the fewest of so many rounds."""
    times = []
    for _ in range(rounds):
        before = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - before)
    return max(1, min(times)) / 1e9
