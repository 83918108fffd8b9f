"""A medical record: what was found or prescribed, and whose it is.

An article about an illness names nobody, so a person must be told beside it: by a number that is theirs, or
by a full name. Records in the formats of hospitals (HL7, FHIR, DICOM) are known by their signatures instead.
"""

from sakchy.detect.details import LABELS, PATIENT, in_full
from sakchy.detect.fingerprint import fingerprint
from sakchy.detect.questionnaire import Details
from sakchy.model import Finding, Why


def medical_record(details: Details, key: bytes) -> Finding | None:
    """The finding for a message that tells of the health of a person; None for any other.

    It says which details (`about`), never what was given for them.
    """
    if "health" not in details or not is_someone(details):
        return None
    said = [*details["health"], *(details[detail][-1] for detail in PATIENT if detail in details)]
    return Finding(
        kind="medical-record",
        rule="medical-record",
        confidence=0.85,
        where=details["health"][0].text.place,
        preview="",
        fingerprint=fingerprint(key, "medical-record", "\n".join(answer.value for answer in said)),
        about=tuple(Why(f"detect.detail.{detail}") for detail in LABELS if detail in details),
    )


def is_someone(details: Details) -> bool:
    """Whether the details tell whose record it is."""
    if any(detail in details for detail in PATIENT):
        return True
    return "name" in details and in_full("name", [answer.value for answer in details["name"]])
