"""Pictures that are no documents: a holiday, a page of code, a barcode, a table."""

import cv2
import numpy as np

from specimens.paint import Image, clouds, grid, ramp, write

CODE = """\
template <typename T, typename U = std::vector<std::pair<int, T>>>
std::ostream &operator<<(std::ostream &out, const Zone<T> &zone) {
    out << "P<" << zone.state << "<<" << zone.name << std::endl;
    return out << std::hex << (zone.flags << 4 | 0x0F) << '\\n';
}
<<<<<<< HEAD
    log << "L898902C3" << 740812 << "M" << 120415 << "<<<<<<<<<<";
=======
    log << std::setw(44) << std::setfill('<') << number << check(7, 3, 1);
>>>>>>> feature/zone-of-two-lines
UNB+UNOC:3+0000000000000:14+0000000000001:14+020102:1000+00000001'
QRCFB2KGZ7MFXW6YTBOI5DKNZQGE2TMNRXHA4TSLLBMJRWIZLGM5UGS2TLNRWW===
""".splitlines()


def holiday(height: int, width: int, rng: np.random.Generator) -> Image:
    """A lake in the mountains: sky, three ranges, their mirror image, a shore of stones."""
    y, _ = grid(height, width)
    sky = ramp((y / height * 1.6).clip(0, 1), [(205, 130, 60), (235, 190, 140), (215, 225, 245)])
    cloud = np.clip(clouds(height, width, rng) - 0.5, 0, 1)[..., None] * 1.6
    image = sky * (1 - cloud) + 250 * cloud
    ranges = ((0.30, 0.16, (196, 170, 150)), (0.40, 0.12, (140, 120, 92)), (0.47, 0.08, (62, 92, 60)))
    for level, rise, colour in ranges:
        ridge = height * (level + rise * (0.5 - clouds(2, width, rng, 8)[0]))
        rock = 0.75 + 0.5 * clouds(height, width, rng, 9)[..., None]
        snow = (y < ridge + 0.03 * height * clouds(2, width, rng, 7)[0])[..., None] & (level < 0.35)
        body = np.where(snow, 245.0, np.array(colour) * rock)
        image = np.where((y > ridge)[..., None], body, image)
    shore = int(height * 0.55)
    depth = height - shore
    mirror = cv2.resize(image[:shore][::-1].astype(np.float32), (width, depth))
    ripple = 1 + 0.12 * np.sin(y[shore:] ** 1.1 / 3 + 6 * clouds(depth, width, rng))
    image[shore:] = (mirror * 0.62 + np.array((96, 70, 40))) * ripple[..., None]
    noisy = image + rng.normal(0, 2, image.shape)
    return np.asarray(noisy.clip(0, 255), np.uint8)


def code(height: int, width: int) -> Image:
    """A screenful of code, conflict marks, an EDI message and base32: lines full of `<` and capitals."""
    image = np.full((height, width, 3), (40, 36, 34), np.uint8)
    for row, line in enumerate(CODE):
        write(
            image, line, (20, 40 + row * height / (len(CODE) + 1)), height / 30, (210, 220, 220), font="mono"
        )
    return image


def barcode(height: int, width: int, rng: np.random.Generator) -> Image:
    """A parcel label: bars and a number under them."""
    image = np.full((height, width, 3), 245, np.uint8)
    at = int(width * 0.1)
    while at < width * 0.9:
        bar, gap = rng.integers(3, 14, 2)
        image[int(height * 0.2) : int(height * 0.65), at : at + bar] = 20
        at += bar + gap
    write(
        image,
        "(00) 0 0000000 000000000 1",
        (width * 0.1, height * 0.78),
        height / 15,
        (20, 20, 20),
        font="zone",
    )
    write(image, "TO: SPECIMEN UTOPIA", (width * 0.1, height * 0.14), height / 16, (20, 20, 20), font="bold")
    return image


def table(height: int, width: int, rng: np.random.Generator) -> Image:
    """A price list: ruled rows of capitals and digits."""
    image = np.full((height, width, 3), 252, np.uint8)
    step = height // 16
    for row in range(1, 15):
        y = row * step
        cv2.line(image, (20, y + step // 3), (width - 20, y + step // 3), (160, 160, 160), 1)
        number, price = rng.integers(100000, 999999), rng.integers(100, 9999)
        text = f"{row:02d}  ITEM {number}  QTY {row * 3:>3}  {price:>6},00 KGS  {number * 7 % 1000000:06d}"
        write(image, text, (30, y), step * 0.6, (40, 40, 40), font="mono")
    return image
