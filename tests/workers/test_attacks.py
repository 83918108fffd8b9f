"""Bombs and mazes, end to end through a worker: one answer each, bounded memory, and the next one is read."""

import gzip
import json
import struct
import sys
import tarfile
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from corpus.archives import zip_of
from corpus.envelopes import post
from corpus.item import CARD
from corpus.pdf import PIXELS, file, page, stream

from sakchy.limits import DEFAULT, Limits
from sakchy.workers import Workers

MEGA = 1 << 20
HUGE = 80 * MEGA  # more than anything may unpack to
MARK = "sakchy-was-here"
NEXT = post(CARD.encode(), "text/plain")


def zeros(size=HUGE):
    """Compressed zeros (zlib), made in pieces."""
    packer = zlib.compressobj(9)
    block = bytes(MEGA)
    return b"".join([*(packer.compress(block) for _ in range(size // MEGA)), packer.flush()])


def gzip_bomb():
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(MEGA)) for _ in range(HUGE // MEGA)), packer.flush()])


def zip_bomb():
    inner = zip_of({f"{number}.txt": bytes(10 * MEGA) for number in range(3)})
    for _ in range(5):
        inner = zip_of({f"{number}.zip": inner for number in range(16)})
    return inner


def overlapping():
    """Every entry of the directory leads to the same data (as in Fifield's construction)."""
    out, data = bytearray(), zlib.compress(bytes(20 * MEGA), wbits=-15)
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(data), 20 * MEGA, 1, 0)
    out += head + b"a" + data
    start = len(out)
    for _ in range(5000):
        out += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(data), 20 * MEGA, 1, 0, 0, 0, 0, 0, 0
        )
        out += b"a"
    return bytes(out) + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 5000, 5000, len(out) - start, start, 0)


def paths():
    return zip_of(
        {"../../../../tmp/out": b"a", "/etc/passwd": b"b", "C:\\a": b"c", "a" * 60_000: CARD.encode()}
    )


def tar_of_lies():
    """A member that says it has a terabyte."""
    info = tarfile.TarInfo("a")
    info.size = 1 << 40
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(1024)


def chunk(kind, data):
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png_bomb(width=60_000, height=60_000):
    head = struct.pack(">2L5B", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zeros()) + chunk(b"IEND", b"")


def gif_bomb():
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, 60_000, 60_000, 0) + b"\x08\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<2H3B", 60_000, 60_000, 0xF0, 0, 0) + bytes(6) + frame * 5000 + b"\x3b"


def tiff_maze():
    """A directory whose next directory is itself."""
    return b"II*\0\x08\0\0\0\x01\0" + struct.pack("<HHLL", 0x100, 3, 1, 9) + struct.pack("<L", 8)


def pdf_bomb():
    head = PIXELS.format(60_000, 60_000, "Gray")
    packed = zeros()
    image = (
        f"<< {head} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
        + packed
        + b"\nendstream"
    )
    return page(b"q 500 0 0 500 0 0 cm /I Do Q", {5: image}, resources="/XObject << /I 5 0 R >>")


