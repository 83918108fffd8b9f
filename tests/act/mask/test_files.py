import pytest

from sakchy.act.mask import file_of, of, without_files
from sakchy.extract import extract
from sakchy.model import Outgoing, Picture, Step, Text

TYPE = "multipart/form-data; boundary=XX"
SCAN = (Step("form", "scan"), Step("file", "testbek.jpg"))
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) + b"\r\n--X"


def part(disposition, data, type_="", end=b"\r\n"):
    lines = [b"--XX", b"Content-Disposition: form-data; " + disposition.encode()]
    lines += [b"Content-Type: " + type_.encode()] if type_ else []
    return end.join([*lines, b"", data]) + end


def form(*parts, type_=TYPE, **about):
    headers = (("content-type", type_), *about.pop("headers", ()))
    return Outgoing("http", b"".join(parts) + b"--XX--\r\n", headers=headers, **about)


NOTE = part('name="note"', b"salam")
FILE = part('name="scan"; filename="testbek.jpg"', JPEG, "image/jpeg")


def test_a_file_becomes_one_that_nobody_chose():
    message = form(NOTE, FILE)
    made = without_files(message, {(*SCAN, Step("page", "1"))})
    empty = part('name="scan"; filename=""', b"", "application/octet-stream")
    assert made.body == NOTE + empty + b"--XX--\r\n"
    assert made.files
    assert made.path == message.path
    after = extract(of(message, made))
    assert [each.text for each in after if isinstance(each, Text)] == ["salam"]
    assert not any(isinstance(each, Picture) for each in after)


def test_places_of_real_findings_are_understood():
    (picture,) = (each for each in extract(form(NOTE, FILE)) if isinstance(each, Picture))
    assert file_of(picture.place) == SCAN


def test_other_files_stay_byte_for_byte():
    other = part('name="scan"; filename="other.jpg"', JPEG + JPEG, "image/jpeg")
    made = without_files(form(FILE, other, NOTE), {SCAN})
    assert made.body.endswith(other + NOTE + b"--XX--\r\n")
    assert made.body.count(b"testbek") == 0


def test_all_files_of_one_name_go():
    made = without_files(form(FILE, FILE), {SCAN})
    assert JPEG not in made.body


@pytest.mark.parametrize(
    "disposition",
    [
        'name="scan"; filename="C:\\\\fake\\\\testbek.jpg"',
        "name=scan; filename=testbek.jpg",
        'name="scan"; filename="x.jpg"; filename*=UTF-8\'\'testbek.jpg',
        'filename="testbek.jpg"; name="scan"',
    ],
)
def test_names_may_be_written_in_many_ways(disposition):
    made = without_files(form(part(disposition, JPEG, "image/jpeg"), NOTE), {SCAN})
    assert JPEG not in made.body
    assert b"testbek" not in made.body
    assert b'filename=""' in made.body
    assert NOTE in made.body


def test_lines_may_end_without_a_carriage_return():
    made = without_files(form(part('name="scan"; filename="testbek.jpg"', b"x", end=b"\n")), {SCAN})
    assert b'name="scan"; filename=""\n' in made.body


@pytest.mark.parametrize(
    ("message", "places"),
    [
        (form(NOTE, FILE), set()),
        (form(NOTE, FILE), {(Step("form", "note"),)}),
        (form(NOTE, FILE), {SCAN, (Step("query", "q"),)}),
        (form(NOTE, FILE), {(Step("form", "scan"), Step("file", "another.jpg"))}),
        (form(NOTE, FILE, headers=(("content-encoding", "gzip"),)), {SCAN}),
        (form(NOTE, FILE, headers=(("content-md5", "x"),)), {SCAN}),
        (form(NOTE, FILE, type_="application/json"), {SCAN}),
        (form(NOTE, part('name="scan"', JPEG, 'image/jpeg; name="testbek.jpg"')), {SCAN}),
        (Outgoing("http", b"no form at all", headers=(("content-type", TYPE),)), {SCAN}),
    ],
)
def test_nothing_is_offered_that_is_not_sure(message, places):
    assert without_files(message, places) is None
