import pytest

from sakchy.detect.labelled import LITERALS
from sakchy.detect.medical import medical_record
from sakchy.detect.questionnaire import given
from sakchy.detect.sheet import Sheet
from sakchy.model import Step, Text


def record(*texts):
    sheet = Sheet(texts)
    literals = [word for word in LITERALS if word in sheet.low]
    return medical_record(given(sheet, literals), b"k" * 32)


def form(**fields):
    return record(*(Text((Step("form", name),), value, name) for name, value in fields.items()))


@pytest.mark.parametrize(
    "text",
    [
        "Пациент: Специмен Үлгү, 1900 г.р.\nДиагноз: бронхиальная астма, J45.0",
        "ФИО: Үлгү Специмен\nДата рождения: 01.01.1900\nДиагноз (основной): J45.0\nАнамнез: без особенностей",
        "Бейтап: Үлгү Специмен\nДиагнозу: өпкөнүн сезгениши\nДареги: Бишкек",
        "Аты-жөнү: Үлгү Специмен, жеке номери 20101199000001, кан анализи: гемоглобин 100",
        "Patient name: Ulgu Specimen; Diagnosis: asthma; ICD-10: J45.0",
        "MRN 0000001. Primary diagnosis: J45.0 asthma",
        "ПИН 20101199000001, группа крови: A(II) Rh+",
        "выписной эпикриз: лечение окончено. Номер истории болезни: 000123",
    ],
)
def test_health_of_a_person(text):
    finding = record(Text((), text))
    assert finding
    assert (finding.kind, finding.preview) == ("medical-record", "")
    assert "detect.detail.health" in [why.key for why in finding.about]
    assert not any(word in repr(finding) for word in ("Үлгү", "Ulgu", "J45", "20101199", "1900"))


@pytest.mark.parametrize(
    "text",
    [
        "Диагноз: бронхиальная астма, J45.0. Симптомы: кашель.",
        "Болезнь: диагноз ставит врач, анамнез собирают у пациента.",
        "Кан анализи: гемоглобин 100",
        "Имя: Улгу\nДиагноз: астма",
        "What is the diagnosis of asthma? ICD-10: J45",
        "name: build, diagnosis: out of memory",
        "Пациент: ____ Диагноз: ____",
    ],
)
def test_articles_and_blanks_are_no_record(text):
    assert record(Text((), text)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"patientName": "Ulgu Specimen", "diagnosis": "asthma"},
        {"patient.surname": "Specimen", "patient.firstName": "Ulgu", "visit.icd10": "J45.0"},
        {"mrn": "0000123", "diagnosisCode": "J45.0"},
        {"пациент": "Үлгү Специмен", "группа_крови": "A(II)"},
    ],
)
def test_fields_of_a_form(fields):
    assert form(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"patientName": "", "diagnosis": "asthma"},
        {"diagnosis": "asthma", "doctor": "Ulgu Specimen"},
        {"name": "network", "diagnosis": "timeout"},
        {"patientId": "null", "diagnosis": "string"},
    ],
)
def test_fields_that_tell_of_nobody(fields):
    assert form(**fields) is None


def test_equal_records_have_equal_fingerprints():
    one, two = form(mrn="0000123", icd10="J45.0"), form(icd10="J45.0", mrn="0000123")
    assert one
    assert two
    assert one.fingerprint == two.fingerprint
