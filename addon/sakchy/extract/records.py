"""Biometric records and pictures from hospitals: what they are stands in their first bytes."""

import re

from sakchy.model import SampleFormat

ISO: dict[bytes, SampleFormat] = {
    b"FMR": "finger",  # minutiae, ISO/IEC 19794-2 and ANSI INCITS 378
    b"FSP": "finger",  # spectral data, 19794-3
    b"FIR": "finger",  # images, 19794-4 and ANSI INCITS 381
    b"FSK": "finger",  # skeletons, 19794-8
    b"FAC": "face",  # 19794-5
    b"IIR": "iris",  # 19794-6
    b"SDI": "body",  # signatures, 19794-7
    b"VIR": "body",  # blood vessels, 19794-9
    b"HND": "body",  # hands, 19794-10
    b"VDI": "body",  # voices, 19794-13
}
CHIP: dict[bytes, SampleFormat] = {b"\x75": "face", b"\x63": "finger", b"\x76": "iris"}
"""Data groups 2, 3 and 4 out of a passport's chip (ICAO 9303-10, 4.7)."""
RECORD = re.compile(
    rb"""(?P<iso> [A-Z]{3} ) \0 [\x200-9]{3} \0         # format and version (ISO/IEC 19794-1)
       | (?P<chip> [\x63\x75\x76] ) (?: \x81. | \x82.. | \x83... ) \x7f\x61
       | (?P<finger> \xff\xa0\xff[\xa4-\xa8]              # WSQ, a compressed print (IAFIS-IC-0110)
           | 1\.0{0,2}1:\d{1,12}\x1d1\.0{0,2}2: )        # as police exchange them (ANSI/NIST-ITL 1)
       | (?P<dicom> \x02\0\0\0UL\x04\0 | \x08\0[\x05\x08]\0CS )""",  # written without preamble
    re.VERBOSE | re.DOTALL,
)
PREAMBLE = 128
"""Bytes before the mark of a DICOM file, which may hold anything (DICOM PS3.10, 7.1)."""


def sniff(data: bytes) -> SampleFormat | None:
    """What the bytes are a record of; None for all others."""
    if data[PREAMBLE : PREAMBLE + 4] == b"DICM":
        return "dicom"
    found = RECORD.match(data)
    if not found:
        return None
    if found["iso"]:
        return ISO.get(found["iso"])
    return CHIP[found["chip"]] if found["chip"] else "finger" if found["finger"] else "dicom"
