"""Picture formats, made from the passport's JPEG."""

import base64
import io
from html import escape

from PIL import Image

from corpus.item import PICTURES, Item, carrier, holiday


def opened(item: Item) -> Image.Image:
    """The picture of the item."""
    return Image.open(io.BytesIO(item.bytes)).convert("RGB")


def saved(image: Image.Image, format_: str, **options: object) -> bytes:
    """The picture in another format."""
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


@carrier("picture", "image", "image/png", "scan.png")
def png(item: Item) -> bytes:
    return saved(opened(item), "PNG", compress_level=1)


@carrier("picture", "image", "image/gif", "scan.gif")
def gif(item: Item) -> bytes:
    return saved(opened(item).convert("L"), "GIF")


@carrier("picture", "image", "image/gif", "scan.gif")
def gif_second_frame(item: Item) -> bytes:
    image = opened(item).convert("L")
    return saved(Image.new("L", image.size, 200), "GIF", save_all=True, append_images=[image], duration=500)


@carrier("picture", "image", "image/bmp", "scan.bmp")
def bmp(item: Item) -> bytes:
    return saved(opened(item).convert("L"), "BMP")


@carrier("picture", "image", "image/tiff", "scan.tif")
def tiff_second_page(item: Item) -> bytes:
    image = opened(item)
    blank = Image.new("RGB", image.size, "white")
    return saved(blank, "TIFF", save_all=True, append_images=[image], compression="jpeg")


@carrier("picture", "image", "image/webp", "scan.webp")
def webp(item: Item) -> bytes:
    return saved(opened(item), "WEBP", quality=80, method=0)


@carrier("picture", "image", "image/avif", "scan.avif")
def avif(item: Item) -> bytes:
    return saved(opened(item), "AVIF", quality=75, speed=10)


@carrier("picture", "image", "image/jp2", "scan.jp2")
def jpeg_2000(item: Item) -> bytes:
    return saved(opened(item).convert("L"), "JPEG2000", quality_mode="rates", quality_layers=[12])


@carrier("picture", "image", "image/heic", "IMG_1900.HEIC")
def heic(item: Item) -> bytes:
    return (PICTURES / "passport.heic").read_bytes()


def with_exif(jpeg: bytes, tiff: bytes) -> bytes:
    """A JPEG with an Exif segment before everything else."""
    exif = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + jpeg[2:]


def entry(tag: int, type_: int, value: int) -> bytes:
    """A TIFF directory entry with one number (type 3: 16 bits, 4: 32 bits)."""
    return b"".join(
        number.to_bytes(size, "little") for number, size in ((tag, 2), (type_, 2), (1, 4), (value, 4))
    )


@carrier("picture", "image", "image/jpeg", "IMG_1900.jpg")
def jpeg_turned(item: Item) -> bytes:
    """Pixels turned left, the tag says: turn right (Exif 2.32, 4.6.4, orientation 6)."""
    turned = saved(opened(item).transpose(Image.Transpose.ROTATE_90), "JPEG", quality=70)
    return with_exif(turned, b"II*\0\x08\0\0\0\x01\0" + entry(0x112, 3, 6) + bytes(4))


@carrier("picture", "image", "image/jpeg", "IMG_1901.jpg")
def jpeg_thumbnail(item: Item) -> bytes:
    """A harmless picture whose embedded preview still shows the passport."""
    first = b"II*\0\x08\0\0\0\x01\0" + entry(0x112, 3, 1) + (26).to_bytes(4, "little")
    tags = entry(0x103, 3, 6) + entry(0x201, 4, 26 + 2 + 36 + 4) + entry(0x202, 4, len(item.bytes))
    return with_exif(holiday(), first + b"\x03\0" + tags + bytes(4) + item.bytes)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">{}</svg>'


@carrier("image", "text", "image/svg+xml", "scan.svg")
def svg_picture(item: Item) -> str:
    data = base64.b64encode(item.bytes).decode()
    return SVG.format(f'<image width="800" height="600" href="data:{item.type};base64,{data}"/>')


@carrier("words", "text", "image/svg+xml", "note.svg")
def svg_text(item: Item) -> str:
    return SVG.format(f'<text x="9" y="9">{escape(item.text)}</text>')
