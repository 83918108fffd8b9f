"""Where something stands inside files inside files, as `sakchy check` and `sakchy scan` tell it."""

from corpus.archives import zip_of
from corpus.item import PAYLOADS
from corpus.pdf import pdf_scanned_strips, pdf_text


def test_the_way_to_a_finding_is_told(sakchy, tmp_path):
    inner = zip_of({"passport.pdf": pdf_scanned_strips(PAYLOADS["passport"]()), "note.txt": b"hello"})
    file = tmp_path / "anketa.zip"
    file.write_bytes(zip_of({"papers/inner.zip": inner}))
    said = sakchy("check", "--json", "--as", "raw", file)
    (finding,) = said.lines()[0]["findings"]
    assert finding["kind"] == "passport"
    assert finding["where"].endswith('file "inner.zip" › file "passport.pdf" › page 1')
    assert "passport.pdf" in sakchy("scan", tmp_path).text


def test_what_could_not_be_read_is_named_at_its_place(sakchy, tmp_path):
    file = tmp_path / "mixed.zip"
    file.write_bytes(
        zip_of({"old.rar": b"Rar!\x1a\x07\x01\0" + bytes(20), "card.pdf": pdf_text(PAYLOADS["bank-card"]())})
    )
    findings = sakchy("check", "--json", "--as", "raw", file).lines()[0]["findings"]
    assert [(finding["kind"], finding["rule"]) for finding in findings if finding["kind"] == "not-read"] == [
        ("not-read", "unknown-format")
    ]
    assert any('file "old.rar"' in finding["where"] for finding in findings)
    assert any("page 1" in finding["where"] for finding in findings if finding["kind"] == "bank-card")
