"""What can be fuzzed: a way from bytes to a message, or to a part of it, and carriers that make seeds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from corpus.deal import MODULES
from corpus.envelopes import ENVELOPES
from corpus.item import CARRIERS, PAYLOADS, PICTURES, Item, jpeg
from corpus.promises import keep

from sakchy.detect import Detector
from sakchy.detect.mrz.read import read_zone
from sakchy.detect.picture.decode import UnreadableError, further_pages, grey, limit
from sakchy.detect.picture.header import size
from sakchy.model import Outgoing, Text
from sakchy.rulebook import load

assert MODULES  # importing them registers the carriers
CODINGS = ("gzip", "deflate", "br", "zstd", "gzip, br", "deflate, zstd, gzip")
CHARSETS = ("", "utf-16", "windows-1251", "koi8-r", "ibm866", "utf-8", "utf-7", "idna")


@dataclass(frozen=True)
class Target:
    """`run` is given any bytes and must come back; whatever it raises is a finding."""

    words: str
    run: Callable[[bytes], None]
    carriers: str
    """Names, with spaces between them."""
    longest: int = 16 << 10


def body(type_: str, data: bytes) -> None:
    """The bytes as a body of a declared type."""
    keep(Outgoing("http", data, headers=(("content-type", type_),) if type_ else ()))


def either(types: tuple[str, ...], data: bytes) -> None:
    """The first byte chooses the type of the rest."""
    body(types[data[0] % len(types)] if data else "", data[1:])


def encodings(data: bytes) -> None:
    """The first byte chooses the Content-Encoding of the rest."""
    if data:
        coding = CODINGS[data[0] % len(CODINGS)]
        keep(Outgoing("http", data[1:], headers=(("content-encoding", coding),)))


def forms(data: bytes) -> None:
    """The bytes as address, headers, and as a form of either kind."""
    text = data.decode("utf-8", "surrogateescape")
    names = ("upload-metadata", "dropbox-api-arg", "content-disposition", "authorization", "cookie")
    keep(Outgoing("http", b"", "GET", "/" + text, headers=tuple((name, text) for name in names)))
    for type_ in ("application/x-www-form-urlencoded", "text/plain"):
        body(type_, data)


def charsets(data: bytes) -> None:
    """The first byte chooses the declared charset of the rest."""
    if data:
        body(f"text/plain; charset={CHARSETS[data[0] % len(CHARSETS)]}", data[1:])


def pictures(data: bytes) -> None:
    """Header and pixels; saying that it cannot be read is right."""
    size(data)
    try:
        limit(data)
        grey(data, 800)
        for _ in further_pages(data):
            pass
    except UnreadableError:
        pass
    body("image/jpeg", data)


@cache
def detector() -> Detector:
    """The text rules, compiled once."""
    return Detector(load(), b"fuzz" * 8)


def texts(data: bytes) -> None:
    """The bytes as a text, and as the value of a field, in front of every rule; and as lines of a zone."""
    text = data.decode("utf-8", "replace")
    field, _, value = text.partition("\n")
    detector().find((Text((), text), Text((), value, field[:40])))
    read_zone(text.splitlines()[:3])


def small(item: Item) -> Item:
    """The same, with a picture of a few hundred bytes: fuzzing wants short seeds."""
    return Item(jpeg("holiday.jpg", 24), item.form, item.type, item.name) if item.form == "picture" else item


JSONS = ("application/graphql", "application/x-ndjson", "application/json", "text/event-stream")
MAPS = ("application/cbor", "application/msgpack")
FRAMES = ("application/x-protobuf", "application/grpc-web+proto")
MARKUP = ("application/xml", "text/html", "image/svg+xml")
MAIL = ("message/rfc822", "", "text/vcard")
MULTIPART = "multipart/form-data; boundary=----edge1900"
TARGETS = {
    "encodings": Target("Content-Encoding and stacks of it", encodings, " ".join(ENVELOPES)),
    "forms": Target(
        "urlencoded and plain forms, addresses, headers",
        forms,
        "urlencoded urlencoded_array urlencoded_bytes urlencoded_cp1251 text_plain_form",
    ),
    "multipart": Target(
        "multipart in all its shapes",
        partial(body, MULTIPART),
        "multipart_field multipart_file multipart_nested multipart_line_feeds multipart_quoted_printable "
        "multipart_without_end multipart_wrong_type graphql_upload",
    ),
    "json": Target(
        "JSON and its relatives, GraphQL, event streams",
        partial(either, JSONS),
        "json_value json_escaped json_in_json json_in_form_in_json ndjson graphql graphql_inline "
        "event_stream",
    ),
    "xml": Target(
        "XML, SOAP, HTML, SVG",
        partial(either, MARKUP),
        "xml_element xml_attribute xml_entities xml_cdata soap html svg_text svg_picture picture_in_page",
    ),
    "cbor": Target("CBOR and MessagePack", partial(either, MAPS), "cbor cbor_indefinite messagepack"),
    "protobuf": Target("protobuf and gRPC-web", partial(either, FRAMES), "protobuf grpc_web grpc_web_text"),
    "escapes": Target(
        "base64, data: URLs, escapes",
        partial(body, ""),
        "base64_standard base64_url_safe base64_wrapped data_url data_url_percent data_url_in_page "
        "percent_escapes unicode_escapes hex_escapes",
    ),
    "charsets": Target(
        "text in any charset", charsets, "utf16 utf16_without_mark utf8_with_mark cp1251 koi8_r cp866"
    ),
    "pdf": Target(
        "PDF",
        partial(body, "application/pdf"),
        "pdf_text pdf_form pdf_note pdf_attachment pdf_picture pdf_scanned_strips",
    ),
    "office": Target(
        "ZIP and the office formats in it",
        partial(body, ""),
        "zip zip_stored zip_behind_a_program docx docx_runs docx_picture xlsx xlsx_inline pptx pptx_picture "
        "odt odt_spans odt_picture ods",
    ),
    "archives": Target(
        "TAR, 7z and compressed files", partial(body, ""), "tar gz gz_members bz2 xz zst seven_zip"
    ),
    "mail": Target(
        "MIME, Outlook and address cards",
        partial(either, MAIL),
        "eml eml_base64 eml_subject eml_attachment eml_forwarded msg msg_attachment vcard vcard_photo",
    ),
    "rtf": Target("RTF", partial(body, "application/rtf"), "rtf rtf_unicode rtf_picture"),
    "pictures": Target(
        "picture headers and decoders",
        pictures,
        "png gif gif_second_frame bmp tiff_second_page webp avif jpeg_2000 heic jpeg_turned jpeg_thumbnail",
        64 << 10,
    ),
    "texts": Target("text rules and zones", texts, "csv"),
}
FIRST = {"encodings", "charsets", "json", "xml", "cbor", "protobuf", "mail"}
"""Targets whose first byte is a choice."""


def seeds(name: str) -> Iterator[bytes]:
    """Small messages that are in order, to begin with."""
    for carrier in TARGETS[name].carriers.split():
        for make in PAYLOADS.values():
            if data := seed(carrier, small(make())):
                if name in FIRST:
                    yield from (bytes([choice]) + data for choice in range(6))
                else:
                    yield data
    if name == "texts":
        for rule in load().rules:
            yield from (match.text.encode() for match in rule.match[:1])
    yield from (path.read_bytes() for path in found(name))


def seed(carrier: str, item: Item) -> bytes:
    """One item in one carrier; empty if it cannot hold it."""
    maker = CARRIERS.get(carrier) or ENVELOPES[carrier]
    if not maker.fits(item):
        return b""
    if carrier in CARRIERS:
        return CARRIERS[carrier](item).bytes
    return ENVELOPES[carrier].seal(item).body


FOUND = PICTURES.parents[1] / "fuzz" / "found"
"""Inputs that once broke something, by target; the tests run them all."""


def found(name: str) -> list[Path]:
    """What fuzzing found in a target."""
    return sorted((FOUND / name).glob("*")) if (FOUND / name).is_dir() else []
