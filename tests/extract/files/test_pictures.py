"""Pictures: handed on whole, with words, thumbnails and whatever was appended to them."""

import base64
import gzip
import io
import struct
import zipfile
import zlib
from random import Random

import pytest
from PIL import Image, PngImagePlugin

from sakchy.extract.files import ifd, isobmff, picture, png

CARD = "card 4111 1111 1111 1111"


def zipped(text=CARD):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", text)
    return out.getvalue()


def tiff(entries, order="<", after=0, head=None):
    """A TIFF structure with one directory at 8; texts stand behind it."""
    body, extra = b"", b""
    at = 8 + 2 + 12 * len(entries) + 4
    for tag, (kind, count, value) in entries.items():
        if isinstance(value, bytes):
            offset = at + len(extra)
            extra += value
            held = struct.pack(order + "I", offset) if len(value) > 4 else value.ljust(4, b"\0")
        else:
            held = struct.pack(order + "I", value)
        body += struct.pack(order + "HHI", tag, kind, count) + held
    mark = head or (b"II*\0" if order == "<" else b"MM\0*")
    return mark + struct.pack(order + "IH", 8, len(entries)) + body + struct.pack(order + "I", after) + extra


def with_exif(jpeg, block):
    body = b"Exif\0\0" + block
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def text_tag(words):
    data = words.encode() + b"\0"
    return 2, len(data), data


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "JPEG2000"])
def test_a_picture_is_one_part_and_nothing_else(opened, drawn, format_):
    data = drawn(format_)
    assert opened(data, "wrong-name.txt").pictures == [data]
    assert len(opened(data).parts) == 1


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "AVIF"])
def test_what_was_appended_to_a_picture_is_read(opened, drawn, format_):
    found = opened(drawn(format_) + zipped())
    assert CARD in found.text
    assert len(found.pictures) == 1
    assert opened(drawn(format_) + bytes(100)).reasons == []


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_appended_to_another_is_seen(opened, drawn, format_):
    second = drawn("PNG", 7)
    assert second in opened(drawn(format_) + second).pictures


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_a_picture_behind_junk_is_seen(opened, drawn, format_):
    data = drawn(format_)
    assert data in opened(b"\x00\x02" + Random(7).randbytes(4000) + data, "x.dat").pictures


def test_progressive_photographs_end_where_they_end(opened, drawn):
    found = opened(drawn(progressive=True, size=(640, 480)) + zipped())
    assert CARD in found.text


def test_words_in_exif_are_read_in_all_their_writings(opened, drawn):
    entries = {
        0x010E: text_tag("a description"),
        0x013B: text_tag("Asan Usenov"),
        0x9C9C: (1, 20, "паспорт\0\0\0".encode("utf-16-le")),
        0x8298: (2, 8, "Усенов\0\0".encode("cp1251")),
    }
    for order in "<>":
        text = opened(with_exif(drawn(), tiff(entries, order))).text
        assert all(words in text for words in ("a description", "Asan Usenov", "паспорт", "Усенов"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"ASCII\0\0\0hello", "hello"),
        (b"UNICODE\0" + "да".encode("utf-16-le"), "да"),
        (b"\0" * 8 + b"plain", "plain"),
    ],
)
def test_user_comments_name_their_charset(raw, said):
    assert ifd.said(raw, windows=False, order=b"II") == said


def test_a_thumbnail_is_looked_at_by_itself(opened, drawn):
    thumbnail = drawn(shade=3)
    first = {0x010E: text_tag("x")}
    block = tiff(first, after=200).ljust(200, b"\0")
    block += struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 300, 0x0202, 4, 1, len(thumbnail), 0)
    found = opened(with_exif(drawn(), block.ljust(300, b"\0") + thumbnail))
    assert found.pictures[1] == thumbnail


def test_comments_captions_and_packets_are_read(opened, drawn):
    jpeg, packet = drawn(), f'<x:xmpmeta><d dc:title="{CARD}">words</d></x:xmpmeta>'.encode()
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + packet
    iptc = b"Photoshop 3.0\0\x1c\2\x78\0\x0a" + "подпись".encode()
    segments = b"".join(
        b"\xff" + bytes([kind]) + struct.pack(">H", len(body) + 2) + body
        for kind, body in ((0xE1, xmp), (0xED, iptc), (0xFE, b"a comment"))
    )
    text = opened(jpeg[:2] + segments + jpeg[2:]).text
    assert all(words in text for words in (CARD, "words", "подпись", "a comment"))


