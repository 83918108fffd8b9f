"""Forms and the text formats of scripts."""

import binascii
import json
from html import escape
from urllib.parse import quote, urlencode

from corpus.item import Item, carrier

FORM = "application/x-www-form-urlencoded"
EDGE = "----edge1900"
MULTIPART = f"multipart/form-data; boundary={EDGE}"
JSON = "application/json"


@carrier("text", "text", FORM)
def urlencoded(item: Item) -> str:
    return urlencode({"page": "2", "message": item.text, "send": "1"})


@carrier("text", "text", FORM)
def urlencoded_array(item: Item) -> str:
    return urlencode([("note[]", "a"), ("note[]", item.text), ("note[0][deep]", "b")])


@carrier("bytes", "text", FORM)
def urlencoded_bytes(item: Item) -> str:
    return "name=scan&file=" + quote(item.bytes, safe="")


@carrier("text", "text", "text/plain")
def text_plain_form(item: Item) -> str:
    return f"subject=hello\r\nmessage={item.text}\r\n"


def part(headers: str, data: bytes, edge: str = EDGE, line: str = "\r\n") -> bytes:
    """One part of a multipart body."""
    return f"--{edge}{line}{headers}{line}{line}".encode() + data + line.encode()


def end(edge: str = EDGE) -> bytes:
    """The last delimiter."""
    return f"--{edge}--\r\n".encode()


@carrier("text", "bytes", MULTIPART)
def multipart_field(item: Item) -> bytes:
    return part('Content-Disposition: form-data; name="message"', item.bytes) + end()


@carrier("bytes", "bytes", MULTIPART)
def multipart_file(item: Item) -> bytes:
    head = f'Content-Disposition: form-data; name="file"; filename="{item.name}"\r\nContent-Type: {item.type}'
    return part('Content-Disposition: form-data; name="a"', b"1") + part(head, item.bytes) + end()


@carrier("bytes", "bytes", MULTIPART)
def multipart_wrong_type(item: Item) -> bytes:
    head = 'Content-Disposition: form-data; name="file"; filename="readme.txt"\r\nContent-Type: text/css'
    return part(head, item.bytes) + end()


@carrier("bytes", "bytes", MULTIPART)
def multipart_without_end(item: Item) -> bytes:
    return part("Content-Disposition: form-data; name=file; filename=scan", item.bytes)


@carrier("bytes", "bytes", MULTIPART)
def multipart_line_feeds(item: Item) -> bytes:
    head = f'Content-Disposition: form-data; name="file"\nContent-Type: {item.type}'
    return part(head, item.bytes, line="\n") + end()


@carrier("bytes", "bytes", f"multipart/mixed; boundary={EDGE}")
def multipart_nested(item: Item) -> bytes:
    inner = part(f"Content-Type: {item.type}", item.bytes, "inner") + end("inner")
    return part("Content-Type: multipart/mixed; boundary=inner", inner) + end()


@carrier("bytes", "bytes", f"multipart/related; boundary={EDGE}")
def multipart_quoted_printable(item: Item) -> bytes:
    head = f"Content-Type: {item.type}\r\nContent-Transfer-Encoding: quoted-printable"
    lines = binascii.b2a_qp(item.bytes, istext=False).splitlines()
    return part(head, b"\r\n".join(lines)) + end()


@carrier("text", "text", JSON)
def json_value(item: Item) -> str:
    return json.dumps({"chat": {"messages": [{"text": "hi"}, {"text": item.text}]}}, ensure_ascii=False)


@carrier("text", "text", JSON)
def json_escaped(item: Item) -> str:
    units = item.text.encode("utf-16-be")
    return '{"a":"' + "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2)) + '"}'


@carrier("text", "text", JSON)
def json_in_json(item: Item) -> str:
    return json.dumps({"variables": json.dumps({"input": json.dumps([item.text])})})


@carrier("text", "text", JSON)
def json_in_form_in_json(item: Item) -> str:
    return json.dumps({"body": urlencode({"payload": json.dumps({"text": item.text}), "v": "1"})})


@carrier("text", "text", "application/x-ndjson")
def ndjson(item: Item) -> str:
    return "".join(json.dumps({"line": line}) + "\n" for line in ("first", item.text, "last"))


@carrier("text", "text", JSON)
def graphql(item: Item) -> str:
    query = "mutation Send($input: MessageInput!) { send(input: $input) { id } }"
    return json.dumps({"operationName": "Send", "query": query, "variables": {"input": {"body": item.text}}})


@carrier("text", "text", "application/graphql")
def graphql_inline(item: Item) -> str:
    return f"mutation {{ send(body: {json.dumps(item.text)}) {{ id }} }}"


@carrier("bytes", "bytes", MULTIPART)
def graphql_upload(item: Item) -> bytes:
    operations = json.dumps({"query": "mutation ($f: Upload!) { add(file: $f) }", "variables": {"f": None}})
    head = f'Content-Disposition: form-data; name="0"; filename="{item.name}"\r\nContent-Type: {item.type}'
    return b"".join((
        part('Content-Disposition: form-data; name="operations"', operations.encode()),
        part('Content-Disposition: form-data; name="map"', b'{"0":["variables.f"]}'),
        part(head, item.bytes),
        end(),
    ))  # fmt: skip


@carrier("text", "text", "application/xml", "note.xml")
def xml_element(item: Item) -> str:
    return f'<?xml version="1.0"?><note><to>me</to><body>{escape(item.text)}</body></note>'


@carrier("text", "text", "application/xml", "note.xml")
def xml_attribute(item: Item) -> str:
    return f'<note><item kind="a" value="{escape(item.text)}"/></note>'


@carrier("text", "text", "application/xml", "note.xml")
def xml_entities(item: Item) -> str:
    return "<note><body>" + "".join(f"&#{ord(letter)};" for letter in item.text) + "</body></note>"


@carrier("text", "text", "application/xml", "note.xml")
def xml_cdata(item: Item) -> str:
    return "<note><body><![CDATA[" + item.text.replace("]]>", "]]]]><![CDATA[>") + "]]></body></note>"


@carrier("text", "text", 'application/soap+xml; charset="utf-8"')
def soap(item: Item) -> str:
    space = 'xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
    text = f'<m:Post xmlns:m="urn:post"><m:Text>{escape(item.text)}</m:Text></m:Post>'
    return f'<?xml version="1.0"?><s:Envelope {space}><s:Body>{text}</s:Body></s:Envelope>'


@carrier("text", "text", "text/html", "page.html")
def html(item: Item) -> str:
    return f"<!doctype html><html><body><h1>Note</h1><p>{escape(item.text)}</p></body></html>"


@carrier("text", "text", "text/event-stream")
def event_stream(item: Item) -> str:
    lines = "".join(f"data: {line}\n" for line in item.text.splitlines() or [""])
    return f"id: 1\nevent: message\n{lines}\ndata: next\n\n"


@carrier("words", "text", "text/csv", "table.csv")
def csv(item: Item) -> str:
    return f'name,note\r\nUlgu,"{item.text}"\r\n'
