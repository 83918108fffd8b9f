import base64
import json

import pytest

from sakchy.extract import extract
from sakchy.extract.records import ISO, sniff
from sakchy.model import Outgoing, Sample

REST = bytes(range(256)) * 2
RECORDS = [
    (b"FMR\x00 20\x00" + REST, "finger"),
    (b"FMR\x00030\x00" + REST, "finger"),
    (b"FIR\x00010\x00" + REST, "finger"),
    (b"FAC\x00010\x00" + REST, "face"),
    (b"IIR\x00020\x00" + REST, "iris"),
    (b"VIR\x00010\x00" + REST, "body"),
    (b"\xff\xa0\xff\xa8\x00\x02" + REST, "finger"),
    (b"1.001:200\x1d1.002:0400" + REST, "finger"),
    (b"\x75\x82\x30\x00\x7f\x61\x82" + REST, "face"),
    (b"\x63\x81\x90\x7f\x61" + REST, "finger"),
    (b"\x00" * 128 + b"DICM" + REST, "dicom"),
    (b"\x08\x00\x05\x00CS" + REST, "dicom"),
]
OTHERS = [
    b"",
    b"FMR is a format of fingerprints",
    b"FMRx 20\x00",
    b"XYZ\x00020\x00" + REST,
    b"1.001: first, 1.002: second",
    b"\x75\x82\x30\x00\x30\x00" + REST,
    b"DICM" + REST,
    b"\xff\xa0\x00\x00" + REST,
    REST,
]


@pytest.mark.parametrize(("data", "record"), RECORDS)
def test_records_by_their_first_bytes(data, record):
    assert sniff(data) == record
    assert sniff(b" " + data) is None


@pytest.mark.parametrize("data", OTHERS)
def test_other_bytes(data):
    assert sniff(data) is None


def test_every_format_of_the_standard():
    assert all(sniff(name + b"\x00010\x00") == record for name, record in ISO.items())


@pytest.mark.parametrize(("data", "record"), RECORDS)
def test_a_record_in_a_body_a_form_and_base64(data, record):
    multipart = b'--e\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n%b\r\n--e--\r\n' % data
    in_json = json.dumps({"template": base64.b64encode(data).decode()}).encode()
    for body, type_ in (
        (data, "application/octet-stream"),
        (multipart, "multipart/form-data; boundary=e"),
        (in_json, "application/json"),
    ):
        parts = extract(Outgoing("http", body, headers=(("content-type", type_),)))
        assert record in [part.format for part in parts if isinstance(part, Sample)], type_
