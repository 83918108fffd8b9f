"""Records known by their format alone: biometric templates, pictures from hospitals."""

from sakchy.detect.fingerprint import fingerprint
from sakchy.model import Finding, Sample, Why

MEDICAL = ("dicom",)


def sample(part: Sample, key: bytes) -> Finding:
    """The finding for such a record."""
    medical = part.format in MEDICAL
    return Finding(
        kind="medical-record" if medical else "biometric",
        rule="medical-file" if medical else "biometric-file",
        confidence=0.95,
        where=part.place,
        preview="",
        fingerprint=fingerprint(key, "sample", part.digest),
        about=(Why(f"detect.sample.{part.format}"),),
    )
