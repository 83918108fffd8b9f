import numpy as np
import pytest
import zxingcpp

from sakchy.detect.picture.fronts.barcode import licence, read

HEADER = "@\n\x1e\rANSI 636000080002{sort}00410278ZV03190008{sort}"
FIELDS = "DAQS00000001\nDCSSPECIMEN\nDDEN\nDACULGU\nDBB01011900\r"


def printed(text):
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.PDF417)
    plain = np.array(code.to_image(scale=3), np.uint8)
    return np.pad(plain, 40, constant_values=255)


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


def test_an_empty_picture_holds_none():
    assert read(np.full((200, 300), 255, np.uint8)) is None


def test_without_a_number():
    found = licence(HEADER.format(sort="DL"))
    assert found is not None
    assert found.number == ""
