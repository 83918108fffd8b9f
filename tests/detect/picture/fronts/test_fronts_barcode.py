import numpy as np
import pytest
import zxingcpp

from sakchy.detect.picture.fronts.barcode import licence, read, slope
from sakchy.detect.picture.opencv import cv2

HEADER = "@\n\x1e\rANSI 636000080002{sort}00410278ZV03190008{sort}"
FIELDS = "DAQS00000001\nDCSSPECIMEN\nDDEN\nDACULGU\nDBB01011900\r"


def printed(text, sort=zxingcpp.BarcodeFormat.PDF417):
    code = zxingcpp.create_barcode(text, sort)
    plain = np.array(code.to_image(scale=3), np.uint8)
    return np.pad(plain, 40, constant_values=255)


def turned(image, degrees):
    height, width = image.shape
    move = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.8)
    return cv2.warpAffine(image, move, (width, height), flags=cv2.INTER_AREA, borderValue=255)


@pytest.mark.parametrize(("sort", "kind"), [("DL", "driving-licence"), ("ID", "id-card")])
def test_a_licence_by_its_barcode(sort, kind):
    found = read(printed(HEADER.format(sort=sort) + FIELDS))
    assert found is not None
    assert (found.kind, found.number) == (kind, "S00000001")
    assert "S00000001" not in repr(found)


def test_upside_down():
    assert read(np.ascontiguousarray(np.rot90(printed(HEADER.format(sort="DL") + FIELDS), 2))) is not None


@pytest.mark.parametrize(
    "text", ["M1SPECIMEN/ULGU E000000 FRUISTTK 0343 001Y012A0001", "parcel 000000000001"]
)
def test_other_barcodes_are_left_alone(text):
    assert read(printed(text)) is None


@pytest.mark.parametrize("degrees", [-14, -5, 4, 9])
def test_a_card_that_lies_askew(degrees):
    image = turned(printed(HEADER.format(sort="DL") + FIELDS), degrees)
    assert read(image) is not None
    assert abs(slope(image) + degrees) < 2


@pytest.mark.parametrize("sort", [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Aztec])
def test_other_sorts_of_codes_are_no_licence(sort):
    assert read(printed(HEADER.format(sort="DL") + FIELDS, sort)) is None


def test_an_empty_picture_holds_none():
    assert read(np.full((200, 300), 255, np.uint8)) is None


def test_without_a_number():
    found = licence(HEADER.format(sort="DL"))
    assert found is not None
    assert found.number == ""
