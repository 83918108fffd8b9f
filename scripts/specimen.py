"""Draw the specimen pictures: those of `sakchy try` and those the tests read.

python scripts/specimen.py            draws all into their places, the same bytes every time
"""

from pathlib import Path

import cv2
import numpy as np

from specimens import camera, documents, scenes
from specimens.paint import Image

ROOT = Path(__file__).resolve().parent.parent
SHOWN = ROOT / "addon" / "sakchy" / "specimen"
TESTED = ROOT / "tests" / "data" / "pictures"


def photo(document: Image, seed: int, *, width: int, share: float, angle: float, bend: float = 0.02,
          blur: float = 0.6, noise: float = 4, glare: float = 0.5) -> Image:  # fmt: skip
    """A document on a desk, taken by a phone, four to three."""
    rng = np.random.default_rng(seed)
    scene = camera.desk(width * 3 // 4, width, rng)
    laid = camera.lay(document, scene, rng, share=share, angle=angle, bend=bend)
    return camera.shoot(laid, rng, blur=blur, noise=noise, glare=glare)


def shrunk(image: Image, by: float = 0.8) -> Image:
    """The picture at another scale."""
    return np.asarray(cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA), np.uint8)


def turned(image: Image, quarters: int) -> Image:
    """The picture turned left by quarters."""
    return np.ascontiguousarray(np.rot90(image, quarters))


def save(path: Path, image: Image, quality: int = 80) -> None:
    """Write one picture in the format its name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = {
        ".jpg": [cv2.IMWRITE_JPEG_QUALITY, quality],
        ".webp": [cv2.IMWRITE_WEBP_QUALITY, quality],
        ".png": [cv2.IMWRITE_PNG_COMPRESSION, 9],
    }
    cv2.imwrite(str(path), image, settings[path.suffix])
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")


def positives() -> None:
    """Documents, one trouble each."""
    rng = np.random.default_rng(1900)
    passport, card = documents.passport(rng), documents.card(rng)
    slip, visa = documents.slip(rng), documents.visa(rng)
    save(SHOWN / "passport.jpg", photo(passport, 1, width=1280, share=0.78, angle=4, glare=0.3), 75)
    save(TESTED / "passport-scan.jpg", shrunk(passport))
    save(
        TESTED / "passport-turned-90.jpg", turned(photo(passport, 2, width=1200, share=0.8, angle=-3), 1), 75
    )
    save(
        TESTED / "passport-upside-down.jpg",
        turned(photo(passport, 3, width=1200, share=0.75, angle=6), 2),
        75,
    )
    save(TESTED / "passport-skewed.jpg", photo(passport, 4, width=1200, share=0.7, angle=13, bend=0.05), 75)
    save(TESTED / "passport-glare.webp", photo(passport, 5, width=1200, share=0.8, angle=-6, glare=1), 75)
    save(TESTED / "card-photo.jpg", photo(card, 6, width=1000, share=0.75, angle=-8), 75)
    save(TESTED / "card-screenshot.png", (shrunk(card) // 48 * 48 + 15).astype(np.uint8))
    save(TESTED / "td2-photo.jpg", photo(slip, 7, width=1100, share=0.75, angle=5), 75)
    save(TESTED / "visa-photo.jpg", photo(visa, 8, width=1200, share=0.8, angle=-4), 75)


def negatives() -> None:
    """Pictures that are no documents."""
    rng = np.random.default_rng(1901)
    save(SHOWN / "holiday.jpg", scenes.holiday(960, 1280, rng))
    save(TESTED / "holiday.jpg", scenes.holiday(900, 1200, rng), 75)
    save(TESTED / "code.png", scenes.code(640, 1100))
    save(TESTED / "barcode.jpg", scenes.barcode(500, 900, rng))
    save(TESTED / "table.webp", scenes.table(800, 1000, rng))


if __name__ == "__main__":
    positives()
    negatives()