@pytest.mark.parametrize("fill", [1, 2, 7])
def test_fill_bytes_before_a_marker_hide_nothing(opened, drawn, fill):
    jpeg = drawn()
    comment = b"\xff" * fill + b"\xfe" + struct.pack(">H", len(CARD) + 2) + CARD.encode()
    ended = jpeg[:-2] + b"\xff" * fill + b"\xd9"
    assert opened(jpeg[:2] + comment + ended[2:]).text == CARD
    assert CARD in opened(ended + CARD.encode()).text


def test_texts_of_a_png_are_read_packed_or_not(opened):
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Asan")
    info.add_text("Comment", CARD, zip=True)
    info.add_itxt("Title", "Заголовок", zip=True)
    info.add_itxt("XML:com.adobe.xmp", '<x:xmpmeta><a b="from xmp"/></x:xmpmeta>', zip=False)
    out = io.BytesIO()
    Image.new("RGB", (120, 120)).save(out, "PNG", pnginfo=info)
    text = opened(out.getvalue()).text
    assert all(words in text for words in ("Asan", CARD, "Заголовок", "from xmp"))


def test_a_packed_text_of_a_png_is_bounded():
    bomb = b"k\0\0" + zlib.compress(bytes(64 << 20))
    assert len(png.written(b"zTXt", bomb)) <= png.LONGEST
    assert png.written(b"iTXt", b"k\0\1\0\0\0broken") == ""


def test_exif_and_packets_of_webp_and_png_are_read(opened):
    exif = Image.Exif()
    exif[0x010E] = CARD
    for format_ in ("WEBP", "PNG", "AVIF", "TIFF"):
        out = io.BytesIO()
        Image.new("RGB", (120, 120)).save(out, format_, exif=exif)
        assert CARD in opened(out.getvalue()).text, format_


def test_a_comment_of_a_gif_is_read(opened):
    out = io.BytesIO()
    Image.new("P", (120, 120)).save(out, "GIF", comment=CARD.encode())
    assert opened(out.getvalue()).text == CARD


def test_directories_that_point_at_each_other_end(opened):
    loop = tiff({0x014A: (4, 1, 8)}, after=8)
    assert len(list(ifd.directories(loop))) == 1
    fan = b"II*\0" + struct.pack("<IH", 8, 65535) + (struct.pack("<HHII", 0x014A, 4, 60000, 8) * 3000)
    assert len(list(ifd.directories(fan))) <= ifd.MOST
    assert len(opened(loop).pictures) == 1


def test_big_tiffs_have_directories_too():
    words = b"a long description"
    entry = struct.pack("<HHQQ", 0x010E, 2, len(words), 60)
    data = (b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, 1) + entry + bytes(8)).ljust(60, b"\0") + words
    assert list(ifd.words(data, list(ifd.directories(data)))) == [words.decode()]


def test_raw_files_of_cameras_give_their_previews(opened, drawn):
    preview = drawn(size=(300, 200))
    for data in (tiff({0xC612: (1, 4, 1)}) + preview, tiff({0x010E: text_tag("x")}, head=b"IIRO") + preview):
        found = opened(data)
        assert (found.pictures, found.reasons) == ([preview], [])
    assert opened(tiff({0x0106: (3, 1, 32803)})).reasons == ["unknown-format"]


def test_icons_give_their_larger_pictures(opened, drawn):
    large = drawn("PNG", size=(256, 256))
    entry = struct.pack("<BBBBHHII", 0, 0, 0, 0, 1, 32, len(large), 22)
    assert opened(b"\0\0\1\0\1\0" + entry + large).pictures == [large]
    bitmap = struct.pack("<IiiHHIIiiII", 40, 128, 256, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(128 * 128 * 3)
    entry = struct.pack("<BBBBHHII", 128, 128, 0, 0, 1, 24, len(bitmap), 22)
    (made,) = opened(b"\0\0\1\0\1\0" + entry + bitmap).pictures
    assert Image.open(io.BytesIO(made)).size == (128, 128)


def test_ends_are_found_or_unknown(drawn):
    gif = drawn("GIF")
    assert picture.gif_end(gif + b"junk") == len(gif)
    assert picture.gif_end(gif[:-5]) == 0
    assert isobmff.boxes_end(drawn("AVIF")) == 0
    assert isobmff.boxes_end(struct.pack(">I4sQ", 1, b"ftyp", 1 << 60)) == 0


def test_words_and_pictures_of_a_drawing_are_seen(opened, drawn):
    data = base64.b64encode(drawn("PNG")).decode()
    svg = f'<text>4111 <tspan>1111</tspan> 1111 1111</text><image href="data:image/png;base64,{data}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>'
    for data in (svg.encode(), gzip.compress(svg.encode())):
        found = opened(data, "x.svg")
        assert set(found.pictures) == {drawn("PNG")}
        assert "4111 1111 1111 1111" in found.text
