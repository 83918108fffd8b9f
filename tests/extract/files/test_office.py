import io
import zipfile

import pytest

from sakchy.extract.files import sheets, xmlwords

CARD = "4111 1111 1111 1111"
STYLES = (
    b'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/>'
    b'<numFmt numFmtId="171" formatCode="0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    b'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    b"</styleSheet>"
)


def package(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, data in files.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def word(body, **more):
    return package(word__document_dot_xml=f"<w:document><w:body>{body}</w:body></w:document>", **more)


def sheet(rows, **more):
    return package(
        xl__worksheets__sheet1_dot_xml=f"<worksheet><sheetData>{rows}</sheetData></worksheet>", **more
    )


def test_words_split_by_runs_are_joined_and_paragraphs_are_not(opened):
    body = "<w:p><w:r><w:t>4111 11</w:t></w:r><w:r><w:t>11 1111</w:t></w:r><w:r><w:t> 1111</w:t></w:r></w:p>"
    body += "<w:p><w:t>Next</w:t></w:p>"
    assert f"{CARD}\nNext" in opened(word(body)).text


def test_cells_of_a_table_stand_apart(opened):
    body = "<w:tbl><w:tr><w:tc><w:p><w:t>PIN</w:t></w:p></w:tc>"
    body += "<w:tc><w:p><w:t>123</w:t></w:p></w:tc></w:tr></w:tbl>"
    assert "PIN\n\t123" in opened(word(body)).text


def test_headers_notes_comments_and_properties_are_read_styles_are_not(opened):
    more = {
        f"word__{name}_dot_xml": f"<x><w:p><w:t>{name} text</w:t></w:p></x>"
        for name in ("header1", "footnotes", "comments", "footer2", "styles", "fontTable")
    }
    more["docProps__core_dot_xml"] = "<cp><dc:creator>Asan Usenov</dc:creator></cp>"
    text = opened(word("", **more)).text
    assert all(f"{name} text" in text for name in ("header1", "footnotes", "comments", "footer2"))
    assert "Asan Usenov" in text
    assert "styles text" not in text


def test_targets_outside_are_read_and_others_are_plumbing(opened):
    rels = (
        '<Relationships><Relationship Target="https://example.com/?card=4111" TargetMode="External"/>'
        '<Relationship Target="styles.xml"/></Relationships>'
    )
    found = opened(word("", word___rels__document_dot_xml_dot_rels=rels))
    assert "https://example.com/?card=4111" in found.text
    assert "styles.xml" not in found.text


def test_slides_are_numbered_and_their_notes_read(opened):
    found = opened(
        package(
            ppt__slides__slide3_dot_xml=f"<p><a:p><a:t>{CARD}</a:t></a:p></p>",
            ppt__notesSlides__notesSlide1_dot_xml="<a:t>said aside</a:t>",
        )
    )
    assert found.places()[0] == "page:3"
    assert "said aside" in found.text


def test_pictures_and_objects_in_documents_are_opened(opened, drawn):
    inner = sheet("<row><c><v>4111111111111111</v></c></row>")
    found = opened(word("", word__media__image1_dot_jpeg=drawn(), word__embeddings__a_dot_xlsx=inner))
    assert found.pictures == [drawn()]
    assert "4111111111111111" in found.text


def test_cells_are_shown_as_a_person_sees_them(opened):
    strings = (
        "<sst><si><t>Имя</t></si><si><r><t>As</t></r><r><t>an</t></r></si><si><t>never shown</t></si></sst>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row><c t="inlineStr"><is><t>inline</t></is></c><c><v>4.111111111111111E15</v></c></row>'
        '<row><c s="1"><v>36525</v></c><c s="2"><v>36526.5</v></c><c s="3"><v>36527</v></c>'
        "<c><f>SUM(A1)</f><v>7.5</v></c></row>"
    )
    found = opened(sheet(rows, xl__sharedStrings_dot_xml=strings, xl__styles_dot_xml=STYLES), "a.xlsx")
    assert found.text.splitlines()[:3] == [
        "Имя\tAsan\t",
        "inline\t4111111111111111\t",
        "31.12.1999\t01.01.2000\t36527\t7.5\t",
    ]
    assert "never shown" in found.text
    assert "SUM" not in found.text
    assert found.places()[0] == "page:1"


@pytest.mark.parametrize(
    ("value", "is_date", "shown"),
    [
        ("4111111111111111", False, "4111111111111111"),
        ("4.1111111111111104E+15", False, "4111111111111110"),
        ("-1", False, "-1"),
        ("x", False, "x"),
        ("1e400", False, "1e400"),
        ("nan", False, "nan"),
        ("nan", True, "nan"),
        ("1e300", True, "1e300"),
        ("1", True, "31.12.1899"),
        ("2958465", True, "31.12.9999"),
        ("0.5", True, "0.5"),
    ],
)
def test_numbers_are_written_out(value, is_date, shown):
    assert sheets.number(value, is_date=is_date) == shown


def test_wrong_indexes_and_binary_sheets_are_survived(opened):
    assert opened(sheet('<row><c t="s"><v>99999</v></c><c t="s"><v>-4</v></c></row>')).reasons == []
    assert opened(package(xl__worksheets__sheet1_dot_bin=b"\1\2")).reasons == ["unknown-format"]


def open_document(content, manifest="<manifest/>", **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", manifest)
        for name, data in more.items():
            made.writestr(name, data)
    return out.getvalue()


def test_open_documents_are_read_by_rows_with_values_as_stored(opened, drawn):
    content = (
        '<table:table><table:table-row><table:table-cell office:value="4111111111111111">'
        "<text:p>4.11E+15</text:p>"
        "</table:table-cell><table:table-cell><text:p>a<text:span>b</text:span></text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    found = opened(
        open_document(content, Pictures=drawn(), **{"meta.xml": "<m><dc:creator>Asan</dc:creator></m>"})
    )
    assert "4111111111111111" in found.text
    assert "ab" in found.text
    assert "Asan" in found.text
    assert found.pictures == [drawn()]


def test_a_locked_open_document_is_said(opened):
    found = opened(open_document(b"\1\2\3", "<m><manifest:encryption-data/></m>"))
    assert found.reasons == ["encrypted"]


def test_markup_that_is_no_markup_is_read_in_linear_time():
    for hostile in (
        b"<" * 300_000,
        b"<!--" * 100_000,
        b"<a " + b"b" * 300_000,
        b"&" * 300_000,
        b"<a b=" * 60_000,
    ):
        xmlwords.words(hostile)
    assert xmlwords.words(b"<a>x &lt; y<b/>") == "x < y"
    assert xmlwords.attributes("a" * 100_000) == {}
