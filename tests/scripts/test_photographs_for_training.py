"""Photographs out of unpacked packages: files, wallpapers in many sizes, resource files."""

import cv2
import numpy as np
import pytest

from training import photos


def picture(shade, ending=".jpg", size=(240, 320), channels=3):
    noise = np.random.default_rng(shade).integers(0, 256, (*size, channels), np.uint8)
    return cv2.imencode(ending, noise)[1].tobytes()


@pytest.fixture
def unpacked(tmp_path):
    """A folder with the files that a test names."""

    def write(**files):
        for name, data in files.items():
            path = tmp_path / "unpacked" / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return photos.save([tmp_path / "unpacked"], tmp_path / "photos"), tmp_path / "photos"

    return write


def test_pictures_are_taken_once_and_icons_never(unpacked):
    count, folder = unpacked(
        a_jpg=picture(1), b_png=picture(2, ".png"), copy_jpg=picture(1),
        icon_png=picture(3, ".png", (64, 64)), text_txt=b"words", broken_jpg=b"\xff\xd8\xff",
    )  # fmt: skip
    assert count == len(list(folder.iterdir())) == 2


def test_of_a_wallpaper_the_largest_size_is_taken(unpacked):
    sizes = {
        f"paper__contents__images__{side}_png": picture(side, ".png", (side, side)) for side in (220, 400)
    }
    count, folder = unpacked(**sizes)
    assert count == 1
    assert cv2.imread(str(folder / "0000.jpg")).shape == (400, 400, 3)


def test_pictures_inside_resource_files_are_found(unpacked):
    inside = [picture(number, ending) for number, ending in enumerate((".webp", ".png", ".jpg"))]
    count, _ = unpacked(data_rcc=b"qres" + b"\0\0\1\0".join(inside) + b"the end")
    assert count == 3


def test_they_are_at_most_so_wide_and_white_where_transparent():
    clear = np.zeros((400, 2000, 4), np.uint8)
    image = photos.drawn(cv2.imencode(".png", clear)[1].tobytes())
    assert image.shape == (200, photos.SIDE, 3)
    assert image.min() == 255
