"""Ways of hiding something, each with what comes of it; `docs/evasion.md` tells them to people.

A way is a message that holds the test card, key or passport. Some cannot be seen by anybody who does not
know the secret of whoever hid it; they stand here as well, so that the document stays true.
"""

import base64
import codecs
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import py7zr
from PIL import Image, ImageDraw, ImageOps

from corpus.archives import zip_of
from corpus.deal import Outcome
from corpus.envelopes import post
from corpus.forms import EDGE, MULTIPART, end, part
from corpus.item import CARD, PAYLOADS, holiday, jpeg, passport
from corpus.pictures import saved
from sakchy.model import Outgoing

NUMBER = "4111 1111 1111 1111"
SENTENCE = "карта {} 11/29"
FOUND: Outcome = "found"
NOT_READ: Outcome = "not read"
NOT_SEEN: Outcome = "silent"


@dataclass(frozen=True)
class Way:
    """A way of hiding, and what comes of it."""

    name: str
    outcome: Outcome
    kind: str
    make: Callable[[], Outgoing]


WAYS: dict[str, Way] = {}
Make = Callable[[], Outgoing]


def way(name: str, outcome: Outcome, kind: str = "bank-card") -> Callable[[Make], Make]:
    """Register a function as a way."""

    def register(make: Make) -> Make:
        assert name not in WAYS, name
        WAYS[name] = Way(name, outcome, kind, make)
        return make

    return register


def said(number: str) -> Outgoing:
    """The number in a chat message."""
    return post(
        json.dumps({"text": SENTENCE.format(number)}, ensure_ascii=False).encode(), "application/json"
    )


def letters(name: str, outcome: Outcome, change: Callable[[str], str]) -> None:
    """Register a way that changes the letters of the number."""
    way(name, outcome)(lambda: said(change(NUMBER)))


def translated(zero: int) -> Callable[[str], str]:
    """The digits of another script, whose zero has this code."""
    return lambda text: "".join(chr(zero + int(letter)) if letter.isdigit() else letter for letter in text)


def between(letter: str) -> Callable[[str], str]:
    """Something between all digits, which stand without gaps."""
    return lambda text: letter.join(text.replace(" ", ""))