def pdf_maze():
    """Pages that hold each other, and a form that draws itself."""
    form = stream(
        b"/F Do " * 9,
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 4 0 R >> >>",
    )
    pages = "<< /Type /Pages /Kids [3 0 R 3 0 R 2 0 R] /Count 100000000 >>"
    leaf = "<< /Type /Pages /Kids [2 0 R] /Count 1000000 /Parent 2 0 R >>"
    return file({1: "<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 3: leaf, 4: form})


def laughs():
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{entities}]><a>&a11;</a>'.encode()


def docx_of_laughs():
    return zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": laughs()})


def office_bomb():
    text = b"<w:document><w:t>" + b"a" * HUGE + b"</w:t></w:document>"
    return zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": text})


def mail_maze():
    body = b"hello"
    for number in range(500):
        edge = str(number).encode()
        head = b'Content-Type: multipart/mixed; boundary="' + edge + b'"\r\n\r\n--' + edge + b"\r\n"
        body = head + body + b"\r\n--" + edge + b"--\r\n"
    return b"From: a@b.example\r\nMIME-Version: 1.0\r\n" + body


ATTACKS = {
    "gzip": lambda: post(gzip_bomb(), "text/plain", ("content-encoding", "gzip")),
    "gzip of gzip": lambda: post(gzip.compress(gzip_bomb()), "", ("content-encoding", "gzip, gzip")),
    "br": lambda: post(brotli.compress(bytes(HUGE), quality=5), "text/plain", ("content-encoding", "br")),
    "zstd": lambda: post(zstandard.compress(bytes(HUGE)), "text/plain", ("content-encoding", "zstd")),
    "deflate": lambda: post(zeros(), "text/plain", ("content-encoding", "deflate")),
    "ten thousand gzip members": lambda: post(gzip.compress(b"a") * 10_000, "", ("content-encoding", "gzip")),
    "zip": lambda: post(zip_bomb(), "application/zip"),
    "overlapping zip": lambda: post(overlapping(), "application/zip"),
    "path names": lambda: post(paths(), "application/zip"),
    "tar": lambda: post(tar_of_lies(), ""),
    "png": lambda: post(png_bomb(), "image/png"),
    "gif": lambda: post(gif_bomb(), "image/gif"),
    "tiff": lambda: post(tiff_maze(), "image/tiff"),
    "pdf": lambda: post(pdf_bomb(), "application/pdf"),
    "pdf maze": lambda: post(pdf_maze(), "application/pdf"),
    "xml": lambda: post(laughs(), "application/xml"),
    "docx of entities": lambda: post(docx_of_laughs(), ""),
    "docx": lambda: post(office_bomb(), ""),
    "mail": lambda: post(mail_maze(), "message/rfc822"),
    "deep json": lambda: post(b"[" * 500_000, "application/json"),
    "deep json with an end": lambda: post(b'{"a":' * 90_000 + b"1" + b"}" * 90_000, "application/json"),
    "a million fields": lambda: post(b"&".join([b"a=123"] * 1_000_000), "application/x-www-form-urlencoded"),
    "a million values": lambda: post(json.dumps(["abc"] * 1_000_000).encode(), "application/json"),
    "endless boundary": lambda: post(b"--" + b"-" * 4_000_000, "multipart/form-data; boundary=" + "-" * 70),
    "parts without end": lambda: post(b"--x\r\n\r\na\r\n" * 300_000, "multipart/form-data; boundary=x"),
    "cbor of lies": lambda: post(b"\x9b\x7f" + b"\xff" * 7 + b"\x7a\xff\xff\xff\xff", "application/cbor"),
    "deep cbor": lambda: post(b"\x81" * 2_000_000, "application/cbor"),
    "deep msgpack": lambda: post(b"\x91" * 2_000_000, "application/msgpack"),
    "msgpack of lies": lambda: post(b"\xdd\xff\xff\xff\xff" * 1000, "application/msgpack"),
    "rtf": lambda: post(b"{\\rtf1" + b"{\\b" * 1_000_000, "application/rtf"),
    "base64 in base64": lambda: post(b"data:;base64," * 100_000, "text/plain"),
    "escapes": lambda: post(b"\\u005cu005c" * 200_000, "text/plain"),
}  # fmt: skip


@pytest.fixture(scope="module")
def workers():
    workers = Workers(1, None, b"k" * 32, Limits(seconds=10))
    yield workers
    workers.close()


def peak(process_id):
    """The most memory a process has used, in bytes."""
    status = Path(f"/proc/{process_id}/status").read_text()
    return 1024 * int(status.partition("VmHWM:")[2].split()[0])


HARMLESS = {"path names", "a million fields", "endless boundary", "escapes", "docx of entities"}
"""Can be read to the end (entities of documents are never unfolded), and holds nothing or only the card."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_worker_answers_once_and_reads_the_next_message(workers, attack):
    kinds = {finding.kind for finding in workers.submit(ATTACKS[attack]()).result(60)}
    assert kinds == {"not-read"} or attack in HARMLESS
    assert [finding.kind for finding in workers.submit(NEXT).result(60)] == ["bank-card"]
    if sys.platform == "linux":
        assert peak(workers.hands[0].process.pid) < DEFAULT.memory


def test_names_of_members_write_nothing(workers):
    kinds = {finding.kind for finding in workers.submit(post(paths(), "application/zip")).result(60)}
    assert kinds == {"bank-card"}
    assert not list(Path("/tmp").glob(f"{MARK}*"))
    assert not list(Path.cwd().glob(f"{MARK}*"))
