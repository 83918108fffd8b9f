from typing import get_args

import pytest

from sakchy.detect import Detector
from sakchy.detect.sample import sample
from sakchy.locale import LANGUAGES, catalogue
from sakchy.model import Sample, SampleFormat, Step
from sakchy.rulebook import load

PLACE = (Step("file", "a.bin"),)


@pytest.mark.parametrize("record", get_args(SampleFormat))
def test_a_record_is_said_to_be_what_it_is(record):
    finding = sample(Sample(PLACE, record, "ab" * 32), b"k")
    medical = record == "dicom"
    assert (finding.kind, finding.rule) == (
        ("medical-record", "medical-file") if medical else ("biometric", "biometric-file")
    )
    assert (finding.where, finding.preview) == (PLACE, "")
    assert all(catalogue(language).about(finding) for language in LANGUAGES)


def test_the_detector_passes_records_on():
    part = Sample(PLACE, "face", "ab" * 32)
    assert Detector(load(), b"k").find([part]) == (sample(part, b"k"),)


def test_the_same_record_has_the_same_fingerprint():
    one, other = Sample(PLACE, "face", "ab" * 32), Sample((), "face", "cd" * 32)
    assert sample(one, b"k").fingerprint == sample(one, b"k").fingerprint != sample(other, b"k").fingerprint