letters("full-width digits", FOUND, translated(0xFF10))
letters("Arabic digits", FOUND, translated(0x660))
letters("mathematical bold digits", FOUND, translated(0x1D7CE))
letters("circled digits", FOUND, lambda text: text.replace("4", "④").replace("1", "①"))
letters("letter O for zero, l for one", NOT_SEEN, lambda text: text.replace("1", "l"))
letters("no-break spaces", FOUND, lambda text: text.replace(" ", "\xa0"))
letters("thin spaces", FOUND, lambda text: text.replace(" ", "\u2009"))
letters("en dashes", FOUND, lambda text: text.replace(" ", "\u2013"))
letters("dots", FOUND, lambda text: text.replace(" ", "."))
letters("line breaks", FOUND, lambda text: text.replace(" ", "\n"))
letters("a space between all digits", FOUND, between(" "))
letters("zero-width spaces", FOUND, between("\u200b"))
letters("soft hyphens", FOUND, between("\xad"))
letters("word joiners and direction marks", FOUND, between("\u2060\u200e"))
letters("HTML tags between digits", FOUND, between("<b></b>"))
letters("HTML entities", FOUND, lambda text: "".join(f"&#{ord(letter)};" for letter in text))
letters("words for digits", NOT_SEEN, lambda text: "төрт бир бир бир " * (len(text) // 5))
letters("reversed", NOT_SEEN, lambda text: text[::-1])


@way("ROT13 of a key", NOT_SEEN, "secret")
def rot13() -> Outgoing:
    return said(codecs.encode(PAYLOADS["secret"]().text, "rot13"))


@way("encryption in the page, end to end", NOT_SEEN)
def own_cipher() -> Outgoing:
    return post(bytes(byte ^ 0xA7 for byte in CARD.encode()), "application/octet-stream")


@way("number split over four fields", NOT_SEEN)
def split() -> Outgoing:
    return post(json.dumps(dict(zip("abcd", NUMBER.split(), strict=True))).encode(), "application/json")


@way("gzip of two members", FOUND)
def members() -> Outgoing:
    packed = gzip.compress(CARD.encode()[:20]) + gzip.compress(CARD.encode()[20:])
    return post(packed, "text/plain", ("content-encoding", "gzip"))


@way("three Content-Encodings on top of each other", FOUND)
def stacked() -> Outgoing:
    return post(gzip.compress(gzip.compress(gzip.compress(CARD.encode()))), "text/plain",
                ("content-encoding", "gzip, gzip, gzip"))  # fmt: skip


@way("Content-Encoding that is not true", FOUND)
def false_encoding() -> Outgoing:
    return post(CARD.encode(), "text/plain", ("content-encoding", "br"))


@way("Content-Encoding nobody knows", NOT_READ)
def unknown_encoding() -> Outgoing:
    return post(bytes(byte ^ 0xA7 for byte in CARD.encode()), "text/plain", ("content-encoding", "lz9"))


@way("wrong name and type", FOUND, "passport")
def wrong_name() -> Outgoing:
    head = 'Content-Disposition: form-data; name="f"; filename="style.css"\r\nContent-Type: text/css'
    return post(part(head, passport()) + end(), MULTIPART)


@way("boundary that is not the declared one", FOUND)
def wrong_boundary() -> Outgoing:
    body = part('Content-Disposition: form-data; name="m"', CARD.encode(), "other") + end("other")
    return post(body, MULTIPART)


@way("after the last boundary", FOUND)
def epilogue() -> Outgoing:
    return post(part('Content-Disposition: form-data; name="m"', b"hi") + end() + CARD.encode(), MULTIPART)


@way("number as the name of a field", FOUND)
def as_name() -> Outgoing:
    return post(f"{quote(NUMBER)}=1&b=2".encode(), "application/x-www-form-urlencoded")


@way("number in a file's name", FOUND)
def as_file_name() -> Outgoing:
    head = f'Content-Disposition: form-data; name="f"; filename="{NUMBER}.txt"'
    return post(part(head, b"hello") + end(EDGE), MULTIPART)


@way("base64 three times", FOUND, "secret")
def thrice() -> Outgoing:
    data = PAYLOADS["secret"]().bytes
    for _ in range(3):
        data = base64.b64encode(data)
    return post(b'{"a":"' + data + b'"}', "application/json")


@way("base32", NOT_SEEN, "secret")
def base32() -> Outgoing:
    return post(base64.b32encode(PAYLOADS["secret"]().bytes), "text/plain")


@way("picture as a list of numbers", FOUND, "passport")
def numbers() -> Outgoing:
    return post(json.dumps({"file": list(passport())}).encode(), "application/json")


@way("more wrappings than are opened", NOT_READ)
def too_deep() -> Outgoing:
    data = CARD.encode()
    for _ in range(20):
        data = zip_of({"a": data})
    return post(data, "application/zip")


@way("ZIP with a password", NOT_READ)
def locked_zip() -> Outgoing:
    data = bytearray(zip_of({"a.txt": bytes(range(256))}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return post(bytes(data), "application/zip")


@way("7z with a password", NOT_READ)
def locked_seven_zip() -> Outgoing:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="specimen", header_encryption=True) as archive:
        archive.writestr(CARD, "a.txt")
    return post(out.getvalue(), "application/x-7z-compressed")


@way("RAR", NOT_READ)
def rar() -> Outgoing:
    return post(b"Rar!\x1a\x07\x01\x00" + bytes(200), "application/vnd.rar")


@way("archive behind a picture", FOUND)
def behind() -> Outgoing:
    return post(holiday() + zip_of({"a.txt": CARD.encode()}), "image/jpeg")


@way("picture behind a picture", FOUND, "passport")
def second_picture() -> Outgoing:
    return post(holiday() + passport(), "image/jpeg")


@way("comment inside a picture", FOUND)
def comment() -> Outgoing:
    data, said_ = holiday(), CARD.encode()
    return post(data[:2] + b"\xff\xfe" + (len(said_) + 2).to_bytes(2, "big") + said_ + data[2:], "image/jpeg")


def picture(image: Image.Image) -> Outgoing:
    """A picture as the body."""
    return post(saved(image, "JPEG", quality=85), "image/jpeg")


def scan() -> Image.Image:
    """The passport as pixels."""
    return Image.open(io.BytesIO(jpeg("passport-scan.jpg", 1200))).convert("RGB")


@way("picture on its side or head", FOUND, "passport")
def turned() -> Outgoing:
    return picture(scan().transpose(Image.Transpose.ROTATE_180))


@way("mirrored picture", NOT_SEEN, "passport")
def mirrored() -> Outgoing:
    return picture(ImageOps.mirror(scan()))


@way("inverted picture", FOUND, "passport")
def inverted() -> Outgoing:
    return picture(ImageOps.invert(scan()))


@way("picture too small to read", NOT_SEEN, "passport")
def tiny() -> Outgoing:
    return picture(scan().resize((160, 112)))


@way("picture in a picture", FOUND, "passport")
def collage() -> Outgoing:
    wall = Image.new("RGB", (2400, 1800), (120, 140, 160))
    wall.paste(scan(), (900, 700))
    return picture(wall)


@way("card number drawn into a picture", NOT_SEEN)
def drawn() -> Outgoing:
    image = Image.new("RGB", (800, 200), "white")
    ImageDraw.Draw(image).text((20, 60), NUMBER, fill="black", font_size=60)
    return picture(image)


@way("steganography", NOT_SEEN)
def hidden() -> Outgoing:
    image = Image.new("L", (64, 64), 128)
    bits = "".join(f"{byte:08b}" for byte in CARD.encode())
    image.putdata([128 | int(bit) for bit in bits.ljust(64 * 64, "0")])
    return post(saved(image, "PNG"), "image/png")


@way("cookie", NOT_SEEN)
def cookie() -> Outgoing:
    return post(b"a=1", "application/x-www-form-urlencoded", ("cookie", f"card={NUMBER}"))


@way("more text than is looked at", NOT_READ)
def far_behind() -> Outgoing:
    return post(b"word " * 2_000_000 + CARD.encode(), "text/plain")
