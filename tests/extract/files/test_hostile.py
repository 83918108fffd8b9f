"""Any file cut anywhere, with any bytes changed, is read to an end, within the limits and without a fault."""

import io
import struct
import time
import zlib
from random import Random

import pytest
from corpus import deal
from corpus.item import CARRIERS, PAYLOADS
from corpus.promises import keep
from PIL import Image

from sakchy.extract import extract
from sakchy.model import Outgoing, Unread

FILES = ("archives", "mail", "office", "pdf", "pictures")
TRIES = 12
SECONDS = 20  # of all tries of a format, on a busy machine: a loop without end would take for ever


def specimens():
    """Every file of the corpus with the smallest thing it can hold."""
    assert deal.MODULES
    for carrier in CARRIERS.values():
        fitting = [make() for make in PAYLOADS.values() if carrier.fits(make())]
        if carrier.pack.__module__.rpartition(".")[2] in FILES and fitting:
            yield pytest.param(carrier(fitting[0]).bytes, id=carrier.name)


def spoilt(data, random):
    """The file cut, or with some bytes changed, or a stretch of it doubled or gone."""
    out = bytearray(data)
    for _ in range(random.choice([1, 3, 20])):
        at = random.randrange(len(out))
        match random.randrange(4):
            case 0:
                out[at] = random.randrange(256)
            case 1:
                out[at : at + 4] = random.choice([b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f", b"\0\0\0\x80"])
            case 2:
                out[at:at] = out[at : at + random.randrange(200)]
            case 3:
                del out[at : at + random.randrange(1, 20)]
        if not out:
            return b""
    return bytes(out[: random.randrange(len(out))]) if random.random() < 0.3 else bytes(out)


@pytest.mark.parametrize("data", [*specimens()])
def test_spoilt_files_keep_every_promise(data):
    random, begun = Random(1900), time.monotonic()
    for _ in range(TRIES):
        keep(Outgoing("file", spoilt(data, random), path="spoilt.bin"))
    assert time.monotonic() - begun < SECONDS


def reasons(data, name="bomb.bin"):
    return {part.reason for part in extract(Outgoing("file", data, path=name)) if isinstance(part, Unread)}


def test_a_png_that_would_unfold_to_gigabytes_is_only_handed_on():
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(8 << 20))) + chunk(b"IEND", b"")
    assert reasons(data) == set()


def test_a_hundred_thousand_frames_are_walked_over():
    out = io.BytesIO()
    Image.new("P", (120, 120)).save(out, "GIF")
    whole = out.getvalue()
    at = whole.index(b"\x2c")
    frame = whole[at:-1]
    assert reasons(whole[:at] + frame * (100_000 * 40 // len(frame)) + b";") == set()
