"""Office documents: the packages of Microsoft and OpenDocument, RTF."""

from html import escape

from corpus.archives import zip_of
from corpus.item import Item, carrier

OPEN_XML = "application/vnd.openxmlformats-officedocument."
WORD, EXCEL, SLIDES = (
    OPEN_XML + kind
    for kind in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
ODF = "application/vnd.oasis.opendocument."
MAIN = "http://schemas.openxmlformats.org/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def package(main: str, type_: str, files: dict[str, str | bytes]) -> bytes:
    """An Open Packaging container whose main document is `main`."""
    default = f'<Default Extension="xml" ContentType="{type_}"/>'
    types = f'<Types xmlns="{MAIN}package/2006/content-types">{default}</Types>'
    kind = f"{MAIN}officeDocument/2006/relationships/officeDocument"
    link = f'<Relationship Id="r1" Type="{kind}" Target="{main}"/>'
    relations = f'<Relationships xmlns="{MAIN}package/2006/relationships">{link}</Relationships>'
    everything = {"[Content_Types].xml": HEAD + types, "_rels/.rels": HEAD + relations, **files}
    return zip_of(
        {name: data if isinstance(data, bytes) else data.encode() for name, data in everything.items()}
    )


def word(paragraphs: str, **media: bytes) -> bytes:
    """A DOCX."""
    body = (
        f'<w:document xmlns:w="{MAIN}wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>'
    )
    return package(
        "word/document.xml",
        WORD + ".main+xml",
        {
            "word/document.xml": HEAD + body,
            **{f"word/media/image1.{suffix}": data for suffix, data in media.items()},
        },
    )


def run(text: str) -> str:
    """A run of letters that look alike."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


@carrier("text", "bytes", WORD, "letter.docx")
def docx(item: Item) -> bytes:
    return word(f"<w:p>{run('Hello')}</w:p><w:p>{run(item.text)}</w:p>")


@carrier("words", "bytes", WORD, "letter.docx")
def docx_runs(item: Item) -> bytes:
    """The value in several runs, as the spelling checker leaves it."""
    parts = [item.text[start : start + 7] for start in range(0, len(item.text), 7)]
    return word("<w:p>" + '<w:proofErr w:type="spellStart"/>'.join(map(run, parts)) + "</w:p>")


@carrier("image", "bytes", WORD, "letter.docx")
def docx_picture(item: Item) -> bytes:
    return word(f"<w:p>{run('my passport')}</w:p>", **{item.name.rpartition(".")[2]: item.bytes})


@carrier("text", "bytes", EXCEL, "table.xlsx")
def xlsx(item: Item) -> bytes:
    space = f'xmlns="{MAIN}spreadsheetml/2006/main"'
    row = "<row r='1'><c r='A1' t='s'><v>0</v></c></row>"
    files: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {space}><sheets><sheet name='A' sheetId='1'/></sheets></workbook>",
        "xl/sharedStrings.xml": f"<sst {space}><si><t>{escape(item.text)}</t></si></sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{row}</sheetData></worksheet>",
    }
    return package("xl/workbook.xml", EXCEL + ".main+xml", files)


@carrier("text", "bytes", EXCEL, "table.xlsx")
def xlsx_inline(item: Item) -> bytes:
    space = f'xmlns="{MAIN}spreadsheetml/2006/main"'
    cell = f'<c r="A1" t="inlineStr"><is><t>{escape(item.text)}</t></is></c>'
    sheet = f'{HEAD}<worksheet {space}><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    return package("xl/workbook.xml", EXCEL + ".main+xml", {"xl/worksheets/sheet1.xml": sheet})


@carrier("text", "bytes", SLIDES, "talk.pptx")
def pptx(item: Item) -> bytes:
    spaces = f'xmlns:p="{MAIN}presentationml/2006/main" xmlns:a="{MAIN}drawingml/2006/main"'
    text = f"<p:txBody><a:p><a:r><a:t>{escape(item.text)}</a:t></a:r></a:p></p:txBody>"
    slide = f"{HEAD}<p:sld {spaces}><p:cSld><p:spTree><p:sp>{text}</p:sp></p:spTree></p:cSld></p:sld>"
    return package("ppt/presentation.xml", SLIDES + ".main+xml", {"ppt/slides/slide1.xml": slide})


@carrier("image", "bytes", SLIDES, "talk.pptx")
def pptx_picture(item: Item) -> bytes:
    name = f"ppt/media/image1.{item.name.rpartition('.')[2]}"
    return package("ppt/presentation.xml", SLIDES + ".main+xml", {name: item.bytes})


def open_document(kind: str, body: str, **pictures: bytes) -> bytes:
    """An OpenDocument package; `mimetype` comes first."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    content = (
        f"{HEAD}<office:document-content{spaces}><office:body>{body}</office:body></office:document-content>"
    )
    files = {"mimetype": (ODF + kind).encode(), "content.xml": content.encode()}
    return zip_of({**files, **{f"Pictures/1.{suffix}": data for suffix, data in pictures.items()}})


@carrier("text", "bytes", ODF + "text", "letter.odt")
def odt(item: Item) -> bytes:
    return open_document("text", f"<office:text><text:p>{escape(item.text)}</text:p></office:text>")


@carrier("words", "bytes", ODF + "text", "letter.odt")
def odt_spans(item: Item) -> bytes:
    """Formatting inside the value, spaces as elements (ODF 1.3, 6.1.3)."""
    text = escape(item.text).replace("1111", "11<text:span>11</text:span>")
    text = text.replace(", ", ',<text:s text:c="1"/>')
    return open_document("text", f"<office:text><text:p>{text}</text:p></office:text>")


@carrier("image", "bytes", ODF + "text", "letter.odt")
def odt_picture(item: Item) -> bytes:
    return open_document("text", "<office:text/>", **{item.name.rpartition(".")[2]: item.bytes})


@carrier("text", "bytes", ODF + "spreadsheet", "table.ods")
def ods(item: Item) -> bytes:
    text = f"<text:p>{escape(item.text)}</text:p>"
    cell = f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    table = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    return open_document("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


RTF = "{{\\rtf1\\ansi\\ansicpg1251\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0\\fs24 {}\\par}}"


@carrier("words", "bytes", "application/rtf", "letter.rtf")
def rtf(item: Item) -> bytes:
    """Letters of the code page as hexadecimal escapes, as WordPad writes them."""
    text = "".join(
        letter if letter.isascii() else f"\\'{letter.encode('cp1251').hex()}" for letter in item.text
    )
    return RTF.format(text).encode()


@carrier("words", "bytes", "application/rtf", "letter.rtf")
def rtf_unicode(item: Item) -> bytes:
    """Everything as Unicode escapes with a replacement letter each."""
    return RTF.format("".join(f"\\u{ord(letter)}?" for letter in item.text)).encode()


@carrier("picture", "bytes", "application/rtf", "letter.rtf")
def rtf_picture(item: Item) -> bytes:
    lines = item.bytes.hex("\n", 64)
    return RTF.format("{\\pict\\jpegblip\\picw800\\pich600\n" + lines + "}").encode()
